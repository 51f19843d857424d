# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The definition of a rule.

Each file of this room declares the rules of one subject and has one function ``check(subject)``; ``catalog`` combines
them. Rules work offline on typed data, and never raise, whatever a text contains.
"""

from __future__ import annotations

from dataclasses import dataclass

from .._base.findings import Finding

# Authority of a rule, strictest first; docs/rules.md explains them.
SINCH = "sinch"
LOGIC = "logic"
STANDARD = "standard"
CUSTOM = "custom"

# Sources of several rules.
CREATE_PAGE = "Sinch: Create port-in order"
OVERVIEW_PAGE = "Sinch: Porting overview"
SKILL = "Sinch: porting skill"
NANP = "North American Numbering Plan: form of a number NPA-NXX-XXXX, N from 2 to 9"


@dataclass(frozen=True)
class Rule:
    """One check. ``severity`` is the default; a ``fixed`` one cannot be overridden.

    ``summary`` is a sentence for the documentation, ``remedy`` the default advice of a finding, ``source`` the origin
    of the rule, ``group`` its authority: ``sinch``, ``logic``, ``standard`` or ``custom``. ``new_orders`` marks a rule
    that is an error only for an order that does not exist yet.
    """

    id: str
    severity: str
    summary: str
    remedy: str
    source: str
    group: str
    fixed: bool = False
    new_orders: bool = False


RULES: dict[str, Rule] = {}


def declare(
    rule_id: str,
    severity: str,
    group: str,
    summary: str,
    *,
    remedy: str,
    source: str = "This collection",
    fixed: bool = False,
    new_orders: bool = False,
) -> Rule:
    """Registers a rule. The documentation sorts rules by their ids."""
    if rule_id in RULES:
        raise ValueError(f"The rule {rule_id} is declared twice.")
    RULES[rule_id] = rule = Rule(rule_id, severity, summary, remedy, source, group, fixed, new_orders)
    return rule


def default_severities() -> dict[str, str]:
    """The severity of every registered rule, for a task without the option ``rules``."""
    return {rule.id: rule.severity for rule in RULES.values()}


def is_about_new_orders(finding: Finding) -> bool:
    """Whether a finding is an error only while its order does not exist."""
    rule = RULES.get(finding.rule)
    return rule is not None and rule.new_orders
