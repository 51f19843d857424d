# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The waves in which the groups of a job's orders go live. A pure function of the orders as read.

Going live cannot be undone. So a first wave shows whether calls arrive, and a named group that cannot go live stops
everything. No state is kept between runs: what is live, and what went live last, is derived from the numbers.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timezone
from typing import TYPE_CHECKING, Any

from .._base.dates import day_in, read_day_or_moment
from .._base.text import enumerated, listed, shown
from .._model.statuses import ACTIVATED, CONFIRMED, ENDED_NUMBERS
from .._order.decision import numbers_by_group

if TYPE_CHECKING:
    from .._model.data import Number, Order

# States of a group. GOING was activated but is not live yet. OPEN is past its FOC date but not offered: it is either
# going live or not in routing yet; the service may not distinguish the two.
LIVE, READY, GOING, OPEN, WAITING, ENDED = "live", "ready", "going", "open", "waiting", "ended"
# Selects the group with the fewest numbers.
SMALLEST = "smallest"

_SHOWN = 100
_NAMED = 10


@dataclass(frozen=True)
class Group:
    """An activation group of one order. Groups of several orders may have the same name.

    ``numbers`` are those that are live or may still go live, ``live`` those that are live. ``moment`` is when the last
    of them went live, None if the service does not show its day. ``why`` says why the group cannot go live now.
    """

    reference: str
    order_id: Any
    name: str
    state: str
    numbers: tuple[str, ...] = ()
    live: tuple[str, ...] = ()
    moment: datetime | None = None
    foc_day: date | None = None
    why: str = ""

    @property
    def label(self) -> str:
        """Its name among all groups of a job: ``hq-001/GW Verizon Grp1``."""
        return f"{self.reference or self.order_id}/{self.name}"

    @property
    def key(self) -> tuple[str, str]:
        return str(self.order_id), self.name

    @property
    def text(self) -> str:
        count = len(self.numbers)
        return f"{self.label} ({count} {'number' if count == 1 else 'numbers'})"


@dataclass(frozen=True)
class Waves:
    """What goes live now, and in which order.

    ``first`` is the first wave, empty if there is none or it is complete; ``rest`` are the waves after it.
    ``went_live_last`` are groups whose checks may have failed: they are checked before anything else goes live.
    ``unknown`` are sentences about unknown group names, ``closed`` about groups that should go live but cannot. With
    either, there are no waves.
    """

    first: list[Group] = field(default_factory=list)
    rest: list[list[Group]] = field(default_factory=list)
    went_live_last: list[Group] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)

    @property
    def coming(self) -> list[list[Group]]:
        """All waves, in the order in which they go live."""
        return [self.first, *self.rest] if self.first else self.rest


# ---- reading ---------------------------------------------------------------------


def groups_of(order: Order, offered: Iterable[str], *, today: date) -> list[Group]:
    """The groups of one order, in the sequence of its numbers.

    ``offered`` are those that the service allows to go live, ``today`` is the date in UTC, where a day begins earlier
    than at any carrier.
    """
    open_groups = frozenset(offered)
    groups = numbers_by_group(order)
    return [_group(order, name, numbers, name in open_groups, today) for name, numbers in groups.items()]


def _group(order: Order, name: str, members: list[Number], is_offered: bool, today: date) -> Group:
    going = [number for number in members if number.get("status") not in ENDED_NUMBERS]
    live = [number for number in going if number.get("status") == ACTIVATED]
    days = [day for number in going if (day := _foc_day(number)) is not None]
    state, why = _state(order, name, going, live, is_offered, max(days, default=None), today)
    return Group(
        reference=str(order.get("customer_order_reference") or ""),
        order_id=order.get("id"),
        name=name,
        state=state,
        numbers=tuple(str(number["phone_number"]) for number in going),
        live=tuple(str(number["phone_number"]) for number in live),
        moment=_moment(live),
        foc_day=max(days, default=None),
        why=why,
    )


