# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes to an order: create, replace, cancel.

Only a PUT or DELETE is repeated, and only if the order is unchanged; a creation never is. Source: docs/api-notes.md,
"Errors".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .._base.errors import ApiError, ConnectionFailed, LostAnswer, UnknownOutcome
from .._model import statuses
from . import decision, lookup, once
from .context import Context
from .journal import WriteLock
from .once import SHORT, patience, poll, where

if TYPE_CHECKING:
    from .._model.data import Order


def create(context: Context, guard: WriteLock, order: Order, *, look_up: Callable[[], Order | None]) -> Order:
    created = once.send(
        context,
        lambda: context.client.create_order(order),
        guard=guard,
        # The list may show the order only after the next run's search.
        outcome=lambda created: created["id"],
        look_up=look_up,
        what="The order",
        remedy="Run the task again: it searches for the order before it creates one; or search the Sinch dashboard "
        "for the reference or the numbers.",
    )
    return created if created.get("phone_numbers") else read_back(context, created["id"]) or created


def read_back(context: Context, order_id: int | str) -> Order | None:
    """An order that was created, as soon as a read shows it; None if the time is over first."""
    return poll(context, lambda: lookup.order_by_id(context.client, order_id), seconds=patience(context))


def replace(context: Context, order_id: Any, body: Order, *, wanted: Order) -> tuple[Order, list[str]]:
    """Replaces a pending order, and returns the new state, and the parts of the change that reads do not show.

    A read may lag behind a change, and it is not documented whether a PUT can add or remove numbers
    (docs/api-notes.md): both look the same.
    """

    def put() -> Order | None:
        try:
            return context.client.replace_order(order_id, body)
        except ApiError as error:
            # It is not documented whether the service accepts undocumented members that it returns (docs/api-notes.md).
            documented = decision.documented(body)
            if error.status not in (400, 422) or documented == body:
                raise
            return context.client.replace_order(order_id, documented)

    def look_up() -> Order | None:
        order = lookup.order_by_id(context.client, order_id)
        return None if order is None or any(decision.differences(wanted, order)) else order

    answer = _repeatedly(context, order_id, put, look_up=look_up, what="The change")
    # The next run compares with what it reads, so this one ends when a read shows the change.
    shown = poll(context, look_up, seconds=SHORT)
    if shown is not None and shown.get("phone_numbers"):
        return shown, []
    stored = context.client.get_order(order_id)
    unseen = [change.path for change in decision.differences(wanted, stored)]
    return (answer if unseen and answer and answer.get("phone_numbers") else stored), unseen


def cancel(context: Context, order: Order) -> Order:
    """Cancels a pending order, and returns its new state."""

    def look_up() -> Order | None:
        stored = lookup.order_by_id(context.client, order["id"])
        if stored is None:
            return {**order, "status": statuses.CANCELED}
        return stored if stored.get("status") in statuses.CANCELLED_STATUSES else None

    def delete() -> None:
        try:
            context.client.cancel_order(order["id"])
        except ApiError:
            # Somebody else may have cancelled it; whatever the service responds, the order's status decides.
            if look_up() is None:
                raise

    answer = _repeatedly(context, order["id"], delete, look_up=look_up, what="The cancellation")
    # The service has accepted it, whatever a read still shows.
    return answer or poll(context, look_up, seconds=SHORT) or {**order, "status": statuses.PENDING_CANCELATION}


def _repeatedly(
    context: Context,
    order_id: Any,
    write: Callable[[], Order | None],
    *,
    look_up: Callable[[], Order | None],
    what: str,
) -> Order | None:
    """Writes until the response, or ``look_up``, shows that it is done. The write must be safe to repeat."""
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
        f"{what} of order {order_id} was sent, but the response was lost ({lost.message}), and it does not show. "
        "Run the task again: it reads the order first and writes only what is still missing.",
        order_id=order_id,
        **where(lost),
    ) from lost


def _is_pending(context: Context, order_id: Any) -> bool:
    """Whether the order is still pending; False if it cannot be read."""
    try:
        order = lookup.order_by_id(context.client, order_id)
    except (ApiError, ConnectionFailed):
        return False
    return order is not None and order.get("status") == statuses.PENDING
