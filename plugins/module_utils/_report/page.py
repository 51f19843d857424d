# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A report as one HTML page that needs nothing else: no script, no image, no font, no network.

The page stays readable whatever the size of the fleet. It shows each number of a small one; of a large one only those
that need a person, up to a bound, and says where the rest stands.
"""

from __future__ import annotations

from .._base.html import Content, Markup, join, tag
from .digest import Data
from .drawings import status_bar
from .parts import amount, bounded, chip, day_text, listed, listed_counts, pair, rest, section, status_words
from .sections import (
    carriers_section,
    numbers_section,
    orders_section,
    set_aside_section,
    statuses_section,
    time_line_section,
)
from .style import style

ATTENTION_OPEN = 12
ATTENTION_SHOWN = 100
NUMBERS_LISTED = 4
TEXTS_SHOWN = 5

# Nothing may be loaded and nothing may run, even if an escape were missed.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def page(report: Data) -> str:
    """The page of a report, see ``figures.report``."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="robots", content="noindex"),
        tag("link", rel="icon", href="data:,"),
        tag("title", f"{report['title']}, {day_text(report['today'])}"),
        tag("style", Markup(style())),
    )
    body = tag("body", _header(report), _main(report), _footer(report))
    return f"<!DOCTYPE html>\n{tag('html', head, body, lang='en')}\n"


def _main(report: Data) -> Markup:
    sections = (
        _progress(report),
        _attention(report),
        _rejections(report),
        time_line_section(report),
        statuses_section(report),
        carriers_section(report),
        orders_section(report),
        numbers_section(report),
        set_aside_section(report),
    )
    return tag("main", *(Markup(f"\n{section}") for section in sections if section))


def _header(report: Data) -> Markup:
    reference = join("Reference ", tag("strong", report["reference"]), " · ") if report["reference"] else None
    day = tag("time", day_text(report["today"]), datetime=report["today"])
    return tag("header", tag("h1", report["title"]), tag("p", reference, "as of ", day, class_="soft"))


def _progress(report: Data) -> Markup:
    totals, counts = report["totals"], {entry["status"]: entry["numbers"] for entry in report["statuses"]}
    if not counts:
        return section("Progress", "progress", tag("p", "No order was found, so there is nothing to report."))
    sentence = (
        f"{totals['activated']:,} of {amount(totals['wanted'], 'number')} live at Sinch, "
        f"in {amount(totals['orders'], 'order')}."
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


def _attention(report: Data) -> Markup:
    entries = report["attention"]
    if not entries:
        return section("Needs a person today", "attention", tag("p", "Nothing.", class_="soft"))
    first = [_matter(entry) for entry in entries[:ATTENTION_OPEN]]
    more = [_matter(entry) for entry in entries[ATTENTION_OPEN:ATTENTION_SHOWN]]
    folded = tag("details", tag("summary", f"{len(entries) - ATTENTION_OPEN:,} more"), *more) if more else None
    left_out = bounded(len(entries), ATTENTION_SHOWN, "matter")
    return section("Needs a person today", "attention", *first, folded, left_out)


def _matter(entry: Data) -> Markup:
    return tag(
        "div",
        tag("h3", entry["what"]),
        tag("p", entry["remedy"]),
        tag("p", _where(entry), class_="soft small"),
        class_="item",
    )


def _where(entry: Data) -> Markup:
    """The order and the numbers that an entry speaks of."""
    parts: list[Content] = []
    if entry.get("reference") or entry.get("order_id"):
        name, order_id = entry.get("reference"), entry.get("order_id")
        parts.append(f"Order {name} ({order_id})" if name and order_id else f"Order {name or order_id}")
    if entry.get("phone_numbers"):
        parts.append(listed(entry["phone_numbers"], most=NUMBERS_LISTED))
    return join(*(join(" · " if index else None, part) for index, part in enumerate(parts)))


def _rejections(report: Data) -> Markup | None:
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
    told = [
        f"\N{LEFT DOUBLE QUOTATION MARK}{entry['text']}\N{RIGHT DOUBLE QUOTATION MARK}"
        if entry["text"]
        else "no reason was given"
        for entry in texts[:TEXTS_SHOWN]
    ]
    return join("; ".join(told), rest(len(texts), TEXTS_SHOWN))


def _footer(report: Data) -> Markup:
    names = "" if report["names"] else " and no names"
    words = f"This page holds no PINs, no account numbers, no addresses{names}. It needs no network."
    return tag("footer", tag("p", words))
