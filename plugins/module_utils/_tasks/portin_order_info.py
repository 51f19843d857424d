# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of ``sinch_portin_order_info``: reads one order, or all that match."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import ClassVar

from .._base.context import Result, TaskContext
from .._base.findings import ERROR, Finding
from .._base.libraries import Field
from .._base.parallel import read_each
from .._model.options import AddressOptions, ConnectionOptions
from .._model.types import Flag, Integer
from .._order import lookup
from .._order.context import Context, Service
from .._order.filters import FILTERS, OrderFilters, matching, problems
from .base import Plan, Task

# Summaries take a kilobyte each. A complete order takes up to a few megabytes, so fewer of them are read.
MAX_ENTRIES = 10_000
MAX_WHOLE = 500


class OrderInfoOptions(ConnectionOptions, OrderFilters, AddressOptions):
    # Without either, all orders are read.
    required_one_of: ClassVar[list[tuple[str, ...]]] = []

    details: Flag = False
    limit: Integer | None = Field(default=None, ge=1)


def _empty() -> Result:
    return {"orders": [], "truncated": False}


def _check(context: TaskContext) -> Iterator[Finding]:
    options = context.options
    filters = [name for name in FILTERS if options[name] is not None]
    if options["order_id"] is not None and filters:
        message = f"names one order, so {filters[0]} has nothing to choose from."
        yield Finding("options-exclude", ERROR, "order_id", message, "Give one or the other.")
    yield from problems(options)


def _prepare(context: Context) -> Plan:
    options, client = context.options, context.client
    if options["order_id"] is not None:
        order = lookup.order_by_id(client, options["order_id"])
        return Plan(changed=False, result={"orders": [order] if order else [], "truncated": False})
    limit = options["limit"] or (MAX_WHOLE if options["details"] else MAX_ENTRIES)
    entries = list(islice(matching(client, options, limit=limit), limit + 1))
    truncated = len(entries) > limit
    del entries[limit:]
    orders = entries
    if options["details"]:
        read = read_each(lambda entry: lookup.order_by_id(client, entry["id"]), entries)
        # An order may no longer exist when it is read.
        orders = [order for order in read if order is not None]
    warnings = []
    if truncated:
        warnings = [
            f"More than {limit} orders match, and only {limit} are returned. Narrow the filters, or raise limit."
        ]
    return Plan(changed=False, result={"orders": orders, "truncated": truncated}, warnings=warnings)


TASK = Task("sinch_portin_order_info", OrderInfoOptions, _empty, _prepare, _check, writes=False, service=Service())
