# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs tasks in processes that can be killed at any counted instant.

The tests use ``Machines``. It starts this file as a program, which loads everything, has one thread, and forks for each
run, so that a run takes milliseconds. The clock of a run does not wait, unless the real clock is chosen.

There is an instant before each system call with which a store writes, each database statement, each request to the
service and each pause, in the middle of each written block, and after the last of these. An instant after a call would
be the same as the one before the next, because nothing visible to others happens in between.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from wishes import ORDER

# A task of each kind, which runs once before all others.
WARMING: dict[str, dict[str, Any]] = {
    "portin_order": ORDER,
    "portin_order_note": {"order_id": 1, "note": "a note"},
    "portin_order_document": {"order_id": 1, "document_name": "loa.pdf", "content": "%PDF-1.7"},
    "portin_order_activation": {"order_id": 1},
}
SYSTEM_CALLS = ("open", "fsync", "fchmod", "unlink", "mkdir")


class Machines:
    """Forks runs. ``with Machines() as machines: machines.run(task, options, home=...)``"""

    def __enter__(self) -> Machines:
        environ = {**os.environ, "PYTHONPATH": os.environ["ANSIBLE_COLLECTIONS_PATH"]}
        environ.pop("SINCH_PORTING_STATE_STORE", None)
        self._server = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environ
        )
        return self

    def __exit__(self, *dummy: object) -> None:
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.close()
        self._server.wait()
        self._server.stdout.close()

    def ask(self, runs: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Run several tasks in parallel. Returns each ``result``, None if it was killed, and ``instants``."""
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.write(json.dumps(runs) + "\n")
        self._server.stdin.flush()
        answers: list[dict[str, Any]] = json.loads(self._server.stdout.readline())
        return answers

    def run(self, task: str, options: dict[str, Any], *, home: Path, **settings: Any) -> dict[str, Any]:
        """Run a task without killing it, and return its result."""
        (answer,) = self.ask([{"task": task, "options": options, "home": str(home), **settings}])
        assert answer["result"] is not None, answer
        result: dict[str, Any] = answer["result"]
        return result

    def kill(self, task: str, options: dict[str, Any], *, home: Path, at: int, **settings: Any) -> bool:
        """Kill a run at an instant. Returns False if it ended before."""
        (answer,) = self.ask([{"task": task, "options": options, "home": str(home), "kill": at, **settings}])
        return answer["result"] is None

    def count(self, task: str, options: dict[str, Any], *, home: Path, **settings: Any) -> list[str]:
        """Count the instants of a run by name."""
        (answer,) = self.ask([{"task": task, "options": options, "home": str(home), **settings}])
        assert not answer["result"].get("failed"), answer["result"]
        instants: list[str] = answer["instants"]
        return instants


class Instants:
    """Counts instants, and kills the process at the chosen one.

    A process that the run forks to test a lock has its own instants.
    """

    def __init__(self, chosen: int | None) -> None:
        self.chosen = chosen
        self.names: list[str] = []
        self.process = os.getpid()

    def pass_by(self, name: str) -> None:
        if os.getpid() != self.process:
            return
        self.names.append(name)
        if self.chosen is not None and len(self.names) > self.chosen:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, holder: Any, name: str, *, counts: Any = lambda *arguments: True) -> None:
        """Add an instant before each call of a function."""
        function = getattr(holder, name)

        def counted(*arguments: Any, **settings: Any) -> Any:
            if not counts(*arguments):
                return function(*arguments, **settings)
            self.pass_by(f"before {name}")
            return function(*arguments, **settings)

        setattr(holder, name, counted)

    def in_the_middle_of_blocks(self) -> None:
        pwrite = os.pwrite

        def counted(handle: int, block: bytes, place: int) -> int:
            self.pass_by("before pwrite")
            self.names.append("within pwrite")
            if self.chosen is not None and len(self.names) > self.chosen:
                pwrite(handle, block[: len(block) // 16], place)
                os.kill(os.getpid(), signal.SIGKILL)
            return pwrite(handle, block, place)

        os.pwrite = counted


def _child(run: dict[str, Any], answer: str) -> None:
    import fcntl

    import psycopg
    import requests

    from ansible_collections.sinch.porting.plugins.module_utils._base.clock import Clock
    from ansible_collections.sinch.porting.plugins.module_utils._run import run as door

    instants = Instants(run.get("kill"))
    clock: Clock = Clock() if run.get("real_clock") else _quick_clock(instants)
    if not run.get("real_clock"):
        for name in SYSTEM_CALLS:
            instants.around(os, name, counts=lambda *arguments: not isinstance(arguments[0], int) or arguments[0] > 2)
        instants.around(fcntl, "flock")
        instants.in_the_middle_of_blocks()
        instants.around(psycopg.Connection, "execute")
        instants.around(psycopg, "connect")
        instants.around(requests.Session, "send")
    messages: list[str] = []
    result = door.run(
        _task(run["task"]),
        run["options"],
        check_mode=bool(run.get("check")),
        diff=True,
        environ=run.get("environ", {}),
        say=messages.append,
        clock=clock,
        directory=Path(run["home"]),
    )
    instants.pass_by("at the end")
    names = instants.names[:]
    instants.chosen = None
    Path(answer).write_text(json.dumps({"result": result, "instants": names, "said": messages}))


def _quick_clock(instants: Instants) -> Any:
    from ansible_collections.sinch.porting.tests.unit.loopback import FakeClock

    class QuickClock(FakeClock):
        def sleep(self, seconds: float) -> None:
            instants.pass_by("before sleep")
            super().sleep(seconds)
            time.sleep(0.002)  # gives another process time to act

    clock = QuickClock()
    clock.seconds = 1_793_000_000.0
    return clock


def _task(name: str) -> Any:
    from importlib import import_module

    return import_module(f"ansible_collections.sinch.porting.plugins.module_utils._tasks.{name}").TASK


def _warm_up(task: str, wish: dict[str, Any]) -> None:
    """Run a task against a closed port, so that everything is loaded and compiled before the first fork."""
    from ansible_collections.sinch.porting.plugins.module_utils._run import run as door

    options = {**wish, **dict.fromkeys(("api_url", "auth_url"), "http://127.0.0.1:9"), "project_id": "p"}
    options |= {"access_token": "t", "retries": 0, "timeout": 1}
    result = door.run(
        _task(task),
        options,
        check_mode=True,
        diff=True,
        environ={},
        say=str,
        clock=_quick_clock(Instants(None)),
        directory=Path(tempfile.gettempdir(), "sinch-warming"),
    )
    assert result["failure"]["kind"] == "connection", result


def _serve() -> None:
    # These imports are only for the forks: everything that a run may need is loaded once.
    import holidays  # noqa: F401
    import phonenumbers  # noqa: F401
    import psycopg  # noqa: F401

    for name, wish in WARMING.items():
        _warm_up(name, wish)
    for line in sys.stdin:
        started = []
        for run in json.loads(line):
            handle, answer = tempfile.mkstemp(prefix="sinch-run-")
            os.close(handle)
            pid = os.fork()
            if pid == 0:
                try:
                    _child(run, answer)
                finally:
                    os._exit(0)
            started.append((pid, answer))
        answers = []
        for pid, answer in started:
            dummy, status = os.waitpid(pid, 0)
            text = Path(answer).read_text()
            os.unlink(answer)
            killed = os.WIFSIGNALED(status)
            answers.append({"result": None, "instants": []} if killed or not text else json.loads(text))
        print(json.dumps(answers), flush=True)


if __name__ == "__main__":
    _serve()
