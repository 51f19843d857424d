# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What comes next: numbers by day."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._report.coming import coming, moment_of
from ansible_collections.sinch.porting.plugins.module_utils._report.digest import number_row


def order(reference: str | None, *rows: dict[str, Any], on_demand: bool = False) -> dict[str, Any]:
    return {"reference": reference, "order_id": 7, "on_demand_activation": on_demand, "numbers": list(rows)}


def row(status: str, **members: Any) -> dict[str, Any]:
    return number_row("+12175230143", status=status, **members)


@pytest.mark.parametrize(
    ("entry", "on_demand", "expected"),
    [
        (row("CONFIRMED", foc_date="2027-03-09"), False, ("2027-03-09", "foc")),
        (row("CONFIRMED", foc_date="2027-03-09"), True, ("2027-03-09", "activate")),
        (row("PENDING", foc_date="2027-03-09", desired_port_date="2027-03-08"), False, ("2027-03-09", "foc")),
        (row("PENDING", desired_port_date="2027-03-08"), False, ("2027-03-08", "wanted")),
        (row("PENDING", desired_port_date="2027-03-01"), False, None),
        (row("CONFIRMED"), False, None),
        (row("ACTIVATED", foc_date="2027-03-09"), False, None),
        (row("PENDING", foc_date="2027-03-09", superseded_by="hq-001-r1"), False, None),
    ],
)
def test_a_number_has_its_next_step(entry: dict[str, Any], on_demand: bool, expected: tuple[str, str] | None) -> None:
    found = coming([order("hq", entry, on_demand=on_demand)], today="2027-03-02")
    assert [(day["date"], day["kind"]) for day in found] == ([expected] if expected else [])


def test_days_are_sorted_and_have_their_first_moment() -> None:
    east, west = "2027-03-09T09:00:00-05:00", "2027-03-09T09:00:00-08:00"
    confirmed = [row("CONFIRMED", foc_date="2027-03-09", foc_at=moment) for moment in (west, east, None)]
    found = coming([order("b", *confirmed), order(None, row("PENDING", foc_date="2027-03-08"))], today="2027-03-02")
    assert [(day["date"], day["numbers"], day["orders"], day["foc_at"]) for day in found] == [
        ("2027-03-08", 1, ["7"], None),
        ("2027-03-09", 3, ["b"], east),
    ]
    assert moment_of("2027-03-09T14:00:00Z") == moment_of(east)
