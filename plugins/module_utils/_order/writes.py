# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes to an order, each with what it takes to know its outcome.

A write whose answer is lost is settled by reading: until what was written shows, or patience ends. Only a PUT and a
DELETE of an order that is seen to be unchanged are repeated; a creation never is. Source: notes, section 11,
"Repeating requests".
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any, TypeVar

from .._base.errors import ApiError, ConnectionFailed, LostAnswer, NotShownYet, PortingError, UnknownOutcome
from .._model import statuses
from . import decision, lookup
from .context import Context
from .journal import Guard

Order = dict[str, Any]
Found = TypeVar("Found")

_FIRST_PAUSE = 0.25
_LONGEST_PAUSE = 8.0
# A read right after a write may still show the old state (notes, section 14).
_SHORT = 5.0


def patience(context: Context) -> float:
    """How long a run looks for the outcome of its own write, in seconds."""
    return 2 * float(context.options["timeout"])


def mark_validity(context: Context) -> float:
    """How long after it was sent an order of an earlier run may still show up, in seconds."""
    return 10 * float(context.options["timeout"])


def create(context: Context, guard: Guard, order: Order, *, look_up: Callable[[], Order | None]) -> Order:
    created = once(
        context,
        lambda: context.client.create_order(order),
        guard=guard,
        look_up=look_up,
        what="The order",
        remedy="Run the task again: it looks for the order before it creates one; or look in the Sinch dashboard for "
        "the reference or the numbers.",
    )
    # The list may show it later than a next run looks there.
    guard.mark(created["id"])
    return created if created.get("phone_numbers") else read_back(context, created["id"]) or created


def read_back(context: Context, order_id: int | str) -> Order | None:
    """An order that was created, as soon as a read shows it; None when patience ends first."""
    return poll(context, lambda: lookup.order_by_id(context.client, order_id), seconds=patience(context))


def once(
    context: Context,
    write: Callable[[], Found],
    *,
    look_up: Callable[[], Found | None],
    what: str,
    guard: Guard | None = None,
    remedy: str = "Run the task again: it looks first and writes only what is missing.",
    **details: Any,
) -> Found:
    """Sends a write that must not be repeated. If its answer is lost, ``look_up`` finds what it has written.

    With a ``guard`` a later run learns that this one was killed in between. ``what`` begins the sentence of an outcome
    that stays unknown, ``details`` are members of its ``failure``.
    """
    if guard:
        guard.mark()
    try:
        written = write()
    except LostAnswer as lost:
        found = poll(context, look_up, seconds=patience(context))
        if found is None:
            raise UnknownOutcome(
                f"{what} was sent, but its answer was lost ({lost.message}), and it has not shown up in "
                f"{patience(context):g} seconds. It may exist. Nothing was sent twice. {remedy}",
                **details,
                **_where(lost),
            ) from lost
        written = found
    except PortingError:
        # The service refused, or the request never reached it: nothing was written.
        if guard:
            guard.clear()
        raise
    if guard:
        guard.clear()
    return written


def find(context: Context, guard: Guard, look_up: Callable[[], Found | None]) -> Found | None:
    """Looks for what a task may have to write, again and again while an earlier run's write may still show up."""
    found = settled(context, look_up)
    sent = guard.sent()
    if sent is None:
        return found
    if found is None:
        found = until_shown(context, look_up, sent_at=sent.at)
    guard.clear()
    return found


def settled(context: Context, look_up: Callable[[], Found | None]) -> Found | None:
    """What a look-up finds, after a moment's patience with a list that runs ahead of the reads."""
    deadline = context.clock.monotonic() + _SHORT
    while True:
        try:
            return look_up()
        except NotShownYet:
            if context.clock.monotonic() >= deadline:
                raise
        context.clock.sleep(2 * _FIRST_PAUSE)


