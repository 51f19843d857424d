# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Orders as hosts: their names, their variable and their groups. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..module_utils._model.statuses import CANCELLED_STATUSES
from ..module_utils._order.result import facts

if TYPE_CHECKING:
    from ..module_utils._model.data import Order

GROUP = "portin_orders"

# Characters that Ansible or a shell would read as a pattern in a host name.
_ODD = re.compile(r"[^\w.+-]|^[-.]")
_NO_GROUP_NAME = re.compile(r"\W", re.ASCII)
# Names with a special meaning in Ansible; those of our groups have one, too.
_TAKEN = frozenset({"all", "ungrouped", "localhost", "127.0.0.1"})
_PREFIX = "portin_"

Variable = dict[str, Any]


def order_variable(order: Order, *, with_numbers: bool) -> Variable:
    """The variable of an order's host: the members of the fact ``sinch_portin_order``, and counts of its numbers.

    It has the lists of numbers only ``with_numbers``: as variables, those of a fleet cost minutes and gigabytes.
    An order from the API's list has ``quantities`` instead of numbers.
    """
    reported = facts(order)
    numbers, statuses = reported.pop("phone_numbers"), reported.pop("number_statuses")
    if with_numbers:
        reported.update(phone_numbers=numbers, number_statuses=statuses)
    groups: dict[str, list[Variable]] = {}
    for number in numbers:
        if number["phone_number_group"]:
            groups.setdefault(str(number["phone_number_group"]), []).append(number)
    return {
        **reported,
        "quantities": {
            name.removesuffix("_quantity"): value for name, value in order.items() if name.endswith("_quantity")
        },
        "status_counts": _counts(numbers),
        "foc_dates": _days(numbers),
        "phone_number_groups": [
            {"name": name, "foc_dates": _days(members), "status_counts": _counts(members)}
            for name, members in sorted(groups.items())
        ],
    }


def _counts(numbers: Iterable[Variable]) -> dict[str, int]:
    return dict(sorted(Counter(str(number["status"] or "PENDING") for number in numbers).items()))


def _days(numbers: Iterable[Variable]) -> list[str]:
    return sorted({str(number["foc_date"]) for number in numbers if number["foc_date"]})


def name_hosts(orders: Iterable[Order]) -> dict[str, Order]:
    """The orders by the names of their hosts, in a stable order.

    A host is named after its order's reference, or else the id. If several orders have the same reference, the live one
    gets the name, else the newest; the others get their id appended. A name does not change while its order is live.
    """
    hosts: dict[str, Order] = {}
    for order in sorted(orders, key=_rank):
        name = _ODD.sub("_", str(order["customer_order_reference"] or ""))
        if not name.strip("_") or name.lower() in _TAKEN or name.lower().startswith(_PREFIX):
            name = f"{name}-{order['id']}" if name.strip("_") else str(order["id"])
        # A name with an id appended may be another order's reference.
        while name in hosts:
            name = f"{name}-{order['id']}"
        hosts[name] = order
    return dict(sorted(hosts.items()))


def _rank(order: Order) -> tuple[bool, int, str]:
    """Live orders first, then the newest; ids increase with time."""
    order_id = str(order["id"])
    return order["status"] in CANCELLED_STATUSES, -int(order_id) if order_id.isdigit() else 0, order_id


def name_groups(variable: Variable) -> list[str]:
    """The groups of an order: by its status, by the statuses of its numbers, by their activation groups."""
    names = [f"status_{variable['status'] or 'PENDING'}"]
    names += [f"numbers_{status}" for status in variable["status_counts"]]
    names += [f"group_{group['name']}" for group in variable["phone_number_groups"]]
    return list(dict.fromkeys(f"{_PREFIX}{_NO_GROUP_NAME.sub('_', name).lower()}" for name in names))
