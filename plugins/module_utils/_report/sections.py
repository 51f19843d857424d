# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sections of the report's page that are tables: dates, carriers, orders, numbers, and what was set aside."""

from __future__ import annotations

from .._base.html import Markup, join, tag
from .._model.statuses import ACTIVATED, CANCELED, CONFIRMED, EXCLUDED, PENDING, PENDING_CANCELATION, REJECTED
from .digest import NAME_COLUMNS, NOT_ORDERED, SET_ASIDE, Data
from .drawings import status_bar, time_line
from .figures import STUCK
from .parts import NOTHING, amount, bounded, chip, listed, listed_counts, section, short_day, table

ORDERS_SHOWN = 500
CARRIERS_SHOWN = 100
DATES_SHOWN = 60
FEW_DATES = 6
FEW_ORDERS = 20
# Up to so many numbers in all the page shows each; of more, those that are stuck, and of these so many.
SMALL = 500
NUMBERS_SHOWN = 500
NUMBERS_SHOWN_OF_AN_ORDER = 25

# Source: docs/api-notes.md, "Statuses".
MEANINGS = {
    ACTIVATED: "Ported. Calls and messages reach the number at Sinch.",
    CONFIRMED: "The losing carrier has agreed to the FOC date. Nothing can be changed any more.",
    PENDING: "With the losing carrier, who has not answered yet. Days or weeks are usual.",
    NOT_ORDERED: "In the plan, and in no order yet.",
    REJECTED: "The losing carrier refused. It goes no further until its data are changed.",
    EXCLUDED: "Sinch left the number out of the order.",
    PENDING_CANCELATION: "Its order is being cancelled.",
    CANCELED: "Its order was cancelled.",
    SET_ASIDE: "Not portable by the check, and in no order.",
}


def time_line_section(report: Data) -> Markup:
    line = report["time_line"]
    days, without = line["days"], line["without_date"]
    waiting = f"{amount(without, 'number')} without a FOC date yet." if without else None
    if not days:
        return section("FOC dates", "foc-dates", tag("p", waiting or "No number waits for a FOC date.", class_="soft"))
    rows = [
        (
            short_day(day["date"]),
            f"{day['numbers']:,}",
            f"{day['activated']:,}",
            _state(day, report["today"]),
        )
        for day in days[:DATES_SHOWN]
    ]
    return section(
        "FOC dates",
        "foc-dates",
        tag("p", "The days on which the losing carriers let numbers go.", class_="soft"),
        time_line(days, today=report["today"]),
        tag(
            "details",
            tag("summary", "Date by date"),
            table(("Date", "#Numbers", "#Activated", "State"), rows),
            bounded(len(days), DATES_SHOWN, "date"),
            open=len(days) <= FEW_DATES,
        ),
        tag("p", waiting, class_="soft") if waiting else None,
    )


def _state(day: Data, today: str) -> str:
    if day["activated"] == day["numbers"]:
        return "done"
    if day["date"] < today:
        return "passed, not all are live"
    return "today" if day["date"] == today else "to come"


def statuses_section(report: Data) -> Markup | None:
    whole = report["totals"]["numbers"]
    rows = [
        (
            chip(entry["status"]),
            f"{entry['numbers']:,}",
            f"{entry['numbers'] * 100 / whole:.1f} %",
            MEANINGS.get(
                entry["status"], "The API's documentation does not know this status. The service may add some."
            ),
        )
        for entry in report["statuses"]
    ]
    return section("Statuses", "statuses", table(("Status", "#Numbers", "#Share", "Meaning"), rows)) if rows else None


def carriers_section(report: Data) -> Markup | None:
    carriers = report["carriers"]
    rows = [
        (
            entry["carrier"],
            f"{entry['numbers']:,}",
            f"{entry['statuses'].get('ACTIVATED', 0):,}",
            f"{sum(entry['statuses'].get(status, 0) for status in STUCK):,}",
            short_day(entry["next_foc_date"]),
            status_bar(entry["statuses"], description=listed_counts(entry["statuses"])),
        )
        for entry in carriers[:CARRIERS_SHOWN]
    ]
    if not rows:
        return None
    head = ("Carrier", "#Numbers", "#Activated", "#Rejected", "Next FOC date", "~Statuses")
    return section("Losing carriers", "carriers", table(head, rows), bounded(len(carriers), CARRIERS_SHOWN, "carrier"))


