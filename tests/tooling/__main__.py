# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The entry point: the steps of each target of the Makefile."""

from __future__ import annotations

import argparse
import signal
import sys
from typing import TYPE_CHECKING

import carried
import demo
import environments
import letter
import machine
import paths
import processes
import reading
import release
import runner
import testing
from pythons import Pairing
from runner import Step

if TYPE_CHECKING:
    from collections.abc import Callable

TARGETS = (
    "demo",
    "letter",
    "unit",
    "test",
    "lint",
    "sanity",
    "integration",
    "molecule",
    "docs",
    "walk",
    "store",
    "jobs",
    "rulebook",
    "awx",
    "awx-lab",
    "benchmark",
    "pictures",
    "build",
    "changelog",
    "carried",
)

# The value of K that selects the rows for state stores.
STORE = "store"

# "make unit" leaves to other targets what seldom changes, and what needs seconds.
DAILY = [
    "--ignore=tests/unit/simulator",
    *(f"--ignore-glob=*/{name}" for name in ("test_bounds.py", "test_http_faults.py")),
]


def thorough(pairing: Pairing, here: machine.Machine) -> list[str]:
    """The options of pytest: all unit tests at both ends of the matrix, those of "make unit" in between."""
    return [] if pairing in here.ends else ["--hypothesis-profile=daily", *DAILY]


def choose_steps(target: str, *, expression: str, count: str) -> list[Step]:
    """Return the steps of a target, the longest ones first."""
    here = machine.look()
    chosen = ["-k", expression] if expression else []
    if target == "unit":
        # A single step can use every core.
        return [testing.unit(here.newest, "-n", "auto", "--hypothesis-profile=daily", *(chosen or DAILY))]
    if target == "integration":
        return [testing.integration(here.newest, *chosen)]
    if target == "awx":
        return [testing.awx(*chosen)]
    if target == "awx-lab":
        return [testing.awx_lab(*chosen)]
    if target == "changelog":
        return [release.changelog()]
    if target == "walk":
        return [testing.walk(count or "5000")]
    if target == "jobs":
        return [testing.jobs(count or "3000")]
    table = {
        "sanity": [testing.sanity(pairing) for pairing in here.ends],
        "integration": [testing.integration(pairing) for pairing in here.ends],
        "walk": [testing.walk("")],
        "jobs": [testing.jobs("")],
        "browser": [testing.browser()],
        "demonstration": [testing.demonstration()],
        "rulebook": [testing.rulebook()],
        "awx": [testing.awx()],
        "store": [testing.store()],
        "molecule": [testing.molecule()],
        "docs": [reading.docs()],
        "build": [release.importer(), release.artifact(), release.builder()],
        "lint": reading.lint(),
        "unit": [testing.unit(pairing, *thorough(pairing, here)) for pairing in here.units],
    }
    return [step for steps in table.values() for step in steps] if target == "test" else table[target]


def run_benchmark(expression: str) -> int:
    """Run the benchmark in the foreground, on the newest and the oldest ansible-core of the tests."""
    paths.link_checkout()
    return max((run() for run in choose_benchmarks(expression)), default=0)


def choose_benchmarks(expression: str) -> list[Callable[[], int]]:
    """Return the programs that have the rows matching an expression. Each returns its exit code."""
    rows = [] if expression == STORE else [lambda: _run_rows(expression)]
    return [*rows, *([_run_stores] if expression in ("", STORE) else [])]


def _run_rows(expression: str) -> int:
    folders = [environments.make(machine.test_environment(pairing)) for pairing in machine.look().ends]
    command = [str(folders[0] / "python"), str(paths.ROOT / "tests" / "benchmark"), "--rows", expression]
    command += [word for folder in folders for word in ("--core", str(folder / "python"))]
    return processes.show(command, environ=processes.make_environ(folders[0]))


def _run_stores() -> int:
    """Run the rows for state stores, in an environment that has PostgreSQL."""
    folder = environments.make(machine.partner_environment("store"))
    command = [str(folder / "python"), str(paths.ROOT / "tests" / "benchmark" / "stores.py")]
    return processes.show(command, environ=processes.make_environ(folder))


def make_pictures() -> int:
    """Generate the README's pictures, in the environment of the tests."""
    paths.link_checkout()
    folder = environments.make(machine.test_environment(machine.look().newest))
    command = [str(folder / "python"), str(paths.ROOT / "tests" / "pictures")]
    return processes.show(command, environ=processes.make_environ(folder))


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests/tooling", description=__doc__)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("-k", dest="expression", default="", help="pytest's expression")
    parser.add_argument("-n", dest="count", default="", help="schedules of the random walk, or random jobs")
    parser.add_argument("--hold", action="store_true", help="leave the simulator's page up until Enter is pressed")
    options = parser.parse_args()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):  # SIGTERM cleans up like Ctrl-C
        signal.signal(number, signal.default_int_handler)
    try:
        if options.target == "demo":
            return demo.show(hold=options.hold)
        if options.target == "letter":
            return letter.show()
        if options.target == "carried":
            return carried.show()
        if options.target == "benchmark":
            return run_benchmark(options.expression)
        if options.target == "pictures":
            return make_pictures()
        if options.target == "test":
            print(machine.describe(), flush=True)
        steps = choose_steps(options.target, expression=options.expression, count=options.count)
        return runner.run_all(
            steps, verbose=options.target in ("unit", "integration", "walk", "jobs", "awx", "awx-lab", "store")
        )
    except environments.BrokenEnvironmentError as failure:
        print(f"The environment could not be made: {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
