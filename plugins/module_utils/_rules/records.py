# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares the order with the losing carrier's record. Differences are the most common reason for rejections.

Carriers compare orders with the customer service record. These rules do so in advance, with the user's copy in the
option ``records``. Secrets are compared but never shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import takewhile
from typing import Any

from .._base.dates import read_date
from .._base.findings import OFF, WARN
from .._base.text import enumerated, shown
from .._model import record
from .._model.partial_port import remaining_numbers
from .._model.postal_words import canonical_words
from .._model.record import Record, Street
from .rule import CUSTOM, Rule, declare
from .subject import Section, Subject, text_of

_CSR = "Industry practice: carriers reject what differs from the customer service record"
_WRITE_AS_RECORDED = "Write it as the record has it, or have the losing carrier correct its record first."

NAME = declare(
    "record-name-differs",
    WARN,
    CUSTOM,
    "The end user's name differs from the losing carrier's record.",
    remedy=_WRITE_AS_RECORDED,
    source=_CSR,
)
ADDRESS = declare(
    "record-address-differs",
    WARN,
    CUSTOM,
    "The service address differs from the losing carrier's record.",
    remedy=_WRITE_AS_RECORDED,
    source=_CSR,
)
ACCOUNT = declare(
    "record-account-differs",
    WARN,
    CUSTOM,
    "The account number differs from the losing carrier's record.",
    remedy="Copy the account number from the record.",
    source=_CSR,
)
BILLING_NUMBER = declare(
    "record-billing-number-differs",
    WARN,
    CUSTOM,
    "The account's telephone number differs from the losing carrier's record.",
    remedy=_WRITE_AS_RECORDED,
    source=_CSR,
)
AUTHORIZER = declare(
    "record-authorizer-differs",
    WARN,
    CUSTOM,
    "The person who authorizes the port is not on the losing carrier's record.",
    remedy="Use a person on the record, or have the losing carrier add this one.",
    source=_CSR,
)
ABSENT = declare(
    "record-number-absent",
    WARN,
    CUSTOM,
    "An ordered number is not on the record of its account.",
    remedy="Check the number and its account.",
    source=_CSR,
)
LEFT = declare(
    "record-number-left",
    WARN,
    CUSTOM,
    "A number is on record but not in the order; the rest of the account may be closed with the port.",
    remedy="Order it too, or list it in remaining_numbers.",
    source="Industry practice: a partial port names the numbers that stay",
)
OLD = declare(
    "record-old",
    WARN,
    CUSTOM,
    "The record is more than 30 days old.",
    remedy="Ask the losing carrier for a current one.",
    source="Industry practice: carriers accept records and bills of the last 30 days",
)
MISSING = declare(
    "record-missing",
    OFF,
    CUSTOM,
    "Records are given, but none covers this number.",
    remedy="Add the record of its account.",
)

_FRESH = timedelta(days=30)
_LISTED = 5
_PLACE = (("city", "city"), ("state", "state"), ("zip", "zip_code"))


class Records:
    """The records, by number and by account."""

    def __init__(self, entries: Sequence[Mapping[str, Any]]) -> None:
        self.all = [Record.of(entry) for entry in entries]
        self._by_number = {number: one for one in reversed(self.all) for number in one.phone_numbers}
        self._by_account = {one.account: one for one in reversed(self.all) if one.account}
        # A single record without numbers and without an account applies to everything.
        self._only = self.all[0] if len(self.all) == 1 else None

    def of(self, phone_number: str, account: str) -> Record | None:
        """The record for a number: the one that lists it, else that of its account, else the only one."""
        return self._by_number.get(phone_number) or self._by_account.get(record.bare(account)) or self._only


def check(subject: Subject) -> None:
    entries = subject.options.get("records")
    if not entries:
        return
    records = Records(entries)
    matched = list(_matched(subject, records))
    _check_each(subject, matched)
    _check_left(subject, records, matched)
    _check_age(subject, records.all)


def _matched(subject: Subject, records: Records) -> Iterator[tuple[int, Mapping[str, Any], Record]]:
    for index, number in enumerate(subject.numbers):
        found = records.of(text_of(number, "phone_number"), text_of(number.get("port_out_info") or {}, "account_num"))
        if found is None:
            subject.find(MISSING, f"phone_numbers[{index}].phone_number", "has no record.")
        else:
            yield index, number, found


def _check_each(subject: Subject, matched: Iterable[tuple[int, Mapping[str, Any], Record]]) -> None:
    """Checks each number; a section that many numbers share is compared with a record only once."""
    known: dict[tuple[str, int | None, Record], list[tuple[Rule, str, str]]] = {}
    for index, number, one in matched:
        phone_number = text_of(number, "phone_number")
        if one.phone_numbers and phone_number not in one.phone_numbers:
            message = f"is not among the numbers of its record{_of(one)}."
            subject.find(ABSENT, f"phone_numbers[{index}].phone_number", message)
        for name, compare in (("end_user", _end_user), ("port_out_info", _port_out_info)):
            first = subject.first_equals(name)[index]
            if first is None:
                continue
            key = (name, first, one)
            if key not in known:
                known[key] = list(compare(number[name], one))
            for rule, member, message in known[key]:
                subject.find(rule, subject.place(index, name, member), message)


