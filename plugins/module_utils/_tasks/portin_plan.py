# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of ``sinch_portin_plan``: the orders that a fleet of numbers becomes, as a file to be read and approved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import ClassVar, Literal

from .._base import files
from .._base.errors import ValidationFailed
from .._base.files import FileProblem
from .._base.findings import ERROR, Finding, errors_of
from .._base.libraries import Field
from .._fleet import plan_file
from .._fleet.compare import compare, tell
from .._fleet.digest import order_members
from .._fleet.lookup import ask_portability, countries_of, orders_of
from .._fleet.numbers import Fleet, read_fleet
from .._fleet.plan import GROUPINGS, Wish, make_plan
from .._fleet.plan_file import FleetPlan, PlanFileError
from .._model.limits import LONGEST_REFERENCE, MOST_NUMBERS
from .._model.options import ConnectionOptions, OrderSourceOptions
from .._model.order import OrderInput
from .._model.types import FilePath, Integer
from .._order.context import Context, Options, Result, connect
from .._report.findings import bounded, sentence, sorted_findings, warnings_of
from .._rules.severities import is_about_new_orders, may_exist
from .base import Plan, Task

# Of each list that grows with the fleet; the plan file has all.
_SHOWN = 100
_REST = f"The first {_SHOWN} are in findings. sinch_portin_lint writes all of them to a file."
# What a running number adds to the base reference.
_SUFFIX = len("-000000")


class PortinPlanOptions(ConnectionOptions, OrderInput, OrderSourceOptions):
    """Every option of ``sinch_portin_plan``."""

    required: ClassVar[tuple[str, ...]] = ("project_id", "customer_order_reference", "dest")

    state: Literal["present", "checked"] = "present"
    dest: FilePath | None = None
    group_by: list[Literal["country", "carrier", "account", "authorizer"]] | None = None
    max_numbers: Integer = Field(default=MOST_NUMBERS, ge=1, le=MOST_NUMBERS)


def _empty() -> Result:
    return {
        "path": None,
        "fingerprint": None,
        "orders": [],
        "counts": dict.fromkeys(("numbers", "orders", "planned", "unportable", "removed", "added"), 0),
        "unportable": [],
        "removed": [],
        "changes": {},
        "findings_total": 0,
        "summary": {"errors": 0, "warnings": 0, "rules": {}},
    }


def _check(options: Options, now: datetime, severities: Mapping[str, str]) -> list[Finding]:
    findings = []
    reference = options.get("customer_order_reference")
    if not reference:
        message = "is not given; the orders' references are made from it."
        findings.append(Finding("missing-option", ERROR, "customer_order_reference", message, "Give it."))
    elif len(reference) + _SUFFIX > LONGEST_REFERENCE:
        message = f"has {len(reference)} characters; {LONGEST_REFERENCE - _SUFFIX} leave room for a running number."
        findings.append(Finding("reference-too-long", ERROR, "customer_order_reference", message, "Shorten it."))
    if not options["dest"]:
        message = "is not given; it is the plan's file."
        findings.append(Finding("missing-option", ERROR, "dest", message, "Give it."))
    elif options["state"] == "present":
        findings += [
            Finding("plan-path", problem.severity, problem.path, problem.message, problem.remedy)
            for problem in files.check_target(options["dest"], "dest")
        ]
    return findings


def _prepare(context: Context) -> Plan:
    options = context.options
    severities = may_exist(context.severities)
    fleet = read_fleet(
        options, options["phone_numbers"], options["origin"], now=context.clock.now(), severities=severities
    )
    findings = sorted_findings(fleet.findings)
    told = bounded(findings, _SHOWN)
    rest = "All of them are in findings." if len(findings) <= _SHOWN else _REST
    warnings = warnings_of([finding for finding in findings if finding.severity != ERROR], rest=rest)
    if wrong := errors_of(findings):
        failure = ValidationFailed(sentence(wrong, "Nothing was planned, since the numbers have", rest=rest))
        return Plan(changed=False, result=told, warnings=warnings, failure=failure)
    text, previous = _previous(options)
    if options["state"] == "checked":
        return _checked(options, fleet, previous, told)
    plan, missing = _make(context, fleet, previous)
    if missing:
        refused = [
            replace(finding, severity=ERROR)
            for finding in findings
            if is_about_new_orders(finding) and context.severities[finding.rule] == ERROR
        ]
        if refused:
            what = f"Nothing was planned. {len(missing)} of its orders do not exist yet, such as {missing[0]}, and have"
            raise ValidationFailed(sentence(refused, what), result=bounded([*refused, *findings], _SHOWN))
    content = plan_file.render(plan)
    return Plan(
        changed=content != text,
        result={**told, **_result(plan, options, previous)},
        sides=lambda: (text, content) if content != text else ({}, {}),
        act=lambda: _write(options["dest"], content) if content != text else {},
        warnings=warnings,
    )


