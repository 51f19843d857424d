# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the pages of a list whose numbering is not documented.

The first call leaves ``page`` out; the others count up from the response's ``page``, until ``total_pages``, an empty
page or ``total_items`` entries. A list that ends too early could lead to a duplicate order, so a list without a clear
end is an error. Source: docs/api-notes.md, "Listing".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .._model.data import Order

# A list with more pages than this is considered endless.
MAX_PAGES = 2000


def pages(read: Callable[[int | None], Any], *, fail: Callable[[str], Exception]) -> Iterator[list[Order]]:
    """The new entries of each page. ``read`` takes the number of a page, or None for the first one."""
    seen: set[str] = set()
    first = current = None
    for dummy in range(MAX_PAGES):
        answer = read(current)
        orders = _orders(answer, fail)
        # An order may move to the next page while the pages are read.
        fresh = {str(order["id"]): order for order in orders if str(order["id"]) not in seen}
        seen.update(fresh)
        yield list(fresh.values())
        number = _whole(answer, "page")
        if current is None:
            first = current = number
        total = _whole(answer, "total_items")
        if not fresh:
            if orders and total is not None and len(seen) < total:
                raise fail(f"with the same page again, though {total} entries are said to exist")
            return
        if _ended(answer, len(seen), first, current):
            return
        if current is None:
            raise fail("with one page of several, without its number")
        current += 1
    raise fail(f"with more than {MAX_PAGES} pages")


def _ended(answer: Mapping[str, Any], count: int, first: int | None, current: int | None) -> bool:
    """Whether the totals of a page say that it was the last one."""
    total_items, total_pages = _whole(answer, "total_items"), _whole(answer, "total_pages")
    if total_items is not None and count >= total_items:
        return True
    if total_pages is not None:
        return total_pages <= 1 or (first is not None and current is not None and current - first + 1 >= total_pages)
    # Without totals there is a single page, unless it is full.
    page_size = _whole(answer, "page_size")
    return total_items is None and current is None and (page_size is None or len(answer["orders"]) < page_size)


def _orders(answer: Any, fail: Callable[[str], Exception]) -> list[Order]:
    orders = answer.get("orders") if isinstance(answer, dict) else None
    if not isinstance(orders, list):
        raise fail("without a list of orders")
    for order in orders:
        if not isinstance(order, dict) or not isinstance(order.get("id"), (int, str)):
            raise fail("with an order that has no id")
    return orders


def _whole(answer: Mapping[str, Any], name: str) -> int | None:
    """A total of the page, given as a number or as digits."""
    value = answer.get(name)
    if isinstance(value, str) and value.isdecimal() and len(value) < 10:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
