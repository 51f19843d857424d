# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of ``sinch_portin_rejection_info``, and the new order for a number rejected in an open one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._run.run import run
from ansible_collections.sinch.porting.plugins.module_utils._tasks import portin_order, portin_rejection_info
from ansible_collections.sinch.porting.tests.simulator import Simulator

PIN = "736154"
NUMBERS = ["+12175230143", "+12175230144"]
INPUT: dict[str, Any] = {
    "desired_port_schedule": {"desired_port_date": "2027-03-02"},
    "end_user": {
        "name": "Harbor Bakery",
        "street_num": "12",
        "street_name": "Harbor",
        "city": "Springfield",
        "state": "IL",
        "zip_code": "62701",
    },
    "port_out_info": {"existing_port_out_pin": PIN, "authorizing_name": "Ada Baker"},
    "voice_configuration": {"type": "EST", "trunk_id": "t"},
}
MOVED = {**INPUT, "end_user": {**INPUT["end_user"], "zip_code": "62702"}}


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    with Simulator() as running:
        yield running


def perform(task: Any, simulator: Simulator, folder: Path, given: dict[str, Any], **options: Any) -> dict[str, Any]:
    numbers = [{"phone_number": number} for number in NUMBERS]
    return run(
        task,
        {**simulator.connection(), "phone_numbers": numbers, **given, **options},
        check_mode=False,
        diff=False,
        environ={},
        say=print,
        directory=folder,
    )


def test_a_rejected_number_gets_a_new_order_once_its_data_have_changed(simulator: Simulator, tmp_path: Path) -> None:
    first = perform(portin_order.TASK, simulator, tmp_path, INPUT, customer_order_reference="hq-001")
    other = [{"phone_number": "+13125230145"}]
    perform(portin_order.TASK, simulator, tmp_path, INPUT, customer_order_reference="hqx", phone_numbers=other)
    simulator.confirm(first["order_id"], only=NUMBERS[1:])
    simulator.reject(first["order_id"], only=NUMBERS[:1], reason=f"Wrong zip, PIN {PIN}")
    simulator.clear_requests()

    same = perform(portin_rejection_info.TASK, simulator, tmp_path, INPUT, customer_order_reference="hq")
    assert same["resubmissions"] == []
    (refused,) = same["refused"]
    assert (refused["phone_number"], refused["order_id"]) == (NUMBERS[0], first["order_id"])
    assert PIN not in str(same)

    moved = perform(portin_rejection_info.TASK, simulator, tmp_path, MOVED, customer_order_reference="hq")
    assert moved["refused"] == []
    assert not moved["changed"]
    (again,) = moved["resubmissions"]
    assert again == {"reference": "hq-001-r1", "order_id": first["order_id"], "phone_numbers": NUMBERS[:1]}
    assert simulator.writes == []

    # The first order is still open, but no longer ports the number.
    numbers = [{"phone_number": number} for number in again["phone_numbers"]]
    made = perform(
        portin_order.TASK, simulator, tmp_path, MOVED, customer_order_reference="hq-001-r1", phone_numbers=numbers
    )
    assert made["operation"] == "create", made.get("msg")

    after = perform(portin_rejection_info.TASK, simulator, tmp_path, MOVED, customer_order_reference="hq")
    assert (after["resubmissions"], after["refused"]) == ([], [])


def test_a_number_that_its_order_still_ports_cannot_be_ordered_again(simulator: Simulator, tmp_path: Path) -> None:
    first = perform(portin_order.TASK, simulator, tmp_path, INPUT, customer_order_reference="hq-001")
    simulator.reject(first["order_id"], only=NUMBERS[:1])
    result = perform(portin_order.TASK, simulator, tmp_path, INPUT, customer_order_reference="else")
    assert result["failure"]["kind"] == "conflict"
    assert NUMBERS[1] in result["msg"]
    assert NUMBERS[0] not in result["msg"].partition("Numbers concerned")[0]


@pytest.mark.parametrize(
    ("options", "place"),
    [
        ({}, "customer_order_reference"),
        ({"customer_order_reference": "hq", "settled": "+12175230143 "}, "settled"),
        ({"customer_order_reference": "hq", "end_user": {"zip": "62701"}}, "end_user.zip"),
    ],
)
def test_wrong_input_is_reported_with_its_place(
    simulator: Simulator, tmp_path: Path, options: dict[str, Any], place: str
) -> None:
    result = perform(portin_rejection_info.TASK, simulator, tmp_path, INPUT, **options)
    assert result["failure"]["kind"] == "validation"
    assert place in [finding["path"] for finding in result["findings"]]
    assert simulator.requests == []
