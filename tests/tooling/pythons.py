# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Pythons of this machine, and the ansible-core versions that are tested on them."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

SUPPORTED = tuple(range(10, 15))  # minor versions of Python 3

# The Pythons that ansible-test of each ansible-core version accepts.
CORES: dict[str, tuple[int, ...]] = {
    "2.16": (10, 11, 12),
    "2.17": (10, 11, 12),
    "2.18": (11, 12, 13),
    "2.19": (11, 12, 13),
    "2.20": (12, 13, 14),
    "2.21": (12, 13, 14),
}

# This fails for a version manager's shim, or a system Python whose venv is in another package.
PROBE = "import sys, venv, ensurepip; print(sys.version_info.minor, sys.base_prefix, sys.version_info.major, sep='\\n')"


@dataclass(frozen=True)
class Interpreter:
    minor: int
    path: str

    @property
    def version(self) -> str:
        return f"3.{self.minor}"


@dataclass(frozen=True)
class Pairing:
    """One minor version of ansible-core on one Python."""

    core: str
    python: Interpreter

    @property
    def name(self) -> str:
        return f"core{self.core}-py{self.python.version}"


def find_interpreters() -> dict[int, Interpreter]:
    """Return the usable Pythons by minor version. Of several, the first on PATH is used."""
    found: dict[int, Interpreter] = {}
    neighborhoods: set[Path] = set()
    commands = [*(f"python3.{minor}" for minor in SUPPORTED), "python3", "python"]
    for command in commands:
        for folder in dict.fromkeys(os.get_exec_path()):
            path = shutil.which(command, path=folder)
            if path and (prefix := _admit(path, found)):
                neighborhoods.add(prefix.parent)
                break
    # Most installations of a version manager are not on PATH, but in the folder beside the one that is.
    for neighborhood in sorted(neighborhoods):
        for minor in SUPPORTED:
            if minor not in found:
                for neighbor in sorted(neighborhood.glob(f"*/bin/python3.{minor}")):
                    _admit(str(neighbor), found)
    return dict(sorted(found.items()))


def _admit(path: str, found: dict[int, Interpreter]) -> Path | None:
    """Add a Python to those found if it is usable, and return the folder of its installation."""
    try:
        probe = subprocess.run(
            [path, "-c", PROBE], capture_output=True, text=True, timeout=30, check=False, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    lines = probe.stdout.splitlines()
    if probe.returncode or len(lines) != 3 or lines[2] != "3" or int(lines[0]) not in SUPPORTED:
        return None
    found.setdefault(int(lines[0]), Interpreter(minor=int(lines[0]), path=path))
    return Path(lines[1])


def newest_pairing(pythons: dict[int, Interpreter]) -> Pairing:
    """Return the newest ansible-core that any of the Pythons can run, on the newest such Python."""
    return _possible_pairings(pythons)[-1]


def oldest_pairing(pythons: dict[int, Interpreter]) -> Pairing:
    """Return the oldest ansible-core that any of the Pythons can run, on the oldest such Python."""
    return _possible_pairings(pythons)[0]


def _possible_pairings(pythons: dict[int, Interpreter]) -> list[Pairing]:
    """Return all possible pairings, from the oldest to the newest."""
    return [Pairing(core, pythons[minor]) for core, minors in CORES.items() for minor in minors if minor in pythons]


def unit_pairings(pythons: dict[int, Interpreter]) -> list[Pairing]:
    """Return the oldest and newest pairing, and for each other Python the newest ansible-core that it can run."""
    ends = {oldest_pairing(pythons), newest_pairing(pythons)}
    others = set(pythons) - {pairing.python.minor for pairing in ends}
    chosen = ends | {newest_pairing({minor: pythons[minor]}) for minor in others}
    return sorted(chosen, key=lambda pairing: (pairing.python.minor, pairing.core))
