# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs as AWX runs them: a private data directory, and ansible-runner's transmit, worker and process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
AWX = ROOT / "extensions" / "awx"
SECRET = "planted-key-secret-4f1d"
PATIENCE = 240  # seconds that a job may take on a busy machine


class SurveyDumper(yaml.SafeDumper):
    """Writes each text with the tag !unsafe, as AWX does for survey answers."""

    def represent_data(self, data: Any) -> yaml.Node:
        return self.represent_scalar("!unsafe", data) if isinstance(data, str) else super().represent_data(data)


class Job:
    """A job: its folder, and what the controller stores about it.

    ``template`` has the variables of the job template, which may contain Jinja; ``answers`` are those of the survey.
    Several playbooks run one after the other, until one fails.
    """

    def __init__(
        self,
        folder: Path,
        *playbooks: str,
        environ: dict[str, str],
        answers: dict[str, Any] | None = None,
        template: dict[str, Any] | None = None,
        inventory: dict[str, Any] | None = None,
        options: str = "",
    ) -> None:
        self.folder, self.controller, self.home = folder / "sent", folder / "controller", folder / "home"
        for name in ("env", "inventory", "project"):
            (self.folder / name).mkdir(parents=True)
        self.home.mkdir()
        variables = yaml.safe_dump(template) if template else ""
        variables += yaml.dump(answers, Dumper=SurveyDumper, width=1000) if answers else ""
        self._give("env/extravars", variables or "{}")
        self._give("env/envvars", json.dumps(environ))
        self._give("env/settings", "idle_timeout: 200\nsuppress_ansible_output: true\n")
        if options:
            self._give("env/cmdline", options)
        self._give("inventory/hosts.yml", yaml.safe_dump(inventory or {"all": {"hosts": {}}}))
        self._give("project/play.yml", "".join(f"- import_playbook: sinch.porting.{name}\n" for name in playbooks))

    def _give(self, path: str, text: str) -> None:
        (self.folder / path).write_text(text, encoding="utf-8")

    @property
    def environ(self) -> dict[str, str]:
        """The environment of the runner, without credentials."""
        names = ("PATH", "ANSIBLE_COLLECTIONS_PATH")
        kept = {name: os.environ[name] for name in names}
        return {**kept, "HOME": str(self.home), "LANG": "C.UTF-8", "ANSIBLE_LOCALHOST_WARNING": "false"}

    def _runner(self, *words: str, **streams: Any) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "ansible_runner", *words]
        return subprocess.run(
            command, env=self.environ, stderr=subprocess.PIPE, timeout=PATIENCE, check=False, cwd=self.home, **streams
        )

    def run(self) -> Job:
        """Transmit the job, run it in another folder, and process the results."""
        sent = self._runner("transmit", str(self.folder), "-p", "play.yml", stdout=subprocess.PIPE)
        assert sent.returncode == 0, sent.stderr.decode()
        worked = self._runner("worker", "--delete", input=sent.stdout, stdout=subprocess.PIPE)
        self._runner("process", str(self.controller), input=worked.stdout, stdout=subprocess.DEVNULL)
        assert self.status, worked.stderr.decode() + worked.stdout.decode()[-2000:]
        return self

    def start(self) -> subprocess.Popen[bytes]:
        """Start the job in this folder. A signal cancels it."""
        self.controller = self.folder
        command = [sys.executable, "-m", "ansible_runner", "run", str(self.folder), "-p", "play.yml"]
        return subprocess.Popen(
            command, env=self.environ, cwd=self.home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    @property
    def status(self) -> str:
        found = next(iter(sorted(self.controller.rglob("status"))), None)
        return found.read_text() if found else ""

    @property
    def events(self) -> list[dict[str, Any]]:
        files = sorted(self.controller.rglob("job_events/*.json"), key=lambda path: int(path.name.split("-")[0]))
        return [json.loads(path.read_text()) for path in files]

    @property
    def output(self) -> str:
        return "".join(event["stdout"] + "\n" for event in self.events)

    @property
    def written(self) -> str:
        """Everything that the controller stores about the job."""
        texts = [json.dumps(self.events), self.status]
        texts += [path.read_text(errors="replace") for path in self.controller.rglob("stdout")]
        return "\n".join(texts)

    @property
    def stats(self) -> dict[str, Any]:
        """The data of set_stats for the next node of a workflow, which AWX calls artifacts."""
        ends = [event for event in self.events if event["event"] == "playbook_on_stats"]
        return ends[-1]["event_data"].get("artifact_data", {})
