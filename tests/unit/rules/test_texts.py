# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about names, streets and odd text."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.sinch.porting.tests.unit.rule_cases import INFO, USER, check_case

# Rule, change, place; where the place is left out it is that of the first change.
CASES: list[tuple[Any, ...]] = [
    ("odd-characters", {f"{USER}.city": "Springfield "}),
    ("odd-characters", {f"{USER}.street_name": "Miller\u2019s"}),
    ("odd-characters", {"loa_uploaded_by": "Grace\tHopper"}),
    ("placeholder-data", {f"{USER}.city": "Anytown"}),
    ("placeholder-data", {f"{INFO}.authorizing_name": "John Doe"}),
    ("placeholder-data", {"voice_configuration.trunk_id": "YOUR_trunk_id"}),
    ("address-po-box", {f"{USER}.street_name": "P.O. Box"}),
    ("address-po-box", {f"{USER}.location_type1": "PMB"}),
    ("street-name-with-number", {f"{USER}.street_name": "12 Old Mill"}),
    ("street-name-with-type", {f"{USER}.street_name": "Old Mill Rd."}),
    ("street-name-with-type", {f"{USER}.street_name": "Clark Street"}),
    ("street-name-with-suite", {f"{USER}.street_name": "Old Mill Suite 4"}),
    ("name-variants", {"phone_numbers.1.end_user.name": "Harbor Bakery Inc"}),
    ("name-long", {f"{USER}.name": "Community Hospital of Springfield"}),
]


@pytest.mark.parametrize("case", CASES)
def test_a_rule_finds_what_breaks_it_and_nothing_else(case: tuple[Any, ...]) -> None:
    check_case(*case)
