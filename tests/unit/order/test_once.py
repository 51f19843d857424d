# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A write that is sent once: whatever happens to its response, its outcome is known or reported as unknown."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._base.errors import (
    ApiError,
    ConnectionFailed,
    LostAnswer,
    NotShownYet,
    UnknownOutcome,
)
from ansible_collections.sinch.porting.plugins.module_utils._base.store import Mark
from ansible_collections.sinch.porting.plugins.module_utils._order import once
from ansible_collections.sinch.porting.tests.unit.contexts import in_turn, stand_in


class Guard:
    """Records the operations on a mark."""

    def __init__(self, mark: Mark | None = None) -> None:
        self.done: list[Any] = []
        self._mark = mark

    def mark(self) -> None:
        self.done.append("mark")

    def clear(self) -> None:
        self.done.append("clear")

    def settle(self, outcome: object) -> None:
        self.done.append(outcome)

    def sent(self) -> Mark | None:
        return self._mark


LOST = LostAnswer("it broke off", status=502, method="POST", path="/orders", request_id="r", other="x")


def test_a_write_with_a_response_is_settled_by_it() -> None:
    guard = Guard()
    written = once.send(
        stand_in(), in_turn({"id": 7}), look_up=in_turn(), what="It", guard=guard, outcome=lambda entry: entry["id"]
    )
    assert (written, guard.done) == ({"id": 7}, ["mark", 7])


@pytest.mark.parametrize("error", [ApiError("no", status=400), ConnectionFailed("refused")])
def test_a_write_that_was_rejected_or_never_sent_leaves_no_mark(error: Exception) -> None:
    guard = Guard()
    with pytest.raises(type(error)):
        once.send(stand_in(), in_turn(error), look_up=in_turn(), what="It", guard=guard)
    assert guard.done == ["mark", "clear"]


def test_after_a_lost_response_the_task_searches_and_does_not_send_again() -> None:
    guard, sent = Guard(), []

    def write() -> Any:
        sent.append(1)
        raise LOST

    look_up = in_turn(None, ApiError("busy", status=503), ApiError("slow", status=429), ConnectionFailed("x"), "found")
    assert once.send(stand_in(), write, look_up=look_up, what="It", guard=guard) == "found"
    assert (len(sent), guard.done) == (1, ["mark", once.DONE])


def test_an_unknown_outcome_is_reported_and_keeps_its_mark() -> None:
    guard, context = Guard(), stand_in()
    with pytest.raises(UnknownOutcome, match=r"^It was sent, .*\(it broke off\).*Nothing was sent twice") as caught:
        once.send(context, in_turn(LOST), look_up=in_turn(None), what="It", guard=guard, order_id=7)
    assert guard.done == ["mark"]
    assert sum(context.clock.slept) == pytest.approx(10.0)
    assert caught.value.details == {
        "order_id": 7,
        "status": 502,
        "method": "POST",
        "path": "/orders",
        "request_id": "r",
    }


def test_polling_ends_with_a_final_state() -> None:
    with pytest.raises(ApiError):
        once.poll(stand_in(), in_turn(None, ApiError("forbidden", status=403)), seconds=60)
    context = stand_in()
    assert once.poll(context, in_turn(ConnectionFailed("x")), seconds=60) is None
    assert context.clock.slept[:4] == [0.25, 0.5, 1.0, 2.0]
    assert max(context.clock.slept) <= 8.0
    assert sum(context.clock.slept) == pytest.approx(60.0)


def test_a_listed_order_may_become_readable_later() -> None:
    assert once.settled(stand_in(), in_turn(NotShownYet("listed"), NotShownYet("listed"), None)) is None
    with pytest.raises(NotShownYet):
        once.settled(stand_in(), in_turn(NotShownYet("listed")))


@pytest.mark.parametrize(
    ("mark", "steps", "found", "done", "said"),
    [
        (None, [None], None, [], ""),
        (None, ["there"], "there", [], ""),
        (Mark(3.0), ["there"], "there", [], ""),
        (Mark(3.0), [None, None, "there"], "there", [], "sent this without receiving a response"),
        (Mark(3.0), [None], None, ["clear"], "sent this without receiving a response"),
        (Mark(9e9), [None, None, "there"], "there", [], "sent this without receiving a response"),
        (Mark(3.0, "7"), [None, None, "there"], "there", [], "does not appear yet"),
        (Mark(60.0, "7"), [None], None, ["clear"], ""),
    ],
)
def test_the_task_waits_for_what_an_earlier_run_has_sent(
    mark: Mark | None, steps: list[Any], found: Any, done: list[Any], said: str
) -> None:
    guard, context = Guard(mark), stand_in()
    assert once.find(context, guard, in_turn(*steps)) == found
    assert guard.done == done
    assert said in "".join(context.messages)
    assert bool(said) == bool(context.messages)


def test_a_missing_response_does_not_mean_that_nothing_exists() -> None:
    with pytest.raises(ConnectionFailed):
        once.find(stand_in(), Guard(Mark(3.0)), in_turn(None, ConnectionFailed("x")))
