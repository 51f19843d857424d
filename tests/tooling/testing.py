# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps that test behavior: pytest, ansible-test, molecule."""

from __future__ import annotations

import copies
import environments
import machine
import paths
import processes
import testhome
from environments import Environment
from outcomes import Outcome, judge_check, judge_pytest
from processes import Ended
from pythons import Pairing
from runner import Step


def run_pytest(name: str, environment: Environment, *words: str, **variables: str) -> Outcome:
    """Run pytest in one environment and count its tests."""
    report = paths.REPORTS / f"{name}.xml"
    report.unlink(missing_ok=True)
    ended = machine.run_in(
        environment,
        *("python", "-m", "pytest", "-q", f"--junit-xml={report}", "-o", f"cache_dir={paths.CACHE / name}", *words),
        **variables,
    )
    return judge_pytest(ended, report)


def unit(pairing: Pairing, *words: str) -> Step:
    name = f"unit {pairing.name}"
    return Step(name, lambda: run_pytest(name, machine.test_environment(pairing), "tests/unit", *words))


def integration(pairing: Pairing, *words: str) -> Step:
    """Real playbooks. Tests marked ``once`` run only with the newest ansible-core."""
    name = f"integration {pairing.name}"
    words = words if pairing == machine.look().newest else ("-m", "not once", *words)
    return Step(name, lambda: run_pytest(name, machine.test_environment(pairing), "tests/integration", *words))


def walk(count: str) -> Step:
    """The random walk. ``count`` is the number of schedules, empty for the default."""
    return Step("walk", lambda: run_pytest("walk", _newest(), "tests/walk", SINCH_WALK_SCHEDULES=count))


def jobs(count: str) -> Step:
    """Random jobs. ``count`` is their number, empty for the default."""
    return Step("jobs", lambda: run_pytest("jobs", _newest(), "tests/jobs", SINCH_JOBS=count))


def browser() -> Step:
    """The report page in a real browser. Without one its tests are skipped, with a reason."""
    return Step("browser", lambda: run_pytest("browser", _newest(), "tests/browser"))


def demonstration() -> Step:
    """`make demo` and `make letter` as users run them, and the README's first example during `make demo`."""

    def run() -> Outcome:
        # They install packages from the index that this process's environment configures.
        for environment in (machine.run_environment(), machine.letter_environment()):
            environments.make(environment)
        return run_pytest("demonstration", _newest(), "tests/demo")

    return Step("demonstration", run)


def rulebook() -> Step:
    """The rulebook for webhooks in a real ansible-rulebook. Without Java its tests are skipped, with a reason."""
    return Step("rulebook", lambda: run_pytest("rulebook", machine.partner_environment("rulebook"), "tests/rulebook"))


def store() -> Step:
    """Kills, races and faults of the state store, with directories and with a PostgreSQL that the tests start."""
    environment = machine.partner_environment("store")
    return Step("store", lambda: run_pytest("store", environment, "tests/store", "-n", "2", "-s"))


def awx(*words: str) -> Step:
    """Jobs as AWX runs them, with ansible-runner."""
    return Step("awx", lambda: run_pytest("awx", machine.partner_environment("awx"), "tests/awx", *words))


def awx_lab(*words: str) -> Step:
    """A real AWX that the environment configures. A job there may take long."""
    patient = ("-o", "faulthandler_timeout=3600", "tests/awx_lab", *words)
    return Step("awx-lab", lambda: run_pytest("awx-lab", machine.partner_environment("awx"), *patient))


def _newest() -> Environment:
    return machine.test_environment(machine.look().newest)


def sanity(pairing: Pairing) -> Step:
    def run() -> Outcome:
        home = testhome.prepare(pairing)
        folder = environments.make(machine.test_environment(pairing))
        ended = processes.run(
            ["ansible-test", "sanity", "--local", "--color", "no", "--python", pairing.python.version],
            environ=processes.make_environ(folder) | {"HOME": str(home)},
            cwd=copies.copy_checkout(f"sanity-{pairing.name}"),
        )
        return judge_check(ended)

    return Step(f"sanity {pairing.name}", run)


def molecule() -> Step:
    def run() -> Outcome:
        tools = machine.tools_environment()
        ended = machine.run_in(tools, "molecule", "test", "--all")
        if ended.code:  # a failed scenario ends the run before destroy stops the simulator
            stopped = machine.run_in(tools, "molecule", "destroy")
            ended = Ended(code=ended.code, output=ended.output + stopped.output)
        return judge_check(ended)

    return Step("molecule", run)
