# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The order that the rules check."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from .._base.findings import OFF, Finding
from .rule import Rule

Section = dict[str, Any]


@dataclass(frozen=True)
class OrderInput:
    """An order as read.

    ``options`` are the order's own members and its defaults for numbers, in snake case; absent, None and an empty
    string are equal. ``numbers`` are the members of each number merged with those defaults.
    """

    options: Mapping[str, Any]
    numbers: Sequence[Mapping[str, Any]]

    def place(self, index: int, section: str, member: str) -> str:
        """The path of a number's member: that of the order's default if the value, or its absence, comes from there."""
        raw = self.options.get("phone_numbers") or ()
        own = raw[index].get(section) if index < len(raw) else None
        if own is None:
            inherited = self.options.get(section) is not None
        else:
            merged = self.numbers[index].get(section) or {}
            inherited = not is_given(own.get(member)) and is_given(merged.get(member))
        return f"{section}.{member}" if inherited else f"phone_numbers[{index}].{section}.{member}"

    def gives(self, index: int, section: str, member: str) -> bool:
        """Whether the number itself has a value for the member."""
        return self.place(index, section, member).startswith("phone_numbers[")


class Subject:
    """The order being checked, with the time, the effective severities, and the findings so far.

    ``countries`` has for each number the country of its area code, None if unknown; the rules about numbers fill it
    before the others use it. ``partly_ported`` are the indexes of the numbers whose record has further numbers that
    are not in the input; the rules of records fill it.
    """

    def __init__(self, order: OrderInput, *, now: datetime, severities: Mapping[str, str]) -> None:
        self.order = order
        self.options = order.options
        self.numbers = order.numbers
        self.now = now
        self.countries: list[str | None] = [None] * len(order.numbers)
        self.partly_ported: set[int] = set()
        self._severities = severities
        self._findings: dict[tuple[str, str], Finding] = {}
        self._problems = 0
        self._first_equals: dict[str, list[int | None]] = {}

    def wants(self, rule: Rule) -> bool:
        return self._severities.get(rule.id, rule.severity) != OFF

    def find(self, rule: Rule, path: str, message: str, *, remedy: str = "") -> None:
        """Records a problem, once for each rule and location."""
        severity = self._severities.get(rule.id, rule.severity)
        if severity != OFF:
            self._problems += 1
            if (rule.id, path) not in self._findings:
                self._findings[rule.id, path] = Finding(rule.id, severity, path, message, remedy or rule.remedy)

    def sections(self, name: str) -> Iterator[tuple[int, Section]]:
        """The sections with this name, each with the index of its number."""
        for index, number in enumerate(self.numbers):
            section = number.get(name)
            if isinstance(section, dict):
                yield index, section

    def check_sections(self, name: str, check: Callable[[Subject, int, Section], None]) -> None:
        """Checks a section of all numbers by its content. Among equal sections, which are common in large orders, the
        others are checked only if the first one has a problem.
        """
        wrong: set[int | None] = set()
        for index, first in enumerate(self.first_equals(name)):
            if first == index or first in wrong:
                before = self._problems
                check(self, index, self.numbers[index][name])
                if self._problems > before:
                    wrong.add(first)

    def first_equals(self, name: str) -> list[int | None]:
        """For each number the index of the first one with an equal section; None if it has no such section."""
        if name not in self._first_equals:
            firsts: dict[object, int] = {}
            # Equal rows of a table usually share one dict. Comparing each of 20,000 took a fifth of a lint's time.
            seen: dict[int, int] = {}
            equals: list[int | None] = [None] * len(self.numbers)
            for index, section in self.sections(name):
                first = seen.get(id(section))
                if first is None:
                    first = seen[id(section)] = firsts.setdefault(_content(section), index)
                equals[index] = first
            self._first_equals[name] = equals
        return self._first_equals[name]

    def different_sections(self, name: str) -> Iterator[tuple[Section, int]]:
        """The different sections with this name, in the order of the numbers, each with how many numbers have it."""
        for first, count in Counter(self.first_equals(name)).items():
            if first is not None:
                yield self.numbers[first][name], count

    def place(self, index: int, section: str, *members: str) -> str:
        """The path of the first of the members, or of the first one that the number itself has."""
        own = (member for member in members[1:] if self.order.gives(index, section, member))
        first = self.order.place(index, section, members[0])
        if first.startswith("phone_numbers["):
            return first
        return next((self.order.place(index, section, member) for member in own), first)

    def find_lacking(self, rule: Rule, section: str, has: list[bool], message: str) -> None:
        """One finding for all numbers that lack something: at the first of them, at the order if all do."""
        count = has.count(False)
        if count:
            path = section if count == len(has) else f"phone_numbers[{has.index(False)}].{section}"
            self.find(rule, path, f"{message} ({count} of {len(has)} numbers).")

    @cached_property
    def phone_numbers(self) -> frozenset[str]:
        return frozenset(text_of(number, "phone_number") for number in self.numbers)

    def findings(self) -> list[Finding]:
        """All findings in the order of the input."""
        return sorted(self._findings.values(), key=lambda finding: _position(finding.path))


def _content(section: Section) -> Hashable:
    """A key that is the same for equal sections."""
    content = tuple(section.items())
    try:
        hash(content)
    except TypeError:  # a dict or list within it
        return repr(section)
    return content


# The API's order of the members of an order and of a number.
_MEMBERS = """
rules customer_order_reference desired_port_schedule on_demand_activation loa_uploaded_by loa_attachment_date
reseller_name phone_number end_user port_out_info voice_configuration sms_configuration features
desired_port_date desired_port_time desired_port_time_zone
name street_num street_pre_dir street_name street_type street_post_dir location_type1 location_value1
location_type2 location_value2 location_type3 location_value3 city state zip_code type_of_service phone_numbers
"""


_RANKS = {name: rank for rank, name in enumerate(_MEMBERS.split())}


_STEP = re.compile(r"[^.\[\]]+")


def _position(path: str) -> list[tuple[int, str]]:
    steps = _STEP.findall(path)
    return [(int(step), "") if step.isdigit() else (_RANKS.get(step, len(_RANKS)), step) for step in steps]


def is_given(value: Any) -> bool:
    return value is not None and value != ""


def text_of(section: Mapping[str, Any], member: str) -> str:
    """The text of a member; empty if it is absent."""
    value = section.get(member)
    return value if isinstance(value, str) else ""
