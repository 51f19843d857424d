# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A partial port: ``sinch_portin_order`` lists the remaining numbers in exactly one note, whatever happens."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_order import TASK
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_order_note import TASK as NOTE_TASK
from ansible_collections.sinch.porting.tests.unit.desk import PIN, Desk, perform
from ansible_collections.sinch.porting.tests.unit.loopback import FakeClock
from ansible_collections.sinch.porting.tests.unit.tasks.test_portin_order import BEFORE, OPTIONS, A, B, at

STAYS = ["+12175231208", "+12175231207"]
PARTIAL = {**OPTIONS, "remaining_numbers": STAYS, "new_billing_number": "+12175231207"}
TEXT = (
    "Partial port. These 2 numbers stay with the losing carrier: +12175231207, +12175231208. "
    "The account's new billing number is +12175231207. If there are several notes on this, the last one counts."
)
OTHER = {**PARTIAL, "remaining_numbers": ["+12175231207"]}
OTHER_TEXT = TEXT.replace("These 2 numbers stay", "This number stays").replace(", +12175231208", "")


def notes(desk: Desk) -> list[str]:
    (order,) = list(desk.orders.values())
    return [entry["note"] for entry in order["notes"]]


def port(desk: Desk, options: dict[str, Any] | None = None, *, clock: FakeClock | None = None, **how: Any) -> Any:
    return perform(TASK, desk, options or PARTIAL, clock=clock or at(BEFORE), **how)


def test_check_apply_apply_again(tmp_path: Path) -> None:
    desk = Desk()
    with desk.open():
        checked = port(desk, check=True, diff=True)
        assert desk.writes == []
        applied = port(desk, folder=tmp_path, diff=True)
        assert [(method, path.rpartition("/")[2]) for method, path, dummy in desk.writes] == [
            ("POST", "portIns"),
            ("POST", "notes"),
        ]
        again = port(desk, folder=tmp_path, diff=True)
    assert notes(desk) == [TEXT]
    assert [run["operation"] for run in (checked, applied, again)] == ["create", "create", "none"]
    assert [run["changed"] for run in (checked, applied, again)] == [True, True, False]
    assert [[note["note"] for note in run["order"]["notes"]] for run in (checked, applied, again)] == [[TEXT]] * 3
    assert checked["diff"]["after"]["notes"] == applied["diff"]["after"]["notes"] == [{"note": TEXT}]
    assert again["diff"] == {"before": {}, "after": {}}
    assert applied["order"]["notes"][0]["created_by"] == "customer"
    assert checked.keys() == applied.keys() == again.keys()
    assert applied["guard"] == "local"
    assert not [finding for finding in applied["findings"] if finding["severity"] == "error"]


def test_the_body_of_the_order_does_not_contain_it() -> None:
    desk = Desk()
    port(desk)
    created = desk.writes[0][2]
    assert not {"remainingNumbers", "newBillingNumber", "remaining_numbers", "notes"} & created.keys()


def test_an_existing_order_gets_the_note(tmp_path: Path) -> None:
    desk = Desk()
    with desk.open():
        port(desk, OPTIONS, folder=tmp_path)
        desk.requests.clear()
        checked = port(desk, check=True, diff=True)
        applied = port(desk, folder=tmp_path)
        assert [method for method, dummy, dummy2 in desk.writes] == ["POST"]
    assert notes(desk) == [TEXT]
    assert [run["operation"] for run in (checked, applied)] == ["update", "update"]
    assert [run["changed"] for run in (checked, applied)] == [True, True]
    assert checked["diff"] == {"before": {}, "after": {"notes": [{"note": TEXT}]}}


def test_a_confirmed_order_still_gets_the_note() -> None:
    desk = Desk()
    port(desk, OPTIONS)
    for order in desk.orders.values():
        order["status"] = "CONFIRMED"
    assert port(desk)["operation"] == "update"
    assert notes(desk) == [TEXT]


def test_a_completed_order_gets_no_note_but_a_warning() -> None:
    desk = Desk()
    port(desk, OPTIONS)
    for order in desk.orders.values():
        order["status"] = "COMPLETED"
        for number in order["phoneNumbers"]:
            number["status"] = "ACTIVATED"
    result = port(desk)
    assert not result["changed"]
    assert notes(desk) == []
    assert any("no note about the remaining numbers" in warning for warning in result["warnings"])


def test_an_update_and_the_note_go_together() -> None:
    desk = Desk()
    port(desk, OPTIONS)
    desk.requests.clear()
    moved = {**PARTIAL, "desired_port_schedule": {**OPTIONS["desired_port_schedule"], "desired_port_time": "10:00:00"}}
    result = port(desk, moved)
    assert result["operation"] == "update"
    assert [method for method, dummy, dummy2 in desk.writes] == ["PUT", "POST"]
    assert notes(desk) == [TEXT]
    assert not port(desk, moved)["changed"]


def test_the_sequence_and_repetitions_of_numbers_are_ignored() -> None:
    desk = Desk()
    port(desk)
    assert not port(desk, {**PARTIAL, "remaining_numbers": [*reversed(STAYS), STAYS[0]]})["changed"]
    assert notes(desk) == [TEXT]


