# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Limits of the service, each with its source."""

from __future__ import annotations

# Numbers in one order. Sinch: Create port-in order. The portability check documents no limit; we use the same.
MAX_NUMBERS = 500
# Characters of a reference. Sinch: porting skill.
LONGEST_REFERENCE = 100
