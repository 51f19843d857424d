# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Orders as hosts: unique and stable names, groups that Ansible accepts, and no secret in a variable."""

from __future__ import annotations

import json
import re
from random import Random
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ansible_collections.sinch.porting.plugins.plugin_utils._hosts import name_groups, name_hosts, order_variable
from ansible_collections.sinch.porting.tests.unit.report_orders import (
    ACCOUNT,
    AUTHORIZER,
    NAME,
    PIN,
    STREET,
    number,
    order,
)

A, B, C = "+12175230143", "+12175230144", "+12175230145"


def host(order_id: int | str, reference: str | None, status: str = "PENDING") -> dict[str, Any]:
    return {"id": order_id, "customer_order_reference": reference, "status": status}


@pytest.mark.parametrize(
    ("orders", "names"),
    [
        ([host(1, "branch-17")], {"branch-17": 1}),
        ([host(1, None), host(2, "")], {"1": 1, "2": 2}),
        ([host("a-7", None)], {"a-7": "a-7"}),
        (
            [host(1, "HQ, 2nd floor: [east] & west"), host(2, "Zürich")],
            {"HQ__2nd_floor___east____west": 1, "Zürich": 2},
        ),
        ([host(1, "-e"), host(2, ".hidden"), host(3, "~web")], {"_e": 1, "_hidden": 2, "_web": 3}),
        (
            [host(1, "all"), host(2, "localhost"), host(3, "portin_orders")],
            {"all-1": 1, "localhost-2": 2, "portin_orders-3": 3},
        ),
        ([host(1, "x", "CANCELED"), host(2, "x"), host(3, "x", "CANCELED")], {"x": 2, "x-1": 1, "x-3": 3}),
        ([host(9, "x", "CANCELED"), host(10, "x", "CANCELED")], {"x": 10, "x-9": 9}),
        ([host(1, "   "), host(2, "???")], {"1": 1, "2": 2}),
    ],
)
def test_a_host_is_named_after_the_reference_or_the_id(orders: list[Any], names: dict[str, Any]) -> None:
    for given_orders in (orders, orders[::-1]):
        assert {name: order["id"] for name, order in name_hosts(given_orders).items()} == names


REFERENCES = st.text(max_size=6) | st.sampled_from(["x", "x-1", "X", "all", ""])
ORDERS = st.lists(
    st.builds(host, st.integers(0, 30), REFERENCES | st.none(), st.sampled_from(["PENDING", "CANCELED", "NEW"])),
    max_size=8,
    unique_by=lambda entry: entry["id"],
)


@given(ORDERS, st.randoms(use_true_random=False))
@example([host(1, "x", "PENDING"), host(2, "x", "PENDING"), host(3, "x-1", "PENDING")], Random(0))
def test_names_are_unique_stable_and_not_patterns(orders: list[Any], random: Any) -> None:
    named = name_hosts(orders)
    assert sorted(entry["id"] for entry in named.values()) == sorted(entry["id"] for entry in orders)
    shuffled = list(orders)
    random.shuffle(shuffled)
    assert list(name_hosts(shuffled).items()) == list(named.items())
    for name in named:
        assert name
        assert not re.search(r"[\s,:&!*\[\]]", name)


MIXED = order(
    7,
    number(A, "CONFIRMED", foc_date="2027-03-12", phone_number_group="GW Verizon Grp1"),
    number(B, "REJECTED", reject_reason="Address mismatch", phone_number_group="GW Verizon Grp1"),
    number(C, None, phone_number_group="GW AT&T Grp1"),
    status="CONFIRMED",
    on_demand_activation=True,
)


def test_the_variable_sums_up_the_numbers() -> None:
    variable = order_variable(MIXED, with_numbers=False)
    assert variable == {
        "id": 7,
        "status": "CONFIRMED",
        "customer_order_reference": "move-1",
        "desired_port_schedule": {"desired_port_date": "2027-03-09"},
        "on_demand_activation": True,
        "created_date": "2027-02-01T12:00:00Z",
        "quantities": {},
        "status_counts": {"CONFIRMED": 1, "PENDING": 1, "REJECTED": 1},
        "foc_dates": ["2027-03-12"],
        "phone_number_groups": [
            {"name": "GW AT&T Grp1", "foc_dates": [], "status_counts": {"PENDING": 1}},
            {"name": "GW Verizon Grp1", "foc_dates": ["2027-03-12"], "status_counts": {"CONFIRMED": 1, "REJECTED": 1}},
        ],
    }
    whole = order_variable(MIXED, with_numbers=True)
    assert whole["number_statuses"] == {A: "CONFIRMED", B: "REJECTED", C: None}
    assert [entry["phone_number"] for entry in whole["phone_numbers"]] == [A, B, C]


def test_an_order_from_the_list_has_its_quantities() -> None:
    entry = {**host(1, "x"), "phone_number_quantity": 12, "foc_quantity": 3}
    variable = order_variable(entry, with_numbers=True)
    assert variable["quantities"] == {"phone_number": 12, "foc": 3}
    assert (variable["status_counts"], variable["foc_dates"], variable["phone_number_groups"]) == ({}, [], [])


def test_groups_are_by_status_of_order_and_numbers_and_by_activation_group() -> None:
    assert name_groups(order_variable(MIXED, with_numbers=False)) == [
        "portin_status_confirmed",
        "portin_numbers_confirmed",
        "portin_numbers_pending",
        "portin_numbers_rejected",
        "portin_group_gw_at_t_grp1",
        "portin_group_gw_verizon_grp1",
    ]


@given(st.text(max_size=12), st.text(max_size=12))
def test_every_group_has_a_name_that_ansible_takes(status: str, group: str) -> None:
    variable = order_variable(order(1, number(A, status, phone_number_group=group), status=status), with_numbers=False)
    names = name_groups(variable)
    assert len(names) >= 2
    for name in names:
        assert re.fullmatch(r"portin_[a-z0-9_]+", name)


@pytest.mark.parametrize("with_numbers", [False, True])
def test_variables_contain_no_secret_name_or_address(with_numbers: bool) -> None:
    text = json.dumps(order_variable(MIXED, with_numbers=with_numbers))
    for secret in (PIN, ACCOUNT, NAME, AUTHORIZER, STREET, "62701"):
        assert secret not in text
