# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a task works with that writes to the service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .._base.context import TaskContext
from .._base.files import default_directory
from . import context
from .context import Context
from .journal import Journal, WriteLock, no_journal, open_journal


@dataclass
class GuardedContext(Context):
    """``journal`` keeps the marks of the task's unfinished writes."""

    journal: Journal

    @property
    def protection(self) -> str:
        return self.journal.guard

    def guard(self, *address: str, also: Sequence[tuple[str, ...]] = ()) -> WriteLock:
        """Entered here, released when the task ends or sooner."""
        place = (str(self.options["api_url"]), str(self.options["project_id"]))
        guard = WriteLock(
            *place,
            *address,
            also=[(*place, *name) for name in also],
            journal=self.journal,
            # As long as a task may take that has lost an answer and settles it.
            patience=10 * float(self.options["timeout"]),
        )
        return self.stack.enter_context(guard)


def connect(unconnected: TaskContext, *, writes: bool = True) -> GuardedContext:
    """The context with a client and a journal. Nothing is sent before the client's first call.

    ``writes`` says whether the task's options ask for a write at all. Raises Unguarded when the state store is not one
    by which the task may write.
    """
    options, clock, say = unconnected.options, unconnected.clock, unconnected.say
    journal = no_journal(clock=clock, say=say)
    if writes:
        journal = open_journal(
            options["state_store"],
            home=unconnected.directory or default_directory(),
            required=options["require_shared_state"],
            check_mode=unconnected.read_only,
            clock=clock,
            say=say,
        )
    return GuardedContext(**vars(context.connect(unconnected)), journal=journal)
