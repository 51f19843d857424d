# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of ``sinch_portin_order_info``: one order, or every order that matches."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, ClassVar, Literal

from .._api.client import PAGE_SIZE
from .._base.context import Options, Result
from .._base.findings import ERROR, Finding
from .._base.libraries import Field
from .._base.parallel import read_each
from .._model.options import ConnectionOptions
from .._model.types import ApiPart, DateText, Flag, Integer, PhoneNumberText, Text
from .._order import lookup
from .._order.context import Context, connect
from .._order.portability import check_number
from .base import Plan, Task

if TYPE_CHECKING:
    from .._model.data import Order

UTC = datetime.timezone.utc

# Short entries take a kilobyte each. A whole order takes up to a few megabytes, so fewer of them are read.
MOST_ENTRIES = 10_000
MOST_WHOLE = 500

FILTERS = (
    "order_status",
    "customer_order_reference",
    "phone_number",
    "created_date_start",
    "created_date_end",
    "foc_start_date",
    "foc_end_date",
)
_PERIODS = (("created_date_start", "created_date_end"), ("foc_start_date", "foc_end_date"))


class _Filters(ApiPart):
    other_names: ClassVar[dict[str, str]] = {
        "foc_date_start": "foc_start_date",
        "foc_date_end": "foc_end_date",
        "reference": "customer_order_reference",
    }

    order_id: Integer | None = Field(default=None, ge=0)
    order_status: Literal["PENDING", "CONFIRMED", "COMPLETED", "CANCELED"] | None = None
    customer_order_reference: Text | None = None
    phone_number: PhoneNumberText | None = None
    created_date_start: DateText | None = None
    created_date_end: DateText | None = None
    foc_start_date: DateText | None = None
    foc_end_date: DateText | None = None


class OrderInfoOptions(ConnectionOptions, _Filters):
    details: Flag = False
    limit: Integer | None = Field(default=None, ge=1)


def _empty() -> Result:
    return {"orders": [], "truncated": False}


def _check(options: Options, now: datetime.datetime, severities: Mapping[str, str]) -> list[Finding]:
    return list(_problems(options))


def _problems(options: Options) -> Iterator[Finding]:
    filters = [name for name in FILTERS if options[name] is not None]
    if options["order_id"] is not None and filters:
        message = f"names one order, so {filters[0]} has nothing to choose from."
        yield Finding("options-exclude", ERROR, "order_id", message, "Give one or the other.")
    if options["phone_number"] is not None:
        yield from check_number(options["phone_number"], "phone_number")
    for period in _PERIODS:
        moments = []
        for name in period:
            try:
                moments += [_moment(options[name], end=name == period[1])] if options[name] is not None else []
            except ValueError:
                message = "is neither a date such as 2027-03-02 nor a date-time such as 2027-03-02T12:00:00Z."
                yield Finding("date-format", ERROR, name, message)
        if len(moments) == 2 and moments[0] > moments[1]:
            yield Finding("period-reversed", ERROR, period[0], f"is later than {period[1]}.", "Swap them.")


def _moment(text: str, *, end: bool) -> datetime.datetime:
    """A moment in UTC, which is also meant where no zone is named; of a mere date its first second, or its last."""
    text = text.strip()
    if len(text) == 10:
        text += "T23:59:59.999" if end else "T00:00:00"
    moment = datetime.datetime.fromisoformat(text.replace("Z", "+00:00").replace("z", "+00:00"))
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError:
        raise ValueError("before the first year, or after the last") from None


def _prepare(context: Context) -> Plan:
    options, client = context.options, context.client
    if options["order_id"] is not None:
        order = lookup.order_by_id(client, options["order_id"])
        return Plan(changed=False, result={"orders": [order] if order else [], "truncated": False})
    limit = options["limit"] or (MOST_WHOLE if options["details"] else MOST_ENTRIES)
    entries = list(islice(_matching(context, limit), limit + 1))
    truncated = len(entries) > limit
    del entries[limit:]
    orders = entries
    if options["details"]:
        read = read_each(lambda entry: lookup.order_by_id(client, entry["id"]), entries)
        # An order may be gone by the time it is read.
        orders = [order for order in read if order is not None]
    warnings = []
    if truncated:
        warnings = [
            f"More than {limit} orders match, and only {limit} are returned. Narrow the filters, or raise limit."
        ]
    return Plan(changed=False, result={"orders": orders, "truncated": truncated}, warnings=warnings)


def _matching(context: Context, limit: int) -> Iterator[Order]:
    """The entries that match. The pages come one at a time, so that a limit ends the reading, too."""
    filters = {name: context.options[name] for name in FILTERS}
    for start, end in _PERIODS:
        for name in (start, end):
            if filters[name] is not None:
                # The contract wants a date-time.
                moment = _moment(filters[name], end=name == end)
                spec = "milliseconds" if moment.microsecond else "seconds"
                filters[name] = moment.isoformat(timespec=spec).replace("+00:00", "Z")
    reference = filters["customer_order_reference"]
    # The service may match a reference in part, so what is asked for with one may be more than what is returned.
    page_size = PAGE_SIZE if reference is not None else min(PAGE_SIZE, limit + 1)
    for entry in context.client.list_orders(page_size=page_size, **filters):
        if reference is None or entry.get("customer_order_reference") == reference:
            yield entry


TASK = Task("sinch_portin_order_info", OrderInfoOptions, _empty, _check, _prepare, writes=False, connect=connect)
