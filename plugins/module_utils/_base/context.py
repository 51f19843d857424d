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


@dataclass
class TaskContext:
    """``options`` are read and valid; ``severities`` has the severity in force of every rule, by its id.

    ``stack`` is left when the task ends, however it ends.

    ``directory`` is where marks of unfinished writes are kept; None where none may be made (check mode). ``read_only``
    says that nothing may be written. ``deferred`` are errors of the input that count only if there is no order yet.
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
