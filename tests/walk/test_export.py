# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Exports of random orders: the files have no errors but hidden secrets, and tasks with them change nothing."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._api.sign_in import SignIn
from ansible_collections.sinch.porting.plugins.module_utils._run.run import run
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_export import TASK as EXPORT
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_lint import TASK as LINT
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_order import TASK as ORDER
from ansible_collections.sinch.porting.plugins.plugin_utils._yaml_or_json import parse
from ansible_collections.sinch.porting.tests.simulator import Simulator
from ansible_collections.sinch.porting.tests.unit.loopback import FakeClock

ORDERS = 200
STREETS = ("Old Mill", "Harbor", "St. John's", "Cote-Sainte-Catherine", "10th")
NAMES = (
    "Harbor Bakery, Inc.",
    'The "Blue" Door: Music & Co',
    "Soci\u00e9t\u00e9 d'\u00c9lectricit\u00e9",
    "yes",
    "# 1 Tools",
)
REFERENCES = ("branch-{}", "", "hq/{}", "Move {}", "2027-{:02}", "twice", "null", "\u79fb\u884c {}")
HIDDEN = {"port_out_info.existing_port_out_pin", "port_out_info.account_num", "new_port_out_pin"}


def end_user(chance: random.Random) -> dict[str, Any]:
    user = {
        "name": chance.choice(NAMES),
        "streetNum": chance.choice(("12", "0420", "7B")),
        "streetName": chance.choice(STREETS),
        "city": "Springfield",
        "state": "IL",
        "zipCode": chance.choice(("62701", "62704-1234")),
    }
    more = {"streetType": "Road", "streetPreDir": "N", "typeOfService": chance.choice("BR")}
    return user | {name: value for name, value in more.items() if chance.random() < 0.5}


def port_out_info(chance: random.Random, secret: str) -> dict[str, Any]:
    info = {
        "existingPortOutPin": secret,
        "accountNum": f"A-{secret}",
        "accountPhoneNumber": "+12175239999",
        "authorizingName": "Ada Baker",
        "authorizingDate": chance.choice(("2027-02-26", "2027-02-26T12:30:00Z")),
    }
    return {name: value for name, value in info.items() if chance.random() < 0.7}


def body(chance: random.Random, index: int, secret: str) -> dict[str, Any]:
    """A random order that could have been created in the dashboard."""
    shared = {"endUser": end_user(chance), "portOutInfo": port_out_info(chance, secret)}
    numbers = []
    for place in range(chance.choice((1, 1, 2, 3, 7))):
        number = {"phoneNumber": f"+1217{523 + index // 1000}{(index % 1000) * 10 + place:04d}", **shared}
        if chance.random() < 0.3:
            number |= {"endUser": end_user(chance), "portOutInfo": port_out_info(chance, secret)}
        if chance.random() < 0.5:
            number["voiceConfiguration"] = {"type": "EST", "trunkId": "01HQ7V4T0K"}
        if chance.random() < 0.3:
            number["smsConfiguration"] = {"smsAppId": "01HQ7V5R2M"}
        if chance.random() < 0.3:
            address = {"streetNum": "12", "streetInfo": "Old Mill Rd", "city": "Springfield", "state": "IL"}
            number["features"] = {"e911": {"name": "Harbor", **address, "postalCode": "62701"}}
        if chance.random() < 0.2:
            number["newPortOutPin"] = f"n{secret}"
        numbers.append(number)
    schedule = {"desiredPortDate": "2027-03-17", "desiredPortTime": "09:00:00", "desiredPortTimeZone": "US/Central"}
    chance.shuffle(numbers)
    order: dict[str, Any] = {
        "customerOrderReference": chance.choice(REFERENCES).format(index),
        "desiredPortSchedule": schedule if chance.random() < 0.7 else {"desiredPortDate": "2027-03-17"},
        "phoneNumbers": numbers,
    }
    if chance.random() < 0.5:
        order["onDemandActivation"] = chance.random() < 0.5
    if chance.random() < 0.3:
        order |= {"loaUploadedBy": "Grace Hopper", "loaAttachmentDate": "2027-02-26T12:00:00Z"}
    return order


def perform(task: Any, simulator: Simulator, folder: Path, options: dict[str, Any]) -> dict[str, Any]:
    connection = simulator.connection(key_secret="planted-key-secret", timeout=5)
    # The orders' date: 2027-03-01.
    clock = FakeClock(seconds=1803916800.0)
    arguments = {**(connection if task.service else {}), **options}
    return run(
        task, arguments, check_mode=False, diff=True, environ={}, say=lambda text: None, clock=clock, directory=folder
    )


@pytest.mark.parametrize("edition", ["earlier", "later"])
@pytest.mark.parametrize("secrets_echo", ["clear", "masked", "omitted"])
def test_the_next_task_with_an_exported_file_changes_nothing(
    tmp_path: Path, edition: str, secrets_echo: str, record_property: Any
) -> None:
    files, marks = tmp_path / "files", tmp_path / "marks"
    files.mkdir()
    seed = f"{edition} {secrets_echo}"
    chance = random.Random(seed)
    settings = {
        "edition": edition,
        "secrets_echo": secrets_echo,
        "normalise": chance.random() < 0.5,
        "extra_members": chance.random() < 0.5,
        "id_type": chance.choice(("number", "string")),
        "unknown_members": "refuse",
    }
    with Simulator(**settings) as simulator:
        for index in range(ORDERS):
            made = simulator.create(body(chance, index, f"planted-pin-{index}"))
            simulator.confirm(made.id) if chance.random() < 0.2 else None
        simulator.clear_requests()
        exported = perform(EXPORT, simulator, marks, {"dest": str(files)})
        assert len(exported["files"]) == len(list(files.iterdir())) == ORDERS
        assert "planted-pin" not in str(exported)
        for entry in exported["files"]:
            content = Path(entry["path"]).read_bytes()
            assert b"planted-pin" not in content
            assert {one["member"] for one in entry["missing"]} <= HIDDEN
            described = parse(content, name=entry["path"])
            order = perform(ORDER, simulator, marks, described)
            assert (order.get("msg"), order["changed"], order["operation"]) == (None, False, "none"), described
            assert order["order_id"] == entry["order_id"]
            del described["order_id"]
            found = perform(LINT, simulator, marks, {**described, "fail_on": "never"})
            assert [one for one in found["findings"] if one["severity"] == "error"] == []
        again = perform(EXPORT, simulator, marks, {"dest": str(files)})
        assert not again["changed"]
        assert simulator.writes == []
    SignIn.tokens.clear()
    record_property("exported orders", ORDERS)
