# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills a run at each instant, and then runs it again on the same or another machine.

The instants are counted in a run that is not killed. Each is tested with each lag of the service's lists and reads, and
with each way to continue: on the same machine, on another one with the same store, on another one without it. With a
store there must be one order if the list shows it within the ten timeouts for which a run searches. Without a store
there must be one if the list shows it in time. The other outcomes are counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from machines import Machines
from scene import STORES, Scene
from wishes import NUMBERS, ORDER, REFERENCE

from ansible_collections.sinch.porting.plugins.module_utils._base.names import camel

# The number of list requests, and of reads of the new order, before they show it. A run sends about ten of each. A run
# that searches because of a mark sends more than a hundred.
LAGS: dict[str, dict[str, int]] = {
    "none": {},
    "list 3": {"list_lag_reads": 3},
    "read 2": {"read_lag_reads": 2, "create_lag_reads": 2},
    "list 12, read 2": {"list_lag_reads": 12, "read_lag_reads": 2, "create_lag_reads": 2},
    "list 60": {"list_lag_reads": 60},
    "list 60, read 60": {"list_lag_reads": 60, "read_lag_reads": 60, "create_lag_reads": 60},
    "list never": {"list_lag_reads": 1_000_000},
}
NEXT = ("the same machine", "another, same store", "another, no store")
# With these lags each way to continue is tested at each instant. With the others the ways take turns.
WHOLE = ("none", "list 12, read 2")

Figures = Callable[[str, int], None]


@pytest.fixture
def figures(record_property: Any, capsys: Any, request: Any) -> Figures:
    """Record counts for the report of the tests, and print them."""

    def take(name: str, count: int) -> None:
        record_property(name, count)
        with capsys.disabled():
            print(f"\n{request.node.name}: {name}: {count}", end="")

    return take


@pytest.mark.parametrize("lag", LAGS)
@pytest.mark.parametrize("kind", STORES)
def test_a_creation_killed_at_any_instant_leads_to_one_order(
    kind: str, lag: str, simulator: Any, server: Any, machines: Machines, tmp_path: Any, figures: Figures
) -> None:
    scene = Scene(kind, simulator, server, tmp_path)
    scene.clear(**LAGS[lag])
    runs = 0
    orders: Counter[tuple[str, int]] = Counter()
    names = machines.count("portin_order", scene.options(ORDER), home=scene.home("first"), environ=scene.environ)
    for at, name in enumerate(names):
        for follower in NEXT if lag in WHOLE else [NEXT[at % len(NEXT)]]:
            scene.clear(**LAGS[lag])
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
            place = f"{name}, {at} of {len(names)}, lag {lag}, {follower}: {result.get('msg')}"
            runs += 2
            while stored and result.get("failed"):
                # An order that is known to exist is waited for, and never created again.
                assert result["failure"]["kind"] == "connection", place
                assert "60" in lag, place
                assert len(scene.live) == 1, place
                result = machines.run("portin_order", wish, **then)
                runs += 1
                assert runs < 10 * len(names), place
            count = len(scene.live)
            orders[follower, count] += 1
            if stored and count == 1:
                assert result["order_id"] == scene.live[0].id, place
                assert result["guard"] == "shared"
            if count > 1:
                # Only possible for an order that was sent, and that the list did not show while a run searched for it.
                assert (sent, count) == (1, 2), place
                assert lag == "list never" if stored else lag != "none", place
            if stored and count == 1 and at % 8 == 0:
                again = machines.run("portin_order", wish, **then)
                runs += 1
                assert not again["changed"], place
                assert len(scene.live) == 1, place
    figures("instants of a creation", len(names))
    figures("runs of creations", runs)
    for follower in NEXT:
        for count in (1, 2):
            if orders[follower, count]:
                figures(f"killed, then {follower}: {count} order{'s' if count > 1 else ''}", orders[follower, count])
    assert len(names) > 25
    # The lags are long enough to cause a second order without protection.
    assert (orders[NEXT[2], 2] > 0) == ("list" in lag)


