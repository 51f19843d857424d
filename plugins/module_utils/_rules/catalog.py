# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of an order: all of them by id, their severities, and the check of an order against them.

Everything here works offline, on data that ``reading`` has read. The libraries ``phonenumbers`` and ``holidays`` are
used where they are installed; where one is not, a finding says what could not be checked.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timezone
from typing import Any

from .._base.findings import OFF, SEVERITIES, Finding
from .._base.libraries import library
from .._base.text import listed
from . import addresses, authorization, holidays, numbers, required, routing, schedule, tables, texts
from . import order as order_rules
from .reading_rules import UNKNOWN_RULE
from .rule import RULES, Rule
from .subject import OrderInput, Subject

# The numbers come first: what they find out about countries is asked for by the others.
_CHECKS = (
    numbers.check,
    required.check,
    order_rules.check,
    schedule.check,
    addresses.check,
    authorization.check,
    texts.check,
    routing.check,
)


def check(order: OrderInput, *, now: datetime, severities: Mapping[str, str]) -> list[Finding]:
    """Every problem of an order at once, in the order of the input. ``now`` is aware; ``severities`` maps rule ids."""
    subject = Subject(order, now=now, severities=severities)
    order_rules.check_libraries(subject, libraries_missing())
    for check_part in _CHECKS:
        check_part(subject)
    return subject.findings()


def libraries_missing() -> tuple[str, ...]:
    """The optional libraries that cannot be imported here, by the names pip knows them by."""
    return tuple(name for name in order_rules.LIBRARIES if library(name) is None)


def load_libraries() -> None:
    """Loads at once what the rules load late: a process that is about to fork loads it for all."""
    libraries_missing()
    holidays.holiday_names(library("holidays"), [datetime.now(timezone.utc).year], [("US", None)])


def severities(overrides: Mapping[str, Any]) -> tuple[dict[str, str], list[Finding]]:
    """The severity of every rule, with the user's overrides, and what is wrong with these."""
    effective = {rule.id: rule.severity for rule in RULES.values()}
    problems: list[tuple[str, str, str]] = []
    for key, value in overrides.items():
        name = str(key)
        severity = _severity(value)
        if name not in RULES:
            problems.append((name, "is not a rule.", _closest(name, RULES)))
        elif severity not in SEVERITIES:
            message = "has a value that is not a severity."
            problems.append((name, message, f"Use {listed(list(SEVERITIES))}."))
        elif RULES[name].fixed and severity != RULES[name].severity:
            problems.append((name, "cannot be changed: without the value there is nothing to send.", "Leave it out."))
        else:
            effective[name] = severity
    return effective, _unknown(problems, effective[UNKNOWN_RULE.id])


def _severity(value: Any) -> str:
    """YAML 1.1 reads ``off`` without quotes as false."""
    return OFF if value is False else str(value)


def _closest(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name[:80], list(known), n=3)
    return f"Did you mean {listed(close)}?" if close else ""


def _unknown(problems: list[tuple[str, str, str]], severity: str) -> list[Finding]:
    if severity == OFF:
        return []
    return [
        Finding(UNKNOWN_RULE.id, severity, f"rules.{_path_step(name)}", message, remedy or UNKNOWN_RULE.remedy)
        for name, message, remedy in problems
    ]


def _path_step(name: str) -> str:
    """The name where it has the form of a rule's id; anything else may have slipped in and stays unshown."""
    return name if _RULE_ID.fullmatch(name) and len(name) <= 60 else "(not the form of a rule id)"


_RULE_ID = re.compile(r"[a-z0-9]{1,12}(-[a-z]+)*")


# The rules of tables are applied while they are read; to be known they only need to be declared.
_DECLARED_ALONE = (tables,)

__all__ = ["RULES", "OrderInput", "Rule", "check", "libraries_missing", "severities"]
