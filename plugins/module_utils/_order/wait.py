# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waits until an order reaches a status, and detects when it no longer can."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from .._base.errors import ApiError, ConnectionFailed, Locked, OutOfTime
from .._model.statuses import CANCELED, CANCELLED_STATUSES, COMPLETED, CONFIRMED, ENDED_NUMBERS
from .context import Context
from .features import count_features
from .polling import is_transient, pauses
from .result import number_statuses

if TYPE_CHECKING:
    from .._model.data import Order

# Order statuses in which the goal has been reached.
_REACHED = {
    CONFIRMED: frozenset({CONFIRMED, COMPLETED}),
    COMPLETED: frozenset({COMPLETED}),
    CANCELED: frozenset({CANCELED}),
}


def wait_for_order(context: Context, order: Order, *, goal: str) -> Order:
    """Waits until the order is in status ``goal`` or past it, see ``watch``."""

    def vanished(last: Order) -> Order | None:
        return {**last, "status": CANCELED} if goal == CANCELED else None

    return watch(
        context,
        order,
        goal=goal,
        reached=lambda stored: stored.get("status") in _REACHED[goal],
        ended=lambda stored: dead_end(stored, goal),
        vanished=vanished,
    )


def watch(
    context: Context,
    order: Order,
    *,
    goal: str,
    reached: Callable[[Order], bool],
    ended: Callable[[Order], str],
    vanished: Callable[[Order], Order | None] = lambda dummy: None,
    advice: str = "A port takes days or weeks; run again, or raise wait_timeout.",
) -> Order:
    """Polls the order at growing intervals, up to ``wait_interval`` seconds, until it has ``reached`` the goal.

    ``ended`` says why it no longer can, ``vanished`` replaces an order that no longer exists. Raises OutOfTime after
    ``wait_timeout`` seconds, and Locked if the goal is out of reach; both have the order in their result. Transient
    read errors are ignored. Each change is said.
    """
    clock, timeout = context.clock, context.options["wait_timeout"]
    seen = ""
    trouble = ""
    longer = pauses(context.options["wait_interval"])
    deadline = clock.monotonic() + timeout
    while True:
        description = describe(order)
        if description != seen:
            context.say(f"waiting for {goal}: {description}")
            seen = description
        if reached(order):
            return order
        reason = ended(order)
        if reason:
            raise Locked(
                f"Order {order.get('id')} can no longer become {goal}: {reason}",
                order_id=order.get("id"),
                result={"order": order},
                written=True,
            )
        left = deadline - clock.monotonic()
        if left <= 0:
            raise OutOfTime(
                f"Order {order.get('id')} was not {goal} after {timeout:g} seconds. Last seen: {description}.{trouble} "
                f"{advice}",
                order_id=order.get("id"),
                result={"order": order},
                written=True,
            )
        clock.sleep(min(next(longer), left))
        try:
            order = context.client.get_order(order["id"])
            trouble = ""
        except (ConnectionFailed, ApiError) as error:
            gone = vanished(order) if isinstance(error, ApiError) and error.status == 404 else None
            if gone is not None:
                return gone
            if not is_transient(error):
                raise
            trouble = f" The last read failed: {error.message}"


def describe(order: Order) -> str:
    """The order's status and how many numbers have each status: ``PENDING (2 PENDING, 1 REJECTED)``."""
    counts: dict[str, int] = {}
    for status in number_statuses(order).values():
        counts[str(status)] = counts.get(str(status), 0) + 1
    numbers = ", ".join(f"{count} {status}" for status, count in sorted(counts.items()))
    features = count_features(order)
    return f"{order.get('status')} ({numbers or 'no numbers'}{'; ' if features else ''}{features})"


def dead_end(order: Order, goal: str) -> str:
    """Why the order can no longer reach the goal; empty if it still can."""
    status = order.get("status")
    if goal == CANCELED:
        return f"it is {status}." if status == COMPLETED else ""
    if status in CANCELLED_STATUSES:
        return f"it is {status}.{_reasons(order)}"
    statuses = number_statuses(order)
    if statuses and all(value in ENDED_NUMBERS for value in statuses.values()):
        return f"none of its numbers will be ported.{_reasons(order)}"
    return ""


def _reasons(order: Order) -> str:
    reasons = [
        f"{number.get('phone_number')}: {number.get('reject_reason') or number.get('exclusion_reason')}"
        for number in order.get("phone_numbers") or ()
        if number.get("reject_reason") or number.get("exclusion_reason")
    ]
    notes = [str(note.get("note")) for note in order.get("notes") or () if isinstance(note, dict) and note.get("note")]
    text = f" Reasons: {'; '.join(reasons[:5])}." if reasons else ""
    return text + (f" Last note: {notes[-1]}" if notes else "")
