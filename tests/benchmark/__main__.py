# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares the times of the collection with those of plain HTTP tasks on this machine.

    make benchmark
    make benchmark K=felt
    make benchmark K='JSON or memory'

The two sides of a row take turns, on each ansible-core, and then a play that does nothing runs. The table shows
medians. A row measures one of these:

- the time of the tasks, each from its start to its last result as Ansible's callbacks see it;
- that of the whole command minus the play that does nothing, which also includes what is loaded once per play;
- the processor time of that, on which other work has less influence;
- the memory of the largest process;
- the exponent with which time grows with the count of numbers.

A script has no tasks, and nothing is subtracted. Rows with equal runs share them.
"""

from __future__ import annotations

import argparse
import math
import os
import re
import shutil
import statistics
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import fleet
import measure
import orders
import plays
import rows
from measure import Cost
from rows import Fleet, Lint, Row, Side

HERE = Path(__file__).resolve().parent


HEAD = ("work", "against", "measure", "goal")
HEAD_OF_CORE = ("ours", "theirs", "ratio", "held")
_FIELDS = {
    rows.TASKS: "tasks",
    rows.WHOLE: "seconds",
    rows.CPU: "cpu",
    rows.EXPONENT: "tasks",
    rows.MEMORY: "megabytes",
}


@dataclass(frozen=True)
class Core:
    """An environment of the tests: a Python with an ansible-core."""

    python: str
    name: str


@dataclass(frozen=True)
class Verdict:
    """The result of a row on one ansible-core. ``ratio`` is None if there is no other side."""

    ours: float
    theirs: float | None
    ratio: float | None
    held: bool


class Bench:
    """Runs sides in one folder, against one simulator, on each ansible-core."""

    def __init__(self, folder: Path, url: str, *, cores: list[Core], count: int) -> None:
        self.folder = folder
        self.url = url
        self.cores = cores
        self.count = count
        self.costs: dict[tuple[str, Core], list[Any]] = {}

    def measure(self, row: Row, repeats: int) -> list[Verdict]:
        """The verdicts of a row, one for each ansible-core."""
        sides = [side for side in (row.ours, row.theirs) if side is not None]
        nothings = [_nothing(side) for side in sides if isinstance(side, Side) and not side.threads]
        wanted = list({_key(side): side for side in (*sides, *nothings)}.values())
        runs = [(side, core) for side in wanted for core in self.cores]
        short = any(len(self.costs.get((_key(side), core), ())) < repeats for side, core in runs)
        for dummy in range(repeats if short else 0):
            for side, core in runs:
                self.costs.setdefault((_key(side), core), []).append(self._cost(side, core))
        return [self._verdict(row, core) for core in self.cores]

    def runs(self, row: Row) -> int:
        """The number of runs for the row's medians."""
        return min(len(self.costs[_key(row.ours), core]) for core in self.cores)

    def _verdict(self, row: Row, core: Core) -> Verdict:
        ours = self._value(row.ours, core, row.measure)
        if row.theirs is None:
            return Verdict(ours, None, None, ours <= row.goal)
        theirs = self._value(row.theirs, core, row.measure)
        ratio = ours / theirs
        if row.measure == rows.EXPONENT:
            assert isinstance(row.ours, Side)
            assert isinstance(row.theirs, Side)
            ratio = math.log(ratio) / math.log(row.ours.numbers / row.theirs.numbers)
        return Verdict(ours, theirs, ratio, ratio <= row.goal)

    def _value(self, side: Side | Fleet | Lint, core: Core, measure: str) -> float:
        field = _FIELDS[measure]
        if isinstance(side, Fleet):
            costs = self.costs[_key(side), core]
            if measure == rows.MEMORY:
                return statistics.median(cost.megabytes for cost in costs)
            return statistics.median(cost.sums[side.step].seconds for cost in costs)
        if isinstance(side, Lint):
            return statistics.median(cost.processor for cost in self.costs[_key(side), core])
        value = self._median(side, core, field)
        # Subtract the time of a play that does nothing. The tasks do not include it, and a script has none.
        if measure in (rows.WHOLE, rows.CPU) and not side.threads:
            value -= self._median(_nothing(side), core, field)
        return value

    def _median(self, side: Side, core: Core, field: str) -> float:
        return statistics.median(getattr(cost, field) for cost in self.costs[_key(side), core])

    # ---- runs ------------------------------------------------------------------

    def _cost(self, side: Side | Fleet | Lint, core: Core) -> Any:
        if isinstance(side, Fleet):
            return self._fleet(side, core)
        if isinstance(side, Lint):
            with tempfile.TemporaryDirectory() as name:
                return fleet.measure_lint(side.numbers, Path(name), records=side.records, python=core.python)
        return self._run(side, core)

    def _fleet(self, wanted: Fleet, core: Core) -> fleet.FleetCost:
        with tempfile.TemporaryDirectory() as name, measure.simulator(Path(name), *fleet.SETTINGS) as url:
            return fleet.measure(wanted.numbers, Path(name), url, python=core.python)

    def _run(self, side: Side, core: Core) -> Cost:
        # The simulator forgets its orders here. The marks go too: with a mark a task would wait for its order.
        measure.control(self.url, "reset", method="POST")
        shutil.rmtree(self.folder / ".ansible", ignore_errors=True)
        token = measure.control(self.url, "tokens", method="POST")["access_token"]
        if side.there:
            measure.control(self.url, "settings", method="PUT", body={"latency": 0})
            self._play(replace(side, tasks=tuple(plays.ours()), names="ours"), core, token)
        measure.control(self.url, "settings", method="PUT", body={"latency": side.latency})
        if not side.threads:
            return self._play(side, core, token)
        command = [core.python, str(HERE / "script.py"), self.url, token, str(self.folder)]
        return measure.run(
            [*command, str(self.count), str(side.threads), side.requests],
            folder=self.folder,
            environ=self._environ(side, token),
        )

    def _play(self, side: Side, core: Core, token: str) -> Cost:
        playbook = plays.write(self.folder / "play.yml", list(side.tasks))
        inventory = plays.write_inventory(
            self.folder / "inventory.yml", side.hosts, connection=side.connection, python=core.python
        )
        command = [core.python, "-m", "ansible.cli.playbook", "-i", str(inventory), str(playbook), *side.options]
        command += ["-e", f"token={token}", "-e", f"api={self.url}", "-e", f"folder={self.folder}"]
        if side.numbers:
            orders.write_variables(self.folder, side.numbers)
            command += ["-e", f"@{self.folder / side.names}.{side.form}"]
        return measure.run(command, folder=self.folder, environ=self._environ(side, token))

    def _environ(self, side: Side, token: str) -> dict[str, str]:
        return {
            **os.environ,
            "HOME": str(self.folder),
            "ANSIBLE_HOME": str(self.folder / ".ansible"),
            "ANSIBLE_CONNECTION_PLUGINS": str(measure.ROOT / "tests" / "integration" / "connection_plugins"),
            "ANSIBLE_STDOUT_CALLBACK": side.callback,
            "ANSIBLE_CALLBACK_PLUGINS": str(HERE / "callback_plugins"),
            "ANSIBLE_CALLBACKS_ENABLED": "task_seconds",
            "ANSIBLE_LOCALHOST_WARNING": "false",
            "SINCH_PROJECT_ID": orders.PROJECT,
            "SINCH_ACCESS_TOKEN": token,
            "SINCH_PORTING_API_URL": self.url,
            "SINCH_AUTH_URL": f"{self.url}/oauth2/token",
            "NO_PROXY": "127.0.0.1",
        }


