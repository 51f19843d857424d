# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small client for AWX's API, and the environment variables that configure these tests."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import requests

ROOT = Path(__file__).resolve().parents[2]
PLAYBOOK = ROOT / "extensions" / "awx" / "configure_awx.yml"
ENDED = ("successful", "failed", "error", "canceled")
FOREIGN = ("SINCH_", "ANSIBLE_", "CONTROLLER_USERNAME", "CONTROLLER_PASSWORD")
PATIENCE = 600  # seconds that a job may take, with the update of its project and its container


def given(name: str, default: str = "") -> str:
    """Return an environment variable; README.md beside this file lists them."""
    value = os.environ.get(name, default)
    assert value, f"{name} is not set; see tests/awx_lab/README.md."
    return value


class Awx:
    """AWX's API, used as one of its users. Paths are relative to /api/v2/."""

    def __init__(self, username: str = "", password: str = "") -> None:
        self.host = given("CONTROLLER_HOST")
        self.session = requests.Session()
        # AWX makes checking a password slow on purpose, and these tests send many requests: use a token.
        person = (username or given("CONTROLLER_USERNAME"), password or given("CONTROLLER_PASSWORD"))
        made = requests.post(f"{self.host}/api/v2/tokens/", json={"scope": "write"}, auth=person, timeout=120)
        assert made.status_code == 201, made.text
        self.token = made.json()["token"]
        self.session.headers["Authorization"] = f"Bearer {self.token}"

    def request(self, method: str, path: str, body: Any = None, **query: Any) -> requests.Response:
        url = f"{self.host}{path}" if path.startswith("/api/") else f"{self.host}/api/v2/{path}"
        return self.session.request(method, url, json=body, params=query, timeout=120)

    def get(self, path: str, **query: Any) -> Any:
        answer = self.request("GET", path, **query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, body: Any, *, expect: tuple[int, ...] = (200, 201, 202, 204)) -> Any:
        answer = self.request("POST", path, body)
        assert answer.status_code in expect, answer.text
        return answer.json() if answer.content else {}

    def find(self, kind: str, name: str, **query: Any) -> Any:
        """Return the only object with this name."""
        (found,) = self.get(f"{kind}/", name=name, page_size=5, **query)["results"]
        return found

    def launch(self, template: dict[str, Any], **answers: Any) -> dict[str, Any]:
        """Launch a job or a workflow with answers to its survey."""
        launched: dict[str, Any] = self.post(f"{template['url']}launch/", {"extra_vars": answers})
        return launched

    def wait(self, job: dict[str, Any], *statuses: str) -> dict[str, Any]:
        """Wait until the job has ended or has one of these statuses."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            found: dict[str, Any] = self.get(job["url"])
            if found["status"] in (statuses or ENDED) and (found["status"] not in ENDED or self._is_whole(found)):
                return found
            assert found["status"] not in ENDED or found["status"] in (statuses or ENDED), found["status"]
            time.sleep(1)
        raise AssertionError(f"{job['url']} did not end in {PATIENCE} seconds")

    @staticmethod
    def _is_whole(job: dict[str, Any]) -> bool:
        """Whether AWX has stored the last event of a job."""
        return bool(job.get("event_processing_finished", True))

    def output(self, job: dict[str, Any]) -> str:
        return self.request("GET", f"{job['url']}stdout/", format="txt").text

    def node_job(self, workflow: dict[str, Any], identifier: str) -> dict[str, Any]:
        """Wait until a workflow node has a job, and return that job."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            (node,) = self.get(f"{workflow['url']}workflow_nodes/", identifier=identifier)["results"]
            if node["job"]:
                found: dict[str, Any] = self.get(node["related"]["job"])
                return found
            status = self.get(workflow["url"])["status"]
            assert status not in ENDED, f"the workflow {status} before {identifier}: {self.explain(workflow)}"
            time.sleep(1)
        raise AssertionError(f"{identifier} has no job")

    def explain(self, workflow: dict[str, Any]) -> str:
        """Return the outputs of all jobs of a workflow, for failure messages."""
        nodes = self.get(f"{workflow['url']}workflow_nodes/")["results"]
        jobs = [self.get(node["related"]["job"]) for node in nodes if node["job"]]
        # AWX stores the last lines of a job some time after it has ended.
        whole = [self.wait(job) if job["status"] in ENDED else job for job in jobs if job["type"] == "job"]
        return "\n".join(self.output(job) for job in whole)


def configure(
    admin: Awx, organization: str, *, environ: dict[str, str] | None = None, **settings: Any
) -> tuple[int, str]:
    """Run the guide's playbook; return its exit code and output."""
    program = shutil.which("ansible-playbook", path=given("AWX_LAB_PATH", os.environ["PATH"]))
    assert program, "There is no ansible-playbook on AWX_LAB_PATH."
    variables = {
        "sinch_portin_organization": organization,
        "sinch_portin_environment_image": given("AWX_LAB_IMAGE"),
        "sinch_portin_project_url": given("AWX_LAB_PROJECT_URL"),
        "sinch_portin_project_branch": given("AWX_LAB_PROJECT_BRANCH", "main"),
        **settings,
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    ended = subprocess.run(
        [program, str(PLAYBOOK), "-e", json.dumps(variables)],
        env={
            **kept,
            "CONTROLLER_OAUTH_TOKEN": admin.token,
            "ANSIBLE_NOCOLOR": "1",
            "ANSIBLE_PIPELINING": "1",
            "ANSIBLE_LOCALHOST_WARNING": "false",
            "ANSIBLE_INVENTORY_UNPARSED_WARNING": "false",
            **(environ or {}),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=1200,
    )
    return ended.returncode, ended.stdout
