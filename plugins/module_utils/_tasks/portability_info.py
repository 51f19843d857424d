# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of ``sinch_portability_info``: which numbers can be ported, and their current carriers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from .._base.context import Options, Result, TaskContext
from .._base.findings import ERROR, Finding
from .._base.libraries import Field
from .._fleet.lookup import orders_of, read_live
from .._model.options import ConnectionOptions, SourceOptions
from .._model.order import number_texts
from .._model.origin import Origin
from .._model.types import ApiPart, PhoneNumberText, Text
from .._order.context import Context, Service
from .._order.portability import check_number, portability
from .base import Plan, Task


class _Numbers(ApiPart):
    lists: ClassVar[dict[str, Callable[[Any], Any]]] = {"phone_numbers": number_texts}

    phone_numbers: list[PhoneNumberText] | None = None


class PortabilityInfoOptions(ConnectionOptions, SourceOptions, _Numbers):
    other_names: ClassVar[dict[str, str]] = {"customer_order_reference": "reference", "base_reference": "reference"}
    required_one_of: ClassVar[list[tuple[str, ...]]] = [("phone_numbers", "src", "content_from")]

    reference: Text | None = Field(default=None, min_length=1)


def _from_file(options: Options) -> Options:
    """Only the numbers of an order or a list; end users and PINs are not needed."""
    return {"phone_numbers": number_texts(options["phone_numbers"])} if "phone_numbers" in options else {}


def _empty() -> Result:
    return {"phone_numbers": [], "portable": [], "unportable": [], "carriers": {}, "ordered": []}


def _check(context: TaskContext) -> Iterator[Finding]:
    numbers = context.options["phone_numbers"]
    if numbers is None:
        yield Finding("missing-option", ERROR, "phone_numbers", "is not given.", "Give it, or a file with src.")
    for index, number in enumerate(numbers or ()):
        yield from check_number(number, f"phone_numbers[{index}]")


def _prepare(context: Context) -> Plan:
    entries = portability(context.client, context.options["phone_numbers"])
    unportable = [entry["phone_number"] for entry in entries if not entry["portable"]]
    result = {
        "phone_numbers": entries,
        "portable": [entry["phone_number"] for entry in entries if entry["portable"]],
        "unportable": unportable,
        "carriers": {entry["phone_number"]: entry["carrier"] for entry in entries},
        "ordered": _ordered(context, unportable),
    }
    return Plan(changed=False, result=result)


def _ordered(context: Context, unportable: list[str]) -> list[str]:
    """The numbers that orders of the job already port, which the service may no longer report as portable."""
    reference = context.options["reference"]
    if not reference or not unportable:
        return []
    live = orders_of(context.client, reference, []).live
    held = {number for order in read_live(context.client, live.values()) for number in order.held}
    return [number for number in unportable if number in held]


TASK = Task(
    "sinch_portability_info",
    PortabilityInfoOptions,
    _empty,
    _prepare,
    _check,
    writes=False,
    from_file=_from_file,
    service=Service(),
    origin=Origin.taken_from,
)