def _key(side: Side | Fleet | Lint) -> str:
    """Sides with the same key share their runs. A run of a fleet has the figures of all its steps."""
    return f"fleet of {side.numbers}" if isinstance(side, Fleet) else repr(side)


def _nothing(side: Side) -> Side:
    """A side with the same variables, inventory and output, but no work."""
    return replace(side, tasks=tuple(plays.NOTHING), there=False, latency=0.0)


def _cells(row: Row, verdicts: list[Verdict], runs: int) -> str:
    """The row of the table, in Markdown."""
    unit = "MB" if row.measure == rows.MEMORY else "s"
    digits = 0 if row.measure == rows.MEMORY else 1 if row.slow else 3
    goal = f"{row.goal:g}" if row.theirs else f"{row.goal:g} {unit}"
    cells = [row.name, row.against, row.measure, goal]
    for verdict in verdicts:
        cells += ["" if value is None else f"{value:.{digits}f} {unit}" for value in (verdict.ours, verdict.theirs)]
        cells += ["" if verdict.ratio is None else f"{verdict.ratio:.3f}", "yes" if verdict.held else "**no**"]
    return f"| {' | '.join([*cells, str(runs)])} |"


def _chosen(row: Row, expression: str) -> bool:
    """Whether a row contains one of the texts of an expression such as "a or b"."""
    words = f"{row.name}, {row.measure}{', felt' if row.felt else ''}"
    return any(word.strip() in words for word in re.split(r"\bor\b", expression))


