# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The statuses of orders and numbers, and their meaning for a task. Sinch: Create port-in order.

A status that is not listed here is undocumented: neither final nor changeable.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

PENDING = "PENDING"
CONFIRMED = "CONFIRMED"
COMPLETED = "COMPLETED"
PENDING_CANCELATION = "PENDING_CANCELATION"
CANCELED = "CANCELED"
# Only in the later edition: the service is still creating the order.
ORDER_BUILDING = "ORDER_BUILDING"

# Of numbers only.
ACTIVATED = "ACTIVATED"
REJECTED = "REJECTED"
EXCLUDED = "EXCLUDED"

# Ended, or ending: such an order is no longer compared.
CANCELLED_STATUSES = frozenset({CANCELED, PENDING_CANCELATION})
# An order in one of these no longer holds its numbers.
CLOSED_STATUSES = frozenset({CANCELED, COMPLETED})
# An order in one of these accepts no more numbers.
FIXED_STATUSES = frozenset({CONFIRMED, COMPLETED})
# A number in one of these will not be ported by its order.
ENDED_NUMBERS = frozenset({REJECTED, EXCLUDED, CANCELED})


def age(order_id: object) -> tuple[int, str]:
    """For sorting orders from the oldest: ids increase with time; the order of a list is not documented."""
    return len(str(order_id)), str(order_id)


def is_refused(number: Mapping[str, Any]) -> bool:
    """Whether the order no longer ports this number, but continues with the others."""
    return number.get("status") in ENDED_NUMBERS
