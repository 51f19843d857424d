# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of ``sinch_portin_order``: find the order, decide, act, add the note on remaining numbers, wait."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from .._base.context import Result, TaskContext
from .._base.errors import FeatureExcluded, Locked, OutOfTime, PortingError, ValidationFailed
from .._base.findings import ERROR, OFF, WARN, Finding
from .._base.text import enumerated
from .._fleet.digest import outdated
from .._model.merging import merged_numbers
from .._model.options import AddressOptions, ConnectionOptions, OrderSourceOptions, StateOptions, WaitOptions
from .._model.order import OrderInput as OrderOptions
from .._model.origin import Origin
from .._model.partial_port import BEGINNING, note_text
from .._model.statuses import CANCELED, COMPLETED, PENDING, is_refused
from .._model.types import FilePath, Flag
from .._order import lookup, writes
from .._order.decision import Decision, decide_absent, decide_present, numbers_by_number, predicted, sides, wanted_order
from .._order.features import feature_warnings
from .._order.guarded import GuardedContext, GuardedService
from .._order.notes import OrderNote, texts, unread
from .._order.portability import PortabilityGate, refuse
from .._order.result import order_result
from .._order.search import OrderSearch
from .._order.wait import wait_for_order
from .._rules.catalog import check
from .._rules.records import LEFT
from .._rules.severities import effective_severities
from .._rules.subject import OrderInput
from .base import Plan, Task

if TYPE_CHECKING:
    from .._model.data import Note, Number, Order

_CANNOT_CREATE = "The order does not exist yet, and cannot be created"
_LISTED = 20


class PortinOrderOptions(
    ConnectionOptions, StateOptions, WaitOptions, OrderOptions, OrderSourceOptions, AddressOptions
):
    """Every option of ``sinch_portin_order``."""

    # An order is also found by its numbers.
    required_one_of: ClassVar[list[tuple[str, ...]]] = []

    state: Literal["present", "absent"] = "present"
    plan: FilePath | None = None
    check_portability: Flag = True
    on_unportable: Literal["fail", "exclude"] = "fail"
    on_excluded_feature: Literal["ignore", "warn", "fail"] = "warn"
    details: Flag = True
    wait_for: Literal["CONFIRMED", "COMPLETED"] = "CONFIRMED"


def _empty() -> Result:
    return {
        "operation": "none",
        **order_result(None),
        "portability": [],
        "excluded_numbers": [],
    }


def _check(context: TaskContext) -> Iterator[Finding]:
    options, severities = context.options, context.severities
    origin = options["origin"]
    if origin.planned:
        yield from outdated(origin.planned, options)
    if origin.planned or origin.file:
        # An order has only some of a table's numbers; lint and plan report numbers that are left over.
        severities = {**severities, LEFT.id: OFF}
    if options["state"] == "present":
        order = OrderInput(options, merged_numbers(options))
        yield from check(order, now=context.clock.now(), severities=severities)
    elif options.get("order_id") is None and not options.get("customer_order_reference"):
        message = "state: absent needs order_id or customer_order_reference."
        yield Finding("missing-option", ERROR, "order_id", message, "Specify the order to cancel.")


def _prepare(context: GuardedContext) -> Plan:
    run = _OrderRun(context)
    with run.naming_numbers():
        plan = run.prepare()

    def act() -> Result:
        with run.naming_numbers():
            return plan.act()

    return replace(plan, act=act)


TASK = Task(
    "sinch_portin_order",
    PortinOrderOptions,
    _empty,
    _prepare,
    _check,
    service=GuardedService(),
    defers=True,
    origin=Origin.taken_from,
    severities=effective_severities,
)


