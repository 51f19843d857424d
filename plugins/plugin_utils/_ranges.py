# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ranges of numbers, as on bills: ``2175230100-0119``, ``+13035550100..+13035550149``."""

from __future__ import annotations

import re
from typing import Any

from ..module_utils._base.findings import Finding
from ..module_utils._base.names import snake
from ..module_utils._model.limits import MAX_NUMBERS
from ..module_utils._rules.numbers import eleven_digits
from ..module_utils._rules.tables import NUMBER_RANGE

# The separator between the first number and the last.
_BETWEEN = re.compile(r"\s*(?:\.{2,3}|[-\u2010-\u2014]|\b(?:to|through|thru)\b)\s*", re.IGNORECASE)
_LONGEST = 60


class RangeError(ValueError):
    """An invalid range. The text follows the location."""


def numbers_of(text: str) -> list[str]:
    """The numbers of a range, in E.164 format; empty if the text is not a range. Raises RangeError."""
    if len(text) > _LONGEST:
        return []
    for between in _BETWEEN.finditer(text):
        first, last = eleven_digits(text[: between.start()]), text[between.end() :].strip()
        if first and last[-1:].isdigit():
            return _numbers(first, last)
    return []


def _numbers(first: str, last: str) -> list[str]:
    end = f"{first[:-4]}{last}" if re.fullmatch("[0-9]{4}", last) else eleven_digits(last)
    if not end:
        raise RangeError("is a range whose last number is written neither with four digits nor as a whole number.")
    if end[:-4] != first[:-4]:
        raise RangeError("is a range over more than one exchange: only the last four digits may differ.")
    count = int(end[-4:]) - int(first[-4:]) + 1
    if count < 1:
        raise RangeError("is a range whose last number is below its first one.")
    if count > MAX_NUMBERS:
        raise RangeError(f"is a range of {count} numbers; at most {MAX_NUMBERS} are allowed.")
    return [f"{first[:-4]}{line:04d}" for line in range(int(first[-4:]), int(end[-4:]) + 1)]


def expanded(numbers: list[Any], name: str = "phone_numbers") -> tuple[list[Any], list[int], list[Finding]]:
    """A list of numbers with one entry for each number of a range, and problems of ranges.

    The second result has for each entry the index of its range; it is empty without ranges. ``name`` is the option's.
    """
    found: list[Any] = []
    rows: list[int] = []
    findings: list[Finding] = []
    for row, number in enumerate(numbers):
        text = _text(number)
        parts: list[str] = []
        if text and not (text.startswith("+") and text[1:].isdigit()):
            try:
                parts = numbers_of(text)
            except RangeError as error:
                path = f"{name}[{len(found)}]" + (".phone_number" if isinstance(number, dict) else "")
                rule = NUMBER_RANGE
                findings.append(Finding(rule.id, rule.severity, path, str(error), rule.remedy))
        if parts and isinstance(number, dict):
            others = {name: value for name, value in number.items() if snake(str(name)) != "phone_number"}
            found += [{"phone_number": part, **others} for part in parts]
        else:
            found += parts or [number]
        rows += [row] * (len(found) - len(rows))
    return found, rows if len(found) > len(numbers) else [], findings


def _text(number: Any) -> str:
    if isinstance(number, dict):
        number = number.get("phone_number") or number.get("phoneNumber")
    return number if isinstance(number, str) else ""
