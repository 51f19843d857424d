# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What needs a person: one table of cases, each an order and the kinds of what it asks for on a day."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._report.attention import KINDS
from ansible_collections.sinch.porting.tests.unit.report_orders import fleet, number, order, report_of

A, B = "+12025550101", "+12025550102"
DAY_BEFORE, TODAY, TOMORROW, NEXT_WEEK = "2027-03-02", "2027-03-03", "2027-03-04", "2027-03-10"
LATER: dict[str, Any] = {"desired_port_schedule": {"desired_port_date": NEXT_WEEK}}


def kinds(*orders: dict[str, Any]) -> list[str]:
    return [entry["kind"] for entry in report_of(*orders, today=TODAY)["attention"]]


def confirmed(day: str | None) -> dict[str, Any]:
    return number(A, "CONFIRMED", foc_date=day)


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        (order(1, confirmed(DAY_BEFORE), **LATER, on_demand_activation=True), ["activate"]),
        (order(1, confirmed(TODAY), **LATER, on_demand_activation=True), ["activate"]),
        (order(1, confirmed(TOMORROW), **LATER, on_demand_activation=True), ["activate-soon"]),
        (order(1, confirmed(NEXT_WEEK), **LATER, on_demand_activation=True), []),
        (order(1, confirmed(None), **LATER, on_demand_activation=True), []),
        (order(1, confirmed(DAY_BEFORE), **LATER), ["late"]),
        (order(1, confirmed(TODAY), **LATER), []),
        (order(1, confirmed(DAY_BEFORE), **LATER, status="CANCELED"), []),
        (order(1, number(A, "ACTIVATED", foc_date=DAY_BEFORE), **LATER), []),
        (order(1, number(A), desired_port_schedule={"desired_port_date": DAY_BEFORE}), ["unconfirmed"]),
        (order(1, number(A), desired_port_schedule={"desired_port_date": TODAY}), ["unconfirmed"]),
        (order(1, number(A), desired_port_schedule={"desired_port_date": TOMORROW}), ["unconfirmed-soon"]),
        (order(1, number(A), **LATER), []),
        (order(1, number(A, "REJECTED"), number(B, "EXCLUDED"), **LATER), ["rejected", "excluded"]),
        (order(1, number(A, "REJECTED"), status="CANCELED"), []),
        (order(1, number(A), **LATER, notes=[{"note": "?", "created_time": "2027-03-01T09:00:00Z"}]), ["note"]),
        (order(1, number(A), **LATER, notes=[{"note": "?", "created_time": "2027-02-01T09:00:00Z"}]), []),
    ],
)
def test_what_an_order_asks_for(asked: dict[str, Any], kind: list[str]) -> None:
    assert kinds(asked) == kind


def test_number_that_was_ordered_again_asks_for_nothing_in_its_old_order() -> None:
    old = order(1, number(A, "REJECTED"), **LATER, reference="move-1")
    assert kinds(old) == ["rejected"]
    assert kinds(old, order(2, number(A), **LATER, reference="move-2")) == []


def test_the_most_urgent_comes_first_and_names_its_numbers() -> None:
    attention = report_of(*fleet(30, 20), today="2027-03-25")["attention"]
    places = [KINDS.index(entry["kind"]) for entry in attention]
    assert places == sorted(places)
    assert {entry["kind"] for entry in attention} == {"late", "unconfirmed", "rejected"}
    for entry in attention:
        assert entry["phone_numbers"] == sorted(set(entry["phone_numbers"]))
        assert f"{len(entry['phone_numbers'])} number" in entry["what"]
        assert entry["remedy"].endswith(".")
