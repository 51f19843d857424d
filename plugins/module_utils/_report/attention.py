# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What of an order needs a person today: what will not go on by itself, and what is due. Pure.

Each entry has ``kind``, ``what`` (a sentence), ``remedy`` (what to do), ``since`` (the day it is about, or None),
``order_id``, ``reference`` and ``phone_numbers``.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from .._model.statuses import CANCELED, CONFIRMED, EXCLUDED, PENDING, PENDING_CANCELATION, REJECTED
from .digest import Data

# The most urgent first.
KINDS = (
    "activate",
    "late",
    "unconfirmed",
    "rejected",
    "excluded",
    "note",
    "foc-differs",
    "activate-soon",
    "unconfirmed-soon",
    "no-foc",
)

# Days.
_SOON = 2
# An older note has been read, or does not matter any more.
_FRESH = 7
# Most carriers have answered by then (Plivo: ten to fifteen business days at most).
PATIENCE = 21


def attention(orders: Iterable[Data], *, today: str, patience: int | None = None) -> list[Data]:
    """What needs a person in orders in short (``digest.order_digest``), the most urgent first.

    With ``patience``, the days after its creation that an order may be without a FOC date, also what is to be known
    but is not of today: orders that wait for longer, and FOC dates that differ from the wish.
    """
    day = datetime.date.fromisoformat(today)
    entries = [entry for order in orders for entry in _of_order(order, day, patience)]
    return sorted(
        entries, key=lambda entry: (KINDS.index(entry["kind"]), entry["since"] or "", str(entry["reference"]))
    )


def _of_order(order: Data, today: datetime.date, patience: int | None) -> Iterator[Data]:
    """The entries of one order. Numbers that another order took over are that order's matter."""
    if order["status"] in (CANCELED, PENDING_CANCELATION):
        return
    rows = [row for row in order["numbers"] if row["superseded_by"] is None]
    for entry in (
        *_confirmed(order, rows, today),
        *_pending(order, rows, today),
        *(() if patience is None else _to_be_known(order, rows, today, patience)),
        *_stuck(rows),
        *_notes(order, today),
    ):
        yield {
            "since": None,
            "phone_numbers": [],
            **entry,
            "order_id": order["order_id"],
            "reference": order["reference"],
        }


def _confirmed(order: Data, rows: list[Data], today: datetime.date) -> Iterator[Data]:
    soon = (today + datetime.timedelta(days=_SOON)).isoformat()
    for day, numbers in _by_day(rows, CONFIRMED, "foc_date"):
        if order["on_demand_activation"] and day <= today.isoformat():
            what = f"{_amount(numbers)} can be activated since {day}, and only you can do it."
            remedy = "Activate them with sinch_portin_order_activation."
            yield _entry("activate", what, remedy, day, numbers)
        elif order["on_demand_activation"] and day <= soon:
            what = f"{_amount(numbers)} will be ready to activate on {day}."
            remedy = "Decide who activates them, and when."
            yield _entry("activate-soon", what, remedy, day, numbers)
        elif day < today.isoformat():
            what = f"The FOC date {day} has passed, and {_amount(numbers)} {_are(numbers)} not live."
            remedy = "Ask Sinch with sinch_portin_order_note."
            yield _entry("late", what, remedy, day, numbers)


def _pending(order: Data, rows: list[Data], today: datetime.date) -> Iterator[Data]:
    soon = (today + datetime.timedelta(days=_SOON)).isoformat()
    for day, numbers in _by_day(rows, PENDING, "desired_port_date"):
        if day <= today.isoformat():
            what = f"{_amount(numbers)} wanted for {day} {_are(numbers)} not confirmed by the losing carrier."
            remedy = "Ask Sinch with sinch_portin_order_note, or choose a later date."
            yield _entry("unconfirmed", what, remedy, day, numbers)
        elif day <= soon:
            what = f"{_amount(numbers)} wanted for {day} {_are(numbers)} not confirmed yet."
            remedy = "Tell those who wait that the date may not be kept."
            yield _entry("unconfirmed-soon", what, remedy, day, numbers)


def _to_be_known(order: Data, rows: list[Data], today: datetime.date, patience: int) -> Iterator[Data]:
    wish = order["desired_port_date"]
    for day, numbers in _by_day(rows, CONFIRMED, "foc_date"):
        if wish and wish != day and day >= today.isoformat():
            what = f"The losing carrier lets {_amount(numbers)} go on {day} instead of {wish}."
            remedy = "Tell those who wait, or ask Sinch for another day with sinch_portin_order_note."
            yield _entry("foc-differs", what, remedy, day, numbers)
    # When the desired date is near, that says enough.
    near = wish is not None and wish <= (today + datetime.timedelta(days=_SOON)).isoformat()
    day = order["created_date"]
    waits = sorted(row["phone_number"] for row in rows if row["status"] == PENDING and not row["foc_date"])
    if waits and not near and day and day <= (today - datetime.timedelta(days=patience)).isoformat():
        what = f"{_amount(waits)} ordered on {day} {_have(waits)} no FOC date yet."
        yield _entry("no-foc", what, "Ask Sinch with sinch_portin_order_note.", day, waits)


def _stuck(rows: list[Data]) -> Iterator[Data]:
    rejected = sorted(row["phone_number"] for row in rows if row["status"] == REJECTED)
    if rejected:
        what = f"The losing carrier refused {_amount(rejected)}."
        yield _entry("rejected", what, "Change the data, and order them again; see the rejections.", None, rejected)
    excluded = sorted(row["phone_number"] for row in rows if row["status"] == EXCLUDED)
    if excluded:
        what = f"Sinch left {_amount(excluded)} out of the order."
        yield _entry("excluded", what, "See the reason, and order them again if they are still wanted.", None, excluded)


def _notes(order: Data, today: datetime.date) -> Iterator[Data]:
    day = order["last_note_date"]
    if day and (today - datetime.timedelta(days=_FRESH)).isoformat() <= day:
        what = f"The last note is of {day}, and may ask something."
        remedy = "Read it with sinch_portin_order_info, and answer with sinch_portin_order_note if Sinch asks."
        yield _entry("note", what, remedy, day, [])


def _by_day(rows: list[Data], status: str, member: str) -> list[tuple[str, list[str]]]:
    days: dict[str, list[str]] = {}
    for row in rows:
        if row["status"] == status and row[member]:
            days.setdefault(row[member], []).append(row["phone_number"])
    return sorted((day, sorted(numbers)) for day, numbers in days.items())


def _entry(kind: str, what: str, remedy: str, since: str | None, phone_numbers: list[str]) -> Data:
    return {"kind": kind, "what": what, "remedy": remedy, "since": since, "phone_numbers": phone_numbers}


def _amount(numbers: list[str]) -> str:
    return f"{len(numbers):,} number" + ("" if len(numbers) == 1 else "s")


def _are(numbers: list[str]) -> str:
    return "is" if len(numbers) == 1 else "are"


def _have(numbers: list[str]) -> str:
    return "has" if len(numbers) == 1 else "have"