def orders_section(report: Data) -> Markup | None:
    orders = report["orders"]
    rows = [
        (
            order["reference"] or "without reference",
            tag("span", str(order["order_id"]), class_="number"),
            chip(order["status"]),
            f"{order['numbers']:,}",
            _foc_dates(order),
            status_bar(order["statuses"], description=listed_counts(order["statuses"])),
        )
        for order in orders[:ORDERS_SHOWN]
    ]
    if not rows:
        return None
    head = ("Reference", "Order", "Status", "#Numbers", "FOC", "~Numbers by status")
    shown = tag(
        "details",
        tag("summary", amount(len(orders), "order")),
        table(head, rows),
        bounded(len(orders), ORDERS_SHOWN, "order"),
        open=len(orders) <= FEW_ORDERS,
    )
    return section("Orders", "orders", shown)


def _foc_dates(order: Data) -> Markup:
    first, last = order["first_foc_date"], order["last_foc_date"]
    return short_day(first) if first == last else join(short_day(first), " to ", short_day(last))


def set_aside_section(report: Data) -> Markup | None:
    if not report["set_aside"]:
        return None
    items = [
        tag(
            "div",
            tag("h3", f"{entry['reason'] or 'No reason was given'} · {amount(entry['numbers'], 'number')}"),
            tag("p", listed(entry["phone_numbers"]), class_="soft small"),
            class_="item",
        )
        for entry in report["set_aside"][:CARRIERS_SHOWN]
    ]
    words = "The portability check says that these cannot be ported. They are in no order, and no progress counts them."
    return section(
        "Set aside",
        "set-aside",
        tag("p", words, class_="soft"),
        *items,
        bounded(len(report["set_aside"]), CARRIERS_SHOWN, "reason"),
    )


def numbers_section(report: Data) -> Markup | None:
    """Order by order the numbers: all of a small fleet, else those that go no further by themselves."""
    rows = [row for row in report["numbers"] if row["superseded_by"] is None and row["status"] != SET_ASIDE]
    small = len(rows) <= SMALL
    chosen = rows if small else [row for row in rows if row["status"] in STUCK]
    if not chosen:
        return None
    parts, left = [], NUMBERS_SHOWN
    for name, held in _by_order(chosen).items():
        most = min(left, len(held) if small else NUMBERS_SHOWN_OF_AN_ORDER)
        if most:
            parts.append(_numbers_of_an_order(name, held, most=most, names=report["names"]))
            left -= min(most, len(held))
    shown = NUMBERS_SHOWN - left
    words = None
    if not small:
        words = (
            f"Shown are {shown:,} of {amount(len(chosen), 'number')} that were rejected or left out, of {len(rows):,} "
            "in all. The CSV and JSON files have every number."
        )
    title = "Numbers" if small else "Numbers that are stuck"
    return section(title, "numbers", tag("p", words, class_="soft") if words else None, *parts)


def _by_order(rows: list[Data]) -> dict[str, list[Data]]:
    orders: dict[str, list[Data]] = {}
    for row in rows:
        name = str(row["reference"] or "without reference")
        order = "not created yet" if row["status"] == NOT_ORDERED else f"order {row['order_id']}"
        orders.setdefault(f"{name} ({order})", []).append(row)
    return orders


def _numbers_of_an_order(name: str, rows: list[Data], *, most: int, names: bool) -> Markup:
    head = ["Number", "Status", "FOC date", "Reason", *(["End user", "Authorized by"] if names else [])]
    cells = [
        (
            tag("span", row["phone_number"], class_="number"),
            chip(row["status"]),
            short_day(row["foc_date"]),
            row["reason"] or NOTHING,
            *([row.get(column) or NOTHING for column in NAME_COLUMNS] if names else []),
        )
        for row in rows[:most]
    ]
    return tag(
        "details",
        tag("summary", name, " · ", tag("span", amount(len(rows), "number"), class_="soft")),
        table(head, cells),
        bounded(len(rows), most, "number"),
    )
