# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The cut-over night in AWX: a first wave, test calls, an approval, the remaining waves."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from typing import Any

import pytest
from lab import PIN, SECRET, Lab, Webhook, changes, commit, place

WORKFLOW = "Port in: activate first, approve, activate the rest"
ANSWERS = {"port_in_reference": "hq-move", "port_in_activation_first": "smallest"}
CHECKS = """\
- name: Place a test call
  ansible.builtin.uri:
    url: "{{ lab_test_phone }}"
    method: POST
    body_format: json
    body: "{{ port_in_activated_numbers }}"
"""


@pytest.fixture(scope="module")
def phone(lab: Lab) -> Iterator[Webhook]:
    """A test phone that the checks of all jobs call. A file in the project and a setting configure the checks."""
    phone = Webhook()
    commit("checks/test-calls.yml", CHECKS)
    before = dict(lab.settings)
    lab.settings["sinch_portin_job_variables"] = {
        "port_in_activation_checks": "checks/test-calls.yml",
        "lab_test_phone": phone.url,
    }
    lab.configure()
    assert changes(lab.configure()) == 0
    yield phone
    lab.settings = before
    assert changes(lab.configure()) >= 1
    phone.shutdown()


@pytest.fixture
def labels(simulator, phone) -> list[str]:
    """Three orders with 1, 2 and 3 numbers, ready for activation. Returns their group names, smallest first."""
    phone.texts.clear()
    phone.refuses_after = None
    return [
        make_ready(simulator, f"hq-move-00{count}", prefix, count) for count, prefix in ((1, 217), (2, 312), (3, 773))
    ]


def make_ready(simulator, reference: str, prefix: int, count: int) -> str:
    numbers = [f"+1{prefix}523{index:04}" for index in range(count)]
    made = place(simulator, reference, *numbers, on_demand=True)
    simulator.confirm(made.id, foc_date=datetime.date.today().isoformat())
    return f"{reference}/{made.numbers[0].group}"


def live(simulator) -> list[str]:
    """Return the groups that are live. Asserts that no group is only partly live."""
    found = []
    for order in simulator.orders:
        statuses = {number.status for number in order.numbers}
        assert len(statuses) == 1, order.reference
        if statuses == {"ACTIVATED"}:
            found.append(f"{order.reference}/{order.numbers[0].group}")
    return sorted(found)


def calls(phone: Webhook) -> list[list[str]]:
    return [json.loads(text) for text in phone.texts]


def relaunch(lab: Lab, workflow: dict[str, Any]) -> dict[str, Any]:
    """Relaunch a workflow, as an approver does on its page."""
    again: dict[str, Any] = lab.users["approver"].post(f"{workflow['url']}relaunch/", {})
    return again


def test_the_remaining_waves_need_an_approval(lab, simulator, phone, labels):
    for right in ("planner", "reader", "stranger"):
        launch = f"{lab.template(WORKFLOW)['url']}launch/"
        assert lab.users[right].request("POST", launch, {"extra_vars": ANSWERS}).status_code in (403, 404), right
    workflow = lab.users["approver"].launch(lab.template(WORKFLOW), **ANSWERS)
    first = lab.admin.wait(lab.admin.node_job(workflow, "first"))
    assert first["status"] == "successful", lab.admin.output(first)
    assert live(simulator) == labels[:1]
    assert first["artifacts"]["port_in_live_groups"] == labels[:1]
    assert first["artifacts"]["port_in_next_groups"] == labels[1:]
    assert calls(phone) == [["+12175230000"]]
    # The reader can see what was done. The message names the workflow and contains no phone number.
    assert labels[0] in lab.users["reader"].output(first)
    (waiting,) = lab.texts_with("approve the rest of the activation waits for an answer", workflow)
    assert "+1217" not in waiting

    late = make_ready(simulator, "hq-move-004", 217, 4)
    lab.approve(workflow)
    assert lab.admin.wait(workflow)["status"] == "successful", lab.admin.explain(workflow)
    assert live(simulator) == labels
    assert late not in live(simulator)
    rest = lab.admin.wait(lab.admin.node_job(workflow, "rest"))
    assert rest["artifacts"]["port_in_live_groups"] == labels
    assert rest["artifacts"]["port_in_next_groups"] == []
    # First the calls from before, then those of each wave.
    assert [len(numbers) for numbers in calls(phone)] == [1, 1, 2, 3]
    assert lab.texts_with("was approved", workflow)
    for text in (SECRET, PIN):
        assert text not in lab.admin.explain(workflow)


def test_a_failed_check_of_the_first_wave_and_a_denial_each_stop_the_workflow(lab, simulator, phone, labels):
    phone.refuses_after = 0
    workflow = lab.users["approver"].launch(lab.template(WORKFLOW), **ANSWERS)
    assert lab.admin.wait(workflow)["status"] == "failed"
    assert live(simulator) == labels[:1]
    said = " ".join(lab.admin.explain(workflow).split()).replace("\\", "")
    assert f'The checks of {labels[0]} failed, in the task "Place a test call". Nothing else goes live.' in said
    assert f"Not live: {', '.join(labels[1:])}. Live: {labels[0]}." in said
    nodes = lab.admin.get(f"{workflow['url']}workflow_nodes/")["results"]
    assert {node["identifier"] for node in nodes if node["job"]} == {"first"}
    assert lab.texts_with("failed", workflow)

    # Relaunched while nobody answers the phone: the workflow gets no further.
    workflow = relaunch(lab, workflow)
    assert lab.admin.wait(workflow)["status"] == "failed"
    assert live(simulator) == labels[:1]

    # With the cause gone, it continues to the approval, which is denied.
    phone.refuses_after = None
    workflow = relaunch(lab, workflow)
    lab.approve(workflow, "deny")
    assert lab.admin.wait(workflow)["status"] == "failed"
    assert live(simulator) == labels[:1]
    assert lab.admin.node_job(workflow, "first")["artifacts"]["port_in_next_groups"] == labels[1:]
    assert lab.texts_with("was denied", workflow)


def test_a_failed_check_of_a_later_wave_stops_the_others(lab, simulator, phone, labels):
    workflow = lab.users["approver"].launch(lab.template(WORKFLOW), **ANSWERS)
    first = lab.admin.wait(lab.admin.node_job(workflow, "first"))
    assert first["status"] == "successful", lab.admin.output(first)
    # The first wave is called again, and then nobody answers.
    phone.refuses_after = len(phone.texts) + 1
    lab.approve(workflow)
    assert lab.admin.wait(workflow)["status"] == "failed"
    assert live(simulator) == labels[:2]
    rest = lab.admin.wait(lab.admin.node_job(workflow, "rest"))
    said = " ".join(lab.admin.output(rest).split())
    assert f"The checks of {labels[1]} failed" in said
    assert f"Not live: {labels[2]}." in said
    assert rest["artifacts"]["port_in_next_groups"] == labels[2:]
    activations = [write.operation for write in simulator.writes].count("activatePortIn")
    assert activations == 2

    phone.refuses_after = None
    workflow = relaunch(lab, workflow)
    lab.approve(workflow)
    assert lab.admin.wait(workflow)["status"] == "successful", lab.admin.explain(workflow)
    assert live(simulator) == labels
    # Each group was activated exactly once.
    assert [write.operation for write in simulator.writes].count("activatePortIn") == 3
