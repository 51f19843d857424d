# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about required members."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._base.findings import ERROR
from .._model.limits import MAX_NUMBERS
from .rule import CREATE_PAGE, SINCH, SKILL, declare
from .subject import Section, Subject, is_given

END_USER_MEMBERS = ("name", "street_num", "street_name", "city", "state", "zip_code")

MISSING_MEMBER = declare(
    "missing-member",
    ERROR,
    SINCH,
    "A required member is missing: `desired_port_date`, `phone_numbers`, of each number `phone_number` and six members "
    "of `end_user`, and the `type` of a voice configuration.",
    remedy="Add it.",
    source=CREATE_PAGE,
)
BLANK_MEMBER = declare(
    "blank-member",
    ERROR,
    SINCH,
    "A required member is empty or blank.",
    remedy="Give it a value.",
    source=CREATE_PAGE,
)
NO_NUMBERS = declare(
    "no-numbers",
    ERROR,
    SINCH,
    "The order's list of numbers is empty.",
    remedy="An order takes 1 to 500 numbers.",
    source=CREATE_PAGE,
)
TOO_MANY_NUMBERS = declare(
    "too-many-numbers",
    ERROR,
    SINCH,
    "The order has more than 500 numbers.",
    remedy="Split it into several orders, preferably by losing carrier and account, each with its own reference, or "
    "contact Sinch's support team, who accept larger ones.",
    source=f"{CREATE_PAGE} (above 500: contact support); {SKILL} (at most 500)",
)


def check(subject: Subject) -> None:
    _check_count(subject)
    schedule = subject.options.get("desired_port_schedule")
    check_required(subject, schedule or {}, "desired_port_date", "desired_port_schedule.desired_port_date")
    for index, number in enumerate(subject.numbers):
        check_required(subject, number, "phone_number", f"phone_numbers[{index}].phone_number")
        if not isinstance(number.get("end_user"), dict):
            subject.find(MISSING_MEMBER, f"phone_numbers[{index}].end_user", "is missing.", remedy=_END_USER_REMEDY)
    subject.check_sections("end_user", _check_end_user)


def _check_end_user(subject: Subject, index: int, end_user: Section) -> None:
    for member in END_USER_MEMBERS:
        value = end_user.get(member)
        if not value or value.isspace():
            check_required(subject, end_user, member, subject.place(index, "end_user", member))


def check_required(subject: Subject, section: Mapping[str, Any], member: str, path: str) -> None:
    value = section.get(member)
    remedy = _NO_HOUSE_NUMBER if member == "street_num" else ""
    if value is None:
        subject.find(MISSING_MEMBER, path, "is missing.", remedy=remedy)
    elif not is_given(value) or (isinstance(value, str) and value.isspace()):
        subject.find(BLANK_MEMBER, path, "is blank.", remedy=remedy)


_NO_HOUSE_NUMBER = (
    "Use the value from the losing carrier's record: places without a house number have a rural route, a box or "
    "a 0 there. If the record has none, lower this rule's severity, and an empty string is sent."
)
_END_USER_REMEDY = "Give the number an end_user, or the order one for all its numbers."


def _check_count(subject: Subject) -> None:
    count = len(subject.numbers)
    if subject.options.get("phone_numbers") is None and not count:
        subject.find(MISSING_MEMBER, "phone_numbers", "is missing.")
    elif not count:
        subject.find(NO_NUMBERS, "phone_numbers", "is an empty list.")
    elif count > MAX_NUMBERS:
        subject.find(TOO_MANY_NUMBERS, "phone_numbers", f"has {count} numbers; an order takes at most {MAX_NUMBERS}.")
