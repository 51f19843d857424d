# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The numbers of a fleet: any count of them, with findings at their places in the input."""

from __future__ import annotations

from datetime import datetime, timezone
from types import SimpleNamespace
from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._base.findings import Finding
from ansible_collections.sinch.porting.plugins.module_utils._fleet.numbers import Fleet, read_fleet
from ansible_collections.sinch.porting.plugins.module_utils._model.limits import MAX_NUMBERS
from ansible_collections.sinch.porting.plugins.module_utils._model.origin import Origin
from ansible_collections.sinch.porting.plugins.module_utils._rules.severities import effective_severities
from ansible_collections.sinch.porting.tests.unit.rule_orders import clean_order

NOW = datetime(2027, 3, 1, 16, tzinfo=timezone.utc)


def read(numbers: Any, origin: Origin | None = None, **order: Any) -> Fleet:
    options = {name: value for name, value in clean_order().items() if name != "phone_numbers"}
    severities, dummy = effective_severities({})
    options |= {**order, "phone_numbers": numbers, "origin": origin or Origin()}
    context: Any = SimpleNamespace(options=options, clock=SimpleNamespace(now=lambda: NOW))  # all that reading needs
    return read_fleet(context, severities)


def places(fleet: Fleet) -> list[tuple[str, str]]:
    return [(finding.rule, finding.path) for finding in fleet.findings]


def test_a_fleet_may_have_more_numbers_than_an_order() -> None:
    count = 2 * MAX_NUMBERS + 1
    numbers = clean_order(count)["phone_numbers"]
    numbers[-1]["end_user"]["zip_code"] = 62701
    numbers[-1]["unheard_of"] = 1
    fleet = read(numbers)
    assert len(fleet.numbers) == count
    last = f"phone_numbers[{count - 1}]"
    assert places(fleet)[:2] == [
        ("unknown-member", f"{last}.unheard_of"),
        ("text-from-number", f"{last}.end_user.zip_code"),
    ]


def test_all_rows_with_the_same_error_are_named() -> None:
    numbers = clean_order(3)["phone_numbers"]
    shared = {**numbers[0]["end_user"], "zip_code": "1"}
    for entry in numbers:
        entry["end_user"] = shared
    origin = Origin("numbers.csv", lines=(2, 3, 4), typed=True)
    fleet = read(numbers, origin)
    assert [(one.rule, one.line) for one in fleet.findings] == [("postal-code-invalid", line) for line in (2, 3, 4)]


@pytest.mark.parametrize("numbers", [7, {"a": 1}])
def test_input_that_is_not_a_list_of_numbers_is_one_finding(numbers: Any) -> None:
    assert ("wrong-type", "phone_numbers") in places(read(numbers))


def test_missing_numbers_and_findings_of_the_reader_are_reported() -> None:
    assert ("missing-member", "phone_numbers") in places(read(None))
    origin = Origin(
        "n.csv", (2,), [Finding("csv-decimal", "warn", "phone_numbers[0].end_user.name", "is odd.")], typed=True
    )
    assert read(clean_order(1)["phone_numbers"], origin).findings[0].rule == "csv-decimal"
