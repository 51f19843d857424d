# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Unportable numbers are excluded or refused, and each number is checked once."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._base.errors import Locked, Unportable, ValidationFailed
from ansible_collections.sinch.porting.plugins.module_utils._model.compare import Difference
from ansible_collections.sinch.porting.plugins.module_utils._order.decision import Decision
from ansible_collections.sinch.porting.plugins.module_utils._order.portability import (
    PortabilityGate,
    check_number,
    portability,
    refuse,
)

GOOD, BAD, SILENT = "+12175230143", "+12175230144", "+12175230145"


class Client:
    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def check_portability(self, numbers: list[str]) -> list[dict[str, Any]]:
        self.asked.append(numbers)
        return [
            {"phone_number": number, "portable": number == GOOD, **({"reason": "landline"} if number == BAD else {})}
            for number in numbers
            if number != SILENT
        ]


def gate(*, asks: bool = True, excludes: bool = False, count: int = 3) -> tuple[PortabilityGate, Client]:
    client = Client()
    return PortabilityGate(client, asks=asks, excludes=excludes, count=count), client  # type: ignore[arg-type]  # enough of a client


def test_results_have_the_sequence_of_the_numbers_and_missing_ones_are_unportable() -> None:
    entries = portability(Client(), [SILENT, GOOD, GOOD])  # type: ignore[arg-type]  # enough of a client
    assert [(entry["phone_number"], entry["portable"]) for entry in entries] == [(SILENT, False), (GOOD, True)]
    assert entries[0]["reason"] == "the service's response lacks this number"


def test_one_number_that_cannot_be_ported_refuses_the_order() -> None:
    judge, dummy = gate()
    with pytest.raises(
        Unportable, match=rf"1 of 2 numbers .*: \{BAD} \(landline\)\. Remove them, or set on_unportable"
    ) as caught:
        judge.check([GOOD, BAD])
    assert caught.value.details == {"phone_numbers": [BAD]}
    assert [entry["phone_number"] for entry in caught.value.result["portability"]] == [GOOD, BAD]


def test_unportable_numbers_can_be_excluded_and_are_checked_once() -> None:
    judge, client = gate(excludes=True)
    judge.check([GOOD, BAD, SILENT])
    judge.check([GOOD, BAD, SILENT])
    assert judge.result()["excluded_numbers"] == [BAD, SILENT]
    assert client.asked == [[GOOD, BAD, SILENT]]
    nothing, dummy = gate(excludes=True, count=1)
    with pytest.raises(Unportable, match="None of the 1 numbers can be ported"):
        nothing.check([BAD])


def test_the_check_can_be_turned_off() -> None:
    judge, client = gate(asks=False, excludes=True)
    judge.check([BAD])
    assert (client.asked, judge.excluded, judge.excludes) == ([], [], False)


def test_only_the_format_of_a_number_is_checked_offline() -> None:
    assert list(check_number("+442071234567", "phone_numbers[0]")) == []
    (finding,) = check_number("217-523-0143", "phone_numbers[0]")
    assert (finding.rule, finding.path) == ("number-not-e164", "phone_numbers[0]")


CHANGE = (Difference("reseller_name", "a", "b"),)
CURRENT = {"id": 7, "status": "CONFIRMED"}


@pytest.mark.parametrize(
    ("decision", "status", "kind", "words"),
    [
        (Decision("cancel", locked=True), "CONFIRMED", Locked, "can no longer be cancelled"),
        (Decision("cancel", locked=True), "ORDER_BUILDING", Locked, "cannot yet be cancelled"),
        (
            Decision("update", differences=CHANGE, locked=True),
            "CONFIRMED",
            Locked,
            "differs from the task in reseller_name",
        ),
        (Decision("update", differences=CHANGE, locked=True), "ORDER_BUILDING", Locked, "Run again when it is PENDING"),
        (Decision("update", differences=CHANGE, masked=("a.pin",)), "PENDING", ValidationFailed, "only masked"),
        (
            Decision("update", differences=CHANGE, unseen=(GOOD,)),
            "PENDING",
            ValidationFailed,
            'existing_port_out_pin: ""',
        ),
    ],
)
def test_impossible_changes_and_those_that_would_lose_data_are_refused(
    decision: Decision, status: str, kind: type[Exception], words: str
) -> None:
    with pytest.raises(kind, match=words) as caught:
        refuse(decision, {"id": 7, "status": status}, result=lambda: {"order_id": 7})
    assert caught.value.details["order_id"] == 7  # type: ignore[attr-defined]  # a PortingError
    refuse(Decision("update", differences=CHANGE), {"id": 7, "status": "PENDING"}, result=dict)
