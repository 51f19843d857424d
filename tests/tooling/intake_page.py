# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Generates docs/intake.md and the template of a CSV file from the column definitions.

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
workbook (`.xlsx`): one number per row, below a header row. Start from the template,
`playbooks/files/port_in_template.csv` in the installed collection. It has the columns that most orders need; add others
from the table below, and leave out what you do not use.

- Columns may be in any order. Their titles may have capitals, spaces or hyphens: `Zip Code` is `zip_code`.
- Columns whose title begins with `#` and rows that begin with `#` and a space are comments. Any other unknown title is
  an error.
- The separator is a comma, a semicolon or a tab, whichever is most frequent in the first row. Values that contain it,
  quotes or line breaks must be in quotes.
- The file is UTF-8, with or without a byte order mark, or UTF-16. Anything else is read as Windows-1252, with a
  warning.
- A number is written as `+12175550143`. Common North American notations, such as `(217) 555-0143`, are accepted with a
  warning.
- A range, `2175230100-0119`, `+12175230100-0149` or `+12175230100..+12175230149`, stands for one row per number, at
  most 500 within one exchange. The `phone_numbers` of YAML and JSON files may have ranges, too.
- A file, or pasted text, that contains only numbers or ranges needs no header.
- An address has a column for each part. "12 Harbor Road, Suite 4" in one cell must be split: `street_num` 12,
  `street_name` Harbor, `street_type` Road, `location_type1` Suite, `location_value1` 4. Carriers compare part by part,
  and it is not always clear how to split: "500 Clark Street Road".

## Excel workbooks

A workbook requires the Python library `openpyxl` on the controller. The visible sheet with a column of numbers is
read; if several have one, append its name to the file: `hq.xlsx#Sheet1`. Cells are read as text, including the zeros
that a format such as `00000` shows, and dates as dates. Damage by Excel is detected as in CSV files. Merged cells below
the header and formulas without a result are errors; hidden rows are read, with a warning. Old workbooks (`.xls`) and
those with a password must be saved in the new format without one. CSV is much faster: use it for more than about 10,000
numbers.

## Order, group, row

Empty cells of a row are filled from its group, and then from the options of the task. A group is defined by a row of
its own, which has the name of the group and no number:

| group | number | name | street_num | street | city | state | zip | pin |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
| mill | | Harbor Bakery | 12 | Old Mill | Springfield | IL | 62701 | (the PIN) |
| mill | +12175230143 | | | | | | | |
| mill | +12175230144 | | 14 | | | | | |

The second number has a different house number, and everything else from its group. A row with its own street needs its
complete address: if the street type, the suite or the ZIP code comes from elsewhere, `address-half-default` warns. A
cell that contains just `-` stays empty and is not filled. Tasks and files in YAML or JSON define groups in `groups`,
and their numbers name them with `group`.

## What spreadsheets do

Nothing is guessed. Harmless damage is repaired, with one warning for each column: leading, trailing and non-standard
spaces, `="0123"`, an apostrophe before digits, the punctuation of a telephone number. Everything else is an error with
file, line and member: `1.2E+10`, `62701.0`, a ZIP code with four digits, the letter O in a postal code, `03/02/2027`,
`#REF!`, `#N/A`, `#####`, formulas. Letters in place of digits in PINs and accounts cause a warning that does not show
the value. The rules with their ids are in [rules.md](rules.md); `rules` changes the severity of each.

**Lost zeros in PINs and accounts** cannot be detected in a single value, so the statistics of the whole column decide.
One in ten random codes begins with 0. If none does, or at most one in fifty, and some codes are shorter than the usual
ones, but no more of them than lost zeros explain, `csv-zeros-missing` warns and names the lines. Several usual widths
(4, 6 and 8 digits of three carriers) are checked separately. No code begins with 0 by chance in 12 % of all lists of 20
different codes, and in 1.5 % of lists of 40; lists of fewer than 20 are not checked. Over 1,000 random lists of each
kind:

| list | warnings |
| --- | --- |
| 40 to 400 random PINs of one width, or of 4, 6 and 8 digits, damaged | over 98 % |
| the same, not damaged | none |
| 40 random PINs of two neighboring widths, one of them rare, not damaged | 2 % |
| account numbers that never begin with 0, of one width, or of widths that differ by two | none |
| account numbers that never begin with 0, of two neighboring widths, one of them rare | nearly all |

The last kind cannot be distinguished from damage, which is why the rule only warns.

## Columns

The title of a column may be its path or any of the other names.

| path | other names | content |
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


# The columns that most orders need, by their shortest names.
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


# An example row. It begins with "# ", so it is a comment and never ordered.
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
