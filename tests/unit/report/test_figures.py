# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures of a report: what is counted, and under which heading."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._report.digest import COLUMNS, order_digest
from ansible_collections.sinch.porting.plugins.module_utils._report.export import as_csv, as_json
from ansible_collections.sinch.porting.plugins.module_utils._report.figures import report
from ansible_collections.sinch.porting.plugins.module_utils._report.page import page
from ansible_collections.sinch.porting.tests.unit.report_orders import (
    explain,
    fleet,
    number,
    order,
    report_of,
)

A, B, C, D = "+12025550101", "+12025550102", "+12025550103", "+12025550104"


def statuses(*given_statuses: str) -> list[dict[str, Any]]:
    return [number(f"+1202555{1000 + place}", status) for place, status in enumerate(given_statuses)]


@pytest.mark.parametrize(
    ("given_statuses", "percent", "wanted"),
    [
        ((), 0, 0),
        (("PENDING",), 0, 1),
        (("ACTIVATED",), 100, 1),
        (("ACTIVATED",) * 299 + ("PENDING",), 99, 300),
        (("ACTIVATED", "REJECTED"), 50, 2),
        (("ACTIVATED", "EXCLUDED"), 50, 2),
        (("ACTIVATED", "CANCELED"), 100, 1),
        (("CANCELED",), 0, 0),
    ],
)
def test_progress_counts_only_numbers_that_are_still_wanted(
    given_statuses: tuple[str, ...], percent: int, wanted: int
) -> None:
    totals = report_of(order(1, *statuses(*given_statuses)))["totals"]
    assert (totals["percent"], totals["wanted"]) == (percent, wanted)


def test_statuses_have_the_sequence_of_a_port_and_unknown_ones_are_last() -> None:
    made = report_of(order(1, *statuses("ZEBRA", "REJECTED", "PENDING", "ACTIVATED", "APPLE", "PENDING")))
    assert [(entry["status"], entry["numbers"]) for entry in made["statuses"]] == [
        ("ACTIVATED", 1),
        ("PENDING", 2),
        ("REJECTED", 1),
        ("APPLE", 1),
        ("ZEBRA", 1),
    ]


@pytest.mark.parametrize(
    ("older", "newer", "counts"),
    [
        (("REJECTED", "PENDING"), ("PENDING", "PENDING"), 2),
        (("PENDING", "CANCELED"), ("PENDING", "PENDING"), 2),
        (("PENDING", "PENDING"), ("PENDING", "CANCELED"), 1),
        (("REJECTED", "PENDING"), ("REJECTED", "PENDING"), 2),
        (("ACTIVATED", "COMPLETED"), ("REJECTED", "PENDING"), 1),
    ],
)
def test_a_number_ordered_again_counts_once(older: tuple[str, str], newer: tuple[str, str], counts: int) -> None:
    made = report_of(
        order(2, number(A, newer[0]), status=newer[1], reference="move-2", created_date="2027-02-09"),
        order(1, number(A, older[0]), status=older[1], reference="move-1", created_date="2027-02-01"),
    )
    assert made["totals"]["numbers"] == 1
    assert {row["order_id"]: row["superseded_by"] for row in made["numbers"]} == {counts: None, 3 - counts: counts}


def test_a_plan_adds_numbers_without_an_order() -> None:
    plan = {
        "orders": [{"reference": "move-1", "carrier": "Verizon", "phone_numbers": [A, B]}],
        "set_aside": [
            {"phone_number": C, "carrier": "Bell", "reason": "wireless"},
            {"phone_number": D, "carrier": None, "reason": "wireless"},
        ],
    }
    made = report_of(order(1, number(A, phone_number_group="GW Other Grp1")), plan=plan)
    rows = {row["phone_number"]: (row["status"], row["carrier"]) for row in made["numbers"]}
    assert rows == {
        A: ("PENDING", "Verizon"),
        B: ("NOT_ORDERED", "Verizon"),
        C: ("SET_ASIDE", "Bell"),
        D: ("SET_ASIDE", "not known yet"),
    }
    assert made["set_aside"] == [{"reason": "wireless", "numbers": 2, "phone_numbers": [C, D]}]
    assert made["totals"]["wanted"] == 2


