# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Damage that spreadsheets do to cells: what can safely be repaired, and what must be reported.

A repair never changes the meaning of a cell. Anything that a program may have lost or invented is left to a person.
Messages quote a value only if it is not secret.
"""

from __future__ import annotations

import re

from ...module_utils._base.text import shown
from ...module_utils._rules.numbers import eleven_digits
from ...module_utils._rules.reading import CONTROL_CHARACTERS
from ...module_utils._rules.rule import Rule
from ...module_utils._rules.tables import (
    DATE_TURNED,
    DECIMAL,
    ERROR_VALUE,
    FORMULA,
    LETTER_FOR_DIGIT,
    LETTER_IN_CODE,
    SCIENTIFIC,
    ZERO_LOST,
)
from .columns import CODE, DATE, HOUSE, PHONE, POSTAL, TEXT, Column

# A cell that matches needs no further checks; nearly all do.
ORDINARY = {
    TEXT: re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.,&'/() -]*[A-Za-z0-9.,)])?"),
    PHONE: re.compile(r"\+1[2-9][0-9]{9}"),
    CODE: re.compile(r"[0-9]{1,20}|[A-HJKMNP-Za-hjkmnp-z0-9]{2,20}|[A-HJKMNP-Z]{1,3}-[0-9]{3,18}"),
    POSTAL: re.compile(r"[0-9]{5}(?:-[0-9]{4})?"),
    HOUSE: re.compile(r"[0-9]{1,8}[A-Z]?"),
    DATE: re.compile(r"20[0-9]{2}-[01][0-9]-[0-3][0-9]"),
}

# The content of a cell that must stay empty although its group or the order has a value.
NOTHING = "-"

_WRAPPED = re.compile(r'="(.*)"', re.DOTALL)
_ODD_SPACES = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile(r"[\u200b-\u200d\u2060\ufeff]")
_ERROR_VALUE = re.compile(r"#(?:REF|VALUE|DIV/0|NUM|SPILL|CALC)!|#(?:N/A|NULL!|NAME\?|GETTING_DATA)|#{2,}")
_SCIENTIFIC = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?E\+?[0-9]{1,3}", re.IGNORECASE)
_SURELY_SCIENTIFIC = re.compile(r"[+-]?[0-9](?:[.,][0-9]+)?E\+[0-9]{1,3}", re.IGNORECASE)
_DECIMAL = re.compile(r"[0-9]+[.,]0+")
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DAY_OF_MONTH = re.compile(rf"[0-9]{{1,2}}[-. ](?:{_MONTHS})[a-z]*|(?:{_MONTHS})[a-z]*[-. ][0-9]{{2}}", re.IGNORECASE)
_DATE = re.compile(r"(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9](?: .*)?")
_TURNED = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})(?: .*)?")
_DAY_NUMBER = re.compile(r"[34][0-9]{4}(?:[.,][0-9]+)?")
_SHORT_ZIP = re.compile(r"[0-9]{3,4}(?:-[0-9]{4})?")
_ZIP = re.compile(r"[0-9]{5}(?:-[0-9]{4})?")
_CANADIAN = re.compile(r"[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]")
_TO_DIGITS = str.maketrans("OoIl", "0011")
_TO_LETTERS = str.maketrans("01", "OI")
# Kinds of cells that contain only codes.
_CODES = frozenset({CODE, POSTAL, HOUSE})

Problem = tuple[Rule, str, str]


def repaired(column: Column, cell: str) -> tuple[str, str]:
    """The cell without harmless damage, and what was repaired; empty if nothing was."""
    text, done = cell, []
    wrapped = _WRAPPED.fullmatch(text.strip())
    if wrapped:
        text = wrapped[1].replace('""', '"')
        done.append('taken out of ="..."')
    stripped = _INVISIBLE.sub("", _ODD_SPACES.sub(" ", text)).strip()
    if stripped != text:
        text = stripped
        done.append("stripped of leading, trailing or unusual spaces")
    if text.startswith("'") and text[1:2].isdigit() and column.kind != TEXT:
        text = text[1:]
        done.append("stripped of an apostrophe")
    if column.kind == PHONE and (number := eleven_digits(text)) and number != text:
        text = number
        done.append("read as a number in the form +12175550143")
    return text, " and ".join(done)


def problem(column: Column, text: str) -> Problem | None:
    """The problem of a repaired cell: the rule, the message, and a more specific remedy."""
    found = _problem(column.kind, text)
    if found is None:
        return None
    rule, message, remedy = found
    if column.secret:
        return rule, message.replace("is {}, ", "is ").replace(", {}", ""), ""
    return rule, message.format(shown(text)), remedy


def _problem(kind: str, text: str) -> Problem | None:
    """The same, with {} in the message if the value may be shown."""
    if _ERROR_VALUE.fullmatch(text):
        return ERROR_VALUE, "is a spreadsheet error, {}.", ""
    if text.startswith("="):
        return FORMULA, "is a formula instead of its result.", ""
    if not text.isprintable() and any(character < " " and character not in "\t\n\r" for character in text):
        return CONTROL_CHARACTERS, "contains control characters.", ""
    if _SURELY_SCIENTIFIC.fullmatch(text) or (kind in (PHONE, POSTAL) and _SCIENTIFIC.fullmatch(text)):
        return SCIENTIFIC, "is {}, a number in scientific notation whose last digits are lost.", ""
    if kind in _CODES:
        return _problem_of_code(kind, text)
    if kind == PHONE and _DECIMAL.fullmatch(text):
        return DECIMAL, "is {}, a number with a decimal part.", ""
    return _problem_of_date(text) if kind == DATE else None


def _problem_of_code(kind: str, text: str) -> Problem | None:
    if _DECIMAL.fullmatch(text):
        return DECIMAL, "is {}, a number with a decimal part; leading zeros may be lost.", ""
    if _DAY_OF_MONTH.fullmatch(text) or _DATE.fullmatch(text):
        return DATE_TURNED, "is {}, a date that a spreadsheet has made from something else.", ""
    if kind == POSTAL:
        return _problem_of_postal_code(text)
    if kind == CODE and not text.isdigit() and text.translate(_TO_DIGITS).isdigit() and len(text) > 2:
        return LETTER_IN_CODE, "contains letters that look like digits.", ""
    return None


def _problem_of_postal_code(text: str) -> Problem | None:
    if _SHORT_ZIP.fullmatch(text):
        digits, dash, rest = text.partition("-")
        return ZERO_LOST, "is {}, a ZIP code without its leading zeros.", f'Write "{digits.zfill(5)}{dash}{rest}".'
    if _ZIP.fullmatch(text) or _CANADIAN.fullmatch(text.upper()):
        return None
    for meant in (text.translate(_TO_DIGITS), _as_canadian(text.upper())):
        if _ZIP.fullmatch(meant) or _CANADIAN.fullmatch(meant):
            return LETTER_FOR_DIGIT, "is {}, with a letter for a digit or a digit for a letter.", f'Write "{meant}".'
    return None


def _as_canadian(text: str) -> str:
    """The text with confusable letters and digits corrected to alternate as in K1A 0B1."""
    signs = text.replace(" ", "")
    if len(signs) != 6:
        return text
    turned = [sign.translate(_TO_DIGITS if place % 2 else _TO_LETTERS) for place, sign in enumerate(signs)]
    return "".join([*turned[:3], " ", *turned[3:]])


def _problem_of_date(text: str) -> Problem | None:
    turned = _TURNED.fullmatch(text)
    if turned:
        return DATE_TURNED, "is {}, in which day and month are ambiguous.", _unturned(*turned.groups())
    if _DAY_NUMBER.fullmatch(text):
        return DATE_TURNED, "is {}, a spreadsheet's serial number of a day.", ""
    return None


def _unturned(first: str, second: str, year: str) -> str:
    """The date in ISO form where only one reading is possible."""
    if len(year) == 2 or (int(first) > 12) == (int(second) > 12):
        return ""
    month, day = (second, first) if int(first) > 12 else (first, second)
    return f'Write "{year}-{int(month):02d}-{int(day):02d}".'
