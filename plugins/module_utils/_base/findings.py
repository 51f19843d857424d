# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Findings: all problems of an input, one finding each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

ERROR = "error"
WARN = "warn"
OFF = "off"
SEVERITIES = (ERROR, WARN, OFF)


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem of the input.

    ``rule`` is the id of the rule, ``severity`` ``error`` or ``warn``, ``path`` the location in the task's options
    (``phone_numbers[3].end_user.zip_code``), ``message`` what is wrong, ``remedy`` how to fix it. ``file`` and ``line``
    are its position in a table. A message never contains the value of a secret member, nor any value that may not be
    harmless.
    """

    rule: str
    severity: str
    path: str
    message: str
    remedy: str = ""
    file: str = ""
    line: int = 0

    def as_result(self) -> dict[str, str | int]:
        result: dict[str, str | int] = {
            "rule": self.rule,
            "severity": self.severity,
            "path": self.path,
            "message": self.message,
            "remedy": self.remedy,
        }
        return {**result, "file": self.file, "line": self.line} if self.line else result

    def sentence(self, more: str = "") -> str:
        """Location, message, remedy, further text, and the rule."""
        place = f"{self.file}, line {self.line}, {self.path}" if self.line else self.path
        texts = (f"{place}: {self.message}" if place else self.message, self.remedy, more, f"[{self.rule}]")
        return " ".join(filter(None, texts))

    def __str__(self) -> str:
        return self.sentence()


def errors_of(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity == ERROR]


Path: TypeAlias = "tuple[str | int, ...]"


def path_text(path: Path) -> str:
    """``('phone_numbers', 3, 'end_user')`` as ``phone_numbers[3].end_user``."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text
