# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A report on orders as plain data: the same orders, plan and day give the same report. The input is not modified.

.. code-block:: text

    title, reference, today, names
    totals          orders, numbers, wanted, activated, percent, and a count for each group of statuses
    statuses        status, numbers
    order_statuses  status, orders
    carriers        carrier, numbers, next_foc_date, statuses {status: numbers}
    time_line       days [date, numbers, activated], without_date
    coming          what comes next, day by day, see ``coming``
    attention       what needs a person, see ``attention``
    news, news_since  what changed since an earlier report, see ``news``
    rejections      cause, meaning, who, change, numbers, texts [text, numbers], phone_numbers, references
    set_aside       reason, numbers, phone_numbers
    orders          order_id, reference, status, dates, numbers, statuses {status: numbers}
    numbers         a row for each number of each order, see ``digest.COLUMNS``

A number that was rejected in one order and ordered again in another has a row in both. It counts once, in the newer
one; the older row names that order as ``superseded_by``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from .._model.statuses import ACTIVATED, CANCELED, CONFIRMED, EXCLUDED, PENDING, PENDING_CANCELATION, REJECTED
from .attention import PATIENCE, attention
from .coming import coming, moment_of
from .digest import NOT_ORDERED, SET_ASIDE, Data, number_row

if TYPE_CHECKING:
    from .._model.data import Explanation, JobPlan

# In the order of a report; undocumented statuses come last.
STATUSES = (
    ACTIVATED,
    CONFIRMED,
    PENDING,
    NOT_ORDERED,
    REJECTED,
    EXCLUDED,
    PENDING_CANCELATION,
    CANCELED,
    SET_ASIDE,
)
# Numbers that are no longer expected.
DROPPED = frozenset({CANCELED, PENDING_CANCELATION, SET_ASIDE})
# Numbers that are stuck until someone changes something.
STUCK = frozenset({REJECTED, EXCLUDED})

UNKNOWN_CARRIER = "not known yet"

Explain = Callable[[str], "Explanation"]


def report(
    orders: Iterable[Data],
    *,
    today: str,
    title: str,
    explain: Explain,
    reference: str | None = None,
    plan: JobPlan | None = None,
    names: bool = False,
    patience: int = PATIENCE,
) -> Data:
    """The report for a list of order digests (``digest.order_digest``).

    ``today`` is an ISO date. ``explain`` says what a reject text means. ``names`` says that the orders were read with
    their names. ``patience`` is how many days an order may be without a FOC date.
    """
    orders = sorted(orders, key=_age)
    plan = plan or {"orders": [], "set_aside": []}
    read = [row for order in orders for row in order["numbers"]] + _planned_rows(plan, orders)
    meanings = _meanings(read, explain)
    rows = _finished(read, plan, meanings)
    held = iter(rows)
    # Each order with its completed rows; those of the plan that are not in any order come last.
    orders = [{**order, "numbers": [next(held) for dummy in order["numbers"]]} for order in orders]
    current = [row for row in rows if row["superseded_by"] is None]
    return {
        "title": title,
        "reference": reference,
        "today": today,
        "names": names,
        "totals": _totals(orders, current),
        "statuses": [{"status": status, "numbers": count} for status, count in counted(current).items()],
        "order_statuses": [{"status": status, "orders": count} for status, count in counted(orders).items()],
        "carriers": _carriers(current, today),
        "time_line": _time_line(current),
        "coming": coming(orders, today=today),
        "attention": attention(orders, today=today, patience=patience),
        "news": [],
        "news_since": None,
        "rejections": _rejections(current, meanings),
        "set_aside": _set_aside(current),
        "orders": sorted((_order_summary(order) for order in orders), key=lambda order: order["status"] in DROPPED),
        "numbers": sorted(rows, key=lambda row: (str(row["reference"]), str(row["order_id"]), row["phone_number"])),
    }


def counted(things: Iterable[Data]) -> dict[str, int]:
    """How many have each status, in the order of STATUSES."""
    counts = Counter(thing["status"] for thing in things)
    return {status: counts[status] for status in sorted(counts, key=status_rank)}


def status_rank(status: str) -> tuple[int, str]:
    return (STATUSES.index(status) if status in STATUSES else len(STATUSES), status)


def _age(order: Data) -> tuple[str, int, str]:
    """Older orders first; ids increase with time, whatever their type."""
    order_id = str(order["order_id"])
    return order["created_date"] or "", int(order_id) if order_id.isdecimal() else 0, order_id


def _planned_rows(plan: JobPlan, orders: list[Data]) -> list[Data]:
    """Rows of planned numbers that are not in any order."""
    ordered = {row["phone_number"] for order in orders for row in order["numbers"]}
    waiting = [
        number_row(number, status=NOT_ORDERED, carrier=order["carrier"], reference=order["reference"])
        for order in plan["orders"]
        for number in order["phone_numbers"]
        if number not in ordered
    ]
    aside = [
        number_row(entry["phone_number"], status=SET_ASIDE, carrier=entry["carrier"], reason=entry["reason"])
        for entry in plan["set_aside"]
        if entry["phone_number"] not in ordered
    ]
    return waiting + aside


