# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about the desired port date and time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

from .._base.dates import (
    DEFAULT_TIME,
    DEFAULT_ZONE,
    GMT,
    LAST_ZONE,
    ZONE_NAMES,
    business_days,
    is_weekend,
    read_date,
    read_time,
    zone_of,
)
from .._base.findings import ERROR, OFF, WARN
from .._base.libraries import library
from .._base.text import listed, shown
from .holidays import holiday_names
from .postal import PROVINCES
from .rule import CREATE_PAGE, CUSTOM, LOGIC, SINCH, STANDARD, declare
from .subject import Subject, text_of

DATE_INVALID = declare(
    "port-date-invalid",
    ERROR,
    SINCH,
    "The desired port date is not an ISO date, or there is no such day.",
    remedy='Write it like "2027-03-02".',
    source=CREATE_PAGE,
)
DATE_PASSED = declare(
    "port-date-passed",
    ERROR,
    LOGIC,
    "The desired port date, with its time, has passed in the order's zone. Without a time or a zone, which the project "
    "may set, the day must be over in US/Pacific. An error for an order that does not exist yet or would move to that "
    "day; a pending order that has this date gets a warning.",
    remedy="Choose a later day.",
    new_orders=True,
)
DATE_WEEKEND = declare(
    "port-date-weekend",
    WARN,
    CUSTOM,
    "The desired port date is a Saturday or Sunday, when carriers do not port.",
    remedy="Choose a business day.",
    source="Industry practice: Bandwidth, error 7315; 47 CFR 52.35 counts business days",
)
DATE_HOLIDAY = declare(
    "port-date-holiday",
    WARN,
    CUSTOM,
    "The desired port date is a federal holiday of the United States, or for Canadian numbers a holiday of Canada or "
    "of the end user's province.",
    remedy="Choose a business day.",
    source="Industry practice: porting holidays of the carriers; days by the library holidays",
)
DATE_EVE = declare(
    "port-date-eve",
    OFF,
    CUSTOM,
    "The desired port date is a Friday or the eve of a holiday, when support is hard to reach.",
    remedy="Choose an earlier day of the week.",
    source="Industry practice: advice of several carriers",
)
DATE_SOON = declare(
    "port-date-soon",
    WARN,
    STANDARD,
    "Less than four business days are left before the desired port date, or two if all numbers are Canadian.",
    remedy="Choose a later day; otherwise the losing carrier may set a later one.",
    source="47 CFR 52.35 (non-simple ports); CRTC Telecom Decision 2005-72",
)
DATE_SOON_FOR_MANY = declare(
    "port-date-soon-for-many",
    OFF,
    CUSTOM,
    "More than 50 numbers are to be ported in less than ten business days.",
    remedy="Choose a later day.",
    source="Industry practice: Allstream, intervals by size",
)
DATE_OVER_A_MONTH = declare(
    "port-date-over-a-month",
    OFF,
    CUSTOM,
    "The desired port date is more than 30 days ahead; several carriers refuse such orders.",
    remedy="Order it later.",
    source="Industry practice: Bandwidth, error 7210; Flowroute; Allstream",
)
DATE_OVER_A_YEAR = declare(
    "port-date-over-a-year",
    WARN,
    CUSTOM,
    "The desired port date is more than a year ahead, probably because of a typo in the year.",
    remedy="Check the year.",
)
TIME_INVALID = declare(
    "port-time-invalid",
    ERROR,
    SINCH,
    "The desired port time is not a time of day: HH:MM:SS, or HH:MM.",
    remedy='Write it like "09:00:00", in quotes.',
    source=CREATE_PAGE,
)
TIME_ZONE_CONFLICT = declare(
    "port-time-zone-conflict",
    WARN,
    LOGIC,
    "The desired port time ends in Z, which means UTC, but the zone is a different one.",
    remedy="Remove the Z; desired_port_time_zone names the zone.",
    source="This collection; one of Sinch's samples has such a time",
)
TIME_UNUSUAL = declare(
    "port-time-unusual",
    WARN,
    CUSTOM,
    "The desired port time is outside 06:00 to 22:00 US/Eastern, when carriers do not work on ports.",
    remedy="Choose an hour of the business day.",
    source="Industry practice: Bandwidth, hours of activation",
)
TIME_ZONE_UNKNOWN = declare(
    "port-time-zone-unknown",
    ERROR,
    SINCH,
    "The desired port time zone is not supported by the API.",
    remedy=f"Use {listed(list(ZONE_NAMES))}.",
    source=f"{CREATE_PAGE}; GMT: the later edition",
)