def _end_user(section: Section, one: Record) -> Iterator[tuple[Rule, str, str]]:
    name = text_of(section, "name")
    if one.text:
        yield from _in_text(section, one)
        return
    if name and one.name and not record.same_name(name, one.name):
        yield NAME, "name", f"is {shown(name)}; the record{_of(one)} has {shown(one.name)}."
    if one.address and not _same_street(section, one):
        line = record.address_line(section)
        boxed = " A post office box is a billing address: ask for the service address." if _is_box(one.address) else ""
        yield ADDRESS, "street_name", f"is {shown(line, 80)}; the record{_of(one)} has {shown(one.address, 80)}.{boxed}"
    for theirs, ours in _PLACE:
        own, recorded = text_of(section, ours), getattr(one, theirs)
        if own and recorded and not record.same_place(theirs, own, recorded):
            yield ADDRESS, ours, f"is {shown(own)}; the record{_of(one)} has {shown(recorded)}."


def _same_street(section: Section, one: Record) -> bool:
    place = [text for theirs, ours in _PLACE[::-1] for text in (getattr(one, theirs), text_of(section, ours))]
    return record.street_of(section) in record.streets_of(one.address, place=place)


def _is_box(line: str) -> bool:
    words = canonical_words(line)
    return words[:2] == ("po", "box") or words[:3] == ("p", "o", "box") or words[:2] == ("case", "postale")


def _in_text(section: Section, one: Record) -> Iterator[tuple[Rule, str, str]]:
    """Searches for the order's own values; a bill's layout is not parsed."""
    name = text_of(section, "name")
    if name and not one.has_name(name):
        yield NAME, "name", f"is {shown(name)}, which the record{_of(one)} does not contain."
    street = record.street_of(section)
    if (street.number or street.words) and not _has_street(street, one):
        line = record.address_line(section)
        yield (
            ADDRESS,
            "street_name",
            f"is {shown(line, 80)}, which the record{_of(one)} does not contain{_near(street, one)}.",
        )
    for dummy, ours in _PLACE:
        own = text_of(section, ours)
        words = canonical_words(own)
        if ours == "zip_code":
            words = canonical_words(own.split("-", maxsplit=1)[0])
        if own and not one.has_words(words) and record.bare(own) not in one.bare_text:
            yield ADDRESS, ours, f"is {shown(own)}, which the record{_of(one)} does not contain."


def _has_street(street: Street, one: Record) -> bool:
    if not one.has_words((*street.number, *street.words)):
        return False
    return all(one.has_words((unit,)) or one.has_words(unit.split()) for unit in street.units)


def _near(street: Street, one: Record) -> str:
    """What follows the house number in the text, up to the next longer number, which may be a secret."""
    words = one.words.split()
    for index, word in enumerate(words):
        if street.number and word == street.number[0]:
            following = list(takewhile(_is_no_longer_number, words[index + 1 : index + 6]))
            if following:
                return f" (it has {shown(' '.join([word, *following]), 60)})"
    return ""


def _is_no_longer_number(word: str) -> bool:
    return sum(character.isdigit() for character in word) <= 2


def _port_out_info(section: Section, one: Record) -> Iterator[tuple[Rule, str, str]]:
    account = record.bare(text_of(section, "account_num"))
    if account and (account not in one.bare_text if one.text else one.account and account != one.account):
        yield (
            ACCOUNT,
            "account_num",
            f"is not the one of the record{_of(one)}. Neither is shown, because both are secret.",
        )
    billing = text_of(section, "account_phone_number")
    if billing and one.billing_phone_number and record.e164(billing) != one.billing_phone_number:
        message = f"is {shown(billing)}; the record{_of(one)} has {shown(one.billing_phone_number)}."
        yield BILLING_NUMBER, "account_phone_number", message
    person = text_of(section, "authorizing_name")
    if person and one.authorized_names and not any(record.same_name(person, name) for name in one.authorized_names):
        listed = enumerated([shown(name) for name in one.authorized_names], _LISTED)
        yield AUTHORIZER, "authorizing_name", f"is {shown(person)}; the record{_of(one)} has {listed}."


def _check_left(subject: Subject, records: Records, matched: Sequence[tuple[int, Mapping[str, Any], Record]]) -> None:
    """Numbers of the records for this order. The text of a bill also lists other people's numbers."""
    remaining = set(remaining_numbers(subject.options))
    touched = {one for dummy, dummy2, one in matched}
    partial: set[Record] = set()
    for one in records.all:
        left = sorted(one.phone_numbers - subject.phone_numbers - remaining)
        if left and one in touched and not one.text:
            count = "1 number" if len(left) == 1 else f"{len(left)} numbers"
            message = f"leave {count} of the record{_of(one)} with the losing carrier: {enumerated(left, _LISTED)}."
            subject.find(LEFT, "phone_numbers", message)
            partial.add(one)
    if partial and subject.wants(LEFT):
        subject.partly_ported.update(index for index, dummy, one in matched if one in partial)


def _check_age(subject: Subject, records: Iterable[Record]) -> None:
    today: date = subject.now.date()
    for one in records:
        made = read_date(one.date[:10]) if one.date else None
        if made is not None and today - made > _FRESH:
            subject.find(
                OLD, "records", f"has a record of {made.isoformat()}{_of(one)}, {(today - made).days} days old."
            )


def _of(one: Record) -> str:
    return f" {one.source}" if one.source else ""
