# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A note on an order, written once.

A note has no id when it is read, so it is identified by its text (docs/api-notes.md, "Notes and documents").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._base.plain import dicts
from . import lookup, once
from .guarded import GuardedContext
from .journal import WriteLock

if TYPE_CHECKING:
    from .._model.data import Note, Order


def normal(text: str) -> str:
    """A text for comparison: uniform line ends, no surrounding whitespace."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def texts(notes: list[Note]) -> list[dict[str, str | None]]:
    """The notes for a diff."""
    return [{"note": note.get("note")} for note in notes]


def _text(note: Note) -> str:
    return normal(str(note.get("note") or ""))


def unread(text: str) -> Note:
    """A note that will be written, in the form of one that was read."""
    return {"note": text, "created_time": None, "created_by": None}


class OrderNote:
    """A note for an order that was read completely.

    Only the last of the notes that begin with ``kind`` counts: either it is the note, or the note is missing. If
    ``kind`` is empty, the note may be anywhere.
    """

    def __init__(self, context: GuardedContext, order: Order, text: str, *, kind: str = "") -> None:
        self.text = normal(text)
        self._context = context
        self._id = order["id"]
        self._latest = order
        self._kind = kind
        self._guard: WriteLock | None = None

    @property
    def notes(self) -> list[Note]:
        """The notes of the order, as far as they were read."""
        return dicts(self._latest.get("notes"))

    @property
    def is_shown(self) -> bool:
        if not self._kind:
            return self.text in map(_text, self.notes)
        # The order in which the service lists notes is not documented.
        oldest_first = sorted(self.notes, key=lambda note: str(note.get("created_time") or ""))
        counting = [text for text in map(_text, oldest_first) if text.startswith(self._kind)]
        return counting[-1:] == [self.text]

    def with_it(self) -> list[Note]:
        """The notes including the new one."""
        return self.notes if self.is_shown else [*self.notes, unread(self.text)]

    def find(self) -> bool:
        """Whether the order has the note. From here on no other task can write it, until this one ends.

        A note that an earlier run sent may still appear, so it is searched for repeatedly.
        """
        return once.find(self._context, self._locked(), self._look_up) is not None

    def add(self) -> list[Note]:
        """Writes the note, and returns the order's notes."""
        before = self.with_it()
        once.send(
            self._context,
            lambda: self._context.client.add_note(self._id, self.text) or {},
            look_up=self._look_up,
            guard=self._locked(),
            what=f"The note for order {self._id}",
            order_id=self._id,
        )
        # A read right after a write may not show it yet; then the result is the predicted one.
        return self.notes if once.poll(self._context, self._look_up, seconds=0) else before

    def _locked(self) -> WriteLock:
        if self._guard is None:
            self._guard = self._context.guard("note", str(self._id), self.text)
        return self._guard

    def _look_up(self) -> Order | None:
        self._latest = lookup.order_by_id(self._context.client, self._id) or self._latest
        return self._latest if self.is_shown else None
