# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Findings as files for other programs: SARIF 2.1.0 for code reviews, JUnit XML for test reports.

A file contains all findings. Messages contain locations but never secrets, see ``_base/findings.py``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from .._base.findings import ERROR, Finding
from .._rules.rule import RULES

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {ERROR: "error"}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def sarif(findings: Iterable[Finding], *, file: str) -> bytes:
    """A SARIF log with one run. ``file`` is the checked file, empty for a task's own options."""
    findings = list(findings)
    used = list(dict.fromkeys(finding.rule for finding in findings))
    places = {rule: place for place, rule in enumerate(used)}
    run = {
        "tool": {"driver": {"name": "sinch_portin_lint", "rules": [_sarif_rule(rule) for rule in used]}},
        "columnKind": "unicodeCodePoints",
        "results": [],
    }
    log = json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1)
    # The findings of a large file may not fit into memory as a tree; one line each is just as readable.
    head, tail = log.rsplit("[]", 1)
    results = b",\n".join(
        json.dumps(_sarif_result(finding, places[finding.rule], file)).encode("ascii") for finding in findings
    )
    return b"".join([f"{head}[\n".encode("ascii"), results, f"\n]{tail}\n".encode("ascii")])


def _sarif_rule(rule_id: str) -> Mapping[str, object]:
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


def _sarif_result(finding: Finding, rule_index: int, file: str) -> Mapping[str, object]:
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
    """A JUnit report: a test case for each finding, failed if it fails the task; and a passed one for the rest."""
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
    """The text without characters that are invalid in XML."""
    return _NOT_XML.sub("\ufffd", text)
