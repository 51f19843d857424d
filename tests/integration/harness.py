# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs real playbooks against the simulator, as action plugin or module, and collects everything they write."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
import weakref
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WAYS = {"action": "local", "module": "elsewhere"}
PLAYBOOK_TIMEOUT = 240
# ansible-core 2.21 allows five seconds for its own start, which a busy machine may exceed. No task has run by then.
CORE_GAVE_UP = "Local RPC server did not start"


@dataclass
class Run:
    """The traces of one run of ansible-playbook.

    ``results`` maps task names to results as callbacks see them. ``written`` is all text that the run wrote: both
    output streams, the log, and every file in its home and temporary folders.
    """

    returncode: int
    stdout: str
    stderr: str
    results: dict[str, Any] = field(default_factory=dict)
    statuses: dict[str, str] = field(default_factory=dict)
    written: str = ""

    @property
    def output(self) -> str:
        return self.stdout + self.stderr


class Player:
    """Runs playbooks with its own home folder, and with the simulator's credentials in the environment."""

    def __init__(self, folder: Path, *, api_url: str, auth_url: str, way: str = "action") -> None:
        self.folder = folder
        self.way = way
        self.home = folder / "home"
        self.home.mkdir()
        (folder / "tmp").mkdir()
        # ansible-core creates a socket there, whose path must not be longer than about a hundred characters.
        short = tempfile.mkdtemp()
        weakref.finalize(self, shutil.rmtree, short, ignore_errors=True)
        (Path(short) / "t").symlink_to(folder / "tmp")
        self.environ = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "TMPDIR": f"{short}/t",
            "LANG": "C.UTF-8",
            "ANSIBLE_COLLECTIONS_PATH": os.environ["ANSIBLE_COLLECTIONS_PATH"],
            "ANSIBLE_CONNECTION_PLUGINS": str(HERE / "connection_plugins"),
            "ANSIBLE_CALLBACK_PLUGINS": str(HERE / "callback_plugins"),
            "ANSIBLE_CALLBACKS_ENABLED": "results",
            "ANSIBLE_NOCOLOR": "1",
            "ANSIBLE_LOG_PATH": str(folder / "ansible.log"),
            "ANSIBLE_RETRY_FILES_ENABLED": "false",
            "ANSIBLE_LOCALHOST_WARNING": "false",
            "ANSIBLE_DEPRECATION_WARNINGS": "false",
            "RESULTS_FILE": str(folder / "results.jsonl"),
            "SINCH_PROJECT_ID": "project-1",
            "SINCH_KEY_ID": "key-1",
            "SINCH_KEY_SECRET": "planted-key-secret-4f1d",
            "SINCH_PORTING_API_URL": api_url,
            "SINCH_AUTH_URL": auth_url,
            "NO_PROXY": "127.0.0.1,localhost",
        }
        if "COVERAGE_PROCESS_START" in os.environ:
            self.environ["COVERAGE_PROCESS_START"] = os.environ["COVERAGE_PROCESS_START"]

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "ansible.cli.playbook", *arguments]

    def write_play(self, tasks: str, **play: Any) -> Path:
        """Writes a playbook of these tasks for the host ``subject``, with the connection of this way to run tasks."""
        path = self.folder / "play.yml"
        head = {
            "name": "Test",
            "hosts": "subject",
            "gather_facts": False,
            **play,
        }
        text = yaml.safe_dump([head], sort_keys=False, width=1000)
        path.write_text(text + "  tasks:\n" + textwrap.indent(textwrap.dedent(tasks).strip("\n"), "    ") + "\n")
        (self.folder / "inventory.yml").write_text(
            yaml.safe_dump(
                {
                    "all": {
                        "hosts": {"subject": {}},
                        "vars": {
                            "ansible_connection": WAYS[self.way],
                            "ansible_python_interpreter": sys.executable,
                            "ansible_async_dir": str(self.home / "async"),
                        },
                    }
                }
            )
        )
        return path

    def play(
        self,
        tasks: str,
        *,
        extra_vars: Mapping[str, Any] | None = None,
        check: bool = False,
        diff: bool = False,
        verbosity: int = 0,
        env: Mapping[str, str] | None = None,
        expect: int | None = 0,
        arguments: tuple[str, ...] = (),
        **play: Any,
    ) -> Run:
        """Runs the tasks and returns the run. Fails if the exit code is not the expected one (None: any)."""
        path = self.write_play(tasks, **play)
        extra = list(arguments)
        if extra_vars:
            (self.folder / "vars.json").write_text(json.dumps(extra_vars))
            extra += ["--extra-vars", f"@{self.folder / 'vars.json'}"]
        extra += ["--check"] * check + ["--diff"] * diff + ["-" + "v" * verbosity] * bool(verbosity)
        return self.run(["-i", str(self.folder / "inventory.yml"), str(path), *extra], env=env, expect=expect)

    def run(self, arguments: list[str], *, env: Mapping[str, str] | None = None, expect: int | None = 0) -> Run:
        results_file = Path(self.environ["RESULTS_FILE"])
        finished = self._start(arguments, env, results_file)
        if CORE_GAVE_UP in finished.stderr:
            finished = self._start(arguments, env, results_file)
        run = Run(finished.returncode, finished.stdout, finished.stderr)
        for line in results_file.read_text().splitlines() if results_file.exists() else ():
            entry = json.loads(line)
            run.results[entry["task"]] = entry["result"]
            run.statuses[entry["task"]] = entry["status"]
        run.written = run.output + self.left_behind()
        if expect is not None:
            assert run.returncode == expect, f"exit code {run.returncode}, expected {expect}:\n{run.output}"
            assert "Traceback" not in run.output, run.output
        return run

    def _start(
        self, arguments: list[str], env: Mapping[str, str] | None, results_file: Path
    ) -> subprocess.CompletedProcess[str]:
        results_file.unlink(missing_ok=True)
        return subprocess.run(
            self.command(*arguments),
            cwd=self.folder,
            env={**self.environ, **(env or {})},
            capture_output=True,
            text=True,
            timeout=PLAYBOOK_TIMEOUT,
            stdin=subprocess.DEVNULL,
            check=False,
        )

    def left_behind(self) -> str:
        """The content of all files that the run has written, without those of the test itself."""
        own = {"play.yml", "inventory.yml", "vars.json"}
        files = (
            path
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and not path.is_symlink() and path.name not in own and "given" not in path.parts
        )
        return "\n".join(f"{path}\n{path.read_bytes().decode('utf-8', 'replace')}" for path in files)


def vaulted(text: str, password: str) -> bytes:
    """The text encrypted as by ``ansible-vault encrypt``."""
    from ansible.constants import DEFAULT_VAULT_ID_MATCH  # noqa: F401  # loads the configuration that the vault needs
    from ansible.parsing.vault import VaultLib, VaultSecret

    return bytes(VaultLib().encrypt(text, VaultSecret(password.encode())))
