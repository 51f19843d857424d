# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Warnings about features that the service left out, and about addresses that it changed."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._base.errors import FeatureExcluded
from ansible_collections.sinch.porting.plugins.module_utils._order.features import (
    FAIL,
    IGNORE,
    WARN,
    count_features,
    feature_warnings,
)


def number(last: int, status: str = "PENDING", *, excluded: str = "", moved: bool = False) -> dict[str, Any]:
    entry: dict[str, Any] = {"phone_number": f"+1217523{last:04}", "status": status}
    if excluded:
        entry["excluded_features"] = [{"feature_name": excluded, "exclusion_reason": "no coverage"}]
    if moved:
        entry["features"] = {"e911": {"city": "Salem", "enh_city": "Springfield"}}
    return entry


def order(*numbers: Any) -> dict[str, Any]:
    return {"id": 7, "phone_numbers": list(numbers)}


def test_a_complete_order_causes_no_warning() -> None:
    assert feature_warnings(order(number(1)), FAIL) == []
    assert feature_warnings(None, FAIL) == []
    assert count_features(order(number(1))) == ""


def test_numbers_without_a_feature_are_named_together() -> None:
    lacking = order(*(number(index, excluded="sms") for index in range(12)), number(99))
    (sentence,) = feature_warnings(lacking, WARN)
    assert sentence.startswith("Sinch left sms out of +12175230000, ")
    assert sentence.endswith("and 2 more (no coverage).")
    assert count_features(lacking) == "features left out of 12"


def test_a_changed_address_is_reported_with_its_members() -> None:
    (sentence,) = feature_warnings(order(number(1, moved=True)), WARN)
    assert "a different 911 address" in sentence
    assert "+12175230001" in sentence
    assert count_features(order(number(1, moved=True), number(2, excluded="sms"))) == (
        "features left out of 1, 911 address changed for 1"
    )


@pytest.mark.parametrize("status", ["REJECTED", "EXCLUDED", "CANCELED"])
def test_numbers_that_are_not_ported_need_no_features(status: str) -> None:
    assert feature_warnings(order(number(1, status, excluded="sms", moved=True)), FAIL) == []


def test_the_task_decides_whether_that_is_a_failure() -> None:
    lacking = order(number(1, excluded="sms"))
    assert feature_warnings(lacking, IGNORE) == []
    with pytest.raises(FeatureExcluded, match="The order itself is as described") as caught:
        feature_warnings(lacking, FAIL)
    assert (caught.value.details, caught.value.written) == ({"order_id": 7}, True)


@pytest.mark.parametrize("odd", [None, "x", {}, [None, "x", {}], [{"excluded_features": 1, "features": []}]])
def test_any_response_can_be_read(odd: Any) -> None:
    assert feature_warnings({"phone_numbers": odd}, FAIL) == []
