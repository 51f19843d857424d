# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows of an Excel workbook as texts, as a CSV file would have them. Needs openpyxl, which is loaded late.

A number becomes the text that the cell shows where that is plain: with the leading zeros of a format such as ``00000``.
What the program has lost before, no reader brings back; the checks of cells look for it as in CSV files.
"""

from __future__ import annotations

import datetime
import io
import re
import sys
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ...module_utils._base.libraries import library
from ...module_utils._base.text import shown
from .columns import NUMBER, find_column
from .csv_text import Record, TableError
from .header import first_row, is_bare

ZIP = b"PK\x03\x04"
# Of the workbook's parts, unpacked: what is larger is no list of numbers, or is meant to fill the memory.
_LARGEST = 256 * 1024 * 1024
# Excel keeps fifteen digits of a number.
_EXACT = 10**15
_PADDED = re.compile(r"0+")
_PADDED_ZIP = re.compile(r"0{5}\\?-0{4}")
_FORMULA = re.compile(rb"<f[ >/]")


@dataclass(frozen=True)
class Sheet:
    """``merged`` are the places of merged cells below the header, ``hidden`` counts hidden rows with values."""

    rows: list[Record]
    merged: list[str]
    hidden: list[int]


def read_workbook(content: bytes, sheet: str = "") -> Sheet:
    """The sheet of this name, or the only one that has a column of numbers. Raises TableError."""
    has_formulas = _check_archive(content)
    openpyxl = library("openpyxl")
    if openpyxl is None:
        raise TableError(
            f"is an Excel workbook, which needs the Python library openpyxl: {sys.executable} -m pip install openpyxl. "
            "Or save it as CSV UTF-8."
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
            formulas = openpyxl.load_workbook(io.BytesIO(content)) if has_formulas else None
    except Exception as error:
        raise _unreadable(error) from None
    page = _page(book, sheet)
    rows = _rows(page, formulas[page.title] if formulas else None)
    header = first_row(iter(rows))
    top = header.line if header else 0
    merged = [str(area) for area in page.merged_cells.ranges if area.max_row > top and area.size != _ONE]
    hidden = [row.line for row in rows if row.line in page.row_dimensions and page.row_dimensions[row.line].hidden]
    return Sheet(rows, sorted(merged), hidden)


_ONE = {"rows": 1, "columns": 1}


def _check_archive(content: bytes) -> bool:
    """Whether the workbook may have formulas. Raises TableError when it is no workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if "xl/workbook.xml" not in names:
                raise TableError("is an archive, not an Excel workbook. Save it as .xlsx or CSV UTF-8.")
            if sum(part.file_size for part in parts) > _LARGEST:
                raise TableError(f"holds more than {_LARGEST // 1024 // 1024} MB. Save it as CSV UTF-8.")
            sheets = [name for name in names if name.startswith("xl/worksheets/") and name.endswith(".xml")]
            return any(_FORMULA.search(archive.read(name)) for name in sheets)
    except TableError:
        raise
    except Exception as error:
        raise _unreadable(error) from None


def _unreadable(error: Exception) -> TableError:
    """What a damaged archive makes zipfile, zlib and openpyxl raise is not documented."""
    kind = type(error).__name__
    return TableError(f"cannot be read as an Excel workbook ({kind}). Save it as CSV UTF-8.")


def _page(book: Any, name: str) -> Any:
    pages = [page for page in book.worksheets if page.sheet_state == "visible"]
    if name:
        for page in book.worksheets:
            if page.title == name:
                return page
        titles = ", ".join(shown(page.title) for page in book.worksheets)
        raise TableError(f"has no sheet {shown(name)}. Its sheets are {titles}.")
    if not pages:
        raise TableError("has no visible sheet.")
    found = [page for page in pages if _has_numbers(page)]
    if len(found) > 1:
        titles = " and ".join(shown(page.title) for page in found)
        raise TableError(f"has several sheets of numbers: {titles}. Append one to the file name, as in {_EXAMPLE}.")
    return found[0] if found else pages[0]


_EXAMPLE = "numbers.xlsx#Sheet1"


def _has_numbers(page: Any) -> bool:
    header = first_row(iter(_rows(page, None)))
    if header is None:
        return False
    columns = [find_column(title) for title in header.cells]
    return is_bare(header.cells) or any(column is not None and column.path == NUMBER for column in columns)


def _rows(page: Any, formulas: Any) -> list[Record]:
    """All rows down to the last one that has a value."""
    rows = list(_each_row(page, formulas))
    while rows and not any(rows[-1].cells):
        rows.pop()
    return rows


def _each_row(page: Any, formulas: Any) -> Iterator[Record]:
    for line, cells in enumerate(page.iter_rows(), start=1):
        texts = [_text(cell) for cell in cells]
        if formulas is not None:
            texts = [text or _uncalculated(formulas.cell(line, place)) for place, text in enumerate(texts, start=1)]
        yield Record(line, 0, 0, texts)


def _uncalculated(cell: Any) -> str:
    """A formula that no program has calculated has no result; a rule reports it."""
    return "=..." if cell.data_type == "f" else ""


def _text(cell: Any) -> str:
    value = cell.value
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        return _number_text(value, str(getattr(cell, "number_format", "")))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return str(value)


def _number_text(value: int | float, form: str) -> str:
    if isinstance(value, float) and not value.is_integer():
        return repr(value)
    if abs(value) >= _EXACT:
        return f"{value:.14E}"
    text = str(int(value))
    if _PADDED.fullmatch(form):
        return text.zfill(len(form))
    if _PADDED_ZIP.fullmatch(form):
        return f"{text.zfill(9)[:5]}-{text.zfill(9)[5:]}"
    return text
