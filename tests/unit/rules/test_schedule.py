# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about the desired port date: each with a minimal change, time zones, and holidays."""

from __future__ import annotations

import sys
from datetime import datetime, timezone
from typing import Any
from zoneinfo import ZoneInfoNotFoundError

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._base import dates
from ansible_collections.sinch.porting.tests.unit.rule_cases import DATE, TIME, UNDATED, ZONE, check_case
from ansible_collections.sinch.porting.tests.unit.rule_orders import (
    changed,
    clean_number,
    clean_order,
    findings_of,
    places,
)

# Rule, change, place. A missing place is that of the first change.
CASES: list[tuple[Any, ...]] = [
    ("port-date-invalid", {DATE: "2027-02-29"}),
    ("port-date-invalid", {DATE: "17.3.2027"}),
    ("port-date-invalid", {DATE: "20270317"}),
    ("port-date-passed", {DATE: "2027-02-26"}),
    ("port-date-passed", {DATE: "2027-03-01", TIME: "09:59:00"}),
    ("port-date-weekend", {DATE: "2027-03-20"}),
    ("port-date-holiday", {DATE: "2027-05-31", **UNDATED}),
    ("port-date-eve", {DATE: "2027-03-19"}),
    ("port-date-soon", {DATE: "2027-03-04"}),
    ("port-date-over-a-month", {DATE: "2027-04-07", **UNDATED}),
    ("port-date-over-a-year", {DATE: "2072-03-17", **UNDATED}),
    ("port-time-invalid", {TIME: "9 am"}),
    ("port-time-invalid", {TIME: "24:00:00"}),
    ("port-time-zone-conflict", {TIME: "15:00:00Z"}),
    ("port-time-unusual", {TIME: "02:00"}),
    ("port-time-zone-gmt", {ZONE: "GMT", TIME: "15:00:00Z"}),
    ("port-time-zone-unknown", {ZONE: "Europe/Berlin"}),
    ("port-time-zone-unknown", {ZONE: "America/New_York"}),
]


@pytest.mark.parametrize("case", CASES)
def test_only_this_rule_finds_the_change(case: tuple[Any, ...]) -> None:
    check_case(*case)


@pytest.mark.parametrize("database", [True, False])
@pytest.mark.parametrize(
    ("zone", "day", "passed"),
    # 05:30 in London: in the eastern states the day has begun, on the Pacific coast it is still the day before.
    [
        ("US/Eastern", "2027-03-01", True),
        ("US/Pacific", "2027-03-01", False),
        ("GMT", "2027-03-01", True),
        ("US/Pacific", "2027-02-28", True),
        ("Mars/Olympus", "2027-03-01", False),
    ],
)
def test_a_day_ends_in_its_own_zone(
    monkeypatch: pytest.MonkeyPatch, zone: str, day: str, passed: bool, database: bool
) -> None:
    if not database:
        monkeypatch.setattr(dates, "ZoneInfo", _no_database)
    schedule = {"desired_port_date": day, "desired_port_time": "00:15:00", "desired_port_time_zone": zone}
    order = changed({"desired_port_schedule": schedule})
    found = findings_of(order, now=datetime(2027, 3, 1, 5, 30, tzinfo=timezone.utc))
    assert (("port-date-passed", DATE) in places(found)) is passed


@pytest.mark.parametrize(
    ("schedule", "now", "passed"),
    # The rule does not know the project's default time and zone, so it compares only the day, in the last time zone.
    [
        ({}, datetime(2027, 3, 1, 23, tzinfo=timezone.utc), False),
        ({}, datetime(2027, 3, 2, 7, 59, tzinfo=timezone.utc), False),
        ({}, datetime(2027, 3, 2, 8, 0, tzinfo=timezone.utc), True),
        ({"desired_port_time": "09:00"}, datetime(2027, 3, 2, 7, 59, tzinfo=timezone.utc), False),
        ({"desired_port_time": "09:00"}, datetime(2027, 3, 2, 8, 0, tzinfo=timezone.utc), True),
        ({"desired_port_time_zone": "US/Eastern"}, datetime(2027, 3, 2, 7, 59, tzinfo=timezone.utc), False),
        ({"desired_port_time_zone": "US/Eastern"}, datetime(2027, 3, 2, 8, 0, tzinfo=timezone.utc), True),
        (
            {"desired_port_time": "09:00", "desired_port_time_zone": "US/Eastern"},
            datetime(2027, 3, 1, 14, 0, tzinfo=timezone.utc),
            True,
        ),
    ],
)
def test_without_a_time_or_zone_the_day_must_have_ended_everywhere(
    schedule: dict[str, str], now: datetime, passed: bool
) -> None:
    order = changed({"desired_port_schedule": {"desired_port_date": "2027-03-01", **schedule}})
    assert (("port-date-passed", DATE) in places(findings_of(order, now=now))) is passed


def _no_database(key: str) -> None:
    raise ZoneInfoNotFoundError(key)


def test_without_the_library_holidays_weekends_are_still_found(monkeypatch: pytest.MonkeyPatch) -> None:
    assert places(findings_of(changed({DATE: "2027-03-20"}))) == {("port-date-weekend", DATE)}
    holiday = changed({DATE: "2027-07-05"}), datetime(2027, 6, 14, tzinfo=timezone.utc)
    rules = {finding.rule for finding in findings_of(holiday[0], now=holiday[1])}
    assert "port-date-holiday" in rules
    monkeypatch.setitem(sys.modules, "holidays", None)
    assert places(findings_of(changed({DATE: "2027-03-20"}))) == {
        ("port-date-weekend", DATE),
        ("library-missing", DATE),
    }
    without = {finding.rule for finding in findings_of(holiday[0], now=holiday[1])}
    assert without == rules - {"port-date-holiday"} | {"library-missing"}


def test_holidays_of_the_province_count_for_canadian_numbers() -> None:
    user = {**clean_number(0)["end_user"], "city": "Montreal", "state": "QC", "zip_code": "H2Y 1C6"}
    order = changed({"phone_numbers.0.end_user": user, "phone_numbers.0.phone_number": "+15142345678"}, clean_order(1))
    order["reseller_name"] = "Bakery Lines"
    order["phone_numbers"][0]["port_out_info"].pop("authorizing_date")
    order["desired_port_schedule"]["desired_port_date"] = "2027-06-24"
    found = findings_of(order, now=datetime(2027, 6, 7, 12, tzinfo=timezone.utc))
    assert places(found) == {("port-date-holiday", DATE)}


def test_many_numbers_need_more_time() -> None:
    order = changed({DATE: "2027-03-10"}, clean_order(51))
    assert places(findings_of(order, {"port-date-soon-for-many": "warn"})) == {("port-date-soon-for-many", DATE)}
    assert findings_of(changed({DATE: "2027-03-10"}, clean_order(50)), {"port-date-soon-for-many": "warn"}) == []
