# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Orders as files: read by the reader of ``src``, without losses and without secrets."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.sinch.porting.plugins.module_utils._base.names import to_api
from ansible_collections.sinch.porting.plugins.module_utils._model.merging import merged_numbers
from ansible_collections.sinch.porting.plugins.module_utils._report.order_file import (
    file_names,
    is_untouched,
    missing,
    order_file,
    order_of,
)
from ansible_collections.sinch.porting.plugins.plugin_utils._yaml_or_json import parse
from ansible_collections.sinch.porting.tests.unit.rule_orders import clean_order

SECRETS = ("739152", "A-4711")


def order(count: int = 3, **members: Any) -> dict[str, Any]:
    """An order as a read shows it: without defaults, and with the members that the service adds."""
    found = clean_order(count)
    shared = {name: found.pop(name) for name in ("voice_configuration", "sms_configuration")}
    for number in found["phone_numbers"]:
        number |= {**shared, "status": "PENDING", "phone_number_group": "GW Verizon Grp1", "x_undocumented": [1]}
        number["end_user"] |= {"street_post_dir": "", "location_type2": None}
        number["features"]["e911"]["enh_city"] = "SPRINGFIELD"
    return {"id": 890190001, "status": "PENDING", "notes": [], "documents": [], **found, **members}


def read(content: bytes) -> dict[str, Any]:
    found: dict[str, Any] = parse(content, name="order.yml")
    return found


def test_a_file_has_shared_members_once_and_the_others_for_each_number() -> None:
    text = order_file(order()).decode()
    assert text.count("Harbor Bakery, Inc.") == text.count("trunk_id") == text.count("Ada Baker") == 1
    found = read(text.encode())
    assert list(found) == [
        *("order_id", "customer_order_reference", "desired_port_schedule", "loa_uploaded_by", "loa_attachment_date"),
        *("end_user", "port_out_info", "voice_configuration", "sms_configuration", "phone_numbers"),
    ]
    original = clean_order(3)
    for secret in ("existing_port_out_pin", "account_num"):
        for number in original["phone_numbers"]:
            del number["port_out_info"][secret]
    assert merged_numbers(found) == merged_numbers(original)


@pytest.mark.parametrize("count", [1, 2, 500])
def test_numbers_in_any_sequence_give_the_same_bytes(count: int) -> None:
    backwards = order(count)
    backwards["phone_numbers"].reverse()
    content = order_file(order(count))
    assert order_file(backwards) == content
    assert is_untouched(content)
    assert len(read(content)["phone_numbers"]) == count


def test_a_file_contains_no_secret_and_names_the_missing_ones() -> None:
    found = order(3)
    found["phone_numbers"][1]["new_port_out_pin"] = "819273"
    found["phone_numbers"][2]["port_out_info"]["account_num"] = "****"
    found["phone_numbers"][2]["port_out_info"]["transfer_pin"] = "555666"
    del found["phone_numbers"][2]["port_out_info"]["existing_port_out_pin"]
    text = order_file(found).decode()
    for secret in (*SECRETS, "819273", "555666", "****"):
        assert secret not in text
    assert [str(one) for one in missing(found)] == [
        "port_out_info.existing_port_out_pin, of 2 numbers",
        "port_out_info.account_num, of 3 numbers",
        "new_port_out_pin, of 1 number",
    ]
    assert all(f"# - {one}\n" in text for one in missing(found))


def test_if_a_read_shows_no_secrets_they_may_be_missing() -> None:
    found = order(1)
    found["phone_numbers"][0]["port_out_info"] = {"authorizing_name": "Ada Baker"}
    assert next(one.as_result() for one in missing(found)) == {
        "member": "port_out_info.existing_port_out_pin",
        "phone_number_count": 1,
        "certain": False,
    }
    assert b"# - new_port_out_pin, of 1 number, if the order has one\n" in order_file(found)


def test_an_edited_file_is_recognized_by_its_fingerprint() -> None:
    content = order_file(order())
    assert not is_untouched(content.replace(b"Ada Baker", b"Ada Miller"))
    assert not is_untouched(content + b"# a remark\n")
    assert not is_untouched(content.replace(b"# Fingerprint", b"# fingerprint"))
    assert not is_untouched(b"$ANSIBLE_VAULT;1.1;AES256\n3132\n")
    assert not is_untouched(b"")


def test_the_order_id_is_read_from_a_file() -> None:
    assert order_of(order_file(order())) == "890190001"
    assert order_of(order_file(order(id="later-7"))) == "later-7"
    assert order_of(b"customer_order_reference: hq\n") is None


@pytest.mark.parametrize(
    ("reference", "names"),
    [
        ("branch-17", ("branch-17.yml", "branch-17-7.yml")),
        ("", ("order-7.yml", "order-7.yml")),
        ("../../etc/passwd", ("etc-passwd-7.yml", "etc-passwd-7.yml")),
        ("a/b", ("a-b-7.yml", "a-b-7.yml")),
        (".hidden", ("hidden-7.yml", "hidden-7.yml")),
        ("\u79fb\u884c", ("order-7.yml", "order-7.yml")),
        ("x" * 100, ("x" * 100 + ".yml", "x" * 100 + "-7.yml")),
    ],
)
def test_a_file_name_cannot_leave_the_folder(reference: str, names: tuple[str, str]) -> None:
    assert file_names({"id": 7, "customer_order_reference": reference}) == names


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


@given(name=TEXTS, reference=TEXTS, number=TEXTS)
def test_every_text_is_read_back_unchanged(name: str, reference: str, number: str) -> None:
    found = order(1, customer_order_reference=reference)
    found["phone_numbers"][0]["end_user"] |= {"name": name, "street_num": number}
    content = order_file(found)
    back = read(content)
    assert back["customer_order_reference"] == reference
    assert back["phone_numbers"][0]["end_user"]["name"] == name
    assert back["phone_numbers"][0]["end_user"]["street_num"] == number
    assert yaml.safe_load(content) == back
    assert is_untouched(content)


def test_days_and_times_have_the_usual_format() -> None:
    found = order(1)
    found["phone_numbers"][0]["port_out_info"]["authorizing_date"] = "2027-02-26T00:00:00Z"
    found["desired_port_schedule"]["desired_port_time"] = "09:00:00Z"
    back = read(order_file(found))
    assert back["phone_numbers"][0]["port_out_info"]["authorizing_date"] == "2027-02-26"
    assert back["desired_port_schedule"]["desired_port_time"] == "09:00:00"
    assert back["loa_attachment_date"] == "2027-02-26T12:00:00Z"


def test_members_of_the_api_are_all_kept() -> None:
    body = to_api(clean_order(1))
    assert "existingPortOutPin" in str(body)
    assert set(read(order_file(order(1, on_demand_activation=False, reseller_name="Example Resale")))) >= {
        "on_demand_activation",
        "reseller_name",
    }
