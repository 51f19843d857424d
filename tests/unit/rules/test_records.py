# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Comparison of orders with the losing carriers' records."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._model import record
from ansible_collections.sinch.porting.tests.unit import record_pairs as pairs
from ansible_collections.sinch.porting.tests.unit.rule_orders import changed, clean_order, findings_of

CLEAN: dict[str, Any] = {
    "name": "HARBOR BAKERY INC",
    "address": "12 N Old Mill Rd Ste 4B",
    "city": "SPRINGFIELD",
    "state": "Illinois",
    "zip": "62701-1234",
    "account_number": "a 4711",
    "billing_phone_number": "(217) 523-9999",
    "authorized_names": ["Ada Baker"],
    "phone_numbers": ["2175232000"],
    "date": "2027-02-20",
    "source": "csr.csv, line 2",
}
SECRET_ACCOUNT = "ZX81-9041"


def found(entry: dict[str, Any], order: dict[str, Any] | None = None, **overrides: str) -> list[Any]:
    order = {**(order or clean_order(1)), "records": [entry]}
    return [one for one in findings_of(order, overrides) if one.rule.startswith("record-")]


def test_equal_values_are_not_reported() -> None:
    assert found(CLEAN) == []


@pytest.mark.parametrize(
    ("change", "rule", "place", "words"),
    [
        (
            {"name": "Harbor Bread Inc"},
            "record-name-differs",
            "end_user.name",
            ("Harbor Bakery, Inc.", "Harbor Bread Inc"),
        ),
        (
            {"address": "12 Old Mill Rd Ste 4B"},
            "record-address-differs",
            "end_user.street_name",
            ("12 N Old Mill Road Suite 4B", "12 Old Mill Rd Ste 4B"),
        ),
        ({"address": "PO Box 12"}, "record-address-differs", "end_user.street_name", ("ask for the service address",)),
        ({"city": "Shelbyville"}, "record-address-differs", "end_user.city", ("Springfield", "Shelbyville")),
        ({"state": "IN"}, "record-address-differs", "end_user.state", ("'IL'", "'IN'")),
        ({"zip": "62710"}, "record-address-differs", "end_user.zip_code", ("62701", "62710")),
        (
            {"account_number": SECRET_ACCOUNT},
            "record-account-differs",
            "port_out_info.account_num",
            ("both are secret",),
        ),
        (
            {"billing_phone_number": "2175239998"},
            "record-billing-number-differs",
            "port_out_info.account_phone_number",
            ("+12175239999", "+12175239998"),
        ),
        (
            {"authorized_names": ["Ida Baker", "Bo Miller"]},
            "record-authorizer-differs",
            "port_out_info.authorizing_name",
            ("Ada Baker", "Ida Baker", "Bo Miller"),
        ),
        ({"phone_numbers": ["2175230000"]}, "record-number-absent", "phone_number", ("not among the numbers",)),
    ],
)
def test_every_difference_is_reported_with_both_spellings(
    change: dict[str, Any], rule: str, place: str, words: tuple[str, ...]
) -> None:
    findings = [one for one in found({**CLEAN, **change}) if one.rule != "record-number-left"]
    assert [(one.rule, one.path) for one in findings] == [(rule, f"phone_numbers[0].{place}")]
    assert all(word in findings[0].message for word in words)
    assert "csr.csv, line 2" in findings[0].message
    assert SECRET_ACCOUNT not in str(findings)
    assert "4711" not in str(findings)


def test_remaining_numbers_are_reported_unless_the_order_lists_them() -> None:
    entry = {**CLEAN, "phone_numbers": ["2175232000", "2175232007", "2175232008"]}
    (left,) = found(entry)
    assert (left.rule, left.path) == ("record-number-left", "phone_numbers")
    assert "2 numbers" in left.message
    assert "+12175232007, +12175232008" in left.message
    staying = {**clean_order(1), "remaining_numbers": ["+12175232007", "+12175232008"]}
    assert found(entry, staying) == []


