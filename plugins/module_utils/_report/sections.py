# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lower half of the report's page, its tables: dates, carriers, orders, statuses, numbers, what was set aside."""

from __future__ import annotations

from .._base.html import Markup, join, tag
from .._model.statuses import ACTIVATED, CANCELED, CONFIRMED, EXCLUDED, PENDING, PENDING_CANCELATION, REJECTED
from .digest import NAME_COLUMNS, NOT_ORDERED, SET_ASIDE, Data
from .drawings import LIFE, life_line, status_bar, time_line
from .figures import DROPPED, STUCK
from .overview import hour_text
from .parts import NOTHING, amount, bounded, chip, listed, listed_counts, section, short_day, table

ORDERS_SHOWN = 500
FEATURES_SHOWN = 100
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
    CONFIRMED: "The losing carrier has agreed to the FOC date. It can no longer be changed.",
    PENDING: "With the losing carrier, who has not answered yet. Days or weeks are usual.",
    NOT_ORDERED: "In the plan, but not in any order yet.",
    REJECTED: "The losing carrier refused it. Its data must be changed.",
    EXCLUDED: "Sinch left the number out of the order.",
    PENDING_CANCELATION: "Its order is being cancelled.",
    CANCELED: "Its order was cancelled.",
    SET_ASIDE: "Not portable according to the check, and not in any order.",
}


def time_line_section(report: Data) -> Markup | None:
    line = report["time_line"]
    days = line["days"]
    if not days:
        return None
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
        tag("p", "The days on which the losing carriers release numbers.", class_="soft"),
        time_line(days, today=report["today"]),
        tag(
            "details",
            tag("summary", "Date by date"),
            table(("Date", "#Numbers", "#Activated", "State"), rows),
            bounded(len(days), DATES_SHOWN, "date"),
            open=len(days) <= FEW_DATES,
        ),
    )


def _state(day: Data, today: str) -> str:
    if day["activated"] == day["numbers"]:
        return "done"
    if day["date"] < today:
        return "passed, not all are live"
    return "today" if day["date"] == today else "to come"


def statuses_section(report: Data) -> Markup | None:
    wanted = report["totals"]["wanted"]
    rows = [
        (
            chip(entry["status"]),
            f"{entry['numbers']:,}",
            _share(entry, wanted),
            MEANINGS.get(
                entry["status"], "This status is not in the API's documentation. The service may add new ones."
            ),
        )
        for entry in report["statuses"]
    ]
    return section("Statuses", "statuses", table(("Status", "#Numbers", "#Share", "Meaning"), rows)) if rows else None


def _share(entry: Data, wanted: int) -> str:
    """Of the numbers that are to be ported and rounded down, as the progress at the top is."""
    if entry["status"] in DROPPED or not wanted:
        return NOTHING
    percent = entry["numbers"] * 100 // wanted
    return f"{percent} %" if percent else "under 1 %"


def features_section(report: Data) -> Markup | None:
    """Numbers that go through without a feature, or with another 911 address."""
    rows = [row for row in report["numbers"] if row["superseded_by"] is None and _lacks(row)]
    if not rows:
        return None
    cells = [
        (
            tag("span", row["phone_number"], class_="number"),
            chip(row["status"]),
            ", ".join(row["excluded_features"]) or NOTHING,
            _changed(row),
            str(row["reference"] or row["order_id"]),
        )
        for row in rows[:FEATURES_SHOWN]
    ]
    return section(
        "911 and other features",
        "features",
        tag("p", "These numbers are ported, but not with everything that was requested.", class_="soft"),
        table(("Number", "Status", "Left out", "911 address", "Order"), cells),
        bounded(len(rows), FEATURES_SHOWN, "number"),
    )


def _lacks(row: Data) -> bool:
    return bool(row["excluded_features"] or row["e911_changed"]) and row["status"] not in STUCK | DROPPED


def _changed(row: Data) -> str:
    if not row["e911_changed"]:
        return NOTHING
    members = ", ".join(name.replace("_", " ") for name in row.get("e911_members", ()))
    return f"changed: {members}" if members else "changed"


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
            join(
                order["reference"] or "without reference",
                " ",
                tag("span", str(order["order_id"]), class_="number soft small"),
            ),
            tag("div", chip(order["status"]), _life(order)),
            f"{order['numbers']:,}",
            short_day(order["desired_port_date"]),
            _foc_dates(order),
            status_bar(order["statuses"], description=listed_counts(order["statuses"])),
        )
        for order in orders[:ORDERS_SHOWN]
    ]
    if not rows:
        return None
    head = ("Order", "Life", "#Numbers", "Desired", "FOC", "~Numbers by status")
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
    if first != last:
        return tag("div", short_day(first), " to ", short_day(last))
    return tag("div", short_day(first), tag("span", hour_text(order["foc_at"]), class_="soft small") if first else None)


def _life(order: Data) -> Markup:
    """How far the order has come, by its numbers that are still to be ported."""
    counts = order["statuses"]
    ended = sum(count for status, count in counts.items() if status in STUCK | DROPPED)
    live, whole = counts.get(ACTIVATED, 0), order["numbers"] - ended
    broken = order["status"] in DROPPED or (whole == 0 and order["numbers"] > 0)
    stage = 1 if not live and not counts.get(CONFIRMED) else 3 if live and live == whole else 2
    words = "ended" if broken else LIFE[stage - 1]
    if stage == 2 and live:
        words = f"{live:,} of {whole:,} live"
    return life_line(stage, broken=broken, description=f"{order['status']}: {words}")


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
    words = "According to the portability check these cannot be ported. They are not in any order, nor in the progress."
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
        limit = min(left, len(held) if small else NUMBERS_SHOWN_OF_AN_ORDER)
        if limit:
            parts.append(_numbers_of_an_order(name, held, limit=limit, names=report["names"]))
            left -= min(limit, len(held))
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


def _numbers_of_an_order(name: str, rows: list[Data], *, limit: int, names: bool) -> Markup:
    head = ["Number", "Status", "FOC date", "Reason", *(["End user", "Authorized by"] if names else [])]
    cells = [
        (
            tag("span", row["phone_number"], class_="number"),
            chip(row["status"]),
            tag("div", short_day(row["foc_date"]), tag("span", hour_text(row["foc_at"]), class_="soft small")),
            row["reason"] or NOTHING,
            *([row.get(column) or NOTHING for column in NAME_COLUMNS] if names else []),
        )
        for row in rows[:limit]
    ]
    return tag(
        "details",
        tag("summary", name, " · ", tag("span", amount(len(rows), "number"), class_="soft")),
        table(head, cells),
        bounded(len(rows), limit, "number"),
    )
