# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An organization in an AWX, with its project, its simulated Sinch and its webhook."""

from __future__ import annotations

import csv
import datetime
import http.server
import io
import os
import re
import subprocess
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from client import Awx, configure, given

from ansible_collections.sinch.porting.tests.simulator import Simulator
from ansible_collections.sinch.porting.tests.simulator.state import Order

SECRET = "planted-key-secret-4f1d"
PIN = "0987651"
PASSWORD = "lab-password-of-users"
ADDRESS = os.environ.get("AWX_LAB_ADDRESS", "127.0.0.1")


class Webhook(http.server.ThreadingHTTPServer):
    """Receives POST requests: AWX's notifications, or the test calls of an activation.

    It answers 503 after the first ``refuses_after`` requests.
    """

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.refuses_after: int | None = None
        webhook = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                webhook.texts.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
                limit = webhook.refuses_after
                self.send_response(200 if limit is None or len(webhook.texts) <= limit else 503)
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:
                pass

        super().__init__((ADDRESS, 0), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def shutdown(self) -> None:
        super().shutdown()
        self.server_close()  # pytest fails a run that leaves a socket open

    @property
    def url(self) -> str:
        return f"http://{ADDRESS}:{self.server_port}/"


@dataclass
class Lab:
    """An organization that was configured twice, and the output of both runs."""

    admin: Awx
    organization: str
    webhook: Webhook
    environ: dict[str, str]
    settings: dict[str, Any]
    outputs: list[str] = field(default_factory=list)
    users: dict[str, Awx] = field(default_factory=dict)

    def configure(self, organization: str = "", environ: dict[str, str] | None = None, **settings: Any) -> str:
        organization = organization or self.organization
        code, output = configure(
            self.admin, organization, environ=environ or self.environ, **{**self.settings, **settings}
        )
        assert code == 0, output
        assert SECRET not in output
        return output

    def template(self, name: str) -> dict[str, Any]:
        kind = "workflow_job_templates" if ", approve" in name else "job_templates"
        found: dict[str, Any] = self.admin.find(kind, name, organization__name=self.organization)
        return found

    def approval(self, workflow: dict[str, Any]) -> dict[str, Any]:
        """Wait until a workflow needs an approval, and return it as a member of the approving team sees it."""
        for dummy in range(300):
            found = self.users["approver"].get("workflow_approvals/", status="pending", page_size=200)["results"]
            mine: list[dict[str, Any]] = [
                each for each in found if each["summary_fields"]["workflow_job"]["id"] == workflow["id"]
            ]
            if mine:
                return mine[0]
            status = self.admin.get(workflow["url"])["status"]
            assert status in ("pending", "waiting", "running"), f"{status}: {self.admin.explain(workflow)}"
            time.sleep(1)
        raise AssertionError("Nothing waits for approval.")

    def approve(self, workflow: dict[str, Any], answer: str = "approve") -> None:
        """Approve or deny as a member of the approving team."""
        self.users["approver"].post(f"{self.approval(workflow)['url']}{answer}/", {})

    def wait_for_job_of(self, schedule: dict[str, Any], after: int) -> dict[str, Any]:
        """Wait until AWX's scheduler has launched a job for this schedule after the job with this id."""
        for dummy in range(180):
            found: list[dict[str, Any]] = self.admin.get(f"{schedule['url']}jobs/", order_by="-id", id__gt=after)[
                "results"
            ]
            if found:
                return found[0]
            time.sleep(1)
        raise AssertionError(f"{schedule['name']} launched nothing.")

    def texts_with(self, part: str, job: dict[str, Any]) -> list[str]:
        """Return the notifications about a job or workflow that contain this text. AWX sends them in the background."""
        for dummy in range(60):
            found = [text for text in self.webhook.texts if part in text and re.search(rf"/{job['id']}\b", text)]
            if found:
                return found
            time.sleep(1)
        return []


def changes(output: str) -> int:
    """Return the number of changes in the recap of a play."""
    return int(re.findall(r"changed=(\d+)", output)[-1])


def make_numbers(count: int, **cells: str) -> str:
    """Return a CSV table of ``count`` numbers at three carriers, without PINs."""
    row = {
        "name": "Harbor Bakery",
        "street_num": "12",
        "street": "Harbor",
        "street_type": "Road",
        "city": "Springfield",
        "state": "IL",
        "zip": "62701",
        "authorized_by": "Ada Baker",
        "voice_type": "EST",
        "trunk": "01EXAMPLETRUNKID",
    } | cells
    text = io.StringIO()
    writer = csv.DictWriter(text, [*row, "number"])
    writer.writeheader()
    writer.writerows({**row, "number": f"+1{('217', '312', '773')[index % 3]}523{index:04}"} for index in range(count))
    return text.getvalue()


def place(simulator: Simulator, reference: str, *numbers: str, on_demand: bool = False) -> Order:
    """Create an order at the simulated Sinch directly, without a job."""
    return simulator.create(
        {
            "customerOrderReference": reference,
            "desiredPortSchedule": {"desiredPortDate": make_answers()["port_in_desired_port_date"]},
            "onDemandActivation": on_demand,
            "phoneNumbers": [
                {"phoneNumber": number, "endUser": {}, "portOutInfo": {"existingPortOutPin": PIN}} for number in numbers
            ],
        }
    )


def make_answers(count: int = 3, **answers: Any) -> dict[str, Any]:
    """Return the survey answers for a move. The port date is a Tuesday about two months from now."""
    day = datetime.date.today() + datetime.timedelta(days=60)
    day += datetime.timedelta(days=(1 - day.weekday()) % 7)
    return {
        "port_in_reference": "hq-move",
        "port_in_numbers_csv": make_numbers(count),
        "port_in_desired_port_date": day.isoformat(),
        "port_in_pin": PIN,
        **answers,
    }


def commit(path: str, text: str) -> str:
    """Commit a file to the project's repository, and return the new revision."""
    bare = given("AWX_LAB_REPOSITORY")
    branch = given("AWX_LAB_PROJECT_BRANCH", "main")

    def git(*words: str, given_text: str = "", **environ: str) -> str:
        command = ["git", f"--git-dir={bare}", *words]
        ended = subprocess.run(
            command, input=given_text, capture_output=True, text=True, check=True, env=environ or None
        )
        return ended.stdout.strip()

    blob = git("hash-object", "-w", "--stdin", given_text=text)
    index = {"GIT_INDEX_FILE": str(Path(bare) / "lab-index"), "PATH": "/usr/bin:/bin"}
    git("read-tree", branch, **index)
    git("update-index", "--add", "--cacheinfo", f"100644,{blob},{path}", **index)
    tree = git("write-tree", **index)
    person = {f"GIT_{who}_{what}": "lab@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    made = git("commit-tree", tree, "-p", branch, "-m", "A file for a job", **person, PATH="/usr/bin:/bin")
    git("update-ref", f"refs/heads/{branch}", made)
    return made
