# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of ``sinch_portin_plan`` with existing orders: no number is lost silently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._fleet import plan_file
from ansible_collections.sinch.porting.plugins.module_utils._model.origin import ARGUMENT, Origin
from ansible_collections.sinch.porting.plugins.module_utils._run.run import run
from ansible_collections.sinch.porting.plugins.module_utils._tasks import (
    portin_order,
    portin_plan,
    portin_rejection_info,
)
from ansible_collections.sinch.porting.tests.simulator import Simulator
from ansible_collections.sinch.porting.tests.unit.loopback import FakeClock

PIN, ACCOUNT = "PlantedPin9076", "A-471147"
NUMBERS = [f"+1217523{index:04d}" for index in range(201, 206)]
ORDER = {"desired_port_schedule": {"desired_port_date": "2027-03-02"}}


def number(phone_number: str, **port_out_info: str) -> dict[str, Any]:
    return {
        "phone_number": phone_number,
        "end_user": {
            "name": "Harbor Bakery",
            "street_num": "12",
            "street_name": "Harbor",
            "city": "Springfield",
            "state": "IL",
            "zip_code": "62701",
        },
        "port_out_info": {
            "existing_port_out_pin": PIN,
            "account_num": ACCOUNT,
            "authorizing_name": "Ada Baker",
            **port_out_info,
        },
        "voice_configuration": {"type": "EST", "trunk_id": "t"},
    }


class Job:
    def __init__(self, simulator: Simulator, folder: Path) -> None:
        self.simulator = simulator
        self.folder = folder
        self.table = {one: number(one) for one in NUMBERS}
        self.path = folder / "plan.json"

    def run(self, task: Any, options: dict[str, Any], *, diff: bool = False) -> dict[str, Any]:
        clock = FakeClock()
        clock.seconds = 1_793_000_000.0
        result = run(
            task,
            {**self.simulator.connection(), **ORDER, **options},
            check_mode=False,
            diff=diff,
            environ={},
            say=print,
            clock=clock,
            directory=self.folder,
        )
        assert not any(secret in repr(result) for secret in (PIN, ACCOUNT))
        return result

    def plan(self, *, diff: bool = False, **options: Any) -> dict[str, Any]:
        return self.run(
            portin_plan.TASK,
            {
                "phone_numbers": list(self.table.values()),
                ARGUMENT: asdict(Origin()),
                "customer_order_reference": "hq",
                "dest": str(self.path),
                **options,
            },
            diff=diff,
        )

    def planned(self) -> dict[str, list[str]]:
        plan = plan_file.parse(self.path.read_bytes())
        return {order["reference"]: list(order["numbers"]) for order in plan["orders"]}

    def order(self, reference: str, **options: Any) -> dict[str, Any]:
        planned = plan_file.planned_order(self.path.read_bytes(), reference)
        return self.run(
            portin_order.TASK,
            {
                "phone_numbers": [self.table[one] for one in planned["numbers"]],
                ARGUMENT: asdict(Origin(planned=planned)),
                "customer_order_reference": reference,
                "on_unportable": "exclude",
                "details": False,
                **options,
            },
        )

    def apply(self) -> dict[str, dict[str, Any]]:
        return {reference: self.order(reference) for reference in self.planned()}

    def held(self) -> dict[str, list[str]]:
        dead = ("CANCELED", "PENDING_CANCELATION")
        return {
            order.reference: [one.phone_number for one in order.numbers if one.status not in ("REJECTED", "EXCLUDED")]
            for order in self.simulator.orders
            if order.status not in dead
        }


@pytest.fixture(scope="module")
def running() -> Iterator[Simulator]:
    with Simulator() as simulator:
        yield simulator


@pytest.fixture
def job(running: Simulator, tmp_path: Path) -> Job:
    running.reset()
    return Job(running, tmp_path)


@pytest.mark.parametrize("held", ["portable", "unportable"])
@pytest.mark.parametrize("correction", [{"account_num": "B-2"}, {"authorizing_name": "Bob Miller"}])
def test_a_number_with_a_corrected_account_or_authorizer_moves_to_another_order(
    job: Job, held: str, correction: dict[str, str]
) -> None:
    job.simulator.settings.held_numbers = held
    job.plan()
    job.apply()
    assert job.held() == {"hq-001": NUMBERS}
    job.table[NUMBERS[1]] = number(NUMBERS[1], **correction)
    planned = job.plan()
    assert planned["unportable"] == []
    assert job.planned() == {"hq-001": [NUMBERS[0], *NUMBERS[2:]], "hq-002": [NUMBERS[1]]}
    assert [result["operation"] for result in job.apply().values()] == ["update", "create"]
    assert job.held() == job.planned()
    assert not job.plan()["changed"]


def test_a_number_whose_carrier_changes_before_its_order_exists_moves(job: Job) -> None:
    job.simulator.settings.carriers = {"+1217": "Verizon"}
    job.plan()
    job.simulator.settings.carriers = {"+1217": "Verizon", NUMBERS[0]: "Lumen"}
    job.plan()
    assert job.planned() == {"hq-001": NUMBERS[1:], "hq-002": NUMBERS[:1]}
    job.apply()
    job.simulator.settings.carriers = {"+1217": "Lumen"}
    assert not job.plan()["changed"]


