# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How findings are shown: to people as sentences, and to programs as files.

The files (SARIF 2.1.0 for code reviews, JUnit XML for test reports) hold every finding. A sentence groups findings of
one rule in one column, and says where the rest is. Messages name places and never secrets, see ``_base/findings.py``.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from .._base.findings import ERROR, Finding
from .._base.text import enumerated
from .._rules.rule import RULES

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {ERROR: "error"}
# Lines of a message, and warnings of a task.
_PROBLEMS = 20
_WARNINGS = 10
# Places that a line names.
_PLACES = 6
# Rules whose messages name another place: one line for several would leave out most of those.
_OF_PAIRS = frozenset({"number-twice"})
_INDEX = re.compile(r"\[([0-9]+)\]")
# What differs between two messages of one rule: quoted values and numbers.
_VALUES = re.compile(r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|[0-9]+""")
_ALL_IN_RESULT = "All of them are in findings."
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def sentence(problems: Sequence[Finding], begin: str, end: str = "", *, rest: str = _ALL_IN_RESULT) -> str:
    """What a task that fails says: ``begin``, the count, ``end``, and a line for each rule and column.

    ``rest`` says where all findings are, for when the lines do not name each one.
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
    """Errors first, as only the first ones are shown; then by line."""
    return sorted(findings, key=lambda finding: (finding.severity != ERROR, finding.line))


def bounded(findings: Sequence[Finding], limit: int) -> dict[str, Any]:
    """The first findings for a result, with the sources of their rules, and how many there are in all."""
    rules = Counter(finding.rule for finding in findings)
    errors = sum(finding.severity == ERROR for finding in findings)
    return {
        "findings": [_with_source(finding) for finding in findings[:limit]],
        "findings_total": len(findings),
        "summary": {"errors": errors, "warnings": len(findings) - errors, "rules": dict(sorted(rules.items()))},
    }


def _with_source(finding: Finding) -> dict[str, Any]:
    rule = RULES.get(finding.rule)
    return {**finding.as_result(), "source": rule.source if rule else ""}


def _lines(findings: Iterable[Finding]) -> list[str]:
    """One line for all findings that say the same of one column, in the order of their first ones."""
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


def sarif(findings: Iterable[Finding], *, file: str) -> bytes:
    """A SARIF log with one run. ``file`` is what was checked, empty for a task's own options."""
    findings = list(findings)
    used = list(dict.fromkeys(finding.rule for finding in findings))
    places = {rule: place for place, rule in enumerate(used)}
    run = {
        "tool": {"driver": {"name": "sinch_portin_lint", "rules": [_sarif_rule(rule) for rule in used]}},
        "columnKind": "unicodeCodePoints",
        "results": [],
    }
    log = json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1)
    # A large file may have more findings than fit in memory as a tree; a line for each is read as well.
    head, tail = log.rsplit("[]", 1)
    results = b",\n".join(
        json.dumps(_sarif_result(finding, places[finding.rule], file)).encode("ascii") for finding in findings
    )
    return b"".join([f"{head}[\n".encode("ascii"), results, f"\n]{tail}\n".encode("ascii")])


def _sarif_rule(rule_id: str) -> dict[str, Any]:
    rule = RULES.get(rule_id)
    if rule is None:
        return {"id": rule_id}
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.summary},
        "help": {"text": f"{rule.remedy} Source: {rule.source}"},
        "defaultConfiguration": {"enabled": rule.severity != "off", "level": _LEVELS.get(rule.severity, "warning")},
        "properties": {"source": rule.source},
    }


def _sarif_result(finding: Finding, rule_index: int, file: str) -> dict[str, Any]:
    location: dict[str, Any] = {"logicalLocations": [{"fullyQualifiedName": finding.path}]}
    if finding.file or file:
        location["physicalLocation"] = {"artifactLocation": {"uri": quote(finding.file or file)}}
    if finding.line:
        location["physicalLocation"]["region"] = {"startLine": finding.line}
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "level": _LEVELS.get(finding.severity, "warning"),
        "message": {"text": _text(finding)},
        "locations": [location],
    }


def junit(findings: Iterable[Finding], *, file: str, checked: int, fails: Callable[[Finding], bool]) -> bytes:
    """A JUnit report: a test case for each finding, failed where it fails the task; one that passed for the rest."""
    findings = list(findings)
    failures = sum(map(fails, findings))
    counts = f'tests="{len(findings) + 1}" failures="{failures}" errors="0" skipped="0"'
    name = _attribute(file or "task")
    head = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f"<testsuites {counts}>",
        f' <testsuite name="sinch_portin_lint" {counts}>',
        f'  <testcase classname={name} name="{checked} numbers were checked"/>',
    ]
    cases = (_junit_case(finding, file or "task", failed=fails(finding)) for finding in findings)
    lines = chain(head, cases, [" </testsuite>", "</testsuites>\n"])
    return b"\n".join(line.encode("utf-8") for line in lines)


def _junit_case(finding: Finding, name: str, *, failed: bool) -> str:
    place = f"line {finding.line}: {finding.path}" if finding.line else finding.path
    line = f' line="{finding.line}"' if finding.line else ""
    head = f"classname={_attribute(finding.file or name)} name={_attribute(f'{finding.rule}: {place}')}{line}"
    text = escape(_xml(str(finding)))
    if failed:
        kind = f"type={_attribute(finding.rule)} message={_attribute(finding.message)}"
        return f"  <testcase {head}><failure {kind}>{text}</failure></testcase>"
    return f"  <testcase {head}><system-out>{text}</system-out></testcase>"


def _attribute(text: str) -> str:
    return quoteattr(_xml(text))


def _text(finding: Finding) -> str:
    return f"{finding.path}: {finding.message} {finding.remedy}".strip()


def _xml(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)


# What is read into Ansible's memory, callbacks and AWX's database. The files have all of them.
_WARNINGS = 10


_LISTED = 20
