# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the simulator until it is stopped: python tests/simulator --help."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

if __name__ == "__main__":
    if not __package__:
        # Started by its folder's name, Python puts that folder on sys.path, but the package needs its parent there.
        sys.path[0] = str(Path(__file__).resolve().parent.parent)
    sys.exit(import_module(".command", __package__ or "simulator").main())
