# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Job slices, vaulted files and plan files in the project, and relaunches."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from lab import SECRET, Lab, commit, make_answers, make_numbers, place

WORKFLOW = "Port in: plan, approve, apply, follow"
SLICES = "Port in: apply in slices"


def run_ansible(lab: Lab, program: str, *words: str, folder: Path) -> None:
    """Run one of Ansible's commands on this machine, as a user does to prepare a repository."""
    command = [sys.executable, "-m", "ansible", program, *words]
    environ = {**os.environ, **lab.environ}
    subprocess.run(command, env=environ, cwd=folder, check=True, capture_output=True, timeout=300)


def with_secrets(numbers: str, accounts: str) -> str:
    """Return the numbers, each with a PIN, and with the accounts of ``accounts`` in rotation: A-1, B-1, and so on."""
    head, *rows = numbers.splitlines()
    more = [f"{row},77{index:03},planted-{accounts[index]}" for index, row in enumerate(rows)]
    return "\n".join([f"{head},pin,account", *more]) + "\n"


def commit_vaulted(lab: Lab, vault: str, text: str, folder: Path) -> None:
    plain, password = folder / "hq.csv", folder / "password"
    plain.write_text(text)
    password.write_text(vault)
    run_ansible(lab, "vault", "encrypt", "--vault-password-file", str(password), str(plain), folder=folder)
    commit("moves/hq.csv", plain.read_text())


def commit_plan(lab: Lab, answers: dict[str, Any], folder: Path) -> str:
    """Plan from the vaulted file in the folder, as a pipeline does. Commit the plan and return its fingerprint."""
    given = {name: answers[name] for name in ("port_in_reference", "port_in_desired_port_date")}
    given |= {"port_in_numbers_file": "hq.csv", "port_in_desired_port_time": "09:00:00"}
    given |= {"port_in_desired_port_time_zone": "US/Eastern", "port_in_plan_file": "hq.plan.json"}
    words = [f"{name}={value}" for name, value in given.items()]
    variables = [word for pair in zip(["-e"] * len(words), words, strict=True) for word in pair]
    run_ansible(lab, "playbook", "sinch.porting.plan", "--vault-password-file", "password", *variables, folder=folder)
    text = (folder / "hq.plan.json").read_text()
    commit("moves/hq.plan.json", text)
    return str(json.loads(text)["fingerprint"])


def launch_slices(lab: Lab, answers: dict[str, Any]) -> tuple[dict[str, Any], dict[int, dict[str, Any]]]:
    sliced = lab.users["approver"].launch(lab.template(SLICES), **answers)
    return lab.admin.wait(sliced), slices_of(lab, sliced)


def relaunch(lab: Lab, job: dict[str, Any], **body: Any) -> dict[str, Any]:
    """Relaunch a job or a workflow, as an approver does on its page."""
    again: dict[str, Any] = lab.users["approver"].post(f"{job['url']}relaunch/", body)
    return lab.admin.wait(again)


def slices_of(lab: Lab, sliced: dict[str, Any]) -> dict[int, dict[str, Any]]:
    """Return the jobs of a sliced launch, by slice number."""
    nodes = lab.admin.get(f"{sliced['url']}workflow_nodes/")["results"]
    jobs = [lab.admin.wait(lab.admin.get(node["related"]["job"])) for node in nodes]
    return {job["job_slice_number"]: job for job in jobs}


def places(simulator) -> dict[str, str]:
    """Map each number to its order. Asserts that no number is in two orders."""
    open_orders = [order for order in simulator.orders if order.status != "CANCELED"]
    found = [(number.phone_number, order.reference) for order in open_orders for number in order.numbers]
    assert len(dict(found)) == len(found)
    return dict(found)


def test_pins_come_from_a_vaulted_file_of_the_project(lab, simulator, vault, tmp_path):
    """First in the workflow, then in slices, each of which makes the approved plan again."""
    commit_vaulted(lab, vault, with_secrets(make_numbers(12), "A" * 12), tmp_path)
    given = make_answers(port_in_numbers_file="moves/hq.csv", port_in_numbers_csv="", port_in_pin="")
    workflow = lab.users["planner"].launch(lab.template(WORKFLOW), **given)
    lab.approve(workflow)
    assert lab.admin.wait(workflow)["status"] == "successful", lab.admin.explain(workflow)
    pins = sorted(
        number.given["portOutInfo"]["existingPortOutPin"] for order in simulator.orders for number in order.numbers
    )
    assert pins == [f"77{index:03}" for index in range(12)]

    simulator.reset()
    fingerprint = lab.admin.node_job(workflow, "plan")["artifacts"]["port_in_plan_fingerprint"]
    sliced, dummy = launch_slices(lab, given | {"port_in_plan_fingerprint": fingerprint})
    assert sliced["status"] == "successful", lab.admin.explain(sliced)
    assert len(places(simulator)) == 12


