# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads for a fleet: countries, portability in batches, and the orders of a job."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._fleet import lookup
from ansible_collections.sinch.porting.plugins.module_utils._model.limits import MAX_NUMBERS


def number(phone_number: str, state: str = "IL") -> dict[str, Any]:
    return {"phone_number": phone_number, "end_user": {"state": state}}


@pytest.mark.parametrize("installed", [True, False])
def test_the_country_is_that_of_the_area_code_or_of_the_address(
    installed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not installed:
        monkeypatch.setitem(sys.modules, "phonenumbers", None)
    numbers = [number("+12175230143"), number("+16132345678", "on"), number("x"), {"phone_number": "+16042345678"}]
    found = lookup.countries_of(numbers)
    assert found["+12175230143"] == "US"
    assert found["+16132345678"] == "CA"
    assert found["x"] == "US"
    assert found["+16042345678"] == ("CA" if installed else "US")


class Client:
    def __init__(self, orders: list[dict[str, Any]] | None = None) -> None:
        self.batches: list[int] = []
        self.orders = orders or []

    def check_portability(self, numbers: list[str]) -> list[dict[str, Any]]:
        self.batches.append(len(numbers))
        answers: list[dict[str, Any]] = [{"phone_number": each, "portable": True} for each in numbers[1:]]
        return [
            *answers,
            {"phone_number": "+19999999999", "portable": True},
            {"phone_number": numbers[0], "portable": None},
        ]

    def list_orders(self) -> list[dict[str, Any]]:
        return self.orders


def test_numbers_are_checked_in_batches_and_only_reported_ones_count() -> None:
    numbers = [f"+1217{index:07}" for index in range(MAX_NUMBERS + 2)]
    client: Any = Client()
    answers = lookup.ask_portability(client, numbers)
    assert sorted(client.batches) == [2, MAX_NUMBERS]
    assert set(answers) == {*numbers} - {numbers[0], numbers[MAX_NUMBERS]}


def test_equal_results_are_one_dict_whatever_the_service_sends_for_no_reason() -> None:
    class Desk(Client):
        def check_portability(self, numbers: list[str]) -> list[dict[str, Any]]:
            return [
                {"phone_number": numbers[0], "portable": True, "carrier": "A"},
                {"phone_number": numbers[1], "portable": False, "carrier": "A", "reason": "Not in service."},
                {"phone_number": numbers[2], "portable": True, "carrier": "A", "reason": None},
            ]

    desk: Any = Desk()
    answers = lookup.ask_portability(desk, ["+1", "+2", "+3"])
    assert answers == {
        "+1": {"portable": True, "carrier": "A", "reason": ""},
        "+2": {"portable": False, "carrier": "A", "reason": "Not in service."},
        "+3": {"portable": True, "carrier": "A", "reason": ""},
    }
    assert answers["+1"] is answers["+3"]


def test_the_orders_of_a_job_are_those_with_its_references() -> None:
    orders = [
        {"id": 1, "status": "PENDING", "customer_order_reference": "hq-001"},
        {"id": 2, "status": "CANCELED", "customer_order_reference": "hq-002"},
        {"id": 3, "status": "PENDING", "customer_order_reference": "hq2-001"},
        {"id": 4, "status": "PENDING", "customer_order_reference": None},
        {"id": 5, "status": "COMPLETED", "customer_order_reference": "planned"},
    ]
    client: Any = Client(orders)
    found = lookup.orders_of(client, "hq", ["planned"])
    assert {name: entry["id"] for name, entry in found.live.items()} == {"hq-001": 1, "planned": 5}
    assert found.cancelled == {"hq-002"}
