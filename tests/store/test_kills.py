# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each instant at which a run can be killed, one after the other; then another run, here or elsewhere.

The instants are counted in a run that is not killed. Each is tried with each lag of the service's lists and reads, and
each way to go on: the same machine, another one with the same store, another one without. With a store there is one
order, always. Without, there is one where the list shows it in time; the others are counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from machines import Machines
from scene import NUMBERS, ORDER, REFERENCE, STORES, Scene

from ansible_collections.sinch.porting.plugins.module_utils._base.names import camel

LAGS: list[dict[str, int]] = [
    {},
    {"list_lag_reads": 12, "read_lag_reads": 2, "create_lag_reads": 2},
]
NEXT = ("the same machine", "another, same store", "another, no store")

Figures = Callable[[str, int], None]


@pytest.fixture
def figures(record_property: Any, capsys: Any, request: Any) -> Figures:
    """Takes counts for the report of the tests, and prints them."""

    def take(name: str, count: int) -> None:
        record_property(name, count)
        with capsys.disabled():
            print(f"\n{request.node.name}: {name}: {count}", end="")

    return take


@pytest.mark.parametrize("kind", STORES)
def test_a_creation_that_is_killed_at_any_instant(
    kind: str, simulator: Any, server: Any, machines: Machines, tmp_path: Any, figures: Figures
) -> None:
    scene = Scene(kind, simulator, server, tmp_path)
    points = runs = 0
    orders: Counter[tuple[str, int]] = Counter()
    unlisted = 0
    for lag in LAGS:
        scene.clear(**lag)
        first = {"home": scene.home("first"), "environ": scene.environ}
        names = machines.count("portin_order", scene.options(ORDER), **first)
        points = max(points, len(names))
        for at in range(len(names)):
            for follower in NEXT:
                scene.clear(**lag)
                home = scene.home("first")
                assert machines.kill("portin_order", scene.options(ORDER), home=home, at=at, environ=scene.environ)
                sent = len(scene.live)
                stored = follower != NEXT[2]
                then = {
                    "home": home if follower == NEXT[0] else scene.home("second"),
                    "environ": scene.environ if stored else {},
                }
                wish = scene.options(ORDER, stored=stored)
                result = machines.run("portin_order", wish, **then)
                runs += 2
                count = len(scene.live)
                orders[follower, count] += 1
                place = f"{names[at]}, {at} of {len(names)}, {lag}, {follower}: {result.get('msg')}"
                if stored:
                    assert not result.get("failed"), place
                    assert count == 1, place
                    assert result["order_id"] == scene.live[0].id, place
                    assert result["guard"] == "shared"
                elif count > 1:
                    # Only an order that no list has shown yet.
                    assert lag, place
                    assert sent == 1, place
                    unlisted += 1
                again = machines.run("portin_order", wish, **then) if stored and at % 4 == 0 else None
                if again:
                    runs += 1
                    assert not again["changed"], place
                    assert len(scene.live) == 1, place
    figures("instants of a creation", points)
    figures("runs of creations", runs)
    for name in NEXT[:2]:
        assert {number for follower, number in orders if follower == name} == {1}
        figures(f"killed, then {name}: one order", orders[name, 1])
    figures("killed, then no store: one order", orders[NEXT[2], 1])
    figures("killed, then no store: two orders, the list lagging", unlisted)
    assert points > 30
    # The lags are long enough to make a second order where nothing protects.
    assert unlisted > 0


# ---- around an order -------------------------------------------------------------------


def note(scene: Scene) -> tuple[str, dict[str, Any], Callable[[], int]]:
    order = scene.simulator.create(_body())
    wish = {"order_id": order.id, "note": "The letter is attached."}
    return "portin_order_note", wish, lambda: len(order.notes)


def document(scene: Scene) -> tuple[str, dict[str, Any], Callable[[], int]]:
    order = scene.simulator.create(_body())
    wish = {"order_id": order.id, "document_name": "loa.pdf", "content": "%PDF-1.7 signed", "description": "LOA"}
    return "portin_order_document", wish, lambda: len(order.documents)


def activation(scene: Scene) -> tuple[str, dict[str, Any], Callable[[], int]]:
    scene.simulator.settings.update({"foc": "today", "activation_delay": 30})
    order = scene.simulator.create({**_body(), "onDemandActivation": True})
    scene.simulator.confirm(order.id, foc_date="2026-01-02")
    scene.simulator.clear_requests()
    wish = {"order_id": order.id, "wait": False}
    return "portin_order_activation", wish, lambda: _answered(scene, "activatePortIn")


def resubmission(scene: Scene) -> tuple[str, dict[str, Any], Callable[[], int]]:
    order = scene.simulator.create(_body())
    scene.simulator.reject(order.id)
    wish = {**ORDER, "customer_order_reference": f"{REFERENCE}-r1"}
    return "portin_order", wish, lambda: len(scene.simulator.orders) - 1


def _body() -> dict[str, Any]:
    number = {
        "endUser": {camel(name): value for name, value in ORDER["end_user"].items()},
        "portOutInfo": {camel(name): value for name, value in ORDER["port_out_info"].items()},
        "voiceConfiguration": {"type": "EST", "trunkId": "t"},
    }
    return {
        "customerOrderReference": REFERENCE,
        "desiredPortSchedule": {"desiredPortDate": "2027-03-02", "desiredPortTime": "09:00:00"},
        "phoneNumbers": [{"phoneNumber": phone_number, **number} for phone_number in NUMBERS],
    }


def _answered(scene: Scene, operation: str) -> int:
    return sum(record.operation == operation and (record.status or 500) < 300 for record in scene.simulator.requests)


@pytest.mark.parametrize("kind", STORES)
@pytest.mark.parametrize("write", [note, document, activation, resubmission], ids=lambda write: write.__name__)
def test_a_write_to_an_order_that_is_killed_at_any_instant(
    write: Any, kind: str, simulator: Any, server: Any, machines: Machines, tmp_path: Any, figures: Figures
) -> None:
    scene = Scene(kind, simulator, server, tmp_path)
    runs = points = 0
    for lag in ({"list_lag_reads": 4, "read_lag_reads": 4},):
        scene.clear(**lag)
        task, wish, dummy = write(scene)
        names = machines.count(task, scene.options(wish), home=scene.home("first"), environ=scene.environ)
        points = max(points, len(names))
        for at in range(len(names)):
            follower = NEXT[at % 2]
            scene.clear(**lag)
            task, wish, count = write(scene)
            assert machines.kill(task, scene.options(wish), home=scene.home("first"), at=at, environ=scene.environ)
            home = scene.home("first" if follower == NEXT[0] else "second")
            result = machines.run(task, scene.options(wish), home=home, environ=scene.environ)
            again = machines.run(task, scene.options(wish), home=home, environ=scene.environ)
            runs += 3
            place = f"{names[at]}, {at} of {len(names)}, {lag}, {follower}: {result.get('msg')} {again.get('msg')}"
            assert not result.get("failed"), place
            assert not again.get("failed"), place
            assert not again["changed"], place
            assert count() == 1, place
    figures(f"instants of a {write.__name__}", points)
    figures(f"runs of a {write.__name__}, written once each", runs)
    assert points > 15