TIME_ZONE_GMT = declare(
    "port-time-zone-gmt",
    WARN,
    SINCH,
    "The desired port time zone is GMT, which only the later edition of the API's documentation has.",
    remedy="Use one of the US zones.",
    source=f"{CREATE_PAGE}, which has four zones; GMT: the later edition",
)

_SECTION = "desired_port_schedule"
_DATE_PATH = f"{_SECTION}.desired_port_date"
_TIME_PATH = f"{_SECTION}.desired_port_time"
_ZONE_PATH = f"{_SECTION}.desired_port_time_zone"
_WORKING_HOURS = (time(6), time(22))


@dataclass(frozen=True)
class _Schedule:
    """The valid parts of a schedule.

    ``zone`` is the effective zone, ``explicit`` whether a time was given, ``exact`` whether time and zone were: if one
    is missing the project's defaults apply, which are unknown here (Sinch: Create port-in order).
    """

    day: date
    clock: time
    zone: str
    explicit: bool
    exact: bool


def check(subject: Subject) -> None:
    section = subject.options.get(_SECTION) or {}
    day = _check_date(subject, text_of(section, "desired_port_date"))
    zone = _check_zone(subject, text_of(section, "desired_port_time_zone"))
    clock = _check_time(subject, text_of(section, "desired_port_time"), text_of(section, "desired_port_time_zone"))
    if day is None:
        return
    exact = clock is not None and text_of(section, "desired_port_time_zone") in ZONE_NAMES
    schedule = _Schedule(day, clock or DEFAULT_TIME, zone, clock is not None, exact)
    if not _check_passed(subject, schedule):
        _check_hour(subject, schedule)
        _check_day(subject, schedule)


def _check_date(subject: Subject, text: str) -> date | None:
    if not text or text.isspace():
        return None
    day = read_date(text)
    if day is None:
        subject.find(DATE_INVALID, _DATE_PATH, f"is {shown(text)}, which is not a date in the format YYYY-MM-DD.")
    return day


def _check_zone(subject: Subject, text: str) -> str:
    """The effective zone. For an unknown one it is the westernmost, where a day ends last."""
    if not text:
        return DEFAULT_ZONE
    if text in ZONE_NAMES:
        if text == GMT:
            subject.find(TIME_ZONE_GMT, _ZONE_PATH, "is GMT, which Sinch may refuse.")
        return text
    subject.find(TIME_ZONE_UNKNOWN, _ZONE_PATH, f"is {shown(text)}, which is not one of the API's zones.")
    return LAST_ZONE


def _check_time(subject: Subject, text: str, zone: str) -> time | None:
    if not text:
        return None
    read = read_time(text)
    if read is None:
        subject.find(TIME_INVALID, _TIME_PATH, f"is {shown(text)}, which is not a time in the format HH:MM:SS.")
        return None
    clock, ends_in_z = read
    if ends_in_z and zone != GMT:
        message = f"is {shown(text)}, in UTC by its Z, and the zone is {shown(zone or DEFAULT_ZONE)}."
        subject.find(TIME_ZONE_CONFLICT, _TIME_PATH, message)
    return clock


