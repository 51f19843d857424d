# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The origin of numbers: lines, ranges, and the transfer to another process."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.sinch.porting.plugins.module_utils._base.findings import Finding
from ansible_collections.sinch.porting.plugins.module_utils._model.origin import ARGUMENT, Origin


def finding(path: str, message: str = "is wrong.", *, rule: str = "r", severity: str = "error") -> Finding:
    return Finding(rule, severity, path, message)


def test_it_can_be_converted_to_plain_data_and_back() -> None:
    origin = Origin("numbers.csv", (2, 5), [finding("phone_numbers[0]")], {"numbers": {}}, True, (0, 0))
    argument = json.loads(json.dumps(origin.as_argument()))
    back = Origin.taken_from({ARGUMENT: argument})
    assert (back.file, list(back.lines), back.findings, list(back.rows)) == (
        "numbers.csv",
        [2, 5],
        origin.findings,
        [0, 0],
    )
    assert back.typed
    assert Origin.taken_from({}) == Origin()


def test_a_finding_gets_the_line_of_its_number_and_lines_in_its_message() -> None:
    origin = Origin("numbers.csv", lines=(2, 5))
    placed = origin.placed(finding("phone_numbers[1].end_user.name", "is as in phone_numbers[0]."))
    assert (placed.file, placed.line, placed.message) == ("numbers.csv", 5, "is as in that in line 2.")
    for path in ("end_user.name", "phone_numbers", "phone_numbers[7]"):
        assert origin.placed(finding(path)) == finding(path)


def test_numbers_of_a_range_have_the_place_of_the_range() -> None:
    origin = Origin(rows=(0, 0, 1))
    placed = origin.placed(finding("phone_numbers[1].a", "is that of phone_numbers[2]."))
    assert (placed.path, placed.message) == ("phone_numbers[0].a", "is that of phone_numbers[1].")


def test_findings_that_only_follow_from_another_are_left_out() -> None:
    origin = Origin(findings=[finding("phone_numbers[0].zip", rule="csv-decimal"), finding("a", rule="silent")])
    others = [
        finding("phone_numbers[0].zip", rule="postal-code-invalid"),
        finding("phone_numbers[0].zip", rule="unusual", severity="warn"),
        finding("phone_numbers[1].zip", rule="postal-code-invalid"),
    ]
    judged = origin.judged(others, {"csv-decimal": "error", "silent": "off"})
    assert [(one.rule, one.path) for one in judged] == [
        ("csv-decimal", "phone_numbers[0].zip"),
        ("unusual", "phone_numbers[0].zip"),
        ("postal-code-invalid", "phone_numbers[1].zip"),
    ]


@given(st.lists(st.integers(1, 99), max_size=5), st.integers(0, 9))
def test_no_index_is_too_large(lines: list[int], index: int) -> None:
    placed = Origin("f", lines=lines).placed(finding(f"phone_numbers[{index}]"))
    assert placed.line == (lines[index] if index < len(lines) else 0)