# ---- around an order -------------------------------------------------------------------

# For each: the task, its options, and a function that counts what it wrote to each order.


def note(scene: Scene) -> tuple[str, dict[str, Any], Callable[[], list[int]]]:
    order = scene.simulator.create(_body())
    wish = {"order_id": order.id, "note": "The letter is attached."}
    return "portin_order_note", wish, lambda: [len(order.notes)]


def document(scene: Scene) -> tuple[str, dict[str, Any], Callable[[], list[int]]]:
    order = scene.simulator.create(_body())
    wish = {"order_id": order.id, "document_name": "loa.pdf", "content": "%PDF-1.7 signed", "description": "LOA"}
    return "portin_order_document", wish, lambda: [len(order.documents)]


def activation(scene: Scene) -> tuple[str, dict[str, Any], Callable[[], list[int]]]:
    scene.simulator.settings.update({"foc": "today", "activation_delay": 30})
    order = scene.simulator.create({**_body(), "onDemandActivation": True})
    scene.simulator.confirm(order.id, foc_date="2026-01-02")
    scene.simulator.clear_requests()
    wish = {"order_id": order.id, "wait": False}
    return "portin_order_activation", wish, lambda: [_answered(scene, "activatePortIn")]


def resubmission(scene: Scene) -> tuple[str, dict[str, Any], Callable[[], list[int]]]:
    order = scene.simulator.create(_body())
    scene.simulator.reject(order.id)
    wish = {**ORDER, "customer_order_reference": f"{REFERENCE}-r1"}
    return "portin_order", wish, lambda: [len(scene.simulator.orders) - 1]


def partial_port(scene: Scene) -> tuple[str, dict[str, Any], Callable[[], list[int]]]:
    """A creation with its note, killed between the two or while the note is sent. The order must have one note."""
    wish = {**ORDER, "remaining_numbers": ["+12175230147"], "new_billing_number": "+12175230147"}
    return "portin_order", wish, lambda: [len(order.notes) for order in scene.live]


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


# One that is longer than a run of such a task, and one that is shorter.
AROUND = {
    "none": {},
    "4": {"list_lag_reads": 4, "read_lag_reads": 4},
    "20": {"list_lag_reads": 20, "read_lag_reads": 20},
}


@pytest.mark.parametrize("lag", AROUND)
@pytest.mark.parametrize("kind", STORES)
@pytest.mark.parametrize(
    "write", [note, document, activation, resubmission, partial_port], ids=lambda write: write.__name__
)
def test_a_write_to_an_order_killed_at_any_instant_is_done_once(
    write: Any, kind: str, lag: str, simulator: Any, server: Any, machines: Machines, tmp_path: Any, figures: Figures
) -> None:
    scene = Scene(kind, simulator, server, tmp_path)
    scene.clear(**AROUND[lag])
    task, wish, dummy = write(scene)
    names = machines.count(task, scene.options(wish), home=scene.home("first"), environ=scene.environ)
    runs = 0
    for at, name in enumerate(names):
        follower = NEXT[at % 2]
        scene.clear(**AROUND[lag])
        task, wish, written = write(scene)
        assert machines.kill(task, scene.options(wish), home=scene.home("first"), at=at, environ=scene.environ)
        home = scene.home("first" if follower == NEXT[0] else "second")
        result = machines.run(task, scene.options(wish), home=home, environ=scene.environ)
        again = machines.run(task, scene.options(wish), home=home, environ=scene.environ)
        runs += 3
        place = f"{name}, {at} of {len(names)}, lag {lag}, {follower}: {result.get('msg')} {again.get('msg')}"
        assert not result.get("failed"), place
        assert not again.get("failed"), place
        assert not again["changed"], place
        assert written() == [1], place
    figures(f"instants of a {write.__name__}", len(names))
    figures(f"runs of a {write.__name__}, written once each", runs)
    assert len(names) > 10
