# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The script in the benchmark sends exactly the same requests as the tasks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._run import run
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_order import TASK
from ansible_collections.sinch.porting.tests.simulator import Simulator
from ansible_collections.sinch.porting.tests.unit.loading import load

BENCHMARK = Path(__file__).resolve().parents[1] / "benchmark"
ORDERS = 12


def requests_of(simulator: Simulator) -> list[list[tuple[Any, ...]]]:
    """The requests for each order in sequence; those that search for one order's numbers may be in any sequence."""
    batches: list[list[tuple[Any, ...]]] = [[]]
    for record in simulator.requests:
        numbers = [entry if isinstance(entry, str) else entry["phoneNumber"] for entry in _numbers(record.body)]
        batches[-1].append((record.method, record.path, sorted(record.query.items()), numbers))
        if record.operation == "orderPortIn":
            batches.append([])
    return [sorted(batch) for batch in batches]


def _numbers(body: Any) -> list[Any]:
    return list((body or {}).get("phoneNumbers", ()))


@pytest.mark.parametrize("count", [9, 30])
def test_the_script_sends_what_the_task_sends(count: int, tmp_path: Path) -> None:
    """For its first orders there are few open ones, which are read, and for its last ones many."""
    script = load("tests/benchmark/script.py")
    load("tests/benchmark/orders.py").write_files(tmp_path, ORDERS, count)
    paths = [tmp_path / f"order-{index}.json" for index in range(ORDERS)]
    with Simulator(validate=False) as simulator:
        connection = {"project_id": "project-1", "access_token": simulator.issue_token(), "api_url": simulator.url}
        for path in paths:
            arguments = {**json.loads(path.read_text()), **connection}
            result = run.run(
                TASK, arguments, check_mode=False, diff=False, environ={}, say=print, directory=tmp_path / "marks"
            )
            assert result["changed"], result
        ours = requests_of(simulator)
        simulator.reset()
        for path in paths:
            script.send(simulator.url, connection["access_token"], path, everything=True)
        assert requests_of(simulator) == ours
        assert len(ours) == ORDERS + 1
