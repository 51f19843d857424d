# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Installs pip in a new environment of ansible-test, from Python's bundled pip and the package index.

A run makes nine such environments. Installing the first takes eight seconds; the others are copies of it, which take
half a second each.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

words = [word for word in sys.argv[1:] if word not in ("--no-setuptools", "--no-wheel")]
named = [word for word in words if not word.startswith("-")]
packages = Path(sysconfig.get_path("purelib"))
kept = Path.home() / ".ansible" / "test" / "bootstrap" / (" ".join(named) or "pip")
if kept.is_dir():
    shutil.copytree(kept, packages, dirs_exist_ok=True)
else:
    # In its own process, because ensurepip hides pip's configuration from the process it runs in.
    subprocess.check_output([sys.executable, "-m", "ensurepip"])
    if named:
        subprocess.check_call([sys.executable, "-m", "pip", "install", *words])
    unfinished = kept.with_name("unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    shutil.copytree(packages, unfinished)
    unfinished.rename(kept)
