# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The upper half of the report's page: the progress, what needs a person, what is new, what comes next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from .._base.html import Content, Markup, join, tag
from .coming import moment_of
from .digest import Data
from .drawings import status_bar
from .news import summary
from .parts import amount, bounded, chip, day_text, listed, listed_counts, pair, rest, section, status_words

ATTENTION_OPEN = 12
ATTENTION_SHOWN = 100
NUMBERS_LISTED = 4
TEXTS_SHOWN = 5
COMING_OPEN = 6
COMING_SHOWN = 60
ORDERS_LISTED = 4
NEWS_OPEN = 8
NEWS_SHOWN = 100

# Shown in more detail in the section on rejections.
_REJECTIONS = ("rejected", "excluded")


def progress_section(report: Data) -> Markup:
    totals, counts = report["totals"], {entry["status"]: entry["numbers"] for entry in report["statuses"]}
    if not counts:
        return section("Progress", "progress", tag("p", "No order was found, so there is nothing to report."))
    cancelled = f" ({amount(totals['canceled_orders'], 'more order')} cancelled)" if totals["canceled_orders"] else ""
    sentence = (
        f"{totals['activated']:,} of {amount(totals['wanted'], 'number')} live at Sinch, "
        f"in {amount(totals['orders'], 'order')}{cancelled}."
    )
    orders = ", ".join(f"{entry['orders']:,} {status_words(entry['status'])}" for entry in report["order_statuses"])
    return section(
        "Progress",
        "progress",
        tag("p", f"{totals['percent']} %", class_="big"),
        tag("p", sentence, class_="soft"),
        status_bar(counts, description=f"Numbers by status: {listed_counts(counts)}", height=18),
        tag("ul", *(tag("li", chip(status, count)) for status, count in counts.items()), class_="legend"),
        tag("p", f"Orders: {orders}.", class_="soft small legend") if orders else None,
    )


def attention_section(report: Data) -> Markup:
    """Everything but rejections, which have their own section; here is only a pointer to it."""
    entries = [entry for entry in report["attention"] if entry["kind"] not in _REJECTIONS]
    stuck = report["totals"]["stuck"]
    pointer = (
        tag(
            "div",
            tag("h3", f"{amount(stuck, 'number')} refused by a carrier, or left out by Sinch."),
            tag("p", "The section on rejections below says why, and what to change."),
            class_="item",
        )
        if stuck
        else None
    )
    if not entries and pointer is None:
        return section("Needs a person", "attention", tag("p", "Nothing.", class_="soft"))
    items = _folded(entries, _matter, opened=ATTENTION_OPEN, limit=ATTENTION_SHOWN, noun="matter")
    return section("Needs a person", "attention", *items, pointer)


def _folded(
    entries: list[Data], item: Callable[[Data], Markup], *, opened: int, limit: int, noun: str
) -> list[Markup | None]:
    """The first entries, the next ones folded away, and what is left out."""
    more = [item(entry) for entry in entries[opened:limit]]
    folded = tag("details", tag("summary", f"{len(entries) - opened:,} more"), *more) if more else None
    return [*map(item, entries[:opened]), folded, bounded(len(entries), limit, noun)]


def _matter(entry: Data) -> Markup:
    return tag(
        "div",
        tag("h3", entry["what"]),
        tag("p", entry["remedy"]),
        tag("p", _where(entry), class_="soft small"),
        tag(
            "details",
            tag("summary", f"Text for {entry['message_to']}"),
            tag("p", entry["message"], class_="quote"),
            class_="plain",
        ),
        class_="item",
    )


def _where(entry: Data) -> Markup:
    """The order and the numbers that an entry is about."""
    parts: list[Content] = []
    if entry.get("reference") or entry.get("order_id"):
        name, order_id = entry.get("reference"), entry.get("order_id")
        parts.append(f"Order {name} ({order_id})" if name and order_id else f"Order {name or order_id}")
    if entry.get("phone_numbers"):
        parts.append(listed(entry["phone_numbers"], limit=NUMBERS_LISTED))
    return join(*(join(" · " if index else None, part) for index, part in enumerate(parts)))


def coming_section(report: Data) -> Markup | None:
    """What comes next, day by day, and the last known date."""
    entries = report["coming"]
    without = report["time_line"]["without_date"]
    waiting = f"{amount(without, 'number')} without a FOC date yet." if without else None
    if not entries:
        return section("What comes next", "coming", tag("p", waiting, class_="soft")) if waiting else None
    dated = [entry["date"] for entry in entries if entry["kind"] != "wanted"]
    last = f"The last FOC date is {day_text(max(dated))}." if dated else None
    closing = " ".join(text for text in (last, waiting) if text)
    return section(
        "What comes next",
        "coming",
        *_folded(entries, _coming, opened=COMING_OPEN, limit=COMING_SHOWN, noun="date"),
        tag("p", closing, class_="soft closing") if closing else None,
    )


