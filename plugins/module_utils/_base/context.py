# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every task works with, whether it talks to the service or not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .clock import Clock
from .findings import Finding
from .redaction import Redactor

Options = dict[str, Any]
Result = dict[str, Any]

UNPROTECTED = "none"


@dataclass
class TaskContext:
    """``options`` are read and valid; ``severities`` has the severity in force of every rule, by its id.

    ``stack`` is left when the task ends, however it ends.

    ``read_only`` says that nothing may be written: in check mode, or by this task. ``directory`` is for marks of
    unfinished writes, None for a folder of the user's home. ``deferred`` are errors of the input that count only if
    there is no order yet.
    """

    options: Options
    severities: Mapping[str, str]
    clock: Clock
    say: Callable[[str], None]
    stack: ExitStack
    redactor: Redactor
    read_only: bool
    directory: Path | None
    deferred: list[Finding]

    @property
    def protection(self) -> str:
        """What keeps the task's writes from being repeated by another run: the ``guard`` of the result."""
        return UNPROTECTED
