# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Progress messages of a long task."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime

from ..module_utils._base.clock import Clock

_MINUTE = 60.0


class PatientClock(Clock):
    """A clock that reports each minute that its task is still at work, and after ten minutes every ten.

    It checks this whenever the task sleeps or asks for the time, which it does between any two requests. That needs no
    thread, but nothing is reported during a single long request. ``say`` is called by the thread that uses the clock.
    """

    def __init__(self, clock: Clock, say: Callable[[str], None]) -> None:
        self._clock = clock
        self._say = say
        self._began = clock.monotonic()
        self._said = 0
        self._lock = threading.Lock()

    def now(self) -> datetime:
        return self._clock.now()

    def monotonic(self) -> float:
        seconds = self._clock.monotonic()
        minutes = int((seconds - self._began) // _MINUTE)
        with self._lock:
            is_due = minutes > self._said and (minutes < 10 or minutes // 10 > self._said // 10)
            if is_due:
                self._said = minutes
        if is_due:
            self._say(f"still at work after {minutes} minute{'' if minutes == 1 else 's'}")
        return seconds

    def sleep(self, seconds: float) -> None:
        while seconds > _MINUTE:
            self._clock.sleep(_MINUTE)
            self.monotonic()
            seconds -= _MINUTE
        self._clock.sleep(seconds)
        self.monotonic()
