# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about names, streets and odd text."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.sinch.porting.tests.unit.rule_cases import E911, INFO, USER, check_case
from ansible_collections.sinch.porting.tests.unit.rule_orders import changed, findings_of

# Rule, change, place. A missing place is that of the first change.
CASES: list[tuple[Any, ...]] = [
    ("odd-characters", {f"{USER}.city": "Springfield "}),
    ("odd-characters", {f"{USER}.street_name": "Miller\u2019s"}),
    ("odd-characters", {"loa_uploaded_by": "Grace\tHopper"}),
    ("placeholder-data", {f"{USER}.city": "Anytown"}),
    ("placeholder-data", {f"{INFO}.authorizing_name": "John Doe"}),
    ("placeholder-data", {"voice_configuration.trunk_id": "YOUR_trunk_id"}),
    ("address-po-box", {f"{USER}.street_name": "P.O. Box"}),
    ("placeholder-data", {f"{USER}.street_name": "Main", f"{USER}.street_num": "123"}),
    ("placeholder-data", {f"{E911}.street_info": "main st.", f"{E911}.street_num": "1234"}),
    ("placeholder-data", {f"{E911}.city": "Anytown"}),
    ("placeholder-data", {f"{E911}.name": "Jane Doe"}),
    ("odd-characters", {f"{E911}.city": "Springfield\u00a0"}),
    ("odd-characters", {f"{E911}.street_info": "Old  Mill Rd"}),
    ("address-po-box", {f"{E911}.street_info": "PO Box 12"}),
    ("address-po-box", {f"{E911}.location": "PMB 7"}),
    ("address-po-box", {f"{USER}.location_type1": "PMB"}),
    ("street-name-with-number", {f"{USER}.street_name": "12 Old Mill"}),
    ("street-name-with-type", {f"{USER}.street_name": "Old Mill Rd."}),
    ("street-name-with-type", {f"{USER}.street_name": "Clark Street"}),
    ("street-name-with-suite", {f"{USER}.street_name": "Old Mill Suite 4"}),
    ("name-variants", {"phone_numbers.1.end_user.name": "Harbor Bakery Inc"}),
    ("name-long", {f"{USER}.name": "Community Hospital of Springfield"}),
]


@pytest.mark.parametrize("case", CASES)
def test_only_this_rule_finds_the_change(case: tuple[Any, ...]) -> None:
    check_case(*case)


@pytest.mark.parametrize(
    ("house", "street"), [("12", "Main"), ("123", "Maine"), ("123", "Main Harbor"), ("1230", "Main")]
)
def test_an_address_similar_to_a_sample_is_accepted(house: str, street: str) -> None:
    changes = {
        f"{USER}.street_name": street,
        f"{USER}.street_num": house,
        f"{E911}.street_info": street,
        f"{E911}.street_num": house,
    }
    assert "placeholder-data" not in {finding.rule for finding in findings_of(changed(changes), {})}
