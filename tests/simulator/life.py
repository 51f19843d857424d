# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How statuses change: by a control request, by the pace, or when a time has come."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from .carriers import find_reason
from .settings import Settings
from .state import ENDED_NUMBERS, Number, Order, State

DEFAULT_REASON = "The port-out PIN is wrong."

Tell = Callable[[str, Order, list[Number]], None]


class Life:
    """Changes statuses. ``tell`` is called with the name of a webhook event, the order and the affected numbers."""

    def __init__(self, state: State, settings: Settings, tell: Tell) -> None:
        self._state = state
        self._settings = settings
        self._tell = tell
        self._activating: dict[int, Order] = {}  # orders with numbers that are going live: settle looks only at these

    def settle(self) -> None:
        """Makes all changes that are due."""
        now = self._state.clock.now()
        for order in list(self._activating.values()):
            self._finish_activation(order, now)
        if self._settings.pace or self._settings.cancel_delay:
            for order in self._state.orders():
                self._keep_pace(order, now)
                self._finish_cancelation(order, now)

    def forget(self) -> None:
        self._activating.clear()

    def confirm(self, order: Order, *, only: Collection[str] = (), foc_date: str | None = None) -> None:
        """The losing carriers confirm all pending numbers, or only these."""
        now = self._state.clock.now()
        numbers = [number for number in _choose(order, only) if number.status == "PENDING"]
        for number in numbers:
            number.status, number.confirmed_at = "CONFIRMED", now
            number.foc_date = foc_date or self._foc_date(order)
        statuses = {number.status for number in order.numbers}
        if "CONFIRMED" in statuses and "PENDING" not in statuses:
            order.status, order.paced_from = "CONFIRMED", now
        self._tell_both("NUMBERS_CONFIRMED", order, numbers)

    def reject(self, order: Order, *, only: Collection[str] = (), reason: str = DEFAULT_REASON) -> None:
        """A losing carrier rejects numbers. An order with nothing left to port keeps its status."""
        numbers = [number for number in _choose(order, only) if number.status not in ENDED_NUMBERS]
        for number in numbers:
            number.status, number.reject_reason, number.foc_date = "REJECTED", reason, None
            number.excluded_at = self._state.clock.now()
        left = [number.status for number in order.numbers if number.status not in ENDED_NUMBERS]
        if order.status == "PENDING" and left and "PENDING" not in left:
            order.status = "CONFIRMED"
        self._tell_both("NUMBERS_REJECTED", order, numbers)

    def complete(self, order: Order, *, only: Collection[str] = (), user: str = "Sinch") -> None:
        """Numbers go live, even if they were not confirmed. With the last one the order is complete."""
        numbers = [number for number in _choose(order, only) if number.status not in ENDED_NUMBERS]
        now = self._state.clock.now()
        for number in numbers:
            number.foc_date = number.foc_date or self._foc_date(order)
            number.confirmed_at = number.confirmed_at or now
            number.status, number.activated_at = "ACTIVATED", now
            number.activate_user = number.activate_user or user
            number.activating_until = None
        if all(number.status in ENDED_NUMBERS for number in order.numbers):
            order.status = "COMPLETED"
        self._tell_both("NUMBERS_ACTIVATED", order, numbers)

    def cancel(self, order: Order) -> None:
        """Cancels an order as DELETE does, according to the setting ``cancel``."""
        order.cancel_asked_at = self._state.clock.now()
        if self._settings.cancel == "direct":
            self.end(order)
        else:
            order.status, order.cancel_reads = "PENDING_CANCELATION", 0
            self._tell("ORDER_UPDATED", order, [])

    def end(self, order: Order) -> None:
        order.status = "CANCELED"
        for number in order.numbers:
            if number.status not in ENDED_NUMBERS:
                number.status = "CANCELED"
        self._tell("ORDER_UPDATED", order, [])

    def count_read(self, order: Order) -> None:
        """Counts a read of an order that is being cancelled. After enough reads it is cancelled."""
        if order.status != "PENDING_CANCELATION" or not self._settings.cancel_reads:
            return
        if order.cancel_reads >= self._settings.cancel_reads:
            self.end(order)
        order.cancel_reads += 1

    def is_ready(self, order: Order, number: Number) -> bool:
        """Whether a number can be activated: it is confirmed, its date has come, and it is not going live already."""
        if not order.on_demand or number.status != "CONFIRMED" or number.activating_until is not None:
            return False
        return (number.foc_date or "9999")[:10] <= self._state.clock.today().isoformat()

    def activate(self, order: Order, numbers: Iterable[Number], *, user: str) -> None:
        """Starts the activation of numbers. They are live after the seconds of the setting ``activation_delay``."""
        due = self._state.clock.now() + self._settings.activation_delay
        self._activating[order.id] = order
        for number in numbers:
            number.activating_until, number.activate_user = due, user

    def _keep_pace(self, order: Order, now: float) -> None:
        pace = self._settings.pace
        if not pace or now < order.paced_from + pace:
            return
        if order.status == "PENDING":
            self._reject_as_set(order)
            self.confirm(order)
        elif order.status == "CONFIRMED" and not order.on_demand:
            self.complete(order)

    def _reject_as_set(self, order: Order) -> None:
        """With a pace, carriers reject the numbers of the setting ``rejections``, each with the reason given there."""
        for number in order.numbers:
            reason = find_reason(number.phone_number, self._settings.rejections)
            if reason is not None and number.status == "PENDING":
                self.reject(order, only=[number.phone_number], reason=reason or DEFAULT_REASON)

    def _finish_activation(self, order: Order, now: float) -> None:
        due = [
            number.phone_number
            for number in order.numbers
            if number.activating_until is not None and number.activating_until <= now
        ]
        if due:
            self.complete(order, only=due)
        if all(number.activating_until is None for number in order.numbers):
            del self._activating[order.id]

    def _finish_cancelation(self, order: Order, now: float) -> None:
        delay = self._settings.cancel_delay
        asked_at = order.cancel_asked_at
        if delay and order.status == "PENDING_CANCELATION" and asked_at is not None and now >= asked_at + delay:
            self.end(order)

    def _foc_date(self, order: Order) -> str:
        """The FOC date that the carriers confirm. With a pace, time is compressed, so it is today."""
        wanted = str(order.given["desiredPortSchedule"]["desiredPortDate"])
        today = self._settings.foc == "today" or (self._settings.foc == "auto" and self._settings.pace > 0)
        return f"{self._state.clock.today().isoformat() if today else wanted}T00:00:00Z"

    def _tell_both(self, event: str, order: Order, numbers: list[Number]) -> None:
        if numbers:
            self._tell(event, order, numbers)
            self._tell("ORDER_UPDATED", order, [])


def _choose(order: Order, only: Collection[str]) -> list[Number]:
    return [number for number in order.numbers if not only or number.phone_number in only]
