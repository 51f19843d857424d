# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guide's playbook against a real AWX."""

from __future__ import annotations

import datetime
import json
import uuid

from client import Awx, configure
from lab import PASSWORD, SECRET, changes, commit, make_answers, place


def test_a_second_run_changes_nothing(lab):
    first, second = lab.outputs
    assert changes(first) >= 12
    assert changes(second) == 0, second
    assert "[WARNING]" not in second


def test_without_a_credential_the_playbook_says_what_to_do(lab):
    name = f"Lab {uuid.uuid4().hex[:6]}"
    code, output = configure(lab.admin, name)
    assert code != 0
    text = " ".join(output.split()).replace('\\"', '"')
    assert 'has no credential "Sinch Porting"' in text
    assert "SINCH_PROJECT_ID, SINCH_KEY_ID, SINCH_KEY_SECRET" in text
    assert "Credentials, Add" in text

    # As the message says: create the credential by hand, then run the playbook again.
    admin = lab.admin
    admin.post(
        "credentials/",
        {
            "name": "Sinch Porting",
            "organization": admin.find("organizations", name)["id"],
            "credential_type": admin.find("credential_types", "Sinch Porting")["id"],
            "inputs": {
                "project_id": "by-hand",
                "key_id": "by-hand",
                "key_secret": "by-hand",
                "api_url": lab.environ["SINCH_PORTING_API_URL"],
                "auth_url": lab.environ["SINCH_AUTH_URL"],
            },
        },
    )
    code, output = configure(lab.admin, name)
    assert code == 0, output
    # No setting names a move, so nothing reports on one each night.
    report = admin.find("job_templates", "Port in: report", organization__name=name)
    assert admin.get(report["related"]["schedules"])["count"] == 0


def test_an_existing_credential_is_left_alone(lab):
    """Even if only part of the environment differs from it."""
    found = lab.admin.find("credentials", "Sinch Porting", organization__name=lab.organization)
    output = lab.configure(environ=lab.environ | {"SINCH_PROJECT_ID": "another", "SINCH_KEY_SECRET": "another"})
    assert changes(output) == 0
    after = lab.admin.get(found["url"])
    assert after["inputs"] == found["inputs"]
    assert after["inputs"]["project_id"] == "project-1"
    assert after["modified"] == found["modified"]
    assert SECRET not in str(after)


def test_what_was_changed_by_hand_is_restored(lab):
    """As the guide warns; and nobody can loosen the rights of a template unnoticed."""
    admin, template = lab.admin, lab.template("Port in: plan")
    (credential,) = template["summary_fields"]["credentials"]
    survey = admin.get(template["related"]["survey_spec"])
    loose = {"ask_variables_on_launch": True, "extra_vars": json.dumps({"port_in_confine_files": False})}
    assert admin.request("PATCH", template["url"], loose).status_code == 200
    admin.post(f"{template['url']}credentials/", {"id": credential["id"], "disassociate": True})
    admin.post(template["related"]["survey_spec"], survey | {"spec": survey["spec"][:1]})
    (schedule,) = admin.get(lab.template("Port in: report")["related"]["schedules"])["results"]
    assert admin.request("PATCH", schedule["url"], {"enabled": False}).status_code == 200

    assert changes(lab.configure()) >= 2
    after = lab.template("Port in: plan")
    for name in ("ask_variables_on_launch", "extra_vars"):
        assert after[name] == template[name]
    assert after["summary_fields"]["credentials"] == template["summary_fields"]["credentials"]
    assert admin.get(template["related"]["survey_spec"])["spec"] == survey["spec"]
    assert admin.get(schedule["url"])["enabled"] is True
    output = lab.configure()
    assert changes(output) == 0, output


def test_two_organizations_have_objects_of_their_own(lab):
    """Both have objects with the same names, and each run finds those of its own organization."""
    other = f"{lab.organization} too"
    lab.configure(other)
    assert changes(lab.configure(other)) == 0
    assert changes(lab.configure()) == 0
    for name in (lab.organization, other):
        for kind in ("projects", "inventories", "job_templates", "workflow_job_templates", "credentials", "teams"):
            assert lab.admin.get(f"{kind}/", organization__name=name)["count"] >= 1, (name, kind)
        assert (
            lab.admin.get("hosts/", inventory__organization__name=name, name__startswith="porting-share")["count"] == 4
        )
        template = lab.admin.find("job_templates", "Port in: apply in slices", organization__name=name)
        assert template["summary_fields"]["inventory"]["organization_id"] == template["organization"]
        (credential,) = template["summary_fields"]["credentials"]
        assert lab.admin.get(f"credentials/{credential['id']}/")["organization"] == template["organization"]


