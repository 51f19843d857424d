# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The overview of a plan as lines of text."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._fleet import plan_file
from ansible_collections.sinch.porting.plugins.module_utils._fleet.overview import left_over, overview, without_digests
from ansible_collections.sinch.porting.tests.unit.fleet_plans import number, plan_of


def plan(*counts: int) -> dict[str, Any]:
    orders = [
        {"reference": f"hq-{index:03}", "count": count, "group": "Verizon", "numbers": {}}
        for index, count in enumerate(counts, 1)
    ]
    return {"orders": orders}


def test_each_order_has_a_line_up_to_fifty() -> None:
    lines = overview(plan(1, 500), "plan.json")
    assert lines[:2] == ["hq-001: 1 number, Verizon", "hq-002: 500 numbers, Verizon"]
    assert overview(plan(*[9] * 52), "plan.json")[50] == "and 2 more orders, which are in plan.json"
    assert overview(plan(), "plan.json") == []


@pytest.mark.parametrize(("counts", "is_told"), [((1, 1, 1, 1), False), ((1,) * 5, True), ((1,) * 5 + (9,) * 6, False)])
def test_many_orders_with_one_number_are_reported(counts: tuple[int, ...], is_told: bool) -> None:
    assert any("hold one number" in line for line in overview(plan(*counts), "p")) is is_told


def test_open_orders_missing_in_the_table_are_listed_in_sequence() -> None:
    live = {f"hq-{index:03}": {"id": index, "status": "PENDING"} for index in (3, 1, 2)}
    live["hq-004"] = {"id": 4, "status": "COMPLETED"}
    sentences = left_over(plan(9), live)
    assert [sentence[:16] for sentence in sentences] == ["Order 2 (hq-002)", "Order 3 (hq-003)"]


def test_a_diff_has_no_digests_of_members() -> None:
    one, other = (plan_file.render(plan_of([number(0, city=city)])) for city in ("Salem", "Albany"))
    assert '"members"' in one
    assert '"members"' not in without_digests(one)
    assert without_digests(one).count("\n") == without_digests(other).count("\n")
