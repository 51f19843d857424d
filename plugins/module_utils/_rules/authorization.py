# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about what the losing carrier requires: PIN, account, authorizer and date."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timezone
from functools import partial
from typing import Any

from .._base.dates import day_in, is_full_moment, read_date, read_day_or_moment, zone_of
from .._base.findings import ERROR, OFF, WARN
from .._base.text import shown
from .addresses import COMPANY_WORD
from .rule import CREATE_PAGE, CUSTOM, LOGIC, SINCH, declare
from .subject import Section, Subject, text_of

DATE_INVALID = declare(
    "authorizing-date-invalid",
    ERROR,
    SINCH,
    "The date of authorization is neither an ISO date nor a date and time with a zone, or there is no such day.",
    remedy='Write it like "2026-09-24" or "2026-09-24T12:00:00Z".',
    source=CREATE_PAGE,
)
DATE_FUTURE = declare(
    "authorizing-date-future",
    ERROR,
    SINCH,
    "The date of authorization is later than today, by UTC, or a moment that is yet to come.",
    remedy="Give the day on which the port was authorized.",
    source=CREATE_PAGE,
)
DATE_AHEAD = declare(
    "authorizing-date-ahead",
    WARN,
    SINCH,
    "The date of authorization is today by UTC, and still tomorrow in US/Pacific; which zone counts is not documented.",
    remedy="Give the day on which the port was authorized, in US time.",
    source=CREATE_PAGE,
)
DATE_OLD = declare(
    "authorizing-date-old",
    WARN,
    CUSTOM,
    "The authorization is older than 30 days on the desired port date.",
    remedy="Have the letter of authorization signed again.",
    source="Industry practice: Bandwidth, error 7424; others take 15 to 90 days",
)
NAME_NO_PERSON = declare(
    "authorizing-name-no-person",
    WARN,
    CUSTOM,
    "The authorizing name is not first and last name of one person, but one word, a company or several persons.",
    remedy="Name the person who signed the letter of authorization.",
    source="Industry practice: Flowroute",
)
NAME_LONG = declare(
    "authorizing-name-long",
    OFF,
    CUSTOM,
    "The authorizing name has more than 15 characters, which some carriers cut off.",
    remedy="Look how the losing carrier's record has it.",
    source="Industry practice: Bandwidth, errors 7388 and 7396",
)
PIN_ODD = declare(
    "pin-unusual",
    WARN,
    CUSTOM,
    "The port-out PIN is not 4 to 15 letters or digits, is one that anybody would try first, or repeats the end of the "
    "number.",
    remedy="Ask the losing carrier for the port-out PIN; it is often another one than that of the account.",
    source="Industry practice: T-Mobile, AT&T and Verizon",
)
NO_CREDENTIALS = declare(
    "port-out-credentials-missing",
    WARN,
    CUSTOM,
    "A number has neither a port-out PIN nor an account number nor the account's telephone number.",
    remedy="Give at least one of them in port_out_info.",
    source="47 CFR 52.36: what a carrier may ask for",
)
ACCOUNT_NUMBER_ODD = declare(
    "account-phone-number-unusual",
    WARN,
    CUSTOM,
    "The account's telephone number is not one of ten digits.",
    remedy="Write it like +12025550143.",
    source="Industry practice: the billing telephone number of the account",
)
ACCOUNT_NUMBER_PORTED = declare(
    "account-phone-number-ported",
    OFF,
    CUSTOM,
    "The account's telephone number is among the numbers of the order; what stays on the account needs another one.",
    remedy="If numbers stay at the losing carrier, have it name a new billing telephone number first.",
    source="Industry practice: Bandwidth, porting the main number",
)

BLANK = declare(
    "port-out-info-blank",
    WARN,
    LOGIC,
    "An account number, authorizing name or new port-out PIN holds nothing but spaces.",
    remedy="Give it a value, or leave it out.",
)

_PIN = re.compile(r"[A-Za-z0-9]{4,15}")
_GUESSES = frozenset({"1234", "0000", "1111", "123456", "000000"})
_SEVERAL = re.compile(r"&|/|;|\b(?:and|or)\b", re.IGNORECASE)
_TEN_DIGITS = re.compile(r"(?:\+?1)?[0-9]{10}")
_PUNCTUATION = str.maketrans("", "", " ()-.")
_LONGEST_NAME = 200
_CUT_AT = 15
_OLDEST = 30


def check(subject: Subject) -> None:
    port_date = read_date(text_of(subject.options.get("desired_port_schedule") or {}, "desired_port_date"))
    subject.check_sections("port_out_info", partial(_check_date, port_date=port_date))
    subject.check_sections("port_out_info", _check_name)
    subject.check_sections("port_out_info", _check_blank)
    for index, number in enumerate(subject.numbers):
        if text_of(number, "new_port_out_pin").isspace():
            subject.find(BLANK, f"phone_numbers[{index}].new_port_out_pin", "is blank.")
    subject.check_sections("port_out_info", _check_account_number)
    _check_pins(subject)
    _check_credentials(subject)


