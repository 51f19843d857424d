# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of ``sinch_portin_rejection_info``: which rejected numbers of a reference can be ordered again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, cast

from .._base.context import Result, TaskContext
from .._base.errors import ValidationFailed
from .._base.findings import ERROR, Finding, errors_of
from .._base.parallel import read_each
from .._fleet import resubmission
from .._fleet.numbers import read_fleet
from .._fleet.references import belongs
from .._model import statuses
from .._model.options import ConnectionOptions, OrderSourceOptions
from .._model.order import OrderInput
from .._model.origin import Origin
from .._model.types import PhoneNumberText, Word
from .._order import lookup
from .._order.context import Context, Service
from .._report.findings import sentence, sorted_findings, warnings_of
from .._rules.severities import effective_severities
from .base import Plan, Task

if TYPE_CHECKING:
    from .._model.data import Order

# Fields of an order that the decision needs.
_NEEDED = ("id", "status", "customer_order_reference", "desired_port_schedule")


class RejectionInfoOptions(ConnectionOptions, OrderInput, OrderSourceOptions):
    other_names: ClassVar[dict[str, str]] = {"base_reference": "customer_order_reference"}
    required: ClassVar[tuple[str, ...]] = ("project_id", "customer_order_reference")

    references: list[Word] | None = None
    settled: list[PhoneNumberText] | None = None


def _empty() -> Result:
    return {"resubmissions": [], "refused": [], "causes": [], "absent": []}


def _check(context: TaskContext) -> Iterator[Finding]:
    if not context.options["customer_order_reference"]:
        message = "is not given. It is the base reference of the orders."
        yield Finding("missing-option", ERROR, "customer_order_reference", message)


def _prepare(context: Context) -> Plan:
    options = context.options
    fleet = read_fleet(context, context.severities)
    findings = sorted_findings(fleet.findings)
    reported = {"findings": [finding.as_result() for finding in findings]}
    warnings = warnings_of([finding for finding in findings if finding.severity != ERROR])
    if wrong := errors_of(findings):
        failure = ValidationFailed(sentence(wrong, "Nothing was looked up, because the numbers have"))
        return Plan(changed=False, result=reported, warnings=warnings, failure=failure)
    base = str(options["customer_order_reference"])
    named = options["references"] or ()
    ids = [
        entry["id"]
        for entry in context.client.list_orders()
        if belongs(str(entry.get("customer_order_reference") or ""), base, named=named)
    ]
    read = read_each(lambda order_id: lookup.order_by_id(context.client, order_id), ids)
    found = resubmission.decide(
        [_short(order) for order in read if order is not None],
        fleet.numbers,
        schedule=options["desired_port_schedule"],
        settled=options["settled"] or (),
    )
    result = {
        **reported,
        "resubmissions": found.orders,
        "refused": found.refused,
        "causes": resubmission.by_cause(found.refused),
        "absent": found.absent,
    }
    return Plan(changed=False, result=result, warnings=warnings)


def _short(order: Order) -> Order:
    """What the decision needs: for numbers that were not refused only their presence."""
    numbers = [
        number
        if statuses.is_refused(number)
        else {"phone_number": number.get("phone_number"), "status": number.get("status")}
        for number in order.get("phone_numbers") or ()
    ]
    return cast("Order", {**{name: order.get(name) for name in _NEEDED}, "phone_numbers": numbers})


TASK = Task(
    "sinch_portin_rejection_info",
    RejectionInfoOptions,
    _empty,
    _prepare,
    _check,
    writes=False,
    takes_any_count=True,
    service=Service(),
    origin=Origin.taken_from,
    severities=effective_severities,
)
