# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about the phone numbers themselves. The numbering plan comes from the library ``phonenumbers``."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from .._base.findings import ERROR, WARN
from .._base.libraries import library
from .._base.text import enumerated, shown
from .rule import CREATE_PAGE, CUSTOM, LOGIC, NANP, OVERVIEW_PAGE, SINCH, STANDARD, declare
from .subject import Subject, text_of

NOT_E164 = declare(
    "number-not-e164",
    ERROR,
    SINCH,
    "A number is not in E.164 format: a plus, the country code and the number, digits only.",
    remedy="Write it like +12025550143.",
    source=CREATE_PAGE,
)
DAMAGED = declare(
    "number-damaged",
    ERROR,
    LOGIC,
    "A number was damaged by a spreadsheet or a scan: 1.2E+10, 12025550143.0, letters for digits.",
    remedy="Take the number from its source again; in a spreadsheet, format the column as text first.",
    source="This collection; lost digits cannot be restored",
)
OUTSIDE = declare(
    "number-not-us-or-canada",
    ERROR,
    SINCH,
    "A number is not one of the United States or Canada. Many countries of the Caribbean share the country code 1.",
    remedy="Leave it out of the order.",
    source=f"{OVERVIEW_PAGE}; area codes by the library phonenumbers",
)
TERRITORY = declare(
    "number-us-territory",
    WARN,
    CUSTOM,
    "A number belongs to a territory of the United States (Puerto Rico, Guam and others); whether Sinch ports it is "
    "not documented.",
    remedy="Check its portability first, or ask Sinch.",
    source=f"{OVERVIEW_PAGE}, which names the US and Canada; area codes by the library phonenumbers",
)
TOLL_FREE = declare(
    "number-toll-free",
    ERROR,
    SINCH,
    "A number is toll-free; Sinch has announced porting such numbers, but does not offer it yet.",
    remedy="Leave it out; a toll-free number moves by a change of its responsible organization.",
    source=OVERVIEW_PAGE,
)
NOT_LOCAL = declare(
    "number-not-local",
    ERROR,
    SINCH,
    "A number is not a local one: premium rate (900), personal (5XX) or non-geographic (6XX).",
    remedy="Leave it out of the order.",
    source=f"{OVERVIEW_PAGE}; kinds of numbers by the library phonenumbers",
)
IMPOSSIBLE = declare(
    "number-impossible",
    ERROR,
    STANDARD,
    "A number cannot exist in the North American plan: not ten digits after +1, an area code or exchange that starts "
    "with 0 or 1, or an area code N9X or N11. Some of Sinch's sample numbers are invalid like this.",
    remedy="Compare it with the bill of the losing carrier.",
    source=NANP,
)
UNKNOWN_AREA_CODE = declare(
    "number-area-code-unknown",
    WARN,
    STANDARD,
    "An area code, or the exchange within it, is unknown to the installed phonenumbers.",
    remedy="Compare it with the bill of the losing carrier; if it is right, a newer phonenumbers will know it.",
    source="The library phonenumbers",
)
EXCHANGE_N11 = declare(
    "number-exchange-n11",
    WARN,
    STANDARD,
    "The exchange is a service code such as 411 or 911.",
    remedy="Compare the number with the bill of the losing carrier.",
    source="ATIS-0300051: Central Office Code assignment guidelines",
)
EXCHANGE_RESERVED = declare(
    "number-exchange-reserved",
    WARN,
    STANDARD,
    "The exchange is not assigned to subscribers: 555, 950, 958, 959 or 976.",
    remedy="Compare the number with the bill of the losing carrier.",
    source="ATIS-0300051: Central Office Code assignment guidelines",
)
FICTIONAL = declare(
    "number-fictional",
    WARN,
    STANDARD,
    "The number is reserved for fiction and documentation, 555-0100 to 555-0199.",
    remedy="Replace it with the real number.",
    source="NANPA: 555 line numbers",
)
TWICE = declare(
    "number-twice",
    ERROR,
    LOGIC,
    "A number appears twice in the order.",
    remedy="Leave one of them.",
    source="This collection; a number can be in only one open order",
)

