# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The simulator of the random walks, which does not validate requests against the contract."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ansible_collections.sinch.porting.tests.simulator import Simulator


@pytest.fixture(scope="module")
def simulator() -> Iterator[Simulator]:
    with Simulator(validate=False) as running:
        yield running