TASK = Task("sinch_portin_plan", PortinPlanOptions, _empty, _check, _prepare, takes_any_count=True, connect=connect)


def _previous(options: Options) -> tuple[str, FleetPlan | None]:
    """The plan file as it is, and the plan in it; empty and None when there is none."""
    path = options["dest"]
    try:
        content = files.present_content(path)
        if content is None:
            return "", None
        plan = plan_file.parse(content)
    except (FileProblem, PlanFileError) as error:
        words = str(error) if isinstance(error, FileProblem) else f"names {path}, which {error}"
        raise ValidationFailed(f"dest {words}") from None
    if plan["reference"] != options["customer_order_reference"]:
        raise ValidationFailed(
            f"dest names {path}, a plan of the base reference {plan['reference']!r}, and the task has another one. "
            "Name another file, so that no plan is lost."
        )
    return content.decode("utf-8"), plan


def _checked(options: Options, fleet: Fleet, plan: FleetPlan | None, told: Result) -> Plan:
    if plan is None:
        raise ValidationFailed(f"dest names {options['dest']}, which is not there. Make the plan first.", result=told)
    changes = compare(plan, order_members(options), fleet.numbers)
    result = {
        **told,
        **_result(plan, options, plan),
        "changes": {name: names[:_SHOWN] for name, names in changes.items()},
    }
    if any(changes.values()):
        raise ValidationFailed(
            f"The plan {options['dest']} no longer fits what it was made of: {tell(changes)}. Make it anew, look at "
            "what changed in it, and apply that.",
            result=result,
        )
    return Plan(changed=False, result=result)


def _make(context: Context, fleet: Fleet, previous: FleetPlan | None) -> tuple[FleetPlan, list[str]]:
    """The plan, and the references of those of its orders that are not at Sinch."""
    options, client = context.options, context.client
    reference = str(options["customer_order_reference"])
    live, cancelled = orders_of(client, reference, whole=previous is None)
    placed = {number for order in previous["orders"] for number in order["numbers"]} if previous else set()
    numbers = [str(number["phone_number"]) for number in fleet.numbers]
    answers = ask_portability(client, [number for number in numbers if number not in placed])
    group_by = options["group_by"] or GROUPINGS
    wish = Wish(reference, order_members(options), tuple(group_by), options["max_numbers"])
    plan = make_plan(
        wish,
        fleet.numbers,
        answers=answers,
        countries=countries_of(fleet.numbers),
        previous=previous,
        existing=live,
        used=cancelled,
    )
    return plan, [order["reference"] for order in plan["orders"] if order["reference"] not in live]


def _result(plan: FleetPlan, options: Options, previous: FleetPlan | None) -> Result:
    """What becomes a variable: references and counts, and no list of all numbers."""
    before = {number for order in previous["orders"] for number in order["numbers"]} if previous else set()
    added = sum(number not in before for order in plan["orders"] for number in order["numbers"])
    counts = {name: plan["summary"][name] for name in ("numbers", "orders", "planned", "unportable", "removed")}
    shown = ("reference", "country", "carrier", "group", "count")
    return {
        "path": files.expanded(options["dest"]),
        "fingerprint": plan["fingerprint"],
        "orders": [{name: order[name] for name in shown} for order in plan["orders"]],
        "counts": {**counts, "added": added},
        "unportable": [
            {"phone_number": number, **plan["unportable"][number]} for number in list(plan["unportable"])[:_SHOWN]
        ],
        "removed": [
            {"phone_number": number, "customer_order_reference": plan["removed"][number]}
            for number in list(plan["removed"])[:_SHOWN]
        ],
    }


def _write(path: str, content: str) -> Result:
    try:
        files.write_file(path, content.encode("utf-8"), mode=0o644)
    except FileProblem as error:
        raise ValidationFailed(f"dest {error}") from None
    return {}
