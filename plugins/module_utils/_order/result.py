# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The result of a task for an order: the same keys on every path, and facts small enough to be cached."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from .._base.context import Result
from .._base.plain import dicts
from .._model.features import e911_changed, excluded_features
from .._model.foc import foc_at

if TYPE_CHECKING:
    from .._model.data import Number, Order

_FACTS = (
    "id",
    "status",
    "customer_order_reference",
    "desired_port_schedule",
    "on_demand_activation",
    "created_date",
)
_NUMBER_FACTS = ("phone_number", "status", "foc_date", "phone_number_group", "reject_reason", "exclusion_reason")


def order_result(order: Order | None, *, details: bool = True) -> Result:
    """The keys that are derived from the order; without ``details``, nothing that grows with its numbers."""
    if not details:
        order = without_numbers(order)
    return {
        "order": order,
        "order_id": order.get("id") if order else None,
        "order_status": order.get("status") if order else None,
        "number_statuses": number_statuses(order),
        "ansible_facts": {"sinch_portin_order": facts(order)},
    }


def without_numbers(order: Order | None) -> Order | None:
    """An order without the parts that grow with its numbers."""
    if order is None:
        return None
    return cast("Order", {name: value for name, value in order.items() if name != "phone_numbers"})


def number_statuses(order: Order | None) -> dict[str, str | None]:
    return {number["phone_number"]: number.get("status") for number in _numbers(order)}


def facts(order: Order | None) -> Result:
    """Without names and addresses, because facts may be cached in files and databases."""
    return {
        **{name: (order or {}).get(name) for name in _FACTS},
        "number_statuses": number_statuses(order),
        "phone_numbers": [
            {
                **{name: number.get(name) for name in _NUMBER_FACTS},
                "foc_at": foc_at(number.get("foc_date"), (order or {}).get("desired_port_schedule")),
                "excluded_features": excluded_features(number),
                "e911_changed": e911_changed(number),
            }
            for number in _numbers(order)
        ],
    }


def _numbers(order: Order | None) -> list[Number]:
    return [number for number in dicts((order or {}).get("phone_numbers")) if "phone_number" in number]
