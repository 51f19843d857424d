# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of ``sinch_portin_order_note``: a note that an order is to have.

A note has no id when it is read, so it is known by its text (docs/api-notes.md, "Notes and documents").
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from .._base.context import Options, Result
from .._base.findings import ERROR, Finding
from .._model.options import AddressOptions, ConnectionOptions, StateOptions
from .._model.types import Text
from .._order import lookup, once
from .._order.address import check_address, the_order
from .._order.guarded import GuardedContext, connect
from .._order.journal import WriteLock
from .base import Plan, Task

if TYPE_CHECKING:
    from .._model.data import Note, Order


class NoteOptions(ConnectionOptions, StateOptions, AddressOptions):
    required: ClassVar[tuple[str, ...]] = ("project_id", "note")

    note: Text | None = None


def normal(text: str) -> str:
    """A text as it is compared: line ends as one, nothing around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _empty() -> Result:
    return {"order_id": None, "note": None, "notes": []}


def _check(options: Options, now: datetime, severities: Mapping[str, str]) -> list[Finding]:
    findings = list(check_address(options))
    if not normal(options["note"] or ""):
        message = "is not given." if options["note"] is None else "is blank."
        findings.append(Finding("missing-option", ERROR, "note", message, "Say what is to be noted."))
    return findings


def _prepare(context: GuardedContext) -> Plan:
    client, text = context.client, normal(context.options["note"])
    order = the_order(context)
    order_id = order["id"]
    latest = order
    guard = context.guard("note", str(order_id), text)

    def look_up() -> Order | None:
        nonlocal latest
        latest = lookup.order_by_id(client, order_id) or latest
        return latest if _has(latest, text) else None

    found = once.find(context, guard, look_up)
    before = _notes(latest)
    added: Note = {"note": text, "created_time": None, "created_by": None}
    after = before if found else [*before, added]
    return Plan(
        changed=not found,
        result={"order_id": order_id, "note": text, "notes": after},
        sides=lambda: ({}, {}) if found else (_texts(before), _texts(after)),
        act=dict if found else lambda: _add(context, guard, order_id, text, look_up=look_up),
    )


def _add(
    context: GuardedContext, guard: WriteLock, order_id: int, text: str, *, look_up: Callable[[], Order | None]
) -> Result:
    once.send(
        context,
        lambda: context.client.add_note(order_id, text) or {},
        look_up=look_up,
        guard=guard,
        what=f"The note for order {order_id}",
        order_id=order_id,
    )
    # A read right after a write may not show it yet; then the result stays what was predicted.
    order = once.poll(context, look_up, seconds=0)
    return {"notes": _notes(order)} if order else {}


def _texts(notes: list[Note]) -> Result:
    return {"notes": [{"note": note.get("note")} for note in notes]}


def _has(order: Order, text: str) -> bool:
    return any(normal(str(note.get("note") or "")) == text for note in _notes(order))


def _notes(order: Order) -> list[Note]:
    notes = order.get("notes")
    return [note for note in notes if isinstance(note, dict)] if isinstance(notes, list) else []


TASK = Task("sinch_portin_order_note", NoteOptions, _empty, _check, _prepare, connect=connect)
