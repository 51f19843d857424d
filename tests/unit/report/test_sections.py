# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sections of the page: what is shown completely, and what is left out with a note."""

from __future__ import annotations

import re

from ansible_collections.sinch.porting.plugins.module_utils._report.page import page
from ansible_collections.sinch.porting.tests.unit.html_reader import Reader
from ansible_collections.sinch.porting.tests.unit.report_orders import fleet, number, order, report_of


def test_a_small_fleet_is_shown_completely() -> None:
    made = report_of(*fleet(3, 30))
    reader = Reader(page(made))
    assert len(made["numbers"]) == 90
    assert all(row["phone_number"] in reader.text for row in made["numbers"])
    assert "Shown are" not in reader.text


def test_of_a_large_fleet_orders_and_stuck_numbers_are_shown() -> None:
    made = report_of(*fleet(60, 200), today="2027-02-20")
    text = page(made)
    reader = Reader(text)
    assert len(text) < 400_000
    listed = set(re.findall(r"\+1[0-9]{10}", reader.text.partition("Numbers that are stuck")[2]))
    shown = [row for row in made["numbers"] if row["phone_number"] in listed]
    assert {row["status"] for row in shown} == {"REJECTED"}
    assert 500 <= len(shown) < 1_000
    assert "Shown are 500 of 1,200 numbers that were rejected or left out, of 12,000 in all." in reader.text
    assert all(summary["reference"] in reader.text for summary in made["orders"])


def test_a_list_says_how_much_it_leaves_out() -> None:
    made = report_of(*fleet(700, 2))
    matters = sum(entry["kind"] != "rejected" for entry in made["attention"])
    reader = Reader(page(made))
    assert f"first 100 of {matters} matters" in reader.text
    assert "first 500 of 700 orders" in reader.text


def test_missing_features_have_a_section() -> None:
    sent = {"street_num": "12", "enh_street_num": "1200"}
    made = report_of(
        order(
            1,
            number("+12025550101", "ACTIVATED", excluded_features=[{"feature_name": "E911"}]),
            number("+12025550102", features={"e911": sent}),
            number("+12025550103", "REJECTED", excluded_features=[{"feature_name": "E911"}]),
        )
    )
    held = Reader(page(made)).text.partition("911 and other features")[2].partition("Rejections")[0]
    assert "+12025550101activatedE911" in held
    assert "changed: street num" in held
    assert "+12025550103" not in held
    assert "1200" not in Reader(page(made)).text
