# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Real kills of a real ansible-playbook, on both ways, at each instant of its talk with the service."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml

from ansible_collections.sinch.porting.tests.simulator import Simulator

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "integration"))

from harness import WAYS, Player

OPTIONS = {
    "customer_order_reference": "killed",
    "desired_port_schedule": {"desired_port_date": "2027-03-02"},
    "end_user": {
        "name": "Harbor Bakery",
        "street_num": "12",
        "street_name": "Harbor",
        "city": "Springfield",
        "state": "IL",
        "zip_code": "62701",
    },
    "port_out_info": {"existing_port_out_pin": "planted-pin-33", "authorizing_name": "Ada Baker"},
    "voice_configuration": {"type": "EST", "trunk_id": "t"},
    "phone_numbers": [{"phone_number": "+12175230143"}],
    "timeout": 1,
}
TASKS = yaml.safe_dump([{"name": "Order", "sinch.porting.sinch_portin_order": OPTIONS}], sort_keys=False, width=1000)
# The operation during which the run is killed, and whether the service has done its part by then.
INSTANTS = [
    ("token", "hang_before"),
    ("getPortInOrders", "hang_before"),
    ("checkPortingAvailability", "hang_after"),
    ("orderPortIn", "hang_before"),
    ("orderPortIn", "hang_after"),
]
LAGS = [0, 2]


def kill_during(player: Player, simulator: Simulator, operation: str) -> None:
    """Starts the playbook and kills it and its children as soon as the service has the operation's request."""
    path = player.write_play(TASKS)
    process = subprocess.Popen(
        player.command("-i", str(player.folder / "inventory.yml"), str(path)),
        cwd=player.folder,
        env=player.environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while operation not in simulator.operations:
        assert process.poll() is None, "the run ended before it could be killed"
        assert time.monotonic() < deadline, f"the run never came to {operation}"
        time.sleep(0.005)
    for pid in [process.pid, *descendants(process.pid)]:
        os.kill(pid, signal.SIGKILL)
    process.wait()


def descendants(pid: int) -> list[int]:
    """The processes below one: a worker of ansible-core leaves the process group of its parent."""
    children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return [each for child in children for each in [child, *descendants(child)]]


@pytest.mark.parametrize("lag", LAGS)
@pytest.mark.parametrize(("operation", "fault"), INSTANTS)
@pytest.mark.parametrize("way", sorted(WAYS))
def test_a_killed_run_and_the_next_make_one_order(way, operation, fault, lag, tmp_path):
    with Simulator(list_lag_reads=lag) as simulator:
        player = Player(tmp_path, api_url=simulator.url, auth_url=simulator.auth_url, way=way)
        simulator.fault(fault, operation, seconds=4)
        kill_during(player, simulator, operation)
        simulator.clear_faults()
        run = player.play(TASKS)
        assert len(simulator.orders) == 1
        assert run.results["Order"]["order_id"] == simulator.orders[0].id
        assert "planted-pin-33" not in run.written
