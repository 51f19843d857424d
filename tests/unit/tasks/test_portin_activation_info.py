# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of ``sinch_portin_activation_info``. ``fleet/test_waves.py`` tests the division into waves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_activation_info import TASK
from ansible_collections.sinch.porting.tests.unit.desk import GROUPS, Desk, on_demand, perform
from ansible_collections.sinch.porting.tests.unit.loopback import FakeClock

A, B = GROUPS.values()
NUMBERS = {A: ["+12025550117", "+12025550118"], B: ["+13125550144"]}


def desk_of(**members: Any) -> Desk:
    """A desk whose orders have the FOC date at which FakeClock begins."""
    return on_demand(foc_date="1970-01-01", **members)


class LaterClock(FakeClock):
    """A clock that calls a function after this many pauses of the waiting task."""

    def __init__(self, event: Callable[[], None], pauses: int = 2) -> None:
        super().__init__()
        self.event, self.pauses = event, pauses

    def sleep(self, seconds: float) -> None:
        super().sleep(seconds)
        self.pauses -= 1
        if self.pauses == 0:
            self.event()


def go_live(desk: Desk, *groups: str) -> None:
    for entry in desk.orders[7]["phoneNumbers"]:
        if entry["phoneNumberGroup"] in groups:
            entry["status"] = "ACTIVATED"


def states(result: dict[str, Any]) -> dict[str, str]:
    return {group["group"]: group["state"] for group in result["groups"]}


def test_it_returns_what_goes_live_and_changes_nothing() -> None:
    desk = desk_of()
    result = perform(TASK, desk, {"order_ids": [7], "first": ["smallest"], "wave_size": 1})
    assert desk.writes == []
    assert not result["changed"]
    assert result["waves"] == [
        {
            "first": True,
            "groups": [f"ref-7/{B}"],
            "orders": [{"order_id": 7, "reference": "ref-7", "groups": [B], "whole": False}],
            "phone_numbers": NUMBERS[B],
        },
        {
            "first": False,
            "groups": [f"ref-7/{A}"],
            "orders": [{"order_id": 7, "reference": "ref-7", "groups": [A], "whole": False}],
            "phone_numbers": NUMBERS[A],
        },
    ]
    assert (result["live"], result["next"], result["not_ready"]) == ([], [f"ref-7/{B}", f"ref-7/{A}"], [])


def test_a_wave_with_a_whole_order_says_so() -> None:
    (wave,) = perform(TASK, desk_of(), {"order_ids": [7]})["waves"]
    assert wave["orders"] == [{"order_id": 7, "reference": "ref-7", "groups": [A, B], "whole": True}]
    # If one group is live or not ready, the request names only the other.
    for desk in (desk_of(live="A"), desk_of(ready="B")):
        (wave,) = perform(TASK, desk, {"order_ids": [7]})["waves"]
        assert (wave["orders"][0]["groups"], wave["orders"][0]["whole"]) == ([B], False)


def test_the_groups_that_went_live_last_have_their_numbers() -> None:
    (group,) = perform(TASK, desk_of(live="A"), {"order_ids": [7]})["went_live_last"]
    assert (group["name"], group["phone_numbers"], group["live_count"]) == (f"ref-7/{A}", NUMBERS[A], 2)


def test_available_activations_are_not_requested_for_live_or_not_on_demand_orders() -> None:
    for desk in (desk_of(live="AB"), desk_of(onDemandActivation=False)):
        assert perform(TASK, desk, {"order_ids": [7]})["waves"] == []
        assert not any(path.endswith("availableActivations") for dummy, path, dummy2 in desk.requests)


def test_cancelled_orders_have_no_groups_and_missing_ones_are_a_failure() -> None:
    assert perform(TASK, desk_of(status="CANCELED"), {"order_ids": [7]})["groups"] == []
    assert perform(TASK, desk_of(), {"order_ids": []})["groups"] == []
    result = perform(TASK, desk_of(), {"order_ids": [7, 8]})
    assert result["failure"]["kind"] == "api"
    assert "There is no order 8" in result["msg"]


