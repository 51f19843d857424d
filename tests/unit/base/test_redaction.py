# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.sinch.porting.plugins.module_utils._base.redaction import (
    MASK,
    Redactor,
    is_secret,
    secret_values,
    without_secrets,
)


@pytest.mark.parametrize(
    "member",
    ["existing_port_out_pin", "account_num", "new_port_out_pin", "key_secret", "access_token", "port_pin", "passcode"],
)
def test_secret_names_are_recognized(member):
    assert is_secret(member)


@pytest.mark.parametrize("member", ["account_phone_number", "phone_number", "pinned", "name", "spinning_wheel", "id"])
def test_other_names_are_not_secret(member):
    assert not is_secret(member)


def test_secrets_are_removed_by_name_and_nothing_else_is_changed():
    order = {
        "id": 512345,
        "phone_numbers": [
            {
                "phone_number": "+12345678901",
                "end_user": {"street_num": "1234", "zip_code": "12345"},
                "port_out_info": {"existing_port_out_pin": "1234", "account_num": "12345", "authorizing_name": "1234"},
                "new_port_out_pin": "0",
            }
        ],
    }
    assert without_secrets(order) == {
        "id": 512345,
        "phone_numbers": [
            {
                "phone_number": "+12345678901",
                "end_user": {"street_num": "1234", "zip_code": "12345"},
                "port_out_info": {"authorizing_name": "1234"},
            }
        ],
    }
    assert sorted(secret_values(order)) == ["0", "1234", "12345"]


@pytest.mark.parametrize("filling", [0, 1, 63, 64, 500])
def test_secrets_are_removed_by_name_in_data_of_any_size_and_spelling(filling):
    table = {f"+1217523{index:04}": "PENDING" for index in range(filling)}
    for name in ("existing_port_out_pin", "existingPortOutPin", "PIN"):
        assert without_secrets({**table, name: "7361"}) == table
        assert Redactor().clean_data({**table, name: "7361"}) == table
        assert secret_values([{**table, name: "7361"}, {7: {name: 7362}}]) == ["7362", "7361"]


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("PIN 1234 is wrong", f"PIN {MASK} is wrong"),
        ("'1234'", f"'{MASK}'"),
        ("pin=1234,", f"pin={MASK},"),
        ("number +12345678901", "number +12345678901"),
        ("order 512345", "order 512345"),
        ("order 1234", f"order {MASK}"),
        ("+1234", "+1234"),
        ("A1234", "A1234"),
    ],
)
def test_short_values_are_removed_only_if_they_stand_alone(text, clean):
    assert Redactor(["1234"]).clean(text) == clean


def test_long_values_are_removed_everywhere():
    assert Redactor(["s3cr3t-s3cr3t"]).clean("xs3cr3t-s3cr3tx") == f"x{MASK}x"


def test_encoded_forms_of_a_secret_are_recognized():
    redactor = Redactor(['quo"te & more'])
    for form in (json.dumps('quo"te & more'), "quo%22te%20%26%20more", base64.b64encode(b'quo"te & more').decode()):
        assert MASK in redactor.clean(f"x {form} y")


def test_secrets_in_free_text_are_removed():
    data = {"notes": [{"note": "PIN 1234 refused"}], "reject_reason": "1234", "street_num": "1234"}
    assert Redactor(["1234"]).clean_data(data) == {
        "notes": [{"note": f"PIN {MASK} refused"}],
        "reject_reason": MASK,
        "street_num": "1234",
    }


def test_a_mask_is_not_a_secret():
    redactor = Redactor(["****", "", None])
    assert redactor.clean("**** and nothing") == "**** and nothing"


@given(st.lists(st.text(min_size=1, max_size=12), max_size=5), st.text())
def test_any_value_can_be_learned_and_any_text_redacted(values, text):
    assert isinstance(Redactor(values).clean(text), str)


@given(st.text(alphabet="0123456789abcdef", min_size=10, max_size=30), st.text(), st.text())
def test_a_long_secret_never_remains(secret, before, after):
    assert secret not in Redactor([secret]).clean(before + secret + after)


@given(st.text(alphabet="0123456789", min_size=1, max_size=9))
def test_a_short_secret_never_remains_alone(secret):
    assert secret not in Redactor([secret]).clean(f"the PIN {secret}, it says").split()
