# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ranges in lists are expanded to numbers, and findings about these refer to the range."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._base.findings import Finding
from ansible_collections.sinch.porting.plugins.module_utils._model.origin import ARGUMENT, Origin
from ansible_collections.sinch.porting.plugins.module_utils._rules.severities import effective_severities
from ansible_collections.sinch.porting.plugins.module_utils._run.run import run
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_lint import TASK
from ansible_collections.sinch.porting.plugins.plugin_utils._ranges import expanded
from ansible_collections.sinch.porting.tests.unit.loopback import FakeClock
from ansible_collections.sinch.porting.tests.unit.rule_orders import clean_number

RANGE = "+12175230143-0145"
NUMBERS = [f"+1217523014{digit}" for digit in (3, 4, 5)]


@pytest.mark.parametrize("name", ["phone_number", "phoneNumber"])
def test_a_range_has_the_members_of_its_entry(name: str) -> None:
    found, rows, findings = expanded([{"phone_number": "+12175230100"}, {name: RANGE, "group": "mill"}, RANGE, 7, None])
    assert found == [
        {"phone_number": "+12175230100"},
        *({"phone_number": number, "group": "mill"} for number in NUMBERS),
        *NUMBERS,
        7,
        None,
    ]
    assert rows == [0, 1, 1, 1, 2, 2, 2, 3, 4]
    assert findings == []


def test_a_list_without_ranges_is_unchanged() -> None:
    numbers: list[Any] = [{"phone_number": "+12175230100"}, "2175230100", {"phone_number": 12175230100}, {}, "x-1"]
    assert expanded(numbers) == (numbers, [], [])


def test_findings_name_the_entry_of_the_range() -> None:
    own = Finding("group-unknown", "error", "phone_numbers[3].group", "is so.")
    origin = Origin(findings=[own], rows=[0, 1, 1, 1, 2])
    passed = Origin.taken_from({ARGUMENT: origin.as_argument()})
    found = [
        Finding("r", "warn", "phone_numbers[2].phone_number", "is the same number as phone_numbers[4]."),
        Finding("r", "warn", "phone_numbers[4].end_user.name", "is so."),
        Finding("r", "warn", "rules.x", "is so."),
    ]
    judged = passed.judged(found, effective_severities({})[0])
    assert [(one.path, one.message) for one in judged] == [
        ("phone_numbers[1].group", "is so."),
        ("phone_numbers[1].phone_number", "is the same number as phone_numbers[2]."),
        ("phone_numbers[2].end_user.name", "is so."),
        ("rules.x", "is so."),
    ]


def test_a_wrong_range_in_a_list_is_one_finding() -> None:
    numbers = [clean_number(0), {**clean_number(1), "phone_number": "+12175230145-0143"}]
    found, rows, findings = expanded(numbers)
    arguments = {"phone_numbers": found, ARGUMENT: Origin(findings=findings, rows=rows).as_argument()}
    result = run(TASK, arguments, check_mode=True, diff=False, environ={}, say=print, clock=FakeClock())
    errors = [(one["rule"], one["path"]) for one in result["findings"] if one["severity"] == "error"]
    assert ("number-range-invalid", "phone_numbers[1].phone_number") in errors
    assert len([path for dummy, path in errors if path.endswith("phone_number")]) == 1
