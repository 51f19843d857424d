# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The context of every task, whether it talks to the service or not."""

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
    """``options`` are valid; ``severities`` maps the id of every rule to its effective severity.

    ``stack`` is closed when the task ends, however it ends.

    ``read_only`` means that nothing may be written: in check mode, or by this task. ``directory`` is for marks of
    unfinished writes, None for the default in the user's home directory. ``deferred`` are errors in the input that
    count only if there is no order yet.
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
        """What protects the task's writes from being repeated by another run: the ``guard`` of the result."""
        return UNPROTECTED
