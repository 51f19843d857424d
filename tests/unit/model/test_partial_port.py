# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The note about numbers that stay with the losing carrier."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._model.partial_port import (
    BEGINNING,
    note_text,
    remaining_numbers,
)

ONE, TWO = "+12175230150", "+12175230151"
LAST = "If there are several notes on this, the last one counts."


@pytest.mark.parametrize(
    "options", [{}, {"remaining_numbers": None}, {"remaining_numbers": [], "new_billing_number": ""}]
)
def test_without_the_options_there_is_no_note(options: dict[str, Any]) -> None:
    assert note_text(options) == ""


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"remaining_numbers": [ONE]}, f"This number stays with the losing carrier: {ONE}."),
        ({"remaining_numbers": [TWO, ONE]}, f"These 2 numbers stay with the losing carrier: {ONE}, {TWO}."),
        ({"new_billing_number": ONE}, f"The account's new billing number is {ONE}."),
        (
            {"remaining_numbers": [ONE], "new_billing_number": ONE},
            f"This number stays with the losing carrier: {ONE}. The account's new billing number is {ONE}.",
        ),
    ],
)
def test_the_note_lists_the_remaining_numbers(options: dict[str, Any], sentence: str) -> None:
    assert note_text(options) == f"{BEGINNING} {sentence} {LAST}"


def test_the_same_numbers_give_the_same_note() -> None:
    same = {"remaining_numbers": ["(217) 523-0151", ONE, TWO, ""]}
    assert remaining_numbers(same) == [ONE, TWO]
    assert note_text(same) == note_text({"remaining_numbers": [ONE, TWO]})
