# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options become typed data, and each problem becomes a finding at its place."""

from __future__ import annotations

import datetime
import json
from typing import Any, Literal

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._base.names import to_api
from ansible_collections.sinch.porting.plugins.module_utils._model import types
from ansible_collections.sinch.porting.plugins.module_utils._model.order import OrderInput
from ansible_collections.sinch.porting.plugins.module_utils._rules import reading
from ansible_collections.sinch.porting.plugins.module_utils._rules.severities import effective_severities
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_order import PortinOrderOptions
from ansible_collections.sinch.porting.tests.unit.rule_cases import USER, path_of
from ansible_collections.sinch.porting.tests.unit.rule_orders import changed, clean_order, places


def read(raw, **overrides):
    severities, problems = effective_severities(overrides)
    assert not problems
    return reading.read(PortinOrderOptions, raw, severities=severities)


def found(raw, **overrides):
    return [(finding.rule, finding.path) for finding in read(raw, **overrides)[1]]


NUMBER = {
    "phone_number": "+12175230143",
    "end_user": {"name": "Bakery", "location_type1": "Suite", "location_value1": "7", "zip_code": "02134"},
    "port_out_info": {"existing_port_out_pin": "0890", "authorizing_date": "2026-09-24T12:00:00Z"},
    "features": {"e911": {"postal_code_plus_four": "0001"}},
    "new_port_out_pin": "1",
}
ORDER = {
    "customer_order_reference": "r",
    "desired_port_schedule": {"desired_port_date": "2027-03-02", "desired_port_time": "09:00:00"},
    "on_demand_activation": True,
    "phone_numbers": [NUMBER],
}


def test_both_spellings_of_every_name_are_equal():
    ours, findings = read(ORDER)
    theirs, more_findings = read(to_api(ORDER))
    assert ours == theirs
    assert findings == more_findings == []
    assert ours["phone_numbers"] == [NUMBER]


@pytest.mark.parametrize("name", ["reference", "customerOrderReference", "customer_order_reference"])
def test_a_reference_has_a_common_name_and_aliases(name):
    rest = {other: value for other, value in ORDER.items() if other != "customer_order_reference"}
    values, findings = read({**rest, name: "r"})
    assert (values["customer_order_reference"], findings) == ("r", [])
    assert "reference" not in values


@pytest.mark.parametrize(
    "numbers",
    [
        ["+12175230143", {"phoneNumber": "+12175230144"}],
        [12175230143, 12175230144],
        "+12175230143\n+12175230144\n",
        "+12175230143, +12175230144;",
    ],
)
def test_numbers_may_be_plain(numbers):
    values, findings = read({**ORDER, "phone_numbers": numbers})
    assert values["phone_numbers"] == [{"phone_number": "+12175230143"}, {"phone_number": "+12175230144"}]
    assert findings == []


@pytest.mark.parametrize("numbers", [True, 1.5, [True], [[]], [1.5], {"phone_number": "+12175230143"}])
def test_plain_entries_that_are_not_numbers_are_refused(numbers):
    assert {rule for rule, dummy in found({"phone_numbers": numbers})} == {"wrong-type"}


def test_a_reference_given_by_two_names_is_refused():
    assert found({**ORDER, "reference": "other"}) == [("given-twice", "customer_order_reference")]


def test_nulls_are_absent_at_every_depth():
    values, findings = read({"phone_numbers": [{**NUMBER, "end_user": {"name": "X", "city": None}}], "timeout": None})
    assert values["phone_numbers"][0]["end_user"] == {"name": "X"}
    assert values["timeout"] == 30.0
    assert findings == []


def test_yaml_dates_and_numbers_are_accepted_if_they_are_unambiguous():
    values, findings = read(
        {
            "desired_port_schedule": {"desired_port_date": datetime.date(2027, 3, 2)},
            "loa_attachment_date": datetime.datetime(2026, 9, 24, 12, 0),
            "phone_numbers": [{"phone_number": 12175230143}],
            "order_id": "42",
            "project_id": 17,
            "on_demand_activation": "yes",
        }
    )
    assert findings == []
    assert values["desired_port_schedule"]["desired_port_date"] == "2027-03-02"
    assert values["loa_attachment_date"] == "2026-09-24T12:00:00Z"
    assert values["phone_numbers"][0]["phone_number"] == "+12175230143"
    assert (values["order_id"], values["project_id"], values["on_demand_activation"]) == (42, "17", True)


