# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Findings as sentences: similar ones are combined, and none is lost."""

from __future__ import annotations

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._base.findings import Finding
from ansible_collections.sinch.porting.plugins.module_utils._report import findings


@pytest.mark.parametrize("count", [1, 2, 8, 30])
def test_places_without_lines_are_named_by_their_numbers(count: int) -> None:
    problems = [Finding("r", "error", f"phone_numbers[{index}].a", f"is '{index}'.") for index in range(count)]
    text = findings.sentence(problems, "The input has", ", and nothing was sent")
    more = "" if count < 8 else f" and {count - 7} more"
    named = ", ".join(f"[{index}]" for index in range(1, min(count, 7)))
    assert text.count("\n- ") == 1
    assert (f"And {count - 1} more like it: phone_numbers{named}{more}. [r]" in text) == (count > 1)


def test_findings_that_differ_in_more_than_values_are_not_combined() -> None:
    values = ("a", "it's", "'it's \\ \"x\"'")
    texts = [*(f"is {value!r}." for value in values), "has 3 digits.", "has 14 digits."]
    problems = [Finding("r", "error", "name", text) for text in texts]
    assert findings.sentence(problems, "It has").splitlines()[1:-1] == [
        "- name: is 'a'. And 2 more like it in the same place. [r]",
        "- name: has 3 digits. And 1 more like it in the same place. [r]",
    ]
    many = [Finding(f"r{index}", "warn", "name", "is so.") for index in range(30)]
    assert findings.warnings_of(many)[10:] == ["20 more warnings about the input. All of them are in findings."]
    assert "- and 10 more rules or columns with problems\n" in findings.sentence(many, "It has")
