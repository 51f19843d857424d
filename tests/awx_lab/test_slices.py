# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Orders that are shared out among jobs; files of the project, vaulted and with a plan; and what a relaunch does."""

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
    """Run a program of Ansible on this machine, as a person does who prepares a repository."""
    command = [sys.executable, "-m", "ansible", program, *words]
    environ = {**os.environ, **lab.environ}
    subprocess.run(command, env=environ, cwd=folder, check=True, capture_output=True, timeout=300)


def with_secrets(numbers: str, accounts: str) -> str:
    """The numbers with a PIN each, and with the accounts of ``accounts`` in turn: A-1, B-1, and so on."""
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
    """Plan from the vaulted file of the folder, as a pipeline does; commit the plan; return its fingerprint."""
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
    """The button of the page of a job or a workflow, pressed by an approver."""
    again: dict[str, Any] = lab.users["approver"].post(f"{job['url']}relaunch/", body)
    return lab.admin.wait(again)


def slices_of(lab: Lab, sliced: dict[str, Any]) -> dict[int, dict[str, Any]]:
    """The jobs of a sliced launch, by the number of the slice."""
    nodes = lab.admin.get(f"{sliced['url']}workflow_nodes/")["results"]
    jobs = [lab.admin.wait(lab.admin.get(node["related"]["job"])) for node in nodes]
    return {job["job_slice_number"]: job for job in jobs}


def places(simulator) -> dict[str, str]:
    """The order of each number; no number may be in two."""
    open_orders = [order for order in simulator.orders if order.status != "CANCELED"]
    found = [(number.phone_number, order.reference) for order in open_orders for number in order.numbers]
    assert len(dict(found)) == len(found)
    return dict(found)


def test_pins_of_each_number_in_a_vaulted_file_of_the_project(lab, simulator, vault, tmp_path):
    """In the workflow, and then in slices, each of which makes the approved plan again."""
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

    # Everything is there: launched again, it changes nothing.
    simulator.clear_requests()
    assert relaunch(lab, sliced)["status"] == "successful"
    assert simulator.writes == []

    # A number has another account than the list said, so it goes from an order of one slice to that of another. Sinch
    # refuses the first of the two updates, so the number meets itself.
    (tmp_path / "hq.csv").unlink()
    commit_vaulted(lab, vault, with_secrets(make_numbers(12), "B" + accounts[1:]), tmp_path)
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

    # With the cause gone, launching it again settles it; the second time at the latest, as the slices race.
    for dummy in range(2):
        sliced = relaunch(lab, sliced)
        if sliced["status"] == "successful":
            break
    assert sliced["status"] == "successful", lab.admin.explain(sliced)
    after = places(simulator)
    assert {number for number, reference in after.items() if first[number] != reference} == {"+12175230000"}


def test_a_slice_that_met_another_order_is_launched_again(lab, simulator):
    """The number is in an order of somebody else; what is done stays as it is."""
    other = place(simulator, "old-move", "+13125230001")
    answers = make_answers(3)
    planned = lab.admin.wait(lab.users["planner"].launch(lab.template("Port in: plan"), **answers))
    approved = answers | {"port_in_plan_fingerprint": planned["artifacts"]["port_in_plan_fingerprint"]}
    sliced, jobs = launch_slices(lab, approved)
    assert sliced["status"] == "failed"
    assert len(simulator.orders) == 3
    (failed,) = [job for job in jobs.values() if job["status"] != "successful"]
    said = " ".join(lab.admin.output(failed).split())
    assert f"order {other.id} (PENDING) holds +13125230001. Nothing was written. Cancel that order" in said
    (reference,) = failed["artifacts"]["port_in_failed_orders"]
    assert lab.texts_with("failed", failed)

    # While the other order is there, launching again does no more than fail again.
    simulator.clear_requests()
    assert relaunch(lab, sliced)["status"] == "failed"
    assert simulator.writes == []
    # "Failed hosts" would be those of the inventory, and a slice works on its own container.
    refused = lab.users["approver"].request("POST", f"{failed['url']}relaunch/", {"hosts": "failed"})
    assert refused.status_code == 400
    assert "0 failed hosts" in refused.text

    # When it is gone, the one slice is enough.
    simulator.change(other.id, status="CANCELED")
    again = relaunch(lab, failed)
    assert again["status"] == "successful", lab.admin.output(again)
    assert list(again["artifacts"]["port_in_order_ids"]) == [reference]
    assert [write.operation for write in simulator.writes] == ["orderPortIn"]
    assert relaunch(lab, sliced)["status"] == "successful"
    assert [write.operation for write in simulator.writes] == ["orderPortIn"]


def test_an_apply_is_launched_again_on_all_hosts(lab, simulator):
    """AWX offers a relaunch on failed hosts, which leaves out the orders; it says so and writes nothing."""
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
