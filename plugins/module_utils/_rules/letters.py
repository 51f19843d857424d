# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rule about letters of authorization. It is applied by ``sinch_portin_loa``."""

from __future__ import annotations

from .._base.findings import ERROR
from .rule import STANDARD, declare

LOA_STALE = declare(
    "loa-stale",
    ERROR,
    STANDARD,
    "A letter of authorization differs from the order.",
    remedy="Make a new letter, and have it signed.",
    source="47 CFR 64.1130: a letter names every number and the billing address",
)
