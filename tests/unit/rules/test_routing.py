# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about voice, messages and emergency calls."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.sinch.porting.tests.unit.rule_cases import E911, check_case
from ansible_collections.sinch.porting.tests.unit.rule_orders import ABSENT

# Rule, change, place. A missing place is that of the first change.
CASES: list[tuple[Any, ...]] = [
    ("voice-type-unknown", {"voice_configuration.type": "SIP"}),
    ("voice-id-missing", {"voice_configuration": {"type": "EST"}}, "voice_configuration.trunk_id"),
    ("voice-id-unused", {"voice_configuration.app_id": "01HQ"}),
    ("voice-configuration-missing", {"voice_configuration": ABSENT}),
    ("sms-id-missing", {"sms_configuration": {}}, "sms_configuration.sms_app_id"),
    ("e911-missing", {"phone_numbers.0.features": {}}),
    ("e911-incomplete", {f"{E911}.city": ABSENT}),
    ("postal-code-plus-four-invalid", {f"{E911}.postal_code_plus_four": "12"}),
]


@pytest.mark.parametrize("case", CASES)
def test_only_this_rule_finds_the_change(case: tuple[Any, ...]) -> None:
    check_case(*case)
