# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about accounts that are ported partly."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.sinch.porting.tests.unit.rule_cases import INFO, check_case
from ansible_collections.sinch.porting.tests.unit.rule_orders import ABSENT, changed, clean_order, findings_of, places

ORDERED = "+12175232001"
STAYS = {"remaining_numbers": ["+12175232007", "+12175232008"]}
SECOND = "phone_numbers.1.port_out_info"
# The account's billing number is one of the two ordered numbers.
BILLED = {f"{INFO}.account_phone_number": "(217) 523-2001", f"{SECOND}.account_phone_number": ABSENT}
RECORD = {"phone_numbers": ["+12175232000", ORDERED, "+12175232007"]}

# Rule, change, place. A missing place is that of the first change.
CASES: list[tuple[Any, ...]] = [
    ("remaining-number-ordered", {"remaining_numbers": ["+12175232007", ORDERED]}, "remaining_numbers[1]"),
    ("remaining-number-ordered", {"new_billing_number": ORDERED}),
    ("number-not-e164", {"remaining_numbers": ["217 523 2007"]}, "remaining_numbers[0]"),
    ("number-not-e164", {"new_billing_number": "ask us"}),
    ("number-impossible", {"new_billing_number": "+1217523200"}),
    ("number-not-us-or-canada", {"remaining_numbers": ["+442071234567"]}, "remaining_numbers[0]"),
    ("billing-number-ported", {**STAYS, **BILLED}, f"{INFO}.account_phone_number"),
    ("remaining-numbers-several-accounts", {**STAYS, f"{SECOND}.account_num": "B-1"}, "remaining_numbers"),
    (
        "remaining-numbers-several-accounts",
        {**STAYS, f"{SECOND}.account_phone_number": "+12175238888"},
        "remaining_numbers",
    ),
]


@pytest.mark.parametrize("case", CASES)
def test_only_this_rule_finds_the_change(case: tuple[Any, ...]) -> None:
    check_case(*case)


@pytest.mark.parametrize(
    "changes",
    [
        STAYS,
        {"new_billing_number": "+12175232007"},
        {**STAYS, "new_billing_number": "+12175232007"},
        # A remaining number becomes the billing number, so the old one can be ported.
        {**STAYS, **BILLED, "new_billing_number": "+12175232007"},
        # No number remains.
        BILLED,
        {**BILLED, "remaining_numbers": []},
        # A number without a location can remain.
        {"remaining_numbers": ["+18005550199"]},
    ],
)
def test_correct_orders_have_no_finding(changes: dict[str, Any]) -> None:
    assert findings_of(changed(changes)) == []


def test_a_shared_billing_number_is_reported_once() -> None:
    order = {**clean_order(20), **STAYS, "port_out_info": {"account_phone_number": ORDERED}}
    for number in order["phone_numbers"]:
        del number["port_out_info"]["account_phone_number"]
    order["remaining_numbers"] = ["+12175238001"]
    paths = {finding.path for finding in findings_of(order) if finding.rule == "billing-number-ported"}
    assert paths == {"port_out_info.account_phone_number"}


def test_records_show_that_numbers_remain() -> None:
    order = changed({**BILLED, "records": [RECORD]})
    place = "phone_numbers[0].port_out_info.account_phone_number"
    assert places(findings_of(order)) == {("billing-number-ported", place), ("record-number-left", "phone_numbers")}
    # Listing the remaining number ends the one finding, a new billing number the other.
    staying = changed({"remaining_numbers": ["+12175232007"]}, order)
    assert places(findings_of(staying)) == {("billing-number-ported", place)}
    assert findings_of(changed({"new_billing_number": "+12175232007"}, staying)) == []
    # If the rule about remaining numbers is off, this rule does not report them either.
    assert findings_of(order, {"record-number-left": "off"}) == []


def test_a_record_of_another_account_is_ignored() -> None:
    other = {"phone_numbers": ["+13125550100", "+13125550101"], "account_number": "Z-9"}
    order = changed({**BILLED, "records": [{"phone_numbers": ["+12175232000", ORDERED]}, other]})
    assert findings_of(order) == []
