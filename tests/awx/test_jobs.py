# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbooks as AWX runs them."""

from __future__ import annotations

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
    """Neither the key's secret nor a PIN is in anything that the controller keeps."""
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
    simulator.settings.latency = 0.7  # the runner looks for a cancellation about once a second
    answers = make_answers(9, port_in_max_numbers=1)
    first = job("port_in", answers=answers, options="--forks 1")
    process = first.start()
    until = time.monotonic() + 120
    while not simulator.orders and process.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=60)
    simulator.settings.latency = 0
    assert first.status == "canceled"
    assert 1 <= len(simulator.orders) < 9

    again = job("port_in", answers=answers).run()
    assert again.status == "successful", again.output
    references = [order.reference for order in simulator.orders]
    assert sorted(set(references)) == sorted(references)
    numbers = [number.phone_number for order in simulator.orders for number in order.numbers]
    assert len(references) == len(set(numbers)) == len(numbers) == 9
    assert_secret_free(first, again)


def test_twenty_slices_create_each_order_once(job, simulator):
    """The plan is in the project, as a plan that was merged is; so every slice shares it."""
    answers = make_answers(60, port_in_max_numbers=2)
    planning = job("plan", answers=answers)
    planning.start().wait(timeout=240)
    assert planning.status == "successful", planning.output
    plan = (planning.folder / "project" / "hq.plan.json").read_text()
    jobs = []
    for share in range(1, 21):
        host = {f"share-{share}": {"port_in_share": share, "port_in_share_count": 20}}
        inventory = {"all": {"children": {"port_in_shares": {"hosts": host}}}}
        jobs.append(job("apply", answers=answers | planning.stats, inventory=inventory))
        (jobs[-1].folder / "project" / "hq.plan.json").write_text(plan)
    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(lambda each: each.run(), jobs))
    failed = [each.output[-2000:] for each in done if each.status != "successful"]
    assert not failed, failed[0]
    references = [order.reference for order in simulator.orders]
    assert len(references) == len(set(references)) == 30
    numbers = [number.phone_number for order in simulator.orders for number in order.numbers]
    assert len(numbers) == len(set(numbers)) == 60
    assert_secret_free(*done)
