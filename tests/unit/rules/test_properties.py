# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Properties of the rules for any order."""

from __future__ import annotations

import copy
from collections import Counter
from datetime import datetime, timezone
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from ansible_collections.sinch.porting.plugins.module_utils._model.order import EndUser, PortOutInfo
from ansible_collections.sinch.porting.plugins.module_utils._rules.rule import RULES
from ansible_collections.sinch.porting.plugins.module_utils._rules.severities import effective_severities
from ansible_collections.sinch.porting.tests.unit.rule_cases import all_cases
from ansible_collections.sinch.porting.tests.unit.rule_orders import (
    EVERY_RULE_ON,
    changed,
    clean_number,
    clean_order,
    findings_of,
)

MARK = "Zqx7Wv"
ODD_TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=())),
    st.text("0123456789+-:.TZeE \u0661\u0967\u00b2", max_size=30),
    st.sampled_from(
        [
            *("9" * 10_000, "+" + "1" * 10_000, " " * 10_000, "a-" * 5_000, "\u00b2" * 10, "\ud800", "1E999999999"),
            *("0001-01-01", "9999-12-31", "0000-00-00", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59"),
            *("2027-03-14", "2027-03-14T02:30:00+99:99", "23:59:59", "02:30:00", "24:00:00Z"),
            *("+1\u0662", "+1234567890\n", "GMT", "US/Eastern", "ON", "on", "\u0131n", "\u017f"),
        ]
    ),
)
VALUES = ODD_TEXTS | st.none()
SECTIONS = {
    "end_user": list(EndUser.model_fields),
    "port_out_info": list(PortOutInfo.model_fields),
    "voice_configuration": ["type", "app_id", "trunk_id", "service_id"],
    "sms_configuration": ["sms_app_id"],
    "features.e911": ["street_num", "street_info", "city", "state", "postal_code", "postal_code_plus_four"],
}
MEMBERS = [f"{section}.{member}" for section, members in SECTIONS.items() for member in members]
PATHS = [
    *("customer_order_reference", "loa_uploaded_by", "loa_attachment_date", "reseller_name", *MEMBERS),
    *(f"desired_port_schedule.desired_port_{member}" for member in ("date", "time", "time_zone")),
    *(f"phone_numbers.{index}.{member}" for index in (0, 1) for member in ("phone_number", *MEMBERS)),
]
FAULT = st.sampled_from([row[1] for row in all_cases() if not {"phone_numbers", "desired_port_schedule"} & set(row[1])])
WHOLE = ["end_user", "port_out_info", "voice_configuration", "sms_configuration", "features", "desired_port_schedule"]


@st.composite
def orders(draw: st.DrawFn) -> dict[str, Any]:
    """An order with some known errors and odd texts, from which some parts are removed."""
    changes = {key: value for fault in draw(st.lists(FAULT, max_size=6)) for key, value in fault.items()}
    order = changed(changes | draw(st.dictionaries(st.sampled_from(PATHS), VALUES, max_size=6)))
    for section in draw(st.lists(st.sampled_from(WHOLE), max_size=2)):
        order[section] = draw(st.sampled_from([None, {}]))
    for number in order["phone_numbers"]:
        for section in draw(st.lists(st.sampled_from(WHOLE[:-1]), max_size=2)):
            number.pop(section, None)
    return {**order, "phone_numbers": draw(st.sampled_from([order["phone_numbers"]] * 8 + [[], None]))}


UTC = timezone.utc
MOMENTS = st.datetimes(datetime(2026, 6, 1), datetime(2028, 1, 1), timezones=st.just(UTC))


@given(orders(), MOMENTS)
def test_rules_never_raise_and_report_each_problem_once(order: dict[str, Any], now: datetime) -> None:
    found = findings_of(order, EVERY_RULE_ON, now=now)
    places = [(finding.rule, finding.path) for finding in found]
    assert len(places) == len(set(places))
    for finding in found:
        assert finding.rule in RULES
        assert finding.message.isprintable()
        assert len(finding.message) < 300


