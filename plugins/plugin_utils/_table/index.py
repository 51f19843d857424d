# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the rows of a large CSV file begin, so that an order of 500 numbers does not read 100,000.

The index is a file in the user's Ansible home directory. It contains only numbers and positions. It is only a hint: it
is ignored unless size and time of the CSV file match, and the rows found with it must be those of the wanted numbers.
"""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from ...module_utils._base.files import FileProblem, default_directory, write_file
from ...module_utils._rules.numbers import eleven_digits
from .._ranges import RangeError, numbers_of
from .columns import NUMBER, find_column
from .csv_text import Record, read_table, records
from .header import first_row, is_bare

# Reading a smaller file completely is faster than making an index.
SMALLEST = 512 * 1024

_MAGIC = "sinch.porting rows 2"
# The key of rows without a number, which may define groups.
_NO_NUMBER = 0


@dataclass(frozen=True)
class Index:
    """``keys`` are the digits of the numbers, ascending; the others give the position of each row."""

    head: int
    keys: array[int]
    starts: array[int]
    ends: array[int]
    lines: array[int]

    def excerpt(self, path: Path, numbers: Iterable[str]) -> tuple[bytes, Callable[[int], int]] | None:
        """The file cut down to its header, its groups and these numbers, and where a line of that is in the file.

        None if a number cannot be in the index.
        """
        rows = self._rows_of(_NO_NUMBER)
        for number in numbers:
            key = _key(number)
            if not key:
                return None
            rows += self._rows_of(key)
        # A row with a range has several numbers.
        rows = sorted({self.starts[row]: row for row in rows}.values(), key=self.starts.__getitem__)
        pieces = []
        line_of: dict[int, int] = {}
        with path.open("rb") as stream:
            pieces.append(stream.read(self.head))
            line = 1 + pieces[0].count(b"\n")
            for row in rows:
                stream.seek(self.starts[row])
                piece = stream.read(self.ends[row] - self.starts[row])
                piece = piece if piece.endswith(b"\n") else piece + b"\n"
                line_of[line] = self.lines[row]
                line += piece.count(b"\n")
                pieces.append(piece)
        return b"".join(pieces), lambda line: line_of.get(line, line)

    def _rows_of(self, key: int) -> list[int]:
        first = bisect_left(self.keys, key)
        last = first
        while last < len(self.keys) and self.keys[last] == key:
            last += 1
        return list(range(first, last))


def load(path: Path) -> Index | None:
    """The index of a file, if there is one that matches its current state."""
    place = _place(path)
    if place is None:
        return None
    try:
        content = place.read_bytes()
        head, dummy, body = content.partition(b"\n")
        magic, size, time, start, count = head.decode("ascii").rsplit(" ", 4)
        parts = array("q")
        parts.frombytes(body)
        rows = int(count)
    except (OSError, ValueError):
        return None
    state = path.stat()
    if (magic, int(size), int(time), 4 * rows) != (_MAGIC, state.st_size, state.st_mtime_ns, len(parts)):
        return None
    return Index(int(start), *(parts[part * rows : (part + 1) * rows] for part in range(4)))


def make(path: Path, content: bytes) -> Index | None:
    """Makes the index of a file with this content, and saves it if possible. None if positions are of no use."""
    state = path.stat()
    if state.st_size != len(content):
        return None
    index = _index(content)
    place = _place(path)
    if index is not None and place is not None:
        head = f"{_MAGIC} {state.st_size} {state.st_mtime_ns} {index.head} {len(index.keys)}\n".encode("ascii")
        body = b"".join(part.tobytes() for part in (index.keys, index.starts, index.ends, index.lines))
        try:
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_file(str(place), head + body, mode=0o600)
        except (OSError, FileProblem):
            pass  # the index is only a shortcut
    return index


def _index(content: bytes) -> Index | None:
    table = read_table(content)
    if not table.kept:
        return None
    rows = records(table)
    header = first_row(rows)
    if header is None:
        return None
    place = _number_place(header)
    head = header.end
    if place is None:
        if not is_bare(header.cells):
            return None
        rows, head = chain([header], rows), table.start
    found = [(key, row.start, row.end, row.line) for row in rows for key in _keys(row, place)]
    found.sort()
    return Index(head, *(array("q", (row[part] for row in found)) for part in range(4)))


def _keys(row: Record, place: int | None) -> list[int]:
    """The keys of a row's number, or of all numbers of its range; without a header those of all cells."""
    if place is None:
        return [key for cell in row.cells for key in _keys_of(cell)] or [_NO_NUMBER]
    return _keys_of(row.cells[place]) if len(row.cells) > place else [_NO_NUMBER]


def _keys_of(text: str) -> list[int]:
    if key := _key(text):
        return [key]
    try:
        return [_key(number) for number in numbers_of(text.strip())] or [_NO_NUMBER]
    except RangeError:
        return [_NO_NUMBER]


def _number_place(header: Record | None) -> int | None:
    for place, title in enumerate(header.cells if header else ()):
        column = find_column(title)
        if column is not None and column.path == NUMBER:
            return place
    return None


def _key(text: str) -> int:
    return int(eleven_digits(text.strip().removeprefix('="').removesuffix('"'))[1:] or _NO_NUMBER)


def _place(path: Path) -> Path | None:
    directory = default_directory()
    name = hashlib.sha256(str(path.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return directory / f"{name}.rows" if directory else None
