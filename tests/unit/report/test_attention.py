# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What needs a person: a table of orders with the expected kinds of attention on a day."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._report.attention import KINDS, attention
from ansible_collections.sinch.porting.plugins.module_utils._report.digest import order_digest
from ansible_collections.sinch.porting.tests.unit.report_orders import (
    ACCOUNT,
    AUTHORIZER,
    NAME,
    PIN,
    STREET,
    fleet,
    number,
    order,
    report_of,
)

A, B, C = "+12025550101", "+12025550102", "+12025550103"
DAY_BEFORE, TODAY, TOMORROW, NEXT_WEEK = "2027-03-02", "2027-03-03", "2027-03-04", "2027-03-10"
LATER: dict[str, Any] = {
    "desired_port_schedule": {"desired_port_date": NEXT_WEEK},
    "created_date": "2027-02-20T12:00:00Z",
}


def kinds(*orders: dict[str, Any]) -> list[str]:
    return [entry["kind"] for entry in attention_of(*orders)]


def attention_of(*orders: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = report_of(*orders, today=TODAY)["attention"]
    return found


def note(text: str = "?", time: str | None = "2027-03-01T09:00:00Z", **members: Any) -> dict[str, Any]:
    return {"note": text, "created_time": time, "created_by": "Sinch", **members}


E911 = {"street_num": "12", "street_info": "Harbor Road", "city": "Springfield", "state": "IL", "postal_code": "62701"}
SAME = {**E911, **{f"enh_{name}": value.upper() for name, value in E911.items()}, "enh_postal_code_plus_four": "1234"}
MOVED = {**SAME, "enh_street_num": "1200"}
EXCLUDED_911 = [{"feature_name": "E911", "exclusion_reason": f"No such address, says {NAME}, PIN {PIN}"}]


def confirmed(day: str | None) -> dict[str, Any]:
    return number(A, "CONFIRMED", foc_date=day)


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        (order(1, confirmed(DAY_BEFORE), **LATER, on_demand_activation=True), ["activate"]),
        (order(1, confirmed(TODAY), **LATER, on_demand_activation=True), ["activate", "foc-differs"]),
        (order(1, confirmed(TOMORROW), **LATER, on_demand_activation=True), ["foc-differs", "activate-soon"]),
        (order(1, confirmed(NEXT_WEEK), **LATER, on_demand_activation=True), []),
        (order(1, confirmed(None), **LATER, on_demand_activation=True), []),
        (order(1, confirmed(DAY_BEFORE), **LATER), ["late"]),
        (order(1, confirmed(TODAY), **LATER), ["foc-differs"]),
        (order(1, confirmed(NEXT_WEEK), **LATER), []),
        (order(1, confirmed("2027-03-11"), **LATER), ["foc-differs"]),
        (order(1, number(A, "ACTIVATED", foc_date=TODAY), **LATER), []),
        (order(1, confirmed(DAY_BEFORE), **LATER, status="CANCELED"), []),
        (order(1, number(A, "ACTIVATED", foc_date=DAY_BEFORE), **LATER), []),
        (order(1, number(A), desired_port_schedule={"desired_port_date": DAY_BEFORE}), ["unconfirmed"]),
        (order(1, number(A), desired_port_schedule={"desired_port_date": TODAY}), ["unconfirmed"]),
        (order(1, number(A), desired_port_schedule={"desired_port_date": TOMORROW}), ["unconfirmed-soon"]),
        (order(1, number(A), **LATER), []),
        (order(1, number(A, "REJECTED"), number(B, "EXCLUDED"), **LATER), ["rejected", "excluded"]),
        (order(1, number(A, "REJECTED"), status="CANCELED"), []),
        (order(1, number(A), **LATER, notes=[note()]), ["note"]),
        (order(1, number(A), **LATER, notes=[note(), note("And?")]), ["note", "note"]),
        (order(1, number(A), **LATER, notes=[note(created_by="Agnes, porting desk")]), ["note"]),
        (order(1, number(A), **LATER, notes=[note(created_by=None)]), ["note"]),
        (order(1, number(A), **LATER, notes=[note(created_by="Customer")]), []),
        (order(1, number(A), **LATER, notes=[note(created_by="key-1")]), []),
        (order(1, number(A), **LATER, notes=[note(time="2027-02-01T09:00:00Z")]), []),
        (order(1, number(A), **LATER, notes=[note(time=None), note("  ")]), []),
        (order(1, number(A), **{**LATER, "created_date": "2027-02-10"}), ["no-foc"]),
        (order(1, number(A), **{**LATER, "created_date": "2027-02-11"}), []),
        (order(1, number(A, foc_date=NEXT_WEEK), **{**LATER, "created_date": "2027-01-01"}), []),
        (order(1, number(A, excluded_features=EXCLUDED_911), **LATER), ["feature-excluded"]),
        (order(1, number(A, "ACTIVATED", excluded_features=EXCLUDED_911), **LATER), ["feature-excluded"]),
        (order(1, number(A, "REJECTED", excluded_features=EXCLUDED_911), **LATER), ["rejected"]),
        (order(1, number(A, features={"e911": MOVED}), **LATER), ["e911-changed"]),
        (order(1, number(A, features={"e911": SAME}), **LATER), []),
        (order(1, number(A, features={"e911": E911}), **LATER), []),
    ],
)
def test_an_order_needs_these_kinds_of_attention(asked: dict[str, Any], kind: list[str]) -> None:
    digest = order_digest(asked, ours=["KEY-1"])
    assert [entry["kind"] for entry in attention([digest], today=TODAY)] == kind


