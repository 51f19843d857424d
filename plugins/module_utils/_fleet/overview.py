# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan in readable lines, for a person who approves it. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .._model.data import FleetPlan

_SHOWN = 50
# With this many orders, a plan of single numbers is more likely a mistake in the table than intended.
_MANY = 5
_OPEN = ("PENDING", "CONFIRMED")
_MEMBERS = re.compile(r'^ "members": \{.*?^ \},\n', re.DOTALL | re.MULTILINE)


def overview(plan: FleetPlan, path: str) -> list[str]:
    """One line for each order, at most 50, and advice about the whole plan."""
    orders = plan["orders"]
    lines = [f"{order['reference']}: {_count(order['count'], 'number')}, {order['group']}" for order in orders[:_SHOWN]]
    if len(orders) > _SHOWN:
        lines.append(f"and {len(orders) - _SHOWN} more orders, which are in {path}")
    single = sum(order["count"] == 1 for order in orders)
    if single >= _MANY and 2 * single >= len(orders):
        lines.append(
            f"{single} of {len(orders)} orders hold one number: numbers share an order only when country, carrier, "
            "account (number and telephone number, else the end user's name) and authorizer are the same."
        )
    if orders:
        lines.append(f"Numbers stay in their planned order. To group all of them again, delete {path} first.")
    return lines


def left_over(plan: FleetPlan, live: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """A sentence for each open order of the job that no longer has any number of the table."""
    planned = {order["reference"] for order in plan["orders"]}
    return [
        f"Order {entry.get('id')} ({reference}) is {entry.get('status')}, and the table no longer has any of "
        "its numbers. It continues; cancel it with state: absent if its numbers should not be ported."
        for reference, entry in sorted(live.items())
        if reference not in planned and entry.get("status") in _OPEN
    ]


def without_digests(text: str) -> str:
    """A plan for a diff, without the digests of members, which change with any number."""
    return _MEMBERS.sub("", text, count=1)


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
