# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lines about a long task, with a clock that takes no real time."""

from __future__ import annotations

from ansible_collections.sinch.porting.plugins.plugin_utils._patience import PatientClock
from ansible_collections.sinch.porting.tests.unit.loopback import FakeClock


def still(*minutes: int) -> list[str]:
    return [f"still at work after {count} minute{'' if count == 1 else 's'}" for count in minutes]


def test_a_waiting_task_is_reported_each_minute_and_later_every_ten() -> None:
    said: list[str] = []
    inner = FakeClock()
    clock = PatientClock(inner, said.append)
    clock.sleep(59)
    assert (said, clock.now()) == ([], inner.now())
    clock.sleep(0.5)
    clock.sleep(0.5)
    assert (said, clock.monotonic()) == (still(1), inner.seconds)
    clock.sleep(119)
    assert said == still(1, 2)
    clock.sleep(3600)
    assert said == still(*range(1, 10), 10, 20, 30, 40, 50, 60)
    assert (sum(inner.slept), max(inner.slept)) == (59 + 1 + 119 + 3600, 60)


def test_a_task_that_never_sleeps_is_reported_when_it_reads_the_clock() -> None:
    said: list[str] = []
    inner = FakeClock()
    clock = PatientClock(inner, said.append)
    for dummy in range(5):
        inner.seconds += 45
        clock.monotonic()
        clock.monotonic()
    assert said == still(1, 2, 3)
