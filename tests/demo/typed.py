# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The environment of a Makefile command that a user runs."""

from __future__ import annotations

import os
import pwd
import sys
from pathlib import Path

OWN_TOOLS = str(Path(sys.executable).parent)


def environ() -> dict[str, str]:
    """A user's environment: the real home folder, without the tools and settings of the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ANSIBLE", "PYTHON", "VIRTUAL"))}
    path = os.pathsep.join(folder for folder in os.environ["PATH"].split(os.pathsep) if folder != OWN_TOOLS)
    return {**kept, "PATH": path, "HOME": pwd.getpwuid(os.getuid()).pw_dir}
