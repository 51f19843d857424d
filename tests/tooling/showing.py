# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shared code of the demonstrations: an environment, visible commands, and a file to source in a shell."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Mapping
from pathlib import Path

import environments
import paths
import processes

# Readable results with every ansible-core: 2.17 and 2.18 would print JSON on one line.
READABLE = {"ANSIBLE_CALLBACK_RESULT_FORMAT": "yaml"}


def make(environment: environments.Environment) -> Path:
    """Create the environment and the collection path; return the folder of the environment's commands."""
    print(
        f"Making the environment: ansible-core {environment.pairing.core} and a few packages. "
        "The first time pip fetches them.",
        flush=True,
    )
    commands = environments.make(environment)
    paths.link_checkout()
    return commands


def run(commands: Path, *command: str, variables: Mapping[str, str], cwd: Path = paths.ROOT) -> int:
    """Run one of the commands with visible output, in color at a terminal; return its exit code."""
    environ = processes.make_environ(commands, **variables)
    if sys.stdout.isatty():
        environ = {name: value for name, value in environ.items() if name not in ("NO_COLOR", "ANSIBLE_NOCOLOR")}
    return processes.show([str(commands / command[0]), *command[1:]], environ=environ, cwd=cwd)


def write_settings(file: Path, commands: Path, variables: Mapping[str, str]) -> None:
    """Write a file that a shell can source to use the commands, this checkout and the variables."""
    exported = {**variables, "ANSIBLE_COLLECTIONS_PATH": str(paths.TREE)}
    lines = [f"export {name}={shlex.quote(value)}" for name, value in exported.items()]
    lines.append(f"export PATH={shlex.quote(str(commands))}:$PATH")
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
