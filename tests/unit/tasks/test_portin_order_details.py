# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``details: false`` omits everything from an order's result that grows with its numbers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._run.run import run
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_order import TASK
from ansible_collections.sinch.porting.tests.simulator import Simulator

ORDER: dict[str, Any] = {
    "customer_order_reference": "hq-001",
    "desired_port_schedule": {"desired_port_date": "2027-03-02"},
    "end_user": {
        "name": "Harbor Bakery",
        "street_num": "12",
        "street_name": "Harbor",
        "city": "Springfield",
        "state": "IL",
        "zip_code": "62701",
    },
    "voice_configuration": {"type": "EST", "trunk_id": "t"},
}


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    with Simulator() as running:
        yield running


def perform(simulator: Simulator, folder: Path, *, check_mode: bool = False, **options: Any) -> dict[str, Any]:
    numbers = [{"phone_number": f"+1217523{index:04}"} for index in range(50)]
    arguments = {**simulator.connection(), **ORDER, "phone_numbers": numbers, **options}
    return run(TASK, arguments, check_mode=check_mode, diff=False, environ={}, say=print, directory=folder)


@pytest.mark.parametrize("check_mode", [True, False])
def test_a_brief_result_has_the_same_keys_and_no_number(simulator: Simulator, tmp_path: Path, check_mode: bool) -> None:
    brief = perform(simulator, tmp_path, check_mode=check_mode, details=False)
    assert (brief["changed"], brief["operation"]) == (True, "create")
    assert "+1217523" not in str(brief)
    whole = perform(simulator, tmp_path, check_mode=check_mode)
    assert brief.keys() == whole.keys()
    assert len(whole["number_statuses"]) == 50
    assert brief["order_id"] == whole["order_id"]
    facts, all_facts = (result["ansible_facts"]["sinch_portin_order"] for result in (brief, whole))
    assert facts.keys() == all_facts.keys()
    assert facts["customer_order_reference"] == "hq-001"
    assert (facts["phone_numbers"], facts["number_statuses"]) == ([], {})


def test_numbers_left_out_of_the_order_are_still_named(simulator: Simulator, tmp_path: Path) -> None:
    simulator.settings.unportable = {"+12175230007": "Not in service"}
    brief = perform(simulator, tmp_path, details=False, on_unportable="exclude")
    assert brief["excluded_numbers"] == ["+12175230007"]


@pytest.mark.parametrize(
    ("pin", "kind"), [({"existing_port_out_pin": ""}, "api"), ({}, "validation")], ids=["by the service", "by us"]
)
def test_a_rejected_write_also_has_a_brief_result(
    simulator: Simulator, tmp_path: Path, pin: dict[str, str], kind: str
) -> None:
    simulator.settings.secrets_echo = "omitted"
    options = {"details": False, "port_out_info": {"authorizing_name": "Ada Baker", **pin}}
    assert perform(simulator, tmp_path, **options)["changed"]
    simulator.fault("status", "updatePortInOrder", times=9, status=422)
    brief = perform(simulator, tmp_path, **options, on_demand_activation=True)
    assert (brief["failure"]["kind"], brief["order_id"]) == (kind, simulator.orders[0].id)
    assert "phone_numbers" not in brief["order"]
    assert brief["number_statuses"] == {}
