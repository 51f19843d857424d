# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Moves as users run them in AWX: the workflow, the effect of each survey answer, the report."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

from client import given
from lab import PIN, SECRET, changes, make_answers, make_numbers

WORKFLOW = "Port in: plan, approve, apply, follow"


def test_one_launches_another_approves_a_third_reads(lab, simulator):
    planner, approver, reader = (lab.users[right] for right in ("planner", "approver", "reader"))
    workflow = planner.launch(lab.template(WORKFLOW), **make_answers())
    planned = lab.admin.wait(lab.admin.node_job(workflow, "plan"))
    assert planned["status"] == "successful", lab.admin.output(planned)
    assert simulator.writes == []

    fingerprint = planned["artifacts"]["port_in_plan_fingerprint"]
    for user in (planner, approver, reader):
        assert fingerprint in user.output(user.get(planned["url"]))
    assert "[WARNING]" not in lab.admin.output(planned)

    approval = lab.approval(workflow)
    assert planner.request("POST", f"{approval['url']}approve/", {}).status_code == 403
    assert reader.request("POST", f"{approval['url']}approve/", {}).status_code == 403
    lab.approve(workflow)

    done = lab.admin.wait(workflow)
    assert done["status"] == "successful", lab.admin.explain(workflow)
    numbers = [number.given["portOutInfo"] for order in simulator.orders for number in order.numbers]
    assert [number["existingPortOutPin"] for number in numbers] == [PIN] * 3
    followed = lab.admin.node_job(workflow, "follow")
    assert followed["artifacts"]["port_in_attention"] == 0
    assert followed["artifacts"]["port_in_totals"]["numbers"] == 3
    assert reader.get(lab.admin.node_job(workflow, "apply")["url"])["artifacts"]["port_in_failed_orders"] == []
    assert lab.users["stranger"].request("GET", planned["url"]).status_code in (403, 404)
    for text in (SECRET, PIN):
        assert text not in lab.admin.explain(workflow)

    waiting, *dummy = lab.texts_with("waits for an answer", workflow)
    assert json.loads(waiting)["text"].startswith("Port in: approve the plan waits for an answer: http")
    assert lab.texts_with("was approved", workflow)
    assert [text for text in lab.webhook.texts if "+1217" in text or "Harbor" in text] == []


def test_fail_stops_the_workflow_before_anything_is_created(lab, simulator):
    simulator.settings.unportable = {"+13125230001": "not our number"}
    answers = make_answers(port_in_on_unportable="fail")
    workflow = lab.users["planner"].launch(lab.template(WORKFLOW), **answers)
    done = lab.admin.wait(workflow)
    assert done["status"] == "failed"
    assert "1 of 3 numbers cannot be ported: +13125230001." in " ".join(lab.admin.explain(workflow).split())
    assert simulator.writes == []
    assert lab.texts_with("failed", workflow)


def test_a_denied_plan_creates_nothing(lab, simulator):
    workflow = lab.users["planner"].launch(lab.template(WORKFLOW), **make_answers())
    lab.approve(workflow, "deny")
    assert lab.admin.wait(workflow)["status"] == "failed"
    assert simulator.writes == []


def test_an_order_that_fails_ends_the_workflow_before_follow(lab, simulator):
    """The next launch of the workflow creates what is missing, after another approval of the same plan."""
    simulator.fault("status", "orderPortIn", times=1, status=422, message="No.")
    fingerprints = []
    for status, orders in (("failed", 2), ("successful", 3)):
        workflow = lab.users["planner"].launch(lab.template(WORKFLOW), **make_answers())
        lab.approve(workflow)
        assert lab.admin.wait(workflow)["status"] == status, lab.admin.explain(workflow)
        assert len({order.reference for order in simulator.orders}) == len(simulator.orders) == orders
        nodes = lab.admin.get(f"{workflow['url']}workflow_nodes/")["results"]
        ran = {node["identifier"] for node in nodes if node["job"]}
        assert ("follow" in ran) is (status == "successful")
        applied = lab.admin.node_job(workflow, "apply")
        assert len(applied["artifacts"]["port_in_failed_orders"]) == 3 - orders
        fingerprints.append(lab.admin.node_job(workflow, "plan")["artifacts"]["port_in_plan_fingerprint"])
    assert len(set(fingerprints)) == 1