def test_a_number_missing_in_the_response_is_not_reported_as_unportable(job: Job) -> None:
    job.simulator.settings.unanswered = NUMBERS[:2]
    result = job.plan()
    assert result["failure"]["kind"] == "api"
    assert result["failure"]["phone_numbers"] == NUMBERS[:2]
    assert "Sinch's response lacks these numbers: " + ", ".join(NUMBERS[:2]) in result["msg"]
    assert not job.path.exists()


def test_a_move_that_fails_halfway_names_the_number_and_the_next_run_finishes_it(job: Job) -> None:
    job.plan()
    job.apply()
    job.table[NUMBERS[1]] = number(NUMBERS[1], account_num="B-2")
    job.plan()
    assert job.order("hq-001")["operation"] == "update"
    job.simulator.fault("status", "orderPortIn", status=422)
    failed = job.order("hq-002")
    assert failed["failed"]
    assert f"Numbers concerned: {NUMBERS[1]}." in failed["msg"]
    assert failed["failure"]["phone_numbers"] == [NUMBERS[1]]
    assert not job.plan()["changed"]
    assert [result["operation"] for result in job.apply().values()] == ["none", "create"]
    assert job.held() == job.planned()


def test_a_plan_lost_after_half_a_move_is_made_from_existing_orders(job: Job) -> None:
    job.plan()
    job.apply()
    job.table[NUMBERS[1]] = number(NUMBERS[1], account_num="B-2")
    job.plan()
    job.order("hq-001")
    job.path.unlink()
    job.plan()
    assert job.planned() == {"hq-001": [NUMBERS[0], *NUMBERS[2:]], "hq-002": [NUMBERS[1]]}


@pytest.mark.parametrize("lost", [False, True])
def test_a_number_that_was_ordered_again_stays_in_its_new_order(job: Job, lost: bool) -> None:
    job.plan()
    made = job.apply()["hq-001"]
    job.simulator.confirm(made["order_id"], only=NUMBERS[1:])
    job.simulator.reject(made["order_id"], only=NUMBERS[:1], reason="Account number is wrong")
    again = job.apply()["hq-001"]
    assert again["operation"] == "none"
    assert any(NUMBERS[0] in warning and "rejected" in warning for warning in again["warnings"])
    job.table[NUMBERS[0]] = number(NUMBERS[0], account_num="B-2")
    found = job.run(
        portin_rejection_info.TASK,
        {
            "phone_numbers": list(job.table.values()),
            ARGUMENT: asdict(Origin()),
            "customer_order_reference": "hq",
        },
    )
    (entry,) = found["resubmissions"]
    options = {"customer_order_reference": entry["reference"], "phone_numbers": [job.table[NUMBERS[0]]]}
    assert job.run(portin_order.TASK, options)["operation"] == "create"
    if lost:
        job.path.unlink()
    job.plan()
    assert job.planned() == {"hq-001": NUMBERS[1:], "hq-001-r1": NUMBERS[:1]}
    assert [result["operation"] for result in job.apply().values()] == ["none", "none"]
    # A correction reaches the order that has the number now.
    job.table[NUMBERS[0]]["end_user"] = {**job.table[NUMBERS[0]]["end_user"], "street_num": "14"}
    job.plan()
    assert [result["operation"] for result in job.apply().values()] == ["none", "update"]


def test_a_number_corrected_back_before_its_order_released_it_stays_there(job: Job) -> None:
    job.simulator.settings.held_numbers = "unportable"
    job.plan()
    job.apply()
    taken = job.table.pop(NUMBERS[0])
    job.plan()
    job.table[NUMBERS[0]] = taken
    assert job.plan()["unportable"] == []
    assert job.planned() == {"hq-001": NUMBERS}


def test_an_open_order_without_numbers_in_the_table_is_named(job: Job) -> None:
    job.plan()
    made = job.apply()["hq-001"]
    job.table = {"+13125230177": number("+13125230177")}
    for dummy in range(2):
        result = job.plan()
        assert [str(made["order_id"]) in entry and "hq-001" in entry for entry in result["left_over"]] == [True]
        assert result["left_over"][0] in result["warnings"]
    job.run(portin_order.TASK, {"state": "absent", "customer_order_reference": "hq-001"})
    assert job.plan()["left_over"] == []


@pytest.mark.parametrize("state", ["present", "checked"])
def test_on_unportable_fail_keeps_the_old_plan(job: Job, state: str) -> None:
    job.simulator.settings.unportable = {NUMBERS[2]: "not in service"}
    assert not job.plan().get("failed")
    before = job.path.read_bytes()
    result = job.plan(on_unportable="fail", state=state)
    assert result["failure"] == {"kind": "unportable", "phone_numbers": [NUMBERS[2]]}
    assert f"1 of 5 numbers cannot be ported: {NUMBERS[2]} (not in service)" in result["msg"]
    assert job.path.read_bytes() == before


