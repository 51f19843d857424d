# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Dates, times and zones, as the rules need them. Nothing here raises on malformed text."""

from __future__ import annotations

import re
from collections.abc import Container
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

# Zones of the contract, with their names in the time zone database (Linux distributions leave out the old names) and
# their winter offsets, for machines without that database.
_ZONES = {
    "US/Eastern": ("America/New_York", -5),
    "US/Central": ("America/Chicago", -6),
    "US/Mountain": ("America/Denver", -7),
    "US/Pacific": ("America/Los_Angeles", -8),
}
# Only in the later edition of the API.
GMT = "GMT"
ZONE_NAMES = (*_ZONES, GMT)
DEFAULT_ZONE = "US/Eastern"
# The westernmost, where a day ends last.
LAST_ZONE = "US/Pacific"
DEFAULT_TIME = time(9)

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?(Z?)")
_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})?"
)


def zone_of(name: str) -> tzinfo | None:
    """The zone with that name, if the API has it."""
    if name == GMT:
        return timezone.utc
    if name not in _ZONES:
        return None
    key, winter = _ZONES[name]
    try:
        return ZoneInfo(key)
    except (KeyError, ValueError, OSError):
        # Winter time is behind summer time: a time that has passed in winter time has certainly passed.
        return timezone(timedelta(hours=winter))


def read_date(text: str) -> date | None:
    """The date in a text such as ``2027-03-02``, if it exists."""
    if not _DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def read_time(text: str) -> tuple[time, bool] | None:
    """The time of ``09:00:00``, ``09:00`` or ``09:00:00Z``, and whether it ends in Z."""
    match = _TIME.fullmatch(text)
    if not match:
        return None
    try:
        return time(int(match[1]), int(match[2]), int(match[3] or 0)), bool(match[4])
    except ValueError:
        return None


def is_full_moment(text: str) -> bool:
    """Whether a text is a date and time with a T between them and a zone, as Sinch writes them."""
    match = _MOMENT.fullmatch(text)
    return match is not None and text[10] in "Tt" and match[3] is not None and read_day_or_moment(text) is not None


def read_day_or_moment(text: str) -> date | datetime | None:
    """The day of a date, or the time of a date-time, which is UTC if it has no zone."""
    match = _MOMENT.fullmatch(text)
    if not match:
        return read_date(text)
    day, clock = read_date(match[1]), read_time(match[2])
    if day is None or clock is None:
        return None
    zone = (match[3] or "Z").upper()
    offset = timedelta() if zone == "Z" else timedelta(hours=int(zone[1:3]), minutes=int(zone[4:6]))
    if offset >= timedelta(days=1):
        return None
    return datetime.combine(day, clock[0], timezone(-offset if zone[0] == "-" else offset))


def day_in(moment: date | datetime, zone: tzinfo) -> date:
    """The day of a time in a zone; a date is returned unchanged."""
    if not isinstance(moment, datetime):
        return moment
    try:
        return moment.astimezone(zone).date()
    except OverflowError:  # within a day of the first or last date that Python supports
        return moment.date()


def is_weekend(day: date) -> bool:
    return day.weekday() >= 5


def business_days(first: date, last: date, *, limit: int, free: Container[date] = ()) -> int:
    """Days from the one after ``first`` to ``last`` that are neither a weekend nor free, counted up to ``limit``."""
    count, day = 0, first
    while day < last and count < limit:
        day += timedelta(days=1)
        count += not is_weekend(day) and day not in free
    return count