def test_carriers_are_sorted_by_size_and_have_their_next_date() -> None:
    made = report_of(
        order(
            1,
            number(A, "CONFIRMED", phone_number_group="GW Two", foc_date="2027-03-09"),
            number(B, "CONFIRMED", phone_number_group="GW Two", foc_date="2027-03-01"),
            number(C, "ACTIVATED", phone_number_group="GW One", foc_date="2027-03-04"),
            number(D, "REJECTED", phone_number_group="GW Two", foc_date="2027-03-04"),
        )
    )
    assert [(entry["carrier"], entry["numbers"], entry["next_foc_date"]) for entry in made["carriers"]] == [
        ("GW Two", 3, "2027-03-09"),
        ("GW One", 1, None),
    ]


def test_the_time_line_has_each_date_of_numbers_still_to_come() -> None:
    made = report_of(
        order(
            1,
            number(A, "CONFIRMED", foc_date="2027-03-09"),
            number(B, "ACTIVATED", foc_date="2027-03-09"),
            number(C, "REJECTED", foc_date="2027-03-09"),
            number(D, "PENDING"),
        )
    )
    assert made["time_line"] == {
        "days": [{"date": "2027-03-09", "numbers": 2, "activated": 1}],
        "without_date": 1,
    }


def test_rejections_are_grouped_by_cause() -> None:
    made = report_of(
        order(
            1,
            number(A, "REJECTED", reject_reason="Invalid PIN"),
            number(B, "REJECTED", reject_reason="PIN expired"),
            number(C, "EXCLUDED", exclusion_reason="No reason at all"),
            number(D, "PENDING", reject_reason="An old one"),
        )
    )
    reported = [(entry["cause"], entry["numbers"], entry["phone_numbers"]) for entry in made["rejections"]]
    assert reported == [("wrong-pin", 2, [A, B]), ("other", 1, [C])]
    assert made["rejections"][0]["texts"] == [
        {"text": "Invalid PIN", "numbers": 1},
        {"text": "PIN expired", "numbers": 1},
    ]
    assert {row["phone_number"]: row["cause"] for row in made["numbers"]} == {
        A: "wrong-pin",
        B: "wrong-pin",
        C: "other",
        D: None,
    }


def test_orders_in_any_sequence_give_the_same_files() -> None:
    orders = fleet(7, 30)
    turned = [{**one, "phone_numbers": one["phone_numbers"][::-1]} for one in reversed(orders)]
    for render in (page, as_csv, as_json):
        assert render(report_of(*orders)) == render(report_of(*turned))


def test_the_orders_are_not_changed() -> None:
    """They have numbers without a carrier, rejected ones, and one that a newer order also has."""
    orders = [*fleet(4, 20), order(1, number(A, "REJECTED", reject_reason="Invalid PIN")), order(2, number(A))]
    digests = [order_digest(one, include_names=True) for one in orders]
    plan = {"orders": [{"reference": "move-1", "carrier": "Bell", "phone_numbers": [A, B]}], "set_aside": []}
    before = copy.deepcopy((digests, plan))
    made = report(digests, today="2027-03-03", title="Moving", explain=explain, plan=plan, names=True)
    assert made["rejections"]
    assert (digests, plan) == before


def test_json_is_the_report_and_one_line_for_each_number() -> None:
    made = report_of(*fleet(2, 20), include_names=True)
    text = as_json(made)
    assert json.loads(text) == made
    assert sum('phone_number":' in line for line in text.splitlines()) == 40


def test_an_empty_report_is_complete() -> None:
    made = report_of()
    assert json.loads(as_json(made)) == made
    assert as_csv(made) == ",".join(COLUMNS) + "\n"
    assert "nothing to report" in page(made)
