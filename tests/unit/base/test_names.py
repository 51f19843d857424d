# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The two spellings of a name, and the conversion of responses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.sinch.porting.plugins.module_utils._base.names import camel, document, from_api, snake, to_api

PAIRS = {
    "id": "id",
    "phoneNumber": "phone_number",
    "desiredPortTimeZone": "desired_port_time_zone",
    "locationType1": "location_type1",
    "locationValue3": "location_value3",
    "e911": "e911",
    "enhPostalCodePlusFour": "enh_postal_code_plus_four",
    "loaUploadedBy": "loa_uploaded_by",
    "newPortOutPin": "new_port_out_pin",
    "webhookUrl": "webhook_url",
    "createdDateStart": "created_date_start",
    "x1y2Z3": "x1y2_z3",
}


@pytest.mark.parametrize(("theirs", "ours"), PAIRS.items())
def test_a_name_has_two_spellings(theirs: str, ours: str) -> None:
    assert snake(theirs) == ours
    assert camel(ours) == theirs
    assert snake(ours) == ours
    assert camel(theirs) == theirs


@pytest.mark.parametrize(("theirs", "ours"), [("orderID", "order_id"), ("URLPath", "url_path"), ("", ""), ("_", "_")])
def test_odd_names_are_converted(theirs: str, ours: str) -> None:
    assert snake(theirs) == ours


LETTERS = "abcxyz"
WORD = st.builds(str.__add__, st.sampled_from(LETTERS), st.text(LETTERS + "09", min_size=1, max_size=5))


@given(st.lists(WORD, min_size=1, max_size=5))
def test_a_snake_case_name_survives_camel_case_and_back(words: list[str]) -> None:
    ours = "_".join(words)
    assert snake(camel(ours)) == ours


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=20,
)


@given(JSON)
def test_any_data_can_be_converted_and_converting_again_changes_nothing(data: object) -> None:
    turned = from_api(data)
    assert from_api(turned) == turned
    to_api(data)


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ({"exclusionTime": "t"}, {"exclusion_date": "t"}),
        ({"exclusionDate": "d"}, {"exclusion_date": "d"}),
        ({"exclusionTime": "t", "exclusionDate": "d"}, {"exclusion_date": "d"}),
        ({"exclusionDate": None, "exclusionTime": "t"}, {"exclusion_date": "t"}),
        ({"activateTime": "14:00"}, {"activated_date": "14:00"}),
        ({"activatedDate": "d", "activateTime": "14:00"}, {"activated_date": "d"}),
        ({"id": "890192331"}, {"id": 890192331}),
        ({"id": 890192331}, {"id": 890192331}),
        ({"id": 890192331.0}, {"id": 890192331}),
        ({"orderId": "12", "documentId": "3"}, {"order_id": 12, "document_id": 3}),
        ({"id": "a1"}, {"id": "a1"}),
        ({"id": ""}, {"id": ""}),
        ({"id": "١٢"}, {"id": "١٢"}),
        ({"id": "9" * 5000}, {"id": "9" * 5000}),
        ({"id": 1e300}, {"id": 1e300}),
        ({"id": True}, {"id": True}),
        ({"voiceConfiguration": {"trunkId": "0123"}}, {"voice_configuration": {"trunk_id": "0123"}}),
        (
            {"phoneNumbers": [{"newMember": [{"someThing": 1}]}]},
            {"phone_numbers": [{"new_member": [{"some_thing": 1}]}]},
        ),
        ({"status": "phoneNumber"}, {"status": "phoneNumber"}),
        ([], []),
        (None, None),
    ],
)
def test_responses_are_converted_to_one_form(theirs: object, ours: object) -> None:
    assert from_api(theirs) == ours


def test_the_input_is_not_changed() -> None:
    data = {"exclusionTime": "t", "id": "1"}
    from_api(data)
    to_api(data)
    assert data == {"exclusionTime": "t", "id": "1"}


@pytest.mark.parametrize("name", ["testURL", "A2PLC", "orderIDs", "someX1Y"])
def test_an_undocumented_name_is_sent_back_unchanged(name: str) -> None:
    assert to_api(from_api({name: 1})) == {name: 1}


@pytest.mark.parametrize("name", ["E911", "ID", "State", "ZIPCode"])
def test_a_documented_name_keeps_its_spelling_whatever_a_response_contains(name: str) -> None:
    members = ("e911", "id", "state", "zip_code")
    document(members)  # as the models do when they are loaded
    before = to_api(dict.fromkeys(members))
    from_api({name: 1})
    assert to_api(dict.fromkeys(members)) == before == dict.fromkeys(("e911", "id", "state", "zipCode"))
