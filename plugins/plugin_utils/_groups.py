# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups of numbers: a number takes missing values from its group, and then from the order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ..module_utils._base.names import snake
from ..module_utils._base.text import shown
from ..module_utils._model.order import MERGED_SECTIONS
from ..module_utils._rules.addresses import HALF_OF_ANOTHER, halves
from ..module_utils._rules.rule import Rule
from ..module_utils._rules.tables import GROUP_UNKNOWN

Number = dict[str, Any]
Find = Callable[[Rule, str, str], None]


class Groups:
    """Definitions of groups by name. A definition has the members of a number, except the number itself."""

    def __init__(self, descriptions: Mapping[str, Any]) -> None:
        self._descriptions = {str(name): _snake_members(members) for name, members in descriptions.items()}
        self._merged: dict[tuple[str, str, int], tuple[Any, Number]] = {}
        self._judged: dict[tuple[str, int], tuple[Any, tuple[str, str] | None]] = {}
        self._used: set[str] = set()

    def describe(self, name: str, members: Number) -> bool:
        """Adds a description. False when the group has one."""
        return self._descriptions.setdefault(name, members) is members

    def inherited(self, numbers: Iterable[Number], find: Find) -> list[Number]:
        """The numbers with what their groups say. ``find`` gets what is wrong: the rule, the path, and the message.

        Numbers of one group with an equal section, or without it, share one dict.
        """
        return [
            self._inherit(number, index, find) if isinstance(number, dict) and number.get("group") else number
            for index, number in enumerate(numbers)
        ]

    def unused(self) -> list[str]:
        return [name for name in self._descriptions if name not in self._used]

    def _inherit(self, number: Number, index: int, find: Find) -> Number:
        own = {name: value for name, value in number.items() if name != "group"}
        group = str(number["group"])
        self._used.add(group)
        members = self._descriptions.get(group)
        if members is None:
            path = f"phone_numbers[{index}].group"
            find(GROUP_UNKNOWN, path, f"is {shown(group)}, which is not defined.")
            return own
        own = own if "phone_number" in own else _snake_members(own)
        if found := self._halves(group, own.get("end_user")):
            message = f"is the number's own, and {found[1]} is that of the group {shown(group)}."
            find(HALF_OF_ANOTHER, f"phone_numbers[{index}].end_user.{found[0]}", message)
        return {**members, **{name: self._section(group, name, value) for name, value in own.items()}}

    def _halves(self, group: str, own: Any) -> tuple[str, str] | None:
        """Whether a number's own address and its group's are halves of two, see ``_rules/addresses.py``."""
        theirs = self._descriptions[group].get("end_user")
        if not isinstance(theirs, dict) or not isinstance(own, dict):
            return None
        key = (group, id(own))
        if key not in self._judged:
            self._judged[key] = own, halves(_snake_members(own), theirs)
        return self._judged[key][1]

    def _section(self, group: str, name: str, own: Any) -> Any:
        """Two sections are merged member by member, the others taken whole; as for the defaults of an order."""
        theirs = self._descriptions[group].get(name)
        if name not in MERGED_SECTIONS or not isinstance(theirs, dict) or not isinstance(own, dict):
            return own
        key = (group, name, id(own))
        if key not in self._merged:
            # The number's dict is kept, so that no other dict can get its id.
            self._merged[key] = own, {**theirs, **_snake_members(own)}
        return self._merged[key][1]


def _snake_members(data: Any) -> Any:
    """Our names two levels deep, the depth that inheriting needs."""
    if not isinstance(data, dict):
        return data
    return {
        snake(str(name)): {snake(str(inner)): member for inner, member in value.items()}
        if isinstance(value, dict)
        else value
        for name, value in data.items()
    }
