# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The context of a task that writes to the service."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .._base import store_url
from .._base.context import Options, TaskContext
from .._base.files import default_directory
from .._base.findings import Finding
from .._base.store import NoStore
from .context import Context, Service
from .journal import Journal, WriteLock, open_journal


@dataclass
class GuardedContext(Context):
    """``journal`` keeps the marks of the task's unfinished writes."""

    journal: Journal

    @property
    def protection(self) -> str:
        return self.journal.guard

    def guard(self, *address: str, also: Sequence[tuple[str, ...]] = ()) -> WriteLock:
        """A lock that is entered here, and released when the task ends or sooner."""
        place = (str(self.options["api_url"]), str(self.options["project_id"]))
        guard = WriteLock(
            *place,
            *address,
            also=[(*place, *name) for name in also],
            journal=self.journal,
            # As long as a task may need to settle a lost response.
            patience=10 * float(self.options["timeout"]),
        )
        return self.stack.enter_context(guard)


@dataclass(frozen=True)
class GuardedService(Service):
    """The service for a task that writes to it, and the state store that protects its writes.

    ``writes`` tells whether the task's options require a write at all.
    """

    writes: Callable[[Options], bool] = lambda options: True

    def completed(self, arguments: Mapping[str, Any], environ: Mapping[str, str]) -> Options:
        found = super().completed(arguments, environ)
        return {**found, "state_store": store_url.with_password(found.get("state_store"), environ)}

    def secrets(self, arguments: Mapping[str, Any], environ: Mapping[str, str]) -> list[str]:
        return store_url.secrets(arguments.get("state_store"), environ)

    def check(self, options: Options, *, given: Mapping[str, Any]) -> Iterator[Finding]:
        yield from super().check(options, given=given)
        yield from store_url.check(options, given=given.get("state_store"))

    def connect(self, context: TaskContext) -> GuardedContext:
        """The context with a journal. Raises Unguarded if the task may not write with this state store."""
        options, clock, say = context.options, context.clock, context.say
        journal = Journal(NoStore(), clock=clock, say=say)
        if self.writes(options):
            journal = open_journal(
                options["state_store"],
                home=context.directory or default_directory(),
                required=options["require_shared_state"],
                check_mode=context.read_only,
                clock=clock,
                say=say,
            )
        return GuardedContext(**vars(super().connect(context)), journal=journal)
