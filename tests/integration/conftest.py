# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixtures of the integration tests: a simulator, the ways to run a task, and a player of playbooks."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from harness import WAYS, Player
from spreadsheet import Desk

from ansible_collections.sinch.porting.tests.simulator import Simulator


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    with Simulator() as running:
        yield running


@pytest.fixture(params=sorted(WAYS))
def way(request: pytest.FixtureRequest) -> str:
    """The action plugin in Ansible's own process, or the module on another connection."""
    return str(request.param)


@pytest.fixture
def player(simulator: Simulator, tmp_path: Path, way: str) -> Player:
    return Player(tmp_path, api_url=simulator.url, auth_url=simulator.auth_url, way=way)


@pytest.fixture
def play(player: Player):
    """A function that runs tasks; see ``harness.Player.play``."""
    return player.play


@pytest.fixture
def desk(simulator: Simulator, tmp_path: Path) -> Desk:
    return Desk(Player(tmp_path, api_url=simulator.url, auth_url=simulator.auth_url), simulator)
