# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is secret, and how it is removed from everything that leaves the process.

There are two ways. From structured data secret *members* are removed: no values are searched for, so a PIN that equals
part of a phone number damages nothing. From free text (a service error, a note) the secret *values* that this process
knows are removed: long ones anywhere, short ones only if they stand alone.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from .names import CONTAINERS, snake

MASK = "********"

# Contract: members marked x-sensitive; then the credentials of the connection.
SECRET_MEMBERS = frozenset({"existing_port_out_pin", "account_num", "new_port_out_pin"})
# The account number's name in records of losing carriers.
SECRET_OF_RECORDS = frozenset({"account_number"})
SECRET_OPTIONS = frozenset({"key_secret", "access_token"})

# A member that the API may add later is secret if one of its words indicates that.
_SECRET_WORDS = frozenset({"pin", "pins", "passcode", "password", "secret", "secrets", "token"})

# Shorter values are part of numbers and ids by chance, so they count only between characters of another kind.
_LONG = 10


@lru_cache(maxsize=4096)
def is_secret(member: str) -> bool:
    """Whether a member with this snake-case name is secret.

    Cached, because it is called for each member of each number, and there are few names.
    """
    return (
        member in SECRET_MEMBERS
        or member in SECRET_OPTIONS
        or member in SECRET_OF_RECORDS
        or not _SECRET_WORDS.isdisjoint(member.lower().split("_"))
    )


@lru_cache(maxsize=4096)
def _hides(member: Any) -> bool:
    """Whether a member, in either spelling, is secret. Keys without letters, as in tables, are not."""
    text = str(member)
    return text.lower() != text.upper() and is_secret(snake(text))


def without_secrets(data: Any) -> Any:
    """A copy of plain data, at any depth, without its secret members."""
    if isinstance(data, dict):
        return {
            name: without_secrets(value) if isinstance(value, CONTAINERS) else value
            for name, value in data.items()
            if not _hides(name)
        }
    if isinstance(data, list):
        return [without_secrets(value) for value in data]
    return data


def secret_values(data: Any) -> list[str]:
    """Every value of a secret member in plain data, at any depth and in either spelling, as text."""
    found: list[str] = []
    containers = [data] if isinstance(data, CONTAINERS) else []
    while containers:
        container = containers.pop()
        if isinstance(container, dict):
            secret = [value for name, value in container.items() if _hides(name)]
            found += [str(value) for value in secret if isinstance(value, (str, int, float))]
            container = list(container.values())
        containers += [value for value in container if isinstance(value, CONTAINERS)]
    return found


class Redactor:
    """Removes the secrets it has learned from text.

    It also removes each value in the forms in which a server or library may quote it: JSON, percent-encoded, Base64.
    """

    def __init__(self, values: Iterable[str] = ()) -> None:
        self._values: set[str] = set()
        self._lengths: set[int] = set()
        self.learn(*values)

    def learn(self, *values: str | None) -> None:
        forms = {form for value in values if value and value.strip("*") for form in _forms(value)}
        # In this order and each in one atomic step: other threads may be learning or cleaning right now.
        self._values |= forms
        self._lengths |= set(map(len, forms))

    def learn_from(self, data: Any) -> None:
        """Learns all secret members of plain data."""
        self.learn(*secret_values(data))

    def clean(self, text: str) -> str:
        """The text with every known secret masked."""
        if not self._values:
            return text
        # Longest first, so that a secret that contains another one is masked completely.
        lengths = sorted(self._lengths.copy(), reverse=True)
        pieces = []
        kept = place = 0
        while place < len(text):
            length = self._secret_at(text, place, lengths)
            if length:
                pieces += [text[kept:place], MASK]
                kept = place + length
            place += length or 1
        return "".join([*pieces, text[kept:]])

    def _secret_at(self, text: str, place: int, lengths: list[int]) -> int:
        """The length of the secret that begins here, 0 if none does. The cost does not depend on how many there are."""
        for length in lengths:
            end = place + length
            if end > len(text) or text[place:end] not in self._values:
                continue
            if length >= _LONG or _stands_alone(text, place, end):
                return length
        return 0

    def clean_data(self, data: Any) -> Any:
        """Plain data without its secret members and with cleaned free text."""
        if isinstance(data, dict):
            return {
                name: self.clean_data(value)
                if isinstance(value, CONTAINERS)
                else self.clean(value)
                if name in _FREE_TEXT and isinstance(value, str)
                else value
                for name, value in data.items()
                if not _hides(name)
            }
        if isinstance(data, list):
            return [self.clean_data(value) for value in data]
        return data


# Members with text by people and carriers, who may quote a PIN.
_FREE_TEXT = frozenset({"note", "reject_reason", "exclusion_reason", "reason", "description", "message", "msg"})


def _forms(value: str) -> Iterator[str]:
    yield value
    if not (value.isascii() and value.isalnum()):  # letters and digits are quoted as they are
        yield json.dumps(value)[1:-1]
        yield quote(value, safe="", errors="replace")
    if len(value) >= _LONG:
        yield base64.b64encode(value.encode("utf-8", "surrogatepass")).decode("ascii").rstrip("=")


def _stands_alone(text: str, start: int, end: int) -> bool:
    return not (start and _joins(text[start - 1], "_+")) and not (end < len(text) and _joins(text[end], "_"))


def _joins(character: str, others: str) -> bool:
    return character.isalnum() or character in others
