# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the numbers of a task come from: the lines of a file, its findings, and the plan they belong to.

The controller passes it with the options, as an additional internal argument, to where the task runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from .._base.context import Options
from .._base.findings import ERROR, OFF, Finding

ARGUMENT = "_origin"

_ROW = re.compile(r"phone_numbers\[([0-9]+)\]")


@dataclass(frozen=True)
class Origin:
    """``lines`` has the line of each number, if there are lines; ``planned`` is the plan's entry for the order.

    ``rows`` has for each number the index that it, or its range, has in the file or the task; it is empty if these are
    the same.
    ``typed`` means that every value of the numbers is already a string of a known member.
    """

    file: str = ""
    lines: Sequence[int] = ()
    findings: list[Finding] = field(default_factory=list)
    planned: Mapping[str, Any] | None = None
    typed: bool = False
    rows: Sequence[int] = ()

    def as_argument(self) -> Mapping[str, Any]:
        return asdict(self)

    @classmethod
    def taken_from(cls, arguments: Options) -> Origin:
        """The origin among a task's arguments, which is removed from them."""
        argument = arguments.pop(ARGUMENT, None)
        if argument is None:
            return cls()
        return cls(**{**argument, "findings": [Finding(**finding) for finding in argument["findings"]]})

    def judged(self, findings: Iterable[Finding], severities: Mapping[str, str]) -> list[Finding]:
        """The reader's findings with their effective severities, and then the others with their lines.

        If the reader has named the cause, errors that only follow from it are left out.
        """
        own = [replace(finding, severity=severities.get(finding.rule, finding.severity)) for finding in self.findings]
        own = [finding for finding in own if finding.severity != OFF]
        named = {finding.path for finding in own if finding.severity == ERROR}
        own = [replace(finding, path=self._as_written(finding.path)) for finding in own]
        return own + [
            self.placed(finding) for finding in findings if finding.severity != ERROR or finding.path not in named
        ]

    def placed(self, finding: Finding) -> Finding:
        """The finding with its file and line, if it is about a number that has one."""
        if self.rows:
            message = _ROW.sub(lambda row: self._as_written(row[0]), finding.message)
            return replace(finding, path=self._as_written(finding.path), message=message)
        row = _ROW.match(finding.path) if self.lines else None
        index = int(row[1]) if row else len(self.lines)
        if index >= len(self.lines):
            return finding
        message = _ROW.sub(lambda other: f"that in line {self.lines[int(other[1])]}", finding.message)
        return replace(finding, file=self.file, line=self.lines[index], message=message)

    def _as_written(self, path: str) -> str:
        """The path with the index of the number's range."""
        row = _ROW.match(path) if self.rows else None
        return f"phone_numbers[{self.rows[int(row[1])]}]{path[row.end() :]}" if row else path
