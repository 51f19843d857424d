# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a command and measures it: its time, the time of its tasks, and the memory of its largest process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Cost:
    """``cpu`` is the processor time of all processes in seconds, which other work on the machine hardly changes.

    ``tasks`` is the time between the start of a task and its last result; for a script all of its time.
    """

    seconds: float
    cpu: float
    megabytes: float
    tasks: float


def run(command: list[str], *, folder: Path, environ: Mapping[str, str]) -> Cost:
    """Raises SystemExit with the command's output if it fails."""
    report = folder / "task_seconds.txt"
    report.unlink(missing_ok=True)
    with (folder / "output.txt").open("w+") as output:
        started = time.monotonic()
        process = subprocess.Popen(
            command, cwd=folder, env=dict(environ), stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        )
        # The resource usage of a process that was waited for includes the largest of the children that it waited for.
        dummy, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            raise SystemExit(f"{' '.join(command)} ended with {process.returncode}:\n{output.read()[-4000:]}")
    megabytes = usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    tasks = float(report.read_text()) if report.exists() else seconds
    return Cost(seconds, usage.ru_utime + usage.ru_stime, megabytes, tasks)


@contextmanager
def simulator(folder: Path, *settings: str) -> Iterator[str]:
    """Run a simulator in its own process, with settings such as ``validate=false``; yields its URL."""
    port_file = folder / "port"
    command = [sys.executable, str(ROOT / "tests" / "simulator"), "--port-file", str(port_file), "--quiet"]
    command += [word for setting in settings for word in ("--set", setting)]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL) as process:
        try:
            while not port_file.exists():
                if process.poll() is not None:
                    raise SystemExit("The simulator did not start.")
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port_file.read_text().strip()}"
        finally:
            process.terminate()


def versions(python: str) -> list[str]:
    """The versions of ansible-core and Python in an environment."""
    words = "import sys; from ansible.release import __version__; print(__version__, sys.version.split()[0])"
    return subprocess.run([python, "-c", words], capture_output=True, text=True, check=True).stdout.split()


def control(url: str, name: str, *, method: str = "GET", body: Any = None) -> Any:
    data = None if method in ("GET", "DELETE") else json.dumps(body or {}).encode()
    request = urllib.request.Request(f"{url}/_simulator/{name}", method=method, data=data)
    with urllib.request.urlopen(request, timeout=60) as answer:  # always a loopback address
        return json.loads(answer.read() or b"null")
