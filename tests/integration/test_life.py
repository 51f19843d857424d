# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole life of an order, with modules only, both ways. The guide shows the same tasks."""

from __future__ import annotations

import datetime
import re
import shutil
from pathlib import Path
from typing import Any

import yaml
from harness import HERE, ROOT, Player

from ansible_collections.sinch.porting.tests.simulator import Simulator

LIFE = HERE / "life"
GUIDE = ROOT / "docs" / "guides" / "life-of-an-order.md"
LETTER = b"%PDF-1.7 the letter of authorization"
BLOCK = re.compile(r"^```yaml\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def working_day(days: int) -> str:
    """A weekday at least this many days from now."""
    day = datetime.datetime.now(datetime.timezone.utc).date() + datetime.timedelta(days=days)
    while day.weekday() > 3:
        day += datetime.timedelta(days=1)
    return day.isoformat()


def test_an_order_through_its_whole_life(simulator: Simulator, player: Player) -> None:
    simulator.settings.foc = "today"
    given = player.folder / "given"
    shutil.copytree(LIFE, given)
    for path in (given / "orders").iterdir():
        # The PINs contain letters, because times and the names of temporary folders contain digits.
        path.write_text(path.read_text().replace('"73615', '"pin73615'))
    (given / "letter.pdf").write_bytes(LETTER)
    player.write_play("")  # for its inventory
    dates = {"port_date": working_day(20), "later_date": working_day(27)}
    run = player.run(
        [
            *("-i", str(player.folder / "inventory.yml"), str(given / "life_of_an_order.yml"), "-vvv"),
            *(word for name, date in dates.items() for word in ("-e", f"{name}={date}")),
            *("-e", f"letter={given / 'letter.pdf'}"),
        ]
    )
    results: dict[str, Any] = run.results

    first, second, again = simulator.orders
    assert [order.reference for order in simulator.orders] == ["branch-17", "branch-18", "branch-18-r1"]
    assert [order.status for order in simulator.orders] == ["COMPLETED", "PENDING", "PENDING_CANCELATION"]
    assert {number.status for number in first.numbers} == {"ACTIVATED"}
    assert [note["note"] for note in first.notes] == [
        "Please send the letter of authorization.",
        "The letter of authorization is attached.",
    ]
    assert [document.metadata["documentName"] for document in first.documents] == ["letter.pdf"]
    assert first.given["desiredPortSchedule"]["desiredPortDate"] == dates["later_date"]
    assert [number.phone_number for number in again.numbers] == ["+13125230144"]
    assert again.numbers[0].given["endUser"]["streetNum"] == "502"
    assert [number.status for number in second.numbers] == ["PENDING", "REJECTED"]
    assert [request.operation for request in simulator.writes] == [
        *("orderPortIn", "addOrderDocuments", "addOrderNote", "updatePortInOrder", "activatePortIn", "activatePortIn"),
        *("orderPortIn", "orderPortIn", "deleteOrder"),
    ]

    assert results["Show what needs a person, and the notes"]["msg"]["to do"] != []
    assert results["Port a week later"]["operation"] == "update"
    assert dates["later_date"] in str(results["Port a week later"]["diff"]["after"])
    confirmed = results["Wait until the carriers have confirmed"]
    assert (confirmed["changed"], confirmed["order_status"]) == (False, "CONFIRMED")
    assert "The address differs" in str(results["Show what the rejections mean"])
    assert results["Cancel that order because the branch closes"]["operation"] == "cancel"
    assert "pin73615" in str(first.numbers[0].given)
    assert "pin73615" not in run.written


def users_tasks() -> list[Any]:
    """The tasks of the playbook, except those that act for Sinch."""
    play = yaml.safe_load((LIFE / "life_of_an_order.yml").read_text())[0]
    return [task for task in play["tasks"] if task.get("ansible.builtin.include_tasks") != "sinch.yml"]


def test_the_guide_shows_the_tasks_that_were_run() -> None:
    blocks = [yaml.safe_load(block) for block in BLOCK.findall(GUIDE.read_text())]
    shown = [task for block in blocks if isinstance(block, list) for task in block]
    assert shown == users_tasks()
    files = [block for block in blocks if isinstance(block, dict)]
    assert files == [yaml.safe_load((LIFE / "orders" / name).read_text()) for name in ("branch-17.yml",)]


def test_the_guide_shows_what_is_printed() -> None:
    """Each message that the guide quotes is printed by a task with that name, see the test of the whole life."""
    names = {task["name"] for task in users_tasks()}
    quoted = re.findall(r"^TASK \[(.+?)\]", GUIDE.read_text(), re.MULTILINE)
    assert quoted
    assert set(quoted) <= names
    hosts = re.findall(r"^(?:ok|changed): \[(.+?)\]", GUIDE.read_text(), re.MULTILINE)
    assert set(hosts) == {"localhost"}, "the name of the tests' host says nothing to a reader"


def test_the_guide_uses_only_modules_of_the_collection() -> None:
    own = {path.stem for path in Path(ROOT / "plugins" / "modules").glob("*.py")}
    used = {name.rpartition(".")[2] for task in users_tasks() for name in task if name.startswith("sinch.porting.")}
    assert used <= own
    others = {name for task in users_tasks() for name in task if name.startswith("ansible.")}
    assert others == {"ansible.builtin.debug", "ansible.builtin.assert"}
