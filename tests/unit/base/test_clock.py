# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The machine's clock."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._base.clock import Clock


def test_the_time_is_aware_and_in_utc() -> None:
    assert Clock().now().utcoffset() == timedelta()


def test_it_measures_and_sleeps_by_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    monkeypatch.setattr(time, "monotonic", lambda: 7.5)
    Clock().sleep(0.25)
    assert (slept, Clock().monotonic()) == ([0.25], 7.5)
