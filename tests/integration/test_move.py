# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A move of forty numbers at four carriers, from the plan to the last wave. The guide shows each day's output."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from typing import Any

import pytest
import yaml
from harness import ROOT
from spreadsheet import PINS, ROW, Desk, result

from ansible_collections.sinch.porting.plugins.module_utils._report.parts import day_text

pytestmark = pytest.mark.once

GUIDE = ROOT / "docs" / "guides" / "a-move-of-forty-numbers.md"
CARRIERS = {"+1217": "Verizon", "+1312": "Lumen", "+1618": "T-Mobile", "+1773": "Bandwidth"}
NUMBERS = [f"{prefix}523{index:04}" for prefix in CARRIERS for index in range(10)]
WRONG = NUMBERS[25]
# The night is the last of these days. In the guide it is March 9.
DAYS = [datetime.date.today() - datetime.timedelta(days=8 - index) for index in range(9)]
IN_GUIDE = [datetime.date(2027, 3, 1) + datetime.timedelta(days=index) for index in range(9)]
CHECKS = """
- name: Place a test call
  ansible.builtin.command: "test ! -e {{ lookup('ansible.builtin.env', 'CALLS') }}"
  changed_when: false
"""


class Move:
    """The user's desk of the move, and the output with the guide's dates."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.simulator, self.said = desk, desk.simulator, []
        self.simulator.settings.update({"carriers": CARRIERS, "activation_delay": 0.2})
        self.given = desk.player.folder / "given"
        desk.variables |= {
            "port_in_reference": "move",
            "port_in_on_demand_activation": True,
            "port_in_activation_first": "smallest",
            "port_in_activation_checks": "given/checks.yml",
            "port_in_activation_timeout": 20,
        }

    def fill(self, **corrected: str) -> None:
        rows = [{**ROW, "number": number, "pin": PINS[index % 10]} for index, number in enumerate(NUMBERS)]
        self.desk.fill([{**row, **(corrected if row["number"] == WRONG else {})} for row in rows])

    def id_of(self, reference: str) -> int:
        (order,) = [order for order in self.simulator.orders if order.reference == reference]
        return int(order.id)

    def confirm(self, reference: str, day: int, *, only: tuple[str, ...] = ()) -> None:
        self.simulator.confirm(self.id_of(reference), only=only, foc_date=DAYS[day].isoformat())

    def say(self, text: str) -> None:
        for day, other in zip(DAYS, IN_GUIDE, strict=True):
            text = text.replace(day_text(day.isoformat()), f"<{other.isoformat()}>")
        self.said.append(re.sub("<([^>]*)>", lambda found: day_text(found[1]), text))

    def report(self, day: int) -> dict[str, Any]:
        """Make the report of a day. The playbooks' own reports use the real clock."""
        options = {
            "reference": "move",
            "dest": "move-days",
            "date": DAYS[day].isoformat(),
            "formats": ["html", "csv", "json", "ics"],
        }
        task = [{"name": "Report", "sinch.porting.sinch_portin_report": options}]
        made: dict[str, Any] = self.desk.player.play(yaml.safe_dump(task), expect=0).results["Report"]
        self.say(made["news_summary"]["text"])
        return made

    @property
    def calendar(self) -> str:
        return (self.desk.player.folder / "move-days.ics").read_text().replace("\r\n ", "")


@pytest.fixture
def move(desk: Desk) -> Move:
    return Move(desk)


def test_a_move_of_forty_numbers(move: Move) -> None:
    desk, simulator = move.desk, move.simulator
    move.fill()
    (move.given / "checks.yml").write_text(CHECKS)
    desk.play("port_in")
    assert sorted((order.reference, len(order.numbers)) for order in simulator.orders) == [
        (f"move-00{index}", 10) for index in (1, 2, 3, 4)
    ]
    by_prefix = {order.numbers[0].phone_number[:5]: order.reference for order in simulator.orders}
    verizon, lumen, mobile, bandwidth = (by_prefix[prefix] for prefix in CARRIERS)
    move.report(0)

    # Two carriers confirm, and Sinch asks a question.
    move.confirm(verizon, 7)
    move.confirm(lumen, 8)
    simulator.add_note(move.id_of(bandwidth), "Please send the letter of authorization.")
    made = move.report(1)
    assert "note" in {entry["kind"] for entry in made["attention"]}
    assert move.calendar.count("BEGIN:VEVENT") == 2

    # The third confirms all numbers but one. The fourth does nothing yet.
    move.confirm(mobile, 8, only=tuple(number for number in NUMBERS[20:30] if number != WRONG))
    simulator.reject(move.id_of(mobile), only=[WRONG], reason="Address does not match the customer service record")
    made = move.report(2)
    assert [entry["numbers"] for entry in made["rejections"]] == [1]

    # The number is corrected and ordered again. The first carrier changes its FOC date.
    move.fill(street_num="14")
    desk.play("resubmit")
    (again,) = [order.reference for order in simulator.orders if order.reference.endswith("-r1")]
    simulator.change(move.id_of(verizon), every={"focDate": DAYS[8].isoformat()})
    move.confirm(bandwidth, 8)
    simulator.add_note(move.id_of(bandwidth), "Thank you. The letter has arrived.")
    made = move.report(3)
    assert Counter(entry["kind"] for entry in made["news"])["foc_moved"] == 10
    assert "SEQUENCE:1" in move.calendar

    move.confirm(again, 8)
    move.report(4)
    assert move.calendar.count("BEGIN:VEVENT") == 5
    assert move.report(5)["news"] == []

    # The night: the first test call fails, when only one number is live.
    calls = move.given / "calls-fail"
    calls.touch()
    desk.player.environ["CALLS"] = str(calls)
    run = desk.play("activate", expect=2)
    move.say(result(run, "Report what is not live")["msg"])
    live = [number for order in simulator.orders for number in order.numbers if number.status == "ACTIVATED"]
    assert [number.phone_number for number in live] == [WRONG]
    calls.unlink()
    desk.play("activate")
    made = move.report(8)
    assert made["totals"]["activated"] == 40
    assert {order.status for order in simulator.orders} == {"COMPLETED"}

    assert re.findall(r"^```text\n(.*?)\n```$", GUIDE.read_text(), re.DOTALL | re.MULTILINE) == move.said