PROBLEMS = [
    ({"phone_numbers": [{"end_user": {"zip_code": 2134}}]}, "text-from-number", "phone_numbers[0].end_user.zip_code"),
    ({"end_user": {"zipCode": 2134.0}}, "text-from-number", "end_user.zip_code"),
    ({"port_out_info": {"existing_port_out_pin": 890}}, "text-from-number", "port_out_info.existing_port_out_pin"),
    ({"port_out_info": {"account_num": 0}}, "text-from-number", "port_out_info.account_num"),
    ({"end_user": {"state": True}}, "text-from-boolean", "end_user.state"),
    ({"end_user": {"street_num": 12}}, "house-number-unquoted", "end_user.street_num"),
    (
        {"desired_port_schedule": {"desired_port_time": 36000}},
        "text-from-number",
        "desired_port_schedule.desired_port_time",
    ),
    ({"phone_numbers": [{"phone_number": 2175230143}]}, "text-from-number", "phone_numbers[0].phone_number"),
    ({"phone_numbers": {"a": 1}}, "wrong-type", "phone_numbers"),
    ({"phone_numbers": {"phone_number": "+12175230143"}}, "wrong-type", "phone_numbers"),
    ({"phone_numbers": [None]}, "wrong-type", "phone_numbers[0]"),
    ({"phone_numbers": [["+12175230143"]]}, "wrong-type", "phone_numbers[0]"),
    ({"phone_numbers": [{"port_out_info": "1234"}]}, "wrong-type", "phone_numbers[0].port_out_info"),
    ({"end_user": [1]}, "wrong-type", "end_user"),
    ({"end_user": {"name": {"a": 1}}}, "wrong-type", "end_user.name"),
    ({"end_user": {"name": "a\x00b"}}, "control-characters", "end_user.name"),
    ({"end_user": {"name": "\ud800"}}, "control-characters", "end_user.name"),
    ({"end_user": {"nmae": "a"}}, "unknown-member", "end_user.nmae"),
    ({"phone_numbers": [{"features": {"e911": {"zip": "1"}}}]}, "unknown-member", "phone_numbers[0].features.e911.zip"),
    ({"phone_nubmers": []}, "unknown-member", "phone_nubmers"),
    ({"end_user": {"zip_code": "1", "zipCode": "2"}}, "given-twice", "end_user.zip_code"),
    ({"phone_numbers": [{"status": "PENDING"}]}, "read-only-member", "phone_numbers[0].status"),
    ({"state": "gone"}, "wrong-type", "state"),
    ({"timeout": "soon"}, "wrong-type", "timeout"),
    ({"timeout": 0}, "wrong-type", "timeout"),
    ({"retries": -1}, "wrong-type", "retries"),
    ({"order_id": True}, "wrong-type", "order_id"),
    ({"on_demand_activation": "perhaps"}, "wrong-type", "on_demand_activation"),
    ({"rules": []}, "wrong-type", "rules"),
]


@pytest.mark.parametrize(("raw", "rule", "path"), PROBLEMS)
def test_each_problem_is_found_at_its_place(raw, rule, path):
    findings = read(raw)[1]
    assert [(finding.rule, finding.path) for finding in findings] == [(rule, path)]
    assert findings[0].message
    assert findings[0].remedy


def test_all_problems_are_found_together_and_the_other_values_are_read():
    values, findings = read(
        {"end_user": {"zip_code": 2134, "nmae": "x", "city": "Y"}, "phone_numbers": [{"phone_number": 1}, NUMBER]}
    )
    assert len(findings) == 3
    assert values["end_user"] == {"city": "Y"}
    assert values["phone_numbers"] == [{}, NUMBER]


def test_a_misspelled_member_is_reported_with_the_correct_name():
    (finding,) = read({"end_user": {"zip_cod": "x"}})[1]
    assert "zip_code" in finding.remedy


def test_on_read_as_a_boolean_is_explained_as_ontario():
    (finding,) = read({"end_user": {"state": True}})[1]
    assert "ON" in finding.remedy


def test_with_a_lower_severity_values_become_text_and_unknown_members_are_kept():
    values, findings = read(
        {"end_user": {"zip_code": 62701, "newMember": 5}}, **{"text-from-number": "off", "unknown-member": "warn"}
    )
    assert values["end_user"] == {"zip_code": "62701", "new_member": 5}
    assert [finding.severity for finding in findings] == ["warn"]


def test_an_unknown_option_is_never_sent():
    values, findings = read({"wiat": True, "end_user": {"name": "A"}}, **{"unknown-member": "warn"})
    assert "wiat" not in values
    assert [(finding.severity, finding.path) for finding in findings] == [("warn", "wiat")]


def test_no_finding_shows_a_value():
    planted = "7h3-p1n"
    raw = {
        "port_out_info": planted,
        "phone_numbers": [
            {"port_out_info": {"existing_port_out_pin": {planted: planted}, "account_nmu": planted}},
            planted,
            {"new_port_out_pin": [planted], planted: planted},
        ],
        planted: planted,
        "rules": planted,
        "timeout": planted,
        "state": planted,
    }
    findings = read(raw)[1]
    assert len(findings) > 6
    assert planted not in json.dumps([finding.as_result() for finding in findings])


class Lists(types.Part):
    phone_numbers: list[types.PhoneNumberText] | None = None
    ids: list[types.Integer] | None = None
    kinds: list[Literal["a", "b"]] | None = None


@pytest.mark.parametrize("name", ["phone_numbers", "ids", "kinds"])
@pytest.mark.parametrize("entries", [[{}], [{"x": 1}, []], ["", None, True], [[["x"]], 1.5], [{}, "a", 1]])
def test_wrong_entries_of_a_list_are_reported_at_their_places(name, entries):
    severities, dummy = effective_severities({})
    values, findings = reading.read(Lists, {name: entries}, severities=severities)
    assert all(finding.path.startswith(f"{name}[") for finding in findings)
    assert findings or name == "phone_numbers"
    assert set(values) == {"phone_numbers", "ids", "kinds"}


# Each rule of the reader, with a change that breaks it.
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


@pytest.mark.parametrize(("rule", "changes"), READING)
def test_a_rule_of_the_reader_finds_the_change(rule: str, changes: dict[str, Any]) -> None:
    severities, _problems = effective_severities({})
    _options, found = reading.read(OrderInput, changed(changes), severities=severities)
    path = path_of(next(iter(changes))).replace("zipCode", "zip_code")
    assert places(found) == {(rule, path)}
    assert reading.read(OrderInput, clean_order(), severities=severities)[1] == []
