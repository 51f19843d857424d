# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What all tasks have in common: their parts, and the two steps prepare and act."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from .._base.context import Options, Result, TaskContext
from .._base.errors import PortingError
from .._base.findings import Finding
from .._model.options import StateOptions
from .._rules.rule import default_severities


@dataclass(frozen=True)
class Plan:
    """What a task is about to do, determined only by reading.

    ``result`` has the result keys that are known, and check mode's prediction of the others. ``sides`` returns both
    sides of the diff, and is called before anything is done. ``act`` does it, waits if requested, and returns the keys
    that it changed, with its own ``warnings``. ``observed`` returns the keys while nothing is done, for a refused
    write. ``warnings`` are sentences for the user. ``failure`` fails the task after everything else is done, also in
    check mode. ``findings`` are warnings about the input that became possible only after the search.
    """

    changed: bool
    result: Result
    sides: Callable[[], tuple[Any, Any]] = field(default=lambda: ({}, {}))
    act: Callable[[], Result] = field(default=dict)
    observed: Callable[[], Result] = field(default=dict)
    warnings: list[str] = field(default_factory=list)
    failure: PortingError | None = None
    findings: list[Finding] = field(default_factory=list)


class Service(Protocol):
    """The options about the service, and its connection.

    A module without them does not carry this code. See ``_order/context.py``; ``_order/guarded.py`` for tasks that
    write.
    """

    def completed(self, arguments: Mapping[str, Any], environ: Mapping[str, str]) -> Options:
        """The arguments, with connection options from the environment."""

    def secrets(self, arguments: Mapping[str, Any], environ: Mapping[str, str]) -> list[str]:
        """Secrets of the arguments and the environment that are not in secret options."""

    def check(self, options: Options, *, given: Mapping[str, Any]) -> Iterable[Finding]:
        """Problems with the options, offline. ``given`` are the arguments before they were completed."""

    def connect(self, context: TaskContext) -> TaskContext:
        """The context with a client. Nothing is sent before the client's first call."""


class Origin(Protocol):
    """Where a task's numbers come from, see ``_model/origin.py``."""

    def judged(self, findings: Iterable[Finding], severities: Mapping[str, str]) -> list[Finding]:
        """What reading the file found, and the other findings with their lines."""


def _no_findings(context: TaskContext) -> Iterable[Finding]:
    return ()


def _default_severities(overrides: Mapping[str, Any]) -> tuple[dict[str, str], list[Finding]]:
    return default_severities(), []


@dataclass(frozen=True)
class Task:
    """One module of the collection.

    ``model`` reads its options, ``empty`` is its result before anything is known, ``prepare`` reads and decides,
    ``check`` checks the options offline before that. ``service`` adds a client to the context; a task without it has no
    connection options. A task that does not write has no diff, and its client refuses to write. ``from_file`` selects
    the options that a file in ``src`` may have, in snake case. A task whose numbers may come from a file has an
    ``origin``, which it removes from the arguments and puts into the options under that name. With ``takes_any_count``
    the model does not read the numbers; the task finds them unchanged in its options. A task with the option ``rules``
    has ``severities``, which reads it. A task that ``defers`` gets errors about new orders in its context, and decides
    after the search.
    """

    name: str
    model: type[Any]
    empty: Callable[[], Result]
    prepare: Callable[[Any], Plan]
    check: Callable[[TaskContext], Iterable[Finding]] = _no_findings
    service: Service | None = None
    writes: bool = True
    from_file: Callable[[Options], Options] = dict
    takes_any_count: bool = False
    defers: bool = False
    origin: Callable[[Options], Origin] | None = None
    severities: Callable[[Mapping[str, Any]], tuple[dict[str, str], list[Finding]]] = _default_severities

    @property
    def keeps_marks(self) -> bool:
        """Whether it writes to the service, and so keeps marks in a state store."""
        return issubclass(self.model, StateOptions)

    @property
    def reads_numbers(self) -> bool:
        """Whether its numbers can come from a file: not every ``groups`` or ``plan`` is about the numbers of one."""
        return self.origin is not None
