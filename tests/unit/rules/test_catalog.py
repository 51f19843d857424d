# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Severities, places, missing libraries, and the page about the rules."""

from __future__ import annotations

import importlib.util
import re
import sys
from datetime import datetime, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfoNotFoundError

import phonenumbers
import pytest

from ansible_collections.sinch.porting.plugins.module_utils._base import dates
from ansible_collections.sinch.porting.plugins.module_utils._rules import catalog, postal
from ansible_collections.sinch.porting.plugins.module_utils._rules import numbers as number_rules
from ansible_collections.sinch.porting.plugins.module_utils._rules.numbers import is_local_in_usa
from ansible_collections.sinch.porting.plugins.module_utils._rules.rule import RULES
from ansible_collections.sinch.porting.plugins.module_utils._rules.severities import effective_severities
from ansible_collections.sinch.porting.tests.unit.rule_orders import (
    changed,
    clean_number,
    clean_order,
    findings_of,
    places,
)

ROOT = Path(__file__).resolve().parents[3]
DATE = "desired_port_schedule.desired_port_date"


# ---- severities --------------------------------------------------------------


def test_overrides_set_severities() -> None:
    severities, problems = effective_severities(
        {"port-date-weekend": "error", "number-fictional": False, "name-long": "warn", "number-impossible": "warn"}
    )
    assert not problems
    assert severities["port-date-weekend"] == "error"
    assert severities["number-fictional"] == "off"
    assert severities["name-long"] == severities["number-impossible"] == "warn"
    assert severities["port-date-passed"] == "error"


@pytest.mark.parametrize(
    ("override", "path", "remedy"),
    [
        ({"port-date-wekend": "off"}, "rules.port-date-wekend", "port-date-weekend"),
        ({"port-date-weekend": "warning"}, "rules.port-date-weekend", "error, warn or off"),
        ({"port-date-weekend": True}, "rules.port-date-weekend", "error, warn or off"),
        ({"wrong-type": "warn"}, "rules.wrong-type", "Leave it out"),
        ({7: "warn"}, "rules.7", "documentation"),
    ],
)
def test_a_wrong_override_is_told(override: dict[Any, Any], path: str, remedy: str) -> None:
    severities, problems = effective_severities(override)
    assert [(finding.rule, finding.severity, finding.path) for finding in problems] == [("unknown-rule", "error", path)]
    assert remedy in problems[0].remedy
    assert severities == effective_severities({})[0]


def test_wrong_overrides_can_be_let_pass() -> None:
    assert effective_severities({"unknown-rule": "off", "no-such-rule": "off"})[1] == []
    assert effective_severities({"unknown-rule": "warn", "no-such-rule": "off"})[1][0].severity == "warn"


def test_a_severity_reaches_the_finding_and_off_silences_it() -> None:
    order = changed({DATE: "2027-03-20"})
    assert [finding.severity for finding in findings_of(order)] == ["warn"]
    assert [finding.severity for finding in findings_of(order, {"port-date-weekend": "error"})] == ["error"]
    assert findings_of(order, {"port-date-weekend": "off"}) == []


# ---- places ------------------------------------------------------------------


def test_a_fault_of_a_default_is_told_once_and_at_the_default() -> None:
    order = clean_order(500)
    order["end_user"] = {**clean_number(0)["end_user"], "zip_code": "1"}
    del order["end_user"]["city"]
    for number in order["phone_numbers"]:
        del number["end_user"]
    assert places(findings_of(order)) == {
        ("postal-code-invalid", "end_user.zip_code"),
        ("missing-member", "end_user.city"),
    }


def test_a_number_that_says_more_keeps_the_defaults_place() -> None:
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


def test_findings_come_in_the_order_of_the_input() -> None:
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


# ---- time --------------------------------------------------------------------


@pytest.mark.parametrize("database", [True, False])
@pytest.mark.parametrize(
    ("zone", "day", "passed"),
    # 05:30 in the morning in London: in the east the day is on, at the coast of the Pacific it is the day before.
    [
        ("US/Eastern", "2027-03-01", True),
        ("US/Pacific", "2027-03-01", False),
        ("GMT", "2027-03-01", True),
        ("US/Pacific", "2027-02-28", True),
        ("Mars/Olympus", "2027-03-01", False),
    ],
)
def test_a_day_passes_in_its_own_zone(
    monkeypatch: pytest.MonkeyPatch, zone: str, day: str, passed: bool, database: bool
) -> None:
    if not database:
        monkeypatch.setattr(dates, "ZoneInfo", _no_database)
    schedule = {"desired_port_date": day, "desired_port_time": "00:15:00", "desired_port_time_zone": zone}
    order = changed({"desired_port_schedule": schedule})
    found = findings_of(order, now=datetime(2027, 3, 1, 5, 30, tzinfo=timezone.utc))
    assert (("port-date-passed", DATE) in places(found)) is passed