PLUS_AND_DIGITS = re.compile(r"\+[1-9][0-9]{1,14}")
_ELEVEN_DIGITS = re.compile(r"\+1[0-9]{10}")
_TOLL_FREE_AREA_CODES = frozenset({"800", "822", "833", "844", "855", "866", "877", "888"})
_RESERVED_EXCHANGES = frozenset({"555", "950", "958", "959", "976"})
_TERRITORIES = frozenset({"PR", "VI", "GU", "AS", "MP"})
_SPREADSHEET = re.compile(r"\+?[0-9]+(?:[.,][0-9]+)?[eE]\+?[0-9]{1,2}|[0-9]{9,11}\.0+")
_LOOKALIKES = str.maketrans("OoIlSB", "001158")
_PUNCTUATION = str.maketrans("", "", " \t\u00a0()-.\u2010\u2011\u2012\u2013/")
# No number is longer; longer text is not examined.
_LONGEST = 40
# How many locations of a number a message lists.
_PLACES = 6


def check(subject: Subject) -> None:
    phonenumbers = library("phonenumbers")
    first_places: dict[str, int] = {}
    repeated: dict[str, list[int]] = {}
    for index, number in enumerate(subject.numbers):
        text = text_of(number, "phone_number")
        if not text or text.isspace():
            continue
        path = f"phone_numbers[{index}].phone_number"
        key = text if len(text) > _LONGEST else eleven_digits(text) or text
        first = first_places.setdefault(key, index)
        if first != index:
            repeated.setdefault(key, [first]).append(index)
        if has_form(subject, path, text):
            _check_exchange(subject, path, text)
            subject.countries[index] = _check_kind(subject, phonenumbers, path, text)
    for text, places in repeated.items():
        _tell_repeated(subject, text, *places)


def _tell_repeated(subject: Subject, text: str, first: int, second: int, *others: int) -> None:
    """Reports a number that occurs more than once, with all its locations."""
    same = enumerated([f"phone_numbers[{index}]" for index in (first, *others)], _PLACES)
    subject.find(TWICE, f"phone_numbers[{second}].phone_number", f"is the same number as {same}, {shown(text)}.")


def eleven_digits(text: str) -> str:
    """A North American number in E.164 format, whatever its punctuation; empty if it is not one."""
    if _ELEVEN_DIGITS.fullmatch(text):
        return text
    digits = text.translate(_PUNCTUATION).removeprefix("+")
    if not (digits.isascii() and digits.isdigit()):
        return ""
    if len(digits) == 10:
        digits = f"1{digits}"
    return f"+{digits}" if len(digits) == 11 and digits[0] == "1" else ""


def has_form(subject: Subject, path: str, text: str) -> bool:
    """Whether the text is a well-formed number that can exist; reports what is wrong with it."""
    return _is_e164(subject, path, text) and _is_possible(subject, path, text)


def _is_e164(subject: Subject, path: str, text: str) -> bool:
    if PLUS_AND_DIGITS.fullmatch(text):
        if text.startswith("+1"):
            return True
        subject.find(OUTSIDE, path, f"is {shown(text)}, whose country code is not 1.")
    elif len(text) <= _LONGEST and (_SPREADSHEET.fullmatch(text.strip()) or _has_lookalikes(text)):
        subject.find(DAMAGED, path, f"is {shown(text)}, which a spreadsheet or a scan has damaged.")
    else:
        number = eleven_digits(text) if len(text) <= _LONGEST else ""
        remedy = f'Write "{number}".' if number else ""
        subject.find(NOT_E164, path, f"is {shown(text)}, which is not a number in E.164 format.", remedy=remedy)
    return False


def _has_lookalikes(text: str) -> bool:
    digits = sum(map(text.count, "0123456789"))
    return digits >= 6 and not eleven_digits(text) and bool(eleven_digits(text.translate(_LOOKALIKES)))


def _is_possible(subject: Subject, path: str, text: str) -> bool:
    reason = _impossibility(text)
    if reason:
        subject.find(IMPOSSIBLE, path, f"is {shown(text)}, which cannot exist: {reason}.")
    return not reason


