# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Records from CSV: a row for each record, or for each number of one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ...module_utils._base.text import enumerated, shown
from .._table import csv_text
from .problem import RecordsError

_LISTS = ("phone_numbers", "authorized_names")


def records_of(content: bytes, known: Callable[[str], str | None]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each record with its first line. Rows that differ only in their number are one record.

    ``known`` maps a column to a member. Raises RecordsError.
    """
    try:
        rows = iter(csv_text.records(csv_text.read_table(content)))
        header = next((row for row in rows if any(cell.strip() for cell in row.cells)), None)
        if header is None:
            raise RecordsError("is empty.")
        columns = [known(cell) if cell.strip() else None for cell in header.cells]
        unknown = [
            shown(cell) for cell, name in zip(header.cells, columns, strict=True) if cell.strip() and name is None
        ]
        if unknown:
            raise RecordsError(
                f"has columns that are not members of a record, in line {header.line}: {enumerated(unknown, 5)}. Name "
                "them name, address, city, state, zip, account_number, billing_phone_number, authorized_names, "
                "phone_number or date, or remove them."
            )
        yield from _merged(rows, columns)
    except csv_text.TableError as error:
        raise RecordsError(str(error)) from error


def _merged(rows: Iterator[csv_text.Record], columns: list[str | None]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    found: dict[tuple[tuple[str, str], ...], tuple[str, dict[str, Any]]] = {}
    for row in rows:
        values: dict[str, Any] = {}
        for name, cell in zip(columns, row.cells, strict=False):
            if name and cell.strip():
                values[name] = [part.strip() for part in cell.split(";")] if name in _LISTS else cell.strip()
        if not values:
            continue
        numbers = values.pop("phone_numbers", [])
        key = tuple(sorted((name, str(value)) for name, value in values.items()))
        if key in found and key:
            found[key][1]["phone_numbers"] += numbers
        else:
            found[key or (("line", str(row.line)),)] = (f"line {row.line}", {**values, "phone_numbers": numbers})
    yield from found.values()
