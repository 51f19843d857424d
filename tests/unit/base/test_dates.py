# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Dates, times and zones: what is accepted, and that odd text never raises."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.sinch.porting.plugins.module_utils._base import dates


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-03-02", date(2027, 3, 2)),
        ("2027-02-29", None),
        ("2027-3-2", None),
        ("20270302", None),
        ("2027-W09-2", None),
        (" 2027-03-02", None),
    ],
)
def test_a_date_has_one_form(text: str, day: date | None) -> None:
    assert dates.read_date(text) == day


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("09:00", (time(9), False)),
        ("09:00:30", (time(9, 0, 30), False)),
        ("15:00:00Z", (time(15), True)),
        ("24:00:00", None),
        ("9:00", None),
        ("09:00 am", None),
    ],
)
def test_a_time_may_end_in_z(text: str, found: tuple[time, bool] | None) -> None:
    assert dates.read_time(text) == found


@pytest.mark.parametrize(
    ("text", "moment", "full"),
    [
        ("2027-03-02T12:00:00Z", "2027-03-02T12:00:00+00:00", True),
        ("2027-03-02t12:00:00.123z", "2027-03-02T12:00:00+00:00", True),
        ("2027-03-02T12:00:00-05:30", "2027-03-02T17:30:00+00:00", True),
        ("2027-03-02 12:00:00Z", "2027-03-02T12:00:00+00:00", False),
        ("2027-03-02T12:00", "2027-03-02T12:00:00+00:00", False),
        ("2027-03-02T12:00:00+24:00", None, False),
        ("2027-02-30T12:00:00Z", None, False),
        ("yesterday", None, False),
    ],
)
def test_a_moment_without_a_zone_is_in_utc(text: str, moment: str | None, full: bool) -> None:
    found = dates.read_day_or_moment(text)
    assert found == (datetime.fromisoformat(moment) if moment else None)
    assert dates.is_full_moment(text) is full


@given(st.text(max_size=40))
def test_odd_text_is_not_a_date(text: str) -> None:
    found = dates.read_day_or_moment(text)
    assert found is None or text[:4].isdigit()
    dates.read_time(text)
    assert dates.zone_of(text) is None or text in dates.ZONE_NAMES


@pytest.mark.parametrize("name", dates.ZONE_NAMES)
def test_every_zone_of_the_api_is_known(name: str) -> None:
    assert dates.zone_of(name) is not None


def test_the_day_of_a_moment_depends_on_the_zone_and_a_date_does_not() -> None:
    moment = datetime(2027, 3, 2, 1, tzinfo=timezone.utc)
    eastern = dates.zone_of("US/Eastern")
    assert eastern is not None
    assert dates.day_in(moment, eastern) == date(2027, 3, 1)
    assert dates.day_in(date(2027, 3, 2), eastern) == date(2027, 3, 2)
    first = datetime.min.replace(tzinfo=timezone.utc)
    assert dates.day_in(first, eastern) == date.min


@given(st.dates(date(2026, 1, 1), date(2028, 1, 1)), st.integers(0, 40), st.integers(0, 30))
def test_business_days_exclude_weekends_and_holidays(first: date, days: int, limit: int) -> None:
    last = first + timedelta(days=days)
    free = {first + timedelta(days=3)}
    between = [first + timedelta(days=day) for day in range(1, days + 1)]
    counted = [day for day in between if day.weekday() < 5 and day not in free]
    assert dates.business_days(first, last, limit=limit, free=free) == min(len(counted), limit)
