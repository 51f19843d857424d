# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Grouping of numbers into orders that satisfy all limits and stay stable when numbers are added or removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.sinch.porting.plugins.module_utils._fleet import plan_file
from ansible_collections.sinch.porting.plugins.module_utils._fleet.compare import compare
from ansible_collections.sinch.porting.plugins.module_utils._fleet.plan import (
    party,
)
from ansible_collections.sinch.porting.tests.unit.fleet_plans import ACCOUNT, ORDER, PIN, number, phone, plan_of

if TYPE_CHECKING:
    from ansible_collections.sinch.porting.plugins.module_utils._model.data import FleetPlan

CARRIERS = ("Verizon", "AT&T", "")


def places(plan: FleetPlan) -> dict[str, str]:
    return {one: order["reference"] for order in plan["orders"] for one in order["numbers"]}


FLEETS = st.lists(
    st.tuples(st.integers(0, 60), st.sampled_from(("1", "2")), st.sampled_from(("217", "416"))),
    max_size=40,
    unique_by=lambda entry: (entry[0], entry[2]),
)


def fleet(entries: list[tuple[int, str, str]]) -> list[dict[str, Any]]:
    return [number(index, account=account, area=area) for index, account, area in entries]


def answers_for(numbers: list[dict[str, Any]]) -> dict[str, Any]:
    """The carrier and the portability of numbers, always the same for the same number."""
    names = [one["phone_number"] for one in numbers]
    return {
        "carriers": {name: CARRIERS[int(name[-1]) % 3] for name in names},
        "unportable": {name: "not in service" for name in names if name.endswith("7")},
    }


@given(FLEETS)
def test_every_number_is_in_one_valid_order_or_set_aside(entries: list[Any]) -> None:
    numbers = fleet(entries)
    plan = plan_of(numbers, **answers_for(numbers))
    by_number = {one["phone_number"]: one for one in numbers}
    held = [one for order in plan["orders"] for one in order["numbers"]]
    assert sorted([*held, *plan["unportable"]]) == sorted(by_number)
    for order in plan["orders"]:
        assert 0 < order["count"] == len(order["numbers"]) <= 5
        carriers = {CARRIERS[int(one[-1]) % 3] for one in order["numbers"]}
        assert carriers == {order["carrier"]}
        assert len({party(by_number[one]) for one in order["numbers"]}) == 1
        assert {"416": "CA", "217": "US"}[min(order["numbers"])[2:5]] == order["country"]
    assert len({order["reference"] for order in plan["orders"]}) == len(plan["orders"])


@given(FLEETS, st.randoms(use_true_random=False))
def test_the_sequence_of_the_rows_is_irrelevant(entries: list[Any], random: Any) -> None:
    numbers = fleet(entries)
    shuffled = list(numbers)
    random.shuffle(shuffled)
    assert plan_of(numbers, **answers_for(numbers)) == plan_of(shuffled, **answers_for(numbers))


@given(FLEETS, FLEETS, st.booleans())
def test_remaining_numbers_keep_their_order_when_others_change(first: list[Any], second: list[Any], made: bool) -> None:
    before_numbers, after_numbers = fleet(first), fleet(second)
    before = plan_of(before_numbers, **answers_for(before_numbers))
    existing: dict[str, Any] = dict.fromkeys(order["reference"] for order in before["orders"]) if made else {}
    after = plan_of(after_numbers, before, **answers_for(after_numbers), existing=existing)
    accounts = {one["phone_number"]: one["port_out_info"]["account_num"] for one in before_numbers}
    current = {one["phone_number"]: one["port_out_info"]["account_num"] for one in after_numbers}
    old, new = places(before), places(after)
    for order in before["orders"]:
        stay = [one for one in order["numbers"] if current.get(one) == accounts[one]]
        if len(stay) == sum(one in current for one in order["numbers"]):
            assert {new[one] for one in stay} <= {order["reference"]}
        for one in order["numbers"]:
            if one not in current:
                assert after["removed"][one] == order["reference"]
    if made:
        assert not any(old.get(one) != reference for one, reference in new.items() if reference in existing)
    again = plan_of(after_numbers, after, **answers_for(after_numbers), existing=existing)
    assert plan_file.render(again) == plan_file.render(after)


def test_additions_fill_only_orders_that_do_not_exist_yet() -> None:
    before = plan_of([number(index) for index in range(3)])
    numbers = [number(index) for index in range(7)]
    assert places(plan_of(numbers, before)) == dict.fromkeys(map(phone, range(5)), "move-001") | dict.fromkeys(
        map(phone, (5, 6)), "move-002"
    )
    existing = places(plan_of(numbers, before, existing={"move-001": None}))
    assert {existing[phone(index)] for index in range(3)} == {"move-001"}
    assert {existing[phone(index)] for index in range(3, 7)} == {"move-002"}