def _show(title: str, chosen: list[Row], bench: Bench, given: argparse.Namespace) -> None:
    if not chosen:
        return
    print(f"{title}\n")
    head = [*HEAD, *(f"{core.name}: {word}" for core in bench.cores for word in HEAD_OF_CORE), "runs"]
    print(f"| {' | '.join(head)} |\n{'| --- ' * len(head)}|", flush=True)
    missed = []
    for row in chosen:
        verdicts = bench.measure(row, given.slow_repeats if row.slow else given.repeats)
        print(_cells(row, verdicts, bench.runs(row)), flush=True)
        where = [core.name for core, verdict in zip(bench.cores, verdicts, strict=True) if not verdict.held]
        if where:
            missed.append(f"- {row.name}, {row.measure} ({'; '.join(where)}): {row.why}.")
    print("\n" + "\n".join(["Missed, and where the rest goes:", "", *missed] if missed else ["All held."]) + "\n")


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests/benchmark", description=(__doc__ or "").split("\n", maxsplit=1)[0])
    words = 'rows by words of their names and measures: "JSON or loop"; "felt" are those that people notice'
    parser.add_argument("-k", "--rows", default="", metavar="TEXT", help=words)
    parser.add_argument(
        "--core", action="append", metavar="PYTHON", help="a Python with an ansible-core; may be repeated"
    )
    parser.add_argument("--repeats", type=int, default=5, help="runs of each side (default: %(default)s)")
    parser.add_argument("--slow-repeats", type=int, default=3, help="runs of rows of minutes (default: %(default)s)")
    parser.add_argument("--orders", type=int, default=200, help="orders of the rows from files (default: %(default)s)")
    parser.add_argument("--quick", action="store_true", help="a run of each, few orders: does it work?")
    given = parser.parse_args()
    chosen = [row for row in rows.make_rows(20 if given.quick else given.orders) if _chosen(row, given.rows)]
    if given.quick:
        given.repeats = given.slow_repeats = 1
        given.orders = 20
        chosen = [
            replace(row, ours=replace(row.ours, numbers=1000)) if isinstance(row.ours, Fleet) else row for row in chosen
        ]
    if not chosen:
        parser.error(f"no row has the words {given.rows!r}")
    cores = []
    for python in given.core or [sys.executable]:
        core, version = measure.versions(python)
        cores.append(Core(python, core))
        print(f"ansible-core {core} on Python {version}")
    print()
    with tempfile.TemporaryDirectory() as name, measure.simulator(Path(name), "validate=false") as url:
        bench = Bench(Path(name), url, cores=cores, count=given.orders)
        orders.write_files(Path(name), given.orders, 500)
        _show("What people notice", [row for row in chosen if row.felt], bench, given)
        _show("The rest", [row for row in chosen if not row.felt], bench, given)
    return 0


if __name__ == "__main__":
    sys.exit(main())
