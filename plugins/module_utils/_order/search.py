# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the order of a task by its id, its reference, or its exact set of numbers.

``docs/design.md`` ("Finding an order") explains the requests.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from .._base.errors import ApiError, Locked, NotShownYet
from .._base.store import Mark
from .._model.statuses import CANCELLED_STATUSES
from . import lookup, once, writes
from .decision import numbers_by_number
from .guarded import GuardedContext
from .portability import PortabilityGate
from .result import order_result

if TYPE_CHECKING:
    from .._model.data import Order


def addresses_of(options: Mapping[str, Any], numbers: list[str]) -> list[tuple[str, ...]]:
    """The names of the order for locks. With its numbers, a task also excludes one that has only the numbers."""
    if options.get("order_id") is not None:
        return [("id", str(options["order_id"]))]
    by_numbers = ("numbers", *sorted(numbers))
    reference = options.get("customer_order_reference")
    if not reference:
        return [by_numbers]
    # A cancellation is by reference, whatever numbers its order has.
    return [("reference", reference), *([by_numbers] if options["state"] == "present" else [])]


class OrderSearch:
    """``numbers`` are the task's, ``gate`` knows which of them are excluded. The write is locked from here on."""

    def __init__(self, context: GuardedContext, gate: PortabilityGate, numbers: list[str]) -> None:
        self.context = context
        self.client = context.client
        self.options = context.options
        self.gate = gate
        self.numbers = numbers
        address, *also = addresses_of(context.options, numbers)
        self.guard = context.guard(*address, also=also)
        # For each completed order that was found, by id, those of the numbers that it made live. Empty if the last
        # search found the task's own order.
        self.made_live: dict[str, list[str]] = {}

    def find(self) -> Order | None:
        """The order, searched for repeatedly while an earlier run's creation may still appear."""
        found = once.settled(self.context, self.look_up)
        marks = self.guard.marks() if found is None else []
        if not marks:
            # The mark is kept, because a lagging server may answer the next search.
            return found
        unsettled = [mark for mark in marks if mark.outcome is None]
        if unsettled:
            latest = min(unsettled, key=lambda mark: mark.age)
            found = once.until_shown(self.context, self._look_everywhere, mark=latest)
        found = found or self._find_by_outcome(marks)
        if found is None:
            self.guard.clear()
        return found

    def _look_everywhere(self) -> Order | None:
        found = self.look_up()
        return self.find_by_its_numbers() if found is None and self.options["state"] == "present" else found

    def _find_by_outcome(self, marks: list[Mark]) -> Order | None:
        """The order whose id an earlier run recorded. Raises Conflict if another one has the numbers."""
        others: list[Order] = []
        for mark in marks:
            if mark.outcome is None:
                continue
            # Read again at the end: a missing response does not mean that the order does not exist.
            created = writes.read_back(self.context, mark.outcome) or lookup.order_by_id(self.client, mark.outcome)
            if created is not None:
                if self._is_meant(created):
                    return created
                others.append(created)
            elif mark.age < once.mark_validity(self.context):
                raise NotShownYet(
                    f"An earlier run has created order {mark.outcome}, but reading it returns 404. A new "
                    "order may take a moment; run again. Nothing was written.",
                    order_id=mark.outcome,
                )
        if self.options["state"] == "present":
            lookup.refuse_conflicts(others, self.numbers)
        return None

    def _is_meant(self, order: Order) -> bool:
        """Whether an order that an earlier run created still matches this task."""
        if order.get("status") in CANCELLED_STATUSES:
            return False
        reference = self.options.get("customer_order_reference")
        if reference:
            return bool(order.get("customer_order_reference") == reference)
        return self._is_the_set(order, self.numbers)

    def find_by_its_numbers(self) -> Order | None:
        """The order with the task's reference, if it is found by number: the list by reference may lag behind.

        Raises Conflict if another open order has one of the numbers.
        """
        reference = self.options.get("customer_order_reference")
        if not reference:
            return None
        numbers = self.numbers
        # The two checks are independent. If the input forbids a creation, portability is not checked.
        with nullcontext() if self.context.deferred else self.gate.asking(numbers):
            holding = lookup.orders_holding(self.client, numbers)
        own = [order for order in holding if order.get("customer_order_reference") == reference]
        return self._the_live_one(own, f"have the reference {reference!r}", holding=holding, numbers=numbers)

    def look_up(self) -> Order | None:
        order_id = self.options.get("order_id")
        reference = self.options.get("customer_order_reference")
        if order_id is not None:
            order = lookup.order_by_id(self.client, order_id)
            if order is None and self.options["state"] == "present":
                raise ApiError(
                    f"There is no order {order_id} in this project. Leave order_id out to create one.",
                    status=404,
                    order_id=order_id,
                )
            if order and self.options["state"] == "present" and order.get("status") in CANCELLED_STATUSES:
                raise Locked(
                    f"Order {order_id} is {order['status']}. Leave order_id out to create another one.",
                    order_id=order_id,
                    result=order_result(order, details=self.options["details"]),
                )
            return order
        if reference:
            order = lookup.order_by_reference(self.client, reference)
            if self.options["state"] == "present" and order and order.get("status") in CANCELLED_STATUSES:
                return None
            return order
        return self.look_up_by_numbers(self.numbers)

    def look_up_by_numbers(self, numbers: list[str]) -> Order | None:
        holding = lookup.orders_holding(self.client, numbers)
        matches = [order for order in holding if self._is_the_set(order, numbers)]
        return self._the_live_one(matches, "have exactly these numbers", holding=holding, numbers=numbers)

    def _the_live_one(
        self, matches: list[Order], what: str, *, holding: list[Order], numbers: list[str]
    ) -> Order | None:
        """The complete order of the only match that is not cancelled. Raises Conflict if there are several, or if
        ``holding`` has another open order with one of the numbers.
        """
        live = [order for order in matches if order.get("status") not in CANCELLED_STATUSES]
        if len(live) > 1:
            raise lookup.several(live, what)
        self.made_live = {}
        if live:
            return lookup.read_listed(self.client, live[0])
        lookup.refuse_conflicts(holding, numbers)
        self.made_live = lookup.made_live(holding, numbers)
        return None

    def _is_the_set(self, order: Order, numbers: list[str]) -> bool:
        stored = numbers_by_number(order)
        missing = [number for number in numbers if number not in stored]
        if len(stored) + len(missing) != len(numbers):
            return False
        return not missing or (self.gate.excludes and len(self.gate.unportable(missing)) == len(missing))
