# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times of the collection beside those of plain HTTP tasks, run in turn on this machine.

    make benchmark
    make benchmark K='JSON or memory'

The two sides of a row run in turn, with a play that does nothing after them. The table gives medians: of the tasks,
each from its start to its last result as Ansible's callbacks see it, and of the whole process without the play that
does nothing. The second also holds what is loaded once for a play, before its first task starts. Ratios are given of
both, and of the processor time of the whole, which other work disturbs less; the verdict is on the tasks.
A script has no tasks and nothing taken off; beside one the whole counts. Rows that hold the same runs share them.
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
from dataclasses import replace
from pathlib import Path

import measure
import orders
import plays
import rows
from measure import Cost
from rows import Row, Side

HERE = Path(__file__).resolve().parent


class Bench:
    """Runs sides in one folder, against one simulator."""

    def __init__(self, folder: Path, url: str, *, count: int) -> None:
        self.folder = folder
        self.url = url
        self.count = count
        self.costs: dict[str, list[Cost]] = {}

    def run(self, side: Side) -> Cost:
        # A service that forgets orders would be waited for by a task that remembers them.
        measure.control(self.url, "reset", method="POST")
        shutil.rmtree(self.folder / ".ansible", ignore_errors=True)
        token = measure.control(self.url, "tokens", method="POST")["access_token"]
        if side.threads:
            command = [sys.executable, str(HERE / "script.py"), self.url, token, str(self.folder)]
            cost = measure.run(
                [*command, str(self.count), str(side.threads), side.requests],
                folder=self.folder,
                environ=self._environ(side, token),
            )
        else:
            if side.there:
                self._play(replace(side, tasks=tuple(plays.ours()), names="ours"), token)
            cost = self._play(side, token)
        self.costs.setdefault(repr(side), []).append(cost)
        return cost

    def _play(self, side: Side, token: str) -> Cost:
        playbook = plays.write(self.folder / "play.yml", list(side.tasks))
        inventory = plays.write_inventory(
            self.folder / "inventory.yml", side.hosts, connection=side.connection, python=sys.executable
        )
        command = [sys.executable, "-m", "ansible.cli.playbook", "-i", str(inventory), str(playbook), *side.options]
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

    def measure(self, row: Row, repeats: int) -> str:
        """The row of the table, in Markdown."""
        sides = [row.ours, row.theirs]
        nothings = {repr(side): side for side in (_nothing(side) for side in sides if not side.threads)}
        wanted = [*sides, *nothings.values()]
        short = [side for side in wanted if len(self.costs.get(repr(side), ())) < repeats]
        for dummy in range(repeats if short else 0):
            for side in wanted:
                self.run(side)
        return self._cells(row)

    def _cells(self, row: Row) -> str:
        sides = (row.ours, row.theirs)
        if row.measure == "memory":
            values = [self._median(side, "megabytes") for side in sides]
            shown, ratios = [f"{value:.0f} MB" for value in values], [values[0] / values[1]]
        else:
            tasks = [self._median(side, "tasks") for side in sides]
            whole = [self._net(side, "seconds") for side in sides]
            shown = [f"{task:.3f} s ({all_:.3f} s)" for task, all_ in zip(tasks, whole, strict=True)]
            processor = [self._net(side, "cpu") for side in sides]
            ratios = [mine / other for mine, other in (tasks, whole, processor)]
            if row.theirs.threads:
                ratios[0] = ratios[1]
            if row.measure == "exponent":
                growth = math.log(row.ours.numbers / row.theirs.numbers)
                ratios = [math.log(ratio) / growth if ratio > 0 else math.nan for ratio in ratios]
        runs = len(self.costs[repr(row.ours)])
        shown_ratios = [f"{ratio:.3f}" for ratio in ratios] + [""] * (3 - len(ratios))
        verdict = ["yes", ""] if ratios[0] <= row.reach else ["no", row.rest]
        return (
            f"| {' | '.join([row.name, row.against, *shown, *shown_ratios, f'{row.reach:g}', str(runs), *verdict])} |"
        )

    def _net(self, side: Side, unit: str) -> float:
        """Without what Ansible takes for nothing; a script has nothing to take off."""
        return self._median(side, unit) - (0.0 if side.threads else self._median(_nothing(side), unit))

    def _median(self, side: Side, unit: str) -> float:
        return statistics.median(getattr(cost, unit) for cost in self.costs[repr(side)])


def _nothing(side: Side) -> Side:
    """The same variables, inventory and output, and no work."""
    return replace(side, tasks=tuple(plays.NOTHING), there=False)


def _chosen(row: Row, expression: str) -> bool:
    """Whether a row's name holds one of the words of "a or b"."""
    return any(word.strip() in row.name for word in re.split(r"\bor\b", expression))


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests/benchmark", description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("-k", "--rows", default="", metavar="TEXT", help='rows by words of their names: "JSON or loop"')
    parser.add_argument("--repeats", type=int, default=5, help="runs of each side (default: %(default)s)")
    parser.add_argument("--slow-repeats", type=int, default=1, help="runs of rows of minutes (default: %(default)s)")
    parser.add_argument("--orders", type=int, default=200, help="orders of the rows from files (default: %(default)s)")
    parser.add_argument("--quick", action="store_true", help="a run of each, 20 orders from files: does it work?")
    given = parser.parse_args()
    if given.quick:
        given.repeats, given.orders = 1, 20
    version = measure.core_version()
    print(
        f"ansible-core {version} on Python {sys.version.split()[0]}: tasks (whole process without Ansible's own part)\n"
    )
    head = ["work", "against", "ours", "theirs", "ratio", "whole", "CPU", "reach", "runs", "held", "rest"]
    print(f"| {' | '.join(head)} |\n{'| --- ' * len(head)}|", flush=True)
    with tempfile.TemporaryDirectory() as name, measure.simulator(Path(name), "validate=false") as url:
        bench = Bench(Path(name), url, count=given.orders)
        orders.write_files(Path(name), given.orders, 500)
        for row in rows.make_rows(given.orders):
            if _chosen(row, given.rows):
                print(bench.measure(row, given.slow_repeats if row.slow else given.repeats), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
