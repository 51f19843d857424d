# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What in an order needs a person: what is stuck, what is due, and what somebody must know.

Each entry has ``kind``, ``what`` (a sentence), ``remedy`` (what to do), ``message`` (a text ready to send) and
``message_to`` (the recipient), ``since`` (the relevant day, or None), ``order_id``, ``reference`` and
``phone_numbers``.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator

from .._model.statuses import ACTIVATED, CANCELLED_STATUSES, CONFIRMED, EXCLUDED, PENDING, REJECTED, is_refused
from .digest import Data
from .messages import message

# Most urgent first. A FOC date before the desired one comes before all of them, because the numbers would move early.
KINDS = (
    "feature-excluded",
    "e911-changed",
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
# An older note has been read, or no longer matters.
_FRESH = 7
# Most carriers have answered by then (Plivo: ten to fifteen business days at most).
PATIENCE = 21
# Notes of one order.
_NOTES_SHOWN = 5


def attention(orders: Iterable[Data], *, today: str, patience: int = PATIENCE) -> list[Data]:
    """What needs a person in order digests (``digest.order_digest``), most urgent first.

    ``patience`` is how many days after its creation an order may be without a FOC date.
    """
    day = datetime.date.fromisoformat(today)
    entries = [(order, entry) for order in orders for entry in _of_order(order, day, patience)]
    return [entry for dummy, entry in sorted(entries, key=lambda pair: _urgency(*pair))]


def _urgency(order: Data, entry: Data) -> tuple[int, str, str]:
    early = entry["kind"] == "foc-differs" and _is_early(order, entry["since"])
    return -1 if early else KINDS.index(entry["kind"]), entry["since"] or "", str(entry["reference"])


def _is_early(order: Data, day: str) -> bool:
    """Whether numbers would go live too early. Those of an on-demand order wait for their activation."""
    desired = order["desired_port_date"]
    return bool(desired) and day < desired and not order["on_demand_activation"]


def _of_order(order: Data, today: datetime.date, patience: int) -> Iterator[Data]:
    """The entries of one order, without numbers that another order took over."""
    if order["status"] in CANCELLED_STATUSES:
        return
    rows = [row for row in order["numbers"] if row.get("superseded_by") is None]
    for entry in (
        *_features(rows),
        *_confirmed(order, rows, today),
        *_pending(order, rows, today),
        *_other_dates(order, rows, today),
        *_without_date(order, rows, today, patience),
        *_stuck(rows),
        *_notes(order, today),
    ):
        whole = {
            "since": None,
            "phone_numbers": [],
            **entry,
            "order_id": order["order_id"],
            "reference": order["reference"],
        }
        early = whole["kind"] == "foc-differs" and _is_early(order, whole["since"])
        to, text = message(whole, desired=order["desired_port_date"], early=early)
        yield {**whole, "message_to": to, "message": text}


def _features(rows: list[Data]) -> Iterator[Data]:
    """Features that numbers will not have, and changed 911 addresses."""
    ported = [row for row in rows if not is_refused(row)]
    for names, held in _grouped(ported, lambda row: ", ".join(row["excluded_features"])):
        numbers = _phone_numbers(held)
        reasons = sorted({reason for row in held for reason in row.get("feature_reasons", ())})
        reported = f" ({'; '.join(reasons)[:_REASON]})" if reasons else ""
        what = f"Sinch left {names} out of {_amount(numbers)}{_live(held)}{reported}."
        remedy = "Change the data while the order is PENDING, or ask Sinch with sinch_portin_order_note."
        if "911" in names:
            remedy = f"Make sure that nobody relies on 911 there. {remedy}"
        yield _entry("feature-excluded", what, remedy, None, numbers)
    for names, held in _grouped(ported, lambda row: ", ".join(row.get("e911_members", ())) or None, "e911_changed"):
        numbers = _phone_numbers(held)
        differs = f": {names} {'differs' if ',' not in names else 'differ'}" if names else ""
        what = f"The validated 911 address of {_amount(numbers)}{_live(held)} is not the one that was sent{differs}."
        remedy = "Compare features.e911 with its enh members (sinch_portin_order_info), and ask Sinch if it is wrong."
        yield _entry("e911-changed", what, remedy, None, numbers)


_REASON = 200


def _grouped(
    rows: list[Data], key: Callable[[Data], str | None], member: str = "excluded_features"
) -> list[tuple[str, list[Data]]]:
    groups: dict[str, list[Data]] = {}
    for row in rows:
        if row[member]:
            groups.setdefault(key(row) or "", []).append(row)
    return sorted(groups.items())


def _live(rows: list[Data]) -> str:
    live = sum(row["status"] == ACTIVATED for row in rows)
    return f", {live:,} of them live" if live else ""


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
            remedy = "Tell those who wait that the date may change."
            yield _entry("unconfirmed-soon", what, remedy, day, numbers)


def _other_dates(order: Data, rows: list[Data], today: datetime.date) -> Iterator[Data]:
    """FOC dates that differ from the desired date."""
    desired = order["desired_port_date"]
    for day, numbers in _by_day(rows, CONFIRMED, "foc_date"):
        if not desired or desired == day or day < today.isoformat():
            continue
        if _is_early(order, day):
            what = f"{_amount(numbers)} will go live on {day}, before the desired date {desired}."
            remedy = "Ask Sinch today for the desired date with sinch_portin_order_note, or be ready earlier."
        elif day < desired:
            what = f"The losing carrier releases {_amount(numbers)} on {day}, before the desired date {desired}."
            remedy = (
                "The order is on demand, so nothing goes live before you activate it. Ask Sinch how long it may wait."
            )
        else:
            what = f"The losing carrier releases {_amount(numbers)} on {day} instead of {desired}."
            remedy = "Tell those who wait, or ask Sinch for another day with sinch_portin_order_note."
        yield _entry("foc-differs", what, remedy, day, numbers)


def _without_date(order: Data, rows: list[Data], today: datetime.date, patience: int) -> Iterator[Data]:
    desired = order["desired_port_date"]
    # When the desired date is near, the entry about it is enough.
    near = desired is not None and desired <= (today + datetime.timedelta(days=_SOON)).isoformat()
    day = order["created_date"]
    waits = sorted(row["phone_number"] for row in rows if row["status"] == PENDING and not row["foc_date"])
    if waits and not near and day and day <= (today - datetime.timedelta(days=patience)).isoformat():
        age = (today - datetime.date.fromisoformat(day)).days
        what = f"{_amount(waits)} ordered on {day} {_have(waits)} no FOC date after {age:,} days."
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
    """Notes from others; a person decides whether they are questions."""
    oldest = (today - datetime.timedelta(days=_FRESH)).isoformat()
    fresh = [note for note in order["notes"] if (note["time"] or "")[:10] >= oldest]
    for note in fresh[-_NOTES_SHOWN:]:
        day = note["time"][:10]
        text = f"\N{LEFT DOUBLE QUOTATION MARK}{note['text']}\N{RIGHT DOUBLE QUOTATION MARK}"
        yield _entry(
            "note", f"Note of {day}: {text}", "Answer with sinch_portin_order_note if it asks for something.", day, []
        )


def _by_day(rows: list[Data], status: str, member: str) -> list[tuple[str, list[str]]]:
    days: dict[str, list[str]] = {}
    for row in rows:
        if row["status"] == status and row[member]:
            days.setdefault(row[member], []).append(row["phone_number"])
    return sorted((day, sorted(numbers)) for day, numbers in days.items())


def _phone_numbers(rows: list[Data]) -> list[str]:
    return sorted(row["phone_number"] for row in rows)


def _entry(kind: str, what: str, remedy: str, since: str | None, phone_numbers: list[str]) -> Data:
    return {"kind": kind, "what": what, "remedy": remedy, "since": since, "phone_numbers": phone_numbers}


def _amount(numbers: list[str]) -> str:
    return f"{len(numbers):,} number" + ("" if len(numbers) == 1 else "s")


def _are(numbers: list[str]) -> str:
    return "is" if len(numbers) == 1 else "are"


def _have(numbers: list[str]) -> str:
    return "has" if len(numbers) == 1 else "have"
