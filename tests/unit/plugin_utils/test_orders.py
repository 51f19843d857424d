# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The forms in which a playbook may have orders."""

from __future__ import annotations

from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.sinch.porting.plugins.plugin_utils._orders import (
    FilterInputError,
    as_filter,
    numbers_of,
    orders_in,
)

ORDER = {"id": 7, "phone_numbers": [{"phone_number": "+12175230143"}]}


@pytest.mark.parametrize(
    "value",
    [
        ORDER,
        [ORDER],
        {"order": ORDER, "changed": False},
        {"orders": [ORDER]},
        [{"orders": [ORDER]}, {"order": None}],
        {"id": 7, "phoneNumbers": [{"phoneNumber": "+12175230143"}]},
    ],
)
def test_orders_are_found_in_any_result(value: Any) -> None:
    assert orders_in(value) == [ORDER]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("text", "str, where an order"),
        (None, "NoneType, where an order"),
        ({"id": 7, "status": "PENDING"}, "an order without its numbers"),
        ({"stdout": ""}, "neither an order nor a result with one"),
        ([ORDER, 7], "int, where an order"),
    ],
)
def test_input_that_is_not_an_order_is_reported(value: Any, words: str) -> None:
    with pytest.raises(FilterInputError, match=words):
        orders_in(value)


def test_entries_that_are_not_numbers_are_skipped() -> None:
    assert numbers_of({"phone_numbers": [None, {}, {"phone_number": 1}, {"phone_number": "+1"}]}) == [
        {"phone_number": "+1"}
    ]


def test_a_filter_reports_wrong_input_and_does_not_hide_bugs() -> None:
    call = as_filter("portin_test", lambda value, limit=1: orders_in(value)[:limit])
    assert call([ORDER], limit=1) == [ORDER]
    with pytest.raises(AnsibleFilterError, match=r"sinch\.porting\.portin_test: it was given str, where"):
        call("x")
    with pytest.raises(AnsibleFilterError, match=r"sinch\.porting\.portin_test: got an unexpected keyword"):
        call([ORDER], most=1)
    with pytest.raises(TypeError):
        call([ORDER], limit="1")
