# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter ``portin_outcomes``: one outcome for each order, whatever its task returned."""

from __future__ import annotations

from typing import Any

import pytest
from ansible.errors import AnsibleFilterError
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.sinch.porting.tests.unit.loading import load

CREATED = {"changed": True, "operation": "create", "order_id": 7, "order_status": "PENDING"}
LOCKED = {"changed": False, "failure": {"kind": "locked", "order_id": 7}, "msg": "It is confirmed."}
LOST = {"failed": True, "failure": {"kind": "conflict", "order_id": 8}, "msg": "Order 8 has it."}
UNREACHED = "the run did not reach it. Was it left out by --limit, or by a relaunch on failed hosts?"


def outcomes(*results: dict[str, Any], **options: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (
        load("plugins/filter/portin_outcomes.py").FilterModule().filters()["portin_outcomes"](list(results), **options)
    )
    return found


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ([CREATED], "order 7, PENDING, created"),
        ([{**CREATED, "operation": "update"}], "order 7, PENDING, updated"),
        ([{**CREATED, "operation": "cancel", "order_status": "CANCELED"}], "order 7, CANCELED, cancelled"),
        ([{**CREATED, "changed": False}], "order 7, PENDING, unchanged"),
        ([{"changed": True, "order_id": 7}], "order 7, changed"),
        ([{"changed": False}], "unchanged"),
        ([{"skipped": True}, {"changed": True, "order_id": 7}], "order 7, changed"),
        ([{"skipped": True}, {"skipped": True}], "unchanged"),
        ([LOCKED], "It is confirmed."),
    ],
)
def test_an_order_that_did_not_fail(results: list[dict[str, Any]], expected: str) -> None:
    (outcome,) = outcomes(*({"item": "hq", **result} for result in results))
    assert outcome["message"] == f"hq: {expected}"
    assert outcome["failed"] is False
    assert outcome["changed"] == any(result.get("changed") for result in results)
    assert outcome["waits"] == (results == [LOCKED])
    assert outcome["order_id"] == (7 if any("order_id" in result for result in results) else None)


def test_check_mode_says_what_would_be_done() -> None:
    planned = {"item": "hq", "changed": True, "operation": "create", "order_id": None, "order_status": None}
    assert outcomes(planned, check_mode=True)[0]["message"] == "hq: would be created"
    assert outcomes({**planned, "changed": False}, check_mode=True)[0]["message"] == "hq: unchanged"


def test_one_failed_result_fails_the_order() -> None:
    refused = {"failed": True, "msg": "No."}
    (outcome,) = outcomes(*({"item": "hq", **result} for result in (CREATED, LOST, refused)))
    assert outcome == {
        "reference": "hq",
        "failed": True,
        "kind": "conflict",
        "order_id": 8,
        "message": "hq: Order 8 has it. No.",
    }


def test_an_expected_order_without_a_result_has_failed() -> None:
    found = outcomes({"item": "hq-2", **CREATED}, {"item": "hq-3", **CREATED}, references=["hq-1", "hq-2"])
    assert [(outcome["reference"], outcome["failed"]) for outcome in found] == [
        ("hq-1", True),
        ("hq-2", False),
        ("hq-3", False),
    ]
    assert found[0]["message"] == f"hq-1: {UNREACHED}"
    assert found[0]["kind"] == "other"


def test_the_loop_variable_may_be_a_dictionary_of_another_name() -> None:
    (outcome,) = outcomes({"queued": {"reference": "hq"}, **CREATED}, loop_var="queued")
    assert outcome["reference"] == "hq"


@pytest.mark.parametrize("results", [None, "text", {"results": []}, [1], [{"changed": True}]])
def test_other_input_is_refused_in_one_sentence(results: Any) -> None:
    with pytest.raises(AnsibleFilterError, match=r"^sinch.porting.portin_outcomes: it was given .*[.]$"):
        load("plugins/filter/portin_outcomes.py").FilterModule().filters()["portin_outcomes"](results)


@given(
    st.lists(st.tuples(st.sampled_from(["hq", "HQ", "hq-1"]), st.sampled_from([CREATED, LOCKED, LOST, {}]))),
    st.lists(st.sampled_from(["hq", "hq-9"])),
)
def test_every_order_has_one_outcome(results: list[tuple[str, dict[str, Any]]], expected: list[str]) -> None:
    found = outcomes(*({"item": reference, **result} for reference, result in results), references=expected)
    names = [*expected, *(name for name, _result in results)]
    assert [outcome["reference"] for outcome in found] == list(dict.fromkeys(names))
    for outcome in found:
        own = [result for name, result in results if name == outcome["reference"]]
        assert outcome["failed"] == (not own or LOST in own)
