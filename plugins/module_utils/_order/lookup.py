# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the order of a task, and the orders with its numbers, with few requests.

The list can be filtered by one number at a time and shows no numbers itself. ``docs/design.md`` ("Finding an order")
explains the requests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING

from .._api.client import Client
from .._base.errors import ApiError, Conflict, NotShownYet
from .._base.parallel import read_each
from .._base.text import enumerated, shown
from .._model.statuses import (
    CANCELED,
    CANCELLED_STATUSES,
    CLOSED_STATUSES,
    COMPLETED,
    CONFIRMED,
    PENDING,
    age,
    is_refused,
)
from .decision import numbers_by_number

if TYPE_CHECKING:
    from .._model.data import Order

# How many numbers are looked up one by one, and how many open orders are read instead.
PROBES = 8
# If the service ignores a filter it returns all orders; at most this many of them are read.
READS = 25


def order_by_id(client: Client, order_id: int | str) -> Order | None:
    """One order, or None if the project has none with this id."""
    try:
        return client.get_order(order_id)
    except ApiError as error:
        if error.status == 404:
            return None
        raise


def order_by_reference(client: Client, reference: str) -> Order | None:
    """The live order with a reference, compared exactly; else one that is cancelled or being cancelled; else None.

    Raises Conflict when several live orders have the reference.
    """
    listed = client.list_orders(customer_order_reference=reference)
    entries = [entry for entry in listed if entry.get("customer_order_reference") == reference]
    live = [entry for entry in entries if entry.get("status") not in CANCELLED_STATUSES]
    if len(live) > 1:
        raise several(live, f"have the reference {reference!r}")
    chosen = live or entries
    return read_listed(client, max(chosen, key=lambda entry: age(entry["id"]))) if chosen else None


def read_listed(client: Client, entry: Order) -> Order:
    """An order from a list. Raises NotShownYet if it cannot be read yet."""
    return _read_listed(client.get_order, entry)


def read_outline(client: Client, entry: Order) -> Order:
    """The outline of an order from a list. Raises NotShownYet if it cannot be read yet."""
    return _read_listed(client.get_order_outline, entry)


def _read_listed(read: Callable[[int | str], Order], entry: Order) -> Order:
    try:
        return read(entry["id"])
    except ApiError as error:
        if error.status != 404:
            raise
        raise NotShownYet(
            f"Order {entry['id']} is in the list, but reading it returns 404. A new order may take a "
            "moment; run again. Nothing was written.",
            order_id=entry["id"],
        ) from None


def orders_holding(client: Client, numbers: list[str]) -> list[Order]:
    """Outlines of the orders, not cancelled, that have some of the numbers.

    Complete for up to PROBES numbers, and for more if the project has at most PROBES open orders. Otherwise numbers
    spread over the list are looked up: an order that shares a block of numbers is found, one that shares a single
    number may not be; then the service may refuse it.
    """
    candidates: dict[str, Order] = {}
    for entry in _entries(client, numbers):
        candidates.setdefault(str(entry.get("id")), entry)
    wanted = set(numbers)
    read = read_each(lambda entry: read_outline(client, entry), islice(candidates.values(), READS))
    return [
        order for order in read if order.get("status") != CANCELED and not wanted.isdisjoint(numbers_by_number(order))
    ]


def _entries(client: Client, numbers: list[str]) -> Iterator[Order]:
    def with_status(status: str) -> list[Order]:
        """The first page only: enough to know whether there are many."""
        return list(islice(client.list_orders(order_status=status, page_size=PROBES + 1), PROBES + 1))

    def with_number(number: str) -> list[Order]:
        return list(islice(client.list_orders(phone_number=number), READS))

    probes = spread(numbers, PROBES)
    if len(numbers) > PROBES:
        # Requests that are always needed run in parallel. Completed orders, and those in an undocumented status, are
        # only found by a number.
        first: list[Callable[[], list[Order]]] = [
            *(partial(with_status, status) for status in (PENDING, CONFIRMED)),
            *(partial(with_number, number) for number in (probes[0], probes[-1])),
        ]
        pending, confirmed, *found = read_each(lambda ask: ask(), first)
        few = len(pending) + len(confirmed) <= PROBES
        yield from (*(pending + confirmed if few else ()), *_not_cancelled(chain(*found)))
        probes = [] if few else probes[1:-1]
    for entries in read_each(with_number, probes):
        yield from _not_cancelled(entries)


def _not_cancelled(entries: Iterable[Order]) -> Iterator[Order]:
    return (entry for entry in entries if entry.get("status") != CANCELED)


def spread(numbers: list[str], count: int) -> list[str]:
    """At most ``count`` of the numbers, evenly spread from the first to the last."""
    if len(numbers) <= count:
        return numbers
    return [numbers[index * (len(numbers) - 1) // (count - 1)] for index in range(count)]


def open_conflicts(orders: Iterable[Order], numbers: Iterable[str]) -> dict[str, list[str]]:
    """For each open order, by id, those of the numbers that it ports."""
    return _shared((order for order in orders if order.get("status") not in CLOSED_STATUSES), numbers)


def made_live(orders: Iterable[Order], numbers: Iterable[str]) -> dict[str, list[str]]:
    """For each completed order, by id, those of the numbers that it made live at Sinch."""
    return _shared((order for order in orders if order.get("status") == COMPLETED), numbers)


def _shared(orders: Iterable[Order], numbers: Iterable[str]) -> dict[str, list[str]]:
    """For each order, by id, those of the numbers that it has and that were not refused."""
    wanted = list(numbers)
    stored = {str(order["id"]): numbers_by_number(order) for order in orders}
    shared = {
        order_id: [number for number in wanted if number in held and not is_refused(held[number])]
        for order_id, held in stored.items()
    }
    return {order_id: some for order_id, some in shared.items() if some}


def refuse_conflicts(orders: list[Order], numbers: Iterable[str]) -> None:
    conflicts = open_conflicts(orders, numbers)
    if not conflicts:
        return
    statuses = {str(order["id"]): order.get("status") for order in orders}
    references = {str(order["id"]): str(order.get("customer_order_reference") or "") for order in orders}
    sentences = []
    for order_id, shared in conflicts.items():
        name = f"{shown(references[order_id], 100)}, " if references[order_id] else ""
        sentences.append(f"order {order_id} ({name}{statuses[order_id]}) has {enumerated(shared, 5)}")
    remedy = "Leave the numbers out here."
    if all(statuses[order_id] == PENDING for order_id in conflicts):
        remedy = "Cancel that order, remove the numbers from it, or leave them out here."
    if any(statuses[order_id] in CANCELLED_STATUSES for order_id in conflicts):
        remedy = "It is being cancelled; run again when that is complete."
    first = next(iter(conflicts))
    raise Conflict(
        f"A number can be in only one open order: {'; '.join(sentences)}. Nothing was written. {remedy}",
        order_id=int(first) if first.isdigit() else first,
        order_ids=[int(order_id) if order_id.isdigit() else order_id for order_id in conflicts],
    )


def several(entries: list[Order], what: str) -> Conflict:
    listed = ", ".join(f"{entry['id']} ({entry.get('status')}, {entry.get('created_date')})" for entry in entries[:20])
    return Conflict(
        f"{len(entries)} live orders {what}: {listed}. Select one with order_id, and cancel the others.",
        order_id=entries[0]["id"],
        order_ids=[entry["id"] for entry in entries],
    )
