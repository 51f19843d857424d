# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""PINs of a table that are no longer good when their numbers are to move."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...module_utils._base.dates import read_date
from ...module_utils._base.findings import ERROR, Finding
from ...module_utils._base.names import snake
from ...module_utils._base.text import shown
from ...module_utils._rules.tables import PIN_EXPIRES
from .columns import VALID_UNTIL
from .reader import Intake


def expiring(intake: Intake, schedule: Any, *, name: str) -> list[Finding]:
    """What is wrong with the last days of PINs. ``schedule`` is the order's, in any spelling; ``name`` the file's."""
    desired = _desired_date(schedule)
    known = {finding.path for finding in intake.findings if finding.severity == ERROR}
    findings = []
    for index, text in intake.valid_until.items():
        path = f"phone_numbers[{index}].{VALID_UNTIL}"
        last = read_date(text)
        if last is None:
            message = f"is {shown(text)}, which is not a date like 2027-03-31."
        elif desired and last.isoformat() < desired:
            message = f"is {last.isoformat()}, before the desired port date {desired}."
        else:
            continue
        if path not in known:
            rule = PIN_EXPIRES
            findings.append(Finding(rule.id, rule.severity, path, message, rule.remedy, name, intake.lines[index]))
    return findings


def _desired_date(schedule: Any) -> str:
    if not isinstance(schedule, Mapping):
        return ""
    value = {snake(str(key)): member for key, member in schedule.items()}.get("desired_port_date")
    date = read_date(str(value))
    return date.isoformat() if date else ""
