# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""All rules together: each has a case, correct values are accepted, and their page is up to date."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._rules import records, tables
from ansible_collections.sinch.porting.plugins.module_utils._rules.rule import RULES, Rule
from ansible_collections.sinch.porting.tests.unit.loading import load
from ansible_collections.sinch.porting.tests.unit.rule_cases import CANADIAN, DATE, INFO, TIME, USER, ZONE, all_cases
from ansible_collections.sinch.porting.tests.unit.rule_orders import (
    ABSENT,
    EVERY_RULE_ON,
    changed,
    clean_order,
    findings_of,
)
from ansible_collections.sinch.porting.tests.unit.rules.test_reading import READING

# Rules that need more than a small change. Each has its own test, here or beside its subject.
ELSEWHERE = {
    *(rule.id for rule in vars(records).values() if isinstance(rule, Rule)),
    "authorizing-date-ahead",
    "library-missing",
    "loa-stale",
    "port-date-soon-for-many",
    "too-many-numbers",
    "unknown-rule",
}


def test_every_rule_has_a_case() -> None:
    of_tables = {rule.id for rule in vars(tables).values() if isinstance(rule, Rule)}
    assert {case[0] for case in all_cases()} | {case[0] for case in READING} | ELSEWHERE | of_tables == set(RULES)


def test_a_correct_order_has_no_finding_even_with_every_rule_on() -> None:
    assert findings_of(clean_order(), EVERY_RULE_ON) == []
    assert findings_of(changed(CANADIAN), {"several-accounts": "warn"}) == []


# Correct values that a careless rule would report.
FINE: list[dict[str, Any]] = [
    {TIME: "09:00"},
    {TIME: ABSENT, ZONE: ABSENT},
    {DATE: "2027-03-05"},
    {f"{USER}.zip_code": "62701-1234"},
    {f"{USER}.zip_code": "627011234"},
    {f"{USER}.state": "NY", f"{USER}.zip_code": "06390"},
    {f"{USER}.street_name": "5th", f"{USER}.street_type": "Avenue"},
    # A number completes a partial default.
    {"end_user": {"city": "Springfield", "state": "IL"}, f"{USER}.city": ABSENT, f"{USER}.state": ABSENT},
    {"end_user": {"street_name": "Old Mill", "street_type": "Road", "zip_code": "62701"}, f"{USER}.street_num": "14"},
    {"end_user.street_type": "Road", f"{USER}.street_type": ""},
    {f"{USER}.street_name": "Court", f"{USER}.street_type": "Court"},
    {f"{USER}.street_name": "Highway 12", f"{USER}.street_type": ""},
    {f"{USER}.city": "Saint-J\u00e9r\u00f4me"},
    {f"{USER}.name": "Ada Baker", f"{USER}.type_of_service": "R"},
    {f"{INFO}.authorizing_date": "2027-03-01T15:59:59.123Z"},
    {f"{INFO}.authorizing_date": "2027-02-28T23:00:00-05:00"},
    {f"{INFO}.existing_port_out_pin": ABSENT},
    {f"{INFO}.account_num": ABSENT, f"{INFO}.existing_port_out_pin": ABSENT},
    {"customer_order_reference": "r" * 100},
    {"voice_configuration": {"type": "RTC", "app_id": "01HQ"}},
    {"voice_configuration": {"type": "FAX", "service_id": "01HQ"}},
    {**CANADIAN, f"{USER}.zip_code": "k1a0b1"},
    {**CANADIAN, f"{USER}.state": "QC", f"{USER}.zip_code": "J8X 3X7", f"{USER}.street_pre_dir": "O"},
]


@pytest.mark.parametrize("changes", FINE)
def test_correct_values_have_no_finding(changes: dict[str, Any]) -> None:
    assert findings_of(changed(changes)) == []


def test_the_page_about_the_rules_is_up_to_date() -> None:
    page = load("tests/tooling/rules_page.py")
    written = page.PAGE.read_text(encoding="utf-8")
    assert written == page.render(RULES.values()), "run python tests/tooling/rules_page.py"
    assert all(written.count(f"| `{rule}` |") == 1 for rule in RULES)
