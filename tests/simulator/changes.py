# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes to orders that Sinch's staff or the carriers would make, on behalf of a test or a user of the page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from .application import Application
from .life import DEFAULT_REASON
from .service import Inquiry
from .state import NUMBER_STATUSES, ORDER_STATUSES, Number, Order

NUMBER_MEMBERS = {
    "focDate": "foc_date",
    "rejectReason": "reject_reason",
    "exclusionReason": "exclusion_reason",
    "group": "group",
    "phoneNumberGroup": "group",
    "activateUser": "activate_user",
    "excludedFeatures": "excluded_features",
}
MOMENTS = {
    "CONFIRMED": "confirmed_at",
    "REJECTED": "excluded_at",
    "EXCLUDED": "excluded_at",
    "ACTIVATED": "activated_at",
}
EVENTS = {"CONFIRMED": "NUMBERS_CONFIRMED", "REJECTED": "NUMBERS_REJECTED", "ACTIVATED": "NUMBERS_ACTIVATED"}


class Changes:
    """Orders are given by id. An unknown id raises a KeyError, a wrong change a ValueError."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._state = application.state

    def confirm(self, order_id: int | str, *, only: Collection[str] = (), foc_date: str | None = None) -> Order:
        """The carriers confirm the whole order or some numbers, for a date-time or else the desired port date."""
        with self._state.lock:
            order = self._find(order_id, only)
            self._application.life.confirm(order, only=only, foc_date=foc_date)
            return order

    def reject(self, order_id: int | str, *, only: Collection[str] = (), reason: str = DEFAULT_REASON) -> Order:
        with self._state.lock:
            order = self._find(order_id, only)
            self._application.life.reject(order, only=only, reason=reason)
            return order

    def complete(self, order_id: int | str, *, only: Collection[str] = ()) -> Order:
        """Numbers go live. With the last one the order is complete."""
        with self._state.lock:
            order = self._find(order_id, only)
            self._application.life.complete(order, only=only)
            return order

    def add_note(self, order_id: int | str, text: str, *, by: str = "Sinch") -> None:
        with self._state.lock:
            self._application.service.put_note(self._state.order(order_id), text, by=by)

    def create(self, body: Mapping[str, Any], *, project: str) -> Order:
        """Creates an order like the create operation, but without a request and without checks against the contract."""
        with self._state.lock:
            shown = self._application.service.create_order(Inquiry(project, body=dict(body)))
            return self._state.order(shown["id"])

    def change(self, order_id: int | str, changes: Mapping[str, Any]) -> Order:
        """Sets what the service determines. Members, all optional:

        ``status`` of the order; ``note`` to add; ``every`` with changes for each number; ``numbers`` with changes by
        phone number; ``extra`` members to show on top. A number takes ``status``, ``focDate``, ``rejectReason``,
        ``exclusionReason``, ``group``, ``activateUser``, ``excludedFeatures`` and ``extra``.
        """
        unknown = set(changes) - {"status", "note", "every", "numbers", "extra"}
        if unknown:
            raise ValueError(f"an order has nothing to change called {', '.join(sorted(unknown))}")
        with self._state.lock:
            numbers = dict(changes.get("numbers", {}))
            order = self._find(order_id, numbers)
            self._check_status(changes.get("status"), ORDER_STATUSES)
            by_number = [(number, changes.get("every", {})) for number in order.numbers]
            by_number += [
                (number, numbers[number.phone_number]) for number in order.numbers if number.phone_number in numbers
            ]
            for _number, wanted in by_number:
                self._check_number(wanted)
            for number, wanted in by_number:
                self._change_number(order, number, wanted)
            order.status = changes.get("status", order.status)
            order.extra.update(changes.get("extra", {}))
            if "note" in changes:
                self.add_note(order_id, changes["note"])
            self._application.announce("ORDER_UPDATED", order, [])
            return order

    def _change_number(self, order: Order, number: Number, wanted: Mapping[str, Any]) -> None:
        for member, attribute in NUMBER_MEMBERS.items():
            if member in wanted:
                setattr(number, attribute, wanted[member])
        number.extra.update(wanted.get("extra", {}))
        status = wanted.get("status", number.status)
        if status != number.status:
            number.status = status
            if status in MOMENTS:
                setattr(number, MOMENTS[status], self._state.clock.now())
            if status in EVENTS:
                self._application.announce(EVENTS[status], order, [number])

    def _check_number(self, wanted: Mapping[str, Any]) -> None:
        unknown = set(wanted) - set(NUMBER_MEMBERS) - {"status", "extra"}
        if unknown:
            raise ValueError(f"a number has nothing to change called {', '.join(sorted(unknown))}")
        self._check_status(wanted.get("status"), NUMBER_STATUSES)

    def _check_status(self, status: str | None, documented: tuple[str, ...]) -> None:
        if status is not None and status not in documented and not self._application.settings.extra_members:
            raise ValueError(f"{status!r} is no documented status; the setting extra_members allows it")

    def _find(self, order_id: int | str, phone_numbers: Collection[str]) -> Order:
        order = self._state.order(order_id)
        unknown = set(phone_numbers) - {number.phone_number for number in order.numbers}
        if unknown:
            raise KeyError(f"order {order.id} has no number {', '.join(sorted(unknown))}")
        return order
