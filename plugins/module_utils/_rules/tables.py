# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules for reading a table of numbers (``_table/reader.py``), and for groups of numbers."""

from __future__ import annotations

from .._base.findings import ERROR, WARN
from .rule import CUSTOM, LOGIC, declare

SPREADSHEET = "Spreadsheet programs: what they do to text that looks like a number or a date"

ENCODING = declare(
    "csv-encoding",
    WARN,
    LOGIC,
    "A CSV file is not UTF-8 and was read as Windows-1252, in which every byte is valid.",
    remedy="Save it as CSV UTF-8.",
)
COLUMN_UNKNOWN = declare(
    "csv-column-unknown",
    ERROR,
    LOGIC,
    "A CSV file has an unknown column.",
    remedy="Correct its name, or begin it with # if it is a comment.",
)
COLUMN_TWICE = declare(
    "csv-column-twice",
    ERROR,
    LOGIC,
    "Two columns of a CSV file fill the same member.",
    remedy="Remove one of the two.",
)
COLUMN_UNNAMED = declare(
    "csv-column-unnamed",
    ERROR,
    LOGIC,
    "A column of a CSV file has values but no name.",
    remedy="Name it, or begin its name with # if it is a comment.",
)
CELLS_MERGED = declare(
    "sheet-cells-merged",
    ERROR,
    LOGIC,
    "A workbook has merged cells below the header: only the first of them has the value, and the other rows would take "
    "another one from their group or the order.",
    remedy="Unmerge them, and give each row its value.",
)
ROWS_HIDDEN = declare(
    "sheet-rows-hidden",
    WARN,
    LOGIC,
    "A workbook has hidden rows, by a filter for instance; they are read like the others.",
    remedy="Remove the rows that are not to be ported, or unhide and check them.",
)
ROW_TOO_LONG = declare(
    "csv-row-too-long",
    ERROR,
    LOGIC,
    "A row of a CSV file has more cells than the header, so that its values may be in the wrong columns.",
    remedy="Put values that contain the separator in quotes.",
)
ROW_EMPTY = declare(
    "csv-row-empty",
    WARN,
    LOGIC,
    "A CSV file has empty rows; they are skipped.",
    remedy="Remove them.",
)
ROW_WITHOUT_NUMBER = declare(
    "csv-row-without-number",
    ERROR,
    LOGIC,
    "A row of a CSV file has values, but neither a number nor a group to define.",
    remedy="Give the number, or remove the row.",
)
REPAIRED = declare(
    "csv-repaired",
    WARN,
    LOGIC,
    'Harmless damage in cells was repaired: leading, trailing or non-standard spaces, ="...", an apostrophe before '
    "digits, or the punctuation of a telephone number and its missing +1.",
    remedy="Nothing to do. Format the columns as text to avoid it.",
    source=SPREADSHEET,
)
SCIENTIFIC = declare(
    "csv-scientific",
    ERROR,
    LOGIC,
    "A cell contains a number in scientific notation, such as 1.2E+10, whose last digits are lost.",
    remedy="Format the column as text and type the value again.",
    source=SPREADSHEET,
)
DECIMAL = declare(
    "csv-decimal",
    ERROR,
    LOGIC,
    "A cell contains a number with a decimal part, such as 62701.0, instead of a code; leading zeros may be lost.",
    remedy="Format the column as text and compare the value with the bill.",
    source=SPREADSHEET,
)
ERROR_VALUE = declare(
    "csv-error-value",
    ERROR,
    LOGIC,
    "A cell contains a spreadsheet error, such as #REF! or #N/A, or ##### for a column that is too narrow.",
    remedy="Correct the cell in the spreadsheet and save the file again.",
    source=SPREADSHEET,
)
FORMULA = declare(
    "csv-formula",
    ERROR,
    LOGIC,
    "A cell contains a formula instead of its result.",
    remedy="Save the file with values instead of formulas.",
    source=SPREADSHEET,
)
ZERO_LOST = declare(
    "csv-zero-lost",
    ERROR,
    LOGIC,
    "A ZIP code has lost its leading zeros.",
    remedy="Format the column as text and add the zeros.",
    source=SPREADSHEET,
)
ZEROS_MISSING = declare(
    "csv-zeros-missing",
    WARN,
    CUSTOM,
    "Some codes of a column are shorter than the usual ones, and hardly any begins with 0: leading zeros may be lost.",
    remedy="Compare the short ones with the bill.",
    source=SPREADSHEET,
)
LETTER_FOR_DIGIT = declare(
    "csv-letter-for-digit",
    ERROR,
    LOGIC,
    "A postal code has a letter instead of a digit or a digit instead of a letter: O and 0, l or I and 1.",
    remedy="Correct it.",
    source="Typing and scanning: characters that are easily confused",
)
LETTER_IN_CODE = declare(
    "csv-letter-in-code",
    WARN,
    CUSTOM,
    "A PIN or account number contains letters that look like digits: O, l or I.",
    remedy="Compare it with the bill.",
    source="Typing and scanning: characters that are easily confused",
)
DATE_TURNED = declare(
    "csv-date-turned",
    ERROR,
    LOGIC,
    "Day and month of a date are ambiguous, or a spreadsheet has turned something else into a date.",
    remedy="Format the column as text, and write dates like 2027-02-26.",
    source=SPREADSHEET,
)
NUMBER_RANGE = declare(
    "number-range-invalid",
    ERROR,
    LOGIC,
    "A range of numbers goes beyond its exchange, ends before it begins, has more than 500 numbers, or has an end that "
    "is neither four digits nor a whole number.",
    remedy="Write it like +12175230100-0119, or give each number a row of its own.",
)
PIN_EXPIRES = declare(
    "pin-expires",
    WARN,
    LOGIC,
    "A PIN expires before the desired port date, or its last day in the table is not a date.",
    remedy="Get a new PIN from the losing carrier in time, or choose an earlier port date.",
)
GROUP_UNKNOWN = declare(
    "group-unknown",
    ERROR,
    LOGIC,
    "A number names a group that is not defined.",
    remedy="Define the group, in a row of its own without a number or in `groups`, or correct its name.",
)
GROUP_TWICE = declare(
    "group-twice",
    ERROR,
    LOGIC,
    "A group is defined twice.",
    remedy="Define it once.",
)
GROUP_UNUSED = declare(
    "group-unused",
    WARN,
    LOGIC,
    "A group is defined, but no number names it.",
    remedy="Remove it, or give the row its number if it was to have one.",
)
PLAN_OUTDATED = declare(
    "plan-outdated",
    ERROR,
    LOGIC,
    "The numbers, or the members of the order, have changed since the plan was made from them.",
    remedy="Make the plan again, review the changes, and apply it.",
)
