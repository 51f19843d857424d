# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The search for orders with given numbers: as few requests as possible, in parallel."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._api.client import Client
from ansible_collections.sinch.porting.plugins.module_utils._base.errors import ApiError
from ansible_collections.sinch.porting.plugins.module_utils._base.parallel import THREADS
from ansible_collections.sinch.porting.plugins.module_utils._order.lookup import PROBES, orders_holding, spread
from ansible_collections.sinch.porting.tests.unit.loopback import Reply, Seen, Server, connect, reply

NUMBERS = [f"+1217523{index:04}" for index in range(100)]


class Project:
    """A project with its orders by id, each with its numbers. ``at_each`` is called at every list request.

    With ``honours`` lists are filtered by number, without it they show all orders.
    """

    def __init__(
        self,
        pending: Mapping[int, list[str]],
        confirmed: Mapping[int, list[str]] | None = None,
        *,
        closed: Mapping[int, list[str]] | None = None,
        honours: bool = True,
        at_each: Callable[[], object] = lambda: None,
    ) -> None:
        self.orders = {"COMPLETED": closed or {}, "PENDING": pending, "CONFIRMED": confirmed or {}}
        self.honours = honours
        self.at_each = at_each
        self.asked: list[dict[str, str]] = []
        self.read: list[int] = []

    def __call__(self, seen: Seen) -> Reply:
        place = urlsplit(seen.path)
        if not place.path.endswith("/portIns"):
            return self._one(int(place.path.rpartition("/")[2]))
        query = {name: values[0] for name, values in parse_qs(place.query).items()}
        self.asked.append(query)
        self.at_each()
        found = [
            {"id": order_id, "status": status}
            for status, orders in self.orders.items()
            for order_id, numbers in orders.items()
            if query.get("orderStatus", status) == status
            and (not self.honours or query.get("phoneNumber", "") in ["", *numbers])
        ]
        page = found[: int(query["pageSize"])]
        return reply(200, {"orders": page, "page": 1, "totalPages": len(found), "totalItems": len(found)})

    def _one(self, order_id: int) -> Reply:
        self.read.append(order_id)
        for status, orders in self.orders.items():
            if order_id in orders:
                numbers = [{"phoneNumber": number, "status": status} for number in orders[order_id]]
                return reply(200, {"id": order_id, "status": status, "phoneNumbers": numbers})
        return reply(404)


def look_up(project: Project, numbers: list[str]) -> list[dict[str, Any]]:
    with Server(project) as server:
        return orders_holding(Client(connect(server.url, retries=0)), numbers)


def test_with_many_open_orders_the_search_is_by_number() -> None:
    project = Project({order_id: [f"+1312523{order_id:04}"] for order_id in range(1, 20)} | {99: NUMBERS[40:60]})
    assert [order["id"] for order in look_up(project, NUMBERS)] == [99]
    statuses = [query["orderStatus"] for query in project.asked if "orderStatus" in query]
    assert sorted(statuses) == ["CONFIRMED", "PENDING"]
    numbers = [query["phoneNumber"] for query in project.asked if "phoneNumber" in query]
    assert sorted(numbers) == spread(NUMBERS, PROBES)
    assert project.read == [99]


def test_a_few_open_orders_are_read_and_every_shared_number_is_found() -> None:
    project = Project({1: ["+13125230001"], 2: [NUMBERS[33]]}, {3: [NUMBERS[77]]})
    assert [order["id"] for order in look_up(project, NUMBERS)] == [2, 3]
    assert sorted(project.read) == [1, 2, 3]
    assert len(project.asked) == 4  # lists by two statuses, and for the first and the last number


def test_numbers_are_searched_for_in_parallel() -> None:
    together = threading.Barrier(THREADS)
    project = Project({}, at_each=lambda: together.wait(10))
    assert look_up(project, NUMBERS[:PROBES]) == []
    assert len(project.asked) == PROBES


def test_for_a_large_order_lists_and_numbers_are_requested_in_parallel() -> None:
    together = threading.Barrier(4)
    project = Project({1: ["+13125230001"]}, at_each=lambda: together.wait(10))
    assert look_up(project, NUMBERS) == []
    assert len(project.asked) == 4


def test_open_orders_are_read_before_those_of_an_ignored_filter() -> None:
    """The number of reads is limited, and the orders that are known to be open matter most."""
    closed = {order_id: ["+13125230001"] for order_id in range(1, 60)}
    project = Project({100: [NUMBERS[50]]}, {}, closed=closed, honours=False)
    assert [order["id"] for order in look_up(project, NUMBERS)] == [100]


def test_an_error_response_ends_the_search() -> None:
    project = Project({})
    refusals = iter([reply(403, {"message": "no"})])

    def script(seen: Seen) -> Reply:
        return next(refusals, None) or project(seen)

    with Server(script) as server, pytest.raises(ApiError) as caught:
        orders_holding(Client(connect(server.url, retries=0)), NUMBERS[:PROBES])
    assert caught.value.status == 403