def _impossibility(number: str) -> str:
    """Why a number with +1 cannot exist; empty if it can."""
    area_code, exchange = number[2:5], number[5:8]
    if len(number) != 12:
        return f"it has {len(number) - 2} digits after +1 instead of ten"
    if area_code[0] in "01":
        return f"its area code {area_code} starts with {area_code[0]}"
    if area_code[1] == "9" or area_code[1:] == "11":
        return f"{area_code} is not an area code"
    if exchange[0] in "01":
        return f"its exchange {exchange} starts with {exchange[0]}"
    return ""


def _check_exchange(subject: Subject, path: str, number: str) -> None:
    exchange, line = number[5:8], number[8:]
    if exchange[1:] == "11":
        subject.find(EXCHANGE_N11, path, f"is {number}, whose exchange {exchange} is a service code.")
    elif exchange == "555" and line.startswith("01"):
        subject.find(FICTIONAL, path, f"is {number}, which is reserved for fiction and documentation.")
    elif exchange in _RESERVED_EXCHANGES:
        subject.find(EXCHANGE_RESERVED, path, f"is {number}, whose exchange {exchange} is not assigned to subscribers.")


def _check_kind(subject: Subject, phonenumbers: Any, path: str, number: str) -> str | None:
    """Checks the kind of a number, and returns its country if it is known to be the US or Canada."""
    if number[2:5] in _TOLL_FREE_AREA_CODES:
        subject.find(TOLL_FREE, path, f"is {number}, a toll-free number.")
        return None
    if phonenumbers is None:
        return None
    if is_local_in_usa(phonenumbers, number[2:]):
        return "US"
    # Built, not parsed: the format is known to be valid by now, and parsing costs as much as everything else.
    parsed = phonenumbers.PhoneNumber(country_code=1, national_number=int(number[2:]))
    country: str | None = phonenumbers.region_code_for_number(parsed)
    if country is None:
        subject.find(UNKNOWN_AREA_CODE, path, f"is {number}; area code {number[2:5]} with this exchange is unknown.")
    elif country in _TERRITORIES:
        subject.find(TERRITORY, path, f"is {number}, a number of a US territory ({country}).")
    elif country not in ("US", "CA"):
        subject.find(OUTSIDE, path, f"is {number}; area code {number[2:5]} belongs to another country ({country}).")
    elif not _is_local(phonenumbers, parsed, country):
        subject.find(NOT_LOCAL, path, f"is {number}; numbers with {number[2:5]} are not local.")
    else:
        return country
    return None


def is_local_in_usa(phonenumbers: Any, digits: str) -> bool:
    """Whether ten digits are a local number of the United States, as most are.

    Uses the library's own patterns without its functions, which try each pattern three times: for 500 numbers that
    takes 15 ms instead of 1, where an order of them from a file takes some 100. The library also tries the United
    States first among the countries of +1.
    """
    return _american_pattern(phonenumbers).fullmatch(digits) is not None


@cache
def _american_pattern(phonenumbers: Any) -> re.Pattern[str]:
    """All of the library's patterns in one: of a number that is not special, has the general form, and is local."""
    usa = phonenumbers.PhoneMetadata.metadata_for_region("US")

    def one_of(*kinds: str) -> str:
        described = [getattr(usa, kind) for kind in kinds]
        patterns = {kind.national_number_pattern for kind in described if kind is not None}
        return "|".join(f"(?:{pattern})" for pattern in sorted(filter(None, patterns)))

    special, form, local = one_of(*_SPECIAL_KINDS), one_of("general_desc"), one_of("fixed_line", "mobile")
    return re.compile(rf"(?!(?:{special})\Z)(?=(?:{form})\Z)(?:{local})")


# The library's names. VOIP is not among them: releases from 8.13.40 to 9.0.20 classify Miami's exchange 305-209 so,
# and such a number can be ported like any other.
_SPECIAL_KINDS = ("premium_rate", "toll_free", "shared_cost", "personal_number", "pager", "uan", "voicemail")


def _is_local(phonenumbers: Any, parsed: Any, country: str) -> bool:
    kinds = phonenumbers.PhoneNumberType
    local = {kinds.FIXED_LINE, kinds.MOBILE, kinds.FIXED_LINE_OR_MOBILE}
    # In Canada VOIP are the non-geographic numbers with 600.
    return phonenumbers.number_type(parsed) in (local | {kinds.VOIP} if country == "US" else local)
