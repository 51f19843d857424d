# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Comparison of addresses and names: two spellings of one, and two different ones."""

from __future__ import annotations

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._model import record
from ansible_collections.sinch.porting.tests.unit import record_pairs as pairs


@pytest.mark.parametrize(("fields", "line"), pairs.SAME_STREETS, ids=str)
def test_two_spellings_of_an_address_are_equal(fields: dict[str, str], line: str) -> None:
    assert record.street_of(fields) in record.streets_of(line, place=("60654", "IL", "Chicago"))


@pytest.mark.parametrize(("fields", "line"), pairs.DIFFERENT_STREETS, ids=str)
def test_two_addresses_are_different(fields: dict[str, str], line: str) -> None:
    assert record.street_of(fields) not in record.streets_of(line, place=("60654", "IL", "Chicago"))


def test_names_and_places_are_compared() -> None:
    assert [pair for pair in pairs.SAME_NAMES if not record.same_name(*pair)] == []
    assert [pair for pair in pairs.DIFFERENT_NAMES if record.same_name(*pair)] == []
    assert [pair for pair in pairs.SAME_PLACES if not record.same_place(*pair)] == []
    assert [pair for pair in pairs.DIFFERENT_PLACES if record.same_place(*pair)] == []
    assert pairs.COUNT >= 80