@pytest.mark.parametrize(
    ("options", "kind", "says"),
    [
        ({"first": ["GW Verison Grp1"]}, "validation", "Did you mean 'GW Verizon Grp1'? The groups:"),
        ({"groups": [""]}, "validation", "groups holds an empty name."),
        (
            {"groups": [B]},
            "locked",
            f"groups names groups that cannot go live now: ref-7/{B} (CONFIRMED, FOC date 1970",
        ),
        ({"order_ids": None}, "validation", "order_ids"),
        ({"wave_size": -1}, "validation", "wave_size"),
    ],
)
def test_impossible_requests_fail_with_a_message(options: dict[str, Any], kind: str, says: str) -> None:
    desk = desk_of(ready="A")
    result = perform(TASK, desk, {"order_ids": [7], **options})
    assert result["failure"]["kind"] == kind
    assert says in result["msg"]
    assert result["waves"] == []
    assert desk.writes == []


# ---- waiting ---------------------------------------------------------------------


def test_the_task_waits_for_a_group_that_may_be_going_live() -> None:
    """A killed run has activated group A, which is not offered and not live yet."""
    desk = desk_of(ready="B")
    assert states(perform(TASK, desk, {"order_ids": [7]})) == {A: "open", B: "ready"}
    said: list[str] = []
    clock = LaterClock(lambda: go_live(desk, A))
    result = perform(TASK, desk, {"order_ids": [7], "wait": True}, clock=clock, say=said.append)
    assert states(result) == {A: "live", B: "ready"}
    assert said[0] == f"waiting for ref-7/{A}"


def test_a_group_that_is_not_in_routing_is_not_a_failure_when_the_wait_ends() -> None:
    clock = FakeClock()
    begun = clock.monotonic()
    result = perform(TASK, desk_of(ready="B"), {"order_ids": [7], "wait": True, "wait_timeout": 60}, clock=clock)
    assert states(result) == {A: "open", B: "ready"}
    assert result["next"] == [f"ref-7/{B}"]
    assert clock.monotonic() - begun == pytest.approx(60)


def test_a_group_with_an_activating_user_stops_everything_until_it_is_live() -> None:
    desk = desk_of(ready="B")
    desk.orders[7]["phoneNumbers"][0]["activateUser"] = "ada"
    result = perform(TASK, desk, {"order_ids": [7], "wait": True, "wait_timeout": 60})
    assert result["failure"]["kind"] == "locked"
    assert f"ref-7/{A}: it was activated, but is not live yet." in result["msg"]


def test_it_waits_for_a_group_just_activated_even_if_it_is_still_offered() -> None:
    desk = desk_of()
    options = {"order_ids": [7], "wait": True, "wait_for": [f"ref-7/{A}"], "wait_timeout": 60}
    result = perform(TASK, desk, options, clock=LaterClock(lambda: go_live(desk, A)))
    assert result["live"] == [f"ref-7/{A}"]
    late = perform(TASK, desk_of(ready=""), options)
    assert late["failure"]["kind"] == "timeout"
    assert f"After 60 seconds not live yet: ref-7/{A}." in late["msg"]


@pytest.mark.parametrize("status", [500, 429])
def test_a_wait_survives_a_failed_read(status: int) -> None:
    desk = desk_of()
    options = {"order_ids": [7], "wait": True, "wait_for": [f"ref-7/{A}"], "retries": 0}

    def fail_and_go_live() -> None:
        desk.faults = [("GET /orders/portIns/7", status)]
        go_live(desk, A)

    assert perform(TASK, desk, options, clock=LaterClock(fail_and_go_live))["live"] == [f"ref-7/{A}"]
    assert desk.faults == []


def test_a_client_error_ends_the_wait() -> None:
    desk = desk_of()
    options = {"order_ids": [7], "wait": True, "wait_for": [f"ref-7/{A}"]}

    def refuse() -> None:
        desk.faults = [("GET /orders/portIns/7", 403)]

    assert perform(TASK, desk, options, clock=LaterClock(refuse))["failure"]["status"] == 403