def test_without_a_plan_existing_orders_keep_their_numbers() -> None:
    numbers = [number(index) for index in range(4)]
    plan = plan_of(numbers, existing={"move-007": [phone(1), phone(3), phone(99)]}, unportable={phone(1): "in a port"})
    assert places(plan) == {phone(1): "move-007", phone(3): "move-007", phone(0): "move-008", phone(2): "move-008"}
    assert plan["removed"] == {phone(99): "move-007"}
    assert plan["unportable"] == {}
    assert [order["group"] for order in plan["orders"]] == ["US Verizon 1", "US Verizon 1"]


@given(FLEETS, st.data())
def test_a_partly_created_fleet_has_the_same_plan(entries: list[Any], data: Any) -> None:
    """Another job without the plan file must arrive at the approved plan."""
    numbers = fleet(entries)
    answers = answers_for(numbers)
    plan = plan_of(numbers, **answers)
    orders = {order["reference"]: list(order["numbers"]) for order in plan["orders"]}
    made = data.draw(st.sets(st.sampled_from(sorted(orders))) if orders else st.just(set()))
    current: dict[str, Any] = {reference: orders[reference] for reference in made}
    taken = dict.fromkeys((one for reference in made for one in orders[reference]), "has an order")
    again = plan_of(
        numbers, carriers=answers["carriers"], unportable=answers["unportable"] | taken, existing=current, used=()
    )
    assert again == plan


def test_an_order_that_differs_from_its_plan_keeps_its_numbers_and_reference() -> None:
    plan = plan_of([number(index) for index in range(7)], existing={"move-002": [phone(1), phone(3)]})
    assert {order["reference"]: sorted(order["numbers"]) for order in plan["orders"]} == {
        "move-002": [phone(1), phone(3)],
        "move-003": [phone(0), phone(2), phone(4), phone(5), phone(6)],
    }


def test_references_of_cancelled_and_empty_orders_are_not_reused() -> None:
    first = plan_of([number(0)], used=("move-004", "move-x", "other-009"))
    assert places(first) == {phone(0): "move-005"}
    second = plan_of([number(1)], first)
    assert places(second) == {phone(1): "move-006"}
    assert second["removed"] == {phone(0): "move-005"}
    assert places(plan_of([number(2)], second)) == {phone(2): "move-007"}


def test_a_number_with_a_changed_account_moves_and_the_others_stay() -> None:
    numbers = [number(index) for index in range(3)]
    before = plan_of(numbers)
    after = plan_of([*numbers[:2], number(2, account="other")], before)
    assert places(after) == {phone(0): "move-001", phone(1): "move-001", phone(2): "move-002"}
    assert [order["group"] for order in after["orders"]] == ["US Verizon 1", "US Verizon 2"]


def test_a_number_that_is_set_aside_always_has_a_reason() -> None:
    plan = plan_of([number(0), number(1)], unportable={phone(0): "", phone(1): "in a port"})
    assert [entry["reason"] for entry in plan["unportable"].values()] == ["The service gives no reason.", "in a port"]


def test_a_plan_that_is_not_grouped_by_account_may_have_several_in_an_order() -> None:
    numbers = [number(0, account="1"), number(1, account="2")]
    plan = plan_of(numbers, group_by=("carrier",))
    assert not any(compare(plan, ORDER, numbers, by_account=False).values())
    assert compare(plan, ORDER, numbers)["regrouped"] == ["move-001"]


def test_grouping_options_are_applied() -> None:
    numbers = [number(0, account="1"), number(1, account="2"), number(2, account="1", area="416")]
    assert set(places(plan_of(numbers, group_by=("country", "carrier"))).values()) == {"move-001", "move-002"}
    plan = plan_of(numbers, group_by=("account",), carriers={phone(0): "A", phone(2, "416"): "B"})
    assert [(order["count"], order["carrier"]) for order in plan["orders"]] == [(2, ""), (1, "")]


def test_a_plan_contains_no_secret_and_no_digest_of_one() -> None:
    """Secrets are short enough to be guessed, so fleets that differ only in secrets must have the same plan."""
    numbers = [number(index) for index in range(3)]
    others = [number(index, account="99") for index in range(3)]
    for one in others:
        one["port_out_info"]["existing_port_out_pin"] = one["new_port_out_pin"] = "1234"
    text = plan_file.render(plan_of(numbers))
    assert text == plan_file.render(plan_of(others))
    assert PIN not in text
    assert ACCOUNT not in text
