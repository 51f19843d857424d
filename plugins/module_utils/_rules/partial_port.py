# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about an account that is only partly ported."""

from __future__ import annotations

from collections.abc import Iterable

from .._base.findings import ERROR, WARN
from .._base.text import shown
from .._model.partial_port import MEMBERS
from .._model.record import e164
from .numbers import has_form
from .rule import CUSTOM, LOGIC, declare
from .subject import Subject, text_of

ORDERED = declare(
    "remaining-number-ordered",
    ERROR,
    LOGIC,
    "A number is ordered, but also listed as remaining with the losing carrier or as the new billing number.",
    remedy="Remove it from one of the two.",
)
BILLING_NUMBER_PORTED = declare(
    "billing-number-ported",
    WARN,
    CUSTOM,
    "The account's billing number is ported while numbers of the account stay, and no new billing number is given.",
    remedy="Have the losing carrier make another number the billing number, and name it in new_billing_number.",
    source="Industry practice: Bandwidth, porting the main number of an account that stays",
)
SEVERAL_ACCOUNTS = declare(
    "remaining-numbers-several-accounts",
    WARN,
    CUSTOM,
    "Numbers are listed as remaining, but the input has several accounts; the note of each order lists all of them.",
    remedy="Plan and order each account separately, with the numbers that stay on it.",
)


def check(subject: Subject) -> None:
    """Must run after the rules of records, whose results it uses."""
    named = dict(_named(subject))
    for path, text in named.items():
        if has_form(subject, path, text) and text in subject.phone_numbers:
            subject.find(ORDERED, path, f"is {text}, which is also ordered.")
    if named:
        _check_accounts(subject)
    if not text_of(subject.options, "new_billing_number"):
        everything = range(len(subject.numbers)) if subject.options.get("remaining_numbers") else ()
        _check_billing_numbers(subject, everything or sorted(subject.partly_ported))


def _named(subject: Subject) -> Iterable[tuple[str, str]]:
    remaining, billing_number = MEMBERS
    for index, number in enumerate(subject.options.get(remaining) or ()):
        yield f"{remaining}[{index}]", number
    if text := text_of(subject.options, billing_number):
        yield billing_number, text


def _check_accounts(subject: Subject) -> None:
    for member in ("account_num", "account_phone_number"):
        values = {text_of(info, member) for dummy, info in subject.sections("port_out_info")} - {""}
        if len(values) > 1:
            message = f"belong to one account, but port_out_info.{member} has {len(values)} different values."
            subject.find(SEVERAL_ACCOUNTS, MEMBERS[0], message)


def _check_billing_numbers(subject: Subject, indexes: Iterable[int]) -> None:
    for index in indexes:
        text = text_of(subject.numbers[index].get("port_out_info") or {}, "account_phone_number")
        if text and e164(text) in subject.phone_numbers:
            path = subject.place(index, "port_out_info", "account_phone_number")
            message = f"is {shown(text)}, one of the order's numbers, and numbers stay on its account."
            subject.find(BILLING_NUMBER_PORTED, path, message)
