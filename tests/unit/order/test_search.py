# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The search for a task's order, whatever lists show and earlier runs have left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._base.errors import ApiError, Conflict, Locked, NotShownYet
from ansible_collections.sinch.porting.plugins.module_utils._base.store import Mark
from ansible_collections.sinch.porting.plugins.module_utils._order.search import OrderSearch, addresses_of
from ansible_collections.sinch.porting.tests.unit.contexts import stand_in

A, B, C = "+12175230143", "+12175230144", "+12175230145"


def order(order_id: int, *numbers: str, reference: str = "", status: str = "PENDING") -> dict[str, Any]:
    entries = [{"phone_number": number, "status": "PENDING"} for number in numbers]
    return {"id": order_id, "status": status, "customer_order_reference": reference, "phone_numbers": entries}


class Client:
    """A client with the orders of a project. Those in ``unlisted`` can be read, but lists by reference lack them."""

    def __init__(self, *orders: dict[str, Any], unlisted: tuple[int, ...] = ()) -> None:
        self.orders = {entry["id"]: entry for entry in orders}
        self.unlisted = unlisted

    def get_order(self, order_id: Any) -> dict[str, Any]:
        if int(order_id) not in self.orders:
            raise ApiError("no such order", status=404)
        return self.orders[int(order_id)]

    get_order_outline = get_order

    def list_orders(self, **filters: Any) -> Iterator[dict[str, Any]]:
        for entry in self.orders.values():
            reference = filters.get("customer_order_reference")
            held = [number["phone_number"] for number in entry["phone_numbers"]]
            is_listed = reference is None or (
                entry["customer_order_reference"] == reference and entry["id"] not in self.unlisted
            )
            if is_listed and filters.get("phone_number", held[0]) in held:
                yield entry


class Gate:
    """Reports the numbers in ``bad`` as unportable."""

    def __init__(self, *bad: str) -> None:
        self.bad = bad
        self.excludes = bool(bad)

    def unportable(self, numbers: list[str]) -> list[str]:
        return [number for number in numbers if number in self.bad]

    @contextmanager
    def asking(self, numbers: list[str]) -> Iterator[None]:
        yield


class Guard:
    def __init__(self, mark: Mark | None) -> None:
        self.mark, self.cleared = mark, False

    def marks(self) -> list[Mark]:
        return [self.mark] if self.mark else []

    def clear(self) -> None:
        self.cleared = True


def search(client: Client, *numbers: str, mark: Mark | None = None, gate: Gate | None = None, **options: Any) -> Any:
    defaults = {"state": "present", "details": True, "order_id": None, "customer_order_reference": None}
    context, guard = stand_in(client, **{**defaults, **options}), Guard(mark)
    context.guard = lambda *address, also: guard
    judge: Any = gate or Gate()
    return OrderSearch(context, judge, list(numbers))


@pytest.mark.parametrize(
    ("options", "addresses"),
    [
        ({"order_id": 7, "customer_order_reference": "hq"}, [("id", "7")]),
        ({"customer_order_reference": "hq"}, [("reference", "hq"), ("numbers", A, B)]),
        ({"customer_order_reference": "hq", "state": "absent"}, [("reference", "hq")]),
        ({}, [("numbers", A, B)]),
    ],
)
def test_a_write_is_locked_by_every_key_of_the_order(options: dict[str, Any], addresses: list[Any]) -> None:
    assert addresses_of({"state": "present", **options}, [B, A]) == addresses


def test_an_order_given_by_id_must_exist_and_be_open() -> None:
    client = Client(order(7, A), order(8, A, status="CANCELED"))
    assert search(client, A, order_id=7).find()["id"] == 7
    for order_id, kind in ((8, Locked), (9, ApiError)):
        with pytest.raises(kind, match="Leave order_id out to create"):
            search(client, A, order_id=order_id).find()
    assert search(client, A, order_id=9, state="absent").find() is None


