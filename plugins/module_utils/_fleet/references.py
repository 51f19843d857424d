# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which orders belong to a base reference."""

from __future__ import annotations

# What may follow the base reference in the reference of one of its orders.
SEPARATORS = "-./:_#"


def belongs(reference: str, base: str) -> bool:
    """Whether an order of this reference is one of the base reference's."""
    return reference == base or (reference.startswith(base) and reference[len(base)] in SEPARATORS)