@given(orders(), MOMENTS)
@example(
    changed({"phone_numbers.0.end_user.zip_code": "1", "end_user.zip_code": "1"}), datetime(2027, 3, 1, tzinfo=UTC)
)
def test_findings_in_equal_sections_are_reported_for_each_number(order: dict[str, Any], now: datetime) -> None:
    """Equal sections are checked once. With a member that no rule reads, each section is checked separately."""
    equal = [copy.deepcopy(number) for number in order["phone_numbers"] or () for dummy in range(3)]
    unequal = [
        {
            name: {**value, "mark": f"m{index}"} if value and isinstance(value, dict) else value
            for name, value in members
        }
        for index, members in enumerate(number.items() for number in equal)
    ]
    assert findings_of({**order, "phone_numbers": equal}, EVERY_RULE_ON, now=now) == findings_of(
        {**order, "phone_numbers": unequal}, EVERY_RULE_ON, now=now
    )


@given(st.sampled_from(["2027-03-10", "2027-03-16", "2027-03-23"]), st.integers(1, 5), st.sampled_from("BR"))
def test_variants_of_a_correct_order_have_no_finding(day: str, count: int, service: str) -> None:
    changes: dict[str, Any] = {"desired_port_schedule.desired_port_date": day}
    for index in range(count):
        changes[f"phone_numbers.{index}.end_user.type_of_service"] = service
        changes[f"phone_numbers.{index}.end_user.name"] = "Harbor Bakery"
    assert findings_of(changed(changes, clean_order(count))) == []


FAULTS: list[dict[str, Any]] = [
    {"phone_number": "+12311234567"},
    {"phone_number": "+18002345678"},
    {"end_user.zip_code": "1"},
    {"end_user.state": "XX"},
    {"port_out_info.authorizing_date": "2099-01-01"},
    {"voice_configuration": {"type": "EST"}},
    {"features.e911.city": ""},
    {"end_user.city": " "},
]


@given(st.permutations(range(len(FAULTS))))
def test_the_sequence_of_the_numbers_changes_only_the_places(permutation: list[int]) -> None:
    numbers = [changed(fault, clean_number(index)) for index, fault in enumerate(FAULTS)]
    first = findings_of({**clean_order(), "phone_numbers": numbers})
    other = findings_of({**clean_order(), "phone_numbers": [numbers[index] for index in permutation]})
    assert len(first) >= len(FAULTS)

    def moved(path: str) -> str:
        for new, old in enumerate(permutation):
            path = path.replace(f"phone_numbers[{new}]", f"number {old}")
        return path

    assert Counter((finding.rule, moved(finding.path)) for finding in other) == Counter(
        (finding.rule, finding.path.replace("phone_numbers[", "number ").replace("]", "", 1)) for finding in first
    )


SECRETS = ("existing_port_out_pin", "account_num")
FREE = ("authorizing_name",)


@given(
    st.sampled_from(["", " ", "\u2019", "John Doe ", "{{ ", "/", "&", " Inc "]),
    st.sampled_from([*SECRETS, *FREE]),
)
@example("P.O. Box ", "authorizing_name")
def test_no_message_contains_a_secret_or_a_name(odd: str, member: str) -> None:
    value = f"{odd}{MARK}"
    order = changed(
        {
            f"phone_numbers.0.port_out_info.{member}": value,
            "phone_numbers.0.new_port_out_pin": value,
            **{f"phone_numbers.0.end_user.{name}": value for name in ("name", "street_name", "city", "street_pre_dir")},
            "loa_uploaded_by": value,
            "reseller_name": value,
            "voice_configuration.app_id": value,
        }
    )
    found = findings_of(order, EVERY_RULE_ON)
    assert found
    assert not [finding for finding in found if MARK in finding.message or MARK in finding.remedy]


@given(st.dictionaries(st.text() | st.sampled_from(sorted(RULES)), st.one_of(st.text(), st.booleans(), st.none())))
def test_any_overrides_can_be_read(overrides: dict[str, Any]) -> None:
    severities, problems = effective_severities(overrides)
    assert set(severities) == set(RULES)
    assert set(severities.values()) <= {"error", "warn", "off"}
    assert {finding.rule for finding in problems} <= {"unknown-rule"}
