# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A correct order, and the findings of the rules in changed copies of it."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

from ansible_collections.sinch.porting.plugins.module_utils._base.findings import Finding
from ansible_collections.sinch.porting.plugins.module_utils._model.merging import merged_numbers
from ansible_collections.sinch.porting.plugins.module_utils._rules import catalog
from ansible_collections.sinch.porting.plugins.module_utils._rules.rule import RULES
from ansible_collections.sinch.porting.plugins.module_utils._rules.severities import effective_severities

# A Monday, 10:00 in Illinois.
NOW = datetime(2027, 3, 1, 16, tzinfo=timezone.utc)
ABSENT = object()
EVERY_RULE_ON = {rule.id: "warn" for rule in RULES.values() if rule.severity == "off"}


def clean_order(count: int = 2) -> dict[str, Any]:
    return {
        "customer_order_reference": "branch-17-move",
        "desired_port_schedule": {
            "desired_port_date": "2027-03-17",
            "desired_port_time": "09:00:00",
            "desired_port_time_zone": "US/Central",
        },
        "loa_uploaded_by": "Grace Hopper",
        "loa_attachment_date": "2027-02-26T12:00:00Z",
        "voice_configuration": {"type": "EST", "trunk_id": "01HQ7V4T0K"},
        "sms_configuration": {"sms_app_id": "01HQ7V5R2M"},
        "phone_numbers": [clean_number(index) for index in range(count)],
    }


def clean_number(index: int) -> dict[str, Any]:
    address = {"street_num": str(12 + index), "city": "Springfield", "state": "IL"}
    return {
        "phone_number": f"+1217{523 + index // 10000}{2000 + index % 10000:04d}"[:12],
        "end_user": {
            **address,
            "name": "Harbor Bakery, Inc.",
            "street_name": "Old Mill",
            "street_pre_dir": "N",
            "street_type": "Road",
            "location_type1": "Suite",
            "location_value1": "4B",
            "zip_code": "62701",
            "type_of_service": "B",
        },
        "port_out_info": {
            "existing_port_out_pin": "739152",
            "account_num": "A-4711",
            "account_phone_number": "+12175239999",
            "authorizing_name": "Ada Baker",
            "authorizing_date": "2027-02-26",
        },
        "features": {"e911": {**address, "street_info": "Old Mill Rd", "postal_code": "62701"}},
    }


def changed(changes: Mapping[str, Any], order: dict[str, Any] | None = None) -> dict[str, Any]:
    """A copy of the order with some values set, or removed if ``ABSENT``, by paths such as ``a.0.b``."""
    order = copy.deepcopy(clean_order() if order is None else order)
    for path, value in changes.items():
        holder: Any = order
        steps: list[Any] = [int(step) if step.isdigit() else step for step in path.split(".")]
        last = steps.pop()
        for step in steps:
            holder = holder[step] if isinstance(holder, list) else holder.setdefault(step, {})
        if value is ABSENT:
            holder.pop(last, None)
        else:
            holder[last] = value
    return order


def findings_of(
    order: dict[str, Any], overrides: Mapping[str, str] | None = None, *, now: datetime = NOW
) -> list[Finding]:
    severities, problems = effective_severities(overrides or {})
    assert not problems
    return catalog.check(catalog.OrderInput(order, merged_numbers(order)), now=now, severities=severities)


def places(findings: list[Finding]) -> set[tuple[str, str]]:
    return {(finding.rule, finding.path) for finding in findings}
