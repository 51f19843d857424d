# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The API's names and ours: ``phoneNumber`` on the wire, ``phone_number`` everywhere else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")

# A word begins at a capital after a small letter or digit, and at the last capital of a run: orderID, URLPath.
_WORD_START = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORD_AFTER_BAR = re.compile(r"_([a-z0-9])")

# docs/api-notes.md, "Two editions": two names for one member. The right-hand one is presented.
_RENAMED = {"exclusion_time": "exclusion_date", "activate_time": "activated_date"}

# docs/api-notes.md, "Two editions": numbers or texts, by operation. Other ids (trunk, app, service) are texts.
_NUMERIC_IDS = frozenset({"id", "order_id", "document_id"})
_DIGITS = re.compile(r"[0-9]{1,18}")


@lru_cache(maxsize=4096)
def snake(name: str) -> str:
    """Our name of an API member; a name of ours stays as it is."""
    return _WORD_START.sub("_", name).lower()


def camel(name: str) -> str:
    """The API's name of a member of ours; a name of the API stays as it is."""
    return _spellings.get(name) or _camel(name)


@lru_cache(maxsize=4096)
def _camel(name: str) -> str:
    return _WORD_AFTER_BAR.sub(lambda found: found[1].upper(), name)


def remember_spelling(name: str) -> None:
    """Keeps a name that cannot be made again from ours, such as ``testURL`` or ``A2PLC``, to send it as it came."""
    ours = snake(name)
    if ours in _documented or name in (ours, _camel(ours), _spellings.get(ours)):
        return
    if len(_spellings) < _MAX_SPELLINGS:
        _spellings[ours] = name
        _api_names.cache_clear()


def document(names: Iterable[str]) -> None:
    """Declares our names of documented members, whose spelling is known whatever an answer holds."""
    _documented.update(names)


_documented: set[str] = set()
# Our names of members that the service, or the user, has spelled in another way than `camel` would.
_spellings: dict[str, str] = {}
_MAX_SPELLINGS = 1024


class ByMembers(Generic[Value]):
    """Makes of a function of the names of all members one of a dict, that remembers: the numbers of an order all have
    the same members. A dict of many is a table, whose names are data.
    """

    def __init__(self, function: Callable[[tuple[Any, ...]], Value]) -> None:
        self._function = function
        self._remembered = lru_cache(maxsize=1024)(function)
        self.cache_clear = self._remembered.cache_clear

    def __call__(self, data: dict[Any, Any]) -> Value:
        return (self._remembered if len(data) <= _MAX_MEMBERS else self._function)(tuple(data))


_MAX_MEMBERS = 64


def to_api(data: Any) -> Any:
    """A copy of plain data with the API's member names, at every depth."""
    if isinstance(data, dict):
        names = _api_names(data)
        return {
            name: value if value.__class__ is str or not isinstance(value, CONTAINERS) else to_api(value)
            for name, value in zip(names, data.values(), strict=True)
        }
    if isinstance(data, list):
        return [to_api(value) for value in data]
    return data


def from_api(data: Any) -> Any:
    """A copy of an answer with our member names, at every depth; one name and one type where the editions differ."""
    if isinstance(data, dict):
        names, is_repaired = _our_names(data)
        members = {
            name: value if value.__class__ is str or not isinstance(value, CONTAINERS) else from_api(value)
            for name, value in zip(names, data.values(), strict=True)
        }
        if is_repaired:
            _repair(members)
        return members
    if isinstance(data, list):
        return [from_api(value) for value in data]
    return data


# Nothing is called for a single value: an answer may have tens of thousands, most of them texts.
CONTAINERS = (dict, list)
_REPAIRED = frozenset({*_RENAMED, *_NUMERIC_IDS})


@ByMembers
def _api_names(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(camel, names))


@ByMembers
def _our_names(names: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
    """Our names of all members of a dict, and whether one of them is to be mended."""
    ours = tuple(map(snake, names))
    for name, our in zip(names, ours, strict=True):
        if _camel(our) != name != our:
            remember_spelling(name)
    return ours, not _REPAIRED.isdisjoint(ours)


def _repair(members: dict[str, Any]) -> None:
    for earlier in _RENAMED.keys() & members.keys():
        value = members.pop(earlier)
        if members.get(_RENAMED[earlier]) is None:
            members[_RENAMED[earlier]] = value
    for name in _NUMERIC_IDS & members.keys():
        members[name] = _as_id(members[name])


def _as_id(value: Any) -> Any:
    """An id as int when it is one; anything else as it came."""
    if isinstance(value, str) and _DIGITS.fullmatch(value):
        return int(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value
