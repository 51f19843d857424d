# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every rule on a minimal change of an order without a fault."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._model.order import OrderInput
from ansible_collections.sinch.porting.plugins.module_utils._rules import reading, records, tables
from ansible_collections.sinch.porting.plugins.module_utils._rules.rule import RULES, Rule
from ansible_collections.sinch.porting.plugins.module_utils._rules.severities import effective_severities
from ansible_collections.sinch.porting.tests.unit.rule_cases import (
    CANADIAN,
    DATE,
    FIRING,
    INFO,
    TIME,
    USER,
    ZONE,
    path_of,
)
from ansible_collections.sinch.porting.tests.unit.rule_orders import (
    ABSENT,
    EVERY_RULE_ON,
    changed,
    clean_order,
    findings_of,
    places,
)

# The same for the rules that are applied while the input is read.
READING: list[tuple[str, dict[str, Any]]] = [
    ("wrong-type", {f"{USER}.city": ["Springfield"]}),
    ("unknown-member", {f"{USER}.town": "Springfield"}),
    ("given-twice", {f"{USER}.zipCode": "62701"}),
    ("read-only-member", {"phone_numbers.0.status": "PENDING"}),
    ("text-from-number", {f"{USER}.zip_code": 62701}),
    ("text-from-boolean", {f"{USER}.state": True}),
    ("house-number-unquoted", {f"{USER}.street_num": 12}),
    ("control-characters", {f"{USER}.city": "Spring\0field"}),
]
# Rules that need more than a small change; each has a test of its own, here or beside its subject.
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
    assert {row[0] for row in FIRING} | {row[0] for row in READING} | ELSEWHERE | of_tables == set(RULES)


@pytest.mark.parametrize(("rule", "changes", "place"), [(*row, None)[:3] for row in FIRING])
def test_a_rule_finds_what_breaks_it_and_nothing_else(rule: str, changes: dict[str, Any], place: str | None) -> None:
    order = changed(changes)
    on = {} if RULES[rule].severity != "off" else {rule: "warn"}
    found = findings_of(order, on)
    assert places(found) == {(rule, path_of(place or next(iter(changes))))}
    assert all(finding.message and finding.remedy for finding in found)


@pytest.mark.parametrize(
    ("now", "rules"), [("2027-03-02T07:59:00", {"authorizing-date-ahead"}), ("2027-03-02T08:00:00", set())]
)
def test_today_ends_later_in_the_west(now: str, rules: set[str]) -> None:
    order = changed({f"{INFO}.authorizing_date": "2027-03-02"})
    found = findings_of(order, now=datetime.fromisoformat(f"{now}+00:00"))
    assert {finding.rule for finding in found} == rules


def test_an_order_without_a_fault_has_no_finding_even_with_every_rule_on() -> None:
    assert findings_of(clean_order(), EVERY_RULE_ON) == []
    assert findings_of(changed(CANADIAN), {"several-accounts": "warn"}) == []


@pytest.mark.parametrize(("rule", "changes"), READING)
def test_a_rule_of_the_reading_finds_what_breaks_it(rule: str, changes: dict[str, Any]) -> None:
    severities, _problems = effective_severities({})
    _options, found = reading.read(OrderInput, changed(changes), severities=severities)
    path = path_of(next(iter(changes))).replace("zipCode", "zip_code")
    assert places(found) == {(rule, path)}
    assert reading.read(OrderInput, clean_order(), severities=severities)[1] == []


# True values that a careless rule would complain about.
FINE: list[dict[str, Any]] = [
    {TIME: "09:00"},
    {TIME: ABSENT, ZONE: ABSENT},
    {DATE: "2027-03-05"},
    {f"{USER}.zip_code": "62701-1234"},
    {f"{USER}.zip_code": "627011234"},
    {f"{USER}.state": "NY", f"{USER}.zip_code": "06390"},
    {f"{USER}.street_name": "5th", f"{USER}.street_type": "Avenue"},
    # A number completes a default that leaves a part open.
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
def test_true_values_are_left_alone(changes: dict[str, Any]) -> None:
    assert findings_of(changed(changes)) == []


def test_five_hundred_numbers_are_enough() -> None:
    assert findings_of(clean_order(500)) == []
    assert places(findings_of(clean_order(501))) == {("too-many-numbers", "phone_numbers")}


def test_many_numbers_want_more_time() -> None:
    order = changed({DATE: "2027-03-10"}, clean_order(51))
    assert places(findings_of(order, {"port-date-soon-for-many": "warn"})) == {("port-date-soon-for-many", DATE)}
    assert findings_of(changed({DATE: "2027-03-10"}, clean_order(50)), {"port-date-soon-for-many": "warn"}) == []
