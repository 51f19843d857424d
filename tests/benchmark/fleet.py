# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the time and memory of creating the orders of fleets from CSV files, against the simulator.

    python tests/benchmark/fleet.py 1000 10000 100000
    python tests/benchmark/fleet.py --distance

Each step is a run of the playbook sinch.porting.port_in with its tag. Prints a Markdown table of the steps, or with
--distance the first table of docs/performance.md: whole runs with a service nearby and with one 100 ms away.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from measure import control, simulator

# An area code for each of twelve losing carriers.
CARRIERS = {
    f"+1{area}": f"Carrier {index + 1}"
    for index, area in enumerate(("217", "312", "415", "512", "602", "614", "704", "713", "801", "813", "916", "919"))
}
# One pair of last digits in a hundred: 1 % of the numbers.
UNPORTABLE = {"00": "The number is not in service."}
SETTINGS = (f"carriers={json.dumps(CARRIERS)}", f"unportable={json.dumps(UNPORTABLE)}")

# Nothing is listening there.
NOWHERE = "http://127.0.0.1:9"

WRITES = ("orderPortIn", "updatePortInOrder", "deleteOrder")
FORKS = 4
# Latency of the service in seconds, for the two distances of --distance.
LATENCIES = (0.0, 0.1)
FIRST, SECOND = ("lint", "plan", "create"), "second run"
STEPS = {**{step: step for step in FIRST}, SECOND: ",".join(FIRST)}
SUMS = ("first run", "its processor time", "that of the second", "largest process")
COLUMNS = (
    "phone_number",
    "end_user.name",
    "end_user.street_num",
    "end_user.street_name",
    "end_user.street_type",
    "end_user.city",
    "end_user.state",
    "end_user.zip_code",
    "port_out_info.authorizing_name",
    "port_out_info.account_num",
    "port_out_info.existing_port_out_pin",
    "voice_configuration.type",
    "voice_configuration.trunk_id",
)

RECORD_COLUMNS = (
    *("name", "address", "city", "state", "zip"),
    *("authorized_names", "account_number", "phone_numbers"),
)


@dataclass(frozen=True)
class Cost:
    """The time of a run in seconds, the processor time of all its processes, and the memory of the largest in MB."""

    seconds: float
    processor: float
    megabytes: float


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("counts", nargs="*", type=int, default=[1000, 10_000, 100_000], metavar="COUNT")
    parser.add_argument("--forks", type=int, default=FORKS)
    parser.add_argument("--verbose", action="store_true", help="show what the runs print")
    parser.add_argument("--distance", action="store_true", help="whole runs, near and far, instead of steps")
    given = parser.parse_args()
    if given.distance:
        _show_distances(given)
        return 0
    print("| " + " | ".join(("numbers", "orders", *STEPS, *SUMS)) + " |")
    print("| --- " * (2 + len(STEPS) + len(SUMS)) + "|", flush=True)
    for count in given.counts:
        with tempfile.TemporaryDirectory() as folder, simulator(Path(folder), *SETTINGS) as url:
            cost = measure(count, Path(folder), url, forks=given.forks, verbose=given.verbose)
            print(_row(count, cost), flush=True)
    return 0


@dataclass(frozen=True)
class FleetCost:
    """The cost of each step, and the number of orders."""

    orders: int
    steps: dict[str, Cost]

    @property
    def sums(self) -> dict[str, Cost]:
        """The costs of the first run, which consists of three steps, and of the second."""
        return {"first run": self._sum(FIRST), SECOND: self._sum((SECOND,))}

    @property
    def megabytes(self) -> float:
        return max(cost.megabytes for cost in self.steps.values())

    def _sum(self, names: tuple[str, ...]) -> Cost:
        costs = [self.steps[name] for name in names]
        return Cost(sum(cost.seconds for cost in costs), sum(cost.processor for cost in costs), self.megabytes)


def measure(
    count: int, folder: Path, url: str, *, forks: int = FORKS, verbose: bool = False, python: str = sys.executable
) -> FleetCost:
    """Measure a fleet of this size. Raises SystemExit if a run failed, or wrote when nothing had changed."""
    write_fleet(folder / "fleet.csv", count)
    costs = {}
    for step, tags in STEPS.items():
        control(url, "requests", method="DELETE")
        costs[step] = play(folder, url, tags, forks=forks, verbose=verbose, python=python)
        if step != "create":
            refuse_writes(step, control(url, "requests"))
    return FleetCost(control(url, "state")["count"], costs)


def measure_lint(count: int, folder: Path, *, records: bool, python: str = sys.executable) -> Cost:
    """Measure a lint, which needs no service. Raises SystemExit if it failed, or found a difference."""
    write_fleet(folder / "fleet.csv", count)
    if records:
        write_records(folder / "records.csv", count)
    cost = play(folder, NOWHERE, "lint", forks=1, verbose=False, python=python, records=records)
    if "[record-" in (folder / "output.txt").read_text():
        raise SystemExit("The lint has found differences from records that agree.")
    return cost


