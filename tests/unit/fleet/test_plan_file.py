# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plan files: read completely and partly, and anything else is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._fleet import plan_file
from ansible_collections.sinch.porting.plugins.module_utils._fleet.plan_file import PlanFileError
from ansible_collections.sinch.porting.tests.unit.fleet_plans import ORDER, number, plan_of


def test_a_plan_is_read_completely_and_partly() -> None:
    plan = plan_of([number(index, area=area) for index in range(7) for area in ("217", "416")])
    content = plan_file.render(plan).encode()
    assert plan_file.parse(content) == plan
    compact = json.dumps(plan).encode()
    for order in plan["orders"]:
        expected = {"numbers": order["numbers"], "order": ORDER}
        assert plan_file.planned_order(content, order["reference"]) == expected
        assert plan_file.planned_order(compact, order["reference"]) == expected


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda plan: "[", "not JSON"),
        (lambda plan: "[]", "is incomplete"),
        (lambda plan: json.dumps({**plan, "orders": [{"reference": "move-001"}]}), "is incomplete"),
        (lambda plan: json.dumps({**plan, "version": 99}), "version 99"),
        (lambda plan: json.dumps({**plan, "orders": []}), "no order with the reference"),
    ],
)
def test_a_file_that_is_not_a_plan_is_refused_with_a_message(change: Any, words: str) -> None:
    content = change(plan_of([number(0)])).encode()
    with pytest.raises(PlanFileError, match=words):
        plan_file.planned_order(content, "move-001")
    with pytest.raises(PlanFileError, match="customer_order_reference must select"):
        plan_file.planned_order(content, None)
