# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Detection of changes since a plan was made."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._fleet.compare import compare, tell
from ansible_collections.sinch.porting.tests.unit.fleet_plans import ORDER, number, phone, plan_of

NUMBERS = [number(index) for index in range(3)]
CHANGES: list[tuple[list[dict[str, Any]], dict[str, Any], dict[str, list[str]]]] = [
    (NUMBERS, ORDER, {}),
    ([*NUMBERS, number(3)], ORDER, {"added": [phone(3)]}),
    (NUMBERS[:2], ORDER, {"removed": [phone(2)]}),
    (
        [*NUMBERS[:2], number(2, zip_code="62702")],
        ORDER,
        {"changed": [phone(2)], "members": ["end_user.zip_code"]},
    ),
    ([*NUMBERS[:2], number(2, account="5")], ORDER, {"regrouped": ["move-001"]}),
    (NUMBERS, {"desired_port_schedule": {"desired_port_date": "2027-03-03"}}, {"order": ["desired_port_schedule"]}),
    # Defaults of the service for members that an order does not have.
    (NUMBERS, {**ORDER, "on_demand_activation": False}, {}),
    (NUMBERS, {**ORDER, "on_demand_activation": True}, {"order": ["on_demand_activation"]}),
]


@pytest.mark.parametrize(("numbers", "order", "expected"), CHANGES)
def test_changes_since_the_plan_are_named(
    numbers: list[dict[str, Any]], order: dict[str, Any], expected: dict[str, list[str]]
) -> None:
    found = compare(plan_of(NUMBERS), order, numbers)
    assert {name: entries for name, entries in found.items() if entries} == expected
    assert bool(tell(found)) == bool(expected)
    assert "62702" not in tell(found)
