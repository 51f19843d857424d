# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of ``sinch_portin_order_activation``: activates groups of an on-demand order.

A group is available once its FOC date has come and its numbers are routed; the proof that it is live is the status
ACTIVATED of its numbers. Source: docs/api-notes.md, "Activation".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from .._base.context import Result, TaskContext
from .._base.errors import ApiError, Locked, OutOfTime, ValidationFailed
from .._base.findings import ERROR, Finding
from .._base.libraries import Field
from .._base.text import enumerated
from .._model.options import AddressOptions, ConnectionOptions, StateOptions, WaitOptions
from .._model.statuses import ACTIVATED, ENDED_NUMBERS
from .._model.types import Flag, Number, Word
from .._order import lookup, once
from .._order.address import check_address, the_order
from .._order.decision import numbers_by_group
from .._order.guarded import GuardedContext, GuardedService
from .._order.journal import WriteLock, WriteLocks
from .._order.result import number_statuses
from .._order.wait import watch
from .base import Plan, Task

if TYPE_CHECKING:
    from .._model.data import Order


class ActivationOptions(ConnectionOptions, StateOptions, AddressOptions, WaitOptions):
    other_names: ClassVar[dict[str, str]] = {"phone_number_groups": "groups"}

    groups: list[Word] | None = None
    wait: Flag = True
    wait_timeout: Number = Field(default=600.0, ge=0)
    wait_interval: Number = Field(default=30.0, gt=0)


def _empty() -> Result:
    return {"groups": [], **_order_result(None)}


def _order_result(order: Order | None) -> Result:
    return {
        "order_id": order.get("id") if order else None,
        "order_status": order.get("status") if order else None,
        "number_statuses": number_statuses(order),
    }


def _check(context: TaskContext) -> Iterator[Finding]:
    yield from check_address(context)
    groups = context.options["groups"]
    if groups is not None and not any(group.strip() for group in groups):
        message = "names no group. Without it, all that are available go live."
        yield Finding("missing-option", ERROR, "groups", message, "Name a group, or leave it out.")


def _prepare(context: GuardedContext) -> Plan:
    run = _ActivationRun(context, the_order(context))
    run.choose()
    return run.plan()


TASK = Task("sinch_portin_order_activation", ActivationOptions, _empty, _prepare, _check, service=GuardedService())