def _show_distances(given: argparse.Namespace) -> None:
    head = ["numbers", "orders", "first run, service near", "100 ms away", "again, near", "100 ms away", "memory"]
    print(f"| {' | '.join(head)} |\n{'| --- ' * len(head)}|", flush=True)
    for count in given.counts:
        cells = []
        for latency in LATENCIES:
            settings = (*SETTINGS, f"latency={latency:g}")
            with tempfile.TemporaryDirectory() as folder, simulator(Path(folder), *settings) as url:
                cost = measure(count, Path(folder), url, forks=given.forks, verbose=given.verbose)
            cells.append([_minutes(sums.seconds) for sums in cost.sums.values()])
        times = [cell for pair in zip(*cells, strict=True) for cell in pair]
        print(f"| {' | '.join([f'{count:,}', str(cost.orders), *times, f'{cost.megabytes:.0f} MB'])} |", flush=True)


def _minutes(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.1f} min"


def _row(count: int, cost: FleetCost) -> str:
    sums = cost.sums
    cells = [f"{count:,}", str(cost.orders)]
    cells += [f"{step.seconds:.1f} s" for step in cost.steps.values()]
    cells += [f"{sums['first run'].seconds:.1f} s"]
    cells += [f"{each.processor:.1f} s" for each in sums.values()]
    cells += [f"{cost.megabytes:.0f} MB"]
    return "| " + " | ".join(cells) + " |"


def write_fleet(path: Path, count: int) -> None:
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        writer.writerows(rows(count))


def rows(count: int) -> Iterator[tuple[str, ...]]:
    """Rows of numbers, spread evenly over the carriers. Every 40 are one site with its own address and PIN."""
    areas = list(CARRIERS)
    for index in range(count):
        place, area = divmod(index, len(areas))
        site = place // 40
        yield (
            f"{areas[area]}{200 + place // 10_000 + 20}{place % 10_000:04}",
            f"Site {area + 1}-{site}",
            str(site + 1),
            "Harbor",
            "Road",
            "Springfield",
            "IL",
            "62701",
            "Ada Baker",
            f"{7_000_000 + area}",
            f"{100_000 + site}",
            "EST",
            "01EXAMPLETRUNKID",
        )


def write_records(path: Path, count: int) -> None:
    """Write the carriers' records: a row for each site, equal to the order."""
    sites: dict[str, tuple[tuple[str, ...], list[str]]] = {}
    for row in rows(count):
        sites.setdefault(row[1], (row, []))[1].append(row[0])
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(RECORD_COLUMNS)
        for row, numbers in sites.values():
            writer.writerow((row[1], " ".join(row[2:5]), *row[5:10], ";".join(numbers)))


def play(folder: Path, url: str, tags: str, *, forks: int, verbose: bool, python: str, records: bool = False) -> Cost:
    command = [python, "-m", "ansible.cli.playbook", "sinch.porting.port_in", "--tags", tags]
    command += ["--forks", str(forks), "-e", "@" + str(write_variables(folder, records=records))]
    environ = {
        **os.environ,
        "HOME": str(folder),
        "ANSIBLE_HOME": str(folder / ".ansible"),
        "SINCH_PROJECT_ID": "project-1",
        "SINCH_KEY_ID": "key-1",
        "SINCH_KEY_SECRET": "secret-1",
        "SINCH_PORTING_API_URL": url,
        "SINCH_AUTH_URL": f"{url}/oauth2/token",
        "ANSIBLE_LOCALHOST_WARNING": "false",
        "NO_PROXY": "127.0.0.1",
    }
    started = time.monotonic()
    with (folder / "output.txt").open("w+") as output:
        process = subprocess.Popen(
            command, cwd=folder, env=environ, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        )
        # The resource usage of a process that was waited for includes the largest of the children that it waited for.
        dummy, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - started
        output.seek(0)
        text = output.read()
    if verbose or process.returncode:
        print(text, file=sys.stderr)
    if process.returncode:
        raise SystemExit(f"The run of {tags} ended with {process.returncode}.")
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def write_variables(folder: Path, *, records: bool = False) -> Path:
    path = folder / "variables.json"
    variables = {
        **({"port_in_records": "records.csv"} if records else {}),
        "port_in_numbers_file": "fleet.csv",
        "port_in_reference": "fleet",
        "port_in_desired_port_date": time.strftime("%Y-%m-%d", time.gmtime(time.time() + 30 * 86400)),
    }
    path.write_text(json.dumps(variables))
    return path


def refuse_writes(step: str, requests: list[dict[str, Any]]) -> None:
    """Raises SystemExit if a run wrote although nothing had changed."""
    writes = [entry["operation"] for entry in requests if entry["operation"] in WRITES]
    if writes:
        raise SystemExit(f"The step {step} has written: {writes[:5]}")


if __name__ == "__main__":
    sys.exit(main())
