# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of orders: filters, sort order and pages."""

from __future__ import annotations

from typing import Any

from .clock import read_time
from .errors import invalid
from .settings import Settings
from .state import Order
from .views import show_entry

DEFAULT_PAGE_SIZE = 100


def is_visible(order: Order, settings: Settings, *, now: float) -> bool:
    """Counts this list request, and returns whether lists show the new order yet."""
    seen = order.lists_seen
    order.lists_seen += 1
    return seen >= settings.list_lag_reads and now >= order.created_at + settings.list_lag


def write_page(orders: list[Order], parameters: dict[str, Any], settings: Settings) -> dict[str, Any]:
    found = [order for order in orders if _matches(order, parameters, settings)]
    found.sort(key=lambda order: order.id, reverse=settings.list_order == "newest")
    size = min(int(parameters.get("pageSize", DEFAULT_PAGE_SIZE)), settings.page_size_cap)
    page = _read_page(parameters.get("page"), settings)
    start = (page - settings.first_page) * size
    return {
        "orders": [show_entry(order, settings) for order in found[start : start + size]],
        "page": page,
        "totalPages": -(-len(found) // size),
        "pageSize": size,
        "totalItems": len(found),
    }


def _read_page(text: str | None, settings: Settings) -> int:
    if text is None:
        return settings.first_page
    if not text.isdigit() or int(text) < settings.first_page:
        raise invalid(("page", "There is no such page."))
    return int(text)


def _matches(order: Order, parameters: dict[str, Any], settings: Settings) -> bool:
    """Whether an order matches all filters."""
    if "orderId" in parameters and order.id != parameters["orderId"]:
        return False
    if order.status != parameters.get("orderStatus", order.status):
        return False
    if not _matches_reference(order, parameters.get("customerOrderReference"), settings):
        return False
    number = parameters.get("phoneNumber")
    if number is not None and settings.number_match == "exact" and number not in order.by_number:
        return False
    if not _is_within(order.created_at, parameters.get("createdDateStart"), parameters.get("createdDateEnd")):
        return False
    start, end = parameters.get("focStartDate"), parameters.get("focEndDate")
    if start is None and end is None:
        return True
    dates = [read_time(number.foc_date) for number in order.numbers if number.foc_date]
    return any(_is_within(date, start, end) for date in dates)


def _matches_reference(order: Order, wanted: str | None, settings: Settings) -> bool:
    if wanted is None or settings.reference_match == "ignored":
        return True
    if settings.reference_match == "partial":
        return wanted.casefold() in order.reference.casefold()
    return wanted == order.reference


def _is_within(at: float, start: str | None, end: str | None) -> bool:
    # A second includes all of its fractions: responses show whole seconds only.
    return (start is None or at >= read_time(start)) and (end is None or at < read_time(end) + 1)
