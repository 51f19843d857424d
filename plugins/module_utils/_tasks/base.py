# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What all tasks have in common: their parts, and the two steps prepare and act."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from .._base.context import Options, Result, TaskContext
from .._base.errors import PortingError
from .._base.findings import Finding
from .._model.options import StateOptions
from .._rules.rule import default_severities


@dataclass(frozen=True)
class Plan:
    """What a task is about to do, determined only by reading.

    ``result`` holds the result keys as far as they are known, and what check mode predicts for the rest. ``sides`` are
    what the diff shows of before and after; it is asked for them before anything is done. ``act`` does it, waits if
    asked to, and returns the keys that have changed by it, with ``warnings`` of its own. ``observed`` gives
    the keys as they are while nothing is done: what a refused write leaves. ``warnings`` are sentences for the user.
    ``failure`` is what the task ends with all the same, in check mode too, when all is done. ``findings`` are
    warnings about the input that only the look-up made possible.
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


def _default_severities(overrides: Mapping[str, Any]) -> tuple[dict[str, str], list[Finding]]:
    return default_severities(), []


@dataclass(frozen=True)
class Task:
    """One module of the collection.

    ``model`` reads its options, ``empty`` is its result before anything is known, ``check`` finds what is wrong with
    the options offline, ``prepare`` reads and decides. ``service`` adds a client to the context; a task without it has
    no connection options. A task that does not write has no diff, and its client refuses to write. ``from_file``
    chooses what a file named by ``src`` may say, in snake case. A task whose numbers may come from a file has an
    ``origin``, and finds in its options, by that name, what it has taken out of the arguments. ``takes_any_count``
    keeps the numbers out of the model's reading and leaves them to the task, which finds them in its options as they
    came. A task with the option ``rules`` has ``severities``, which reads it. A task that ``defers`` gets errors that
    are about new orders in its context, and decides when it has looked for the order.
    """

    name: str
    model: type[Any]
    empty: Callable[[], Result]
    check: Callable[[Options, datetime, Mapping[str, str]], list[Finding]]
    prepare: Callable[[Any], Plan]
    service: Service | None = None
    writes: bool = True
    from_file: Callable[[Options], Options] = dict
    takes_any_count: bool = False
    defers: bool = False
    origin: Callable[[dict[str, Any]], Origin] | None = None
    severities: Callable[[Mapping[str, Any]], tuple[dict[str, str], list[Finding]]] = _default_severities

    @property
    def keeps_marks(self) -> bool:
        """Whether it writes to the service, and so keeps marks in a state store."""
        return issubclass(self.model, StateOptions)

    @property
    def reads_numbers(self) -> bool:
        """Whether its numbers can come from a file: not every ``groups`` or ``plan`` is about the numbers of one."""
        return self.origin is not None