def test_a_plan_that_nobody_answers_creates_nothing(lab, simulator):
    """Three days are made ten seconds by hand; the next run of the playbook restores them."""
    nodes = lab.admin.get(f"{lab.template(WORKFLOW)['url']}workflow_nodes/", identifier="approval")["results"]
    template = lab.admin.get(nodes[0]["related"]["unified_job_template"])
    assert template["timeout"] == 3 * 24 * 60 * 60
    assert lab.admin.request("PATCH", template["url"], {"timeout": 10}).status_code == 200
    try:
        workflow = lab.users["planner"].launch(lab.template(WORKFLOW), **make_answers())
        assert lab.admin.wait(workflow)["status"] == "failed"
    finally:
        output = lab.configure()
    assert changes(output) == 1
    assert lab.admin.get(template["url"])["timeout"] == template["timeout"]
    assert simulator.writes == []
    assert lab.texts_with("had no answer in time", workflow)


def test_numbers_can_be_ordered_for_activation_on_demand(lab, simulator):
    answers = make_answers(1, port_in_on_demand_activation="true")
    job = lab.admin.wait(lab.users["approver"].launch(lab.template("Port in: port in"), **answers))
    assert job["status"] == "successful", lab.admin.output(job)
    assert [order.given["onDemandActivation"] for order in simulator.orders] == [True]


def test_jinja_in_extra_variables_can_be_forbidden(lab, simulator):
    settings = lab.admin.get("settings/jobs/")
    assert lab.admin.request("PATCH", "settings/jobs/", {"ALLOW_JINJA_IN_EXTRA_VARS": "never"}).status_code == 200
    try:
        for name in ("plan", "port in"):
            job = lab.admin.wait(lab.admin.launch(lab.template(f"Port in: {name}"), **make_answers(1)))
            assert job["status"] == "successful", lab.admin.output(job)
    finally:
        kept = {"ALLOW_JINJA_IN_EXTRA_VARS": settings["ALLOW_JINJA_IN_EXTRA_VARS"]}
        lab.admin.request("PATCH", "settings/jobs/", kept)
    (number,) = simulator.orders[0].numbers
    assert number.given["portOutInfo"]["existingPortOutPin"] == PIN


def test_the_report_outlives_its_job(lab, simulator):
    job = lab.admin.wait(lab.users["approver"].launch(lab.template("Port in: port in"), **make_answers(3)))
    assert job["status"] == "successful", lab.admin.output(job)
    # The first report was kept, so this one shows what is new since then.
    order = simulator.orders[0]
    simulator.reject(order.id, only=[order.numbers[0].phone_number], reason="Invalid PIN")

    report = lab.admin.wait(lab.users["planner"].launch(lab.template("Port in: report"), port_in_reference="hq-move"))
    assert report["status"] == "successful", lab.admin.output(report)
    artifacts = lab.users["reader"].get(report["url"])["artifacts"]
    assert artifacts["port_in_attention"] == 1
    assert artifacts["port_in_totals"]["numbers"] == 3
    (entry,) = artifacts["port_in_attention_list"]
    assert entry["what"] in lab.users["reader"].output(report)
    assert [text for text in lab.texts_with("Need a person: 1.", report) if "of 3 numbers" in text]

    assert artifacts["port_in_news"]["count"] >= 1
    assert artifacts["port_in_news"]["text"] in lab.users["reader"].output(report)

    names = {path.name for path in Path(given("AWX_LAB_REPORT_FOLDER")).iterdir()}
    assert {"hq-move-report.html", "hq-move-report.csv", "hq-move-report.json"} <= names


def test_a_short_wait_ends_soon(lab, simulator):
    lab.admin.wait(lab.users["approver"].launch(lab.template("Port in: port in"), **make_answers(1)))
    waiting = {"port_in_reference": "hq-move", "port_in_wait": "true", "port_in_wait_timeout": 5}
    job = lab.admin.wait(lab.users["planner"].launch(lab.template("Port in: follow"), **waiting))
    assert job["status"] == "failed"
    assert "After 5 seconds" in lab.admin.output(job)


def test_an_apply_that_was_stopped_halfway_can_be_launched_again(lab, simulator):
    """With the same approved fingerprint, as the guide describes."""
    answers = make_answers(3)
    planned = lab.admin.wait(lab.users["planner"].launch(lab.template("Port in: plan"), **answers))
    approved = answers | {"port_in_plan_fingerprint": planned["artifacts"]["port_in_plan_fingerprint"]}
    template = lab.template("Port in: apply")
    simulator.fault("status", "orderPortIn", times=2, status=422, message="No.")
    first = lab.admin.wait(lab.users["approver"].launch(template, **approved))
    assert first["status"] == "failed"
    made = len(simulator.orders)
    assert made < 3
    again = lab.admin.wait(lab.users["approver"].launch(template, **approved))
    assert again["status"] == "successful", lab.admin.output(again)
    assert len({order.reference for order in simulator.orders}) == len(simulator.orders) == 3