def _state(
    order: Order,
    name: str,
    going: list[Number],
    live: list[Number],
    is_offered: bool,
    foc_day: date | None,
    today: date,
) -> tuple[str, str]:
    """The state of a group, and why it cannot go live now."""
    if not going:
        return ENDED, "none of its numbers will be ported"
    if len(live) == len(going):
        return LIVE, ""
    if not order.get("on_demand_activation"):
        return WAITING, "its order is not one of on-demand activation: its numbers go live by themselves"
    if not name:
        return WAITING, "its numbers have no group yet"
    statuses = sorted({str(number.get("status")) for number in going})
    what = f"{' and '.join(statuses)}, {f'FOC date {foc_day}' if foc_day else 'no FOC date yet'}"
    # Some numbers of an offered group may still be pending: the service decides what it offers.
    if is_offered:
        return READY, ""
    if any(number.get("activate_user") for number in going if number.get("status") != ACTIVATED):
        return GOING, "it was activated, but is not live yet"
    if set(statuses) <= {ACTIVATED, CONFIRMED} and foc_day is not None and foc_day <= today:
        return OPEN, f"{what}, but not offered: it is not in routing yet, or is going live right now"
    return WAITING, what


def _foc_day(number: Number) -> date | None:
    found = read_day_or_moment(str(number.get("foc_date") or ""))
    return found if found is None else day_in(found, timezone.utc)


def _moment(live: list[Number]) -> datetime | None:
    """When the last of the numbers went live. The earlier edition of the API shows a time without a date."""
    found = [read_day_or_moment(str(number.get("activated_date") or "")) for number in live]
    moments = [each for each in found if isinstance(each, datetime)]
    return max(moments) if moments and len(moments) == len(found) else None


# ---- deciding --------------------------------------------------------------------


def decide(
    groups: Sequence[Group], *, first: Sequence[str] | None = None, only: Sequence[str] | None = None, size: int = 0
) -> Waves:
    """The waves in which groups go live.

    ``first`` selects the groups of the first wave, by name or label, or is ``smallest``. ``only`` selects the groups
    that may go live at all. After the first wave, ``size`` groups go live at a time; 0 means all.
    """
    unknown: list[str] = []
    wanted = None if only is None else _named(groups, only, "groups", unknown)
    named = None if first is None or is_smallest(first) else _named(groups, first, "first", unknown)
    if unknown:
        return Waves(unknown=unknown)
    scope = groups if wanted is None else wanted
    last = _went_live_last(groups, first=named or [], size=size)
    closed = _closed(wanted or [], named or [], scope)
    # Groups that a killed run activated are checked before anything else goes live.
    closed += [f"{group.label}: {group.why}." for group in scope if group.state == GOING]
    if closed:
        return Waves(went_live_last=last, closed=closed)
    ready = [group for group in scope if group.state == READY]
    if named is not None:
        opening = [group for group in named if group.state == READY]
    elif first is not None and ready and not _is_begun(groups, ready):
        opening = [min(ready, key=lambda group: len(group.numbers))]
    else:
        opening = []
    taken = {group.key for group in opening}
    others = [group for group in ready if group.key not in taken]
    step = size or max(1, len(others))
    rest = [others[start : start + step] for start in range(0, len(others), step)]
    return Waves(first=opening, rest=rest, went_live_last=last)


def is_smallest(first: Sequence[str]) -> bool:
    return [name.strip() for name in first] == [SMALLEST]


def _named(groups: Sequence[Group], names: Sequence[str], option: str, unknown: list[str]) -> list[Group]:
    """The named groups, in their own sequence; adds unknown names to ``unknown``."""
    known = {group.label for group in groups} | {group.name for group in groups if group.name}
    wanted: set[str] = set()
    for name in names:
        # A survey returns all of them as one string.
        parts = [name] if name in known else [part.strip() for part in name.split(",")]
        wanted.update(parts)
        unknown += [_unknown(part, option, known, groups) for part in parts if part not in known]
    if not wanted:
        unknown.append(f"{option} names no group. Leave it out, or name one.")
    return [group for group in groups if group.label in wanted or group.name in wanted]