def test_schedules_begin_at_once(lab):
    now = datetime.datetime.now(datetime.timezone.utc)
    found = {}
    for schedule in lab.admin.get("schedules/", page_size=200)["results"]:
        source = lab.admin.get(schedule["related"]["unified_job_template"])
        # AWX's own cleanup schedules belong to no organization.
        owner = source["summary_fields"].get("organization", {}).get("id")
        if owner == lab.template("Port in: plan")["organization"]:
            found[schedule["name"]] = datetime.datetime.fromisoformat(schedule["next_run"].replace("Z", "+00:00"))
    assert found["Orders at Sinch, hourly"] - now < datetime.timedelta(hours=1)
    assert found["Port in report, nightly"] - now < datetime.timedelta(days=1)


def test_schedules_launch_their_jobs(lab, simulator):
    """The test moves them to the next minute; the next run of the playbook undoes this."""
    simulator.confirm(place(simulator, "hq-move-001", "+12175230001").id)
    place(simulator, "hq-move-002", "+13125230001")
    organization = lab.template("Port in: plan")["organization"]
    moved = {}
    for name in ("Orders at Sinch, hourly", "Port in report, nightly"):
        found = lab.admin.get("schedules/", name=name, page_size=200)["results"]
        (moved[name],) = [
            each
            for each in found
            if lab.admin.get(each["related"]["unified_job_template"])["summary_fields"]
            .get("organization", {})
            .get("id")
            == organization
        ]
    last = lab.admin.get("unified_jobs/", order_by="-id", page_size=1)["results"][0]["id"]
    soon = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=5)
    rule = f"DTSTART:{soon:%Y%m%dT%H%M%SZ} RRULE:FREQ=MINUTELY;INTERVAL=1;COUNT=1"
    jobs = {}
    for schedule in moved.values():
        assert lab.admin.request("PATCH", schedule["url"], {"rrule": rule}).status_code == 200
    for name, schedule in moved.items():
        jobs[name] = lab.admin.wait(lab.wait_for_job_of(schedule, last))
        assert jobs[name]["status"] == "successful", lab.admin.output(jobs[name])

    report = jobs["Port in report, nightly"]
    assert report["launch_type"] == "scheduled"
    assert report["artifacts"]["port_in_totals"]["numbers"] == 2
    assert lab.texts_with("Port in: report is successful.", report)
    inventory = lab.admin.find("inventories", "Sinch porting orders", organization=organization)
    hosts = {host["name"] for host in lab.admin.get(f"{inventory['url']}hosts/")["results"]}
    assert hosts == {"hq-move-001", "hq-move-002"}

    assert changes(lab.configure()) == 1
    for schedule in moved.values():
        assert lab.admin.get(schedule["url"])["rrule"] == schedule["rrule"]


def test_a_failed_inventory_update_keeps_the_hosts(lab, simulator):
    place(simulator, "hq-move-001", "+12175230001")
    inventory = lab.admin.find("inventories", "Sinch porting orders", organization__name=lab.organization)
    (source,) = lab.admin.get(f"{inventory['url']}inventory_sources/")["results"]
    done = lab.admin.wait(lab.admin.post(f"{source['url']}update/", {}))
    assert done["status"] == "successful", lab.admin.output(done)
    hosts = lab.admin.get(f"{inventory['url']}hosts/")["results"]
    assert [host["name"] for host in hosts] == ["hq-move-001"]

    simulator.fault("status", "*", times=20, status=403, message="Forbidden.")
    done = lab.admin.wait(lab.admin.post(f"{source['url']}update/", {}))
    assert done["status"] == "failed"
    assert "403" in lab.admin.output(done)
    assert [host["name"] for host in lab.admin.get(f"{inventory['url']}hosts/")["results"]] == ["hq-move-001"]


