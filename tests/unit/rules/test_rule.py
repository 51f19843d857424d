# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The registry of rules."""

from __future__ import annotations

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._base.findings import SEVERITIES
from ansible_collections.sinch.porting.plugins.module_utils._rules import catalog, rule


def test_a_rule_cannot_be_declared_twice() -> None:
    known = next(iter(rule.RULES.values()))
    with pytest.raises(ValueError, match=f"The rule {known.id} is declared twice"):
        rule.declare(known.id, known.severity, known.group, known.summary, remedy="", source="")
    assert rule.RULES[known.id] is known
    assert catalog.check


@pytest.mark.parametrize("each", rule.RULES.values(), ids=lambda each: each.id)
def test_every_rule_has_a_summary_a_remedy_and_a_source(each: rule.Rule) -> None:
    assert each.severity in SEVERITIES
    assert each.summary.endswith(".")
    assert each.remedy.endswith(".")
    assert each.source
    assert each.id == each.id.lower()
    assert not each.fixed or each.severity == "error"
