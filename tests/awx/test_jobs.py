# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbooks as AWX runs them."""

from __future__ import annotations

import json
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import PINS, make_answers
from jobs import SECRET

WRITES = {"orderPortIn", "updatePortInOrder", "deleteOrder", "activatePortInOrder", "uploadDocument"}


def writes(simulator) -> list[str]:
    return [request.operation for request in simulator.requests if request.operation in WRITES]


def assert_secret_free(*jobs) -> None:
    """Neither the key's secret nor a PIN of six digits is in anything that the controller keeps."""
    for job in jobs:
        assert [secret for secret in (SECRET, *PINS) if secret in job.written] == []


def test_a_workflow_passes_on_the_fingerprint_the_ids_and_the_statuses(job, simulator):
    planned = job("plan", answers=make_answers()).run()
    assert planned.status == "successful", planned.output
    assert writes(simulator) == []
    fingerprint = planned.stats["port_in_plan_fingerprint"]
    assert len(fingerprint) > 10

    applied = job("apply", answers=make_answers() | planned.stats).run()
    assert applied.status == "successful", applied.output
    ids = {order.reference: str(order.id) for order in simulator.orders}
    assert {name: str(found) for name, found in applied.stats["port_in_order_ids"].items()} == ids
    assert len(ids) == 3

    followed = job("follow", answers={"port_in_reference": "hq"} | applied.stats).run()
    assert followed.status == "successful", followed.output
    assert sum(followed.stats["port_in_statuses"].values()) == 3
    assert_secret_free(planned, applied, followed)


def test_another_plan_than_the_approved_one_creates_nothing(job, simulator):
    planned = job("plan", answers=make_answers(3)).run()
    applied = job("apply", answers=make_answers(4) | planned.stats).run()
    assert applied.status == "failed"
    assert "approved" in applied.output
    assert writes(simulator) == []
    assert_secret_free(planned, applied)


@pytest.mark.parametrize("playbook", ["port_in", "check_portability", "activate", "cancel", "report"])
def test_check_mode_writes_nothing(job, simulator, playbook):
    done = job(playbook, answers=make_answers(), options="--check --diff -vvv").run()
    assert done.status == "successful", done.output
    assert writes(simulator) == []
    assert simulator.orders == []
    assert_secret_free(done)


def test_a_failed_job_says_why_without_a_secret(job, simulator):
    done = job("port_in", answers=make_answers(3, port_in_desired_port_date="2020-01-07"), options="-vvv").run()
    assert done.status == "failed"
    assert "port-date-passed" in done.output
    assert simulator.orders == []
    assert_secret_free(done)


def test_a_cancelled_job_is_finished_by_launching_it_again(job, simulator):
    simulator.settings.latency = 0.2
    first = job("port_in", answers=make_answers(9), options="--forks 1")
    process = first.start()
    until = time.monotonic() + 120
    while not simulator.orders and process.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=60)
    simulator.settings.latency = 0
    assert first.status == "canceled"
    assert 1 <= len(simulator.orders) < 3

    again = job("port_in", answers=make_answers(9)).run()
    assert again.status == "successful", again.output
    references = [order.reference for order in simulator.orders]
    assert sorted(set(references)) == sorted(references)
    assert len(references) == 3
    assert_secret_free(first, again)


def test_twenty_slices_create_each_order_once(job, simulator):
    answers = make_answers(60, port_in_max_numbers=2)
    planned = job("plan", answers=answers).run()
    assert planned.status == "successful", planned.output
    shares = [
        {"port_in_shares": {"hosts": {f"share-{share}": {"port_in_share": share, "port_in_share_count": 20}}}}
        for share in range(1, 21)
    ]
    jobs = [job("apply", answers=answers | planned.stats, inventory={"all": {"children": share}}) for share in shares]
    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(lambda each: each.run(), jobs))
    assert [each.status for each in done] == ["successful"] * 20, json.dumps([each.output for each in done])[-3000:]
    references = [order.reference for order in simulator.orders]
    assert len(references) == len(set(references)) == 30
    numbers = [number.phone_number for order in simulator.orders for number in order.numbers]
    assert len(numbers) == len(set(numbers)) == 60
    assert_secret_free(*done)
