# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A report's numbers as CSV, for spreadsheets, and the whole report as JSON, for programs."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

from .digest import COLUMNS, NAME_COLUMNS, Data

# A spreadsheet reads values with these prefixes as formulas.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_PHONE_NUMBER = re.compile(r"\+[0-9]{3,15}")


_LINE_BY_LINE = ("news", "numbers")


def as_csv(report: Data) -> str:
    """A header line, and one line for each number of each order.

    A value that a spreadsheet would read as a formula is prefixed with an apostrophe. Phone numbers are not:
    ``+12025550117`` is harmless, and programs should read it as it is.
    """
    columns = [*COLUMNS, *(NAME_COLUMNS if report["names"] else ())]
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_MINIMAL, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([harmless(row.get(column)) for column in columns] for row in report["numbers"])
    return text.getvalue()


def harmless(value: Any) -> str:
    """A value as a cell that is not a formula."""
    text = "" if value is None else _cell(value)
    if _PHONE_NUMBER.fullmatch(text):
        return text
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "; ".join(value) if isinstance(value, list) else str(value)


def as_json(report: Data) -> str:
    """The report itself, with one line per number and per piece of news, so that a diff of two files is short."""
    head = {name: value for name, value in report.items() if name not in _LINE_BY_LINE}
    text = json.dumps(head, ensure_ascii=False, indent=1)[:-2]
    for name in _LINE_BY_LINE:
        lines = ",\n".join(f"  {json.dumps(entry, ensure_ascii=False)}" for entry in report[name])
        text += f',\n "{name}": [\n{lines}\n ]'
    return f"{text}\n}}\n"
