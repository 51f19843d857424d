# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts in messages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.sinch.porting.plugins.module_utils._base.text import enumerated, listed, shown


@pytest.mark.parametrize(
    ("texts", "limit", "sentence"),
    [
        ([], 2, ""),
        (["a"], 2, "a"),
        (["a", "b"], 2, "a, b"),
        (["a", "b", "c"], 2, "a, b and 1 more"),
        (["a", "b", "c", "d"], 1, "a and 3 more"),
    ],
)
def test_a_list_shows_the_first_entries_and_counts_the_others(texts: list[str], limit: int, sentence: str) -> None:
    assert enumerated(texts, limit) == sentence


def test_a_choice_ends_with_or() -> None:
    assert [listed(list("abc")[:count]) for count in (1, 2, 3)] == ["a", "a or b", "a, b or c"]


@given(st.text(max_size=100))
def test_a_shown_value_is_one_short_printable_line(text: str) -> None:
    assert shown(text).isprintable()
    assert shown(text) == repr(text) or len(text) > 40
    assert shown("x" * 41) == repr("x" * 37 + "...")
