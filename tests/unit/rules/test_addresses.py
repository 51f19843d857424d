# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about addresses and the kind of service."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.sinch.porting.tests.unit.rule_cases import E911, NUMBER, USER, check_case
from ansible_collections.sinch.porting.tests.unit.rule_orders import ABSENT

# Rule, change, place. A missing place is that of the first change.
CASES: list[tuple[Any, ...]] = [
    ("state-unknown", {f"{USER}.state": "Illinois"}),
    ("state-unknown", {f"{USER}.state": "XX"}),
    ("state-former", {f"{USER}.state": "PQ"}),
    ("state-former", {f"{USER}.state": "FM"}),
    ("state-unknown", {f"{E911}.state": "Illinois"}),
    ("state-lowercase", {f"{USER}.state": "il"}),
    ("state-military", {f"{USER}.state": "AE", f"{USER}.zip_code": "09012"}),
    ("postal-code-invalid", {f"{USER}.zip_code": "2701"}),
    ("postal-code-invalid", {f"{USER}.zip_code": "D1A 0B1"}),
    ("postal-code-invalid", {f"{E911}.postal_code": "6270"}),
    ("postal-code-mismatch", {f"{USER}.zip_code": "10001"}),
    ("postal-code-mismatch", {f"{USER}.zip_code": "K1A 0B1"}),
    ("address-country-mismatch", {NUMBER: "+16132345678", "reseller_name": "Bakery Lines"}),
    ("street-direction-unknown", {f"{USER}.street_pre_dir": "North"}),
    ("street-direction-unknown", {f"{USER}.street_post_dir": "O"}),
    ("type-of-service-unknown", {f"{USER}.type_of_service": "business"}),
    ("type-of-service-company", {f"{USER}.type_of_service": "R"}),
    ("address-half-default", {"end_user.street_type": "Road", f"{USER}.street_type": ABSENT}, f"{USER}.street_name"),
    (
        "address-half-default",
        {"end_user.location_value1": "9", f"{USER}.location_value1": ABSENT},
        f"{USER}.street_name",
    ),
    ("address-half-default", {"end_user.street_name": "Harbor", f"{USER}.street_name": ABSENT}, f"{USER}.street_type"),
    (
        "address-half-default",
        {"end_user": {"city": "Salem", "zip_code": "62701"}, f"{USER}.city": ABSENT},
        f"{USER}.zip_code",
    ),
]


@pytest.mark.parametrize("case", CASES)
def test_only_this_rule_finds_the_change(case: tuple[Any, ...]) -> None:
    check_case(*case)
