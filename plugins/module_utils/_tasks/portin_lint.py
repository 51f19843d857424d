# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of ``sinch_portin_lint``: checks numbers offline, and reports to people and programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Literal

from .._base import files
from .._base.context import Options, Result, TaskContext
from .._base.errors import ValidationFailed
from .._base.files import FileProblem
from .._base.findings import ERROR, WARN, Finding
from .._base.libraries import Field
from .._fleet.numbers import read_fleet, without_order_id
from .._model.options import OrderSourceOptions
from .._model.order import OrderInput
from .._model.origin import Origin
from .._model.types import FilePath, Integer
from .._report.finding_files import junit, sarif
from .._report.findings import bounded, sentence, sorted_findings, warnings_of
from .._rules.severities import effective_severities, may_exist
from .base import Plan, Task

_NEVER = "never"


class LintOptions(OrderInput, OrderSourceOptions):
    """Every option of ``sinch_portin_lint``."""

    fail_on: Literal["error", "warn", "never"] = "error"
    max_findings: Integer = Field(default=100, ge=0)
    sarif_path: FilePath | None = None
    junit_path: FilePath | None = None


def _empty() -> Result:
    return {"findings_total": 0, "summary": {"errors": 0, "warnings": 0, "rules": {}}, "checked": 0}


def _check(context: TaskContext) -> Iterator[Finding]:
    for option in ("sarif_path", "junit_path"):
        if path := context.options[option]:
            yield from (replace(problem, rule="report-path") for problem in files.check_target(path, option))


def _prepare(context: TaskContext) -> Plan:
    options = context.options
    # Offline it is unknown whether the orders exist.
    severities = may_exist(context.severities, chosen=options["rules"] or {})
    fleet = read_fleet(context, severities)
    findings = sorted_findings(without_missing_schedule(fleet.findings, options))
    fails = _fails(options["fail_on"])
    reports = _reports(options, findings, checked=len(fleet.numbers), fails=fails)
    changed = {path: make for path, make in reports.items() if _present(path) != make()}
    failed = [finding for finding in findings if fails(finding)]
    rest = _rest(options, len(findings))
    return Plan(
        changed=bool(changed),
        result={**bounded(findings, options["max_findings"]), "checked": len(fleet.numbers)},
        act=lambda: _write(changed),
        warnings=warnings_of([finding for finding in findings if not fails(finding)], rest=rest),
        failure=ValidationFailed(sentence(failed, "The numbers have", rest=rest)) if failed else None,
    )


TASK = Task(
    "sinch_portin_lint",
    LintOptions,
    _empty,
    _prepare,
    _check,
    writes=False,
    from_file=without_order_id,
    takes_any_count=True,
    origin=Origin.taken_from,
    severities=effective_severities,
)


def without_missing_schedule(findings: list[Finding], options: Options) -> list[Finding]:
    """Numbers may be checked long before their date is set; but an order with a schedule must have a date."""
    if options.get("desired_port_schedule"):
        return findings
    absent = ("missing-member", "desired_port_schedule.desired_port_date")
    return [finding for finding in findings if (finding.rule, finding.path) != absent]


def _rest(options: Options, total: int) -> str:
    """Where all findings are."""
    paths = [options[name] for name in ("sarif_path", "junit_path") if options[name]]
    if paths:
        return f"All findings are in {' and '.join(paths)}."
    if total <= options["max_findings"]:
        return "All of them are in findings."
    return (
        f"The first {options['max_findings']} are in findings. To have all of them in a file, set sarif_path or "
        "junit_path (in the role port_in_sarif_file or port_in_junit_file)."
    )


def _fails(fail_on: str) -> Callable[[Finding], bool]:
    severities_that_fail = {ERROR: {ERROR}, WARN: {ERROR, WARN}, _NEVER: set[str]()}[fail_on]
    return lambda finding: finding.severity in severities_that_fail


def _reports(
    options: Options, findings: list[Finding], *, checked: int, fails: Callable[[Finding], bool]
) -> dict[str, Callable[[], bytes]]:
    """Renderers by path; lazy, because reports can be too large to hold."""
    file = options["origin"].file
    reports: dict[str, Callable[[], bytes]] = {}
    if options["sarif_path"]:
        reports[options["sarif_path"]] = lambda: sarif(findings, file=file)
    if options["junit_path"]:
        reports[options["junit_path"]] = lambda: junit(findings, file=file, checked=checked, fails=fails)
    return reports


def _present(path: str) -> bytes | None:
    try:
        return files.present_content(path)
    except FileProblem:
        return None


def _write(reports: dict[str, Callable[[], bytes]]) -> Result:
    with files.named("A report"):
        for path, make in reports.items():
            files.write_file(path, make(), mode=0o644)
    return {}
