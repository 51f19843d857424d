# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of ``sinch_portin_plan``: groups a fleet of numbers into orders, in a file for review and approval."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Literal

from .._api.client import Client
from .._base import files
from .._base.context import Options, Result, TaskContext
from .._base.errors import ApiError, Unportable, ValidationFailed
from .._base.findings import ERROR, OFF, Finding, errors_of
from .._base.libraries import Field
from .._base.text import enumerated
from .._fleet import plan_file
from .._fleet.compare import compare, tell
from .._fleet.digest import order_members
from .._fleet.lookup import JobOrders, ask_portability, countries_of, orders_of, read_live
from .._fleet.numbers import Fleet, read_fleet
from .._fleet.overview import left_over, overview, without_digests
from .._fleet.plan import ACCOUNT, GROUPINGS, Live, PlanRequest, UnansweredError, homeless, lacking, make_plan
from .._fleet.plan_file import PlanFileError
from .._model.limits import LONGEST_REFERENCE, MAX_NUMBERS
from .._model.options import ConnectionOptions, OrderSourceOptions
from .._model.order import OrderInput
from .._model.origin import Origin
from .._model.statuses import FIXED_STATUSES
from .._model.types import FilePath, Integer
from .._order.context import Context, Service
from .._report.findings import bounded, sentence, sorted_findings, warnings_of
from .._rules.order import REFERENCE_TOO_LONG
from .._rules.rule import is_about_new_orders
from .._rules.severities import effective_severities, may_exist
from .base import Plan, Task

if TYPE_CHECKING:
    from .._model.data import FleetPlan

# Entries of each list that grows with the fleet; the plan file has all.
_SHOWN = 100
_REST = f"The first {_SHOWN} are in findings. sinch_portin_lint writes all of them to a file."
# Characters that a running number adds to the base reference.
_SUFFIX = len("-000000")
# Messages list the first numbers.
_LISTED = 20


class PortinPlanOptions(ConnectionOptions, OrderInput, OrderSourceOptions):
    """Every option of ``sinch_portin_plan``."""

    other_names: ClassVar[dict[str, str]] = {"base_reference": "customer_order_reference"}
    required: ClassVar[tuple[str, ...]] = ("project_id", "customer_order_reference", "dest")

    state: Literal["present", "checked"] = "present"
    dest: FilePath | None = None
    group_by: list[Literal["country", "carrier", "account", "authorizer"]] | None = None
    max_numbers: Integer = Field(default=MAX_NUMBERS, ge=1, le=MAX_NUMBERS)
    on_unportable: Literal["fail", "exclude"] = "exclude"


def _empty() -> Result:
    return {
        "path": None,
        "fingerprint": None,
        "orders": [],
        "counts": dict.fromkeys(("numbers", "orders", "planned", "unportable", "removed", "added"), 0),
        "unportable": [],
        "removed": [],
        "changes": {},
        "left_over": [],
        "overview": [],
        "findings_total": 0,
        "summary": {"errors": 0, "warnings": 0, "rules": {}},
    }


def _check(context: TaskContext) -> Iterator[Finding]:
    options, rule = context.options, REFERENCE_TOO_LONG
    reference, severity = options.get("customer_order_reference"), context.severities[rule.id]
    if not reference:
        message = "is not given; the orders' references are made from it."
        yield Finding("missing-option", ERROR, "customer_order_reference", message, "Give it.")
    elif len(reference) + _SUFFIX > LONGEST_REFERENCE and severity != OFF:
        message = f"has {len(reference)} characters; {LONGEST_REFERENCE - _SUFFIX} leave room for a running number."
        yield Finding(rule.id, severity, "customer_order_reference", message, rule.remedy)
    if not options["dest"]:
        yield Finding("missing-option", ERROR, "dest", "is not given; it is the plan file.", "Give it.")
    elif options["state"] == "present":
        problems = files.check_target(options["dest"], "dest")
        yield from (replace(problem, rule="plan-path") for problem in problems)


