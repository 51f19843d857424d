# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The small parts of the report's page: words, chips, lists, tables, sections."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from .._base.html import Content, Markup, join, tag

LISTED = 12
NOTHING = "\N{EN DASH}"


def amount(count: int, noun: str) -> str:
    """``1 number``, ``2,000 numbers``."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def day_text(date: str | datetime.date, *, form: str = "{day} {month} {year}") -> str:
    """``2 March 2027``; what is no date stays as it is."""
    try:
        moment = datetime.date.fromisoformat(date) if isinstance(date, str) else date
    except ValueError:
        return str(date)
    return form.format(day=moment.day, month=_MONTHS[moment.month - 1], year=moment.year)


def short_day(date: str | None) -> Markup:
    """A date for a column of a table; a dash for none."""
    if not date:
        return Markup(NOTHING)
    return tag("time", day_text(date, form="{day} {month:.3} {year}"), datetime=date, class_="number")


# Not of the machine's language: the page is English, and the same everywhere.
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def status_class(status: str) -> str:
    """The class of a status; one that nobody documented looks like no other."""
    known = "activated completed confirmed pending not-ordered rejected excluded pending-cancelation canceled set-aside"
    name = status.lower().replace("_", "-")
    return f"is-{name}" if name in known.split() else "is-other"


def listed_counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count:,} {status_words(status)}" for status, count in counts.items())


def status_words(status: str) -> str:
    """``PENDING_CANCELATION`` as ``pending cancelation``."""
    return status.lower().replace("_", " ")


def chip(status: str, count: int | None = None) -> Markup:
    words = status_words(status) if count is None else f"{status_words(status)} {count:,}"
    return tag("span", words, class_=f"chip {status_class(status)}")


def listed(values: list[str], *, class_: str | None = "number", limit: int = LISTED) -> Markup:
    """The first of the values, and how many more there are."""
    shown = values[:limit]
    parts = [join(", " if index else None, tag("span", value, class_=class_)) for index, value in enumerate(shown)]
    return join(*parts, rest(len(values), limit))


def rest(count: int, shown: int) -> str | None:
    return f" and {count - shown:,} more" if count > shown else None


def pair(term: str, meaning: Content) -> tuple[Content, ...]:
    return (tag("dt", term), tag("dd", meaning)) if meaning else ()


def section(title: str, name: str, *content: Content) -> Markup:
    return tag("section", tag("h2", title, id=name), *content, aria_labelledby=name)


def bounded(count: int, shown: int, noun: str) -> Markup | None:
    """The sentence that says what a list leaves out."""
    if count <= shown:
        return None
    words = f"The first {shown:,} of {amount(count, noun)} are shown. The CSV and JSON files have them all."
    return tag("p", words, class_="soft small")


def table(head: Sequence[str], rows: Sequence[Sequence[Content]]) -> Markup:
    """A table whose first cell of each row heads it. ``#`` before a heading marks figures, ``~`` a drawing.

    A phone shows each row as a block, with its headings beside the cells; the roles keep it a table for a screen
    reader all the same.
    """
    headings = [tag("th", name.strip("#~"), scope="col", role="columnheader", class_=_kind(name)) for name in head]
    return tag(
        "table",
        tag("thead", tag("tr", *headings, role="row"), role="rowgroup"),
        tag("tbody", *(_row(head, row) for row in rows), role="rowgroup"),
        role="table",
    )


def _row(head: Sequence[str], row: Sequence[Content]) -> Markup:
    first, *others = row
    cells = [
        tag("td", cell, role="cell", data_label=name.strip("#~"), class_=_kind(name))
        for name, cell in zip(head[1:], others, strict=True)
    ]
    return tag("tr", tag("th", first, scope="row", role="rowheader"), *cells, role="row")


def _kind(heading: str) -> str | None:
    return {"#": "count", "~": "share"}.get(heading[0])
