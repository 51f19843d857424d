# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports as calendars, read by an iCalendar library."""

from __future__ import annotations

import datetime
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest

from ansible_collections.sinch.porting.plugins.module_utils._report.calendar_file import as_ics
from ansible_collections.sinch.porting.tests.unit.report_orders import (
    AUTHORIZER,
    NAME,
    PIN,
    confirmed,
    fleet,
    number,
    order,
    report_of,
)

A, B, C = "+12025550101", "+12025550102", "+12025550103"
EAST, WEST = {"phone_number_group": "GW East"}, {"phone_number_group": "GW West"}
Data = dict[str, Any]


def events(text: str) -> list[Data]:
    """The events as a calendar program sees them: start, sequence and status, sorted by start."""
    calendar = icalendar.Calendar.from_ical(text)
    found = [
        {
            "uid": str(event["uid"]),
            "start": event.decoded("dtstart"),
            "end": event.decoded("dtend"),
            "sequence": event["sequence"],
            "status": str(event["status"]),
            "summary": str(event["summary"]),
            "description": str(event["description"]),
        }
        for event in calendar.walk("VEVENT")
    ]
    return sorted(found, key=lambda event: event["start"].isoformat())


def ics(*orders: Data, present: str | None = None) -> str:
    return as_ics(report_of(*orders), present=present.encode() if present is not None else None)


def test_each_order_and_moment_has_an_event() -> None:
    text = ics(
        order(1, confirmed(A, **EAST), confirmed(B, **WEST), confirmed(C, "2027-03-10", **WEST), reference="hq-001"),
        order(2, number("+12025550104"), reference="hq-002"),
        order(3, number("+12025550105", "REJECTED", foc_date="2027-03-09"), reference="hq-003"),
    )
    first, second = events(text)
    utc = datetime.timezone.utc
    assert (first["start"], first["end"]) == (
        datetime.datetime(2027, 3, 9, 14, tzinfo=utc),
        datetime.datetime(2027, 3, 9, 15, tzinfo=utc),
    )
    assert (second["start"], second["end"]) == (datetime.date(2027, 3, 10), datetime.date(2027, 3, 11))
    assert (first["summary"], second["summary"]) == ("hq-001: 2 numbers move", "hq-001: 1 number moves")
    assert A in first["description"]
    assert first["uid"] != second["uid"]
    assert {event["status"] for event in (first, second)} == {"CONFIRMED"}
    assert not [planted for planted in (PIN, NAME, AUTHORIZER) if planted in text]


def test_the_same_orders_give_the_same_bytes() -> None:
    orders = fleet(9, 20)
    turned = [{**one, "phone_numbers": one["phone_numbers"][::-1]} for one in reversed(orders)]
    text = ics(*orders)
    assert ics(*turned) == text
    assert ics(*orders, present=text) == text
    assert as_ics(report_of(*orders, today="2027-03-04"), present=text.encode()) == text


def test_a_moved_event_keeps_its_uid_and_increases_its_sequence() -> None:
    texts = [ics(order(1, confirmed(A, **EAST), confirmed(B, "2027-03-20", **WEST)))]
    for day in ("2027-03-10T14:00:00Z", "2027-03-10T15:00:00Z", "2027-03-08", "2027-03-08"):
        texts.append(ics(order(1, confirmed(A, day, **EAST), confirmed(B, "2027-03-20", **WEST)), present=texts[-1]))
    moved = [events(text)[0] for text in texts]
    assert len({event["uid"] for event in moved}) == 1
    assert [event["sequence"] for event in moved] == [0, 1, 2, 3, 3]
    assert [events(text)[1]["sequence"] for text in texts] == [0] * 5


@pytest.mark.parametrize(
    "after",
    [
        [order(1, confirmed(A), status="CANCELED")],
        [order(1, number(A, "CANCELED"), status="CANCELED")],
        [order(1, confirmed(A), status="PENDING_CANCELATION")],
        [order(1, number(A, "REJECTED"))],
        [],
    ],
)
def test_an_event_is_cancelled_with_its_order_once(after: list[Data]) -> None:
    before = ics(order(1, confirmed(A)))
    gone = ics(*after, present=before)
    (event,) = events(gone)
    assert (event["uid"], event["start"]) == (events(before)[0]["uid"], events(before)[0]["start"])
    assert (event["sequence"], event["status"]) == (1, "CANCELLED")
    assert ics(*after, present=gone) == gone
    (back,) = events(ics(order(1, confirmed(A)), present=gone))
    assert (back["sequence"], back["status"]) == (2, "CONFIRMED")


@pytest.mark.parametrize("zone", ["US/Eastern", "US/Central", "US/Mountain", "US/Pacific"])
@pytest.mark.parametrize("day", ["2027-03-13", "2027-03-14", "2027-03-15", "2027-11-06", "2027-11-07", "2027-11-08"])
def test_the_hour_is_correct_before_and_after_a_clock_change(zone: str, day: str) -> None:
    names = {"US/Eastern": "America/New_York", "US/Central": "America/Chicago"}
    names |= {"US/Mountain": "America/Denver", "US/Pacific": "America/Los_Angeles"}
    schedule = {"desired_port_date": day, "desired_port_time": "09:00:00", "desired_port_time_zone": zone}
    (event,) = events(ics(order(1, confirmed(A, day), desired_port_schedule=schedule)))
    local = event["start"].astimezone(ZoneInfo(names[zone]))
    assert (local.date().isoformat(), local.hour, local.minute) == (day, 9, 0)


@pytest.mark.parametrize("present", ["", "no calendar", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR"])
def test_a_file_that_is_not_a_calendar_is_replaced(present: str) -> None:
    assert ics(order(1, confirmed(A)), present=present) == ics(order(1, confirmed(A)))


def test_text_from_outside_cannot_break_out_of_its_line() -> None:
    odd = "a\r\nBEGIN:VEVENT\nUID:planted;,\\"
    text = ics(order(1, confirmed(A, phone_number_group=odd), reference=odd))
    (event,) = events(text)
    assert event["uid"].endswith("@sinch-porting")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_an_empty_report_gives_an_empty_calendar() -> None:
    assert events(ics()) == []
