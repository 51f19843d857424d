# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of ``sinch_portin_order_activation``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_order_activation import TASK
from ansible_collections.sinch.porting.tests.unit.desk import GROUPS, Desk, on_demand, perform
from ansible_collections.sinch.porting.tests.unit.loopback import FakeClock

A, B = GROUPS.values()


def desk_of(**members: Any) -> Desk:
    desk = on_demand(**members)
    desk.after = go_live
    return desk


def go_live(desk: Desk) -> None:
    """Let the numbers of all activated groups go live."""
    whole = {"phoneNumberGroups": [A, B]}
    asked = {group for dummy, path, body in desk.writes for group in (body or whole)["phoneNumberGroups"]}
    for entry in desk.orders[7]["phoneNumbers"]:
        if entry["phoneNumberGroup"] in asked and entry["status"] == "CONFIRMED":
            entry["status"] = "ACTIVATED"


def statuses(result: dict[str, Any]) -> list[str]:
    return list(result["number_statuses"].values())


@pytest.mark.parametrize("groups", [{}, {"groups": [A, B]}, {"phoneNumberGroups": [A, B]}])
@pytest.mark.parametrize("address", [{"order_id": 7}, {"customer_order_reference": "ref-7"}])
def test_check_apply_apply_again(address: dict[str, Any], groups: dict[str, Any]) -> None:
    desk = desk_of()
    options = {**address, **groups}
    checked = perform(TASK, desk, options, check=True, diff=True)
    assert desk.writes == []
    applied = perform(TASK, desk, options, diff=True)
    # Without groups the whole order goes live, by the request without a body.
    body = {"phoneNumberGroups": [A, B]} if groups else None
    assert desk.writes == [("POST", "/orders/portIns/7/activate", body)]
    again = perform(TASK, desk, options, diff=True)
    assert len(desk.writes) == 1
    assert [run["changed"] for run in (checked, applied, again)] == [True, True, False]
    assert [run["groups"] for run in (checked, applied, again)] == [[A, B], [A, B], []]
    assert statuses(checked) == statuses(applied) == statuses(again) == ["ACTIVATED"] * 3
    assert checked["diff"] == applied["diff"]
    assert set(checked["diff"]["before"]["number_statuses"].values()) == {"CONFIRMED"}
    assert set(checked["diff"]["after"]["number_statuses"].values()) == {"ACTIVATED"}
    assert again["diff"] == {"before": {}, "after": {}}
    assert checked.keys() == applied.keys() == again.keys()


def test_activating_one_group_does_not_activate_the_other() -> None:
    desk = desk_of()
    result = perform(TASK, desk, {"order_id": 7, "groups": [B]})
    assert desk.writes[0][2] == {"phoneNumberGroups": [B]}
    assert statuses(result) == ["CONFIRMED", "CONFIRMED", "ACTIVATED"]


def test_without_groups_ready_ones_go_live_and_the_others_are_named() -> None:
    desk = desk_of(ready="A")
    result = perform(TASK, desk, {"order_id": 7})
    assert result["groups"] == [A]
    assert result["warnings"] == [f"Not ready to go live in order 7: '{B}' (CONFIRMED, FOC date 2027-03-02)."]
    again = perform(TASK, desk, {"order_id": 7})
    assert (again["changed"], again["groups"], again["warnings"]) == (False, [], result["warnings"])


@pytest.mark.parametrize(
    ("desk", "options", "kind", "words"),
    [
        (desk_of(ready=""), {}, "locked", "cannot activate 'GW Verizon Grp1' (CONFIRMED, FOC date 2027-03-02)"),
        (desk_of(ready="A"), {"groups": [A, B]}, "locked", "cannot activate 'GW T-Mobile Grp1'"),
        (desk_of(onDemandActivation=False), {}, "locked", "not one of on-demand activation"),
        (desk_of(), {"groups": ["GW Verizon Grp2"]}, "validation", "Its groups: 'GW Verizon Grp1', 'GW T-Mobile Grp1'"),
        (desk_of(phoneNumbers=[], ready=""), {}, "locked", "has no group to activate yet"),
        (Desk(), {}, "api", "There is no order 7"),
    ],
)
def test_impossible_activations_are_reported_and_nothing_is_sent(
    desk: Desk, options: dict[str, Any], kind: str, words: str
) -> None:
    for check in (True, False):
        result = perform(TASK, desk, {"order_id": 7, **options}, check=check)
        assert result["failure"]["kind"] == kind
        assert words in result["msg"]
        assert desk.writes == []


