# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every example in ansible-doc, run unchanged, and every key of its result.

One play runs all of them, those of each module in a project of its own. Only what depends on time and place is
replaced: dates that would pass some day, ids of orders, and absolute paths.
"""

from __future__ import annotations

import importlib
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from documented import (
    COLLECTION,
    FILTERS,
    ISO_DATE,
    MODULES,
    documentation,
    examples,
    in_future,
    stale_samples,
    undocumented,
    unexplained,
    without_sample,
)
from example_cases import (
    BEFORE,
    CASES,
    FIRST_ID,
    HEADQUARTERS,
    PIN,
    TODAY,
    VARIABLES,
    Case,
    prepare_simulator,
    write_files,
)
from harness import Player, Run

from ansible_collections.sinch.porting.plugins.module_utils._run.run import refuse
from ansible_collections.sinch.porting.tests.simulator import Simulator

PLUGINS = [("module", name) for name in MODULES] + [("filter", name) for name in FILTERS]
# The order's examples run both in Ansible's process and as a module.
RUNS = [("action", *plugin) for plugin in PLUGINS] + [("module", "module", "sinch_portin_order")]
# Keys that Ansible itself adds to results, besides those with a leading underscore.
OF_ANSIBLE = {"changed", "failed", "msg", "warnings", "deprecations", "exception", "item", "ansible_loop_var"}


def title(name: str, task: Mapping[str, Any]) -> str:
    return f"{name}: {task['name']}"


def settle(value: Any, folder: Path, ids: list[int]) -> Any:
    """Adapt an example to the time and place of this test."""
    if isinstance(value, dict):
        return {name: settle(part, folder, ids) for name, part in value.items()}
    if isinstance(value, list):
        return [settle(part, folder, ids) for part in value]
    if isinstance(value, int) and 0 <= value - FIRST_ID < len(ids):
        return ids[value - FIRST_ID]
    if isinstance(value, str) and ISO_DATE.fullmatch(value):
        return in_future(value, TODAY)
    return f"{folder}{value}" if isinstance(value, str) and value.startswith("/") else value


def prepared(kind: str, name: str, folder: Path, ids: Mapping[str, list[int]]) -> Iterator[dict[str, Any]]:
    """The examples of a module or filter as tasks of a play."""
    for task in [*BEFORE.get(name, ()), *examples(kind, name)]:
        case = CASES[name].get(task["name"], Case("unknown"))
        project = case.project or name
        ready = settle(task, folder, ids.get(project, []))
        for action in (key for key in ready if key.startswith(COLLECTION)):
            ready[action] = {**(ready[action] or {}), **case.options}
        defaults = {f"group/{COLLECTION}.porting": {"project_id": project}}
        yield {**ready, "name": title(name, task), "module_defaults": defaults}


@contextmanager
def a_carrier_that_confirms(simulator: Simulator, reference: str) -> Iterator[None]:
    """Confirms the order with a reference after a waiting task has read it a few times."""
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(0.05):
            for order in (order for order in simulator.orders if order.reference == reference):
                reads = [one for one in simulator.requests if one.path.endswith(f"/{order.id}") and one.method == "GET"]
                if order.status == "PENDING" and len(reads) > 2:
                    simulator.confirm(order.id)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Run]:
    """A function that runs all examples once, as action plugin or module, and returns the run."""

    @cache
    def play(way: str) -> Run:
        folder = tmp_path_factory.mktemp(way)
        write_files(folder)
        with Simulator() as simulator, a_carrier_that_confirms(simulator, HEADQUARTERS["customer_order_reference"]):
            ids = prepare_simulator(simulator)
            player = Player(folder, api_url=simulator.url, auth_url=simulator.auth_url, way=way)
            plugins = [(kind, name) for chosen, kind, name in RUNS if chosen == way]
            tasks = [task for kind, name in plugins for task in prepared(kind, name, folder, ids)]
            return player.play(
                yaml.safe_dump(tasks, sort_keys=False, width=1000),
                extra_vars=VARIABLES,
                env={"BAKERY_PIN": PIN},
                arguments=("--vault-password-file", str(folder / "password")),
                ignore_errors=True,
                expect=None,
            )

    return play


@pytest.mark.parametrize("way", ["action", "module"])
def test_the_play_of_all_examples_succeeds(played, way):
    run = played(way)
    assert run.returncode == 0, run.output
    assert "Traceback" not in run.output


@pytest.mark.parametrize(("way", "kind", "name"), RUNS)
def test_each_example_has_the_outcome_that_its_name_describes(played, way, kind, name):
    run = played(way)
    ended = {}
    for task in examples(kind, name):
        result, status = run.results[title(name, task)], run.statuses[title(name, task)]
        shown = {member: result.get(member) for member in CASES[name][task["name"]].shows}
        ended[task["name"]] = ("changed" if status == "ok" and result["changed"] else status, shown)
    assert ended == {task: (case.status, dict(case.shows)) for task, case in CASES[name].items()}


def returned_by(run: Run, name: str) -> list[dict[str, Any]]:
    """All results of a module in a run; for a loop the result of each item."""
    of_module = [
        (run.results[title(plugin, task)], task)
        for kind, plugin in PLUGINS
        for task in examples(kind, plugin)
        if f"{COLLECTION}.{name}" in task and title(plugin, task) in run.results
    ]
    results = [item for result, task in of_module for item in (result["results"] if "loop" in task else [result])]
    return [without_ansible(result) for result in results]


def without_ansible(result: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in result.items() if key not in OF_ANSIBLE and not key.startswith("_")}


@pytest.mark.parametrize(("way", "name"), [(way, name) for way, kind, name in RUNS if kind == "module"])
def test_returned_keys_are_documented(played, way, name):
    returned = documentation("module")[name]["return"]
    results = returned_by(played(way), name)
    assert results
    assert [line for result in results for line in undocumented(result, returned)] == []
    assert stale_samples(results, returned) == []


@pytest.mark.parametrize("name", MODULES)
def test_every_option_and_every_returned_key_is_explained(name):
    known = documentation("module")[name]
    assert unexplained(known["doc"]["options"]) == []
    assert without_sample(known["return"]) == []


@pytest.mark.parametrize("name", MODULES)
def test_keys_of_a_failed_task_are_documented(name):
    task = importlib.import_module(f"ansible_collections.{COLLECTION}.plugins.action.{name}").ActionModule.task
    returned = documentation("module")[name]["return"]
    assert undocumented(without_ansible(refuse(task, "The input is wrong.")), returned) == []
    answered = {"status", "code", "field_violations", "method", "path", "request_id"} if task.service else set()
    assert {"kind", *answered} <= set(returned["failure"]["contains"])
