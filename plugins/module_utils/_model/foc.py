# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The time at which the losing carrier releases a number."""

from __future__ import annotations

from datetime import datetime, time, timezone
from functools import lru_cache
from typing import Any

from .._base.dates import DEFAULT_ZONE, read_day_or_moment, read_time, zone_of


def foc_at(foc_date: Any, schedule: Any) -> str | None:
    """The time of a FOC date with its offset, as ``2027-03-09T09:00:00-05:00``; None if the hour is unknown.

    The contract's ``focDate`` is a date-time. Midnight UTC means a plain date, like a date alone: then the order's
    desired time applies, in its zone; without one the hour is unknown.
    """
    schedule = schedule if isinstance(schedule, dict) else {}
    wanted, zone = schedule.get("desired_port_time"), schedule.get("desired_port_time_zone")
    return _moment(_text(foc_date), _text(wanted), _text(zone) or DEFAULT_ZONE)


@lru_cache(maxsize=4096)
def _moment(foc_date: str, wanted: str, zone_name: str) -> str | None:
    found = read_day_or_moment(foc_date)
    if found is None:
        return None
    if isinstance(found, datetime) and found.astimezone(timezone.utc).time() != time():
        return _written(found)
    clock, zone = read_time(wanted), zone_of(zone_name)
    if clock is None or zone is None:
        return None
    # Without a time zone database a zone is only a fixed offset, which is wrong in summer.
    if isinstance(zone, timezone) and zone is not timezone.utc:
        return None
    return _written(datetime.combine(found, clock[0], zone))


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""