def _unknown(name: str, option: str, known: set[str], groups: Sequence[Group]) -> str:
    if not name:
        return f"{option} holds an empty name. Name a group, or leave it out."
    close = difflib.get_close_matches(name, sorted(known | {SMALLEST} if option == "first" else known), n=1)
    labels = enumerated([repr(group.label) for group in groups if group.name], _NAMED) or "none yet"
    hint = f" Did you mean {close[0]!r}?" if close else ""
    return f"{option}: no order of this job has a group {shown(name, 100)}.{hint} The groups: {labels}."


def _closed(wanted: list[Group], named: list[Group], scope: Sequence[Group]) -> list[str]:
    """Why nothing may go live: a named group cannot."""
    sentences = []
    inside = {group.key for group in scope}
    for option, chosen in (("first", named), ("groups", wanted)):
        # Several orders may have a group with this name, and the group of one may be refused completely.
        alive = [group for group in chosen if group.state != ENDED] or chosen
        stuck = [group for group in alive if group.state not in (LIVE, READY, GOING)]
        if stuck:
            reasons = enumerated([f"{group.label} ({group.why})" for group in stuck], _NAMED)
            ready = [group.label for group in chosen if group.state == READY]
            advice = f" To go on with what is ready, name {listed(ready[:_NAMED])}." if ready else ""
            sentences.append(f"{option} names groups that cannot go live now: {reasons}.{advice}")
    outside = [group.label for group in named if group.state == READY and group.key not in inside]
    if outside:
        sentences.append(f"first names {enumerated(outside, _NAMED)}, which groups leaves out. Name it in both.")
    return sentences


def _is_begun(groups: Sequence[Group], ready: list[Group]) -> bool:
    """Whether a first wave has gone live since these groups became ready. Last month's first wave does not count."""
    live = [group for group in groups if group.live]
    latest = max((group.foc_day for group in ready if group.foc_day), default=None)
    if latest is None or any(group.moment is None for group in live):
        return bool(live)
    return any(group.moment is not None and day_in(group.moment, timezone.utc) >= latest for group in live)


def _went_live_last(groups: Sequence[Group], *, first: list[Group], size: int) -> list[Group]:
    """The groups of the wave that went live last, and others that may have been in it.

    Only that wave's checks can have failed, because nothing goes live after a failed check. If the service does not
    show when each group went live, any may have been the last.
    """
    live = [group for group in groups if group.live]
    dated = [(group.moment, group) for group in live if group.moment is not None]
    if len(dated) < len(live) or not live:
        return live
    dated.sort(key=lambda pair: pair[0])
    since = dated[-size:][0][0]
    last = {group.key for moment, group in dated if moment >= since}
    begun = {group.key for group in first}
    if last & begun:
        last |= begun
    return [group for dummy, group in dated if group.key in last]


# ---- telling ---------------------------------------------------------------------


def overview(groups: Sequence[Group], waves: Waves) -> list[str]:
    """Readable lines for a person who decides about going live, at most a hundred."""
    lines = [f"Live: {group.text}" for group in groups if group.state == LIVE]
    for index, wave in enumerate(waves.coming, 1):
        head = f"Wave {index}, the first" if waves.first and index == 1 else f"Wave {index}"
        lines.append(f"{head}: {enumerated([group.text for group in wave], _SHOWN)}")
    planned = {group.key for wave in waves.coming for group in wave}
    lines += [
        f"Ready, and in no wave: {group.text}" for group in groups if group.state == READY and group.key not in planned
    ]
    lines += [f"Not ready: {group.text}: {group.why}" for group in groups if group.state in (GOING, OPEN, WAITING)]
    lines += [f"Refused: {group.label}: {group.why}" for group in groups if group.state == ENDED]
    more = len(lines) - _SHOWN
    return lines[:_SHOWN] + ([f"and {more} more lines"] if more > 0 else [])
