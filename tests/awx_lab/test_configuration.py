# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook of the guide, against a real AWX."""

from __future__ import annotations

import datetime
import uuid

from client import configure
from lab import SECRET, changes, commit


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

    # As the message says: made by hand, then the playbook again.
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


def test_a_credential_that_is_there_is_left_alone(lab):
    """Also where only some of the environment differs from it."""
    found = lab.admin.find("credentials", "Sinch Porting", organization__name=lab.organization)
    output = lab.configure(environ=lab.environ | {"SINCH_PROJECT_ID": "another", "SINCH_KEY_SECRET": "another"})
    assert changes(output) == 0
    after = lab.admin.get(found["url"])
    assert after["inputs"] == found["inputs"]
    assert after["inputs"]["project_id"] == "project-1"
    assert after["modified"] == found["modified"]
    assert SECRET not in str(after)


def test_two_organizations_have_their_own(lab):
    """Both have objects of the same names, and each run finds those of its own."""
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
        # AWX's own schedules, which clean up, belong to no organization.
        owner = source["summary_fields"].get("organization", {}).get("id")
        if owner == lab.template("Port in: plan")["organization"]:
            found[schedule["name"]] = datetime.datetime.fromisoformat(schedule["next_run"].replace("Z", "+00:00"))
    assert found["Orders at Sinch, hourly"] - now < datetime.timedelta(hours=1)
    assert found["Port in report, nightly"] - now < datetime.timedelta(days=1)


def test_a_commit_reaches_the_next_job(lab, simulator):
    """The project is a bare repository here, so that this test can commit to it."""
    revision = commit("lab/note.txt", uuid.uuid4().hex)
    job = lab.admin.wait(lab.admin.launch(lab.template("Port in: report"), port_in_reference="hq-move"))
    assert job["scm_revision"] == revision
    assert job["status"] == "successful", lab.admin.output(job)

    revision = commit("lab/note.txt", uuid.uuid4().hex)
    output = lab.configure()
    assert lab.admin.find("projects", "Sinch porting", organization__name=lab.organization)["scm_revision"] == revision
    assert changes(output) == 1


def test_a_project_that_could_not_be_fetched_is_mended_by_the_next_run(lab):
    name = f"Lab {uuid.uuid4().hex[:6]}"
    code, output = configure(
        lab.admin, name, environ=lab.environ, **lab.settings, sinch_portin_project_branch="no-such-branch"
    )
    assert code != 0
    assert "failed" in output
    lab.configure(name)


def test_nobody_gives_variables_at_launch_and_no_template_holds_jinja(lab):
    for template in lab.admin.get("job_templates/", organization__name=lab.organization)["results"]:
        assert "{{" not in template["extra_vars"]
        assert template["ask_variables_on_launch"] is False
