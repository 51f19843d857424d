# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The members of an order, and the accepted forms of numbers."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.sinch.porting.plugins.module_utils._model import order

A, B = "+12175230143", "+12175230144"


@pytest.mark.parametrize(
    ("value", "numbers"),
    [
        (f"{A}\n{B}\n", [A, B]),
        (f" {A}, {B};\r\n", [A, B]),
        ([A, 12175230144, {"phone_number": B}], [A, 12175230144, B]),
        ((A,), [A]),
        ("", []),
        ([], []),
    ],
)
def test_numbers_may_be_plain_or_have_members(value: Any, numbers: list[Any]) -> None:
    entries = order.number_entries(value)
    assert [entry["phone_number"] for entry in entries] == numbers
    assert order.number_texts(value) == numbers


def test_a_dictionary_among_texts_gives_its_number_in_either_spelling() -> None:
    assert order.number_texts([{"phoneNumber": A}, {"end_user": {}}]) == [A, None]


@given(st.none() | st.booleans() | st.floats() | st.dictionaries(st.text(), st.text()))
def test_input_that_is_not_a_list_is_left_for_the_reader_to_refuse(value: Any) -> None:
    assert order.number_entries(value) is value


@given(st.lists(st.booleans() | st.none() | st.text() | st.floats()))
def test_every_entry_keeps_its_position(value: list[Any]) -> None:
    entries = order.number_entries(value)
    assert [entry["phone_number"] if isinstance(entry, dict) else entry for entry in entries] == value


def test_sections_and_members_are_those_of_a_number() -> None:
    assert {*order.MERGED_SECTIONS, *order.WHOLE_SECTIONS} < {*order.NUMBER_MEMBERS}
    assert not {*order.ORDER_MEMBERS} & {*order.NUMBER_MEMBERS}
