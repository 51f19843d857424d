# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Findings as files that other programs read: SARIF 2.1.0 for code reviews, JUnit XML for test reports.

Both hold every finding. Messages name places and never secrets, see ``_findings``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

from ansible_collections.sinch.porting.plugins.module_utils._findings import ERROR, Finding
from ansible_collections.sinch.porting.plugins.module_utils._rules import RULES

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {ERROR: "error"}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def sarif(findings: Iterable[Finding], *, file: str) -> bytes:
    """A SARIF log with one run. ``file`` is what was checked, empty for a task's own options."""
    findings = list(findings)
    used = list(dict.fromkeys(finding.rule for finding in findings))
    places = {rule: place for place, rule in enumerate(used)}
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "sinch_portin_lint", "rules": [_sarif_rule(rule) for rule in used]}},
                "columnKind": "unicodeCodePoints",
                "results": [_sarif_result(finding, places[finding.rule], file) for finding in findings],
            }
        ],
    }
    return json.dumps(log, indent=1).encode("ascii") + b"\n"


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
    counts = {"tests": str(len(findings) + 1), "failures": str(failures), "errors": "0", "skipped": "0"}
    suites = ElementTree.Element("testsuites", counts)
    suite = ElementTree.SubElement(suites, "testsuite", {"name": "sinch_portin_lint", **counts})
    name = file or "task"
    ElementTree.SubElement(suite, "testcase", {"classname": name, "name": f"{checked} numbers were checked"})
    for finding in findings:
        place = f"line {finding.line}: {finding.path}" if finding.line else finding.path
        attributes = {"classname": finding.file or name, "name": _xml(f"{finding.rule}: {place}")}
        if finding.line:
            attributes["line"] = str(finding.line)
        case = ElementTree.SubElement(suite, "testcase", attributes)
        if fails(finding):
            failure = {"type": finding.rule, "message": _xml(finding.message)}
            ElementTree.SubElement(case, "failure", failure).text = _xml(str(finding))
        else:
            ElementTree.SubElement(case, "system-out").text = _xml(str(finding))
    ElementTree.indent(suites, " ")
    content: bytes = ElementTree.tostring(suites, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _text(finding: Finding) -> str:
    return f"{finding.path}: {finding.message} {finding.remedy}".strip()


def _xml(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)
