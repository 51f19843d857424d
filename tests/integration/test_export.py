# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Export of existing orders by real playbooks. The guide shows what they print and write."""

from __future__ import annotations

import re
import stat
from typing import Any

import pytest
import yaml
from harness import ROOT, Player

from ansible_collections.sinch.porting.tests.simulator import Simulator

GUIDE = (ROOT / "docs" / "guides" / "orders-that-exist.md").read_text()
PIN = "pin-planted-48151"
DATE = "2027-03-02"
TASKS = """
- name: Export
  sinch.porting.sinch_portin_export:
    dest: "{{ folder }}"
  register: exported
- name: Export again
  sinch.porting.sinch_portin_export:
    dest: "{{ folder }}"
- name: Lint
  sinch.porting.sinch_portin_lint:
    src: "{{ item.path }}"
  loop: "{{ exported.files }}"
  loop_control: {label: "{{ item.order_id }}"}
- name: Hold
  sinch.porting.sinch_portin_order:
    src: "{{ item.path }}"
  loop: "{{ exported.files }}"
  loop_control: {label: "{{ item.order_id }}"}
"""


def body(reference: str, *numbers: str, **members: Any) -> dict[str, Any]:
    user = {"name": "Harbor Bakery", "streetNum": "12", "streetName": "Harbor", "city": "Springfield", "state": "IL"}
    return {
        "customerOrderReference": reference,
        "desiredPortSchedule": {"desiredPortDate": DATE},
        "phoneNumbers": [
            {
                "phoneNumber": number,
                "endUser": {**user, "zipCode": "62701"},
                "portOutInfo": {"existingPortOutPin": PIN, "authorizingName": "Ada Baker"},
            }
            for number in numbers
        ],
        **members,
    }


@pytest.fixture
def orders(simulator: Simulator) -> list[int]:
    return [
        simulator.create(body("branch-17", "+12175230143", "+12175230144", onDemandActivation=True)).id,
        simulator.create(body("", "+12175230145")).id,
    ]


@pytest.mark.parametrize(("edition", "echo"), [("earlier", "clear"), ("later", "masked"), ("later", "omitted")])
def test_tasks_with_exported_files_change_nothing(
    simulator: Simulator, player: Player, orders: list[int], edition: str, echo: str
) -> None:
    simulator.settings.update({"edition": edition, "secrets_echo": echo, "normalise": edition == "later"})
    simulator.confirm(orders[1])
    folder = player.folder / "orders"
    folder.mkdir()
    run = player.play(TASKS, extra_vars={"folder": str(folder)}, diff=True, verbosity=3)
    first, again = run.results["Export"], run.results["Export again"]
    assert (first["changed"], again["changed"]) == (True, False)
    assert [entry["state"] for entry in again["files"]] == ["same", "same"]
    assert sorted(path.name for path in folder.iterdir()) == ["branch-17.yml", f"order-{orders[1]}.yml"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert first["files"][0]["missing"][0] == {
        "member": "port_out_info.existing_port_out_pin",
        "phone_number_count": 2,
        "certain": echo != "omitted",
    }
    held = run.results["Hold"]["results"]
    assert [(entry["changed"], entry["operation"], entry["order_id"]) for entry in held] == [
        (False, "none", order_id) for order_id in orders
    ]
    assert len(run.results["Lint"]["results"]) == 2
    assert simulator.writes == []
    assert PIN not in run.written


def test_an_edited_file_changes_its_order_and_is_kept(simulator: Simulator, player: Player, orders: list[int]) -> None:
    folder = player.folder / "orders"
    folder.mkdir()
    player.play(TASKS, extra_vars={"folder": str(folder)})
    path = folder / "branch-17.yml"
    path.write_text(
        path.read_text()
        .replace('street_num: "12"', 'street_num: "14"')
        .replace("port_out_info:\n", f'port_out_info:\n  existing_port_out_pin: "{PIN}"\n')
    )
    run = player.play(TASKS, extra_vars={"folder": str(folder)})
    assert [entry["state"] for entry in run.results["Export"]["files"]] == ["kept", "same"]
    assert [entry["operation"] for entry in run.results["Hold"]["results"]] == ["update", "none"]
    (order, _other) = simulator.orders
    assert {number.given["endUser"]["streetNum"] for number in order.numbers} == {"14"}
    assert {number.given["portOutInfo"]["existingPortOutPin"] for number in order.numbers} == {PIN}


@pytest.mark.parametrize("way", ["action"], indirect=True)  # a playbook of the collection runs on localhost
def test_the_guide_shows_what_the_playbook_prints_and_writes(
    simulator: Simulator, player: Player, orders: list[int]
) -> None:
    run = player.run(["sinch.porting.export", "-e", "port_in_export_dest=orders"])
    printed = re.sub(r'"/[^"]*?/orders/', '"/srv/ports/orders/', run.stdout)
    (shown,) = re.findall(r"^```text\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)
    assert shown in printed
    content = (player.folder / "orders" / "branch-17.yml").read_text()
    file, tasks = re.findall(r"^```yaml\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)
    fingerprint = re.compile("^# Fingerprint: .*$", re.MULTILINE)
    assert fingerprint.sub("", content) == fingerprint.sub("", file)
    assert fingerprint.findall(content) == fingerprint.findall(file)
    hold = yaml.safe_dump(yaml.safe_load(tasks))
    held = player.play(hold.replace("orders/*.yml", str(player.folder / "orders" / "*.yml")))
    kept = held.results["Keep the orders as their files describe them"]["results"]
    assert [entry["changed"] for entry in kept] == [False, False]
    assert PIN not in run.written


@pytest.mark.parametrize("way", ["action"], indirect=True)
def test_the_playbook_lists_the_orders_without_a_file(simulator: Simulator, player: Player, orders: list[int]) -> None:
    arguments = ["sinch.porting.export", "-e", "port_in_export_dest=orders"]
    name = "sinch.porting.port_in : Name the orders that got no file"
    assert player.run(arguments).statuses[name] == "skipped"
    many = [simulator.create(body("", f"+1217523{1000 + index}")).id for index in range(50)]
    for order_id in [orders[0], *many]:
        simulator.change(order_id, status="CANCELED")
    told = player.run(arguments).results[name]["msg"]
    assert told == [
        f"order {orders[0]}, branch-17, CANCELED",
        *(f"order {order_id}, CANCELED" for order_id in many[:49]),
        "and 1 more",
    ]
