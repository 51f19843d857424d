# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes docs/intake.md and the template of a CSV file from the table of columns.

Run it as ``python tests/tooling/intake_page.py``.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ansible_collections.sinch.porting.plugins.plugin_utils._table.columns import Column

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "intake.md"
TEMPLATE = ROOT / "playbooks" / "files" / "port_in_template.csv"

INTRODUCTION = """\
<!--
Copyright: (c) 2026, The sinch.porting maintainers
GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
SPDX-License-Identifier: GPL-3.0-or-later
This page is generated from the columns. Do not edit it: run python tests/tooling/intake_page.py
-->

# Numbers from a spreadsheet

Wherever a module or the role takes a file of numbers (`src`), the file may be CSV (`.csv`, `.tsv`, `.txt`) or an Excel
workbook (`.xlsx`): one number in a row, below a row that names the columns. Start from the template,
`playbooks/files/port_in_template.csv` in the installed collection. It has the columns that most orders need; take any
other from the table below, and leave out what you do not use.

- Columns stand in any order. Their titles may have capitals, spaces or hyphens: `Zip Code` is `zip_code`.
- A column whose title begins with `#` is a remark and is not read, nor is a row that begins with `#` and a space. Any
  other unknown title is an error.
- The separator is a comma, a semicolon or a tab, whichever the first row has most of. Values that hold it, or quotes,
  or line breaks, stand in quotes.
- The file is UTF-8, with or without a byte order mark, or UTF-16. Anything else is read as Windows-1252, with a
  warning.
- A number is written as `+12175550143`. Common ways to write it in North America, such as `(217) 555-0143`, are
  understood, with a warning.
- A range, `2175230100-0119`, `+12175230100-0149` or `+12175230100..+12175230149`, stands for a row for each of its
  numbers, at most 500 within one exchange. Ranges may stand in the `phone_numbers` of YAML and JSON files, too.
- A file, or pasted text, that holds nothing but numbers or ranges needs no header.
- An address has a column for each part. "12 Harbor Road, Suite 4" in one cell must be split: `street_num` 12,
  `street_name` Harbor, `street_type` Road, `location_type1` Suite, `location_value1` 4. Carriers compare part by part,
  and how a text splits is not always plain: "500 Clark Street Road".

## Excel workbooks

A workbook needs the Python library `openpyxl` on the controller. The visible sheet that has a column of numbers is
taken; if several have one, name it behind the file: `hq.xlsx#Sheet1`. Cells are read as texts, with the zeros that a
format such as `00000` shows, and a date as a date. What Excel has lost is looked for as in CSV files. Merged cells
below the header, and formulas without a result, are errors; hidden rows are read, with a warning. Old workbooks
(`.xls`) and those with a password must be saved anew. A CSV file is much quicker: for more than some 10,000 numbers use
that.

## Order, group, row

What a row leaves empty it takes from its group, and what that leaves empty from the options of the task. A group is
described by a row of its own, which has the name of the group and no number:

| group | number | name | street_num | street | city | state | zip | pin |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
| mill | | Harbor Bakery | 12 | Old Mill | Springfield | IL | 62701 | (the PIN) |
| mill | +12175230143 | | | | | | | |
| mill | +12175230144 | | 14 | | | | | |

The second number has another house number, and all the rest of its group. A row with a street of its own needs its
whole address: where it takes the kind of street, the suite or the ZIP code of another one, `address-half-default`
warns. A cell that holds just `-` stays empty, and takes nothing from anywhere. Files in YAML or JSON, and tasks,
describe groups in `groups`, and their numbers name them with `group`.

## What spreadsheets do

Nothing is guessed. What changes no meaning is put right, with one warning for each column: outer and odd spaces,
`="0123"`, an apostrophe before digits, the punctuation of a telephone number. Everything else is an error that names
file, line and member: `1.2E+10`, `62701.0`, a ZIP code with four digits, the letter O in a postal code, `03/02/2027`,
`#REF!`, `#N/A`, `#####`, formulas. Letters that stand for digits in PINs and accounts are warned about, without showing
the value. The rules with their ids are in [rules.md](rules.md); `rules` changes the severity of each.

**Lost zeros in PINs and accounts** cannot be seen in one value, so the whole column is judged by the odds. Of random
digits one code in ten begins with 0. Where none does, or at most one in fifty, and some codes are shorter than the
usual ones, but no more of them than lost zeros explain, `csv-zeros-missing` warns and names the lines. Several usual
widths (4, 6 and 8 digits of three carriers) are each looked at. Of 20 different codes none begins with 0 by chance in
12 % of all lists, of 40 in 1.5 %; of fewer than 20 nothing is said. Over 1,000 random lists of each kind:

| list | warned about |
| --- | --- |
| 40 to 400 random PINs of one width, or of 4, 6 and 8 digits, damaged | over 98 % |
| the same, not damaged | none |
| 40 random PINs of two neighboring widths, one of them rare, not damaged | 2 % |
| account numbers that never begin with 0, of one width, or of widths that differ by two | none |
| account numbers that never begin with 0, of two neighboring widths, one of them rare | nearly all |

The last cannot be told from damage; it is a warning for this reason.

## Columns

Every column may be called by its path or by any of the other names.

| path | other names | what it holds |
| --- | --- | --- |
"""


def render(columns: Iterable[Column]) -> str:
    from ansible_collections.sinch.porting.plugins.plugin_utils._table.columns import names_of

    rows = []
    for column in columns:
        names = ", ".join(f"`{name}`" for name in names_of(column)[1:])
        meaning = column.meaning + (" Secret." if column.secret else "")
        rows.append(f"| `{column.path}` | {names} | {meaning} |\n")
    return INTRODUCTION + "".join(rows)


# The columns most orders need, by their shortest names.
TEMPLATE_COLUMNS = [
    "number",
    "group",
    "name",
    "street_num",
    "street",
    "street_type",
    "unit_type",
    "unit",
    "city",
    "state",
    "zip",
    "type_of_service",
    "pin",
    "account",
    "btn",
    "authorized_by",
    "authorized_on",
    "voice_type",
    "trunk",
    "sms_app",
]


# A row as it may look. It begins with # and a space, so that nobody orders it.
SAMPLE = (
    "# +12175550143,,Harbor Bakery,12,Harbor,Road,Suite,4,Springfield,IL,62701,B,0815,A-4711,+12175550100,Ada Baker,"
    "2027-02-26,EST,01EXAMPLETRUNKID,"
)


def template() -> str:
    return f"{','.join(TEMPLATE_COLUMNS)}\n{SAMPLE}\n"


def main() -> None:
    import paths

    paths.link_checkout()
    sys.path.insert(0, str(paths.TREE))
    from ansible_collections.sinch.porting.plugins.plugin_utils._table.columns import COLUMNS

    PAGE.write_text(render(COLUMNS), encoding="utf-8")
    TEMPLATE.parent.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_text(template(), encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
