# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Child processes: their environment, their end, and that none outlives its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

import paths

if TYPE_CHECKING:
    from collections.abc import Iterator

# A check that takes longer is hanging; pytest itself stops a test that hangs. All tests in a real AWX take more than an
# hour, and the integration tests 40 minutes if the machine has other work.
TIME_LIMIT = 4 * 3600.0  # seconds

# Variables that a user has set for other work, and that would change what is tested.
FOREIGN = ("ANSIBLE_", "SINCH_", "PYTHON", "VIRTUAL_ENV", "XDG_", "MYPY", "MOLECULE_", "PYTEST_", "RUFF_", "COVERAGE_")

_running: set[subprocess.Popen[str]] = set()
_stopping = threading.Event()
_lock = threading.Lock()


@dataclass(frozen=True)
class Ended:
    code: int
    output: str


def make_environ(bin_folder: Path | None = None, **extra: str) -> dict[str, str]:
    """Return a child's variables: the environment's tools come first on PATH, and HOME is under the build folder."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    paths.HOME.mkdir(parents=True, exist_ok=True)
    environ.update(
        HOME=str(paths.HOME),
        LC_ALL="C.UTF-8",
        ANSIBLE_COLLECTIONS_PATH=str(paths.TREE),
        ANSIBLE_NOCOLOR="1",
        NO_COLOR="1",
        HYPOTHESIS_STORAGE_DIRECTORY=str(paths.CACHE / "hypothesis"),
    )
    if bin_folder:
        environ["PATH"] = os.pathsep.join([str(bin_folder), environ.get("PATH", os.defpath)])
    return environ | extra


def run(command: list[str], *, environ: dict[str, str], cwd: Path = paths.ROOT) -> Ended:
    """Run a command, and return its exit code and output."""
    with start(command, environ=environ, cwd=cwd) as process:
        try:
            output = process.communicate(timeout=TIME_LIMIT)[0]
        except subprocess.TimeoutExpired:
            stop(process)
            output = process.communicate()[0]
            return Ended(code=1, output=f"{output}\nstopped after {TIME_LIMIT:.0f} seconds")
    return Ended(code=process.returncode, output=output)


def show(command: list[str], *, environ: dict[str, str], cwd: Path = paths.ROOT) -> int:
    """Run a command that writes to the terminal, and return its exit code."""
    with start(command, environ=environ, cwd=cwd, output=None) as process:
        return process.wait()


@contextmanager
def start(
    command: list[str],
    *,
    environ: dict[str, str],
    cwd: Path = paths.ROOT,
    output: IO[str] | int | None = subprocess.PIPE,
) -> Iterator[subprocess.Popen[str]]:
    """Start a command in its own process group, and stop the whole group at the end."""
    if _stopping.is_set():
        raise InterruptedError("nothing is started any more")
    process = subprocess.Popen(
        command,
        cwd=cwd,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    with _lock:
        _running.add(process)
    try:
        yield process
    finally:
        stop(process)
        with _lock:
            _running.discard(process)


def stop(process: subprocess.Popen[str]) -> None:
    """End a process group with SIGTERM, and after five seconds with SIGKILL."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
        except ProcessLookupError:
            return
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            continue


def stop_all() -> None:
    """End all processes that were started and are still running, and start no more."""
    _stopping.set()
    with _lock:
        processes = list(_running)
    for process in processes:
        stop(process)
