# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The header of a table of numbers: which cells of a row fill which member, and problems of the titles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from ...module_utils._rules.numbers import eleven_digits
from ...module_utils._rules.rule import Rule
from ...module_utils._rules.tables import COLUMN_TWICE, COLUMN_UNKNOWN
from .._ranges import RangeError, numbers_of
from . import columns as _columns
from .cells import Problem
from .columns import Column
from .csv_text import Record

Cells = tuple[str, ...]


@dataclass
class ParsedSection:
    """A section parsed from cells, with its repairs by name and its problems. ``members`` are those of its number."""

    values: dict[str, Any] = field(default_factory=dict)
    members: dict[str, Any] = field(default_factory=dict)
    repairs: list[tuple[Column, str]] = field(default_factory=list)
    problems: list[tuple[Column, Problem]] = field(default_factory=list)


@dataclass
class ColumnCache:
    """A column, with its valid cells: equal ones share one string and are checked once."""

    column: Column
    known: dict[str, str] = field(default_factory=dict)


@dataclass
class Section:
    """The columns that fill one section of a number; ``pick`` selects their cells from a row."""

    path: str
    members: list[tuple[str, ColumnCache]]
    pick: Callable[[Sequence[str]], Cells]
    parsed: dict[Cells, ParsedSection] = field(default_factory=dict)


@dataclass
class Layout:
    """The layout of a row. ``nameless`` are the positions of columns without a title."""

    width: int
    number: int
    group: int | None
    sections: list[Section]
    nameless: list[int]
    codes: list[Column]
    has_validity: bool


def first_row(rows: Iterator[Record]) -> Record | None:
    """The first row that is neither empty nor a comment."""
    return next((row for row in rows if any(map(str.strip, row.cells)) and not _columns.is_remark_row(row.cells)), None)


def is_bare(cells: Sequence[str]) -> bool:
    """Whether a first row is not a header, but the start of a plain list of numbers."""
    texts = [cell.strip() for cell in cells if cell.strip()]
    return bool(texts) and all(map(_is_number, texts))


def _is_number(text: str) -> bool:
    try:
        return bool(eleven_digits(text) or numbers_of(text))
    except RangeError:
        return True


def lay_out(titles: Sequence[str], find: Callable[[Rule, str, str], None]) -> Layout | None:
    """The layout of a header; None without a column of numbers. ``find`` gets rule, message and remedy."""
    places: dict[str, int] = {}
    for place, title in enumerate(titles):
        column = _columns.find_column(title)
        shown = _columns.shown_title(title, place)
        if column is not None and column.path in places:
            first = _columns.shown_title(titles[places[column.path]], places[column.path])
            find(COLUMN_TWICE, f"has two columns for {column.path}: {first} and {shown}.", "")
        elif column is not None:
            places[column.path] = place
        elif title.strip() and not _columns.is_remark(title):
            find(COLUMN_UNKNOWN, f"has a column {shown}, which is unknown.", _columns.advice(title))
    if _columns.NUMBER not in places:
        return None
    return Layout(
        width=len(titles),
        number=places[_columns.NUMBER],
        group=places.get(_columns.GROUP),
        sections=_sections(places),
        nameless=[place for place, title in enumerate(titles) if not title.strip()],
        codes=[column for column in _columns.COLUMNS if column.kind == _columns.CODE and column.path in places],
        has_validity=_columns.VALID_UNTIL in places,
    )


def _sections(places: dict[str, int]) -> list[Section]:
    by_path: dict[str, list[Column]] = {}
    for column in _columns.COLUMNS:
        if column.path in places and column.path not in (_columns.NUMBER, _columns.GROUP):
            by_path.setdefault(column.section, []).append(column)
    return [
        Section(
            path,
            [(column.member, ColumnCache(column)) for column in columns],
            _picker([places[column.path] for column in columns]),
        )
        for path, columns in by_path.items()
    ]


def _picker(places: list[int]) -> Callable[[Sequence[str]], Cells]:
    """``itemgetter`` returns a tuple for several cells, but a bare cell for one."""
    first, *others = places
    return itemgetter(first, *others) if others else lambda cells: (cells[first],)
