# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of ``sinch_portability_info``."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._model.limits import MAX_NUMBERS
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portability_info import TASK
from ansible_collections.sinch.porting.tests.unit.desk import Desk, perform

NUMBERS = ["+12025550117", "+13125550144", "+12025550118"]


def test_results_have_the_sequence_of_the_input() -> None:
    desk = Desk(unportable={NUMBERS[1]: "not with us"})
    result = perform(TASK, desk, {"phoneNumbers": [*NUMBERS, NUMBERS[0]]})
    assert [entry["phone_number"] for entry in result["phone_numbers"]] == NUMBERS
    assert result["portable"] == [NUMBERS[0], NUMBERS[2]]
    assert result["unportable"] == [NUMBERS[1]]
    assert result["carriers"] == dict.fromkeys(NUMBERS, "Verizon")
    assert result["phone_numbers"][1] == {
        "phone_number": NUMBERS[1],
        "portable": False,
        "carrier": "Verizon",
        "reason": "not with us",
    }
    assert not result["changed"]


def test_a_number_missing_in_the_response_is_not_portable() -> None:
    result = perform(TASK, Desk(silent_about={NUMBERS[0]}), {"phone_numbers": NUMBERS})
    assert result["unportable"] == [NUMBERS[0]]
    assert result["phone_numbers"][0]["reason"] == "the service's response lacks this number"
    assert result["carriers"][NUMBERS[0]] is None


def test_many_numbers_are_checked_in_batches() -> None:
    numbers = [f"+1202{number:07d}" for number in range(2_000_000, 2_001_201)]
    desk = Desk()
    assert perform(TASK, desk, {"phone_numbers": numbers})["portable"] == numbers
    assert [len(body["phoneNumbers"]) for dummy, path, body in desk.requests] == [MAX_NUMBERS, MAX_NUMBERS, 201]


@pytest.mark.parametrize(
    "numbers",
    [
        "\n".join(NUMBERS),
        [{"phone_number": one, "end_user": {"name": "A"}} for one in NUMBERS],
        [12025550117, *NUMBERS[1:]],
    ],
)
def test_numbers_are_accepted_in_every_form_of_an_order(numbers: Any) -> None:
    result = perform(TASK, Desk(), {"phone_numbers": numbers})
    assert [entry["phone_number"] for entry in result["phone_numbers"]] == NUMBERS


def test_no_numbers_need_no_request() -> None:
    desk = Desk()
    result = perform(TASK, desk, {"phone_numbers": []})
    assert (result["phone_numbers"], result["carriers"], desk.requests) == ([], {}, [])


@pytest.mark.parametrize(
    ("options", "path"),
    [
        ({}, "phone_numbers"),
        ({"phone_numbers": ["+12025550117", "2025550118"]}, "phone_numbers[1]"),
        ({"phone_numbers": [None]}, "phone_numbers[0]"),
        ({"phone_numbers": "+12025550117\n555"}, "phone_numbers[1]"),
        ({"phone_numbers": 1.5}, "phone_numbers"),
    ],
)
def test_wrong_options_are_reported_before_anything_is_sent(options: dict[str, Any], path: str) -> None:
    desk = Desk()
    result = perform(TASK, desk, options)
    assert result["failure"]["kind"] == "validation"
    assert path in {finding["path"] for finding in result["findings"]}
    assert desk.requests == []


@pytest.mark.parametrize(
    ("document", "chosen"),
    [
        (
            {"customer_order_reference": "x", "end_user": {}, "phone_numbers": [{"phoneNumber": "+1", "endUser": {}}]},
            {"phone_numbers": ["+1"]},
        ),
        ({"phone_numbers": ["+1", {"phone_number": "+2", "new_port_out_pin": "1"}]}, {"phone_numbers": ["+1", "+2"]}),
        ({"phone_numbers": [{"phone": "+1"}]}, {"phone_numbers": [None]}),
        ({"phone_numbers": "+1"}, {"phone_numbers": ["+1"]}),
        ({"reseller_name": "x"}, {}),
    ],
)
def test_only_the_numbers_of_a_file_are_used(document: dict[str, Any], chosen: dict[str, Any]) -> None:
    assert TASK.from_file(document) == chosen


def test_check_mode_also_checks_portability() -> None:
    assert perform(TASK, Desk(), {"phone_numbers": NUMBERS}, check=True)["portable"] == NUMBERS


def test_an_error_response_is_reported() -> None:
    result = perform(TASK, Desk(faults=[("POST /portabilityChecks", 422)]), {"phone_numbers": NUMBERS})
    assert result["failure"]["kind"] == "api"
    assert result["failure"]["status"] == 422
