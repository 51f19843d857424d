# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A report as a calendar (RFC 5545): an event for each order and time at which its numbers move.

The library ``icalendar`` is loaded only for this format. Calendars follow a moved event by its UID and SEQUENCE, which
the next report reads from the file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Any

from .._base.libraries import library
from .._model.statuses import ACTIVATED, CANCELLED_STATUSES, CONFIRMED, PENDING
from .coming import moment_of
from .digest import Data
from .parts import amount

_PRODUCT = "-//sinch.porting//port-in report//EN"
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_MOVES = frozenset({PENDING, CONFIRMED, ACTIVATED})
_LISTED = 20


@dataclass(frozen=True)
class _Event:
    uid: str
    start: date | datetime
    stamp: datetime
    summary: str
    description: str


@dataclass(frozen=True)
class _Known:
    """An event of the earlier file."""

    start: date | datetime
    sequence: int
    cancelled: bool
    component: Any


def as_ics(report: Data, *, present: bytes | None) -> str:
    """The calendar; ``present`` is the current file, or None.

    An event keeps its UID as long as its order and activation group are the same. Its SEQUENCE rises when it moves or
    is cancelled. Times are in UTC, so that daylight saving time does not shift them.
    """
    icalendar = library("icalendar")
    known = _known(icalendar, present)
    calendar = icalendar.Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", report["title"])
    events = {event.uid: event for event in _events(report)}
    for uid in sorted(events.keys() | known.keys()):
        if uid in events:
            calendar.add_component(_written(icalendar, events[uid], known.get(uid)))
        else:
            calendar.add_component(_cancelled(known[uid]))
    return bytes(calendar.to_ical()).decode("utf-8")


def _known(icalendar: Any, present: bytes | None) -> dict[str, _Known]:
    """The events of the file by UID. A file that is not a calendar has none and is replaced."""
    if present is None:
        return {}
    try:
        calendar = icalendar.Calendar.from_ical(present)
        return {
            str(event["uid"]): _Known(
                event.decoded("dtstart"),
                int(event.get("sequence", 0)),
                str(event.get("status", "")).upper() == "CANCELLED",
                event,
            )
            for event in calendar.walk("VEVENT")
            if "uid" in event and "dtstart" in event
        }
    except (ValueError, KeyError, IndexError):
        return {}


def _events(report: Data) -> Iterator[_Event]:
    rows: dict[str, list[Data]] = {}
    for row in report["numbers"]:
        if row["superseded_by"] is None and row["status"] in _MOVES and row["foc_date"]:
            rows.setdefault(str(row["order_id"]), []).append(row)
    for order in report["orders"]:
        if order["status"] not in CANCELLED_STATUSES:
            yield from _of_order(order, rows.get(str(order["order_id"]), []))


def _of_order(order: Data, rows: list[Data]) -> Iterator[_Event]:
    """One event for each time, named after the first of the groups that move then."""
    moments: dict[date | datetime, list[Data]] = {}
    for row in rows:
        moments.setdefault(_start(row), []).append(row)
    used: dict[str, int] = {}
    for start, held in sorted(moments.items(), key=lambda pair: pair[0].isoformat()):
        group = min(row["phone_number_group"] or "" for row in held)
        used[group] = used.get(group, 0) + 1
        name = order["reference"] or f"order {order['order_id']}"
        carriers = ", ".join(sorted({row["carrier"] for row in held}))
        verb = "can be activated" if order["on_demand_activation"] else "moves" if len(held) == 1 else "move"
        phone_numbers = sorted(row["phone_number"] for row in held)
        more = f" and {len(held) - _LISTED:,} more" if len(held) > _LISTED else ""
        yield _Event(
            uid=_uid(order["order_id"], group, used[group]),
            start=start,
            stamp=_stamp(order),
            summary=f"{name}: {amount(len(held), 'number')} {verb}",
            description=f"Order {order['order_id']}, {order['status']}. Losing carrier: {carriers}.\n"
            f"{', '.join(phone_numbers[:_LISTED])}{more}",
        )


def _start(row: Data) -> date | datetime:
    """The time in UTC; the date if the hour is unknown."""
    if row["foc_at"]:
        return moment_of(row["foc_at"]).astimezone(timezone.utc)
    return date.fromisoformat(row["foc_date"])


def _uid(order_id: Any, group: str, place: int) -> str:
    """Derived from the order and the group, not from the time, so that a moved event stays the same."""
    name = hashlib.sha256(f"{order_id}\0{group}\0{place}".encode()).hexdigest()[:24]
    return f"{name}@sinch-porting"


def _stamp(order: Data) -> datetime:
    """Fixed, because the same orders give the same bytes; SEQUENCE tells which version is newer."""
    day = date.fromisoformat(order["created_date"]) if order["created_date"] else date(2000, 1, 1)
    return datetime(day.year, day.month, day.day, tzinfo=timezone.utc)


def _written(icalendar: Any, event: _Event, known: _Known | None) -> Any:
    sequence = 0
    if known is not None:
        sequence = known.sequence + (known.cancelled or known.start != event.start)
    component = icalendar.Event()
    component.add("uid", event.uid)
    component.add("dtstamp", event.stamp)
    component.add("dtstart", event.start)
    component.add("dtend", event.start + (_HOUR if isinstance(event.start, datetime) else _DAY))
    component.add("sequence", sequence)
    component.add("status", "CONFIRMED")
    component.add("summary", event.summary)
    component.add("description", event.description)
    return component


def _cancelled(known: _Known) -> Any:
    """The event of a cancelled order, or of a time at which nothing moves any more."""
    component = known.component
    if not known.cancelled:
        for name in ("sequence", "status"):
            component.pop(name, None)
        component.add("sequence", known.sequence + 1)
        component.add("status", "CANCELLED")
    return component