_COMING = {"foc": "go live", "activate": "can be activated", "wanted": "wanted, without a FOC date yet"}


def _coming(entry: Data) -> Markup:
    words = "goes live" if entry["kind"] == "foc" and entry["numbers"] == 1 else _COMING[entry["kind"]]
    when = tag("time", day_text(entry["date"]), datetime=entry["foc_at"] or entry["date"])
    return tag(
        "div",
        tag("p", when, hour_text(entry["foc_at"]), class_="when"),
        tag(
            "p",
            tag("strong", f"{amount(entry['numbers'], 'number')} {words}"),
            " · ",
            listed(entry["orders"], class_=None, limit=ORDERS_LISTED),
        ),
        class_="next",
    )


def hour_text(foc_at: str | None) -> str:
    """``, 09:00 UTC-5``, in the zone of the given time."""
    if not foc_at:
        return ""
    moment = moment_of(foc_at)
    minutes = int((moment.utcoffset() or timedelta()).total_seconds()) // 60
    sign = "+" if minutes >= 0 else "\N{MINUS SIGN}"
    hours, rest_of_hour = divmod(abs(minutes), 60)
    zone = f"{sign}{hours}" + (f":{rest_of_hour:02}" if rest_of_hour else "") if minutes else ""
    return f", {moment:%H:%M} UTC{zone}"


def news_section(report: Data) -> Markup | None:
    if not report["news"] and not report["news_since"]:
        return None
    since = report["news_since"]
    return section(
        f"New since {day_text(since)}" if since else "New today",
        "news",
        tag("p", summary(report["news"], since=None)["text"], class_="soft"),
        *_folded(_gathered(report["news"]), _piece, opened=NEWS_OPEN, limit=NEWS_SHOWN, noun="change"),
    )


def _gathered(news: list[Data]) -> list[Data]:
    """Combines equal changes of an order's numbers into one entry with its ``phone_numbers``."""
    found: dict[tuple[str, ...], Data] = {}
    for entry in news:
        key = tuple(str(entry.get(name)) for name in ("order_id", "kind", "before", "after"))
        held = found.setdefault(key, {**entry, "phone_numbers": []})
        if entry.get("phone_number"):
            held["phone_numbers"].append(str(entry["phone_number"]))
    return list(found.values())


def _piece(entry: Data) -> Markup:
    numbers, kind = entry["phone_numbers"], str(entry.get("kind"))
    before, after = entry.get("before"), entry.get("after")
    if kind in ("note", "document"):
        words: Content = join("Note: " if kind == "note" else "Document: ", str(after))
    elif kind in ("foc_set", "foc_moved"):
        moved = join(" (was ", _moment(before), ")") if before else None
        words = join(f"{amount(len(numbers), 'number')}: FOC date ", _moment(after), moved)
    else:
        subject = "Order" if kind == "order" else amount(len(numbers), "number")
        old = join(chip(str(before)), " \N{RIGHTWARDS ARROW} ") if before else None
        words = join(subject, ": " if before else " new: ", old, chip(str(after)))
    name = entry.get("reference") or entry.get("order_id")
    return tag("p", words, tag("span", f" · {name}", class_="soft small"), class_="piece")


def _moment(text: object) -> str:
    """A FOC date, or its time, in words."""
    if not text:
        return "none"
    try:
        return f"{day_text(str(text)[:10])}{hour_text(str(text) if len(str(text)) > 10 else None)}"
    except ValueError:
        return str(text)


def rejections_section(report: Data) -> Markup | None:
    if not report["rejections"]:
        return None
    items = [
        tag(
            "div",
            tag("h3", f"{entry['title']} · {amount(entry['numbers'], 'number')}"),
            tag(
                "dl",
                *pair("What it means", entry["meaning"]),
                *pair("Who must act", entry["who"]),
                *pair("What to change", entry["change"]),
                *pair("In its words", _texts(entry["texts"])),
                *pair("Orders", listed(entry["references"], class_=None)),
                *pair("Numbers", listed(entry["phone_numbers"])),
                class_="pair",
            ),
            class_="item",
        )
        for entry in report["rejections"]
    ]
    return section("Rejections, and what to change", "rejections", *items)


def _texts(texts: list[Data]) -> Markup:
    quoted = [
        f"\N{LEFT DOUBLE QUOTATION MARK}{entry['text']}\N{RIGHT DOUBLE QUOTATION MARK}"
        if entry["text"]
        else "no reason was given"
        for entry in texts[:TEXTS_SHOWN]
    ]
    return join("; ".join(quoted), rest(len(texts), TEXTS_SHOWN))
