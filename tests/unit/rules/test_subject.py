# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The places of findings: at a default or at a number, in the sequence of the input."""

from __future__ import annotations

import json

from ansible_collections.sinch.porting.tests.unit.rule_orders import (
    changed,
    clean_number,
    clean_order,
    findings_of,
    places,
)

DATE = "desired_port_schedule.desired_port_date"


def test_an_error_in_a_default_is_reported_once_at_the_default() -> None:
    order = clean_order(500)
    order["end_user"] = {**clean_number(0)["end_user"], "zip_code": "1"}
    del order["end_user"]["city"]
    for number in order["phone_numbers"]:
        del number["end_user"]
    assert places(findings_of(order)) == {
        ("postal-code-invalid", "end_user.zip_code"),
        ("missing-member", "end_user.city"),
    }


def test_an_inherited_error_keeps_the_place_of_the_default() -> None:
    order = clean_order()
    order["end_user"] = {**clean_number(0)["end_user"], "zip_code": "1"}
    order["phone_numbers"][0]["end_user"] = {"zip_code": "2"}
    order["phone_numbers"][1]["end_user"] = {"street_num": "14"}
    assert places(findings_of(order)) == {
        ("postal-code-invalid", "end_user.zip_code"),
        ("postal-code-invalid", "phone_numbers[0].end_user.zip_code"),
        ("address-half-default", "phone_numbers[0].end_user.zip_code"),
    }


def test_a_mismatch_is_placed_where_the_number_differs() -> None:
    order = clean_order()
    order["end_user"] = clean_number(0)["end_user"]
    order["phone_numbers"][0]["end_user"] = {"state": "NY"}
    del order["phone_numbers"][1]["end_user"]
    rules = ("postal-code-mismatch", "address-half-default")
    assert places(findings_of(order)) == {(rule, "phone_numbers[0].end_user.state") for rule in rules}


def test_findings_have_the_sequence_of_the_input() -> None:
    order = changed(
        {
            "phone_numbers.11.phone_number": "1",
            "phone_numbers.2.end_user.zip_code": "1",
            "phone_numbers.2.phone_number": "1",
            DATE: "x",
            "customer_order_reference": "r" * 101,
        },
        clean_order(12),
    )
    assert [finding.path for finding in findings_of(order)] == [
        "customer_order_reference",
        DATE,
        "phone_numbers[2].phone_number",
        "phone_numbers[2].end_user.zip_code",
        "phone_numbers[11].phone_number",
        "phone_numbers[11].phone_number",
    ]


def test_findings_are_the_same_whether_numbers_share_a_dict_or_have_equal_ones() -> None:
    """Rows of a table share dicts. A task that runs as a module has copies."""
    order = clean_order(5)
    shared = {**order["phone_numbers"][0]["end_user"], "name": "Harbor Bakery Inc", "zip_code": "1"}
    for number in order["phone_numbers"][:3]:
        number["end_user"] = shared
    found = findings_of(order)
    assert found == findings_of(json.loads(json.dumps(order)))
    assert places(found) == {
        *(("postal-code-invalid", f"phone_numbers[{index}].end_user.zip_code") for index in range(3)),
        # Two of five numbers have the less frequent name.
        *(("name-variants", f"phone_numbers[{index}].end_user.name") for index in (3, 4)),
    }
