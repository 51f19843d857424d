# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Single values: which are accepted, and the rules that others break."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from ansible_collections.sinch.porting.plugins.module_utils._model import types


def read(kind: Any, value: Any) -> tuple[Any, str]:
    """The accepted value and the broken rule. One of them is empty."""
    try:
        return TypeAdapter(kind).validate_python(value), ""
    except ValidationError as error:
        (problem,) = error.errors()
        return None, problem["type"]


UTC = datetime.timezone.utc


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (types.Text, "02134", ("02134", "")),
        (types.Text, 2134, (None, types.TEXT_FROM_NUMBER)),
        (types.Text, True, (None, types.TEXT_FROM_BOOLEAN)),
        (types.Text, ["a"], (None, types.WRONG_TYPE)),
        (types.Text, "a\0b", (None, types.CONTROL_CHARACTERS)),
        (types.Text, "a\ud800", (None, types.CONTROL_CHARACTERS)),
        (types.Text, "two\n lines", ("two\n lines", "")),
        (types.HouseNumber, 12, (None, types.HOUSE_NUMBER_UNQUOTED)),
        (types.HouseNumber, "12 1/2", ("12 1/2", "")),
        (types.PhoneNumberText, 12175230143, ("+12175230143", "")),
        (types.PhoneNumberText, 2175230143, (None, types.TEXT_FROM_NUMBER)),
        (types.DateText, datetime.date(2027, 3, 2), ("2027-03-02", "")),
        (types.DateText, datetime.datetime(2027, 3, 2), ("2027-03-02", "")),
        (types.DateText, datetime.datetime(2027, 3, 2, 12), ("2027-03-02T12:00:00Z", "")),
        (types.DateText, datetime.datetime(2027, 3, 2, 12, tzinfo=UTC), ("2027-03-02T12:00:00Z", "")),
        (types.TimeText, 37800, (None, types.TEXT_FROM_NUMBER)),
        (types.TimeText, "10:30", ("10:30", "")),
        (types.Flag, " Yes ", (True, "")),
        (types.Flag, "off", (False, "")),
        (types.Flag, 0, (False, "")),
        (types.Flag, 2, (None, types.WRONG_TYPE)),
        (types.Flag, "maybe", (None, types.WRONG_TYPE)),
        (types.Integer, " -7 ", (-7, "")),
        (types.Integer, True, (None, types.WRONG_TYPE)),
        (types.Integer, 7.0, (None, types.WRONG_TYPE)),
        (types.Integer, "9" * 30, (None, types.WRONG_TYPE)),
        (types.Integer, "\u0667", (None, types.WRONG_TYPE)),
        (types.Number, "2.5", (2.5, "")),
        (types.Number, "nan", (None, types.WRONG_TYPE)),
        (types.Number, 10**400, (None, types.WRONG_TYPE)),
        (types.Word, 4711, ("4711", "")),
        (types.Word, True, (None, types.TEXT_FROM_BOOLEAN)),
        (types.Mode, "0640", (0o640, "")),
        (types.Mode, 0o640, (0o640, "")),
        (types.Mode, 640, (None, types.WRONG_TYPE)),
        (types.Mode, "0200", (None, types.WRONG_TYPE)),
        (types.Mode, "rw", (None, types.WRONG_TYPE)),
        (types.Records, [{"a": 1}], ([{"a": 1}], "")),
        (types.Records, "bill.csv", (None, types.WRONG_TYPE)),
        (types.Records, ["a"], (None, types.WRONG_TYPE)),
    ],
)
def test_a_value_is_accepted_or_breaks_a_rule(kind: Any, value: Any, expected: tuple[Any, str]) -> None:
    assert read(kind, value) == expected


ANYTHING = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates() | st.lists(st.integers())
KINDS = [types.Text, types.HouseNumber, types.PhoneNumberText, types.DateText, types.TimeText, types.Flag]


@given(st.sampled_from([*KINDS, types.Integer, types.Number, types.Word, types.Mode]), ANYTHING)
def test_any_value_is_accepted_or_refused(kind: Any, value: Any) -> None:
    taken, rule = read(kind, value)
    assert (taken is None) == bool(rule)
    assert not rule or not isinstance(value, str) or kind not in KINDS[:5] or rule == types.CONTROL_CHARACTERS


class Base(types.ApiPart):
    first_name: types.Text | None = None


class Own(Base):
    own_option: types.Flag = True


def test_members_keep_their_sequence_and_only_api_members_are_api_members() -> None:
    assert types.members(Own) == ["first_name", "own_option"]
    assert [types.is_api_member(Own, name) for name in types.members(Own)] == [True, False]
    assert types.default(Own, "own_option") is True
