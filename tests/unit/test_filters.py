# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filters: the same result for every form of an order, and one message for any other input."""

from __future__ import annotations

import contextlib
import datetime
import json
from typing import Any

import ansible.template
import pytest
import yaml
from ansible.errors import AnsibleFilterError
from ansible.parsing.dataloader import DataLoader
from ansible.template import Templar
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.sinch.porting.plugins.module_utils._base.names import to_api
from ansible_collections.sinch.porting.plugins.module_utils._order.result import order_result
from ansible_collections.sinch.porting.plugins.plugin_utils._orders import as_filter
from ansible_collections.sinch.porting.tests.unit.loading import ROOT, load
from ansible_collections.sinch.porting.tests.unit.report_orders import (
    ACCOUNT,
    AUTHORIZER,
    NAME,
    PIN,
    STREET,
    number,
    order,
)

NAMES = (
    "portin_attention",
    "portin_misspelled",
    "portin_numbers_by_status",
    "portin_outcomes",
    "portin_own_orders",
    "portin_rejection",
)
A, B, C = "+12175230143", "+12175230144", "+12175230145"
TODAY = "2027-03-03"
MIXED = order(
    7,
    number(A, "CONFIRMED", foc_date="2027-03-12"),
    number(B, "REJECTED", reject_reason=f"Address mismatch for {NAME}, PIN {PIN}"),
    number(C, None),
    desired_port_schedule={"desired_port_date": "2027-03-09"},
)


def apply(name: str, *arguments: Any, **options: Any) -> Any:
    return load(f"plugins/filter/{name}.py").FilterModule().filters()[name](*arguments, **options)


def templated(value: Any) -> Any:
    """The value as a variable has it: wrapped, tagged or lazy, depending on ansible-core."""
    return Templar(loader=DataLoader(), variables={"value": value}).template(trusted("{{ value }}"))


def trusted(template: str) -> str:
    """In ansible-core 2.19 and newer only text marked as trusted is a template."""
    text: str = getattr(ansible.template, "trust_as_template", str)(template)
    return text


FORMS = {
    "an order": MIXED,
    "by the API's names": to_api(MIXED),
    "a result": {"changed": False, **order_result(MIXED)},
    "a list": [MIXED],
    "a result of info": {"changed": False, "orders": [MIXED]},
    "results of a loop": [{"orders": [MIXED]}, {"orders": []}],
    "a variable": templated(MIXED),
    "the facts": order_result(MIXED)["ansible_facts"]["sinch_portin_order"],
}


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_every_form_of_an_order_gives_the_same_numbers(form: Any) -> None:
    expected = {"CONFIRMED": [A], "REJECTED": [B], "PENDING": [C]}
    assert apply("portin_numbers_by_status", form) == expected


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_every_form_of_an_order_gives_the_same_attention(form: Any) -> None:
    entries = apply("portin_attention", form, today=TODAY)
    assert [(entry["kind"], entry["phone_numbers"]) for entry in entries] == [
        ("rejected", [B]),
        ("foc-differs", [A]),
        ("no-foc", [C]),
    ]
    assert {entry["order_id"] for entry in entries} == {7}


@pytest.mark.parametrize(("patience", "reported"), [(0, True), (30, True), ("30", True), (31, False), (3650, False)])
def test_patience_is_counted_from_the_creation(patience: Any, reported: bool) -> None:
    waiting = order(1, number(A), created_date="2027-02-01T23:59:59Z", desired_port_schedule={})
    entries = apply("portin_attention", waiting, patience=patience, today=TODAY)
    assert [entry["kind"] for entry in entries] == (["no-foc"] if reported else [])


@pytest.mark.parametrize("today", [TODAY, datetime.date(2027, 3, 3)])
def test_a_day_can_be_text_or_a_yaml_date(today: Any) -> None:
    assert apply("portin_attention", MIXED, today=today) == apply("portin_attention", MIXED, today=TODAY)


def test_the_default_day_is_today() -> None:
    today = datetime.datetime.now(datetime.timezone.utc).date()
    late = order(1, number(A, "CONFIRMED", foc_date=(today - datetime.timedelta(days=2)).isoformat()))
    soon = order(2, number(A, "CONFIRMED", foc_date=(today + datetime.timedelta(days=400)).isoformat()))
    kinds = [entry["kind"] for entry in apply("portin_attention", [late, soon])]
    assert kinds == ["late", "foc-differs"]