def test_two_of_three_numbers_have_no_good_911_address() -> None:
    numbers = (
        number(A, excluded_features=EXCLUDED_911),
        number(B, features={"e911": MOVED}),
        number(C, features={"e911": SAME}),
    )
    entries = attention_of(order(1, *numbers, **LATER))
    assert [(entry["kind"], entry["phone_numbers"]) for entry in entries] == [
        ("feature-excluded", [A]),
        ("e911-changed", [B]),
    ]
    assert "left E911 out of 1 number" in entries[0]["what"]
    assert "street_num differs" in entries[1]["what"]
    reported = str(entries)
    assert not [planted for planted in (PIN, ACCOUNT, NAME, AUTHORIZER, STREET, "1200") if planted in reported]


def test_an_unknown_feature_has_its_own_name() -> None:
    (entry,) = attention_of(
        order(1, number(A, excluded_features=[{"featureName": "x", "feature_name": "A2P"}]), **LATER)
    )
    assert "left A2P out" in entry["what"]
    assert "911" not in entry["remedy"]


def test_a_note_is_quoted_without_secrets_and_names() -> None:
    text = f"The PIN {PIN} of {NAME.upper()} at {STREET} is wrong."
    (entry,) = attention_of(order(1, number(A), **LATER, notes=[note(text)]))
    assert "is wrong" in entry["what"]
    assert not [planted for planted in (PIN, ACCOUNT, NAME, NAME.upper(), AUTHORIZER, STREET) if planted in str(entry)]


def test_a_date_before_the_desired_one_is_the_most_urgent() -> None:
    early = order(2, number(B, "CONFIRMED", foc_date="2027-03-05"), **LATER)
    late = order(1, confirmed(DAY_BEFORE), **LATER, reference="a")
    first, *dummy = attention_of(late, early)
    assert (first["kind"], first["order_id"]) == ("foc-differs", 2)
    assert "2027-03-05, before the desired date 2027-03-10" in first["what"]
    assert "10 March 2027" in first["message"]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_a_text_ready_to_send(kind: str) -> None:
    day = {"desired_port_schedule": {"desired_port_date": TODAY}}
    soon = {"desired_port_schedule": {"desired_port_date": TOMORROW}}
    numbers = [
        number(A, "REJECTED"),
        number(B, "EXCLUDED"),
        number(C, excluded_features=EXCLUDED_911, features={"e911": MOVED}),
    ]
    entries = attention_of(
        order(1, *numbers, **LATER, notes=[note()]),
        order(2, number("+12025550104", "CONFIRMED", foc_date=DAY_BEFORE), on_demand_activation=True),
        order(3, number("+12025550105", "CONFIRMED", foc_date=DAY_BEFORE)),
        order(4, number("+12025550106"), **day),
        order(5, number("+12025550107"), **soon),
        order(6, number("+12025550108", "CONFIRMED", foc_date="2027-03-12"), **LATER),
        order(7, number("+12025550109", "CONFIRMED", foc_date=TOMORROW), **soon, on_demand_activation=True),
        order(8, number("+12025550110"), desired_port_schedule={"desired_port_date": NEXT_WEEK}),
    )
    texts = [entry["message"] for entry in entries if entry["kind"] == kind]
    assert texts
    for text in texts:
        assert text[0].isupper() or text[0].isdigit()
        assert text[-1] in ".?"
        assert "{" not in text
        assert "1 numbers" not in text
    assert all(entry["message_to"] for entry in entries)


def test_a_number_that_was_ordered_again_needs_nothing_in_its_old_order() -> None:
    old = order(1, number(A, "REJECTED"), **LATER, reference="move-1")
    assert kinds(old) == ["rejected"]
    assert kinds(old, order(2, number(A), **LATER, reference="move-2")) == []


def test_the_most_urgent_comes_first_and_names_its_numbers() -> None:
    attention = report_of(*fleet(30, 20), today="2027-03-25")["attention"]
    places = [KINDS.index(entry["kind"]) for entry in attention]
    assert places == sorted(places)
    assert {entry["kind"] for entry in attention} == {"late", "unconfirmed", "rejected", "foc-differs"}
    for entry in attention:
        assert entry["phone_numbers"] == sorted(set(entry["phone_numbers"]))
        assert f"{len(entry['phone_numbers'])} number" in entry["what"]
        assert entry["remedy"].endswith(".")
