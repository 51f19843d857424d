# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixtures: a simulator for each test, with a client."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from ansible_collections.sinch.porting.tests.simulator import Simulator
from ansible_collections.sinch.porting.tests.unit.simulator.client import Client

Start = Callable[..., Client]


@pytest.fixture
def start() -> Iterator[Start]:
    """start(**settings) returns a client of a new simulator."""
    with ExitStack() as stack:

        def start_one(**settings: Any) -> Client:
            client = Client(stack.enter_context(Simulator(**settings)))
            stack.callback(client.session.close)
            return client

        yield start_one


@pytest.fixture
def client(start: Start) -> Client:
    return start()
