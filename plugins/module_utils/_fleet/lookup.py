# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a fleet's plan needs to know beyond the numbers: their countries, their carriers, and the orders there are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .._api.client import Client
from .._base.libraries import library
from .._base.parallel import read_each
from .._model.limits import MOST_NUMBERS
from .._model.statuses import CANCELLED_STATUSES
from .._order.decision import numbers_by_number
from .._order.lookup import order_by_id
from .._order.portability import portability
from .._rules.subject import text_of
from .plan import serial

Number = dict[str, Any]

_PROVINCES = frozenset({"AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT"})


def countries_of(numbers: Iterable[Number]) -> dict[str, str]:
    """The country of each number: that of its area code, or without ``phonenumbers`` that of its address."""
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
    return "CA" if text_of(number.get("end_user") or {}, "state").strip().upper() in _PROVINCES else "US"


def ask_portability(client: Client, numbers: list[str]) -> dict[str, dict[str, Any]]:
    """The answers by number; several batches at a time."""
    batches = [numbers[start : start + MOST_NUMBERS] for start in range(0, len(numbers), MOST_NUMBERS)]
    return {
        answer["phone_number"]: answer
        for answers in read_each(lambda batch: portability(client, batch), batches)
        for answer in answers
    }


def orders_of(client: Client, reference: str, *, whole: bool) -> tuple[dict[str, list[str] | None], set[str]]:
    """The live orders that bear a base reference with a running number, by reference, and the cancelled ones'.

    Their numbers are read only when they are wanted ``whole``. The list is read without a filter: what the service
    takes for a match of a reference is not documented, and a prefix is none in any reading.
    """
    live: dict[str, Any] = {}
    cancelled = set()
    for entry in client.list_orders():
        name = str(entry.get("customer_order_reference") or "")
        if serial(reference, name):
            if entry.get("status") in CANCELLED_STATUSES:
                cancelled.add(name)
            else:
                live[name] = entry["id"]
    if not whole:
        return dict.fromkeys(live), cancelled
    orders = read_each(lambda order_id: order_by_id(client, order_id), live.values())
    return {name: sorted(numbers_by_number(order or {})) for name, order in zip(live, orders, strict=True)}, cancelled
