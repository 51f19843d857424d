# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about an order's own members."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.sinch.porting.tests.unit.rule_cases import CANADIAN, INFO, check_case

# Rule, change, place. A missing place is that of the first change.
CASES: list[tuple[Any, ...]] = [
    ("reference-too-long", {"customer_order_reference": "r" * 101}),
    ("reseller-name-missing", {"reseller_name": " ", **{key: CANADIAN[key] for key in list(CANADIAN)[:3]}}),
    ("loa-date-invalid", {"loa_attachment_date": "2027-02-30T12:00:00Z"}),
    ("loa-date-invalid", {"loa_attachment_date": "2027-02-24"}),
    ("loa-date-invalid", {"loa_attachment_date": "2027-02-24 12:00:00Z"}),
    ("loa-date-invalid", {"loa_attachment_date": "2027-02-24T12:00:00"}),
    ("several-accounts", {f"{INFO}.account_num": "A-4712"}, "port_out_info.account_num"),
    ("on-demand", {"on_demand_activation": True}),
]


@pytest.mark.parametrize("case", CASES)
def test_only_this_rule_finds_the_change(case: tuple[Any, ...]) -> None:
    check_case(*case)