def _prepare(context: Context) -> Plan:
    options = context.options
    fleet = read_fleet(context, may_exist(context.severities))
    findings = sorted_findings(fleet.findings)
    reported = bounded(findings, _SHOWN)
    rest = "All of them are in findings." if len(findings) <= _SHOWN else _REST
    warnings = warnings_of([finding for finding in findings if finding.severity != ERROR], rest=rest)
    if wrong := errors_of(findings):
        failure = ValidationFailed(sentence(wrong, "Nothing was planned, because the numbers have", rest=rest))
        return Plan(changed=False, result=reported, warnings=warnings, failure=failure)
    text, previous = _previous(options)
    if options["state"] == "checked":
        return _checked(options, fleet, previous, reported)
    job_orders = orders_of(context.client, _reference(options), _references(previous))
    plan = _make(context, fleet, previous, job_orders)
    missing = [order["reference"] for order in plan["orders"] if order["reference"] not in job_orders.live]
    if missing:
        refused = [
            replace(finding, severity=ERROR)
            for finding in findings
            if is_about_new_orders(finding) and context.severities[finding.rule] == ERROR
        ]
        if refused:
            what = f"Nothing was planned. {len(missing)} of its orders do not exist yet, such as {missing[0]}, and have"
            raise ValidationFailed(sentence(refused, what), result=bounded([*refused, *findings], _SHOWN))
    left = left_over(plan, job_orders.live)
    result = {
        **reported,
        **_result(plan, options, previous, left),
        "changes": _shown_changes(compare(previous, order_members(options), fleet.numbers)) if previous else {},
    }
    _refuse_unportable(plan, options, result)
    content = plan_file.render(plan)
    return Plan(
        changed=content != text,
        result=result,
        sides=lambda: (without_digests(text), without_digests(content)) if content != text else ({}, {}),
        act=lambda: _write(options["dest"], content) if content != text else {},
        warnings=[*warnings, *left],
    )


TASK = Task(
    "sinch_portin_plan",
    PortinPlanOptions,
    _empty,
    _prepare,
    _check,
    takes_any_count=True,
    service=Service(),
    origin=Origin.taken_from,
    severities=effective_severities,
)


def _previous(options: Options) -> tuple[str, FleetPlan | None]:
    """The current plan file, and the plan in it; empty and None if there is none."""
    path = options["dest"]
    with files.named("dest"):
        content = files.present_content(path)
    if content is None:
        return "", None
    try:
        plan = plan_file.parse(content)
    except PlanFileError as error:
        raise ValidationFailed(f"dest names {path}, which {error}") from None
    if plan["reference"] != options["customer_order_reference"]:
        raise ValidationFailed(
            f"dest names {path}, a plan of the base reference {plan['reference']!r}, but the task has another one. "
            "Use another file, so that no plan is lost."
        )
    return content.decode("utf-8"), plan


def _checked(options: Options, fleet: Fleet, plan: FleetPlan | None, reported: Result) -> Plan:
    if plan is None:
        raise ValidationFailed(
            f"dest names {options['dest']}, which does not exist. Make the plan first.", result=reported
        )
    changes = compare(plan, order_members(options), fleet.numbers, by_account=ACCOUNT in _group_by(options))
    result = {**reported, **_result(plan, options, plan, []), "changes": _shown_changes(changes)}
    if any(changes.values()):
        raise ValidationFailed(
            f"The plan {options['dest']} is out of date: {tell(changes)}. Make it again, review "
            "the changes, and apply it.",
            result=result,
        )
    _refuse_unportable(plan, options, result)
    return Plan(changed=False, result=result)


def _shown_changes(changes: Mapping[str, list[str]]) -> dict[str, list[str]]:
    return {name: names[:_SHOWN] for name, names in changes.items()}


def _refuse_unportable(plan: FleetPlan, options: Options, result: Result) -> None:
    unportable = plan["unportable"]
    if not unportable or options["on_unportable"] == "exclude":
        return
    listed = enumerated([f"{number} ({entry['reason']})" for number, entry in unportable.items()], _LISTED, "; ")
    raise Unportable(
        f"{len(unportable)} of {plan['summary']['numbers']} numbers cannot be ported: {listed}. "
        "Remove them, or set on_unportable: exclude to plan the others.",
        result=result,
        phone_numbers=list(unportable)[:_SHOWN],
    )


