# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The context of a task that talks to the service, and its options."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .._api import connection
from .._api.client import Client
from .._api.transport import Transport
from .._base.context import Options, TaskContext
from .._base.findings import Finding


@dataclass
class Context(TaskContext):
    client: Client


class Service:
    """The service for a task that only reads; ``_tasks/base.py`` explains its parts."""

    def completed(self, arguments: Mapping[str, Any], environ: Mapping[str, str]) -> Options:
        return connection.with_environment(arguments, environ)

    def secrets(self, arguments: Mapping[str, Any], environ: Mapping[str, str]) -> list[str]:
        return []

    def check(self, options: Options, *, given: Mapping[str, Any]) -> Iterator[Finding]:
        return connection.check(options)

    def connect(self, context: TaskContext) -> Context:
        transport = Transport(
            connection.Connection.of(context.options),
            redactor=context.redactor,
            clock=context.clock,
            read_only=context.read_only,
        )
        return Context(**vars(context), client=Client(transport))
