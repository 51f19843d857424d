# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies of the checkout, for the tools that a link does not serve: ansible-test and the build of the artifact."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import paths

# ansible-test bootstraps pip with a script of this version, which it looks for here before it asks its own host.
BOOTSTRAP_VERSIONS = {"2.17": "23_1_2", "2.18": "24_2", "2.19": "24_2", "2.20": "25_2", "2.21": "25_2"}

# The same with what every Python brings along, so that nothing but the package registry is needed.
BOOTSTRAP = """\
import os
import subprocess
import sys

import ensurepip

environ = dict(os.environ)  # ensurepip takes the variables of pip out of its own
ensurepip.bootstrap()
packages = [word for word in sys.argv[1:] if word not in ("--no-setuptools", "--no-wheel")]
command = [sys.executable, "-m", "pip", "install", "--quiet", *packages]
sys.exit(subprocess.call(command, env=environ) if any(not word.startswith("-") for word in packages) else 0)
"""


def copy_checkout(name: str) -> Path:
    """Copy what git knows, or would add, to a place of its own that is a git checkout itself; return that place."""
    tree = paths.BUILD / "copies" / name
    folder = tree / "ansible_collections" / paths.NAMESPACE / paths.NAME
    shutil.rmtree(tree, ignore_errors=True)
    folder.mkdir(parents=True)
    listing = _git(paths.ROOT, "ls-files", "-co", "--exclude-standard", "-z")
    for relative in sorted(set(filter(None, listing.split("\0")))):
        source = paths.ROOT / relative
        if source.is_symlink() or source.is_file():  # else it was deleted and the deletion is not committed yet
            target = folder / relative
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target, follow_symlinks=False)
    _git(folder, "init", "-q")
    _git(folder, "add", "-A")
    return folder


def prepare_bootstrap(core: str) -> None:
    """Lay the bootstrap script where ansible-test of this core looks for it."""
    cache = paths.HOME / ".ansible" / "test" / "cache"
    cache.mkdir(parents=True, exist_ok=True)
    (cache / f"get_pip_{BOOTSTRAP_VERSIONS[core]}.py").write_text(BOOTSTRAP, encoding="utf-8")


def _git(folder: Path, *words: str) -> str:
    return subprocess.run(
        ["git", "-C", str(folder), *words], check=True, stdout=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL
    ).stdout
