# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where things are: the checkout, and the one folder in it that these scripts write to."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / ".build"
TREE = BUILD / "tree"
HOME = BUILD / "home"
CACHE = BUILD / "cache"
REPORTS = BUILD / "reports"
ARTIFACTS = BUILD / "artifacts"

NAMESPACE, NAME = "sinch", "porting"


def link_checkout() -> None:
    """Show the checkout as a collection; a link serves every tool but ansible-test, and shows edits at once."""
    link = TREE / "ansible_collections" / NAMESPACE / NAME
    link.parent.mkdir(parents=True, exist_ok=True)
    if not link.is_symlink():
        with contextlib.suppress(FileExistsError):  # another process was quicker
            link.symlink_to(os.path.relpath(ROOT, link.parent), target_is_directory=True)
