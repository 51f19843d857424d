# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One order with two keys: a task with a reference and numbers, and a task that has only the numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from machines import Machines
from postgresql import Postgresql
from scene import STORES, Scene
from wishes import ORDER

BY_NUMBERS = {name: value for name, value in ORDER.items() if name != "customer_order_reference"}
ANOTHER = {**ORDER, "customer_order_reference": "another-reference"}
LAG = {"list_lag_reads": 12, "read_lag_reads": 2, "create_lag_reads": 2}


@pytest.mark.parametrize("kind", STORES)
@pytest.mark.parametrize(
    ("first", "second"),
    [(ORDER, BY_NUMBERS), (BY_NUMBERS, ORDER), (ORDER, ANOTHER)],
    ids=["reference, numbers", "numbers, reference", "two references"],
)
def test_a_killed_creation_is_found_by_the_other_key(
    first: dict[str, Any],
    second: dict[str, Any],
    kind: str,
    simulator: Any,
    server: Postgresql,
    machines: Machines,
    tmp_path: Path,
    record_property: Any,
) -> None:
    scene = Scene(kind, simulator, server, tmp_path)
    scene.clear(**LAG)
    names = machines.count("portin_order", scene.options(first), home=scene.home("first"), environ=scene.environ)
    found = 0
    for at, name in enumerate(names):
        scene.clear(**LAG)
        assert machines.kill(
            "portin_order", scene.options(first), home=scene.home("first"), at=at, environ=scene.environ
        )
        sent = len(scene.live)
        result = machines.run("portin_order", scene.options(second), home=scene.home("second"), environ=scene.environ)
        place = f"{name}, {at} of {len(names)}: {result.get('msg')}"
        (order,) = scene.live
        if not sent:
            assert result["operation"] == "create", place
        elif second is BY_NUMBERS:
            assert (result["operation"], result["order_id"]) == ("none", order.id), place
        else:
            # The order with the numbers does not have this reference.
            assert result["failure"]["kind"] == "conflict", place
            assert result["failure"]["order_id"] == order.id, place
        found += sent
    assert found >= 3  # with PostgreSQL a creation has fewer instants than with files
    record_property("instants of a creation that is met under another name", len(names))


@pytest.mark.parametrize("kind", STORES)
def test_processes_with_different_keys_of_an_order_create_one(
    kind: str, simulator: Any, server: Postgresql, machines: Machines, tmp_path: Path
) -> None:
    scene = Scene(kind, simulator, server, tmp_path)
    scene.clear(list_lag_reads=1000)
    racers = [
        {
            "task": "portin_order",
            "options": scene.options((ORDER, BY_NUMBERS, ANOTHER)[number % 3]),
            "home": str(scene.home(str(number))),
            "environ": scene.environ,
            "real_clock": True,
        }
        for number in range(9)
    ]
    results = [answer["result"] for answer in machines.ask(racers)]
    (order,) = simulator.orders
    assert sum(result["operation"] == "create" for result in results) == 1
    for result in results:
        if result.get("failed"):
            assert (result["failure"]["kind"], result["failure"]["order_id"]) == ("conflict", order.id), result["msg"]
        else:
            assert result["order_id"] == order.id


@pytest.mark.parametrize("kind", STORES)
def test_numbers_that_are_free_again_can_be_ordered_with_a_new_reference(
    kind: str, simulator: Any, server: Postgresql, machines: Machines, tmp_path: Path
) -> None:
    """The mark of the first order does not prevent the second."""
    scene = Scene(kind, simulator, server, tmp_path)
    machine = {"home": scene.home("first"), "environ": scene.environ}
    for ended in ("cancelled", "rejected"):
        scene.clear()
        first = machines.run("portin_order", scene.options(ORDER), **machine)
        assert first["operation"] == "create"
        if ended == "cancelled":
            absent = {"customer_order_reference": ORDER["customer_order_reference"], "state": "absent"}
            assert machines.run("portin_order", scene.options(absent), **machine)["operation"] == "cancel"
            simulator.change(first["order_id"], status="CANCELED")
        else:
            simulator.reject(first["order_id"])
        second = machines.run("portin_order", scene.options(ANOTHER), **machine)
        assert second.get("operation") == "create", second.get("msg")
        assert second["order_id"] != first["order_id"]
