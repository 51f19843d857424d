# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about required members."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.sinch.porting.tests.unit.rule_cases import DATE, NUMBER, USER, check_case
from ansible_collections.sinch.porting.tests.unit.rule_orders import ABSENT, clean_order, findings_of, places

# Rule, change, place. A missing place is that of the first change.
CASES: list[tuple[Any, ...]] = [
    ("missing-member", {DATE: ABSENT}),
    ("missing-member", {"desired_port_schedule": ABSENT}, DATE),
    ("missing-member", {NUMBER: ABSENT}),
    ("missing-member", {f"{USER}.zip_code": None}),
    ("missing-member", {"voice_configuration.type": ABSENT}),
    ("missing-member", {"phone_numbers.1.voice_configuration": {}}, "phone_numbers.1.voice_configuration.type"),
    ("blank-member", {f"{USER}.city": " "}),
    ("blank-member", {f"{USER}.name": ""}),
    ("blank-member", {NUMBER: "\t"}),
    ("blank-member", {DATE: ""}),
    ("no-numbers", {"phone_numbers": []}),
]


@pytest.mark.parametrize("case", CASES)
def test_only_this_rule_finds_the_change(case: tuple[Any, ...]) -> None:
    check_case(*case)


def test_five_hundred_numbers_are_the_maximum() -> None:
    assert findings_of(clean_order(500)) == []
    assert places(findings_of(clean_order(501))) == {("too-many-numbers", "phone_numbers")}