def test_slices_share_a_plan_file_beside_vaulted_numbers(lab, simulator, vault, tmp_path):
    accounts = "A" * 6 + "B" * 6
    text = with_secrets(make_numbers(12), accounts)
    commit_vaulted(lab, vault, text, tmp_path)
    given = make_answers(
        port_in_numbers_file="moves/hq.csv",
        port_in_numbers_csv="",
        port_in_plan_file="moves/hq.plan.json",
        port_in_pin="",
    )
    fingerprint = commit_plan(lab, given, tmp_path)
    sliced, jobs = launch_slices(lab, given | {"port_in_plan_fingerprint": fingerprint})
    assert sliced["status"] == "successful", lab.admin.explain(sliced)
    made = {number: sorted(job["artifacts"]["port_in_order_ids"]) for number, job in jobs.items()}
    assert [len(made[number]) for number in (1, 2, 3, 4)] == [2, 2, 1, 1]
    first = places(simulator)
    assert len(first) == 12
    assert sorted(set(first.values())) == sorted(reference for references in made.values() for reference in references)
    pins = [f"77{index:03}" for index in range(12)]
    given_pins = [
        number.given["portOutInfo"]["existingPortOutPin"] for order in simulator.orders for number in order.numbers
    ]
    assert sorted(given_pins) == pins
    output = lab.admin.explain(sliced)
    for secret in (SECRET, "planted-A", "planted-B", *pins):
        assert secret not in output

    # All orders exist: launching it again changes nothing.
    simulator.clear_requests()
    assert relaunch(lab, sliced)["status"] == "successful"
    assert simulator.writes == []

    # The account of a number in the list is corrected, so the number moves from one slice's order to another's. Sinch
    # rejects the first of the two updates, so the number is still in its old order when the new one wants it.
    (tmp_path / "hq.csv").unlink()
    corrected = accounts[:3] + "B" + accounts[4:]
    commit_vaulted(lab, vault, with_secrets(make_numbers(12), corrected), tmp_path)
    fingerprint = commit_plan(lab, given, tmp_path)
    simulator.fault("status", "updatePortInOrder", times=1, status=422, message="Not now.")
    sliced, jobs = launch_slices(lab, given | {"port_in_plan_fingerprint": fingerprint})
    assert sliced["status"] == "failed"
    assert places(simulator) == first
    failed = {
        number: " ".join(lab.admin.output(job).split()) for number, job in jobs.items() if job["status"] == "failed"
    }
    (conflict,) = [number for number, said in failed.items() if "A number can be in only one open order" in said]
    (refused,) = [number for number, said in failed.items() if "Not now." in said]
    assert conflict != refused

    # With the cause gone, launching it again succeeds: the second time at the latest, because the slices race.
    for dummy in range(2):
        sliced = relaunch(lab, sliced)
        if sliced["status"] == "successful":
            break
    assert sliced["status"] == "successful", lab.admin.explain(sliced)
    after = places(simulator)
    assert {number for number, reference in after.items() if first[number] != reference} == {"+12175230003"}


def test_a_slice_that_found_a_number_in_another_order_can_be_launched_again(lab, simulator):
    """The number is in an order that is not part of the move. What the other slices did stays as it is."""
    other = place(simulator, "old-move", "+13125230001")
    answers = make_answers(3)
    planned = lab.admin.wait(lab.users["planner"].launch(lab.template("Port in: plan"), **answers))
    approved = answers | {"port_in_plan_fingerprint": planned["artifacts"]["port_in_plan_fingerprint"]}
    sliced, jobs = launch_slices(lab, approved)
    assert sliced["status"] == "failed"
    assert len(simulator.orders) == 3
    (failed,) = [job for job in jobs.values() if job["status"] != "successful"]
    said = " ".join(lab.admin.output(failed).split())
    assert f"order {other.id} ('old-move', PENDING) has +13125230001. Nothing was written. Cancel that order" in said
    (reference,) = failed["artifacts"]["port_in_failed_orders"]
    assert lab.texts_with("failed", failed)

    # While the other order exists, launching again only fails again.
    simulator.clear_requests()
    assert relaunch(lab, sliced)["status"] == "failed"
    assert simulator.writes == []
    # "Failed hosts" would be hosts of the inventory, but a slice runs its tasks in its own container.
    refused = lab.users["approver"].request("POST", f"{failed['url']}relaunch/", {"hosts": "failed"})
    assert refused.status_code == 400
    assert "0 failed hosts" in refused.text

    # When it is gone, relaunching the failed slice is enough.
    simulator.change(other.id, status="CANCELED")
    again = relaunch(lab, failed)
    assert again["status"] == "successful", lab.admin.output(again)
    assert list(again["artifacts"]["port_in_order_ids"]) == [reference]
    assert [write.operation for write in simulator.writes] == ["orderPortIn"]
    assert relaunch(lab, sliced)["status"] == "successful"
    assert [write.operation for write in simulator.writes] == ["orderPortIn"]


def test_an_apply_must_be_launched_again_on_all_hosts(lab, simulator):
    """AWX offers to relaunch on failed hosts. That would skip the orders, so the job says so and writes nothing."""
    other = place(simulator, "old-move", "+13125230001")
    answers = make_answers(3)
    planned = lab.admin.wait(lab.users["planner"].launch(lab.template("Port in: plan"), **answers))
    approved = answers | {"port_in_plan_fingerprint": planned["artifacts"]["port_in_plan_fingerprint"]}
    failed = lab.admin.wait(lab.users["approver"].launch(lab.template("Port in: apply"), **approved))
    assert failed["status"] == "failed"
    simulator.change(other.id, status="CANCELED")
    simulator.clear_requests()
    limited = relaunch(lab, failed, hosts="failed")
    assert limited["status"] == "failed"
    assert "the run did not reach it" in " ".join(lab.admin.output(limited).split())
    assert simulator.writes == []
    again = relaunch(lab, failed, hosts="all")
    assert again["status"] == "successful", lab.admin.output(again)
    assert len(places(simulator)) == 3