@pytest.mark.parametrize(
    ("rejected", "cause"),
    [
        ("Address mismatch", "address"),
        ({"phone_number": A, "status": "REJECTED", "reject_reason": "Invalid PIN"}, "pin"),
        ({"phoneNumber": A, "rejectReason": "Invalid PIN"}, "pin"),
        ({"phone_number": A, "exclusion_reason": "Number is not portable"}, "wrong-carrier"),
        ("!$%", "other"),
    ],
)
def test_a_rejection_is_explained(rejected: Any, cause: str) -> None:
    found = apply("portin_rejection", rejected)
    assert found["cause"] == cause
    assert set(found) == {"cause", "title", "meaning", "who", "change"}


@pytest.mark.parametrize(
    ("name", "value", "options", "words"),
    [
        ("portin_numbers_by_status", 3, {}, "int, where an order"),
        ("portin_numbers_by_status", "x", {}, "str, where an order"),
        ("portin_numbers_by_status", {"a": 1}, {}, "neither an order"),
        ("portin_numbers_by_status", [MIXED, None], {}, "NoneType, where an order"),
        ("portin_numbers_by_status", {"id": 1, "status": "PENDING"}, {}, "details: true"),
        ("portin_numbers_by_status", MIXED, {"nope": 1}, "nope"),
        ("portin_attention", MIXED, {"patience": -1}, "patience"),
        ("portin_attention", MIXED, {"patience": True}, "patience"),
        ("portin_attention", MIXED, {"patience": "soon"}, "patience"),
        ("portin_attention", MIXED, {"today": "tomorrow"}, "2027-03-02"),
        ("portin_attention", MIXED, {"today": "2027-02-30"}, "2027-03-02"),
        ("portin_attention", None, {}, "NoneType, where an order"),
        ("portin_rejection", {"phone_number": A}, {}, "choose those that are REJECTED"),
        ("portin_rejection", "  ", {}, "text of a rejection"),
        ("portin_rejection", 7, {}, "text of a rejection"),
    ],
)
def test_input_that_is_not_an_order_is_refused_with_a_message(name: str, value: Any, options: Any, words: str) -> None:
    with pytest.raises(AnsibleFilterError) as raised:
        apply(name, value, **options)
    message = str(raised.value)
    assert f"sinch.porting.{name}: " in message
    assert words in message
    assert "\n" not in message


@pytest.mark.parametrize("empty", [[], {"order": None, "order_id": None}, {"orders": []}])
def test_no_order_needs_nothing(empty: Any) -> None:
    assert apply("portin_numbers_by_status", empty) == {}
    assert apply("portin_attention", empty) == []


def test_results_contain_no_secret_and_no_name() -> None:
    reported = json.dumps([apply(name, MIXED) for name in ("portin_attention", "portin_numbers_by_status")])
    for secret in (PIN, ACCOUNT, NAME, AUTHORIZER, STREET):
        assert secret not in reported


def test_text_of_carriers_is_never_a_template() -> None:
    """The oldest ansible-core templates facts again that are set from a filter's result."""
    strange = {**MIXED, "customer_order_reference": "{{ 6 * 7 }}"}
    answer = apply("portin_attention", strange, today=TODAY)
    assert [entry["reference"] for entry in templated(answer)] == ["{{ 6 * 7 }}"] * 3


def test_a_bug_is_not_reported_as_wrong_input() -> None:
    def broken(dummy: Any) -> Any:
        return int("a bug of ours")

    with pytest.raises(ValueError, match="a bug of ours"):
        as_filter("portin_broken", broken)({})
    with pytest.raises(TypeError):
        as_filter("portin_broken", lambda value: value + 1)("text")


DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["orders", "order", "phone_numbers", "phone_number", "status", "notes", "foc_date", "x"]),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(DATA)
def test_any_data_has_a_result_or_is_refused(data: Any) -> None:
    for name in NAMES:
        with contextlib.suppress(AnsibleFilterError):
            apply(name, data)


def test_every_filter_is_documented_under_its_name() -> None:
    assert tuple(sorted(path.stem for path in (ROOT / "plugins" / "filter").glob("*.py"))) == NAMES
    for name in NAMES:
        module = load(f"plugins/filter/{name}.py")
        assert yaml.safe_load(module.DOCUMENTATION)["name"] == name
        assert f"sinch.porting.{name}" in module.EXAMPLES
        assert yaml.safe_load(module.RETURN)["_value"]["sample"]
