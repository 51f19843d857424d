# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Findings in a result: as sentences for people, and as a bounded list.

A sentence combines findings of one rule in one column, and says where the others are. Messages contain locations but
never secrets, see ``_base/findings.py``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from .._base.context import Result
from .._base.findings import ERROR, Finding
from .._base.text import enumerated
from .._rules.rule import RULES

# Lines of a message, and warnings of a task.
_PROBLEMS = 20
_WARNINGS = 10
# Locations in a line.
_PLACES = 6
# Rules whose messages name another location: one line for several findings would omit most of these.
_OF_PAIRS = frozenset({"number-twice"})
_INDEX = re.compile(r"\[([0-9]+)\]")
# What differs between messages of the same rule: quoted values and numbers.
_VALUES = re.compile(r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|[0-9]+""")
_ALL_IN_RESULT = "All of them are in findings."


def sentence(problems: Sequence[Finding], begin: str, end: str = "", *, rest: str = _ALL_IN_RESULT) -> str:
    """The message of a failed task: ``begin``, the count, ``end``, and a line for each rule and column.

    ``rest`` says where all findings are, if the lines do not include each one.
    """
    lines = _lines(problems)
    count = f"{len(problems)} problems" if len(problems) > 1 else "1 problem"
    text = "\n".join([f"{begin} {count}{end}:", *(f"- {line}" for line in lines[:_PROBLEMS])])
    if len(lines) > _PROBLEMS:
        text += f"\n- and {len(lines) - _PROBLEMS} more rules or columns with problems"
    return f"{text}\n{rest}" if len(lines) < len(problems) or len(lines) > _PROBLEMS else text


def warnings_of(findings: Sequence[Finding], *, rest: str = _ALL_IN_RESULT) -> list[str]:
    """A warning for each rule and column, up to a limit; then one that says where the others are."""
    lines = _lines(findings)
    more = len(lines) - _WARNINGS
    return [*lines[:_WARNINGS], f"{more} more warnings about the input. {rest}"] if more > 0 else lines


def sorted_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Errors first, because only the first findings are shown; then by line."""
    return sorted(findings, key=lambda finding: (finding.severity != ERROR, finding.line))


def bounded(findings: Sequence[Finding], limit: int) -> Result:
    """The first findings for a result, with the sources of their rules, and how many there are in all."""
    rules = Counter(finding.rule for finding in findings)
    errors = sum(finding.severity == ERROR for finding in findings)
    return {
        "findings": [_with_source(finding) for finding in findings[:limit]],
        "findings_total": len(findings),
        "summary": {"errors": errors, "warnings": len(findings) - errors, "rules": dict(sorted(rules.items()))},
    }


def _with_source(finding: Finding) -> dict[str, str | int]:
    rule = RULES.get(finding.rule)
    return {**finding.as_result(), "source": rule.source if rule else ""}


def _lines(findings: Iterable[Finding]) -> list[str]:
    """One line for all similar findings in one column, in the order of their first ones."""
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        column = _INDEX.sub("[]", finding.path)
        message = finding.message if finding.rule in _OF_PAIRS else _VALUES.sub("", finding.message)
        key = (finding.rule, finding.severity, finding.file, column, message)
        groups.setdefault(key, []).append(finding)
    return [_line(*group) for group in groups.values()]


def _line(first: Finding, *others: Finding) -> str:
    if not others:
        return str(first)
    return first.sentence(f"And {len(others)} more like it{_places(first, others)}.")


def _places(first: Finding, others: Sequence[Finding]) -> str:
    if first.line:
        lines = [str(line) for line in dict.fromkeys(finding.line for finding in others) if line != first.line]
        return f": line{'s' if len(lines) > 1 else ''} {_listed(lines)}" if lines else " in the same line"
    indexes = [_INDEX.search(finding.path) for finding in others]
    texts = [f"[{index[1]}]" for index in indexes if index]
    return f": {first.path.partition('[')[0]}{_listed(texts)}" if texts else " in the same place"


def _listed(texts: Sequence[str]) -> str:
    return enumerated(texts, _PLACES)
