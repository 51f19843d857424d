# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Digests of numbers: they show every change, and contain no secrets."""

from __future__ import annotations

import hashlib
import json
from copy import deepcopy
from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._fleet import digest, plan_file
from ansible_collections.sinch.porting.plugins.module_utils._fleet.digest import Digests, members, outdated
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


def test_sections_that_numbers_share_change_no_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also if more sections are shared than are kept."""
    sections = [number(0, city=city)["end_user"] for city in ("Salem", "Bern", "Ulm")]
    e911 = {"e911": {"city": "Springfield", "postal_code": ""}}
    shared = [{**number(index), "end_user": sections[index % 3], "features": e911} for index in range(9)]
    alone = [deepcopy(one) for one in shared]
    expected = [Digests().of(one) for one in alone], members(alone)
    for kept in (4096, 2):
        monkeypatch.setattr(digest, "_KEPT", kept)
        digests = Digests()
        assert ([digests.of(one) for one in shared], members(shared)) == expected


def test_digests_are_those_that_existing_plans_have() -> None:
    plain = {
        "phone_number": "+12175230143",
        "end_user": {"state": "IL", "city": "Züri", "name": ""},
        "port_out_info": {},
    }
    section = json.dumps({"city": "Züri", "state": "IL"})
    text = f'end_user={section}\0phone_number="+12175230143"'
    assert Digests().of({**plain, "new_port_out_pin": "1"}) == hashlib.blake2b(text.encode(), digest_size=6).hexdigest()
    city = "+12175230142\0Bern\0+12175230143\0Züri\0".encode()
    others = [plain, {"phone_number": "+12175230142", "end_user": {"city": "Bern", "state": None}}]
    assert members(others)["end_user.city"] == hashlib.blake2b(city, digest_size=6).hexdigest()
    assert sorted(members(others)) == ["end_user.city", "end_user.state"]
