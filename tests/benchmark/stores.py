# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the cost of a state store per order: none, the user's directory, a shared one, PostgreSQL on loopback.

    make benchmark K=store

Runs in the environment of the store's tests, which has PostgreSQL. The stores take turns. In a loop one worker process
creates all orders; with hosts each has its own worker. The difference from a run without marks is the cost of the
store, but other work disturbs it. So the store operations of an order are also timed alone, in this process.
Connections are sessions that the database has counted: one for each worker, and one for the probe with two sessions
that a machine makes once a day.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from importlib import metadata
from pathlib import Path
from typing import Any

import measure
import orders
import plays

sys.path.insert(0, str(measure.ROOT / "tests" / "store"))

from postgresql import Postgresql

from ansible_collections.sinch.porting.plugins.module_utils._base import postgresql_store
from ansible_collections.sinch.porting.plugins.module_utils._base.clock import Clock
from ansible_collections.sinch.porting.plugins.module_utils._order.journal import WriteLock, open_journal

# Milliseconds that a store may add to an order.
GOAL = 10.0
WAYS = ("no marks", "own directory", "shared directory", "PostgreSQL")
FORKS = 5


def environ_of(way: str, folder: Path, server: Postgresql) -> dict[str, str]:
    """The environment of a run. The marks of earlier runs are removed."""
    volume, home = folder / "volume", folder / ".ansible"
    for each in (volume, home):
        shutil.rmtree(each, ignore_errors=True)
    volume.mkdir()
    server.empty()
    if way == "no marks":
        # A path below a file, where nothing can be stored.
        (home / "tmp").mkdir(parents=True)
        (home / "sinch_porting").write_text("")
    stores = {"shared directory": str(volume), "PostgreSQL": server.url}
    return {"SINCH_PORTING_STATE_STORE": stores[way]} if way in stores else {}


def tasks_of(count: int, *, hosts: bool) -> list[plays.Task]:
    if not hosts:
        return plays.ours_looped(count)
    (task,) = plays.ours_looped(count)
    del task["loop"]
    return [{**task, "vars": {"item": "{{ inventory_hostname }}"}}]


def run(folder: Path, url: str, server: Postgresql, way: str, count: int, *, hosts: bool) -> tuple[float, int]:
    """Return the milliseconds per order, and the sessions that the database has counted during the run."""
    measure.control(url, "reset", method="POST")
    token = measure.control(url, "tokens", method="POST")["access_token"]
    environ = {
        **os.environ,
        **environ_of(way, folder, server),
        "HOME": str(folder),
        "ANSIBLE_HOME": str(folder / ".ansible"),
        "ANSIBLE_CALLBACK_PLUGINS": str(Path(__file__).resolve().parent / "callback_plugins"),
        "ANSIBLE_CALLBACKS_ENABLED": "task_seconds",
        "ANSIBLE_LOCALHOST_WARNING": "false",
        "SINCH_PROJECT_ID": orders.PROJECT,
        "SINCH_ACCESS_TOKEN": token,
        "SINCH_PORTING_API_URL": url,
        "NO_PROXY": "127.0.0.1",
    }
    playbook = plays.write(folder / "play.yml", tasks_of(count, hosts=hosts))
    inventory = plays.write_inventory(
        folder / "inventory.yml", count if hosts else 1, connection="local", python=sys.executable
    )
    orders.write_variables(folder, 1)
    before = sessions(server)
    command = [sys.executable, "-m", "ansible.cli.playbook", "-i", str(inventory), str(playbook)]
    command += ["--forks", str(FORKS), "-e", f"@{folder / 'ours.json'}"]
    cost = measure.run(command, folder=folder, environ=environ)
    made = measure.control(url, "state")["count"]
    if made != count:
        raise SystemExit(f"{made} orders were made instead of {count}.")
    return 1000 * cost.tasks / count, sessions(server) - before


def alone(way: str, folder: Path, server: Postgresql, count: int) -> float:
    """Return the milliseconds of one order's store operations: locks, marks, outcome, and release of the locks."""
    name = environ_of(way, folder, server).get("SINCH_PORTING_STATE_STORE")
    home = folder / ".ansible" / "sinch_porting"
    times = []
    for number in range(count):
        begun = time.perf_counter()
        journal = open_journal(name, home=home, required=False, check_mode=False, clock=Clock(), say=str)
        with WriteLock("reference", str(number), also=[("numbers", str(number))], journal=journal, patience=1) as lock:
            lock.marks()
            lock.mark()
            lock.settle(number)
        times.append(1000 * (time.perf_counter() - begun))
    postgresql_store.close_all()
    return statistics.median(times)


def sessions(server: Postgresql) -> int:
    """The number of past and current sessions of the database, without this one."""
    server.execute("SELECT pg_stat_force_next_flush()")
    ((count,),) = server.execute("SELECT sessions FROM pg_stat_database WHERE datname = current_database()")
    return int(count)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--orders", type=int, default=50, help="orders of a run (default: %(default)s)")
    given = parser.parse_args()
    print(f"State stores, {given.orders} orders of 1 number on ansible-core {metadata.version('ansible-core')}\n")
    head = ("store", "alone", "an order of a loop", "more", "an order of a host", "more", "connections", "runs", "held")
    print(f"| {' | '.join(head)} |\n{'| --- ' * len(head)}|", flush=True)
    costs: dict[tuple[str, bool], list[tuple[float, int]]] = {}
    with tempfile.TemporaryDirectory() as name, Postgresql(safe=True) as server:
        folder = Path(name)
        own = {way: alone(way, folder, server, 4 * given.orders) for way in WAYS}
        with measure.simulator(folder, "validate=false") as url:
            for dummy in range(given.repeats):
                for hosts in (False, True):
                    for way in WAYS:
                        cost = run(folder, url, server, way, given.orders, hosts=hosts)
                        costs.setdefault((way, hosts), []).append(cost)
    for way in WAYS:
        cells: list[Any] = [way, f"{own[way]:.2f} ms"]
        for hosts in (False, True):
            median, least = (statistics.median(cost for cost, dummy in costs[each, hosts]) for each in (way, WAYS[0]))
            cells += [f"{median:.1f} ms", f"{median - least:+.1f} ms" if way != WAYS[0] else ""]
        counted = [max(count for dummy, count in costs[way, hosts]) for hosts in (False, True)]
        cells += [f"{counted[0]}, {counted[1]}" if way == WAYS[-1] else "", given.repeats]
        cells += ["yes" if own[way] <= GOAL else "**no**"]
        print(f"| {' | '.join(map(str, cells))} |", flush=True)
    print(f"\nHeld: an order asks at most {GOAL:g} ms of its store. Connections: of the loop, of the hosts.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
