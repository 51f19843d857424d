# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a task works with: its options, the service, the clock, the marks of its writes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .._api.client import Client
from .._base.clock import Clock
from .journal import WriteLock

Options = dict[str, Any]


Result = dict[str, Any]


@dataclass
class Context:
    """What a task works with. ``options`` are read and valid; ``stack`` is left when the task ends, however it ends.

    ``directory`` is where marks of unfinished creations are kept; None where none may be made (check mode).
    """

    client: Client
    options: Options
    clock: Clock
    say: Callable[[str], None]
    stack: ExitStack
    directory: Path | None = None

    def guard(self, *address: str) -> WriteLock:
        """Entered here, released when the task ends or sooner."""
        guard = WriteLock(
            str(self.options["api_url"]),
            str(self.options["project_id"]),
            *address,
            directory=self.directory,
            clock=self.clock,
            # As long as a task may take that has lost an answer and settles it.
            patience=10 * float(self.options["timeout"]),
        )
        return self.stack.enter_context(guard)
