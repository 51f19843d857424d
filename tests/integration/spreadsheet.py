# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A person with a spreadsheet, its variables, and the playbooks."""

from __future__ import annotations

import csv
import datetime
import json
from pathlib import Path
from typing import Any

import yaml
from harness import ROOT, Player

WRITES = {"orderPortIn", "updatePortInOrder", "deleteOrder", "activatePortInOrder"}
TEMPLATE = ROOT / "playbooks" / "files" / "port_in_template.csv"
PINS = [f"pin7361{index:02}" for index in range(10)]
ROW = {
    "name": "Harbor Bakery",
    "street_num": "12",
    "street": "Harbor",
    "street_type": "Road",
    "city": "Springfield",
    "state": "IL",
    "zip": "62701",
    "authorized_by": "Ada Baker",
    "voice_type": "EST",
    "trunk": "01EXAMPLETRUNKID",
}
CARRIERS = {"+1217": "Verizon", "+1312": "Lumen", "+1773": "Bandwidth"}


def port_date() -> str:
    """A Tuesday about two months from now."""
    day = datetime.date.today() + datetime.timedelta(days=60)
    return (day + datetime.timedelta(days=(1 - day.weekday()) % 7)).isoformat()


def a_row(index: int, **cells: str) -> dict[str, str]:
    area = ("217", "312", "773")[index % 3]
    return {**ROW, "number": f"+1{area}523{index:04}", "pin": PINS[index], **cells}


def on_demand_order(reference: str, numbers: list[str], date: str, *, pin: str = "") -> dict[str, Any]:
    """An order with on-demand activation, with the API's names, for the simulator."""
    each = {
        "endUser": {
            "name": "Harbor Bakery", "streetNum": "12", "streetName": "Harbor", "city": "Springfield",
            "state": "IL", "zipCode": "62701",
        },
        "portOutInfo": {"authorizingName": "Ada Baker", **({"existingPortOutPin": pin} if pin else {})},
        "voiceConfiguration": {"type": "EST", "trunkId": "01EXAMPLETRUNKID"},
    }  # fmt: skip
    return {
        "customerOrderReference": reference,
        "desiredPortSchedule": {"desiredPortDate": date},
        "onDemandActivation": True,
        "phoneNumbers": [{"phoneNumber": number, **each} for number in numbers],
    }


def write_rows(path: Path, rows: list[dict[str, str]]) -> None:
    with TEMPLATE.open(newline="", encoding="utf-8-sig") as stream:
        header = next(csv.reader(stream))
    path.parent.mkdir(exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, header)
        writer.writeheader()
        writer.writerows(rows)


class Desk:
    """A person with a spreadsheet, its variables, and the playbooks."""

    def __init__(self, player: Player, simulator) -> None:
        self.player = player
        self.simulator = simulator
        simulator.settings.carriers = CARRIERS
        self.sheet = player.folder / "given" / "hq.csv"
        self.variables = {
            "port_in_numbers_file": "given/hq.csv",
            "port_in_reference": "hq",
            "port_in_desired_port_date": port_date(),
        }

    def fill(self, rows: list[dict[str, str]]) -> None:
        write_rows(self.sheet, rows)

    def arguments(self, playbook: str, *arguments: str, **variables) -> list[str]:
        path = self.player.folder / "given" / "vars.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(yaml.safe_dump({**self.variables, **variables}))
        return [f"sinch.porting.{playbook}", "-e", f"@{path}", *arguments]

    def play(self, playbook: str, *arguments: str, expect: int = 0, **variables):
        self.simulator.clear_requests()
        run = self.player.run(self.arguments(playbook, *arguments, **variables), expect=expect)
        assert_no_pin(run)
        return run

    @property
    def writes(self) -> list[str]:
        return [request.operation for request in self.simulator.requests if request.operation in WRITES]

    @property
    def references(self) -> list[str]:
        return sorted(order.reference for order in self.simulator.orders)

    def numbers(self) -> list[str]:
        return sorted(number.phone_number for order in self.simulator.orders for number in order.numbers)


def result(run, task: str):
    return run.results[f"sinch.porting.port_in : {task}"]


def assert_no_pin(run) -> None:
    """Assert that no PIN is in anything that the run has written, or in any result that a callback saw."""
    everything = run.written + json.dumps(run.results)
    assert [pin for pin in PINS if pin in everything] == []
