# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A losing carrier's record of an account, and how its names, addresses and numbers compare with an order's.

A record comes from a customer service record, an export or a bill. It has either fields, or the ``text`` of a document
that is searched for the order's values. What is sent never changes: a carrier compares with its own record, not with
the post office's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from .._base.text import scalar
from .postal_words import UNIT_WORDS, canonical_words, name_words, postal_code_of, state_of, words_of

FIELDS = (
    "name",
    "address",
    "city",
    "state",
    "zip",
    "account_number",
    "billing_phone_number",
    "authorized_names",
    "phone_numbers",
    "date",
    "text",
    "source",
)


@dataclass(frozen=True, eq=False)
class Record:
    """``address`` is one line. ``phone_numbers`` and ``billing_phone_number`` are in E.164 format if they are valid.

    ``source`` names the file, and the line if there is one.
    """

    name: str = ""
    address: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    account_number: str = ""
    billing_phone_number: str = ""
    authorized_names: tuple[str, ...] = ()
    phone_numbers: frozenset[str] = field(default_factory=frozenset)
    date: str = ""
    text: str = ""
    source: str = ""

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Record:
        """A record from plain data with members of ``FIELDS``; a string instead of a list is a list of one."""
        billing = scalar(data.get("billing_phone_number"))
        return cls(
            name=scalar(data.get("name")),
            address=scalar(data.get("address")),
            city=scalar(data.get("city")),
            state=scalar(data.get("state")),
            zip=scalar(data.get("zip")),
            account_number=scalar(data.get("account_number")),
            billing_phone_number=e164(billing) if billing else "",
            authorized_names=tuple(_texts(data.get("authorized_names"))),
            phone_numbers=frozenset(e164(text) for text in _texts(data.get("phone_numbers"))),
            date=scalar(data.get("date")),
            text=scalar(data.get("text")),
            source=scalar(data.get("source")),
        )

    @cached_property
    def account(self) -> str:
        return bare(self.account_number)

    @cached_property
    def words(self) -> str:
        """The words of the text, each between spaces, so that it can be searched for a phrase."""
        return f" {' '.join(canonical_words(self.text))} "

    @cached_property
    def bare_text(self) -> str:
        return bare(self.text)

    @cached_property
    def name_words(self) -> str:
        return f" {' '.join(name_words(self.text))} "

    def has_words(self, words: Iterable[str]) -> bool:
        return f" {' '.join(words)} " in self.words

    def has_name(self, name: str) -> bool:
        return f" {' '.join(name_words(name))} " in self.name_words


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, (list, tuple)) else [value]
    return [text for text in map(scalar, values) if text]


def e164(text: str) -> str:
    """A North American number in E.164 format; any other text unchanged."""
    digits = re.sub(r"[^0-9]", "", text)
    if len(digits) == 10:
        return f"+1{digits}"
    return f"+{digits}" if len(digits) == 11 and digits.startswith("1") else text.strip()


def bare(text: str) -> str:
    """Only letters and digits, in capitals: account numbers are printed with spaces and hyphens."""
    return re.sub(r"[^0-9A-Z]", "", text.upper())


def same_name(one: str, other: str) -> bool:
    """Ignores case, accents, punctuation, ``&`` and abbreviations such as Inc., but not a missing initial."""
    return name_words(one) == name_words(other)


@dataclass(frozen=True)
class Street:
    """An address without city and state: the house number, the words of the street, and the unit numbers."""

    number: tuple[str, ...]
    words: tuple[str, ...]
    units: frozenset[str]


_ADDRESS = ("street_pre_dir", "street_name", "street_type", "street_post_dir")
_HYPHENATED = re.compile(r"^([0-9]+)-([0-9]+[a-z]?)$")


def street_of(end_user: Mapping[str, Any]) -> Street:
    """The street of an order's end user."""
    words = [word for name in _ADDRESS for word in canonical_words(scalar(end_user.get(name)))]
    units: list[str] = []
    for index in (1, 2, 3):
        kind = canonical_words(scalar(end_user.get(f"location_type{index}")))
        units += _unit(kind, canonical_words(scalar(end_user.get(f"location_value{index}"))))
    found = _split((*_number(scalar(end_user.get("street_num"))), *words))
    return Street(found.number, found.words, found.units | frozenset(units))


def streets_of(line: str, *, place: Iterable[str] = ()) -> list[Street]:
    """The possible readings of an address line; ``place`` are city, state and code, which it may end with."""
    words = list(canonical_words(line))
    for text in place:
        tail = list(canonical_words(text))
        if tail and words[-len(tail) :] == tail:
            words = words[: -len(tail)]
    if not words:
        return []
    ways = [_split(_number(words[0]) + tuple(words[1:]))]
    unit_first = _HYPHENATED.match(words[0])
    if unit_first:
        # Canada Post writes 4-500 for unit 4 of house 500; in Queens 37-21 is one house number.
        way = _split((unit_first[2], *words[1:]))
        ways.append(Street(way.number, way.words, way.units | {unit_first[1]}))
    elif len(words) > 2 and words[0].isdigit() and words[1].isdigit():
        way = _split(tuple(words[1:]))
        ways.append(Street(way.number, way.words, way.units | {words[0]}))
    return ways


def _number(text: str) -> tuple[str, ...]:
    return tuple(word.replace("-", "") for word in words_of(text))


def _split(words: tuple[str, ...]) -> Street:
    """Separates the units from the words of an address; the first word with a digit is the house number."""
    units: list[str] = []
    rest: list[str] = []
    index = 0
    while index < len(words):
        word = words[index]
        following = words[index + 1] if index + 1 < len(words) else ""
        if word in UNIT_WORDS and (_is_value(following) or word == "#"):
            step = 1
            while step < len(words) - index and words[index + step] in UNIT_WORDS:
                step += 1
            value = words[index + step] if index + step < len(words) else ""
            units += [value] if value else []
            index += step + 1
        elif word in ("fl", "bldg") and rest and _is_value(following):
            units.append(f"{word} {following}")
            index += 2
        elif word == "fl" and rest and _is_value(rest[-1]) and len(rest) > 1:
            units.append(f"fl {rest.pop()}")
            index += 1
        else:
            rest.append(word)
            index += 1
    number = (rest[0],) if rest and rest[0][:1].isdigit() else ()
    return Street(number, tuple(rest[len(number) :]), frozenset(units))


def _unit(kind: tuple[str, ...], value: tuple[str, ...]) -> list[str]:
    if not value:
        return []
    words = [word for word in (*kind, *value) if word not in UNIT_WORDS]
    return [" ".join(words)] if words else []


def _is_value(word: str) -> bool:
    """Whether a word can be the value of a unit: a number, a letter, or both."""
    return bool(word) and (word[0].isdigit() or len(word) <= 2 or word[-1].isdigit())


def address_line(end_user: Mapping[str, Any]) -> str:
    """The street address of an order, as written, on one line."""
    names = ["street_num", *_ADDRESS]
    for index in (1, 2, 3):
        names += [f"location_type{index}", f"location_value{index}"]
    return " ".join(text for text in (scalar(end_user.get(name)) for name in names) if text)


def same_place(member: str, one: str, other: str) -> bool:
    """Whether two values of ``city``, ``state`` or ``zip`` mean the same."""
    if member == "zip":
        return postal_code_of(one) == postal_code_of(other)
    return state_of(one) == state_of(other) if member == "state" else canonical_words(one) == canonical_words(other)
