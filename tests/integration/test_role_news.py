# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""News in the role: after a report, the step ``follow`` reports what has changed since then."""

from __future__ import annotations

import json

import pytest
from spreadsheet import a_row, assert_no_pin, result

pytestmark = pytest.mark.once


def test_follow_reports_what_is_new_since_the_report(desk, simulator):
    desk.fill([a_row(index) for index in range(4)])
    desk.play("port_in")
    order = simulator.orders[0]
    simulator.confirm(order.id, foc_date="2027-03-09T14:00:00Z")
    simulator.add_note(order.id, "Please call us")
    report = json.loads((desk.player.folder / "hq-report.json").read_text())
    yesterday = {**report, "today": "2026-01-02"}
    (desk.player.folder / "hq-report.json").write_text(json.dumps(yesterday))

    run = desk.play("follow")
    followed = result(run, "Read the status of the orders")
    count = len(order.numbers)
    numbers = f"{count} number{'s' if count > 1 else ''}"
    dates = f"{count} FOC date{'s' if count > 1 else ''}"
    assert followed["news_summary"]["text"] == f"Since 2 January 2026: {numbers} confirmed, {dates} set, 1 note."
    assert f"Since 2 January 2026: {numbers} confirmed" in run.output
    again = result(desk.play("follow"), "Read the status of the orders")
    assert len(again["news"]) == len(followed["news"])

    desk.play("report")
    assert result(desk.play("follow"), "Read the status of the orders")["news"] == []
    assert_no_pin(run)