def test_an_old_record_is_reported_with_its_age() -> None:
    (old,) = found({**CLEAN, "date": "2027-01-15"})
    assert (old.rule, old.path) == ("record-old", "records")
    assert "45 days" in old.message
    assert found({**CLEAN, "date": "2027-01-30"}) == []


def test_a_number_without_a_record_is_reported_if_the_rule_is_on() -> None:
    order = {**clean_order(2), "records": [CLEAN, {**CLEAN, "account_number": "B-1", "phone_numbers": ["2175239000"]}]}
    changed_order = changed({"phone_numbers.1.port_out_info.account_num": "C-9"}, order)
    missing = [one for one in findings_of(changed_order, {"record-missing": "warn"}) if one.rule == "record-missing"]
    assert [one.path for one in missing] == ["phone_numbers[1].phone_number"]
    assert [one for one in findings_of(changed_order) if one.rule == "record-missing"] == []


def test_a_record_is_matched_by_number_by_account_or_because_it_is_the_only_one() -> None:
    wrong = {**CLEAN, "name": "Wrong Inc", "account_number": "X-1", "phone_numbers": ["2175230000"]}
    by_number = {**clean_order(1), "records": [wrong, CLEAN]}
    assert [one for one in findings_of(by_number) if one.rule == "record-name-differs"] == []
    account = {name: value for name, value in CLEAN.items() if name != "phone_numbers"}
    by_account = {**clean_order(1), "records": [wrong, account]}
    assert [one for one in findings_of(by_account) if one.rule == "record-name-differs"] == []
    assert found({"name": "Wrong Inc"})[0].rule == "record-name-differs"


BILL = """
    PRAIRIE TELEPHONE      Invoice of February 20, 2027
    Account number  A-47 11
    HARBOR BAKERY, INC.
    12 NORTH OLD MILL RD STE 4B
    SPRINGFIELD IL 62701-1234
    Service for (217) 523-2000
    ---
    Account number  B-9
    OTHER COMPANY LLC  77 FIRST AVE  CHICAGO IL 60654   (312) 555-0123
"""


def test_a_bill_is_searched_for_the_values_of_the_order() -> None:
    entry = {"text": BILL, "phone_numbers": ["2175232000"], "source": "bill.pdf"}
    assert found(entry) == []
    order = changed({"phone_numbers.0.end_user.street_name": "New Mill"}, clean_order(1))
    (address,) = found(entry, order)
    assert (address.rule, address.path) == ("record-address-differs", "phone_numbers[0].end_user.street_name")
    assert "does not contain (it has '12 n old ml rd ste')" in address.message
    order = changed({"phone_numbers.0.port_out_info.account_num": SECRET_ACCOUNT}, clean_order(1))
    (account,) = found(entry, order)
    assert account.rule == "record-account-differs"
    assert SECRET_ACCOUNT not in str(account)


def test_a_bill_with_three_accounts_matches_each_of_them() -> None:
    second = changed(
        {
            "phone_numbers.0.end_user": {
                **clean_order(1)["phone_numbers"][0]["end_user"],
                **pairs.street("77", "First", "Avenue"),
                "name": "Other Company LLC",
                "city": "Chicago",
                "zip_code": "60654",
                "street_pre_dir": "",
                "location_type1": "",
                "location_value1": "",
            },
            "phone_numbers.0.port_out_info.account_num": "B9",
        },
        clean_order(1),
    )
    assert found({"text": BILL}, second) == []


def test_shared_sections_are_compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    count = 0
    streets_of = record.streets_of

    def counted(line: str, **more: Any) -> Any:
        nonlocal count
        count += 1
        return streets_of(line, **more)

    monkeypatch.setattr(record, "streets_of", counted)
    order = clean_order(40)
    shared = order["phone_numbers"][0]["end_user"]
    for number in order["phone_numbers"]:
        number["end_user"] = shared
    assert found({name: CLEAN[name] for name in ("name", "address")}, order) == []
    assert count == 1
