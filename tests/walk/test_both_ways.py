# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The faults of the matrix at each write, through Ansible, as action plugin and as module.

Each runs on a host with its own service. The core is the same in both cases; these tests show that faults, waits and
marks work there too, with real clocks.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
import yaml

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "integration"))

from harness import WAYS, Player

from ansible_collections.sinch.porting.tests.simulator import Simulator
from ansible_collections.sinch.porting.tests.walk.test_matrix import (
    FAULTS,
    HONEST,
    SECRET,
    SWITCHES,
    WISHES,
    is_as_wished,
)

# Creation is tested with every fault. Updates and cancellations are settled by reading: lost responses are enough.
LOST = ("500 after", "reset after", "garbled")
CASES = [("create", fault) for fault in FAULTS] + [(name, fault) for name in ("update", "cancel") for fault in LOST]
QUICK = {"timeout": 1, "retries": 3, "wait_interval": 0.1}

MODULE = "sinch.porting.sinch_portin_order"
RUNS = ("First", "Second", "Third")
TASKS = [
    {"name": "Before", MODULE: {}, "args": "{{ before }}", "when": "before is defined"},
    *(
        {"name": name, MODULE: {}, "args": "{{ wish }}", "ignore_errors": True, "register": name.lower()}
        for name in RUNS
    ),
    {
        "name": "Judge",
        "ansible.builtin.assert": {
            "that": [
                f"first is success or first.failure.kind in {sorted(HONEST)}",
                "second is success",
                "third is success and third is not changed",
            ],
            "fail_msg": "{{ [first, second, third] | map(attribute='msg', default='') }}",
            "quiet": True,
        },
    },
]


@pytest.mark.parametrize("way", sorted(WAYS))
def test_a_fault_at_a_write_is_survived(way: str, tmp_path: Path) -> None:
    with ExitStack() as stack:
        services = {}
        hosts = {}
        for index, (name, fault) in enumerate(CASES):
            service = stack.enter_context(Simulator())
            service.settings.update(SWITCHES[index % len(SWITCHES)])
            wish, before, operations = WISHES[name]
            kind, details = FAULTS[fault]
            waits = {"retry_after": 1} if "retry_after" in details else {}
            service.fault(kind, operations[-1], **{**details, **waits})
            address = {"api_url": service.url, "auth_url": service.auth_url, **QUICK}
            host = f"{name} {fault}".replace(" ", "-")
            services[host] = service, wish
            hosts[host] = {"wish": {**wish, **address}, **({"before": {**before, **address}} if before else {})}
        player = Player(tmp_path, api_url="http://127.0.0.1:9", auth_url="http://127.0.0.1:9", way=way)
        inventory = tmp_path / "inventory.yml"
        variables = {"ansible_connection": WAYS[way], "ansible_python_interpreter": sys.executable}
        inventory.write_text(yaml.safe_dump({"all": {"hosts": hosts, "vars": variables}}, width=1000))
        play = [{"name": "Faults", "hosts": "all", "gather_facts": False, "strategy": "free", "tasks": TASKS}]
        (tmp_path / "play.yml").write_text(yaml.safe_dump(play, width=1000, sort_keys=False))
        run = player.run(["-i", str(inventory), str(tmp_path / "play.yml"), "--forks", "8"])
        assert run.output.count("ok=") == len(CASES)
        wrong = [host for host, (service, wish) in services.items() if not is_as_wished(service, wish)]
        assert wrong == []
        assert SECRET not in run.written
