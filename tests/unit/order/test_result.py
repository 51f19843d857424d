# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The result of a task for an order, and the facts in it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.sinch.porting.plugins.module_utils._order.result import (
    facts,
    number_statuses,
    order_result,
    without_numbers,
)

NAMES = {"end_user": {"name": "Planted Bakery"}, "port_out_info": {"authorizing_name": "Ada Planted"}}
ORDER = {
    "id": 7,
    "status": "PENDING",
    "customer_order_reference": "move",
    "reseller_name": "Planted Lines",
    "phone_numbers": [{"phone_number": "+12175230143", "status": "REJECTED", "reject_reason": "Wrong PIN", **NAMES}],
}


def test_keys_are_the_same_with_and_without_an_order() -> None:
    found, none = order_result(ORDER), order_result(None)
    assert found.keys() == none.keys()
    assert (found["order_id"], found["number_statuses"]) == (7, {"+12175230143": "REJECTED"})
    assert (none["order_id"], none["number_statuses"], none["order"]) == (None, {}, None)
    of_facts = [result["ansible_facts"]["sinch_portin_order"] for result in (found, none)]
    assert of_facts[0].keys() == of_facts[1].keys()


def test_facts_contain_no_names_or_addresses() -> None:
    assert "Planted" not in str(facts(ORDER))
    assert facts(ORDER)["phone_numbers"][0]["reject_reason"] == "Wrong PIN"


def test_a_brief_result_has_the_keys_and_no_number() -> None:
    whole, brief = order_result(ORDER), order_result(ORDER, details=False)
    assert brief.keys() == whole.keys()
    assert "+12175230143" not in str(brief)
    assert brief["order_id"] == 7
    assert without_numbers(None) is None


@pytest.mark.parametrize("odd", [None, {}, "x", [None, {}, "x"]])
def test_entries_that_are_not_numbers_are_skipped(odd: Any) -> None:
    assert number_statuses({"phone_numbers": odd}) == {}


@given(
    st.dictionaries(
        st.sampled_from(["id", "status", "phone_numbers", "desired_port_schedule"]), st.integers() | st.text()
    )
)
def test_any_order_has_a_result(order: dict[str, Any]) -> None:
    assert order_result(order).keys() == order_result(None).keys()
