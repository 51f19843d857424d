# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Digests of numbers: they show every change, and contain no secrets."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._fleet import plan_file
from ansible_collections.sinch.porting.plugins.module_utils._fleet.digest import Digests, outdated
from ansible_collections.sinch.porting.tests.unit.fleet_plans import ORDER, number, plan_of


def test_a_member_with_a_secret_name_is_in_no_digest() -> None:
    plans = [plan_file.render(plan_of([{**number(0), "transfer_pin": pin, "keys": {"pin": pin}}])) for pin in "12"]
    assert plans[0] == plans[1]


NUMBERS = [number(index) for index in range(3)]


@pytest.mark.parametrize(
    ("options", "paths"),
    [
        ({**ORDER, "phone_numbers": NUMBERS}, []),
        ({**ORDER, "phone_numbers": [number(0), number(1, city="")]}, []),
        ({**ORDER, "phone_numbers": [number(0), number(1, city="Salem")]}, ["phone_numbers[1]"]),
        ({**ORDER, "phone_numbers": NUMBERS, "end_user": {"city": "Salem"}}, [f"phone_numbers[{i}]" for i in range(3)]),
        ({**ORDER, "phone_numbers": NUMBERS, "reseller_name": "R"}, ["reseller_name"]),
        ({"phone_numbers": NUMBERS}, ["desired_port_schedule"]),
    ],
)
def test_an_order_is_compared_with_its_plan(options: dict[str, Any], paths: list[str]) -> None:
    planned = plan_file.planned_order(plan_file.render(plan_of(NUMBERS)).encode(), "move-001")
    found = outdated(planned, options)
    assert [one.path for one in found] == paths
    assert {one.rule for one in found} <= {"plan-outdated"}


def test_no_secret_is_in_a_digest_whatever_its_name() -> None:
    """For example a member that a later API adds, with a name that indicates a secret."""
    digests = Digests()
    assert digests.of({**number(1), "transfer_pin": "1"}) == digests.of({**number(1), "transfer_pin": "2"})
