# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The severities of the rules after the option ``rules``."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._rules.severities import effective_severities
from ansible_collections.sinch.porting.tests.unit.rule_orders import changed, findings_of

DATE = "desired_port_schedule.desired_port_date"


def test_overrides_set_severities() -> None:
    severities, problems = effective_severities(
        {"port-date-weekend": "error", "number-fictional": False, "name-long": "warn", "number-impossible": "warn"}
    )
    assert not problems
    assert severities["port-date-weekend"] == "error"
    assert severities["number-fictional"] == "off"
    assert severities["name-long"] == severities["number-impossible"] == "warn"
    assert severities["port-date-passed"] == "error"


@pytest.mark.parametrize(
    ("override", "path", "remedy"),
    [
        ({"port-date-wekend": "off"}, "rules.port-date-wekend", "port-date-weekend"),
        ({"port-date-weekend": "warning"}, "rules.port-date-weekend", "error, warn or off"),
        ({"port-date-weekend": True}, "rules.port-date-weekend", "error, warn or off"),
        ({"wrong-type": "warn"}, "rules.wrong-type", "Leave it out"),
        ({7: "warn"}, "rules.7", "docs/rules.md"),
    ],
)
def test_a_wrong_override_is_reported(override: dict[Any, Any], path: str, remedy: str) -> None:
    severities, problems = effective_severities(override)
    assert [(finding.rule, finding.severity, finding.path) for finding in problems] == [("unknown-rule", "error", path)]
    assert remedy in problems[0].remedy
    assert severities == effective_severities({})[0]


def test_wrong_overrides_can_be_ignored() -> None:
    assert effective_severities({"unknown-rule": "off", "no-such-rule": "off"})[1] == []
    assert effective_severities({"unknown-rule": "warn", "no-such-rule": "off"})[1][0].severity == "warn"


def test_a_severity_reaches_the_finding_and_off_silences_it() -> None:
    order = changed({DATE: "2027-03-20"})
    assert [finding.severity for finding in findings_of(order)] == ["warn"]
    assert [finding.severity for finding in findings_of(order, {"port-date-weekend": "error"})] == ["error"]
    assert findings_of(order, {"port-date-weekend": "off"}) == []
