# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a CSV file or a workbook, or only the rows of some numbers, as fast as its size allows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ...module_utils._base.text import enumerated
from ...module_utils._rules.numbers import eleven_digits
from . import index as row_index
from .reader import Intake, Request, read_csv, read_sheet
from .workbook import ZIP, read_workbook


class NotInFile(ValueError):
    """The file lacks requested numbers. The text names the first of them."""


def read_file(path: Path, request: Request) -> Intake:
    """The numbers of the file at ``path``. Raises OSError, TableError, NotInFile."""
    with path.open("rb") as stream:
        is_workbook = stream.read(len(ZIP)) == ZIP
    large = not is_workbook and path.stat().st_size >= row_index.SMALLEST
    if request.only is not None and large:
        intake = _read_rows(path, request, request.only)
        if intake is not None:
            return intake
    content = path.read_bytes()
    if large and request.only is None and row_index.load(path) is None:
        row_index.make(path, content)
    return read_content(content, request)


def read_content(content: bytes, request: Request) -> Intake:
    """The numbers of a file's content. A workbook is recognized by its first bytes, whatever its name.

    Raises TableError, NotInFile.
    """
    if content.startswith(ZIP):
        intake = read_sheet(read_workbook(content, request.sheet), request)
    else:
        intake = read_csv(content, request)
    absent = _absent(request.only or (), intake)
    if absent:
        raise NotInFile(listed_numbers(absent))
    return intake


def listed_numbers(numbers: Sequence[str]) -> str:
    return enumerated(numbers, 5)


def _read_rows(path: Path, request: Request, only: Sequence[str]) -> Intake | None:
    """The rows of these numbers, found with the file's index; None if the whole file must be read."""
    index = row_index.load(path) or row_index.make(path, path.read_bytes())
    excerpt = index.excerpt(path, only) if index else None
    if excerpt is None:
        return None
    intake = read_csv(excerpt[0], request, line_of=excerpt[1])
    return None if _absent(only, intake) else intake


def _absent(only: Sequence[str], intake: Intake) -> list[str]:
    present = {number["phone_number"] for number in intake.numbers}
    return [number for number in only if (eleven_digits(number) or number) not in present]
