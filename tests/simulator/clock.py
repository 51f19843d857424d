# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The simulator's clock, which a test can advance, and the formats of times in responses."""

from __future__ import annotations

import time
from datetime import date, datetime, timezone
from email.utils import formatdate


class Clock:
    """The machine's clock plus the time by which it was advanced."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def now(self) -> float:
        return time.time() + self._ahead

    def today(self) -> date:
        return moment(self.now()).date()

    def advance(self, seconds: float) -> None:
        self._ahead += seconds


def moment(timestamp: float) -> datetime:
    return datetime.fromtimestamp(timestamp, tz=timezone.utc)


def write_time(timestamp: float) -> str:
    return moment(timestamp).strftime("%Y-%m-%dT%H:%M:%SZ")


def write_date(timestamp: float) -> str:
    return moment(timestamp).strftime("%Y-%m-%d")


def read_time(text: str) -> float:
    """The timestamp of an ISO date-time. Without a time zone it is in UTC."""
    read = datetime.fromisoformat(text.replace("z", "Z").replace("Z", "+00:00"))
    return (read if read.tzinfo else read.replace(tzinfo=timezone.utc)).timestamp()


def http_date(timestamp: float) -> str:
    return formatdate(timestamp, usegmt=True)
