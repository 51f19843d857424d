# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of ``sinch_portin_order_note``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_order_note import TASK
from ansible_collections.sinch.porting.tests.unit.desk import PIN, Desk, order, perform
from ansible_collections.sinch.porting.tests.unit.loopback import FakeClock

TEXT = "Please call first."
NOTE = {"order_id": 7, "note": TEXT}


def texts(desk: Desk) -> list[str]:
    return [entry["note"] for entry in desk.orders[7]["notes"]]


@pytest.mark.parametrize("address", [{"order_id": 7}, {"orderId": "7"}, {"customer_order_reference": "ref-7"}])
def test_check_apply_apply_again(address: dict[str, Any], tmp_path: Path) -> None:
    desk = Desk({7: order()})
    options = {**address, "note": f"  {TEXT}\r\n"}
    checked = perform(TASK, desk, options, check=True)
    assert desk.writes == []
    applied = perform(TASK, desk, options, folder=tmp_path)
    assert desk.writes == [("POST", "/orders/portIns/7/notes", {"note": TEXT})]
    again = perform(TASK, desk, options, folder=tmp_path)
    assert len(desk.writes) == 1
    assert [run["changed"] for run in (checked, applied, again)] == [True, True, False]
    assert [run["note"] for run in (checked, applied, again)] == [TEXT] * 3
    assert [entry["note"] for entry in checked["notes"]] == [TEXT]
    assert applied["notes"] == again["notes"]
    assert applied["notes"][0]["created_by"] == "customer"
    assert checked.keys() == applied.keys() == again.keys()
    assert applied["guard"] == again["guard"] == "local"


def test_the_diff_has_both_sides_without_secrets(tmp_path: Path) -> None:
    desk = Desk({7: order(notes=[{"note": f"The PIN is {PIN}."}])})
    result = perform(TASK, desk, NOTE, check=True, diff=True)
    before = [{"note": "The PIN is ********."}]
    assert result["diff"] == {"before": {"notes": before}, "after": {"notes": [*before, {"note": TEXT}]}}


@pytest.mark.parametrize(
    ("text", "changed"),
    [("Please call first.\n", False), ("\r\nPlease call first.", False), ("please call first.", True), ("", True)],
)
def test_texts_are_compared_without_surrounding_space(text: str, changed: bool) -> None:
    assert perform(TASK, Desk({7: order(notes=[{"note": text}, {"note": None}])}), NOTE)["changed"] is changed


def test_different_line_endings_are_equal() -> None:
    desk = Desk({7: order(notes=[{"note": "a\nb"}])})
    assert not perform(TASK, desk, {"order_id": 7, "note": "a\r\nb"})["changed"]


def test_a_lost_response_is_settled_by_reading(tmp_path: Path) -> None:
    desk = Desk({7: order()}, faults=[("POST /notes", "lost")])
    assert perform(TASK, desk, NOTE, folder=tmp_path)["changed"]
    assert texts(desk) == [TEXT]


def test_a_note_with_an_unknown_outcome_is_never_sent_again_by_the_same_run(tmp_path: Path) -> None:
    desk = Desk({7: order()}, faults=[("POST /notes", "dropped")])
    with desk.open():
        result = perform(TASK, desk, NOTE, folder=tmp_path)
        assert len(desk.writes) == 1
        assert result["failure"]["kind"] == "unknown_outcome"
        assert result["failure"]["order_id"] == 7
        # The next run waits as long as the note may still appear, and then writes it.
        clock = FakeClock()
        assert perform(TASK, desk, NOTE, folder=tmp_path, clock=clock)["changed"]
    assert sum(clock.slept) > 30
    assert texts(desk) == [TEXT]


def test_a_note_that_a_read_does_not_show_yet_is_not_written_again(tmp_path: Path) -> None:
    desk = Desk({7: order()})
    with desk.open():
        assert perform(TASK, desk, NOTE, folder=tmp_path)["changed"]
        (written,) = desk.orders[7]["notes"]
        desk.orders[7]["notes"] = []

        class Lagging(FakeClock):
            def sleep(self, seconds: float) -> None:
                super().sleep(seconds)
                if len(self.slept) == 3:
                    desk.orders[7]["notes"] = [written]

        assert not perform(TASK, desk, NOTE, folder=tmp_path, clock=Lagging())["changed"]
    assert texts(desk) == [TEXT]


def test_a_rejected_note_leaves_no_mark(tmp_path: Path) -> None:
    desk = Desk({7: order()}, faults=[("POST /notes", 422)])
    with desk.open():
        assert perform(TASK, desk, NOTE, folder=tmp_path)["failure"]["status"] == 422
        clock = FakeClock()
        assert perform(TASK, desk, NOTE, folder=tmp_path, clock=clock)["changed"]
    assert clock.slept == []


def test_a_failed_read_after_the_note_is_not_a_failure() -> None:
    desk = Desk({7: order()})
    desk.after = lambda desk: desk.faults.extend([("GET /7", 500)] * 2)
    result = perform(TASK, desk, NOTE)
    assert result["changed"]
    assert result["notes"] == [{"note": TEXT, "created_time": None, "created_by": None}]


@pytest.mark.parametrize(
    ("options", "paths"),
    [
        ({}, {"order_id", "note"}),
        ({"order_id": 7, "note": " \n"}, {"note"}),
        ({"order_id": "seven", "note": TEXT}, {"order_id"}),
        ({"customer_order_reference": "", "note": TEXT}, {"order_id"}),
    ],
)
def test_wrong_options_are_reported_before_anything_is_sent(options: dict[str, Any], paths: set[str]) -> None:
    desk = Desk({7: order()})
    result = perform(TASK, desk, options)
    assert result["failure"]["kind"] == "validation"
    assert {finding["path"] for finding in result["findings"]} == paths
    assert desk.requests == []


@pytest.mark.parametrize("address", [{"order_id": 8}, {"customer_order_reference": "ref"}])
def test_a_missing_order_is_reported(address: dict[str, Any]) -> None:
    result = perform(TASK, Desk({7: order()}), {**address, "note": TEXT})
    assert result["failure"]["kind"] == "api"
    assert result["failure"]["status"] == 404
    assert "There is no order" in result["msg"]
    assert result["notes"] == []


def test_several_orders_with_a_reference_are_reported() -> None:
    desk = Desk({7: order(customerOrderReference="x"), 8: order(8, customerOrderReference="x")})
    assert perform(TASK, desk, {"customer_order_reference": "x", "note": TEXT})["failure"]["kind"] == "conflict"