@dataclass
class _OrderRun:
    """One run of the task. ``prepare`` reads and decides; ``_create``, ``_update`` and ``_cancel`` write.

    ``note_text`` is the text of the order's note about a partial port, empty without one; ``note`` is that note, if an
    existing order lacks it.
    """

    context: GuardedContext

    def __post_init__(self) -> None:
        self.client = self.context.client
        self.options = self.context.options
        self.numbers = merged_numbers(self.options)
        self.held: set[str] = set()
        self.note_text = note_text(self.options) if self.options["state"] == "present" else ""
        self.note: OrderNote | None = None
        self.gate = PortabilityGate(
            self.client,
            asks=self.options["check_portability"],
            excludes=self.options["on_unportable"] == "exclude",
            count=len(self.numbers),
        )

    @contextmanager
    def naming_numbers(self) -> Iterator[None]:
        """Makes a failure list the numbers that it leaves without an order, which nothing else may report."""
        try:
            yield
        except PortingError as error:
            left = [number for number in self._phone_numbers(self.numbers) if number not in self.held]
            if left and not error.written and self.options["state"] == "present":
                error.message = f"{error.message} Numbers concerned: {enumerated(left, _LISTED)}."
                error.details.setdefault("phone_numbers", left)
            raise

    def prepare(self) -> Plan:
        self.search = OrderSearch(self.context, self.gate, self._phone_numbers(self.numbers))
        if self.options["state"] == "absent":
            current = self.search.find()
            return self._planned({}, current, decide_absent(current))
        current = self.search.find() or self.search.find_by_its_numbers()
        if current is None:
            current = self._make_ready()
        else:
            stored = numbers_by_number(current)
            self.held = {number for number in stored if not is_refused(stored[number])}
            self._exclude_missing(current)
        wanted = wanted_order(self.options, self._kept(self.numbers))
        return self._planned(wanted, current, decide_present(wanted, current))

    # ---- what must hold before a write ---------------------------------------

    def _make_ready(self) -> Order | None:
        """Checks the preconditions of a creation. Returns the order if it is found by the numbers that are left."""
        numbers = self._phone_numbers(self.numbers)
        by_reference = bool(self.options.get("customer_order_reference"))
        # The first search may have included numbers that the order never had.
        may_exist = self.gate.excludes and not by_reference and len(numbers) > lookup.PROBES
        if not may_exist:
            self._refuse_deferred(_CANNOT_CREATE)
        self.gate.check(numbers)
        if may_exist and self.gate.excluded:
            found = self.search.look_up_by_numbers(self._phone_numbers(self._kept(self.numbers)))
            if found is not None:
                return found
        self._refuse_deferred(_CANNOT_CREATE)
        return None

    def _refuse_deferred(self, what: str) -> None:
        """Raises ValidationFailed if the input has an error that matters for the next write."""
        deferred = self.context.deferred
        if deferred:
            sentences = "\n".join(f"- {finding}" for finding in deferred)
            raise ValidationFailed(f"{what}. Nothing was written:\n{sentences}", findings=deferred)

    def _exclude_missing(self, current: Order) -> None:
        """For an existing order: numbers that it does not have yet are checked as for a creation."""
        stored = numbers_by_number(current)
        missing = [number for number in self._phone_numbers(self.numbers) if number not in stored]
        if not missing or (current.get("status") != PENDING and not self.gate.excludes):
            return
        self.gate.check(missing)
        added = [number for number in missing if number not in self.gate.excluded]
        if added and current.get("status") == PENDING:
            others = [order for order in lookup.orders_holding(self.client, added) if order["id"] != current["id"]]
            lookup.refuse_conflicts(others, added)
            self.search.made_live = lookup.made_live(others, added)

    def _kept(self, numbers: list[Number]) -> list[Number]:
        left_out = set(self.gate.excluded)
        return [number for number in numbers if number["phone_number"] not in left_out] if left_out else numbers

    @staticmethod
    def _phone_numbers(numbers: list[Number]) -> list[str]:
        return [number["phone_number"] for number in numbers]

    # ---- deciding and acting -------------------------------------------------

    def _planned(self, wanted: Order, current: Order | None, decision: Decision) -> Plan:
        def observed() -> Result:
            return {**self._order_result(current), **self._portability_result()}

        if current is not None:
            refuse(decision, current, result=observed)
            if any(change.path.startswith("desired_port_schedule") for change in decision.differences):
                self._refuse_deferred(f"Order {current.get('id')} cannot be moved to this day")
        warnings, failure = self._features(current) if decision.operation == "none" else ([], None)
        acts = {"create": self._create, "update": self._update, "cancel": self._cancel, "none": self._keep}
        note = self.note = self._lacking_note(current)
        before, after = (note.notes, note.with_it()) if note else ([], [])
        if decision.operation == "create" and self.note_text:
            after = [unread(self.note_text)]
        operation = "update" if note and decision.operation == "none" else decision.operation
        order = predicted(wanted, current, decision)
        if order and after:
            order = {**order, "notes": after}
        return Plan(
            changed=operation != "none",
            result={"operation": operation, **self._order_result(order), **self._portability_result()},
            sides=lambda: _with_notes(sides(wanted, current, decision), before, after),
            act=lambda: acts[decision.operation](wanted, current or {}, decision),
            observed=observed,
            findings=self._passed_over(current),
            warnings=[
                *self._unsure(current, decision),
                *warnings,
                *self._left_out(current),
                *self._made_live(),
            ],
            failure=failure,
        )

    def _lacking_note(self, current: Order | None) -> OrderNote | None:
        """The note about a partial port, if an existing order lacks it.

        A completed order is left alone, because nobody acts on a note then.
        """
        if not self.note_text or current is None or current.get("status") == COMPLETED:
            return None
        note = self._note_for(current)
        return None if note.is_shown or note.find() else note

    def _note_for(self, order: Order) -> OrderNote:
        return OrderNote(self.context, order, self.note_text, kind=BEGINNING)

    def _features(self, order: Order | None) -> tuple[list[str], FeatureExcluded | None]:
        """The warnings about features that the service left out, or the exception that fails the task."""
        mode = self.options["on_excluded_feature"] if self.options["state"] == "present" else "ignore"
        try:
            return feature_warnings(order, mode), None
        except FeatureExcluded as error:
            return [], error

    @staticmethod
    def _unsure(current: Order | None, decision: Decision) -> list[str]:
        """A warning about what a full PUT may clear unnoticed."""
        if current is None or not decision.unsure:
            return []
        return [
            f"The service shows no PIN and no account number of order {current.get('id')}, and the task does not "
            f"give {' and '.join(decision.unsure)} for each number. A change replaces the whole order: if the order "
            "has one, it is cleared. Give it in the task."
        ]

    def _passed_over(self, current: Order | None) -> list[Finding]:
        """Deferred errors that are not errors because the order exists; warnings while it can still be changed."""
        if current is None or current.get("status") != PENDING:
            return []
        return [replace(finding, severity=WARN) for finding in self.context.deferred]

    def _left_out(self, current: Order | None) -> Iterator[str]:
        """Warnings of a successful run about numbers of the task that the order does not port."""
        if self.gate.excluded:
            excluded = enumerated(self.gate.excluded, _LISTED)
            yield f"Left out, because the service does not report them as portable: {excluded}."
        if current is None or self.options["state"] == "absent":
            return
        stored = numbers_by_number(current)
        refused = [number for number in self._phone_numbers(self.numbers) if is_refused(stored.get(number, {}))]
        if refused:
            yield (
                f"Order {current.get('id')} continues without numbers that were rejected or excluded: "
                f"{enumerated(refused, _LISTED)}. "
                "sinch_portin_rejection_info says why, and which can be ordered again."
            )
        if self.note_text and current.get("status") == COMPLETED and not self._note_for(current).is_shown:
            yield (
                f"Order {current.get('id')} is completed, so no note about the remaining numbers was written. Tell the "
                "losing carrier about them."
            )

    def _made_live(self) -> Iterator[str]:
        """Warnings about new numbers that the service calls portable, although an order of it has ported them."""
        for order_id, numbers in self.search.made_live.items():
            ported = enumerated([number for number in numbers if number not in self.gate.excluded], _LISTED)
            if ported:
                yield (
                    f"Order {order_id} has already ported {ported} to Sinch. Take them out of this order, unless they "
                    "have moved to another carrier since."
                )

    def _create(self, wanted: Order, dummy: Order, decision: Decision) -> Result:
        order = writes.create(self.context, self.search.guard, decision.body, look_up=self.search.look_up)
        return self._settled(self._noted(order, self._note_for(order) if self.note_text else None, done="created"))

    def _update(self, wanted: Order, current: Order, decision: Decision) -> Result:
        order, unseen = writes.replace(self.context, current["id"], decision.body, wanted=wanted)
        result = self._settled(self._noted(order, self.note, done="changed"))
        if unseen:
            result["warnings"] = [
                *result.get("warnings", []),
                f"Sinch accepted the change of order {current['id']}, but reads do not show it yet: "
                f"{enumerated(unseen, 5)}. Run the task again later. If it still reports this change, Sinch has "
                "not applied it: write a note on the order.",
            ]
        return result

    def _cancel(self, dummy: Order, current: Order, decision: Decision) -> Result:
        cancelled = writes.cancel(self.context, current)
        self.search.guard.clear()
        return self._settled(cancelled)

    def _keep(self, dummy: Order, current: Order, decision: Decision) -> Result:
        return self._settled(self._noted(current, self.note)) if current else {}

    def _noted(self, order: Order, note: OrderNote | None, *, done: str = "") -> Order:
        """Writes the order's note about a partial port, and returns the order. ``done`` is what was written before."""
        if note is None:
            return order
        try:
            return {**order, "notes": note.add()}
        except PortingError as error:
            if done:
                error.message = (
                    f"Order {order['id']} was {done}. What failed is its note about the remaining numbers: "
                    f"{error.message}"
                )
                error.written = True
                error.result.update(self._order_result(order))
                error.details.setdefault("order_id", order["id"])
            raise

    def _settled(self, order: Order) -> Result:
        """The result for an order whose state is known, after the wait if requested."""
        self.search.guard.release()
        options = self.options
        if options["wait"]:
            goal = options["wait_for"] if options["state"] == "present" else CANCELED
            try:
                order = wait_for_order(self.context, order, goal=goal)
            except (Locked, OutOfTime) as error:
                error.result.update(self._order_result(error.result["order"]))
                raise
        warnings, failure = self._features(order)
        if failure:
            failure.result.update(self._order_result(order))
            raise failure
        return {**self._order_result(order), **({"warnings": warnings} if warnings else {})}

    # ---- results ---------------------------------------------------------------

    def _order_result(self, order: Order | None) -> Result:
        return order_result(order, details=self.options["details"])

    def _portability_result(self) -> Result:
        result = self.gate.result()
        return result if self.options["details"] else {**result, "portability": []}


def _with_notes(both: tuple[Any, Any], before: list[Note], after: list[Note]) -> tuple[Any, Any]:
    """The sides of a diff, with the order's notes if one is added."""
    if not after:
        return both
    return {**both[0], **({"notes": texts(before)} if before else {})}, {**both[1], "notes": texts(after)}
