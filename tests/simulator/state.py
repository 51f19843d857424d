# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The data of the service: projects with their orders, numbers, notes, documents and defaults."""

from __future__ import annotations

import copy
import itertools
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .clock import Clock

ORDER_STATUSES = ("PENDING", "CONFIRMED", "COMPLETED", "PENDING_CANCELATION", "CANCELED")
NUMBER_STATUSES = ("PENDING", "CONFIRMED", "REJECTED", "ACTIVATED", "CANCELED", "EXCLUDED")
OPEN_STATUSES = ("PENDING", "CONFIRMED", "PENDING_CANCELATION")
ENDED_NUMBERS = ("REJECTED", "ACTIVATED", "CANCELED", "EXCLUDED")
FIRST_ID = 890190001


@dataclass
class Number:
    """A number of an order: the members that the client wrote, with the API's names, and those of the service."""

    given: dict[str, Any]
    group: str = ""
    status: str = "PENDING"
    foc_date: str | None = None
    reject_reason: str | None = None
    exclusion_reason: str = ""
    excluded_at: float | None = None
    confirmed_at: float | None = None
    activating_until: float | None = None
    activated_at: float | None = None
    activate_user: str | None = None
    excluded_features: list[dict[str, str]] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)  # additional members to show, set by a control request

    @property
    def phone_number(self) -> str:
        return str(self.given["phoneNumber"])


@dataclass
class Document:
    id: int
    given: dict[str, Any]

    @property
    def metadata(self) -> dict[str, Any]:
        names: tuple[str, ...] = ("documentName", "description")
        return {"id": self.id, **{name: self.given[name] for name in names if name in self.given}}


@dataclass
class Order:
    """An order. ``given`` has the members that the client wrote, except the numbers. Times are Unix timestamps."""

    id: int
    project: str
    given: dict[str, Any]
    numbers: list[Number]
    created_at: float
    status: str = "PENDING"
    notes: list[dict[str, str]] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    paced_from: float = 0.0  # start of the interval before the next step of the pace
    cancel_asked_at: float | None = None
    cancel_reads: int = 0
    lists_seen: int = 0  # count of list requests since the creation
    reads_refused: int = 0
    stale: Order | None = None  # the old state that reads still show
    stale_reads: int = 0
    extra: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.write_numbers(self.numbers)

    @property
    def reference(self) -> str:
        return str(self.given.get("customerOrderReference", ""))

    @property
    def on_demand(self) -> bool:
        return bool(self.given.get("onDemandActivation"))

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_STATUSES

    def write_numbers(self, numbers: list[Number]) -> None:
        """Sets the numbers and an index of them, since each list and each creation searches all orders for numbers."""
        self.numbers = numbers
        self.by_number = {number.phone_number: number for number in numbers}

    def groups(self) -> dict[str, list[Number]]:
        found: dict[str, list[Number]] = {}
        for number in self.numbers:
            found.setdefault(number.group, []).append(number)
        return found

    def snapshot(self) -> Order:
        """A copy of the order. The client's members are never changed in place, so they are not copied."""
        taken = copy.copy(self)
        taken.write_numbers([copy.copy(number) for number in self.numbers])
        taken.notes, taken.documents = list(self.notes), list(self.documents)
        taken.stale = None
        return taken


@dataclass
class Project:
    id: str
    orders: dict[int, Order] = field(default_factory=dict)
    configuration: dict[str, Any] | None = None


class State:
    """All projects. Hold the lock while reading or writing."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.lock = threading.RLock()
        self.clear()

    def clear(self) -> None:
        self.projects: dict[str, Project] = {}
        self._ids = itertools.count(FIRST_ID)
        self._part_ids = itertools.count(1)

    def project(self, project_id: str) -> Project:
        return self.projects.setdefault(project_id, Project(project_id))

    def orders(self) -> Iterator[Order]:
        for project in self.projects.values():
            yield from project.orders.values()

    def order(self, order_id: int | str) -> Order:
        """The order with this id in any project. Raises a KeyError if it does not exist."""
        for order in self.orders():
            if str(order.id) == str(order_id):
                return order
        raise KeyError(f"the simulator has no order {order_id}")

    def add_order(self, project_id: str, given: dict[str, Any], numbers: list[Number]) -> Order:
        now = self.clock.now()
        order = Order(next(self._ids), project_id, given, numbers, created_at=now, paced_from=now)
        self.project(project_id).orders[order.id] = order
        return order

    def next_part_id(self) -> int:
        """An id for a note or a document."""
        return next(self._part_ids)
