# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about authorization, PINs and accounts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from ansible_collections.sinch.porting.tests.unit.rule_cases import INFO, check_case
from ansible_collections.sinch.porting.tests.unit.rule_orders import changed, findings_of

# Rule, change, place. A missing place is that of the first change.
CASES: list[tuple[Any, ...]] = [
    ("port-out-info-blank", {f"{INFO}.authorizing_name": "  "}),
    ("authorizing-date-invalid", {f"{INFO}.authorizing_date": "yesterday"}),
    ("authorizing-date-invalid", {f"{INFO}.authorizing_date": "2027-02-24 12:00:00Z"}),
    ("authorizing-date-invalid", {f"{INFO}.authorizing_date": "2027-02-24T12:00:00"}),
    ("authorizing-date-future", {f"{INFO}.authorizing_date": "2027-03-02"}),
    ("authorizing-date-future", {f"{INFO}.authorizing_date": "2027-03-01T23:59:00Z"}),
    ("authorizing-date-future", {f"{INFO}.authorizing_date": "2027-03-02T00:30:00+00:00"}),
    ("authorizing-date-old", {f"{INFO}.authorizing_date": "2027-02-01"}),
    ("authorizing-name-no-person", {f"{INFO}.authorizing_name": "Baker"}),
    ("authorizing-name-no-person", {f"{INFO}.authorizing_name": "Bakery Inc"}),
    ("authorizing-name-no-person", {f"{INFO}.authorizing_name": "Ada & Bo Lee"}),
    ("authorizing-name-long", {f"{INFO}.authorizing_name": "Adelaide Baker-Miller"}),
    ("pin-unusual", {f"{INFO}.existing_port_out_pin": "1234"}),
    ("pin-unusual", {f"{INFO}.existing_port_out_pin": "2000"}),
    ("pin-unusual", {f"{INFO}.existing_port_out_pin": "73 9152"}),
    ("port-out-credentials-missing", {INFO: {}}),
    ("account-phone-number-unusual", {f"{INFO}.account_phone_number": "call me"}),
    ("account-phone-number-ported", {f"{INFO}.account_phone_number": "(217) 523-2001"}),
]


@pytest.mark.parametrize("case", CASES)
def test_only_this_rule_finds_the_change(case: tuple[Any, ...]) -> None:
    check_case(*case)


@pytest.mark.parametrize(
    ("now", "rules"), [("2027-03-02T07:59:00", {"authorizing-date-ahead"}), ("2027-03-02T08:00:00", set())]
)
def test_a_date_is_ahead_until_the_day_begins_in_the_last_time_zone(now: str, rules: set[str]) -> None:
    order = changed({f"{INFO}.authorizing_date": "2027-03-02"})
    found = findings_of(order, now=datetime.fromisoformat(f"{now}+00:00"))
    assert {finding.rule for finding in found} == rules