def test_a_live_order_that_is_not_on_demand_is_unchanged() -> None:
    assert not perform(TASK, desk_of(live="AB", ready="", onDemandActivation=False), {"order_id": 7})["changed"]


def test_a_group_with_rejected_numbers_can_be_live() -> None:
    desk = desk_of(live="A", ready="")
    desk.orders[7]["phoneNumbers"][0].update(status="REJECTED", rejectReason="wrong PIN")
    assert not perform(TASK, desk, {"order_id": 7, "groups": [A]})["changed"]
    desk.orders[7]["phoneNumbers"][1].update(status="CANCELED")
    result = perform(TASK, desk, {"order_id": 7, "groups": [A]})
    assert result["failure"]["kind"] == "locked"
    assert "wrong PIN" in result["msg"]


def test_the_wait_ends_when_the_numbers_are_live() -> None:
    desk = desk_of()
    desk.after = lambda desk: None
    clock = FakeClock()
    messages: list[str] = []

    class Patient(FakeClock):
        def sleep(self, seconds: float) -> None:
            clock.sleep(seconds)
            self.seconds += seconds
            if len(clock.slept) == 6:
                go_live(desk)

    result = perform(TASK, desk, {"order_id": 7, "wait_interval": 5}, clock=Patient(), say=messages.append)
    assert statuses(result) == ["ACTIVATED"] * 3
    assert clock.slept == sorted(clock.slept)
    assert clock.slept[-1] == 5
    assert messages[0].startswith("waiting for active: CONFIRMED (3 CONFIRMED)")


def test_the_wait_ends_in_time_with_the_last_statuses() -> None:
    desk = desk_of()
    desk.after = lambda desk: None
    clock = FakeClock()
    result = perform(TASK, desk, {"order_id": 7}, clock=clock)
    assert result["failure"]["kind"] == "timeout"
    assert 600 <= sum(clock.slept) < 631
    assert result["changed"]
    assert result["groups"] == [A, B]
    assert statuses(result) == ["CONFIRMED"] * 3


def test_the_wait_ends_early_when_a_number_is_rejected() -> None:
    desk = desk_of()

    def refuse(desk: Desk) -> None:
        desk.orders[7]["phoneNumbers"][2].update(status="REJECTED", rejectReason="no such line")

    desk.after = refuse
    clock = FakeClock()
    result = perform(TASK, desk, {"order_id": 7}, clock=clock)
    assert result["failure"]["kind"] == "locked"
    assert "+13125550144 is REJECTED (no such line)" in result["msg"]
    assert result["number_statuses"]["+13125550144"] == "REJECTED"
    assert clock.slept == []


def test_without_wait_the_current_statuses_are_returned() -> None:
    desk = desk_of()
    desk.after = lambda desk: None
    options = {"order_id": 7, "wait": False}
    checked = perform(TASK, desk, options, check=True)
    applied = perform(TASK, desk, options)
    assert applied["changed"]
    assert checked == applied
    assert statuses(applied) == ["CONFIRMED"] * 3


@pytest.mark.parametrize("goes_live", [True, False])
def test_a_lost_response_is_settled_by_reading(goes_live: bool) -> None:
    desk = desk_of()
    desk.faults = [("POST /activate", "lost")]
    if not goes_live:
        desk.after = lambda desk: None
    result = perform(TASK, desk, {"order_id": 7, "wait": False})
    assert result["changed"]
    assert len(desk.writes) == 1
    assert statuses(result) == ["ACTIVATED" if goes_live else "CONFIRMED"] * 3


