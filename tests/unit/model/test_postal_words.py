# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Normalized words of addresses and names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.sinch.porting.plugins.module_utils._model import postal_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 Old Mill Avenue", "12 OLD MILL AVE."),
        ("Boulevard Saint-Laurent", "blvd st laurent"),
        ("Rue de l'\u00c9glise", "rue de leglise"),
        ("North Main Street", "N. Main St"),
        ("5th Floor", "fifth fl"),
        ("\U0001d407\U0001d41a\U0001d42b\U0001d41b\U0001d428\U0001d42b", "harbor"),  # in mathematical bold letters
    ],
)
def test_two_spellings_have_the_same_words(one: str, other: str) -> None:
    assert postal_words.canonical_words(one) == postal_words.canonical_words(other)


@pytest.mark.parametrize(("one", "other"), [("Mill Lane", "Mill Road"), ("12-34 Main", "1234 Main"), ("East", "West")])
def test_two_addresses_have_different_words(one: str, other: str) -> None:
    assert postal_words.canonical_words(one) != postal_words.canonical_words(other)


@given(st.text(max_size=60))
def test_normalizing_words_again_changes_nothing(text: str) -> None:
    words = postal_words.words_of(text)
    assert postal_words.words_of(" ".join(words)) == words
    assert len(postal_words.canonical_words(text)) == len(words)
