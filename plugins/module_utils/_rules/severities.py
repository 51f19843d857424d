# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The severity of every rule, after the user's option ``rules``.

Rules are registered when their file is imported; a task with the option imports ``catalog``.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Container, Iterable, Mapping
from typing import Any

from .._base.findings import ERROR, OFF, SEVERITIES, WARN, Finding
from .._base.text import listed
from .rule import LOGIC, RULES, declare, default_severities

UNKNOWN_RULE = declare(
    "unknown-rule",
    ERROR,
    LOGIC,
    "The option `rules` names a rule or a severity that does not exist.",
    remedy="Severities are error, warn and off; the rules are listed in "
    "https://github.com/sinch/ansible-collection-porting/blob/main/docs/rules.md.",
)


def effective_severities(overrides: Mapping[str, Any]) -> tuple[dict[str, str], list[Finding]]:
    """The severity of every rule, with the user's overrides, and problems with these."""
    effective = default_severities()
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


def may_exist(effective: Mapping[str, str], *, chosen: Container[str] = ()) -> dict[str, str]:
    """The severities for an order that may exist already: errors about new orders become warnings.

    Rules that the user has ``chosen`` a severity for keep it.
    """
    return {
        rule_id: WARN if severity == ERROR and RULES[rule_id].new_orders and rule_id not in chosen else severity
        for rule_id, severity in effective.items()
    }


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
    """The name if it looks like a rule's id; other text is not shown, because it may be data."""
    return name if _RULE_ID.fullmatch(name) and len(name) <= 60 else "(not a valid rule id)"


_RULE_ID = re.compile(r"[a-z0-9]{1,12}(-[a-z]+)*")
