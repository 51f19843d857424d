# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Uses the installed artifact as a user would, outside the checkout and without its docs and tests."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import environments
import machine
import paths
import processes
from outcomes import Outcome
from simulation import run_simulator

KINDS = ("module", "inventory", "filter", "role")


def check(archive: Path) -> Outcome:
    """Install the archive, and check its documentation and two runs of a playbook."""
    folder = environments.make(machine.run_environment())
    place = paths.BUILD / "installed"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    environ = processes.make_environ(folder, ANSIBLE_COLLECTIONS_PATH=str(place))
    installed = processes.run(
        ["ansible-galaxy", "collection", "install", "--offline", "-p", str(place), str(archive)],
        environ=environ,
        cwd=place,
    )
    if installed.code:
        return Outcome(passed=0, failed=1, output=installed.output)
    for unneeded in ("docs", "tests", "changelogs", "extensions"):
        shutil.rmtree(place / "ansible_collections" / paths.NAMESPACE / paths.NAME / unneeded, ignore_errors=True)
    complaints = [*_compare_documentation(environ, place), *_run_quickstart(folder, environ, place)]
    checks = 3  # checks: the documentation, the first run, the second run
    return Outcome(passed=checks - len(complaints), failed=len(complaints), output="\n\n".join(complaints))


def _compare_documentation(environ: dict[str, str], place: Path) -> list[str]:
    """Check that every plugin of the checkout is installed, with documentation that ansible-doc can show."""
    expected = {f"sinch.porting.{path.stem}" for path in (paths.ROOT / "plugins" / "modules").glob("[!_]*.py")}
    ended = processes.run(["ansible-doc", "--json", "-t", "module", *sorted(expected)], environ=environ, cwd=place)
    try:
        documented = set(json.loads(ended.output))
    except ValueError:
        return [f"ansible-doc failed on the installed collection:\n{ended.output}"]
    missing = sorted(expected - documented)
    return [f"not in the installed collection: {', '.join(missing)}"] if missing or ended.code else []


def _run_quickstart(folder: Path, environ: dict[str, str], place: Path) -> list[str]:
    """Check that the quickstart creates one order and one report, and that a second run changes nothing."""
    complaints = []
    with run_simulator(folder, "installed", pace=1) as simulator:
        for run, changes in (("first", "2"), ("second", "0")):
            ended = processes.run(
                ["ansible-playbook", "-i", "localhost,", "sinch.porting.quickstart"],
                environ=environ | simulator.variables,
                cwd=place,
            )
            if ended.code or re.findall(r"changed=(\d+)", ended.output) != [changes]:
                complaints.append(f"the {run} run of the quickstart should report changed={changes}:\n{ended.output}")
    return complaints


def describe_execution_environment(archive: Path) -> str:
    """Return the definition of an execution environment that contains only the archive."""
    return f"""\
---
version: 3
dependencies:
  ansible_core:
    package_pip: ansible-core
  ansible_runner:
    package_pip: ansible-runner
  galaxy:
    collections:
      - name: {archive.name}
        type: file
additional_build_files:
  - src: {archive}
    dest: artifacts
"""