@dataclass
class _ActivationRun:
    """One run of the task: ``choose`` finds the groups to activate, or says why they cannot go live."""

    context: GuardedContext
    order: Order

    def __post_init__(self) -> None:
        self._take(self.order)
        self.chosen: list[str] = []
        self.under_way: list[str] = []
        self.guards: dict[str, WriteLock] = {}
        self.left: list[str] = []
        # Both editions document that an activation without a body takes the whole order; they disagree about the
        # content of a list of groups (docs/api-notes.md, "Activation").
        self.takes_all = False

    def _take(self, order: Order) -> None:
        self.order = order
        self.members = numbers_by_group(order)

    # ---- choosing --------------------------------------------------------------

    def choose(self) -> None:
        groups = self.context.options["groups"]
        if groups is not None:
            wanted = list(dict.fromkeys(groups))
            self._refuse_unknown(wanted)
        else:
            wanted = [group for group in self.members if group]
        open_groups = [group for group in wanted if not self._is_done(group)]
        if not open_groups and self._is_anything_live(wanted):
            return
        self._refuse_not_on_demand()
        if open_groups:
            open_groups = self._lock(open_groups)
            if not open_groups:
                return
        available = self._available()
        self.chosen = [group for group in open_groups if group in available]
        self.left = [group for group in open_groups if group not in available]
        if groups is None:
            self.chosen += self._lock([group for group in available if group not in self.members])
            self.takes_all = not self.left and not self.under_way
            if self.chosen or self._is_anything_live(wanted):
                return
        if self.left or not self.chosen:
            raise self._locked(self.left or wanted)

    def _lock(self, groups: list[str]) -> list[str]:
        """Takes the lock of each group, and returns the groups that no earlier run has activated."""
        order_id = str(self.order["id"])
        # In a fixed order, so that two tasks with common groups do not deadlock.
        for group in sorted(groups):
            self.guards[group] = self.context.guard("activation", order_id, group)
        # Without a mark nobody has activated the group since this task read the order.
        marked = [group for group in groups if self.guards[group].sent() is not None]
        shown = [
            group for group in marked if once.find(self.context, self.guards[group], partial(self._look_up, group))
        ]
        self.under_way += [group for group in shown if not self._is_done(group)]
        return [group for group in groups if group not in shown]

    def _look_up(self, group: str) -> Order | None:
        """The order, if it shows that the group was activated, even if its numbers are not live yet."""
        self._take(self._read())
        mark = self.guards[group].sent()
        is_late = mark is not None and mark.age > once.mark_validity(self.context)
        return self.order if self._is_done(group) or not (is_late or group in self._available()) else None

    def _is_done(self, group: str) -> bool:
        """Whether no number of the group is left to go live; refused numbers never do."""
        numbers = self.members.get(group, [])
        return bool(numbers) and all(number.get("status") in {ACTIVATED, *ENDED_NUMBERS} for number in numbers)

    def _is_anything_live(self, groups: list[str]) -> bool:
        """Whether each group has a live number; a group whose numbers were all refused is not a success."""
        live = [any(number.get("status") == ACTIVATED for number in self.members[group]) for group in groups]
        return all(live) if self.context.options["groups"] is not None else any(live)

    def _refuse_unknown(self, wanted: list[str]) -> None:
        unknown = [group for group in wanted if group not in self.members]
        if unknown:
            known = ", ".join(repr(group) for group in self.members if group) or "none yet"
            raise ValidationFailed(
                f"Order {self.order['id']} has no group {', '.join(map(repr, unknown[:10]))}. Its groups: {known}. "
                "A group is in phone_number_group of each of its numbers.",
                order_id=self.order["id"],
                result=_order_result(self.order),
            )

    def _refuse_not_on_demand(self) -> None:
        if not self.order.get("on_demand_activation"):
            raise Locked(
                f"Order {self.order['id']} is not one of on-demand activation: its numbers go live by themselves on "
                "the desired date, and nobody can activate them before.",
                order_id=self.order["id"],
                result=_order_result(self.order),
            )

    def _available(self) -> list[str]:
        groups = self.context.client.available_activations(self.order["id"])
        names = [str(group["phone_number_group"]) for group in groups if group.get("phone_number_group")]
        return list(dict.fromkeys(names))

    def _locked(self, groups: list[str]) -> Locked:
        order_id, status = self.order["id"], self.order.get("status")
        reasons = enumerated([f"{group!r} ({self._reason(group)})" for group in groups], 10, "; ")
        what = f"cannot activate {reasons}" if groups else "has no group to activate yet"
        return Locked(
            f"Order {order_id} is {status} and {what}. A group can go live once the losing carrier has confirmed it, "
            "its FOC date has come, and its numbers are in routing at Sinch.",
            order_id=order_id,
            result=_order_result(self.order),
        )

    def _reason(self, group: str) -> str:
        numbers = self.members[group]
        statuses = sorted({str(number.get("status")) for number in numbers})
        dates = sorted({str(number["foc_date"]) for number in numbers if number.get("foc_date")})
        when = f"FOC date {' and '.join(dates)}" if dates else "no FOC date yet"
        reasons = [str(number["reject_reason"]) for number in numbers if number.get("reject_reason")]
        return f"{' and '.join(statuses)}, {when}" + (f", {reasons[0]}" if reasons else "")

    # ---- acting ----------------------------------------------------------------

    def plan(self) -> Plan:
        going = self._numbers_going_live()
        now = {number: status for number, status in number_statuses(self.order).items() if number in going}
        result = {"groups": self.chosen, **_order_result(self.order)}
        if self.context.options["wait"]:
            result["number_statuses"] = {**result["number_statuses"], **dict.fromkeys(going, ACTIVATED)}
        warnings = []
        if self.left:
            names = "; ".join(f"{group!r} ({self._reason(group)})" for group in self.left[:10])
            warnings = [f"Not ready to go live in order {self.order['id']}: {names}."]
        return Plan(
            changed=bool(self.chosen),
            result=result,
            sides=lambda: (
                {"groups": [], "number_statuses": now} if self.chosen else {},
                {"groups": self.chosen, "number_statuses": dict.fromkeys(now, ACTIVATED)} if self.chosen else {},
            ),
            act=self.activate if self.chosen else self._settled if self.under_way else dict,
            observed=lambda: _order_result(self.order),
            warnings=warnings,
        )

    def _numbers_going_live(self) -> set[str]:
        numbers = [number for group in [*self.chosen, *self.under_way] for number in self.members.get(group, ())]
        return {str(number["phone_number"]) for number in numbers if number.get("status") not in ENDED_NUMBERS}

    def activate(self) -> Result:
        client, order_id = self.context.client, self.order["id"]

        def write() -> dict[str, Any]:
            try:
                return client.activate(order_id, None if self.takes_all else self.chosen) or {}
            except ApiError as error:
                # Somebody else may have activated it; whatever the service responds, the numbers' status decides.
                if error.status in (401, 402, 403, 429) or not self._is_live(self._read()):
                    raise
                return {}

        once.send(
            self.context,
            write,
            look_up=lambda: self.order if self._shows() else None,
            guard=WriteLocks([self.guards[group] for group in self.chosen]),
            what=f"The activation of order {order_id}",
            order_id=order_id,
        )
        for guard in self.guards.values():
            guard.release()
        return self._settled()

    def _shows(self) -> bool:
        """Whether the numbers are live, or the groups are no longer offered because they are being activated."""
        return self._is_live(self._read()) or not set(self._available()) & set(self.chosen)

    def _read(self) -> Order:
        return lookup.order_by_id(self.context.client, self.order["id"]) or self.order

    def _is_live(self, order: Order) -> bool:
        statuses = number_statuses(order)
        return all(statuses.get(number) == ACTIVATED for number in self._numbers_going_live())

    def _settled(self) -> Result:
        going = self._numbers_going_live()
        now = self._read()
        if not self.context.options["wait"]:
            return _order_result(now)
        try:
            order = watch(
                self.context,
                now,
                goal="active",
                reached=self._is_live,
                ended=lambda order: _refusals(order, going),
                advice="The activation was accepted. Run again to check, or raise wait_timeout.",
            )
        except (Locked, OutOfTime) as error:
            error.result = _order_result(error.result["order"])
            raise
        return _order_result(order)


def _refusals(order: Order, going: set[str]) -> str:
    """The numbers that were refused after all; empty if none was."""
    refused = [
        f"{number['phone_number']} is {number['status']}"
        + (f" ({number['reject_reason']})" if number.get("reject_reason") else "")
        for number in order.get("phone_numbers") or ()
        if number.get("phone_number") in going and number.get("status") in ENDED_NUMBERS
    ]
    return f"{'; '.join(refused[:10])}." if refused else ""
