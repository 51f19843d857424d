# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of ``sinch_portin_order_note``: adds a note to an order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from .._base.context import Result, TaskContext
from .._base.findings import ERROR, Finding
from .._model.options import AddressOptions, ConnectionOptions, StateOptions
from .._model.types import Text
from .._order.address import check_address, the_order
from .._order.guarded import GuardedContext, GuardedService
from .._order.notes import OrderNote, normal, texts
from .base import Plan, Task


class NoteOptions(ConnectionOptions, StateOptions, AddressOptions):
    required: ClassVar[tuple[str, ...]] = ("project_id", "note")

    note: Text | None = None


def _empty() -> Result:
    return {"order_id": None, "note": None, "notes": []}


def _check(context: TaskContext) -> Iterator[Finding]:
    yield from check_address(context)
    note = context.options["note"]
    if not normal(note or ""):
        message = "is not given." if note is None else "is blank."
        yield Finding("missing-option", ERROR, "note", message, "Give the text of the note.")


def _prepare(context: GuardedContext) -> Plan:
    order = the_order(context)
    note = OrderNote(context, order, context.options["note"])
    found = note.find()
    before, after = note.notes, note.with_it()
    return Plan(
        changed=not found,
        result={"order_id": order["id"], "note": note.text, "notes": after},
        sides=lambda: ({}, {}) if found else ({"notes": texts(before)}, {"notes": texts(after)}),
        act=dict if found else lambda: {"notes": note.add()},
    )


TASK = Task("sinch_portin_order_note", NoteOptions, _empty, _prepare, _check, service=GuardedService())