def _check_passed(subject: Subject, schedule: _Schedule) -> bool:
    zone = schedule.zone if schedule.exact else LAST_ZONE
    local = subject.now.astimezone(zone_of(zone))
    passed = (schedule.day, schedule.clock) <= (local.date(), local.time())
    if not (passed if schedule.exact else schedule.day < local.date()):
        return False
    what = f"{schedule.day} {schedule.clock} {zone}" if schedule.exact else f"that day, in {zone} where it ends last,"
    message = f"is {schedule.day}, and {what} has passed; there it is {local:%Y-%m-%d %H:%M:%S} now."
    subject.find(DATE_PASSED, _DATE_PATH, message)
    return True


def _check_hour(subject: Subject, schedule: _Schedule) -> None:
    if not schedule.explicit or schedule.day.year == date.max.year:
        return
    moment = datetime.combine(schedule.day, schedule.clock, zone_of(schedule.zone) or timezone.utc)
    eastern = moment.astimezone(zone_of(DEFAULT_ZONE)).time()
    if not _WORKING_HOURS[0] <= eastern <= _WORKING_HOURS[1]:
        message = f"is {schedule.clock} {schedule.zone}, which is {eastern} {DEFAULT_ZONE}."
        subject.find(TIME_UNUSUAL, _TIME_PATH, message)


def _check_day(subject: Subject, schedule: _Schedule) -> None:
    today = subject.now.astimezone(zone_of(schedule.zone)).date()
    ahead = (schedule.day - today).days
    if is_weekend(schedule.day):
        subject.find(DATE_WEEKEND, _DATE_PATH, f"is {schedule.day}, a {schedule.day:%A}.")
    if ahead > 366:
        subject.find(DATE_OVER_A_YEAR, _DATE_PATH, f"is {schedule.day}, {ahead} days ahead.")
        return
    if ahead > 30:
        subject.find(DATE_OVER_A_MONTH, _DATE_PATH, f"is {schedule.day}, {ahead} days ahead.")
    years = {today.year, schedule.day.year, (schedule.day + timedelta(days=1)).year}
    names = holiday_names(library("holidays"), years, _regions(subject))
    if schedule.day in names:
        subject.find(DATE_HOLIDAY, _DATE_PATH, f"is {schedule.day}, a holiday ({names[schedule.day]}).")
    _check_eve(subject, schedule.day, names)
    _check_lead(subject, today, schedule.day, names)


def _regions(subject: Subject) -> list[tuple[str, str | None]]:
    """The regions whose holidays count: the countries of the numbers; the US if none is known."""
    regions: dict[tuple[str, str | None], None] = {}
    if "US" in subject.countries or "CA" not in subject.countries:
        regions["US", None] = None
    if "CA" in subject.countries:
        regions["CA", None] = None
        for dummy, end_user in subject.sections("end_user"):
            if text_of(end_user, "state") in PROVINCES:
                regions["CA", text_of(end_user, "state")] = None
    return list(regions)


def _check_eve(subject: Subject, day: date, names: Mapping[date, str]) -> None:
    if day.weekday() == 4:
        subject.find(DATE_EVE, _DATE_PATH, f"is {day}, a Friday.")
    elif day + timedelta(days=1) in names:
        subject.find(DATE_EVE, _DATE_PATH, f"is {day}, the eve of a holiday.")


def _check_lead(subject: Subject, today: date, day: date, names: Mapping[date, str]) -> None:
    left = business_days(today, day, limit=10, free=names)
    needed = 2 if set(subject.countries) == {"CA"} else 4
    if left < needed:
        subject.find(DATE_SOON, _DATE_PATH, f"is {day}, {left} business days ahead; carriers take {needed} or more.")
    if len(subject.numbers) > 50 and left < 10:
        message = f"is {day}, {left} business days ahead, for {len(subject.numbers)} numbers."
        subject.find(DATE_SOON_FOR_MANY, _DATE_PATH, message)
