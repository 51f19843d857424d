# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Virtual environments under the build folder, created when needed and again when their requirements change."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import paths
import processes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pythons import Pairing

REQUIREMENTS = paths.ROOT / "tests" / "requirements"

_locks: dict[str, threading.Lock] = {}
_guard = threading.Lock()


class BrokenEnvironmentError(Exception):
    """An environment could not be created. The text is pip's output."""


@dataclass(frozen=True)
class Environment:
    """ansible-core on a Python, with the packages of some files in tests/requirements."""

    name: str
    pairing: Pairing
    requirements: tuple[str, ...]

    @property
    def folder(self) -> Path:
        return paths.BUILD / "environments" / self.name

    @property
    def bin(self) -> Path:
        return self.folder / "bin"

    @property
    def files(self) -> list[Path]:
        return [REQUIREMENTS / name for name in self.requirements]


def make(environment: Environment) -> Path:
    """Create the environment unless it exists and is up to date; return the folder of its commands."""
    with _guard:
        lock = _locks.setdefault(environment.name, threading.Lock())
    with lock, _hold(environment):
        fingerprint = _fingerprint(environment)
        stamp = environment.folder / "fingerprint"
        if not stamp.is_file() or stamp.read_text(encoding="utf-8") != fingerprint:
            shutil.rmtree(environment.folder, ignore_errors=True)
            _install(environment)
            stamp.write_text(fingerprint, encoding="utf-8")
    return environment.bin


@contextmanager
def _hold(environment: Environment) -> Iterator[None]:
    """Lock the environment, because another process, such as a demonstration run by a test, may create it too."""
    environment.folder.parent.mkdir(parents=True, exist_ok=True)
    with environment.folder.with_name(f"{environment.name}.lock").open("w", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _install(environment: Environment) -> None:
    python = str(environment.bin / "python")
    core = f"ansible-core=={environment.pairing.core}.*"
    files = [word for path in environment.files for word in ("-r", str(path))]
    # Do not compile thousands of files that nothing imports. Python compiles a file when it needs it.
    pip = [python, "-m", "pip", "install", "-qq", "--no-compile", "--no-input", core, *files]
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    environ.setdefault("PIP_CACHE_DIR", str(paths.CACHE / "pip"))
    environ["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
    environ["PIP_ROOT_USER_ACTION"] = "ignore"
    for command in ([environment.pairing.python.path, "-m", "venv", str(environment.folder)], pip):
        ended = processes.run(command, environ=environ)
        if ended.code:
            raise BrokenEnvironmentError(f"{' '.join(command)}\n{ended.output}")


def _fingerprint(environment: Environment) -> str:
    """A digest of what the environment is made from: its path, the interpreter, ansible-core, and the requirements."""
    digest = hashlib.sha256()
    for part in (str(environment.folder), environment.pairing.python.path, environment.pairing.name):
        digest.update(part.encode() + b"\0")
    for path in _follow(environment.files):
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def _follow(files: list[Path]) -> list[Path]:
    """Return the files and those they include with ``-r``."""
    seen: list[Path] = []
    waiting = list(files)
    while waiting:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.append(path)
        lines = path.read_text(encoding="utf-8").splitlines()
        waiting += [(path.parent / line[3:].strip()).resolve() for line in lines if line.startswith("-r ")]
    return seen
