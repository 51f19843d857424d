# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from machines import Machines
from postgresql import Postgresql

from ansible_collections.sinch.porting.tests.simulator import Simulator


@pytest.fixture(scope="session")
def server() -> Iterator[Postgresql]:
    with Postgresql() as running:
        yield running


@pytest.fixture(scope="session")
def simulator() -> Iterator[Simulator]:
    with Simulator(validate=False) as running:
        yield running


@pytest.fixture(scope="session")
def machines() -> Iterator[Machines]:
    with Machines() as running:
        yield running


@pytest.fixture(autouse=True)
def fresh(simulator: Simulator) -> None:
    simulator.reset()