def until_shown(context: Context, look_up: Callable[[], Found | None], *, sent_at: datetime.datetime) -> Found | None:
    """Looks for what an earlier run has sent, as long as it may still show up."""
    elapsed = (context.clock.now() - sent_at).total_seconds()
    left = mark_validity(context) - max(elapsed, 0.0)
    if left <= 0:
        return None
    context.say(f"an earlier run sent this without seeing the answer; looking for it for {left:.0f} seconds")
    return poll(context, look_up, seconds=left)


def replace(context: Context, order_id: Any, body: Order, *, wanted: Order) -> Order:
    """Replaces a pending order, and returns it as it is then."""

    def put() -> Order | None:
        try:
            return context.client.replace_order(order_id, body)
        except ApiError as error:
            # Whether a service that shows a new member also takes it back is not documented (notes, section 6).
            documented = decision.documented(body)
            if error.status not in (400, 422) or documented == body:
                raise
            return context.client.replace_order(order_id, documented)

    def look_up() -> Order | None:
        order = lookup.order_by_id(context.client, order_id)
        return None if order is None or any(decision.differences(wanted, order)) else order

    answer = _repeatedly(context, order_id, put, look_up=look_up, what="The change")
    # A next run compares with what it reads, so this one ends when a read shows the change.
    shown = poll(context, look_up, seconds=_SHORT) or answer
    return shown if shown and shown.get("phone_numbers") else context.client.get_order(order_id)


def cancel(context: Context, order: Order) -> Order:
    """Cancels a pending order, and returns it as it is then."""

    def look_up() -> Order | None:
        there = lookup.order_by_id(context.client, order["id"])
        if there is None:
            return {**order, "status": statuses.CANCELED}
        return there if there.get("status") in statuses.CANCELLED_STATUSES else None

    def delete() -> None:
        try:
            context.client.cancel_order(order["id"])
        except ApiError:
            # Somebody else may have been first; whatever the service says then, the order's status counts.
            if look_up() is None:
                raise

    answer = _repeatedly(context, order["id"], delete, look_up=look_up, what="The cancellation")
    # The service has taken it, whatever a read still shows.
    return answer or poll(context, look_up, seconds=_SHORT) or {**order, "status": statuses.PENDING_CANCELATION}


def _repeatedly(
    context: Context,
    order_id: Any,
    write: Callable[[], Order | None],
    *,
    look_up: Callable[[], Order | None],
    what: str,
) -> Order | None:
    """Writes until its answer, or ``look_up``, says that it is done. The write must be harmless to repeat."""
    for attempt in range(int(context.options["retries"]) + 1):
        try:
            return write()
        except LostAnswer as error:
            lost = error
        found = poll(context, look_up, seconds=min(patience(context), 2.0 ** (attempt + 1)))
        if found is not None:
            return found
        if not _is_pending(context, order_id):
            break
    raise UnknownOutcome(
        f"{what} of order {order_id} was sent, but its answer was lost ({lost.message}), and it does not show. Run the "
        "task again: it reads the order first and writes only what is still missing.",
        order_id=order_id,
        **_where(lost),
    ) from lost


def _is_pending(context: Context, order_id: Any) -> bool:
    """Whether the order is seen to wait for a change still. Not when it cannot be read."""
    try:
        order = lookup.order_by_id(context.client, order_id)
    except (ApiError, ConnectionFailed):
        return False
    return order is not None and order.get("status") == statuses.PENDING


def poll(context: Context, look_up: Callable[[], Found | None], *, seconds: float) -> Found | None:
    """Looks up with growing pauses until something is found or the time is over; reads may fail in passing."""
    deadline = context.clock.monotonic() + seconds
    pause = _FIRST_PAUSE
    while True:
        try:
            found = look_up()
        except ConnectionFailed:
            found = None
        except ApiError as error:
            if error.status < 500 and error.status != 429:
                raise
            found = None
        if found is not None:
            return found
        left = deadline - context.clock.monotonic()
        if left <= 0:
            return None
        context.clock.sleep(min(pause, left))
        pause = min(2 * pause, _LONGEST_PAUSE)


def _where(lost: LostAnswer) -> dict[str, Any]:
    return {name: lost.details[name] for name in ("status", "method", "path", "request_id") if name in lost.details}
