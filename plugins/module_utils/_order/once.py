# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A write that must not be repeated: sent once, its outcome established by reading.

If the response to a write is lost, its result is searched for, until it appears or the time is over.
Source: docs/api-notes.md, "Errors".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from .._base.errors import ApiError, ConnectionFailed, LostAnswer, NotShownYet, PortingError, UnknownOutcome
from .._base.store import Mark
from .context import Context
from .journal import WriteLock, WriteLocks
from .polling import is_transient

Found = TypeVar("Found")

# The outcome of a write that has no id.
DONE = "done"

FIRST_PAUSE = 0.25
_LONGEST_PAUSE = 8.0
# A read right after a write may still show the old state (docs/api-notes.md, "Reading and changing").
SHORT = 5.0


def patience(context: Context) -> float:
    """How long a run searches for the outcome of its own write, in seconds."""
    return 2 * float(context.options["timeout"])


def mark_validity(context: Context) -> float:
    """How long after it was sent an earlier run's order may still appear, in seconds."""
    return 10 * float(context.options["timeout"])


def send(
    context: Context,
    write: Callable[[], Found],
    *,
    look_up: Callable[[], Found | None],
    what: str,
    guard: WriteLock | WriteLocks | None = None,
    outcome: Callable[[Found], object] = lambda written: DONE,
    remedy: str = "Run the task again: it searches first and writes only what is missing.",
    **details: Any,
) -> Found:
    """Sends a write that must not be repeated. If its response is lost, ``look_up`` finds what it wrote.

    With a ``guard`` a later run learns that this one was killed in between, and the ``outcome``, which reads and lists
    may not show yet. ``what`` begins the message about an unknown outcome, ``details`` are members of its ``failure``.
    """
    if guard:
        guard.mark()
    try:
        written = write()
    except LostAnswer as lost:
        found = poll(context, look_up, seconds=patience(context))
        if found is None:
            raise UnknownOutcome(
                f"{what} was sent, but the response was lost ({lost.message}), and it has not appeared within "
                f"{patience(context):g} seconds. It may exist. Nothing was sent twice. {remedy}",
                **details,
                **where(lost),
            ) from lost
        written = found
    except PortingError:
        # The service rejected the request, or it never arrived: nothing was written.
        if guard:
            guard.clear()
        raise
    if guard:
        guard.settle(outcome(written))
    return written


def find(context: Context, guard: WriteLock, look_up: Callable[[], Found | None]) -> Found | None:
    """Searches for what a task may have to write, repeatedly while an earlier run's write may still appear."""
    found = settled(context, look_up)
    mark = guard.sent()
    if found is not None or mark is None:
        # The mark is kept, because a lagging server may answer the next search.
        return found
    found = until_shown(context, look_up, mark=mark)
    if found is None:
        guard.clear()
    return found


def settled(context: Context, look_up: Callable[[], Found | None]) -> Found | None:
    """The result of a search, tolerating briefly that the list shows an order before it can be read."""
    deadline = context.clock.monotonic() + SHORT
    while True:
        try:
            return look_up()
        except NotShownYet:
            if context.clock.monotonic() >= deadline:
                raise
        context.clock.sleep(2 * FIRST_PAUSE)


def until_shown(context: Context, look_up: Callable[[], Found | None], *, mark: Mark) -> Found | None:
    """Searches for what an earlier run sent, as long as it may still appear. Raises if the service does not respond."""
    left = mark_validity(context) - mark.age
    if mark.outcome is None:
        # Regardless of its age: the clock may have jumped.
        left = max(left, patience(context))
        context.say(f"an earlier run sent this without receiving a response; searching for it for {left:.0f} seconds")
    elif left > 0:
        context.say(f"an earlier run wrote this, but it does not appear yet; searching for it for {left:.0f} seconds")
    else:
        return None
    # Polling ignores failures, but a missing response does not mean that nothing exists.
    return poll(context, look_up, seconds=left) or look_up()


def poll(context: Context, look_up: Callable[[], Found | None], *, seconds: float) -> Found | None:
    """Searches at growing intervals until something is found or the time is over; transient errors are ignored."""
    deadline = context.clock.monotonic() + seconds
    pause = FIRST_PAUSE
    while True:
        try:
            found = look_up()
        except (ConnectionFailed, ApiError) as error:
            if not is_transient(error):
                raise
            found = None
        if found is not None:
            return found
        left = deadline - context.clock.monotonic()
        if left <= 0:
            return None
        context.clock.sleep(min(pause, left))
        pause = min(2 * pause, _LONGEST_PAUSE)


def where(lost: LostAnswer) -> dict[str, Any]:
    return {name: lost.details[name] for name in ("status", "method", "path", "request_id") if name in lost.details}
