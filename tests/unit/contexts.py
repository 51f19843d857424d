# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Contexts for tests: a real one without a connection, and a minimal one for single functions."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from ansible_collections.sinch.porting.plugins.module_utils._base.context import TaskContext
from ansible_collections.sinch.porting.plugins.module_utils._base.redaction import Redactor
from ansible_collections.sinch.porting.tests.unit.loopback import SECRET, FakeClock


def unconnected(directory: Path, stack: ExitStack, *, read_only: bool = False, **options: Any) -> TaskContext:
    settings = {
        "project_id": "p",
        "key_id": "k",
        "key_secret": SECRET,
        "access_token": None,
        "auth_method": "oauth2",
        "api_url": "http://127.0.0.1:9",
        "auth_url": "http://127.0.0.1:9",
        "validate_certs": True,
        "ca_path": None,
        "timeout": 0.01,
        "retries": 0,
        "state_store": None,
        "require_shared_state": False,
    }
    return TaskContext(
        options={**settings, **options},
        severities={},
        clock=FakeClock(),
        say=print,
        stack=stack,
        redactor=Redactor(),
        read_only=read_only,
        directory=directory,
        deferred=[],
    )


def stand_in(client: Any = None, **options: Any) -> Any:
    """A context with any object as its client. Its messages are collected in ``messages``."""
    messages: list[str] = []
    return SimpleNamespace(
        client=client,
        options={"timeout": 5.0, **options},
        clock=FakeClock(),
        messages=messages,
        say=messages.append,
        deferred=(),
    )


def in_turn(*steps: Any) -> Callable[..., Any]:
    """A function that raises or returns one step per call; the last one is repeated."""
    left = list(steps)

    def step(*dummy: Any) -> Any:
        now = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(now, Exception):
            raise now
        return now

    return step
