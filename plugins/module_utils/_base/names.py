# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The API's names and ours: ``phoneNumber`` on the wire, ``phone_number`` everywhere else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

# A word begins at a capital after a small letter or digit, and at the last capital of a run: orderID, URLPath.
_WORD_START = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORD_AFTER_BAR = re.compile(r"_([a-z0-9])")

# docs/api-notes.md, "Two editions": two names for one member. The right-hand one is returned.
_RENAMED = {"exclusion_time": "exclusion_date", "activate_time": "activated_date"}

# docs/api-notes.md, "Two editions": numbers or texts, by operation. Other ids (trunk, app, service) are texts.
_NUMERIC_IDS = frozenset({"id", "order_id", "document_id"})
_DIGITS = re.compile(r"[0-9]{1,18}")


@lru_cache(maxsize=4096)
def snake(name: str) -> str:
    """Our name of an API member; our own names stay as they are."""
    return _WORD_START.sub("_", name).lower()


def camel(name: str) -> str:
    """The API's name of one of our members; the API's own names stay as they are."""
    return _spellings.get(name) or _camel(name)


@lru_cache(maxsize=4096)
def _camel(name: str) -> str:
    return _WORD_AFTER_BAR.sub(lambda found: found[1].upper(), name)


def remember_spelling(name: str) -> None:
    """Remembers a name that cannot be derived from ours, such as ``testURL`` or ``A2PLC``, to send it unchanged."""
    ours = snake(name)
    if ours in _documented or name in (ours, _camel(ours), _spellings.get(ours)):
        return
    if len(_spellings) < _MAX_SPELLINGS:
        _spellings[ours] = name


def document(names: Iterable[str]) -> None:
    """Declares our names of documented members, whose spelling is known whatever a response contains."""
    _documented.update(names)


_documented: set[str] = set()
# Our names of members that the service or the user has spelled differently from `camel`.
_spellings: dict[str, str] = {}
_MAX_SPELLINGS = 1024


def to_api(data: Any) -> Any:
    """A copy of plain data with the API's member names, at every depth."""
    if isinstance(data, dict):
        return {camel(name): to_api(value) if isinstance(value, CONTAINERS) else value for name, value in data.items()}
    if isinstance(data, list):
        return [to_api(value) for value in data]
    return data


def from_api(data: Any) -> Any:
    """A copy of a response with our member names, at every depth; one name and one type where the editions differ."""
    if isinstance(data, dict):
        members = {
            _our_name(name): from_api(value) if isinstance(value, CONTAINERS) else value for name, value in data.items()
        }
        if not _REPAIRED.isdisjoint(members):
            _repair(members)
        return members
    if isinstance(data, list):
        return [from_api(value) for value in data]
    return data


# No function call per value: a response may have tens of thousands, most of them strings.
CONTAINERS = (dict, list)
_REPAIRED = frozenset({*_RENAMED, *_NUMERIC_IDS})


@lru_cache(maxsize=4096)
def _our_name(name: str) -> str:
    ours = snake(name)
    if _camel(ours) != name != ours:
        remember_spelling(name)
    return ours


def _repair(members: dict[str, Any]) -> None:
    for earlier in _RENAMED.keys() & members.keys():
        value = members.pop(earlier)
        if members.get(_RENAMED[earlier]) is None:
            members[_RENAMED[earlier]] = value
    for name in _NUMERIC_IDS & members.keys():
        members[name] = _as_id(members[name])


def _as_id(value: Any) -> Any:
    """An id as int if it is one; anything else unchanged."""
    if isinstance(value, str) and _DIGITS.fullmatch(value):
        return int(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value
