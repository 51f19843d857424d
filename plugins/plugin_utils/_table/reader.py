# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads numbers for an order from a CSV file, with all problems and their lines.

Nothing is guessed: a cell is used as it is, repaired if that cannot change its meaning, or reported as a finding.
Rows with equal sections share one dict, saving memory and repeated checks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from ...module_utils._base.findings import Finding
from ...module_utils._base.text import enumerated, listed, shown
from ...module_utils._rules import tables as _rules
from ...module_utils._rules.numbers import eleven_digits
from ...module_utils._rules.rule import Rule
from .._groups import Groups
from .._ranges import RangeError, numbers_of
from . import columns as _columns
from .cells import NOTHING, ORDINARY, problem, repaired
from .columns import Column
from .csv_text import Record, TableError, read_table, records
from .header import Cells, ColumnCache, Layout, ParsedSection, Section, first_row, is_bare, lay_out
from .workbook import Sheet
from .zeros import short_widths

# So many different dicts of a section are kept to be shared; in a table without repetition they would only cost.
_KEPT = 4096

_EMPTY: dict[str, Any] = {}

Number = dict[str, Any]


@dataclass
class Intake:
    """What a file holds: the numbers, the line each begins in, and what is wrong.

    The numbers have the shape of an order's, every value is text, and their groups' values are in them. Findings have
    the severity of their rule, and the line. ``valid_until`` has by the index of a number the last day of its PIN, as
    the table has it.
    """

    numbers: list[Number] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    valid_until: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Request:
    """What is wanted of a table: all its numbers, or ``only`` some.

    ``name`` is the file's, for findings, ``sheet`` that of a workbook's sheet if it has several; ``groups`` describes
    groups besides those of the table.
    """

    name: str
    sheet: str = ""
    only: Sequence[str] | None = None
    groups: Mapping[str, Any] = field(default_factory=dict)


def read_csv(content: bytes, request: Request, *, line_of: Callable[[int], int] = lambda line: line) -> Intake:
    """The numbers of a CSV file; ``line_of`` tells the line in it where ``content`` is cut out. Raises TableError."""
    table = read_table(content)
    return _Reading(records(table), request, line_of).read(guessed=table.guessed)


def read_sheet(sheet: Sheet, request: Request) -> Intake:
    """The same of a workbook's sheet. Raises TableError."""
    reading = _Reading(iter(sheet.rows), request, lambda line: line)
    return reading.read(merged=sheet.merged, hidden=sheet.hidden)


