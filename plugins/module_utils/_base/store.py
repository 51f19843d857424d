# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a state store offers: locks that end with their process, and marks that outlive it.

A key names one write. Whoever holds the lock of a key may read and write its mark. A write that is known by several
names has several keys, which are taken together. The age of a mark is measured by the store's own clock, so that
machines whose clocks differ agree about it.
"""

from __future__ import annotations

from collections.abc import Sequence
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
    """The locks of some keys. Every method but ``release`` raises StoreFailed when a lock or the store was lost."""

    def read(self) -> list[Mark | None]:
        """The mark of each key."""

    def write(self, outcome: str | None) -> None:
        """Replaces the marks. Without an outcome they are safe on the disk when this returns."""

    def erase(self) -> None:
        """Removes the marks."""

    def release(self) -> None:
        """Gives the locks back; the marks stay."""


class Store(Protocol):
    """``guard`` is how much it protects, ``name`` what messages call it, without any secret."""

    guard: str
    name: str

    def take(self, keys: Sequence[str]) -> Hold | None:
        """The locks of all keys, None while another process has one of them. Raises StoreFailed."""

    def holder(self, keys: Sequence[str]) -> str:
        """Which process has the lock of one of the keys, as words for a sentence; empty when that is not known."""


class _NoHold:
    def read(self) -> list[Mark | None]:
        return []

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

    def take(self, keys: Sequence[str]) -> Hold | None:
        return _NoHold()

    def holder(self, keys: Sequence[str]) -> str:
        return ""
