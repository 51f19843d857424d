# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The text of a CSV file: its encoding, its separator, and its records with their positions."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_UTF8_BOM = b"\xef\xbb\xbf"
_SEPARATORS = (",", ";", "\t")
_SEPARATOR_LINE = re.compile(rb"sep=([,;\t|])\r?\n", re.IGNORECASE)
_QUOTED = re.compile(rb'"[^"]*"?')


class TableError(ValueError):
    """The file cannot be read as CSV. The text follows the file's name, and does not quote its content."""


@dataclass(frozen=True)
class Table:
    """The content of a file as UTF-8.

    ``kept`` means that positions in it are positions in the file; ``guessed`` that its encoding was not certain.
    """

    content: bytes
    separator: str
    start: int
    kept: bool
    guessed: bool = False


class Record(NamedTuple):
    """A row: its first line, counted from 1, its first byte and the one after its last."""

    line: int
    start: int
    end: int
    cells: list[str]


def read_table(content: bytes) -> Table:
    """Raises TableError."""
    if content.startswith(_OLD_OFFICE):
        raise TableError("is an old or a password-protected Excel workbook. Save it as .xlsx or as CSV UTF-8.")
    start = 0
    kept, guessed = True, False
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        content, kept = _decoded(content, "utf-16", "not UTF-16, although it begins like it"), False
    elif content.startswith(_UTF8_BOM):
        start = len(_UTF8_BOM)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        if start:
            raise TableError("begins like UTF-8 but is not. Save it as CSV UTF-8.") from None
        content, kept, guessed = _decoded(content, "cp1252", "neither UTF-8 nor Windows-1252"), False, True
    if b"\0" in content:
        line = 1 + content.count(b"\n", 0, content.index(b"\0"))
        raise TableError(f"has bytes in line {line} that are not text. Save it as CSV UTF-8.")
    if b"\n" not in content:
        content, kept = content.replace(b"\r", b"\n"), False
    announced = _SEPARATOR_LINE.match(content, start)
    separator = announced[1].decode("ascii") if announced else _separator(content, start)
    return Table(content, separator, announced.end() if announced else start, kept, guessed)


def _decoded(content: bytes, encoding: str, name: str) -> bytes:
    try:
        return content.decode(encoding).encode("utf-8")
    except UnicodeError:
        raise TableError(f"is {name}. Save it as CSV UTF-8.") from None


def _separator(content: bytes, start: int) -> str:
    """The separator that is most frequent in the header."""
    lines = content[start : start + 100_000].lstrip(b"\r\n").splitlines()
    header = _QUOTED.sub(b"", lines[0]) if lines else b""
    return max(_SEPARATORS, key=lambda separator: header.count(separator.encode("ascii")))


def records(table: Table) -> Iterator[Record]:
    """All records, starting with the header. Raises TableError."""
    position = table.start
    first_line = 1 + table.content.count(b"\n", 0, table.start)

    def lines() -> Iterator[str]:
        nonlocal position
        stream = io.BytesIO(table.content)
        stream.seek(table.start)
        for line in stream:
            position += len(line)
            yield line.decode("utf-8")

    reader = csv.reader(lines(), delimiter=table.separator, strict=True)
    start, line = position, first_line
    try:
        for cells in reader:
            yield Record(line, start, position, cells)
            start, line = position, first_line + reader.line_num
    except csv.Error:
        raise TableError(
            f"cannot be read from line {line} on: a quote is not closed there, or is in the wrong place."
        ) from None
