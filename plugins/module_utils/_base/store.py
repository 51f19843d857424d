# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The interface of a state store: locks that end with their process, and marks that outlive it.

A key identifies one write. The holder of a key's lock may read and write its mark. A write with several names has
several keys, which are taken together. The age of a mark is measured by the store's own clock, so that machines whose
clocks differ agree on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from .context import UNPROTECTED

# The protection of a store: the values of ``guard`` in a result.
NONE = UNPROTECTED
LOCAL = "local"
SHARED = "shared"

# Marks are kept this long, in seconds. Far longer than any list lags, so that a clock that jumps by days removes none.
KEPT = 30 * 86400


class StoreFailed(Exception):
    """A store cannot be used. The text is a clause with the reason, without a full stop."""


@dataclass(frozen=True)
class Mark:
    """A write was sent ``age`` seconds ago. ``outcome`` is the id of what it created, None if that is unknown."""

    age: float
    outcome: str | None = None


class Hold(Protocol):
    """The locks of some keys. Every method but ``release`` raises StoreFailed if a lock or the store was lost."""

    def read(self) -> list[Mark | None]:
        """The mark of each key."""

    def write(self, outcome: str | None) -> None:
        """Replaces the marks. Without an outcome they are on disk when this returns."""

    def erase(self) -> None:
        """Removes the marks."""

    def release(self) -> None:
        """Releases the locks; the marks stay."""


class Store(Protocol):
    """``guard`` is its protection, ``name`` its name in messages, without secrets."""

    guard: str
    name: str

    def take(self, keys: Sequence[str]) -> Hold | None:
        """The locks of all keys, None if another process holds one of them. Raises StoreFailed."""

    def holder(self, keys: Sequence[str]) -> str:
        """The process that holds the lock of one of the keys, for use in a sentence; empty if unknown."""


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
    """Protects nothing: for check mode, and if no files can be written."""

    guard = NONE
    name = "no store"

    def take(self, keys: Sequence[str]) -> Hold | None:
        return _NoHold()

    def holder(self, keys: Sequence[str]) -> str:
        return ""