class _Reading:
    def __init__(self, rows: Iterator[Record], request: Request, line_of: Callable[[int], int]) -> None:
        only = request.only
        self._rows = rows
        self._name = request.name
        self._only = None if only is None else {eleven_digits(number) or number for number in only}
        self._groups = Groups(request.groups)
        self._line_of = line_of
        self._intake = Intake()
        # What happens often is reported once: of each kind how often, and where first.
        self._repairs: dict[tuple[str, str], tuple[str, int, int]] = {}
        self._empty: list[int] = []
        self._unnamed: dict[int, int] = {}

    def read(self, *, guessed: bool = False, merged: Sequence[str] = (), hidden: Sequence[int] = ()) -> Intake:
        rows = self._rows
        header = first_row(rows)
        if header is not None and not _columns.is_header(header.cells) and is_bare(header.cells):
            rows = _one_by_one(chain([header], rows))
            header = header._replace(cells=[_columns.NUMBER])
        self._layout = self._read_header(header, guessed)
        self._find_of_sheet(merged, hidden)
        for record in rows:
            if not _columns.is_remark_row(record.cells):
                self._read_row(record)
        self._tell_what_happens_often()
        self._intake.numbers = self._groups.inherited(self._intake.numbers, self._find_of_group)
        for index, number in enumerate(self._intake.numbers if self._layout.has_validity else ()):
            if text := number.pop(_columns.VALID_UNTIL, ""):
                self._intake.valid_until[index] = text
        if self._only is None:
            for group in self._groups.unused():
                self._find(_rules.GROUP_UNUSED, "groups", f"describes {shown(group)}, which no number names.", line=0)
        return self._intake

    def _find(self, rule: Rule, path: str, message: str, remedy: str = "", *, line: int) -> None:
        finding = Finding(rule.id, rule.severity, path, message, remedy or rule.remedy, self._name, line)
        self._intake.findings.append(finding)

    # ---- the header ----------------------------------------------------------

    def _find_of_sheet(self, merged: Sequence[str], hidden: Sequence[int]) -> None:
        for rule, texts, what in (
            (_rules.CELLS_MERGED, merged, "has merged cells, of which only the first has the value"),
            (_rules.ROWS_HIDDEN, [str(line) for line in hidden], "has hidden rows, which are also read"),
        ):
            if texts:
                self._find(rule, "src", f"{what}: {enumerated(texts, 6)}.", line=0)

    def _read_header(self, record: Record | None, guessed: bool) -> Layout:
        if record is None:
            raise TableError("is empty. Start from the collection's template, which has every column.")
        line = self._line_of(record.line)
        if not _columns.is_header(record.cells):
            raise TableError(
                f"has no header in line {line}: none of its cells is the name of a column, such as "
                f"{_columns.SOME_NAMES}. Begin with a row that names the columns, as the collection's template does. "
                "A list without a header may contain only numbers."
            )
        if guessed:
            self._find(_rules.ENCODING, "src", "is not UTF-8, and was read as Windows-1252.", line=line)
        layout = lay_out(record.cells, lambda rule, *words: self._find(rule, "src", *words, line=line))
        if layout is None:
            raise TableError(f"has no column {_columns.NUMBER} in line {line}.")
        return layout

    # ---- rows ----------------------------------------------------------------

    def _read_row(self, record: Record) -> None:
        cells, layout = record.cells, self._layout
        if len(cells) != layout.width:
            cells = self._fitted(record)
        cell = cells[layout.number]
        numbers, repair = ([cell], "") if _ORDINARY_NUMBER(cell) else self._numbers_of(cell, record)
        if self._only is not None and numbers:
            numbers = [number for number in numbers if number in self._only]
            if not numbers:
                return
        group = cells[layout.group].strip() if layout.group is not None else ""
        if numbers:
            self._read_numbers(record, cells, numbers, repair, group)
        elif not any(map(str.strip, cells)):
            self._empty.append(self._line_of(record.line))
        elif group:
            line = self._line_of(record.line)
            if not self._groups.describe(group, self._members(cells, f"groups.{group}", line)):
                self._find(_rules.GROUP_TWICE, f"groups.{group}", "is defined a second time.", line=line)
        else:
            message = "has values in this row, but neither a number nor a group."
            self._find(_rules.ROW_WITHOUT_NUMBER, "src", message, line=self._line_of(record.line))

    def _numbers_of(self, cell: str, record: Record) -> tuple[list[str], str]:
        """The numbers of an unusual cell, and what was repaired in it."""
        phone_number, repair = repaired(_NUMBER, cell)
        numbers = [phone_number] if phone_number else []
        if phone_number and not repair:
            numbers = self._range(phone_number, record) or numbers
        return numbers, repair

    def _range(self, text: str, record: Record) -> list[str]:
        """The numbers of a range; none when the cell holds another thing."""
        try:
            return numbers_of(text)
        except RangeError as error:
            path = f"phone_numbers[{len(self._intake.numbers)}].phone_number"
            self._find(_rules.NUMBER_RANGE, path, str(error), line=self._line_of(record.line))
            return []

    def _read_numbers(self, record: Record, cells: list[str], numbers: list[str], repair: str, group: str) -> None:
        """Takes the number of a row, or those of its range, which have everything else in common."""
        index, line = len(self._intake.numbers), self._line_of(record.line)
        members = self._members(cells, f"phone_numbers[{index}]", line)
        if group:
            members["group"] = group
        for phone_number in numbers:
            self._intake.numbers.append({"phone_number": phone_number, **members})
            self._intake.lines.append(line)
        if repair:
            self._note_repair(_NUMBER, repair, index, line)
        if not numbers[0].startswith("+1"):
            self._tell_problem(_NUMBER, numbers[0], f"phone_numbers[{index}]", line)
        for place in self._layout.nameless:
            if cells[place].strip():
                self._unnamed.setdefault(place, line)

    def _fitted(self, record: Record) -> list[str]:
        """The cells of a row, as many as the header has."""
        cells, width = record.cells, self._layout.width
        if any(map(str.strip, cells[width:])):
            message = f"has {len(cells)} cells in this row, and {width} columns."
            self._find(_rules.ROW_TOO_LONG, "src", message, line=self._line_of(record.line))
        return [*cells[:width], *[""] * (width - len(cells))]

    def _members(self, cells: list[str], place: str, line: int) -> Number:
        """The members of a number, or of a group, apart from the number itself."""
        number: Number = {}
        for section in self._layout.sections:
            key = section.pick(cells)
            parsed = section.parsed.get(key) or self._make(section, key)
            for column, repair in parsed.repairs:
                self._note_repair(column, repair, len(self._intake.numbers), line)
            for column, (rule, message, remedy) in parsed.problems:
                self._find(rule, f"{place}.{column.path}", message, remedy, line=line)
            number.update(parsed.members)
        return number

    def _make(self, section: Section, cells: Cells) -> ParsedSection:
        parsed = ParsedSection()
        for (member, cache), cell in zip(section.members, cells, strict=True):
            if cell:
                text = cache.known.get(cell) or self._look_at(cache, cell, parsed)
                if text:
                    parsed.values[member] = "" if text == NOTHING else text
        if parsed.values:
            outer, dummy, inner = section.path.partition(".")
            values = {inner: parsed.values} if inner else parsed.values
            parsed.members = {outer: values} if outer else values
        if len(section.parsed) >= _KEPT:
            section.parsed.clear()
        section.parsed[cells] = parsed
        return parsed

    def _look_at(self, cache: ColumnCache, cell: str, parsed: ParsedSection) -> str:
        """The text of a cell that is not known yet. What was found in it goes into ``parsed``."""
        column = cache.column
        if not ORDINARY[column.kind].fullmatch(cell):
            cell, repair = repaired(column, cell)
            if repair:
                parsed.repairs.append((column, repair))
            found = problem(column, cell)
            if found:
                parsed.problems.append((column, found))
            if repair or found:
                return cell
        if len(cache.known) >= _KEPT:
            cache.known.clear()
        cache.known[cell] = cell
        return cell

    def _tell_problem(self, column: Column, text: str, place: str, line: int) -> None:
        if found := problem(column, text):
            rule, message, remedy = found
            self._find(rule, f"{place}.{column.path}", message, remedy, line=line)

    # ---- what is reported once -----------------------------------------------

    def _note_repair(self, column: Column, repair: str, index: int, line: int) -> None:
        here = f"phone_numbers[{index}].{column.path}"
        path, count, first = self._repairs.get((column.path, repair), (here, 0, line))
        self._repairs[column.path, repair] = path, count + 1, first

    def _tell_what_happens_often(self) -> None:
        for (dummy, repair), (path, count, line) in self._repairs.items():
            more = f", as were {count - 1} more of its column" if count > 1 else ""
            self._find(_rules.REPAIRED, path, f"was {repair}{more}.", line=line)
        if self._empty and self._only is None:
            count = len(self._empty)
            self._find(_rules.ROW_EMPTY, "src", f"has {count} empty rows, this is the first.", line=self._empty[0])
        for place, line in self._unnamed.items():
            self._find(_rules.COLUMN_UNNAMED, "src", f"has values in column {place + 1}, which has no name.", line=line)
        for column in self._layout.codes:
            self._tell_lost_zeros(column)

    def _tell_lost_zeros(self, column: Column) -> None:
        texts = self._texts(column)
        short = short_widths(texts)
        if not short:
            return
        indexes = [index for index, text in enumerate(texts) if text and text.isdigit() and len(text) in short]
        first, *others = indexes
        lines = [self._intake.lines[index] for index in others]
        places = ", ".join(map(str, lines[:6])) + (" ..." if len(lines) > 6 else "")
        beside = f", as are {len(lines)} more (line{'s' if len(lines) > 1 else ''} {places})" if lines else ""
        usual = listed([str(width) for width in sorted(set(short.values()))])
        message = f"is shorter than the usual {usual} digits{beside}, and hardly any code of the column begins with 0."
        path = f"phone_numbers[{first}].{column.path}"
        self._find(_rules.ZEROS_MISSING, path, message, line=self._intake.lines[first])

    def _texts(self, column: Column) -> list[str | None]:
        """What the rows have in a column, apart from their groups."""
        *sections, member = column.path.split(".")
        holders: list[Any] = self._intake.numbers
        for section in sections:
            holders = [holder.get(section) or _EMPTY for holder in holders]
        return [holder.get(member) for holder in holders]

    def _find_of_group(self, rule: Rule, path: str, message: str) -> None:
        index = int(path[path.index("[") + 1 : path.index("]")])
        self._find(rule, path, message, line=self._intake.lines[index])


def _one_by_one(rows: Iterable[Record]) -> Iterator[Record]:
    """The cells of a bare list of numbers, as a row each."""
    return (row._replace(cells=[cell]) for row in rows for cell in row.cells if cell.strip())


_NUMBER = _columns.BY_NAME[_columns.NUMBER]
_ORDINARY_NUMBER = ORDINARY[_columns.PHONE].fullmatch
