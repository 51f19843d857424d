# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a task works with that talks to the service."""

from __future__ import annotations

from dataclasses import dataclass

from .._api.client import Client
from .._api.connection import Connection
from .._api.transport import Transport
from .._base.context import TaskContext


@dataclass
class Context(TaskContext):
    client: Client


def connect(context: TaskContext) -> Context:
    """The context with a client of its own. Nothing is sent before the client's first call."""
    transport = Transport(
        Connection.of(context.options), redactor=context.redactor, clock=context.clock, read_only=context.read_only
    )
    return Context(**vars(context), client=Client(transport))