@pytest.mark.parametrize(
    ("schedule", "now", "passed"),
    # The project may have a default time and zone, which nobody knows here: only the day counts, where it ends last.
    [
        ({}, datetime(2027, 3, 1, 23, tzinfo=timezone.utc), False),
        ({}, datetime(2027, 3, 2, 7, 59, tzinfo=timezone.utc), False),
        ({}, datetime(2027, 3, 2, 8, 0, tzinfo=timezone.utc), True),
        ({"desired_port_time": "09:00"}, datetime(2027, 3, 2, 7, 59, tzinfo=timezone.utc), False),
        ({"desired_port_time": "09:00"}, datetime(2027, 3, 2, 8, 0, tzinfo=timezone.utc), True),
        ({"desired_port_time_zone": "US/Eastern"}, datetime(2027, 3, 2, 7, 59, tzinfo=timezone.utc), False),
        ({"desired_port_time_zone": "US/Eastern"}, datetime(2027, 3, 2, 8, 0, tzinfo=timezone.utc), True),
        (
            {"desired_port_time": "09:00", "desired_port_time_zone": "US/Eastern"},
            datetime(2027, 3, 1, 14, 0, tzinfo=timezone.utc),
            True,
        ),
    ],
)
def test_without_a_time_or_zone_the_day_must_be_over_everywhere(
    schedule: dict[str, str], now: datetime, passed: bool
) -> None:
    order = changed({"desired_port_schedule": {"desired_port_date": "2027-03-01", **schedule}})
    assert (("port-date-passed", DATE) in places(findings_of(order, now=now))) is passed


def _no_database(key: str) -> None:
    raise ZoneInfoNotFoundError(key)


# ---- kinds of numbers ----


@pytest.mark.parametrize(
    ("number", "country", "is_local"),
    # Releases of phonenumbers from 8.13.40 to 9.0.20 call all numbers of Miami with 305-209 VOIP.
    [("+13052091234", "US", True), ("+16002091234", "CA", False)],
)
def test_a_number_of_the_kind_voip_is_local_where_it_has_a_place(
    monkeypatch: pytest.MonkeyPatch, number: str, country: str, is_local: bool
) -> None:
    monkeypatch.setattr(number_rules, "is_local_in_usa", lambda *dummy: False)
    monkeypatch.setattr(phonenumbers, "number_type", lambda parsed: phonenumbers.PhoneNumberType.VOIP)
    monkeypatch.setattr(phonenumbers, "region_code_for_number", lambda parsed: country)
    found = places(findings_of(changed({"phone_numbers.0.phone_number": number})))
    assert (("number-not-local", "phone_numbers[0].phone_number") not in found) is is_local


# ---- postal codes ------------------------------------------------------------

# Where the government of each state, territory and province has its seat.
_CAPITALS = """
AL 36104  AK 99801  AZ 85007  AR 72201  CA 95814  CO 80203  CT 06106  DE 19901  DC 20001  FL 32399  GA 30334  HI 96813
ID 83702  IL 62706  IN 46204  IA 50319  KS 66612  KY 40601  LA 70802  ME 04333  MD 21401  MA 02133  MI 48933  MN 55155
MS 39201  MO 65101  MT 59601  NE 68508  NV 89701  NH 03301  NJ 08608  NM 87501  NY 12224  NC 27601  ND 58505  OH 43215
OK 73105  OR 97301  PA 17120  RI 02903  SC 29201  SD 57501  TN 37243  TX 78701  UT 84103  VT 05633  VA 23219  WA 98501
WV 25305  WI 53703  WY 82001  PR 00901  VI 00802  GU 96910  AS 96799  MP 96950
AB T5K2B6  BC V8V1X4  MB R3C0V8  NB E3B1C5  NL A1B4J6  NS B3J1T3  NT X1A1P1  NU X0A0H0  ON M7A1A1  PE C1A7K2  QC G1A1A3
SK S4S0B3  YT Y1A1B2
"""
CAPITALS = re.findall(r"([A-Z]{2}) (\w+)", _CAPITALS)