def test_an_activation_that_reads_do_not_show_is_not_sent_again() -> None:
    desk = desk_of()
    desk.faults = [("POST /activate", "dropped")]
    result = perform(TASK, desk, {"order_id": 7})
    assert result["failure"]["kind"] == "unknown_outcome"
    assert result["failure"]["order_id"] == 7
    assert len(desk.writes) == 1
    assert perform(TASK, desk, {"order_id": 7})["changed"]


@pytest.mark.parametrize("live", [True, False])
def test_a_rejected_activation_fails_unless_the_numbers_are_live(live: bool) -> None:
    desk = desk_of()
    answer = desk._activate

    def somebody_else_first(*arguments: Any) -> Any:
        if live:
            answer(*arguments)
            go_live(desk)
        return 422, {"message": "already active"}

    desk._activate = somebody_else_first  # type: ignore[method-assign]  # a desk that answers otherwise
    result = perform(TASK, desk, {"order_id": 7})
    assert ("failed" in result) is not live
    if not live:
        assert result["failure"]["status"] == 422


@pytest.mark.parametrize(
    ("options", "path"),
    [({}, "order_id"), ({"order_id": 7, "groups": []}, "groups"), ({"order_id": 7, "groups": [{"a": 1}]}, "groups[0]")],
)
def test_wrong_options_are_reported_before_anything_is_sent(options: dict[str, Any], path: str) -> None:
    desk = desk_of()
    result = perform(TASK, desk, options)
    assert result["failure"]["kind"] == "validation"
    assert path in {finding["path"] for finding in result["findings"]}
    assert desk.requests == []


def test_a_group_that_is_going_live_is_not_activated_again(tmp_path: Path) -> None:
    """The service has accepted the activation, but its reads lag, or the run was killed before the response."""
    for fault in ([], [("POST /activate", "lost")]):
        desk = desk_of(live="", ready="A")
        available = list(desk.available)
        desk.faults = list(fault)
        desk.after = lambda desk: None
        options = {"order_id": 7, "groups": [A], "wait": False}
        with desk.open():
            assert perform(TASK, desk, options, folder=tmp_path)["changed"]
            assert desk.available == []
            desk.available = available

            class Lagging(FakeClock):
                def sleep(self, seconds: float) -> None:
                    super().sleep(seconds)
                    if len(self.slept) == 4:
                        desk.available = []  # noqa: B023  # used up within the turn

            again = perform(TASK, desk, options, folder=tmp_path, clock=Lagging())
            assert not again["changed"]
            assert not again.get("failed"), again["msg"]
        assert len(desk.writes) == 1


def test_a_group_whose_activation_had_no_effect_is_activated_again(tmp_path: Path) -> None:
    desk = desk_of(live="", ready="A")
    desk.faults = [("POST /activate", "dropped")]
    desk.after = lambda desk: None
    options = {"order_id": 7, "groups": [A], "wait": False}
    with desk.open():
        assert perform(TASK, desk, options, folder=tmp_path)["failure"]["kind"] == "unknown_outcome"
        clock = FakeClock()
        assert perform(TASK, desk, options, folder=tmp_path, clock=clock)["changed"]
    assert sum(clock.slept) >= 10
    assert len(desk.writes) == 2


def test_groups_in_the_format_of_the_porting_skill_are_read() -> None:
    desk = desk_of()
    forms = [{"groupId": A, "status": "READY"}, {"groupId": B, "status": "WAITING"}]
    desk.available = {"activationGroups": forms}  # type: ignore[assignment]  # the other documented form
    result = perform(TASK, desk, {"order_id": 7}, check=True)
    assert result["groups"] == [A]


def test_a_rejected_activation_returns_the_statuses() -> None:
    desk = desk_of()
    desk.faults = [("POST /activate", 422)]
    result = perform(TASK, desk, {"order_id": 7})
    assert result["failure"]["status"] == 422
    assert statuses(result) == ["CONFIRMED"] * 3
