# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills of a real ansible-playbook, as action plugin and as module, at each request to the service."""

from __future__ import annotations

import datetime
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
# The operation during which the run is killed, and whether the service has completed it by then.
INSTANTS = [
    ("token", "hang_before"),
    ("getPortInOrders", "hang_before"),
    ("checkPortingAvailability", "hang_after"),
    ("orderPortIn", "hang_before"),
    ("orderPortIn", "hang_after"),
]
LAGS = [0, 2]


def kill_during(player: Player, simulator: Simulator, operation: str, *arguments: str, count: int = 1) -> None:
    """Starts the playbook, and kills it and its children when the service has received the operation's request.

    ``arguments`` are for another playbook. ``count`` is the number of such requests before the kill.
    """
    arguments = arguments or (str(player.write_play(TASKS)), "-i", str(player.folder / "inventory.yml"))
    process = subprocess.Popen(
        player.command(*arguments),
        cwd=player.folder,
        env=player.environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while simulator.operations.count(operation) < count:
        assert process.poll() is None, "the run ended before it could be killed"
        assert time.monotonic() < deadline, f"the run never came to {operation}"
        time.sleep(0.005)
    for pid in [process.pid, *descendants(process.pid)]:
        os.kill(pid, signal.SIGKILL)
    process.wait()


def descendants(pid: int) -> list[int]:
    """All descendants of a process. Workers of ansible-core leave the process group of their parent."""
    children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return [each for child in children for each in [child, *descendants(child)]]


@pytest.mark.parametrize("lag", LAGS)
@pytest.mark.parametrize(("operation", "fault"), INSTANTS)
@pytest.mark.parametrize("way", sorted(WAYS))
def test_a_killed_run_and_the_next_create_one_order(way, operation, fault, lag, tmp_path):
    with Simulator(list_lag_reads=lag) as simulator:
        player = Player(tmp_path, api_url=simulator.url, auth_url=simulator.auth_url, way=way)
        simulator.fault(fault, operation, seconds=4)
        kill_during(player, simulator, operation)
        simulator.clear_faults()
        run = player.play(TASKS)
        assert len(simulator.orders) == 1
        assert run.results["Order"]["order_id"] == simulator.orders[0].id
        assert "planted-pin-33" not in run.written


# The activation request at which a run is killed, and whether the service has completed it by then.
NIGHT_ENDS = [
    ("activatePortIn", 1, "hang_before"),
    ("activatePortIn", 1, "hang_after"),
    ("activatePortIn", 2, "hang_after"),
    ("getOrderDetails", 4, "hang_after"),
]


@pytest.mark.parametrize(("operation", "count", "fault"), NIGHT_ENDS)
def test_an_activation_that_was_killed_can_be_continued(operation, count, fault, tmp_path):
    """The role activates two orders in two waves. Each goes live once, after the checks of the previous one."""
    with Simulator(activation_delay=1, activation_again="refuse", edition="later") as simulator:
        player = Player(tmp_path, api_url=simulator.url, auth_url=simulator.auth_url)
        today = datetime.datetime.now(tz=datetime.timezone.utc).date().isoformat()
        for index in (1, 2):
            numbers = [{"phoneNumber": f"+1217523014{index}", "endUser": {}, "portOutInfo": {}}]
            order = simulator.create(
                {
                    "customerOrderReference": f"night-00{index}",
                    "desiredPortSchedule": {"desiredPortDate": today},
                    "onDemandActivation": True,
                    "phoneNumbers": numbers,
                }
            )
            simulator.confirm(order.id, foc_date=today)
        checks = tmp_path / "checks.yml"
        checks.write_text(
            "- name: Note the numbers\n"
            "  ansible.builtin.shell: \"echo {{ port_in_activated_numbers | join(' ') }} >> checked.txt\"\n"
            f"  args: {{chdir: {tmp_path}}}\n"
        )
        variables = {
            "port_in_reference": "night",
            "port_in_activation_first": "smallest",
            "port_in_activation_checks": str(checks),
            "port_in_activation_timeout": 20,
        }
        play = {
            "name": "Go live",
            "hosts": "localhost",
            "gather_facts": False,
            # A run searches ten times as long for what a killed run has sent.
            "module_defaults": {"group/sinch.porting.porting": {"timeout": 1}},
            "vars": variables,
            "tasks": [{"ansible.builtin.import_role": {"name": "sinch.porting.port_in", "tasks_from": "activate"}}],
        }
        (tmp_path / "night.yml").write_text(yaml.safe_dump([play]))
        arguments = [str(tmp_path / "night.yml")]
        simulator.clear_requests()
        simulator.fault(fault, operation, skip=count - 1, seconds=4)
        kill_during(player, simulator, operation, *arguments, count=count)
        simulator.clear_faults()
        sent = [request.path for request in simulator.requests if request.operation == "activatePortIn"]
        if fault == "hang_before":
            sent.pop()
        simulator.clear_requests()
        player.run(arguments)
        sent += [request.path for request in simulator.requests if request.operation == "activatePortIn"]
        assert len(sent) == len(set(sent)) == 2
        assert {number.status for order in simulator.orders for number in order.numbers} == {"ACTIVATED"}
        checked = (tmp_path / "checked.txt").read_text().splitlines()
        assert list(dict.fromkeys(checked)) == ["+12175230141", "+12175230142"]