def _check_date(subject: Subject, index: int, info: Section, *, port_date: date | None) -> None:
    text = text_of(info, "authorizing_date")
    if not text:
        return
    path = subject.place(index, "port_out_info", "authorizing_date")
    authorized = read_day_or_moment(text)
    if authorized is None or (isinstance(authorized, datetime) and not is_full_moment(text)):
        subject.find(
            DATE_INVALID, path, f"is {shown(text)}, which is neither an ISO date nor a date and time with a zone."
        )
        return
    pacific = zone_of("US/Pacific") or timezone.utc
    if _is_ahead(subject.now, authorized):
        subject.find(DATE_FUTURE, path, f"is {shown(text)}, later than now ({subject.now:%Y-%m-%d %H:%M} UTC).")
    elif not isinstance(authorized, datetime) and authorized > day_in(subject.now, pacific):
        subject.find(DATE_AHEAD, path, f"is {shown(text)}; in US/Pacific it is {day_in(subject.now, pacific)} still.")
    elif port_date and (port_date - day_in(authorized, timezone.utc)).days > _OLDEST:
        days = (port_date - day_in(authorized, timezone.utc)).days
        subject.find(DATE_OLD, path, f"is {shown(text)}, {days} days before the desired port date.")


def _is_ahead(now: datetime, authorized: date | datetime) -> bool:
    """Whether an authorization is in the future: a later time, or a later date."""
    if isinstance(authorized, datetime):
        return authorized > now
    return authorized > day_in(now, timezone.utc)


def _check_blank(subject: Subject, index: int, info: Section) -> None:
    for member in ("account_num", "authorizing_name"):
        if text_of(info, member).isspace():
            subject.find(BLANK, subject.place(index, "port_out_info", member), "is blank.")


def _check_name(subject: Subject, index: int, info: Section) -> None:
    name = text_of(info, "authorizing_name").strip()[:_LONGEST_NAME]
    if not name:
        return
    path = subject.place(index, "port_out_info", "authorizing_name")
    if COMPANY_WORD.search(name):
        subject.find(NAME_NO_PERSON, path, "is the name of a company.")
    elif _SEVERAL.search(name):
        subject.find(NAME_NO_PERSON, path, "names several persons.")
    elif len(name.split()) < 2:
        subject.find(NAME_NO_PERSON, path, "is one word only.")
    if len(name) > _CUT_AT:
        subject.find(NAME_LONG, path, f"has more than {_CUT_AT} characters.")


def _check_account_number(subject: Subject, index: int, info: Section) -> None:
    text = text_of(info, "account_phone_number")
    if not text:
        return
    path = subject.place(index, "port_out_info", "account_phone_number")
    digits = text.translate(_PUNCTUATION) if len(text) <= 40 else text
    if not _TEN_DIGITS.fullmatch(digits):
        subject.find(ACCOUNT_NUMBER_ODD, path, f"is {shown(text)}, which is not a number of ten digits.")
    elif f"+1{digits[-10:]}" in subject.phone_numbers:
        subject.find(ACCOUNT_NUMBER_PORTED, path, f"is {shown(text)}, one of the order's numbers.")


def _check_pins(subject: Subject) -> None:
    for index, number in enumerate(subject.numbers):
        pin = text_of(number.get("port_out_info") or {}, "existing_port_out_pin")
        if pin and _is_unusual(pin, text_of(number, "phone_number")):
            # The same message for all causes: a specific one would reveal the PIN to anyone who knows the number.
            path = subject.place(index, "port_out_info", "existing_port_out_pin")
            subject.find(PIN_ODD, path, "is not what carriers give as a port-out PIN.")


def _is_unusual(pin: str, number: str) -> bool:
    return not _PIN.fullmatch(pin) or pin in _GUESSES or pin == number[-4:]


def _check_credentials(subject: Subject) -> None:
    firsts = subject.first_equals("port_out_info")
    lacking = {first for first in set(firsts) if first is None or not _has_credentials(subject.numbers[first])}
    message = "has no PIN, account number or account telephone number"
    subject.find_lacking(NO_CREDENTIALS, "port_out_info", [first not in lacking for first in firsts], message)


def _has_credentials(number: Mapping[str, Any]) -> bool:
    info = number["port_out_info"]
    return any(text_of(info, member).strip() for member in _CREDENTIALS)


_CREDENTIALS = ("existing_port_out_pin", "account_num", "account_phone_number")
