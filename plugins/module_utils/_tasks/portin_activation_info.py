# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of ``sinch_portin_activation_info``: what of a job is live, and the waves in which the rest goes live."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timezone
from typing import Any, ClassVar

from .._base.context import Result, TaskContext
from .._base.errors import ApiError, ConnectionFailed, Locked, OutOfTime, ValidationFailed
from .._base.findings import ERROR, Finding
from .._base.libraries import Field
from .._base.parallel import read_each
from .._base.text import enumerated
from .._fleet.waves import ENDED, GOING, LIVE, OPEN, READY, Group, Waves, decide, groups_of, overview
from .._model.options import ConnectionOptions
from .._model.statuses import CANCELLED_STATUSES
from .._model.types import Flag, Integer, Number, Word
from .._order import lookup
from .._order.context import Context, Service
from .._order.polling import is_transient, pauses
from .base import Plan, Task

_NAMED = 10


class ActivationInfoOptions(ConnectionOptions):
    required: ClassVar[tuple[str, ...]] = ("project_id", "order_ids")

    order_ids: list[Integer] | None = None
    groups: list[Word] | None = None
    first: list[Word] | None = None
    wave_size: Integer = Field(default=0, ge=0)
    wait: Flag = False
    wait_for: list[Word] | None = None
    wait_timeout: Number = Field(default=600.0, ge=0)
    wait_interval: Number = Field(default=30.0, gt=0)


def _empty() -> Result:
    return {"groups": [], "waves": [], "went_live_last": [], "live": [], "next": [], "not_ready": [], "lines": []}


def _check(context: TaskContext) -> Iterator[Finding]:
    if context.options["order_ids"] is None:
        yield Finding("missing-option", ERROR, "order_ids", "is not given.", "Specify the orders.")


def _prepare(context: Context) -> Plan:
    work = _Work(context)
    work.read(context.options["order_ids"])
    work.settle()
    groups = work.groups()
    options = context.options
    waves = decide(groups, first=options["first"], only=options["groups"], size=options["wave_size"])
    result = _result(groups, waves)
    if waves.unknown:
        raise ValidationFailed(" ".join([*waves.unknown, "Nothing went live."]), result=result)
    if waves.closed and options["wait_for"] is None:
        raise Locked(" ".join([*waves.closed, "Nothing went live."]), result=result)
    return Plan(changed=False, result=result)


TASK = Task(
    "sinch_portin_activation_info", ActivationInfoOptions, _empty, _prepare, _check, writes=False, service=Service()
)


@dataclass
class _Work:
    """Reads the orders, and reads those again that have a group which may be going live."""

    context: Context
    by_order: dict[Any, list[Group]] = field(default_factory=dict)

    def groups(self) -> list[Group]:
        return [group for groups in self.by_order.values() for group in groups]

    def read(self, order_ids: list[Any]) -> None:
        for order_id, groups in zip(order_ids, read_each(self._groups_of, order_ids), strict=True):
            self.by_order[order_id] = groups

    def _groups_of(self, order_id: Any) -> list[Group]:
        """Reads the numbers first, so that a group that goes live in between does not count as waiting."""
        client = self.context.client
        today = self.context.clock.now().astimezone(timezone.utc).date()
        order = lookup.order_by_id(client, order_id)
        if order is None:
            raise ApiError(f"There is no order {order_id} in this project.", status=404, order_id=order_id)
        if order.get("status") in CANCELLED_STATUSES:
            return []
        groups = groups_of(order, (), today=today)
        if not order.get("on_demand_activation") or all(group.state in (LIVE, ENDED) for group in groups):
            return groups
        offered = [str(each.get("phone_number_group") or "") for each in client.available_activations(order_id)]
        return groups_of(order, offered, today=today)

    def settle(self) -> None:
        """Waits until the groups of ``wait_for`` are live, or else until no group may be going live."""
        options, clock = self.context.options, self.context.clock
        deadline = clock.monotonic() + options["wait_timeout"]
        longer = pauses(options["wait_interval"])
        trouble = ""
        while options["wait"] and (pending := self._pending()):
            left = deadline - clock.monotonic()
            names = enumerated([group.label for group in pending], _NAMED)
            if left <= 0:
                if options["wait_for"] is None:
                    return
                raise OutOfTime(
                    f"After {options['wait_timeout']:g} seconds not live yet: {names}.{trouble} "
                    "The activation was accepted. Run again to check, or wait longer.",
                    result=_result(self.groups(), Waves()),
                )
            self.context.say(f"waiting for {names}")
            clock.sleep(min(next(longer), left))
            try:
                self.read(list(dict.fromkeys(group.order_id for group in pending)))
                trouble = ""
            except (ConnectionFailed, ApiError) as error:
                if not is_transient(error):
                    raise
                trouble = f" The last read failed: {error.message}"

    def _pending(self) -> list[Group]:
        names = self.context.options["wait_for"]
        if names is None:
            return [group for group in self.groups() if group.state in (GOING, OPEN)]
        return [group for group in self.groups() if group.label in names and group.state not in (LIVE, ENDED)]


def _result(groups: list[Group], waves: Waves) -> Result:
    return {
        "groups": [_shown(group) for group in groups],
        "waves": [_wave(wave, groups, is_first=wave is waves.first) for wave in waves.coming],
        "went_live_last": [{**_shown(group), "phone_numbers": list(group.live)} for group in waves.went_live_last],
        "live": [group.label for group in groups if group.state == LIVE],
        "next": [group.label for wave in waves.coming for group in wave],
        "not_ready": [group.label for group in groups if group.state not in (LIVE, READY, ENDED)],
        "lines": overview(groups, waves),
    }


def _shown(group: Group) -> Result:
    return {
        "name": group.label,
        "reference": group.reference,
        "order_id": group.order_id,
        "group": group.name,
        "state": group.state,
        "count": len(group.numbers),
        "live_count": len(group.live),
        "foc_date": str(group.foc_day) if group.foc_day else None,
        "reason": group.why or None,
    }


def _wave(wave: list[Group], groups: list[Group], *, is_first: bool) -> Result:
    orders = []
    for order_id in dict.fromkeys(group.order_id for group in wave):
        chosen = [group for group in wave if group.order_id == order_id]
        # Both editions of the API document an activation of the whole order, without a list of groups.
        others = [group for group in groups if group.order_id == order_id and group.state != ENDED]
        orders.append(
            {
                "order_id": order_id,
                "reference": chosen[0].reference,
                "groups": [group.name for group in chosen],
                "whole": len(others) == len(chosen),
            }
        )
    return {
        "first": is_first,
        "groups": [group.label for group in wave],
        "orders": orders,
        "phone_numbers": [number for group in wave for number in group.numbers],
    }