@pytest.mark.parametrize(("state", "code"), CAPITALS)
def test_a_capital_has_a_postal_code_of_its_state_alone(state: str, code: str) -> None:
    others = {other for other in postal.STATES | postal.PROVINCES if postal.fits(code, other)}
    neighbors = {"GU": {"MP"}, "MP": {"GU"}, "NT": {"NU"}, "NU": {"NT"}, "VI": {"PR"}, "AS": {"HI"}}
    assert others - neighbors.get(state, set()) == {state}


def test_every_state_and_province_has_a_capital_in_this_test() -> None:
    assert {state for state, _code in CAPITALS} == postal.STATES | postal.PROVINCES


# ---- optional libraries ------------------------------------------------------


def test_without_phonenumbers_the_plan_is_not_checked_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    order = changed({"phone_numbers.0.phone_number": "+12423456789"})
    assert places(findings_of(order)) == {("number-not-us-or-canada", "phone_numbers[0].phone_number")}
    monkeypatch.setitem(sys.modules, "phonenumbers", None)
    assert catalog.libraries_missing() == ("phonenumbers",)
    found = findings_of(order)
    assert places(found) == {("library-missing", "phone_numbers")}
    assert "phonenumbers" in found[0].remedy
    assert "area codes" in found[0].message


@pytest.mark.parametrize("number", ["+12311234567", "+18002345678", "2175232000", "+12175550143", "+12174112000"])
def test_without_phonenumbers_the_form_is_checked_all_the_same(monkeypatch: pytest.MonkeyPatch, number: str) -> None:
    order = changed({"phone_numbers.0.phone_number": number})
    with_library = places(findings_of(order))
    assert with_library
    monkeypatch.setitem(sys.modules, "phonenumbers", None)
    assert places(findings_of(order)) == with_library | {("library-missing", "phone_numbers")}


def test_without_holidays_weekends_are_found_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    assert places(findings_of(changed({DATE: "2027-03-20"}))) == {("port-date-weekend", DATE)}
    holiday = changed({DATE: "2027-07-05"}), datetime(2027, 6, 14, tzinfo=timezone.utc)
    rules = {finding.rule for finding in findings_of(holiday[0], now=holiday[1])}
    assert "port-date-holiday" in rules
    monkeypatch.setitem(sys.modules, "holidays", None)
    assert places(findings_of(changed({DATE: "2027-03-20"}))) == {
        ("port-date-weekend", DATE),
        ("library-missing", DATE),
    }
    without = {finding.rule for finding in findings_of(holiday[0], now=holiday[1])}
    assert without == rules - {"port-date-holiday"} | {"library-missing"}


def test_holidays_of_the_province_count_for_canadian_numbers() -> None:
    user = {**clean_number(0)["end_user"], "city": "Montreal", "state": "QC", "zip_code": "H2Y 1C6"}
    order = changed({"phone_numbers.0.end_user": user, "phone_numbers.0.phone_number": "+15142345678"}, clean_order(1))
    order["reseller_name"] = "Bakery Lines"
    order["phone_numbers"][0]["port_out_info"].pop("authorizing_date")
    order["desired_port_schedule"]["desired_port_date"] = "2027-06-24"
    found = findings_of(order, now=datetime(2027, 6, 7, 12, tzinfo=timezone.utc))
    assert places(found) == {("port-date-holiday", DATE)}


# ---- the page ----------------------------------------------------------------


def test_the_page_about_the_rules_is_up_to_date() -> None:
    specification = importlib.util.spec_from_file_location("rules_page", ROOT / "tests" / "tooling" / "rules_page.py")
    assert specification is not None
    assert specification.loader is not None
    page = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(page)
    written = page.PAGE.read_text(encoding="utf-8")
    assert written == page.render(RULES.values()), "run python tests/tooling/rules_page.py"
    assert all(written.count(f"| `{rule}` |") == 1 for rule in RULES)


# ---- the library's patterns ----------------------------------------------------


def test_the_short_way_to_a_local_number_agrees_with_the_library() -> None:
    """Each area code, with exchanges and lines of every kind; whatever the installed version knows."""
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
