# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Features that were left out of a number, and its validated 911 address."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.sinch.porting.plugins.module_utils._model.features import (
    e911_changed,
    e911_changes,
    excluded_features,
    exclusion_reasons,
)

SENT = {
    "name": "Harbor Bakery",
    "street_num": "500",
    "street_info": "North Clark Street",
    "location": "Suite 4",
    "city": "Chicago",
    "state": "IL",
    "postal_code": "60654",
}
VALIDATED = {
    "enh_street_num": "500",
    "enh_street_info": "N CLARK ST",
    "enh_location": "STE 4",
    "enh_city": "CHICAGO",
    "enh_state": "IL",
    "enh_postal_code": "60654",
    "enh_postal_code_plus_four": "1234",
}


def validated(sent: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    return {"features": {"e911": {**SENT, **(sent or {}), **VALIDATED, **changes}}}


@pytest.mark.parametrize(
    ("sent", "found"),
    [
        ({}, {}),
        ({"street_info": "n. clark st."}, {}),
        ({"street_info": "North  Clark Street"}, {"enh_street_info": "North Clark Street"}),
        ({"location": ""}, {"enh_location": ""}),
        ({"location": "#4"}, {"enh_location": "UNIT 4"}),
        ({"location": "", "street_info": "North Clark Street Suite 4"}, {}),
        ({"postal_code": "60654-1234"}, {}),
        ({"postal_code": "60654", "postal_code_plus_four": "1234"}, {}),
        ({"postal_code_plus_four": "1234"}, {"enh_postal_code_plus_four": ""}),
        ({"postal_code": "k1a 0b1", "state": "ontario"}, {"enh_postal_code": "K1A0B1", "enh_state": "ON"}),
        ({"state": "Illinois"}, {}),
        ({"city": "Saint Louis"}, {"enh_city": "ST LOUIS"}),
        ({"city": "St. Louis"}, {"enh_city": "SAINT LOUIS"}),
        ({"street_num": 500}, {}),
        ({"street_info": "Harbour Boulevard"}, {"enh_street_info": "HBR BLVD"}),
        ({"street_info": "O'Hare Avenue"}, {"enh_street_info": "OHARE AVE"}),
        ({"street_info": "Kerr Highway South-West"}, {"enh_street_info": "KERR HWY SOUTH WEST"}),
    ],
)
def test_another_spelling_of_the_same_address_is_not_a_change(sent: dict[str, Any], found: dict[str, Any]) -> None:
    assert e911_changes(validated(sent, **found)) == []
    assert not e911_changed(validated(sent, **found))


@pytest.mark.parametrize(
    ("sent", "found", "members"),
    [
        ({}, {"enh_street_num": "5000"}, ["street_num"]),
        ({}, {"enh_street_info": "S CLARK ST"}, ["street_info"]),
        ({}, {"enh_street_info": "N CLARK AVE"}, ["street_info"]),
        ({}, {"enh_location": ""}, ["location"]),
        ({}, {"enh_location": "APT 4"}, ["location"]),
        ({"location": ""}, {"enh_location": "STE 4"}, ["location"]),
        ({}, {"enh_city": "CICERO", "enh_postal_code": "60804"}, ["city", "postal_code"]),
        ({}, {"enh_state": "IN"}, ["state"]),
        ({"postal_code_plus_four": "9999"}, {}, ["postal_code_plus_four"]),
    ],
)
def test_each_changed_member_is_named(sent: dict[str, Any], found: dict[str, Any], members: list[str]) -> None:
    assert e911_changes(validated(sent, **found)) == members
    assert e911_changed(validated(sent, **found))


@pytest.mark.parametrize(
    "number",
    [
        {},
        {"features": None},
        {"features": {"e911": None}},
        {"features": {"e911": SENT}},
        {"features": {"e911": {**SENT, **dict.fromkeys(VALIDATED, "")}}},
        {"features": {"e911": VALIDATED}},
        {"features": {"e911": "text"}},
        {"features": ["e911"]},
    ],
)
def test_without_a_sent_or_a_validated_address_nothing_has_changed(number: dict[str, Any]) -> None:
    assert e911_changes(number) == []


def test_features_have_the_names_of_the_service() -> None:
    given = [
        {"feature_name": "E911", "exclusion_reason": "Address not found"},
        {"feature_name": "Something new"},
        {"feature_name": "E911"},
        {"feature_name": " "},
        {"exclusion_reason": "nameless"},
        None,
    ]
    number = {"excluded_features": given}
    assert excluded_features(number) == ["E911", "Something new"]
    assert exclusion_reasons({"excluded_features": given[:2]}) == {"E911": "Address not found", "Something new": ""}
    # Facts give the same result.
    assert excluded_features({"excluded_features": ["E911", "Something new"]}) == ["E911", "Something new"]
    assert e911_changed({"e911_changed": True})


@pytest.mark.parametrize("odd", [None, "E911", 7, {}, {"feature_name": "E911"}])
def test_input_that_is_not_a_list_of_features_gives_none(odd: Any) -> None:
    assert excluded_features({"excluded_features": odd}) == []


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*SENT, *VALIDATED]), inner),
    max_leaves=8,
)


@given(ANYTHING, ANYTHING)
def test_any_response_can_be_read(features: Any, address: Any) -> None:
    for number in ({"features": features}, {"features": {"e911": address}}, {"excluded_features": address}):
        assert isinstance(e911_changed(number), bool)
        assert all(isinstance(name, str) for name in excluded_features(number))
