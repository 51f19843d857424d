# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a fleet's plan needs besides the numbers: their countries, their carriers, and the existing orders."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .._api.client import Client
from .._base.libraries import library
from .._base.parallel import read_each
from .._model.limits import MAX_NUMBERS
from .._model.statuses import CANCELLED_STATUSES, FIXED_STATUSES, is_refused
from .._order.decision import numbers_by_number
from .._order.lookup import read_outline
from .._rules.postal import PROVINCES
from .._rules.subject import text_of
from .plan import Live
from .references import belongs

if TYPE_CHECKING:
    from .._model.data import Number, Order, PortabilityAnswer


def countries_of(numbers: Iterable[Number]) -> dict[str, str]:
    """The country of each number, by its area code, or without ``phonenumbers`` by its address."""
    phonenumbers = library("phonenumbers")
    by_area_code: dict[str, str | None] = {}
    found = {}
    for number in numbers:
        phone_number = str(number["phone_number"])
        area_code = phone_number[:5]
        if area_code not in by_area_code:
            by_area_code[area_code] = _country(phonenumbers, phone_number)
        found[phone_number] = by_area_code[area_code] or _country_of_address(number)
    return found


def _country(phonenumbers: Any, phone_number: str) -> str | None:
    """No area code belongs to two countries (North American Numbering Plan)."""
    if phonenumbers is None or not phone_number[2:].isdigit():
        return None
    parsed = phonenumbers.PhoneNumber(country_code=1, national_number=int(phone_number[2:]))
    country: str | None = phonenumbers.region_code_for_number(parsed)
    return country


def _country_of_address(number: Number) -> str:
    return "CA" if text_of(number.get("end_user") or {}, "state").strip().upper() in PROVINCES else "US"


def ask_portability(client: Client, numbers: list[str]) -> dict[str, PortabilityAnswer]:
    """The results by number, without those missing from the responses; several batches in parallel.

    A result has ``portable``, ``carrier`` and ``reason``. Equal ones are one dict, since 100,000 numbers have few
    different results: that saves a fifth of the memory of a plan.
    """
    batches = [numbers[start : start + MAX_NUMBERS] for start in range(0, len(numbers), MAX_NUMBERS)]
    found: dict[str, PortabilityAnswer] = {}
    different: dict[tuple[bool, str, str], PortabilityAnswer] = {}
    for batch, answers in zip(batches, read_each(client.check_portability, batches), strict=True):
        asked = {number: number for number in batch}
        for answer in answers:
            number, portable = asked.get(answer["phone_number"]), answer.get("portable")
            if number is not None and isinstance(portable, bool):
                key = (portable, str(answer.get("carrier") or ""), str(answer.get("reason") or ""))
                found[number] = different.setdefault(key, {"portable": key[0], "carrier": key[1], "reason": key[2]})
    return found


@dataclass(frozen=True)
class JobOrders:
    """The orders of a job from the list: entries of those not cancelled, and references of the others."""

    live: dict[str, Order]
    cancelled: set[str]


def orders_of(client: Client, reference: str, planned: Collection[str]) -> JobOrders:
    """The list is read without a filter, because it is not documented how the service matches references."""
    live: dict[str, Order] = {}
    cancelled = set()
    for entry in client.list_orders():
        name = str(entry.get("customer_order_reference") or "")
        if belongs(name, reference, planned=planned):
            if entry.get("status") in CANCELLED_STATUSES:
                cancelled.add(name)
            else:
                live[name] = entry
    return JobOrders(live, cancelled)


def read_live(client: Client, entries: Iterable[Order]) -> list[Live]:
    """The contents of orders from the list, in the same order."""
    return [_live(outline) for outline in read_each(lambda entry: read_outline(client, entry), list(entries))]


def _live(outline: Order) -> Live:
    numbers = numbers_by_number(outline)
    held = frozenset(number for number, stored in numbers.items() if not is_refused(stored))
    return Live(tuple(numbers), held, fixed=outline.get("status") in FIXED_STATUSES)
