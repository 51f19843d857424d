# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filters of the API's order list, and the orders that match them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from .._api.client import PAGE_SIZE, Client
from .._base.findings import ERROR, Finding
from .._model.types import ApiPart, DateText, PhoneNumberText
from .portability import check_number

if TYPE_CHECKING:
    from .._model.data import Order

UTC = datetime.timezone.utc

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


class OrderFilters(ApiPart):
    """All filters but the reference, which the callers compare exactly."""

    other_names: ClassVar[dict[str, str]] = {"foc_date_start": "foc_start_date", "foc_date_end": "foc_end_date"}

    order_status: Literal["PENDING", "CONFIRMED", "COMPLETED", "CANCELED"] | None = None
    phone_number: PhoneNumberText | None = None
    created_date_start: DateText | None = None
    created_date_end: DateText | None = None
    foc_start_date: DateText | None = None
    foc_end_date: DateText | None = None


def problems(options: Mapping[str, Any]) -> Iterator[Finding]:
    """Problems with the number and the periods of the filters."""
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
    """A time in UTC, which is also the default zone; for a date its first second, or its last."""
    text = text.strip()
    if len(text) == 10:
        text += "T23:59:59.999" if end else "T00:00:00"
    moment = datetime.datetime.fromisoformat(text.replace("Z", "+00:00").replace("z", "+00:00"))
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError:
        raise ValueError("before the first year, or after the last") from None


def matching(client: Client, options: Mapping[str, Any], *, limit: int | None = None) -> Iterator[Order]:
    """The entries that match, page by page, so that a caller who needs only ``limit`` of them can stop."""
    filters = {name: options.get(name) for name in FILTERS}
    for start, end in _PERIODS:
        for name in (start, end):
            text = filters[name]
            if text is not None:
                # The contract wants a date-time.
                moment = _moment(text, end=name == end)
                spec = "milliseconds" if moment.microsecond else "seconds"
                filters[name] = moment.isoformat(timespec=spec).replace("+00:00", "Z")
    reference = filters["customer_order_reference"]
    # The service may match references partially, so more entries may be read than returned.
    page_size = PAGE_SIZE if reference is not None or limit is None else min(PAGE_SIZE, limit + 1)
    for entry in client.list_orders(page_size=page_size, **filters):
        if reference is None or entry.get("customer_order_reference") == reference:
            yield entry
