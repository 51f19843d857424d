# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Operations on the groups of an order, and on-demand activation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .errors import ApiError, Violation, invalid
from .life import Life
from .service import Inquiry, Service
from .settings import Settings
from .state import Number, Order
from .views import show_number


class Activation:
    """Each operation is a method that returns the response body. Call it with the lock held."""

    def __init__(self, service: Service, settings: Settings, life: Life) -> None:
        self._service = service
        self._settings = settings
        self._life = life

    def list_groups(self, inquiry: Inquiry) -> list[dict[str, Any]]:
        order = self._service.find(inquiry)
        return [
            _group(name, numbers, [show_number(number, self._settings) for number in numbers])
            for name, numbers in order.groups().items()
        ]

    def list_available(self, inquiry: Inquiry) -> list[dict[str, Any]]:
        order = self._service.find(inquiry)
        return [
            _group(name, numbers, [_routing(number) for number in numbers])
            for name, numbers in self._ready_groups(order).items()
        ]

    def activate(self, inquiry: Inquiry) -> dict[str, Any]:
        order = self._service.find(inquiry)
        wanted = (inquiry.body or {}).get("phoneNumberGroups")
        ready, running = self._ready_groups(order), _running_groups(order)
        wrong = list(_violations(order, wanted or []))
        if wrong:
            raise invalid(*wrong)
        chosen = list(wanted or ready)
        refused = [name for name in chosen if name not in ready and name not in running]
        if not chosen or refused or (self._settings.activation_again == "refuse" and set(chosen) - set(ready)):
            raise ApiError(self._settings.wrong_state_status, f"Order {order.id} has nothing to activate yet.")
        self._service.keep_stale(order)
        for name in chosen:
            self._life.activate(order, ready.get(name, ()), user=inquiry.user)
        status = self._settings.activation_status
        return {"phoneNumberGroups": [{"phoneNumberGroup": name, "status": status} for name in chosen]}

    def _ready_groups(self, order: Order) -> dict[str, list[Number]]:
        found = {}
        for name, numbers in order.groups().items():
            ready = [number for number in numbers if self._life.is_ready(order, number)]
            if ready:
                found[name] = ready
        return found


def _violations(order: Order, wanted: list[str]) -> Iterator[Violation]:
    groups = order.groups()
    for index, name in enumerate(wanted):
        if name not in groups:
            yield f"phoneNumberGroups[{index}]", "The order has no such group."


def _running_groups(order: Order) -> set[str]:
    return {number.group for number in order.numbers if number.activating_until or number.status == "ACTIVATED"}


def _group(name: str, numbers: list[Number], shown: list[dict[str, Any]]) -> dict[str, Any]:
    dates = sorted({number.foc_date for number in numbers if number.foc_date})
    return {"phoneNumberGroup": name, **({"focDate": dates[-1]} if dates else {}), "phoneNumbers": shown}


def _routing(number: Number) -> dict[str, Any]:
    names = ("phoneNumber", "voiceConfiguration", "smsConfiguration")
    return {name: number.given[name] for name in names if name in number.given}
