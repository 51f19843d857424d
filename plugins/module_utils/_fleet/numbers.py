# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The numbers of a whole fleet: any number of them, read and checked like those of an order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from .._base.context import Options, TaskContext
from .._base.findings import OFF, Finding
from .._model.limits import MAX_NUMBERS
from .._model.merging import merged_numbers
from .._model.order import OrderInput as OrderModel
from .._model.origin import Origin
from .._rules import reading
from .._rules.catalog import check
from .._rules.required import TOO_MANY_NUMBERS
from .._rules.subject import OrderInput

if TYPE_CHECKING:
    from .._model.data import Number

_ROW = re.compile(r"phone_numbers\[([0-9]+)\]")


@dataclass(frozen=True)
class Fleet:
    """``numbers`` are merged with the order's defaults, as in an order."""

    numbers: list[Number]
    findings: list[Finding]


def without_order_id(options: Options) -> Options:
    """The options without the id of an order, for tasks that do not access orders at Sinch."""
    return {name: value for name, value in options.items() if name != "order_id"}


def read_fleet(context: TaskContext, severities: Mapping[str, str]) -> Fleet:
    """Reads the numbers of a task that takes any count, and finds all problems with them and their order's members.

    The rules see all numbers together, as if they were one order; the maximum size of an order is not checked here.
    """
    origin: Origin = context.options["origin"]
    own, found = _typed(context.options["phone_numbers"], origin, severities)
    order = {**context.options, "phone_numbers": own}
    merged = merged_numbers(order)
    severities = {**severities, TOO_MANY_NUMBERS.id: OFF}
    findings = found + check(OrderInput(order, merged), now=context.clock.now(), severities=severities)
    findings = origin.judged(findings, severities)
    return Fleet(merged, list(dict.fromkeys(findings)))


def _typed(numbers: Any, origin: Origin, severities: Mapping[str, str]) -> tuple[list[Number] | None, list[Finding]]:
    if numbers is None or origin.typed:
        return numbers, []
    if not isinstance(numbers, (list, tuple)):
        values, findings = reading.read(OrderModel, {"phone_numbers": numbers}, severities=severities)
        return values["phone_numbers"], findings
    own: list[Number] = []
    findings = []
    for start in range(0, len(numbers), MAX_NUMBERS):
        chunk = {"phone_numbers": numbers[start : start + MAX_NUMBERS]}
        values, found = reading.read(OrderModel, chunk, severities=severities)
        own += values["phone_numbers"] or []
        findings += [replace(finding, path=_moved(finding.path, start)) for finding in found]
    return own, findings


def _moved(path: str, by: int) -> str:
    return _ROW.sub(lambda row: f"phone_numbers[{int(row[1]) + by}]", path, count=1) if by else path
