# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Going live in waves: what is live is checked before anything else goes live, whatever happens in between."""

from __future__ import annotations

import datetime
import json

import pytest
from spreadsheet import Desk

PIN = "planted-pin-5520"
# Groups by carrier: two orders of one carrier, one of another, with 2, 3 and 1 numbers.
ORDERS = {"hq-001": ["+1217"] * 2, "hq-002": ["+1217"] * 3, "hq-003": ["+1312"]}
VERIZON_1, VERIZON_2, LUMEN = "hq-001/GW Verizon Grp1", "hq-002/GW Verizon Grp1", "hq-003/GW Lumen Grp1"
CHECKS = """
- name: Note the numbers
  ansible.builtin.lineinfile:
    path: "{{ playbook_dir if false else lookup('ansible.builtin.env', 'CALLS') }}"
    line: "{{ port_in_activated_numbers | sort | join(' ') }}"
    create: true
    insertafter: EOF
    regexp: "$^"
- name: Place a test call
  ansible.builtin.command: "test ! -e {{ lookup('ansible.builtin.env', 'CALLS') }}.broken"
  changed_when: false
"""


class Night:
    """The night of a move: on-demand orders that are confirmed for today, and checks that note whom they called."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.simulator = desk.simulator
        self.simulator.settings.update({"activation_delay": 0.2})
        self.given = desk.player.folder / "given"
        self.given.mkdir()
        self.log = self.given / "calls.txt"
        (self.given / "checks.yml").write_text(CHECKS)
        desk.player.environ["CALLS"] = str(self.log)
        desk.variables = {
            "port_in_reference": "hq",
            "port_in_activation_checks": "given/checks.yml",
            "port_in_activation_timeout": 20,
        }
        self.ids = {reference: self.order(reference, prefixes) for reference, prefixes in ORDERS.items()}

    def order(self, reference: str, prefixes: list[str], foc_date: str | None = None) -> int:
        start = 100 * (1 + len(self.simulator.orders))
        numbers = [
            {
                "phoneNumber": f"{prefix}523{start + index:04}",
                "endUser": {
                    "name": "Harbor Bakery", "streetNum": "12", "streetName": "Harbor", "city": "Springfield",
                    "state": "IL", "zipCode": "62701",
                },
                "portOutInfo": {"authorizingName": "Ada Baker", "existingPortOutPin": PIN},
                "voiceConfiguration": {"type": "EST", "trunkId": "01EXAMPLETRUNKID"},
            }
            for index, prefix in enumerate(prefixes)
        ]  # fmt: skip
        order = self.simulator.create(
            {
                "customerOrderReference": reference,
                "desiredPortSchedule": {"desiredPortDate": datetime.date.today().isoformat()},
                "onDemandActivation": True,
                "phoneNumbers": numbers,
            }
        )
        self.simulator.confirm(order.id, foc_date=foc_date or datetime.date.today().isoformat())
        return order.id

    def play(self, *arguments: str, expect: int = 0, **variables):
        run = self.desk.play("activate", *arguments, expect=expect, **variables)
        assert PIN not in run.written + json.dumps(run.results)
        return run

    @property
    def sent(self) -> list[tuple[str, list[str] | None]]:
        """The activations, as the reference and the groups that were named."""
        by_id = {str(order_id): reference for reference, order_id in self.ids.items()}
        return [
            (by_id[request.path.split("/")[-2]], (request.body or {}).get("phoneNumberGroups"))
            for request in self.simulator.requests
            if request.operation == "activatePortIn"
        ]

    @property
    def live(self) -> list[str]:
        return [
            order.reference for order in self.simulator.orders if {n.status for n in order.numbers} == {"ACTIVATED"}
        ]

    @property
    def called(self) -> list[str]:
        return self.log.read_text().splitlines() if self.log.exists() else []

    def numbers(self, reference: str) -> str:
        (order,) = [order for order in self.simulator.orders if order.reference == reference]
        return " ".join(sorted(number.phone_number for number in order.numbers))


@pytest.fixture
def night(desk) -> Night:
    return Night(desk)


def test_the_smallest_group_goes_first_and_each_wave_is_checked(night):
    run = night.play(port_in_activation_first="smallest")
    # One order, one group: the documented form without a body.
    assert night.sent == [("hq-003", None), ("hq-001", None), ("hq-002", None)]
    assert night.called == [night.numbers(name) for name in ("hq-003", "hq-001", "hq-002")]
    assert f"Wave 1, the first: {LUMEN} (1 number)" in run.output
    assert f"Wave 2: {VERIZON_1} (2 numbers)" in run.output
    assert "3 orders, 3 changed, 0 failed." in run.output
    assert "hq-001: order" in run.output
    again = night.play(port_in_activation_first="smallest")
    assert night.sent == []
    assert "3 orders, 0 changed, 0 failed." in again.output