def test_a_job_gets_the_key_only_from_its_environment(lab):
    job = lab.admin.wait(lab.users["planner"].launch(lab.template("Port in: check"), **numbers_alone(3)))
    assert job["status"] == "successful", lab.admin.output(job)
    given_names = {name for name in job["job_env"] if name.startswith("SINCH_")}
    assert given_names == {
        *("SINCH_PROJECT_ID", "SINCH_KEY_ID", "SINCH_KEY_SECRET"),
        *("SINCH_PORTING_API_URL", "SINCH_AUTH_URL"),
    }
    assert set(job["job_env"]["SINCH_KEY_SECRET"]) == {"*"}
    assert "SINCH" not in job["extra_vars"]


def numbers_alone(count: int) -> dict[str, str]:
    return {"port_in_numbers_csv": make_numbers(count)}


def test_a_required_question_must_be_answered(lab):
    url = f"{lab.template('Port in: plan')['url']}launch/"
    answer = lab.users["planner"].request("POST", url, {"extra_vars": numbers_alone(1)})
    assert answer.status_code == 400
    assert answer.json()["variables_needed_to_start"] == [
        "'port_in_reference' value missing",
        "'port_in_desired_port_date' value missing",
    ]


def test_a_wrong_line_and_a_wrong_fingerprint_end_the_job_with_a_message(lab, simulator):
    wrong = make_numbers(3).replace("Springfield,IL,62701", "Springfield,IL,2701", 2)
    job = lab.admin.wait(
        lab.users["planner"].launch(lab.template("Port in: plan"), **make_answers(port_in_numbers_csv=wrong))
    )
    assert job["status"] == "failed"
    assert "line 2" in lab.admin.output(job)
    assert "ZIP code without its leading zeros" in " ".join(lab.admin.output(job).split())

    answers = make_answers(3, port_in_plan_fingerprint="0" * 32)
    job = lab.admin.wait(lab.users["approver"].launch(lab.template("Port in: apply"), **answers))
    assert job["status"] == "failed"
    assert f"but {'0' * 32} was approved" in " ".join(lab.admin.output(job).split())
    assert simulator.writes == []


def test_a_check_writes_nothing_and_a_second_run_changes_nothing(lab, simulator):
    template = lab.template("Port in: port in")
    user = lab.users["approver"]
    body = {"extra_vars": make_answers(), "job_type": "check", "diff_mode": True}
    checked = lab.admin.wait(user.post(f"{template['url']}launch/", body))
    assert checked["status"] == "successful", lab.admin.output(checked)
    assert simulator.writes == []
    for changed in (3, 0):
        job = lab.admin.wait(user.launch(template, **make_answers()))
        assert job["status"] == "successful", lab.admin.output(job)
        assert f"3 orders, {changed} changed, 0 failed." in lab.admin.output(job)
    assert len(simulator.orders) == 3


def test_a_cancelled_job_can_be_launched_again(lab, simulator):
    """There are nine orders, three accounts at each of three carriers. AWX stops the job after the first."""
    head, *rows = make_numbers(9).splitlines()
    numbers = "\n".join([f"{head},account", *(f"{row},A-{index // 3}" for index, row in enumerate(rows))]) + "\n"
    template = lab.template("Port in: port in")
    simulator.settings.latency = 2
    job = lab.users["approver"].launch(template, **make_answers(port_in_numbers_csv=numbers))
    for dummy in range(600):
        if simulator.orders:
            break
        time.sleep(0.2)
    lab.users["approver"].post(f"{job['url']}cancel/", {})
    job = lab.admin.wait(job)
    simulator.settings.latency = 0
    assert job["status"] == "canceled"
    assert 1 <= len(simulator.orders) < 9
    again = lab.users["approver"].post(f"{job['url']}relaunch/", {})
    again = lab.admin.wait(again)
    assert again["status"] == "successful", lab.admin.output(again)
    assert len({order.reference for order in simulator.orders}) == len(simulator.orders) == 9


def test_thirty_thousand_numbers_can_be_pasted(lab):
    head, row, *dummy = make_numbers(1).splitlines()
    rows = [row.replace("+12175230000", f"+1{217 + index // 10000}523{index % 10000:04}") for index in range(30000)]
    numbers = "\n".join([head, *rows]) + "\n"
    job = lab.admin.wait(
        lab.users["planner"].launch(lab.template("Port in: plan"), **make_answers(port_in_numbers_csv=numbers))
    )
    output = lab.admin.output(job)
    assert job["status"] == "successful", output[-2000:]
    assert "30000" in output
    # A text that is too long to read is cut off, and says so.
    orders = int(re.findall(r'"orders": (\d+)', output)[0])
    assert orders >= 60
    assert f"and {orders - 50} more" in output
