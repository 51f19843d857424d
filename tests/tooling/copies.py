# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies of the checkout, for tools that cannot work with a link: ansible-test and the build of the artifact."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import paths


def copy_checkout(name: str) -> Path:
    """Copy the files that git tracks or would add to a new git checkout; return its path."""
    tree = paths.BUILD / "copies" / name
    folder = tree / "ansible_collections" / paths.NAMESPACE / paths.NAME
    shutil.rmtree(tree, ignore_errors=True)
    folder.mkdir(parents=True)
    listing = _git(paths.ROOT, "ls-files", "-co", "--exclude-standard", "-z")
    for relative in sorted(set(filter(None, listing.split("\0")))):
        source = paths.ROOT / relative
        if source.is_symlink() or source.is_file():  # otherwise it was deleted, and the deletion is not committed yet
            target = folder / relative
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target, follow_symlinks=False)
    _git(folder, "init", "-q")
    _git(folder, "add", "-A")
    return folder


def _git(folder: Path, *words: str) -> str:
    return subprocess.run(
        ["git", "-C", str(folder), *words], check=True, stdout=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL
    ).stdout