def _reference(options: Options) -> str:
    return str(options["customer_order_reference"])


def _group_by(options: Options) -> tuple[str, ...]:
    return tuple(options["group_by"] or GROUPINGS)


def _references(plan: FleetPlan | None) -> list[str]:
    return [order["reference"] for order in plan["orders"]] if plan else []


def _make(context: Context, fleet: Fleet, previous: FleetPlan | None, job_orders: JobOrders) -> FleetPlan:
    options, client = context.options, context.client
    request = PlanRequest(_reference(options), order_members(options), _group_by(options), options["max_numbers"])
    countries = countries_of(fleet.numbers)
    numbers = [str(number["phone_number"]) for number in fleet.numbers]
    moving = homeless(request, fleet.numbers, countries, previous) if previous else []
    orders = previous["orders"] if previous else []
    planned_in = {number: order["reference"] for order in orders for number in order["numbers"]}
    fixed = [order for order in orders if job_orders.live.get(order["reference"], {}).get("status") in FIXED_STATUSES]
    found = _read(client, job_orders, {order["reference"] for order in fixed})
    late = {number for order in fixed for number in lacking(order, found[order["reference"]])}
    settled = {number for number, reference in planned_in.items() if reference in job_orders.live} - set(moving) - late
    asked = [number for number in numbers if number not in settled]
    answers = ask_portability(client, asked)
    # Numbers in an order of this job need not be portable. A planned order is assumed to match the plan, unless it
    # matters.
    wanted = job_orders.live.keys() - set(_references(previous)) | {planned_in[number] for number in moving}
    if late or any(not answers.get(number, {}).get("portable") for number in asked):
        wanted = set(job_orders.live)
    found |= _read(client, job_orders, (wanted & job_orders.live.keys()) - found.keys())
    existing: dict[str, Live | None] = {name: found.get(name) for name in sorted(job_orders.live)}
    try:
        return make_plan(
            request,
            fleet.numbers,
            answers=answers,
            countries=countries,
            previous=previous,
            existing=existing,
            used=job_orders.cancelled,
        )
    except UnansweredError as error:
        raise ApiError(
            f"Sinch's response lacks these numbers: "
            f"{enumerated(error.numbers, _LISTED)}. Nothing was planned. Run "
            "again; if it happens again, remove them and ask Sinch.",
            phone_numbers=error.numbers[:_SHOWN],
        ) from None


def _read(client: Client, job_orders: JobOrders, names: Collection[str]) -> dict[str, Live]:
    return dict(zip(names, read_live(client, [job_orders.live[name] for name in names]), strict=True))


def _result(plan: FleetPlan, options: Options, previous: FleetPlan | None, left: list[str]) -> Result:
    """The result as a variable: references and counts, but no list of all numbers."""
    before = {number for order in previous["orders"] for number in order["numbers"]} if previous else set()
    added = sum(number not in before for order in plan["orders"] for number in order["numbers"])
    counts = {name: plan["summary"][name] for name in ("numbers", "orders", "planned", "unportable", "removed")}
    path = files.expanded(options["dest"])
    return {
        "path": path,
        "fingerprint": plan["fingerprint"],
        "orders": [
            {name: order[name] for name in ("reference", "country", "carrier", "group", "count")}
            for order in plan["orders"]
        ],
        "counts": {**counts, "added": added},
        "unportable": [
            {"phone_number": number, **plan["unportable"][number]} for number in list(plan["unportable"])[:_SHOWN]
        ],
        "removed": [
            {"phone_number": number, "customer_order_reference": plan["removed"][number]}
            for number in list(plan["removed"])[:_SHOWN]
        ],
        "left_over": left,
        "overview": overview(plan, path),
    }


def _write(path: str, content: str) -> Result:
    with files.named("dest"):
        files.write_file(path, content.encode("utf-8"), mode=0o644)
    return {}