def _finished(rows: list[Data], plan: JobPlan, meanings: dict[str, Explanation]) -> list[Data]:
    """Copies of the rows with what requires all of them: carrier, cause, and the order that took a number over.

    The carrier's name comes from the portability check, or else from the activation group.
    """
    known = {
        number: order["carrier"] for order in plan["orders"] for number in order["phone_numbers"] if order["carrier"]
    }
    chosen: dict[str, Data] = {}
    for row in rows:
        other = chosen.get(row["phone_number"])
        if other is None or _alive(row) >= _alive(other):
            chosen[row["phone_number"]] = row

    def finished(row: Data) -> Data:
        winner = chosen[row["phone_number"]]
        number = row["phone_number"]
        return {
            **row,
            "carrier": row["carrier"] or known.get(number) or row["phone_number_group"] or UNKNOWN_CARRIER,
            "cause": meanings[row["reason"] or ""]["cause"] if row["status"] in STUCK and row is winner else None,
            "superseded_by": None if row is winner else winner["order_id"] or winner["reference"],
        }

    return [finished(row) for row in rows]


def _meanings(rows: Iterable[Data], explain: Explain) -> dict[str, Explanation]:
    """The meaning of each reject text."""
    return {text: explain(text) for text in {row["reason"] or "" for row in rows if row["status"] in STUCK}}


def _alive(row: Data) -> int:
    if row["status"] == ACTIVATED:
        return 2
    return 0 if row["status"] in DROPPED or row["status"] in STUCK else 1


def _totals(orders: list[Data], rows: list[Data]) -> Data:
    counts = Counter(row["status"] for row in rows)
    dropped = sum(counts[status] for status in DROPPED)
    wanted, activated = len(rows) - dropped, counts[ACTIVATED]
    stuck = sum(counts[status] for status in STUCK)
    canceled = sum(order["status"] in DROPPED for order in orders)
    return {
        "orders": len(orders) - canceled,
        "canceled_orders": canceled,
        "numbers": len(rows),
        "wanted": wanted,
        "activated": activated,
        # Rounded down: 100 means all numbers.
        "percent": activated * 100 // wanted if wanted else 0,
        "confirmed": counts[CONFIRMED],
        "stuck": stuck,
        "not_ordered": counts[NOT_ORDERED],
        "set_aside": counts[SET_ASIDE],
        "canceled": counts[CANCELED] + counts[PENDING_CANCELATION],
        "open": wanted - activated - stuck,
    }


def _carriers(rows: list[Data], today: str) -> list[Data]:
    by_carrier: dict[str, list[Data]] = {}
    for row in rows:
        by_carrier.setdefault(row["carrier"], []).append(row)
    carriers = [
        {
            "carrier": carrier,
            "numbers": len(held),
            "next_foc_date": min((row["foc_date"] for row in _awaited(held) if row["foc_date"] >= today), default=None),
            "statuses": counted(held),
        }
        for carrier, held in by_carrier.items()
    ]
    return sorted(carriers, key=lambda entry: (-entry["numbers"], entry["carrier"]))


def _awaited(rows: Iterable[Data]) -> Iterable[Data]:
    """Rows with a FOC date that is still to come."""
    gone = DROPPED | STUCK | {ACTIVATED}
    return (row for row in rows if row["foc_date"] and row["status"] not in gone)


def _time_line(rows: list[Data]) -> Data:
    counts: Counter[str] = Counter()
    activated: Counter[str] = Counter()
    without_date = 0
    for row in rows:
        if row["status"] in DROPPED or row["status"] in STUCK:
            continue
        if row["foc_date"]:
            counts[row["foc_date"]] += 1
            activated[row["foc_date"]] += row["status"] == ACTIVATED
        else:
            without_date += row["status"] != ACTIVATED
    days = [{"date": day, "numbers": counts[day], "activated": activated[day]} for day in sorted(counts)]
    return {"days": days, "without_date": without_date}


def _rejections(rows: list[Data], meanings: dict[str, Explanation]) -> list[Data]:
    """Rejected and excluded numbers by cause, most frequent first."""
    by_cause: dict[str, list[Data]] = {}
    for row in rows:
        if row["status"] in STUCK:
            by_cause.setdefault(row["cause"], []).append(row)
    rejections = []
    for held in by_cause.values():
        texts = Counter(row["reason"] or "" for row in held)
        rejections.append(
            {
                **meanings[held[0]["reason"] or ""],
                "numbers": len(held),
                "texts": [
                    {"text": text, "numbers": count}
                    for text, count in sorted(texts.items(), key=lambda entry: (-entry[1], entry[0]))
                ],
                "references": sorted({str(row["reference"] or row["order_id"]) for row in held}),
                "phone_numbers": sorted(row["phone_number"] for row in held),
            }
        )
    return sorted(rejections, key=lambda entry: (-entry["numbers"], entry["cause"]))


def _set_aside(rows: list[Data]) -> list[Data]:
    by_reason: dict[str, list[str]] = {}
    for row in rows:
        if row["status"] == SET_ASIDE:
            by_reason.setdefault(row["reason"] or "", []).append(row["phone_number"])
    entries = [
        {"reason": reason, "numbers": len(numbers), "phone_numbers": sorted(numbers)}
        for reason, numbers in by_reason.items()
    ]
    return sorted(entries, key=lambda entry: (-entry["numbers"], entry["reason"]))


def _order_summary(order: Data) -> Data:
    numbers = order["numbers"]
    dates = sorted(row["foc_date"] for row in numbers if row["foc_date"])
    return {
        **{name: value for name, value in order.items() if name != "numbers"},
        "numbers": len(numbers),
        "first_foc_date": dates[0] if dates else None,
        "last_foc_date": dates[-1] if dates else None,
        "foc_at": min((row["foc_at"] for row in numbers if row["foc_at"]), key=moment_of, default=None),
        "statuses": counted(numbers),
    }
