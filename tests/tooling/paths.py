# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Paths: the checkout, and the only folder in it to which these scripts write."""

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
    """Link the checkout to the path of an installed collection. Only ansible-test cannot work with the link."""
    link = TREE / "ansible_collections" / NAMESPACE / NAME
    link.parent.mkdir(parents=True, exist_ok=True)
    if not link.is_symlink():
        with contextlib.suppress(FileExistsError):  # another process has created it
            link.symlink_to(os.path.relpath(ROOT, link.parent), target_is_directory=True)
