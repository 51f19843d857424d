# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real ansible-rulebook behind a proxy, as in docs/guides/webhooks.md, on free ports of the loopback interface."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import yaml

TOKEN = "planted-webhook-token-77c1"
SECRET_PATH = "/planted-path-5b2e"
KEY_SECRET = "planted-key-secret-4f1d"
START = 60.0  # seconds, for Java and the rulebook on a busy machine
STOP = 15.0
# Written for each event that led to an order. `ansible_eda` is everything that ansible-rulebook has passed.
ACT = """
- name: Write what was found
  ansible.builtin.lineinfile:
    path: "{{ lookup('ansible.builtin.env', 'FOUND_FILE') }}"
    line: "{{ {'eda': ansible_eda, 'type': portin_event_type, 'order': portin_order} | to_json }}"
    create: true
    mode: "0600"
"""


def missing_tool() -> str:
    """A sentence about what this machine lacks for these tests, or an empty text."""
    if shutil.which("java") is None:
        return "There is no java here, which ansible-rulebook needs."
    if not Path(sys.executable).with_name("ansible-rulebook").exists():
        return "ansible-rulebook is not installed beside this Python (tests/requirements/rulebook.txt)."
    return ""


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def post(port: int, body: Any, *, path: str = "/", token: str | None = None) -> int:
    """Send a request, and return the status of the response. A body that is not text is sent as JSON."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("POST", path, content, headers)
        return connection.getresponse().status
    finally:
        connection.close()


@contextlib.contextmanager
def run_proxy(target: int) -> Iterator[int]:
    """Forwards the secret path and adds the token, which Sinch cannot send. Yields its port."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status = post(target, body, token=TOKEN) if self.path == SECRET_PATH else 404
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_arguments: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield int(server.server_address[1])
        finally:
            server.shutdown()
            thread.join()


@dataclass
class Rulebook:
    """A running ansible-rulebook, with all its files in one folder."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes]

    @property
    def found(self) -> list[dict[str, Any]]:
        """What the playbooks have written so far, one entry for each event that led to an order."""
        path = self.folder / "found.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    @property
    def output(self) -> str:
        return (self.folder / "output.txt").read_text(errors="replace")

    @property
    def written(self) -> str:
        """All text that the run has written, except the entries of ``found`` and the test's own files."""
        own = {"vars.yml", "found.jsonl"}
        files = (path for path in sorted(self.folder.rglob("*")) if path.is_file() and path.name not in own)
        return "\n".join(path.read_bytes().decode("utf-8", "replace") for path in files)

    @property
    def is_idle(self) -> bool:
        """Whether no playbook is running: each has a folder, which ansible-rulebook deletes at the end."""
        return not list((self.folder / "tmp").glob("eda*"))

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(STOP)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@contextlib.contextmanager
def run_rulebook(
    folder: Path, *arguments: str, api_url: str, auth_url: str, token: str | None = TOKEN
) -> Iterator[Rulebook]:
    """Start the collection's rulebook with additional arguments; yield it when it is listening."""
    port = free_port()
    for name in ("home", "tmp"):
        (folder / name).mkdir()
    (folder / "act.yml").write_text(f"---{ACT}")
    variables = {"webhook_port": port, "portin_event_tasks": str(folder / "act.yml")}
    variables |= {"webhook_token": token} if token else {}
    (folder / "vars.yml").write_text(yaml.safe_dump(variables))
    (folder / "inventory.yml").write_text(
        yaml.safe_dump({"all": {"hosts": {"localhost": {"ansible_python_interpreter": sys.executable}}}})
    )
    command = [str(Path(sys.executable).with_name("ansible-rulebook")), "--rulebook", "sinch.porting.portin_events"]
    command += ["--vars", str(folder / "vars.yml"), "--inventory", str(folder / "inventory.yml"), *arguments]
    with (folder / "output.txt").open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=make_environ(folder, api_url, auth_url),
            stdout=output,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
        )
    rulebook = Rulebook(folder, port, process)
    try:
        wait_until(lambda: _listens(rulebook), seconds=START, what="the rulebook listens")
        yield rulebook
    finally:
        rulebook.stop()


def make_environ(folder: Path, api_url: str, auth_url: str) -> dict[str, str]:
    """The environment of a run: its own home folder, and the simulator as the service."""
    kept = {name: os.environ[name] for name in ("PATH", "JAVA_HOME", "ANSIBLE_COLLECTIONS_PATH") if name in os.environ}
    return kept | {
        "HOME": str(folder / "home"),
        "TMPDIR": str(folder / "tmp"),
        "LANG": "C.UTF-8",
        "ANSIBLE_NOCOLOR": "1",
        "ANSIBLE_LOG_PATH": str(folder / "ansible.log"),
        "FOUND_FILE": str(folder / "found.jsonl"),
        "SINCH_PROJECT_ID": "project-1",
        "SINCH_KEY_ID": "key-1",
        "SINCH_KEY_SECRET": KEY_SECRET,
        "SINCH_PORTING_API_URL": api_url,
        "SINCH_AUTH_URL": auth_url,
        "NO_PROXY": "127.0.0.1,localhost",
    }


def _listens(rulebook: Rulebook) -> bool:
    assert rulebook.process.poll() is None, rulebook.output
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", rulebook.port), 1):
        return True
    return False


def wait_until(is_so: Callable[[], bool], *, seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, f"After {seconds} seconds it is not so that {what}."
        time.sleep(0.1)
