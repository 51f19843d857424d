# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Findings as sentences and as results, and places as text."""

from __future__ import annotations

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._base.findings import Finding, errors_of, path_text


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (("phone_numbers", 3, "end_user", "zip_code"), "phone_numbers[3].end_user.zip_code"),
        (("rules",), "rules"),
        ((0, 1), "[0][1]"),
        ((), ""),
    ],
)
def test_a_place_is_written_as_in_a_playbook(path: tuple[str | int, ...], text: str) -> None:
    assert path_text(path) == text


def test_a_sentence_has_place_remedy_and_rule() -> None:
    finding = Finding("zip", "error", "a.b", "is wrong.", "Correct it.")
    assert str(finding) == "a.b: is wrong. Correct it. [zip]"
    assert finding.sentence("And 2 more.") == "a.b: is wrong. Correct it. And 2 more. [zip]"
    assert str(Finding("zip", "warn", "", "Nothing is right.")) == "Nothing is right. [zip]"


def test_a_finding_of_a_table_has_its_file_and_line_everywhere() -> None:
    plain = Finding("zip", "error", "a", "is wrong.")
    of_table = Finding("zip", "error", "a", "is wrong.", file="numbers.csv", line=7)
    assert str(of_table) == "numbers.csv, line 7, a: is wrong. [zip]"
    assert "line" not in plain.as_result()
    assert of_table.as_result() == {**plain.as_result(), "file": "numbers.csv", "line": 7}


def test_errors_are_separated_from_warnings() -> None:
    error, warning = Finding("a", "error", "", ""), Finding("b", "warn", "", "")
    assert errors_of([warning, error, warning]) == [error]