@pytest.mark.parametrize(
    ("orders", "numbers", "bad", "found"),
    [
        ([order(7, A, B)], (B, A), (), 7),
        ([order(7, A, B, status="CANCELED")], (A, B), (), None),
        ([order(7, A)], (A, B), (B,), 7),
        ([order(7, A, status="COMPLETED")], (A, B), (), None),
        ([], (A,), (), None),
    ],
)
def test_without_a_reference_the_set_of_numbers_identifies_the_order(
    orders: list[Any], numbers: tuple[str, ...], bad: tuple[str, ...], found: int | None
) -> None:
    order_found = search(Client(*orders), *numbers, gate=Gate(*bad)).find()
    assert (order_found or {}).get("id") == found


@pytest.mark.parametrize("orders", [[order(7, A, B, C)], [order(7, A)], [order(7, A, B), order(8, B, A)]])
def test_a_number_in_another_open_order_is_a_conflict(orders: list[Any]) -> None:
    with pytest.raises(Conflict):
        search(Client(*orders), A, B).find()


def test_numbers_that_a_completed_order_ported_count_only_until_the_order_is_found() -> None:
    """A second search, without the numbers that cannot be ported, may find the order that the first one missed."""
    ported = order(7, A, C, status="COMPLETED")
    looked = search(Client(ported), A, B)
    assert looked.find() is None
    assert looked.made_live == {"7": [A]}
    assert looked.look_up_by_numbers([A, C]) == ported
    assert looked.made_live == {}


def test_an_order_missing_in_a_lagging_list_is_found_by_its_numbers() -> None:
    client = Client(order(7, A, reference="hq"), unlisted=(7,))
    made = search(client, A, customer_order_reference="hq")
    assert made.find() is None
    assert made.find_by_its_numbers()["id"] == 7
    assert search(client, A).find_by_its_numbers() is None
    with pytest.raises(Conflict):
        search(client, A, customer_order_reference="other").find_by_its_numbers()


@pytest.mark.parametrize(
    ("reference", "change", "found", "cleared"),
    [
        ("hq", {}, 7, False),
        ("hq", {"status": "CANCELED"}, None, True),
        ("other", {"status": "CANCELED"}, None, True),
    ],
)
def test_an_order_of_an_earlier_run_is_read_by_its_id(
    reference: str, change: dict[str, Any], found: int | None, cleared: bool
) -> None:
    client = Client({**order(7, A, reference="hq"), **change}, unlisted=(7,))
    made = search(client, A, mark=Mark(60.0, "7"), customer_order_reference=reference)
    assert (made.find() or {}).get("id") == found
    assert made.guard.cleared is cleared


def test_an_order_of_an_earlier_run_with_another_reference_is_a_conflict() -> None:
    made = search(
        Client(order(7, A, reference="hq"), unlisted=(7,)), A, mark=Mark(60.0, "7"), customer_order_reference="x"
    )
    with pytest.raises(Conflict):
        made.find()
    assert not made.guard.cleared


def test_an_order_may_be_created_again_only_after_lists_must_have_caught_up() -> None:
    young, old = (search(Client(), A, mark=Mark(age, "7"), customer_order_reference="hq") for age in (10.0, 60.0))
    with pytest.raises(NotShownYet, match="An earlier run has created order 7"):
        young.find()
    assert old.find() is None
    assert (young.guard.cleared, old.guard.cleared) == (False, True)


def test_an_unknown_outcome_is_searched_for_by_reference_and_numbers() -> None:
    client = Client(order(7, A, reference="hq"), unlisted=(7,))
    assert search(client, A, mark=Mark(3.0), customer_order_reference="hq").find()["id"] == 7
    made = search(Client(), A, mark=Mark(3.0), customer_order_reference="hq")
    assert made.find() is None
    assert made.guard.cleared
    assert sum(made.context.clock.slept) >= 10
