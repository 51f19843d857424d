# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Selection of an order's note. The tests of the two tasks that write notes assert that it is written once."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._order.notes import (
    OrderNote,
    normal,
    texts,
    unread,
)

EARLY, LATE = "2027-02-01T12:00:00Z", "2027-02-02T12:00:00Z"


def seen(*notes: Any, kind: str = "") -> OrderNote:
    context: Any = None  # no request is needed
    return OrderNote(context, {"id": 7, "notes": list(notes)}, " Partial: one.\r\n", kind=kind)


def entry(text: str | None, moment: str | None = None) -> dict[str, Any]:
    return {"note": text, "created_time": moment}


def test_line_endings_and_surrounding_space_are_ignored() -> None:
    assert normal("\r\n a\r\nb\rc ") == "a\nb\nc"


@pytest.mark.parametrize("notes", [None, "none", {}])
def test_an_order_may_have_no_notes(notes: Any) -> None:
    context: Any = None
    assert (
        OrderNote(context, {"id": 7, "notes": notes}, "one").notes == OrderNote(context, {"id": 7}, "one").notes == []
    )


def test_entries_that_are_not_notes_are_skipped() -> None:
    assert texts(seen("text", entry("a")).notes) == [{"note": "a"}]


def test_a_note_may_be_at_any_position() -> None:
    assert seen(entry("Partial: one."), entry("Thanks.")).is_shown
    assert not seen(entry("partial: one."), entry(None)).is_shown


@pytest.mark.parametrize(
    ("notes", "shown"),
    [
        ([], False),
        ([entry("Partial: one.")], True),
        ([entry("Partial: one."), entry("Thanks.")], True),
        ([entry("Partial: one."), entry("Partial: two.")], False),
        ([entry("Partial: two."), entry("Partial: one.")], True),
        ([entry("Partial: one.", LATE), entry("Partial: two.", EARLY)], True),
        ([entry("Partial: one.", EARLY), entry("Partial: two.", LATE)], False),
        ([entry("Partial: two.", LATE), entry("Partial: one.", EARLY)], False),
    ],
)
def test_the_last_note_of_a_kind_counts(notes: list[dict[str, Any]], shown: bool) -> None:
    note = seen(*notes, kind="Partial:")
    assert note.is_shown is shown
    assert note.with_it() == (notes if shown else [*notes, {**unread("Partial: one.")}])