def test_a_warning_names_numbers_left_out_of_an_order(job: Job) -> None:
    job.plan()
    job.simulator.settings.unportable = {NUMBERS[2]: "not in service"}
    result = job.apply()["hq-001"]
    assert result["operation"] == "create"
    assert any(NUMBERS[2] in warning for warning in result["warnings"])


def test_the_severity_of_a_long_reference_can_be_changed(job: Job) -> None:
    assert job.plan(customer_order_reference="h" * 95)["failure"]["kind"] == "validation"
    for severity in ("warn", "off"):
        result = job.plan(customer_order_reference="h" * 95, rules={"reference-too-long": severity})
        assert not result.get("failed"), result["msg"]
        is_reported = any("reference-too-long" in warning for warning in result.get("warnings", []))
        assert is_reported is (severity == "warn")


def test_the_diff_of_a_plan_shows_only_changes(job: Job) -> None:
    job.plan()
    job.table.pop(NUMBERS[0])
    diff = job.plan(diff=True)["diff"]
    before, after = set(diff["before"].splitlines()), set(diff["after"].splitlines())
    assert any(NUMBERS[0] in line for line in before - after)
    assert not any("end_user" in line for line in before ^ after)
    assert len(before ^ after) < 20, before ^ after


def test_the_overview_has_account_and_carrier_and_says_how_much_is_not_shown(job: Job) -> None:
    job.simulator.settings.carriers = {"+1": "Verizon"}
    job.table = {one: number(one, account_num=f"A-{one}") for one in (f"+1217523{index:04d}" for index in range(60))}
    lines = job.plan()["overview"]
    assert lines[0] == "hq-001: 1 number, US Verizon 1"
    assert lines[50] == f"and 10 more orders, which are in {job.path}"
    assert "60 of 60 orders hold one number" in lines[51]
    assert f"delete {job.path} first" in lines[52]
    assert len(lines) == 53


def test_a_number_missing_in_its_confirmed_order_gets_another_order(job: Job) -> None:
    """It could not be ported when its order was created, and a confirmed order accepts no more numbers."""
    job.plan()
    job.simulator.settings.unportable = {NUMBERS[0]: "not in service"}
    made = job.order("hq-001")
    assert made["excluded_numbers"] == [NUMBERS[0]]
    # The next day a pending order would get the number, but this one is confirmed.
    assert job.plan()["orders"][0]["count"] == len(NUMBERS)
    job.simulator.confirm(made["order_id"])
    job.plan()
    assert job.planned() == {"hq-001": NUMBERS[1:]}
    job.simulator.settings.unportable = {}
    assert job.plan()["changed"] is True
    assert job.planned() == {"hq-001": NUMBERS[1:], "hq-002": NUMBERS[:1]}
    assert [job.order(name)["operation"] for name in ("hq-001", "hq-002")] == ["none", "create"]
    assert job.plan()["changed"] is False
    assert job.simulator.orders[0].reference == "hq-001"
    assert sorted(job.simulator.orders[0].by_number) == NUMBERS[1:]


def test_an_unportable_number_missing_in_its_confirmed_order_is_set_aside(job: Job) -> None:
    job.plan()
    job.simulator.settings.unportable = {NUMBERS[0]: "not in service"}
    job.simulator.confirm(job.order("hq-001")["order_id"])
    assert [one["phone_number"] for one in job.plan()["unportable"]] == NUMBERS[:1]


@pytest.mark.parametrize("end", ["confirm", "complete"])
@pytest.mark.parametrize("lost", [False, True])
def test_a_number_stays_with_an_order_that_can_no_longer_release_it(job: Job, end: str, lost: bool) -> None:
    """A live number must not be ordered a second time because its data are corrected."""
    job.plan()
    order_id = job.order("hq-001")["order_id"]
    getattr(job.simulator, end)(order_id)
    job.table[NUMBERS[1]] = number(NUMBERS[1], authorizing_name="Bob Miller")
    job.table[NUMBERS[2]] = number(NUMBERS[2], account_num="A-471148")
    if lost:
        job.path.unlink()
    assert "failed" not in job.plan()
    assert job.planned() == {"hq-001": NUMBERS}
    refused = job.order("hq-001")
    assert refused["failure"]["kind"] == "locked"
    assert f"phone_numbers[{NUMBERS[1]}].port_out_info.authorizing_name" in refused["msg"]
    assert len(job.simulator.orders) == 1


def test_a_rejected_number_of_a_confirmed_order_stays_with_it(job: Job) -> None:
    """Only a resubmission orders it again, after its data were corrected."""
    job.plan()
    order_id = job.order("hq-001")["order_id"]
    job.simulator.confirm(order_id, only=NUMBERS[1:])
    job.simulator.reject(order_id, only=NUMBERS[:1], reason="Wrong PIN")
    assert job.plan()["changed"] is False
    assert job.planned() == {"hq-001": NUMBERS}
