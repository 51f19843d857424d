# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A text for each kind of attention, ready to send."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._report.attention import KINDS
from ansible_collections.sinch.porting.plugins.module_utils._report.messages import message


def entry(kind: str, count: int = 2, **members: Any) -> dict[str, Any]:
    numbers = [f"+1217523{index:04}" for index in range(count)]
    return {
        "kind": kind,
        "phone_numbers": numbers,
        "reference": "hq-001",
        "order_id": 7,
        "since": "2027-03-02",
        **members,
    }


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_a_complete_text_with_a_recipient(kind: str) -> None:
    for count in (0, 1, 2, 30):
        to, text = message(entry(kind, count), desired="2027-03-09", early=False)
        assert to
        assert text[0] == text[0].upper()
        assert text[-1] in ".?"
        assert "{" not in text
        assert "  " not in text


def test_an_order_is_named_by_its_reference_or_id() -> None:
    texts = [
        message(entry("activate", **names), desired=None, early=False)[1]
        for names in ({}, {"reference": None}, {"order_id": None})
    ]
    assert [name in text for name, text in zip(("hq-001 (7)", "order 7", "order hq-001 c"), texts, strict=True)] == [
        True
    ] * 3


def test_an_early_date_has_its_own_text_and_long_lists_are_shortened() -> None:
    to, text = message(entry("foc-differs", 23), desired="2027-03-09", early=True)
    assert to == "Sinch"
    assert text.startswith(
        "The FOC date of 23 numbers of order hq-001 (7) is 2 March 2027. We need the move on 9 March 2027"
    )
    assert text.endswith("+12175230019 and 3 more.")
