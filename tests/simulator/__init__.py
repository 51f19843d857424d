# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A simulator of the Sinch Porting API; see README.md."""

from __future__ import annotations

from .calls import Record
from .faults import Fault
from .settings import Settings
from .simulator import Simulator
from .state import Number, Order

__all__ = ["Fault", "Number", "Order", "Record", "Settings", "Simulator"]
