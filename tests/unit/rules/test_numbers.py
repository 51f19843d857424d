# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about phone numbers: each with a minimal change, with and without the library."""

from __future__ import annotations

import sys
from typing import Any

import phonenumbers
import pytest

from ansible_collections.sinch.porting.plugins.module_utils._rules import catalog
from ansible_collections.sinch.porting.plugins.module_utils._rules import numbers as number_rules
from ansible_collections.sinch.porting.plugins.module_utils._rules.numbers import is_local_in_usa
from ansible_collections.sinch.porting.tests.unit.rule_cases import NUMBER, check_case
from ansible_collections.sinch.porting.tests.unit.rule_orders import changed, findings_of, places

# Rule, change, place. A missing place is that of the first change.
CASES: list[tuple[Any, ...]] = [
    ("number-not-e164", {NUMBER: "(217) 523-2000"}),
    ("number-not-e164", {NUMBER: "12175232000"}),
    ("number-not-e164", {NUMBER: "+\u0661\u0662\u0661\u0667\u0665\u0662\u0663\u0662\u0660\u0660\u0660\u0660"}),
    ("number-damaged", {NUMBER: "1.2E+10"}),
    ("number-damaged", {NUMBER: "12175232000.0"}),
    ("number-damaged", {NUMBER: "+1217523200O"}),
    ("number-damaged", {NUMBER: "2l75232000"}),
    ("number-not-us-or-canada", {NUMBER: "+442071234567"}),
    ("number-not-us-or-canada", {NUMBER: "+12423456789"}),
    ("number-us-territory", {NUMBER: "+17872345678"}),
    ("number-toll-free", {NUMBER: "+18002345678"}),
    ("number-not-local", {NUMBER: "+19002345678"}),
    ("number-not-local", {NUMBER: "+15002345678"}),
    ("number-not-local", {NUMBER: "+16002345678"}),
    ("number-impossible", {NUMBER: "+12311234567"}),
    ("number-impossible", {NUMBER: "+15551234567"}),
    ("number-impossible", {NUMBER: "+11175232000"}),
    ("number-impossible", {NUMBER: "+12975232000"}),
    ("number-impossible", {NUMBER: "+19115232000"}),
    ("number-impossible", {NUMBER: "+1217523200"}),
    ("number-area-code-unknown", {NUMBER: "+13335232000"}),
    ("number-exchange-n11", {NUMBER: "+12174112000"}),
    ("number-exchange-reserved", {NUMBER: "+12179582000"}),
    ("number-exchange-reserved", {NUMBER: "+12175551212"}),
    ("number-fictional", {NUMBER: "+12175550143"}),
    ("number-twice", {"phone_numbers.1.phone_number": "+12175232000"}),
]


@pytest.mark.parametrize("case", CASES)
def test_only_this_rule_finds_the_change(case: tuple[Any, ...]) -> None:
    check_case(*case)


@pytest.mark.parametrize(
    ("number", "country", "is_local"),
    # phonenumbers 8.13.40 to 9.0.20 classifies all numbers with 305-209 (Miami) as VOIP.
    [("+13052091234", "US", True), ("+16002091234", "CA", False)],
)
def test_a_voip_number_with_a_location_is_local(
    monkeypatch: pytest.MonkeyPatch, number: str, country: str, is_local: bool
) -> None:
    monkeypatch.setattr(number_rules, "is_local_in_usa", lambda *dummy: False)
    monkeypatch.setattr(phonenumbers, "number_type", lambda parsed: phonenumbers.PhoneNumberType.VOIP)
    monkeypatch.setattr(phonenumbers, "region_code_for_number", lambda parsed: country)
    found = places(findings_of(changed({"phone_numbers.0.phone_number": number})))
    assert (("number-not-local", "phone_numbers[0].phone_number") not in found) is is_local


def test_without_phonenumbers_a_finding_says_that_the_numbering_plan_was_not_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    order = changed({"phone_numbers.0.phone_number": "+12423456789"})
    assert places(findings_of(order)) == {("number-not-us-or-canada", "phone_numbers[0].phone_number")}
    monkeypatch.setitem(sys.modules, "phonenumbers", None)
    assert catalog.libraries_missing() == ("phonenumbers",)
    found = findings_of(order)
    assert places(found) == {("library-missing", "phone_numbers")}
    assert "phonenumbers" in found[0].remedy
    assert "area codes" in found[0].message


@pytest.mark.parametrize("number", ["+12311234567", "+18002345678", "2175232000", "+12175550143", "+12174112000"])
def test_without_phonenumbers_the_format_is_still_checked(monkeypatch: pytest.MonkeyPatch, number: str) -> None:
    order = changed({"phone_numbers.0.phone_number": number})
    with_library = places(findings_of(order))
    assert with_library
    monkeypatch.setitem(sys.modules, "phonenumbers", None)
    assert places(findings_of(order)) == with_library | {("library-missing", "phone_numbers")}


def test_the_shortcut_for_local_numbers_agrees_with_the_library() -> None:
    """For each area code, with all kinds of exchanges and lines, and any version of the library."""
    kinds = phonenumbers.PhoneNumberType
    local = (kinds.FIXED_LINE, kinds.MOBILE, kinds.FIXED_LINE_OR_MOBILE)
    disagreed, agreed = [], 0
    for area_code in range(200, 1000):
        for rest in ("2345678", "5550123", "9111234", "2009999", "3102000", "7209000", f"{area_code}{area_code}7"):
            digits = f"{area_code}{rest}"
            number = phonenumbers.PhoneNumber(country_code=1, national_number=int(digits))
            of_library = (
                phonenumbers.region_code_for_number(number) == "US" and phonenumbers.number_type(number) in local
            )
            agreed += of_library
            if is_local_in_usa(phonenumbers, digits) != of_library:
                disagreed.append(digits)
    assert disagreed == []
    assert agreed > 1000