def test_a_different_list_is_a_new_note_and_the_last_one_counts() -> None:
    desk = Desk()
    port(desk)
    assert port(desk, OTHER)["operation"] == "update"
    assert not port(desk, OTHER)["changed"]
    assert notes(desk) == [TEXT, OTHER_TEXT]
    # Back to the first list: its note exists, but is not the last one.
    assert port(desk)["changed"]
    assert not port(desk)["changed"]
    assert notes(desk) == [TEXT, OTHER_TEXT, TEXT]


@pytest.mark.parametrize("reverse", [False, True])
def test_the_service_may_list_notes_in_any_sequence(reverse: bool) -> None:
    desk = Desk()
    port(desk, OPTIONS)
    (order,) = list(desk.orders.values())
    moments = ("2027-02-03T12:00:00Z", "2027-02-04T12:00:00Z", "2027-02-05T12:00:00Z")
    texts = (OTHER_TEXT, TEXT, "Partial answer of somebody else.")
    listed = [{"note": text, "createdTime": moment} for text, moment in zip(texts, moments, strict=True)]
    order["notes"] = listed[::-1] if reverse else listed
    assert not port(desk)["changed"]
    assert port(desk, OTHER, check=True)["changed"]


def test_absent_ignores_it() -> None:
    desk = Desk()
    port(desk, OPTIONS)
    result = port(desk, {**PARTIAL, "state": "absent", "remaining_numbers": [A]})
    assert result["operation"] == "cancel"
    assert notes(desk) == []


def test_a_run_without_the_options_leaves_the_note_alone() -> None:
    desk = Desk()
    port(desk)
    assert not port(desk, OPTIONS)["changed"]
    assert notes(desk) == [TEXT]


def test_the_note_module_recognizes_the_note_of_the_order(tmp_path: Path) -> None:
    desk = Desk()
    with desk.open():
        port(desk, OPTIONS, folder=tmp_path)
        (order_id,) = list(desk.orders)
        perform(NOTE_TASK, desk, {"order_id": order_id, "note": TEXT}, folder=tmp_path)
        assert not port(desk, folder=tmp_path)["changed"]
        assert not perform(NOTE_TASK, desk, {"order_id": order_id, "note": TEXT}, folder=tmp_path)["changed"]
    assert notes(desk) == [TEXT]


# ---- failures ----------------------------------------------------------------


def test_a_lost_response_to_the_note_is_settled_by_reading(tmp_path: Path) -> None:
    desk = Desk(faults=[("POST /notes", "lost")])
    with desk.open():
        assert port(desk, folder=tmp_path)["operation"] == "create"
        assert not port(desk, folder=tmp_path)["changed"]
    assert notes(desk) == [TEXT]


def test_a_lost_response_to_the_creation_does_not_lose_the_note(tmp_path: Path) -> None:
    desk = Desk(faults=[("POST /orders/portIns", "lost")])
    with desk.open():
        assert port(desk, folder=tmp_path)["changed"]
        assert not port(desk, folder=tmp_path)["changed"]
    assert len(desk.orders) == 1
    assert notes(desk) == [TEXT]


@pytest.mark.parametrize("fault", ["dropped", 422, 500])
def test_a_note_that_fails_after_the_creation_says_that_the_order_exists(fault: Any, tmp_path: Path) -> None:
    desk = Desk(faults=[("POST /notes", fault)])
    with desk.open():
        result = port(desk, folder=tmp_path)
        assert result["failed"]
        assert result["changed"]
        assert result["operation"] == "create"
        (order_id,) = list(desk.orders)
        assert result["order_id"] == result["failure"]["order_id"] == order_id
        assert f"Order {order_id} was created" in result["msg"]
        assert result["order"].get("notes") == []
        assert PIN not in str(result)
        # A second run writes only the note.
        again = port(desk, folder=tmp_path)
        assert again["operation"] == "update"
        assert not port(desk, folder=tmp_path)["changed"]
    assert len(desk.orders) == 1
    assert notes(desk) == [TEXT]


def test_a_rejected_note_alone_is_not_a_change() -> None:
    desk = Desk()
    port(desk, OPTIONS)
    desk.faults = [("POST /notes", 422)]
    result = port(desk)
    assert result["failed"]
    assert not result["changed"]
    assert result["operation"] == "none"
    assert result["order_status"] == "PENDING"


def test_a_note_that_a_read_does_not_show_yet_is_not_written_again(tmp_path: Path) -> None:
    desk = Desk()
    with desk.open():
        port(desk, folder=tmp_path)
        (order,) = list(desk.orders.values())
        written, order["notes"] = order["notes"], []

        class Lagging(FakeClock):
            def sleep(self, seconds: float) -> None:
                super().sleep(seconds)
                if len(self.slept) == 3:
                    order["notes"] = written

        result = port(desk, folder=tmp_path, clock=Lagging(BEFORE.timestamp()))
    assert not result["changed"]
    assert notes(desk) == [TEXT]


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"remaining_numbers": [A]}, "remaining_numbers[0]"),
        ({"new_billing_number": B}, "new_billing_number"),
        ({"remaining_numbers": ["12"]}, "remaining_numbers[0]"),
        ({"remaining_numbers": "all of them"}, "remaining_numbers"),
    ],
)
def test_wrong_options_are_reported_before_anything_is_sent(changes: dict[str, Any], path: str) -> None:
    desk = Desk()
    result = port(desk, {**PARTIAL, **changes})
    assert result["failure"]["kind"] == "validation"
    assert path in {finding["path"] for finding in result["findings"] if finding["severity"] == "error"}
    assert desk.requests == []
