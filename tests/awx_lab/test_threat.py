# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Users who may only launch jobs cannot read a secret: not with variables, survey answers or schedules of their own.

The threat: a job has the key in its environment, and the user who launched it can read its output. So users must not
choose what the job runs, what it connects to, or which files of the container it reads.
"""

from __future__ import annotations

import json

import pytest
from client import Awx
from lab import PASSWORD, PIN, SECRET, make_answers, make_numbers

TEMPLATES = [
    *("port in", "check", "plan", "apply", "apply in slices", "follow"),
    *("activate", "activate the first wave", "cancel", "report"),
]
PLANNING = {"check", "plan", "follow", "report"}
# ssh is replaced by a program that prints the job's environment. If variables were accepted, it would print the key.
ATTACK = {
    "ansible_connection": "ssh",
    "ansible_host": "127.0.0.1",
    "ansible_ssh_executable": "/usr/bin/python3",
    "ansible_ssh_args": "-c 'import os;print(os.environ)'",
    "port_in_report_folder": "/tmp",
    "port_in_confine_files": False,
}
EXTRA = {"port_in_plan_fingerprint": "none", "port_in_activation_first": "smallest"}


def answers_of(lab, template) -> dict[str, object]:
    """Return answers to the questions of this survey only."""
    spec = lab.admin.get(f"{template['url']}survey_spec/")["spec"]
    asked = {question["variable"] for question in spec}
    known = {**make_answers(), **EXTRA, "port_in_cancel_confirmed": "false"}
    return {name: value for name, value in known.items() if name in asked}


def kept_of(lab, job) -> str:
    """Return everything that AWX stores about a job: its record, output and events."""
    events = lab.admin.get(f"{job['url']}job_events/", page_size=200)
    return json.dumps([job, events]) + lab.admin.output(job)


@pytest.fixture(scope="session")
def org_admin(lab) -> Awx:
    name = f"owner-{lab.organization[4:]}"
    made = lab.admin.post("users/", {"username": name, "password": PASSWORD})
    organization = lab.admin.find("organizations", lab.organization)
    lab.admin.post(f"{organization['url']}admins/", {"id": made["id"]})
    return Awx(name, PASSWORD)


@pytest.mark.parametrize("name", TEMPLATES)
def test_variables_at_launch_are_ignored(lab, org_admin, name):
    template = lab.template(f"Port in: {name}")
    body = {"extra_vars": answers_of(lab, template) | ATTACK, "verbosity": 5, "diff_mode": True}
    may = {"planner": name in PLANNING, "approver": True, "reader": False, "stranger": False}
    for right, allowed in may.items():
        answer = lab.users[right].request("POST", f"{template['url']}launch/", body)
        assert (answer.status_code == 201) is allowed, (right, answer.text)
        if not allowed:
            assert answer.status_code in (403, 404)
            continue
        job = lab.admin.get(answer.json()["url"])
        lab.admin.request("POST", f"{job['url']}cancel/")
        assert set(answer.json()["ignored_fields"]["extra_vars"]) == set(ATTACK)
        given = json.loads(job["extra_vars"])
        assert not {name for name in ATTACK if name.startswith("ansible_")} & set(given)
        assert given["port_in_confine_files"] is True

    # The most privileged of those who may only launch. The job runs to its end, at Ansible's highest verbosity.
    job = lab.admin.wait(org_admin.post(f"{template['url']}launch/", body))
    assert job["status"] in ("successful", "failed")
    if job["type"] == "workflow_job":  # slices
        jobs = [
            lab.admin.get(node["related"]["job"]) for node in lab.admin.get(f"{job['url']}workflow_nodes/")["results"]
        ]
    else:
        jobs = [job]
    for each in jobs:
        kept = kept_of(lab, each)
        assert "sinch.porting.port_in" in kept
        assert SECRET not in kept
        assert PIN not in kept


def test_the_list_of_templates_is_complete(lab):
    found = lab.admin.get("job_templates/", organization__name=lab.organization, page_size=200)["results"]
    assert {template["name"] for template in found} == {f"Port in: {name}" for name in TEMPLATES}


@pytest.mark.parametrize("name", ["plan, approve, apply, follow", "activate first, approve, activate the rest"])
def test_variables_at_the_launch_of_a_workflow_are_refused(lab, org_admin, name):
    workflow = lab.template(f"Port in: {name}")
    body = {"extra_vars": answers_of(lab, workflow) | ATTACK}
    planners = {lab.users["planner"]} if name.startswith("plan") else set()
    for user in (*planners, lab.users["approver"], org_admin):
        answer = user.request("POST", f"{workflow['url']}launch/", body)
        assert answer.status_code == 400
        assert "ansible_connection" in answer.text


def test_a_schedule_accepts_no_variables(lab, org_admin):
    template = lab.template("Port in: report")
    body = {
        "name": "An hour later",
        "rrule": "DTSTART:20250101T000000Z RRULE:FREQ=HOURLY;INTERVAL=1",
        "extra_data": {"port_in_reference": "hq-move", **ATTACK},
    }
    for user in (lab.users["planner"], lab.users["approver"], org_admin):
        answer = user.request("POST", f"{template['url']}schedules/", body)
        assert answer.status_code in (400, 403)


@pytest.mark.parametrize("right", ["planner", "approver", "reader"])
def test_the_teams_cannot_change_what_a_job_is_made_of(lab, right):
    user = lab.users[right]
    template = lab.template("Port in: plan")
    credential = template["summary_fields"]["credentials"][0]["id"]
    inventory = lab.admin.get(f"inventories/{template['inventory']}/")
    (host,) = lab.admin.get(f"{inventory['url']}hosts/")["results"]
    refused = (403, 404, 405)
    assert user.request("PATCH", template["url"], {"ask_variables_on_launch": True}).status_code in refused
    assert user.request("POST", f"{template['url']}copy/", {"name": "Mine"}).status_code in refused
    assert user.request("PATCH", host["url"], {"variables": json.dumps(ATTACK)}).status_code in refused
    assert user.request("GET", f"credentials/{credential}/").status_code in refused
    ad_hoc = {"module_name": "shell", "module_args": "env", "credential": credential, "inventory": inventory["id"]}
    assert user.request("POST", f"{inventory['url']}ad_hoc_commands/", ad_hoc).status_code in refused
    own = {
        "name": f"Mine {right}",
        "playbook": "playbooks/plan.yml",
        "project": template["project"],
        "inventory": template["inventory"],
    }
    assert user.request("POST", "job_templates/", own).status_code in refused
    workflow = {"name": f"Mine {right}", "organization": template["organization"]}
    assert user.request("POST", "workflow_job_templates/", workflow).status_code in refused


@pytest.mark.parametrize("path", ["/proc/self/environ", "/runner/env/envvars", "../env/passwords"])
def test_a_survey_answer_cannot_name_a_file_outside_the_project(lab, path):
    template = lab.template("Port in: check")
    job = lab.users["planner"].launch(template, port_in_numbers_file=path)
    done = lab.admin.wait(job)
    kept = kept_of(lab, done)
    assert done["status"] == "failed"
    assert "is outside" in kept
    assert SECRET not in kept


def test_answers_are_never_evaluated(lab, simulator):
    """Jinja in a cell of the table and in the reference stays text, wherever it ends up."""
    jinja = "{{ lookup('env', 'SINCH_KEY_SECRET') }}"
    answers = make_answers(1, port_in_numbers_csv=make_numbers(1, name=jinja))
    done = lab.admin.wait(lab.users["approver"].launch(lab.template("Port in: port in"), **answers))
    assert SECRET not in kept_of(lab, done)
    assert SECRET not in str([order.given for order in simulator.orders])
    job = lab.users["planner"].launch(lab.template("Port in: report"), port_in_reference=jinja)
    assert SECRET not in kept_of(lab, lab.admin.wait(job))
