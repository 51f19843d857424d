# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is secret, and how it is taken out of everything that leaves the process.

Two ways, for two kinds of data. Structured data loses its secret *members*: no value is searched for, so a PIN that
equals part of a phone number damages nothing. Free text (an error of the service, a note) loses the secret *values*
this process knows of: long ones wherever they stand, short ones only where they stand alone.
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
# The account number as records of losing carriers name it.
SECRET_OF_RECORDS = frozenset({"account_number"})
SECRET_OPTIONS = frozenset({"key_secret", "access_token"})

# A member that the API may add one day is secret when one of its words says so.
_SECRET_WORDS = frozenset({"pin", "pins", "passcode", "password", "secret", "secrets", "token"})

# Shorter values stand inside numbers and ids by accident, so they count only between characters of another kind.
_LONG = 10


@lru_cache(maxsize=4096)
def is_secret(member: str) -> bool:
    """Whether a member, by its snake-case name, holds a secret.

    Asked for each member of each number, tens of thousands of times in a task; the names are few.
    """
    return (
        member in SECRET_MEMBERS
        or member in SECRET_OPTIONS
        or member in SECRET_OF_RECORDS
        or not _SECRET_WORDS.isdisjoint(member.lower().split("_"))
    )


@lru_cache(maxsize=4096)
def _hides(member: Any) -> bool:
    """Whether a member, in either spelling, holds a secret. Keys of tables, which have no letters, do not."""
    text = str(member)
    return text.lower() != text.upper() and is_secret(snake(text))


def without_secrets(data: Any) -> Any:
    """A copy of plain data, at any depth, without its secret members."""
    if isinstance(data, dict):
        return {
            name: value if value.__class__ is str or not isinstance(value, CONTAINERS) else without_secrets(value)
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
        containers += [value for value in container if value.__class__ is not str and isinstance(value, CONTAINERS)]
    return found


class Redactor:
    """Takes the secrets it has learned out of text.

    Each value is also known in the forms in which a server or a library may quote it: JSON, percent-encoded, Base64.
    """

    def __init__(self, values: Iterable[str] = ()) -> None:
        self._values: set[str] = set()
        self._lengths: set[int] = set()
        self.learn(*values)

    def learn(self, *values: str | None) -> None:
        forms = {form for value in values if value and value.strip("*") for form in _forms(value)}
        # In this order and in one step each: other threads may be learning, or cleaning, right now.
        self._values |= forms
        self._lengths |= set(map(len, forms))

    def learn_from(self, data: Any) -> None:
        """Learns every secret member of plain data."""
        self.learn(*secret_values(data))

    def clean(self, text: str) -> str:
        """The text with every known secret masked."""
        if not self._values:
            return text
        # Longest first, so that a secret which contains another one is masked whole.
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
        """The length of the secret that begins here; 0 when none does. Its cost does not grow with their number."""
        for length in lengths:
            end = place + length
            if end > len(text) or text[place:end] not in self._values:
                continue
            if length >= _LONG or _stands_alone(text, place, end):
                return length
        return 0

    def clean_data(self, data: Any) -> Any:
        """Plain data with its secret members gone and its free text cleaned."""
        if isinstance(data, dict):
            return {
                name: self.clean_data(value)
                if value.__class__ is not str and isinstance(value, CONTAINERS)
                else self.clean(value)
                if name in _FREE_TEXT and isinstance(value, str)
                else value
                for name, value in data.items()
                if not _hides(name)
            }
        if isinstance(data, list):
            return [self.clean_data(value) for value in data]
        return data


# Members in which people and carriers write sentences, and so may quote a PIN.
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
