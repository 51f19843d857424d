# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of ``sinch_portin_order_info``."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._tasks import portin_order_info
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_order_info import TASK
from ansible_collections.sinch.porting.tests.unit.desk import desk_of, perform


def ids(result: dict[str, Any]) -> list[int]:
    return [entry["id"] for entry in result["orders"]]


def test_one_order_is_read_completely_and_without_secrets() -> None:
    result = perform(TASK, desk_of(3), {"order_id": "2"})
    (found,) = result["orders"]
    assert found["phone_numbers"][0]["phone_number"] == "+12025550117"
    assert found["phone_numbers"][0]["port_out_info"] == {}
    assert not result["changed"]


@pytest.mark.parametrize("options", [{"order_id": 9}, {"customer_order_reference": "nobody's"}])
def test_finding_nothing_is_not_a_failure(options: dict[str, Any]) -> None:
    result = perform(TASK, desk_of(3), options)
    assert result == {"changed": False, "orders": [], "truncated": False, "findings": []}


@pytest.mark.parametrize("first_page", [0, 1, 5])
def test_every_page_is_read_whatever_its_first_number(first_page: int) -> None:
    desk = desk_of(7, page_size=3, first_page=first_page)
    assert ids(perform(TASK, desk, {})) == [1, 2, 3, 4, 5, 6, 7]
    assert [query.get("page") for query in desk.queries()] == [None, str(first_page + 1), str(first_page + 2)]


def test_a_reference_is_compared_exactly() -> None:
    desk = desk_of(12)
    assert ids(perform(TASK, desk, {"customerOrderReference": "ref-1"})) == [1]
    assert desk.queries()[0]["customerOrderReference"] == "ref-1"


@pytest.mark.parametrize("name", ["foc_start_date", "focStartDate", "foc_date_start", "focDateStart"])
def test_every_spelling_of_a_filter_reaches_the_service(name: str) -> None:
    desk = desk_of(1)
    perform(TASK, desk, {name: "2027-03-02", "order_status": "PENDING", "phone_number": "+12025550117"})
    (query,) = desk.queries()
    assert query == {
        "focStartDate": "2027-03-02T00:00:00Z",
        "orderStatus": "PENDING",
        "phoneNumber": "+12025550117",
        "pageSize": "1000",
    }


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ("2027-03-02", "2027-03-02T23:59:59.999Z"),
        ("2027-03-02T12:00:00Z", "2027-03-02T12:00:00Z"),
        ("2027-03-02T12:00:00+02:00", "2027-03-02T10:00:00Z"),
        ("2027-03-02 12:00:00", "2027-03-02T12:00:00Z"),
    ],
)
def test_moments_are_sent_in_utc(given: str, sent: str) -> None:
    desk = desk_of(1)
    assert "failed" not in perform(TASK, desk, {"created_date_end": given})
    assert desk.queries()[0]["createdDateEnd"] == sent


@pytest.mark.parametrize(
    ("options", "rule", "path"),
    [
        ({"order_id": 1, "order_status": "PENDING"}, "options-exclude", "order_id"),
        ({"phone_number": "2025550117"}, "number-not-e164", "phone_number"),
        ({"created_date_start": "yesterday"}, "date-format", "created_date_start"),
        ({"created_date_end": "0001-01-01T00:00:00+14:00"}, "date-format", "created_date_end"),
        ({"foc_start_date": "2027-03-02", "foc_date_end": "2027-03-01"}, "period-reversed", "foc_start_date"),
        ({"order_status": "BUILDING"}, "wrong-type", "order_status"),
        ({"limit": 0}, "wrong-type", "limit"),
        ({"state": "present"}, "unknown-member", "state"),
    ],
)
def test_wrong_options_are_reported_before_anything_is_sent(options: dict[str, Any], rule: str, path: str) -> None:
    desk = desk_of(1)
    result = perform(TASK, desk, options)
    assert result["failure"]["kind"] == "validation"
    assert (rule, path) in {(finding["rule"], finding["path"]) for finding in result["findings"]}
    assert desk.requests == []


def test_with_details_each_order_is_read_in_sequence() -> None:
    desk = desk_of(40, page_size=15)
    result = perform(TASK, desk, {"details": True})
    assert ids(result) == list(range(1, 41))
    assert all(len(entry["phone_numbers"]) == 2 for entry in result["orders"])
    assert len(desk.requests) == 3 + 40


def test_an_order_that_has_disappeared_before_it_is_read_is_left_out() -> None:
    desk = desk_of(5, faults=[("GET /3", 404)])
    assert ids(perform(TASK, desk, {"details": True})) == [1, 2, 4, 5]


def test_details_survive_transient_errors_and_fail_on_others() -> None:
    assert ids(perform(TASK, desk_of(5, faults=[("GET /3", 503)]), {"details": True})) == [1, 2, 3, 4, 5]
    result = perform(TASK, desk_of(50, faults=[("GET /3", 403)]), {"details": True})
    assert result["failure"]["kind"] == "api"
    assert result["orders"] == []


def test_a_warning_says_that_there_are_more_orders_than_the_limit() -> None:
    desk = desk_of(9)
    result = perform(TASK, desk, {"limit": 4})
    assert ids(result) == [1, 2, 3, 4]
    assert result["truncated"]
    assert "More than 4 orders" in result["warnings"][0]
    assert desk.queries()[0]["pageSize"] == "5"
    assert not perform(TASK, desk, {"limit": 9})["truncated"]


def test_no_more_orders_than_the_limit_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portin_order_info, "MAX_ENTRIES", 20)
    monkeypatch.setattr(portin_order_info, "MAX_WHOLE", 5)
    desk = desk_of(100, page_size=10)
    assert len(perform(TASK, desk, {})["orders"]) == 20
    assert len(desk.requests) == 3
    assert len(perform(TASK, desk, {"details": True})["orders"]) == 5


def test_check_mode_also_reads() -> None:
    desk = desk_of(3)
    assert perform(TASK, desk, {"details": True}, check=True) == perform(TASK, desk, {"details": True})
