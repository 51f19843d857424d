# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a state store offers: locks that end with their process, and marks that outlive it.

A key names one write. Whoever holds the lock of a key may read and write its mark. The age of a mark is measured by the
store's own clock, so that machines whose clocks differ agree about it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from .context import UNPROTECTED

# How much a store protects: the values of ``guard`` in a result.
NONE = UNPROTECTED
LOCAL = "local"
SHARED = "shared"

# Marks are kept this long, in seconds. Far longer than any list lags, so that a clock that jumps by days removes none.
KEPT = 30 * 86400


class StoreFailed(Exception):
    """A store cannot be used. The text is a clause that gives the reason, without a stop at its end."""


@dataclass(frozen=True)
class Mark:
    """A write was sent ``age`` seconds ago. ``outcome`` is the id of what it made, None while that is not known."""

    age: float
    outcome: str | None = None


class Hold(Protocol):
    """The lock of a key. Every method but ``release`` raises StoreFailed when the lock or the store was lost."""

    def read(self) -> Mark | None:
        """The mark of the key."""

    def write(self, outcome: str | None) -> None:
        """Replaces the mark. Without an outcome it is safe on the disk when this returns."""

    def erase(self) -> None:
        """Removes the mark."""

    def release(self) -> None:
        """Gives the lock back; the mark stays."""


class Store(Protocol):
    """``guard`` is how much it protects, ``name`` what messages call it, without any secret."""

    guard: str
    name: str

    def take(self, key: str) -> Hold | None:
        """The lock of a key, None while another process has it. Raises StoreFailed."""

    def holder(self, key: str) -> str:
        """Which process has the lock of a key, as words for a sentence; empty when that is not known."""


class _NoHold:
    def read(self) -> Mark | None:
        return None

    def write(self, outcome: str | None) -> None:
        pass

    def erase(self) -> None:
        pass

    def release(self) -> None:
        pass


class NoStore:
    """Protects nothing: for check mode, and where no file can be kept."""

    guard = NONE
    name = "no store"

    def take(self, key: str) -> Hold | None:
        return _NoHold()

    def holder(self, key: str) -> str:
        return ""
