# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Polling: how long to pause, and which errors are transient."""

from __future__ import annotations

from collections.abc import Iterator

from .._base.errors import ApiError, ConnectionFailed

_FIRST_PAUSE = 1.0  # seconds
_GROWTH = 1.6


def is_transient(error: ConnectionFailed | ApiError) -> bool:
    """Whether the same read may succeed later."""
    return isinstance(error, ConnectionFailed) or error.status >= 500 or error.status == 429


def pauses(longest: float) -> Iterator[float]:
    """Endless growing pauses, in seconds."""
    pause = min(_FIRST_PAUSE, longest)
    while True:
        yield pause
        pause = min(pause * _GROWTH, longest)