def test_a_commit_reaches_the_next_job(lab, simulator):
    """The project is a bare repository to which this test can commit."""
    revision = commit("lab/note.txt", uuid.uuid4().hex)
    job = lab.admin.wait(lab.admin.launch(lab.template("Port in: report"), port_in_reference="hq-move"))
    assert job["scm_revision"] == revision
    assert job["status"] == "successful", lab.admin.output(job)

    revision = commit("lab/note.txt", uuid.uuid4().hex)
    output = lab.configure()
    assert lab.admin.find("projects", "Sinch porting", organization__name=lab.organization)["scm_revision"] == revision
    assert changes(output) == 1


def test_the_next_run_repairs_a_project_that_could_not_be_fetched(lab):
    name = f"Lab {uuid.uuid4().hex[:6]}"
    code, output = configure(
        lab.admin, name, environ=lab.environ, **lab.settings, sinch_portin_project_branch="no-such-branch"
    )
    assert code != 0
    assert "failed" in output
    lab.configure(name)


def test_no_template_asks_for_variables_at_launch_or_contains_jinja(lab):
    for template in lab.admin.get("job_templates/", organization__name=lab.organization)["results"]:
        assert "{{" not in template["extra_vars"]
        assert template["ask_variables_on_launch"] is False


def test_all_settings_together_with_a_repository_of_ones_own(lab, simulator):
    """The project needs only the eight files that the guide names, and those of the inventory."""
    name = f"Lab {uuid.uuid4().hex[:6]}"
    admin = lab.admin
    playbooks = ("port_in", "check_portability", "plan", "apply", "follow", "activate", "cancel", "report")
    for playbook in playbooks:
        commit(f"ours/{playbook}.yml", f"- import_playbook: sinch.porting.{playbook}\n")
    organization = admin.post("organizations/", {"name": name})["id"]
    made = {
        "Source Control": {},
        "Container Registry": {"host": "registry.example.com", "username": "lab", "password": "lab"},
    }
    for kind, inputs in made.items():
        body = {"name": f"{kind} of {name}", "organization": organization, "inputs": inputs}
        admin.post("credentials/", body | {"credential_type": admin.find("credential_types", kind)["id"]})
    settings = {
        **lab.settings,
        "sinch_portin_planners": [],
        "sinch_portin_credential": "Our key",
        "sinch_portin_project": "Our port-ins",
        "sinch_portin_project_credential": f"Source Control of {name}",
        "sinch_portin_environment": f"Image of {name}",
        "sinch_portin_environment_credential": f"Container Registry of {name}",
        "sinch_portin_playbooks": "ours",
        "sinch_portin_job_variables": {"port_in_max_numbers": 1},
        "sinch_portin_planning_team": "Our planners",
        "sinch_portin_mail_to": ["porting@example.com"],
        "sinch_portin_mail_password": "lab-mail-password",
        "sinch_portin_share_hosts": [
            {
                "name": f"porting-share-{number}",
                "inventory": f"Sinch porting shares++{name}",
                "variables": {"port_in_share": number},
            }
            for number in range(1, 7)
        ],
    }
    for count in range(2):
        code, output = configure(admin, name, environ=lab.environ, **settings)
        assert code == 0, output
        assert "lab-mail-password" not in output
        assert (changes(output) == 0) is bool(count), output
    found = {each["name"]: each for each in admin.get("job_templates/", organization__name=name)["results"]}
    assert found["Port in: apply in slices"]["job_slice_count"] == 6
    job = admin.wait(admin.launch(found["Port in: plan"], **make_answers(6)))
    assert job["status"] == "successful", admin.output(job)
    assert job["playbook"] == "ours/plan.yml"
    assert "hq-move-006: 1," in admin.output(job)


def test_only_a_system_administrator_can_set_it_up(lab):
    """An organization administrator gets as far as what is there already: not to an execution environment."""
    name = f"Lab {uuid.uuid4().hex[:6]}"
    admin = lab.admin
    organization = admin.post("organizations/", {"name": name})
    made = admin.post("users/", {"username": f"owner-{name[4:]}", "password": PASSWORD})
    admin.post(f"{organization['url']}admins/", {"id": made["id"]})
    owner = Awx(made["username"], PASSWORD)
    code, output = configure(owner, name, environ=lab.environ, sinch_portin_environment=f"Image of {name}")
    assert code != 0
    assert "TASK [Execution environments]" in output
    assert "TASK [Projects]" not in output
    assert "You don't have permission to POST to /api/v2/execution_environments/ (HTTP 403)" in " ".join(output.split())
