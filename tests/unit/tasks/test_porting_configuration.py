# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tasks of ``sinch_porting_configuration`` and its ``_info``."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._tasks.porting_configuration import TASK
from ansible_collections.sinch.porting.plugins.module_utils._tasks.porting_configuration_info import TASK as INFO_TASK
from ansible_collections.sinch.porting.tests.unit.desk import Desk, perform

WANTED = {
    "contact": {"email": "ports@example.com", "name": "Ada Baker", "phone": "+12025550143"},
    "webhook_url": "https://hooks.example.com/sinch",
    "default_port_time": "09:00",
    "default_port_time_zone": "US/Eastern",
}
STORED = {
    "contact": {"email": "ports@example.com", "name": "Ada Baker", "phone": "+12025550143"},
    "webhookUrl": "https://hooks.example.com/sinch",
    "defaultPortTime": "09:00:00Z",
    "defaultPortTimeZone": "US/Eastern",
}


@pytest.mark.parametrize("missing", [(404, {"message": "none"}), (200, {}), (200, None)])
def test_check_apply_apply_again(missing: tuple[int, Any]) -> None:
    desk = Desk(missing_configuration=missing)
    checked = perform(TASK, desk, WANTED, check=True)
    assert desk.writes == []
    applied = perform(TASK, desk, WANTED)
    assert [entry[:2] for entry in desk.writes] == [("POST", "/configuration")]
    again = perform(TASK, desk, WANTED)
    assert len(desk.writes) == 1
    assert [run["changed"] for run in (checked, applied, again)] == [True, True, False]
    assert checked["configuration"] == applied["configuration"] == again["configuration"]
    assert applied["configuration"]["contact"]["name"] == "Ada Baker"
    assert checked.keys() == applied.keys() == again.keys()


def test_members_missing_in_the_task_are_kept() -> None:
    desk = Desk(configuration={**STORED, "addedLater": {"x": 1}})
    result = perform(TASK, desk, {"contact": {"phone": "+12025550199"}, "webhookUrl": ""}, diff=True)
    contact = {**STORED["contact"], "phone": "+12025550199"}  # type: ignore[dict-item]  # a table of mixed members
    expected = {**STORED, "contact": contact, "webhookUrl": "", "addedLater": {"x": 1}}
    assert desk.writes == [("PUT", "/configuration", expected)]
    assert result["diff"]["before"]["contact"]["phone"] == "+12025550143"
    assert result["diff"]["after"]["contact"] == contact
    assert result["diff"]["after"]["webhook_url"] == ""
    assert result["configuration"]["added_later"] == {"x": 1}


@pytest.mark.parametrize(
    "options",
    [
        {},
        WANTED,
        {"default_port_time": "09:00:00"},
        {"contact": {"name": "Ada Baker"}},
        {"contact": {}},
        {"contact": {"phone": 12025550143}},
    ],
)
def test_equal_values_are_not_a_change(options: dict[str, Any]) -> None:
    desk = Desk(configuration=dict(STORED))
    result = perform(TASK, desk, options, diff=True)
    assert (result["changed"], desk.writes, result["diff"]) == (False, [], {"before": {}, "after": {}})


@pytest.mark.parametrize("method", ["POST", "PUT"])
@pytest.mark.parametrize("fault", ["lost", "dropped"])
def test_a_lost_response_is_settled_by_reading(method: str, fault: str) -> None:
    stored = {"webhookUrl": "old"} if method == "PUT" else None
    desk = Desk(configuration=stored, faults=[(f"{method} /configuration", fault)])
    result = perform(TASK, desk, WANTED)
    assert len(desk.writes) == 1
    if fault == "lost":
        assert result["changed"]
        assert result["configuration"]["webhook_url"] == WANTED["webhook_url"]
    else:
        assert result["failure"]["kind"] == "unknown_outcome"
        assert perform(TASK, desk, WANTED)["changed"]


@pytest.mark.parametrize(
    ("options", "path"),
    [
        ({"default_port_time": "25:00"}, "default_port_time"),
        ({"default_port_time": 540}, "default_port_time"),
        ({"default_port_time_zone": "Europe/Berlin"}, "default_port_time_zone"),
        ({"contact": {"email": "nobody"}}, "contact.email"),
        ({"contact": {"mail": "a@b"}}, "contact.mail"),
        ({"contact": "Ada"}, "contact"),
        ({"webhook_url": "https://user:word@hooks.example.com"}, "webhook_url"),
        ({"webhook_url": "hooks example"}, "webhook_url"),
    ],
)
def test_wrong_options_are_reported_before_anything_is_sent(options: dict[str, Any], path: str) -> None:
    desk = Desk()
    result = perform(TASK, desk, options)
    assert result["failure"]["kind"] == "validation"
    assert path in {finding["path"] for finding in result["findings"]}
    assert desk.requests == []


def test_a_rejected_read_is_reported() -> None:
    result = perform(INFO_TASK, Desk(faults=[("GET /configuration", 403)]), {})
    assert result["failure"]["status"] == 403
    assert result["configuration"] == {}


@pytest.mark.parametrize("check", [False, True])
@pytest.mark.parametrize("status", [404, 405, 409])
@pytest.mark.parametrize("stored", [False, True])
def test_if_the_service_refuses_one_operation_the_other_is_used(stored: bool, status: int, check: bool) -> None:
    """A read may show defaults although nothing was created, or nothing although it was created."""
    desk = Desk(missing_configuration=(200, {"defaultPortTimeZone": "US/Central"}) if stored else (404, {}))
    desk.faults = [("PUT /configuration" if stored else "POST /configuration", status)]
    result = perform(TASK, desk, WANTED, check=check)
    assert (result["changed"], "failed" in result) == (True, False)
    methods = ["PUT", "POST"] if stored else ["POST", "PUT"]
    assert [method for method, *rest in desk.writes] == ([] if check else methods)
    assert desk.configuration is None if check else desk.configuration["webhookUrl"] == WANTED["webhook_url"]


def test_other_errors_do_not_lead_to_the_other_operation() -> None:
    desk = Desk(faults=[("POST /configuration", 422)])
    assert perform(TASK, desk, WANTED)["failure"]["status"] == 422
    assert len(desk.writes) == 1


@pytest.mark.parametrize(
    ("time", "is_wrong"), [("9:00:00", True), ("9:00", True), ("24:00", True), ("09:00:00Z", False)]
)
def test_a_default_time_is_checked_like_the_time_of_an_order(time: str, is_wrong: bool) -> None:
    desk = Desk()
    result = perform(TASK, desk, {**WANTED, "default_port_time": time})
    assert ("failed" in result) is is_wrong
    assert bool(desk.writes) is not is_wrong


def test_gmt_is_accepted_with_a_warning_as_in_an_order() -> None:
    result = perform(TASK, Desk(), {**WANTED, "default_port_time_zone": "GMT"})
    assert result["changed"]
    assert any("GMT" in warning for warning in result["warnings"])
