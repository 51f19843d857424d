# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups the numbers of a fleet into orders: a pure function of numbers, portability, last plan and existing orders.

An order has numbers of one country, one losing carrier and one account. A planned number stays in its order, whatever
is added or removed around it. It leaves its order only if it leaves the file, if its account, authorizer or country no
longer matches the order, if its carrier changes before the order exists, if a newer order of the job ports it, or if
the order is confirmed without it. The numbers of a confirmed or completed order stay: it ports them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from .._model.limits import MAX_NUMBERS
from .digest import Digests, members
from .plan_file import VERSION

if TYPE_CHECKING:
    from .._model.data import CarrierCount, FleetPlan, Number, PlannedMembers, PlannedOrder, PlanSummary, SetAside

Key = tuple[Any, ...]


_NO_REASON = "The service gives no reason."

COUNTRY = "country"
CARRIER = "carrier"
ACCOUNT = "account"
AUTHORIZER = "authorizer"
GROUPINGS = (COUNTRY, CARRIER, ACCOUNT, AUTHORIZER)


@dataclass(frozen=True)
class PlanRequest:
    """The requested plan: the base reference, the members of every order, and how numbers are grouped."""

    reference: str
    order: PlannedMembers
    group_by: tuple[str, ...] = GROUPINGS
    limit: int = MAX_NUMBERS


@dataclass(frozen=True)
class Live:
    """An order of the job that exists at the service and is not cancelled.

    ``numbers`` are all its numbers, ``held`` those that it ports: a losing carrier may have refused the others. A
    ``fixed`` order no longer accepts or releases numbers.
    """

    numbers: tuple[str, ...] = ()
    held: frozenset[str] = frozenset()
    fixed: bool = False

    @property
    def stuck(self) -> frozenset[str]:
        """The numbers that will be ported with this order, regardless of their current data."""
        return self.held if self.fixed else frozenset()


class UnansweredError(ValueError):
    """Unplanned numbers that are missing from the result of the portability check."""

    def __init__(self, numbers: list[str]) -> None:
        super().__init__()
        self.numbers = numbers


@dataclass
class _Order:
    reference: str
    key: Key
    country: str
    carrier: str
    group: str
    numbers: list[str]
    live: bool = False


@dataclass
class _Planning:
    """``held`` maps each number to the live order that ports it, as far as live orders were read."""

    request: PlanRequest
    numbers: dict[str, Number]
    answers: Mapping[str, Mapping[str, Any]]
    countries: Mapping[str, str]
    held: Mapping[str, str] = field(default_factory=dict)
    carriers: dict[str, str] = field(default_factory=dict)
    orders: dict[str, _Order] = field(default_factory=dict)
    removed: dict[str, str] = field(default_factory=dict)
    unportable: dict[str, SetAside] = field(default_factory=dict)
    placed: set[str] = field(default_factory=set)
    last: int = 0

    def key(self, phone_number: str, carrier: str) -> Key:
        country, (account, authorizer) = self.countries[phone_number], party(self.numbers[phone_number])
        values = {COUNTRY: country, CARRIER: carrier, ACCOUNT: account, AUTHORIZER: authorizer}
        return tuple(values[name] for name in self.request.group_by)

    def keep(
        self,
        reference: str,
        numbers: Iterable[str],
        *,
        carrier: str,
        group: str,
        live: bool,
        stuck: frozenset[str] = frozenset(),
    ) -> None:
        """Keep an existing or planned order under its majority key; other numbers are released unless ``stuck``.

        A live order has one ``carrier``, whatever the service now reports for its numbers.
        """
        unplaced = [number for number in numbers if number in self.numbers and number not in self.placed]
        self.removed.update((number, reference) for number in numbers if number not in self.numbers)
        self.note_used(reference)
        self.carriers.update(dict.fromkeys(unplaced, carrier))
        if not unplaced:
            return
        carriers = {number: carrier if live else self.carrier(number) for number in unplaced}
        keys = {number: self.key(number, carriers[number]) for number in unplaced}
        key = Counter(keys.values()).most_common(1)[0][0]
        alike = [number for number in unplaced if keys[number] == key]
        staying = [number for number in unplaced if number in stuck]
        kept = [*staying, *[number for number in alike if number not in stuck]]
        kept = kept[: max(self.request.limit, len(staying))]
        named = self.named(carriers[alike[0]])
        self.placed.update(kept)
        self.orders[reference] = _Order(
            reference, key, self.countries[alike[0]], named, group if named == carrier else "", kept, live
        )

    def adopt(self, reference: str, numbers: Iterable[str], *, stuck: frozenset[str]) -> None:
        """Keep a live order that is in no plan; its carrier is that of most of its numbers."""
        carriers = Counter(self.carrier(number) for number in numbers if number in self.numbers)
        carrier = carriers.most_common(1)[0][0] if carriers else ""
        self.keep(reference, numbers, carrier=carrier, group="", live=True, stuck=stuck)

    def follow(self, plan: FleetPlan, live: Mapping[str, Live | None]) -> None:
        """Keep the assignments of an earlier plan; ``live`` orders keep only the numbers that they have."""
        late = {number for order in plan["orders"] for number in lacking(order, live.get(order["reference"]))}
        late &= self.numbers.keys()
        planned = {number for order in plan["orders"] for number in order["numbers"]} - late
        gone = {number: reference for number, reference in plan["removed"].items() if number not in self.numbers}
        self.removed.update(gone)
        self.avoid(plan["removed"].values())
        for order in plan["orders"]:
            reference = order["reference"]
            current = live.get(reference)
            back = sorted(current.held & self.numbers.keys() - planned) if current else []
            self.keep(
                reference,
                [number for number in [*order["numbers"], *back] if number not in late],
                carrier=order["carrier"],
                group=order["group"],
                live=reference in live,
                stuck=current.stuck if current else frozenset(),
            )

    def has(self, orders: Mapping[str, Live]) -> bool:
        """Whether all these orders are planned, each with exactly these numbers."""
        return all(
            reference in self.orders and set(order.numbers) == set(self.orders[reference].numbers)
            for reference, order in orders.items()
        )

    def finished(self) -> _Planning:
        self._name_groups()
        self._place_the_rest()
        return self

    def avoid(self, references: Iterable[str]) -> None:
        for reference in references:
            self.note_used(reference)

    def note_used(self, reference: str) -> None:
        self.last = max(self.last, serial(self.request.reference, reference))

    def carrier(self, phone_number: str) -> str:
        """The carrier that the service reports now, else that of the order in which the number was planned."""
        return str(self.answers.get(phone_number, {}).get("carrier") or self.carriers.get(phone_number, ""))

    def named(self, carrier: str) -> str:
        """The carrier of an order; empty if orders may have several."""
        return carrier if CARRIER in self.request.group_by else ""

    def _name_groups(self) -> None:
        """Orders that were found, not planned, also get a group, equal ones the same."""
        names = {order.key: order.group for order in self.orders.values() if order.group}
        for order in self.orders.values():
            if not order.group:
                order.group = names.get(order.key) or self.next_group(order.numbers)
                names[order.key] = order.group

    def _place_the_rest(self) -> None:
        waiting = sorted(self.numbers.keys() - self.placed)
        if unanswered := [number for number in waiting if number not in self.answers and number not in self.held]:
            raise UnansweredError(unanswered)
        fresh: dict[Key, list[str]] = {}
        for number in waiting:
            answer = self.answers.get(number, {})
            # Numbers in an order of this job are often reported as not portable for that reason.
            if answer.get("portable") or number in self.held:
                fresh.setdefault(self.key(number, self.carrier(number)), []).append(number)
            else:
                reason = str(answer.get("reason") or _NO_REASON)
                self.unportable[number] = {"carrier": self.carrier(number), "reason": reason}
        # Sorted by country, carrier and first number, which reveals nothing about accounts.
        for key, numbers in sorted(
            fresh.items(), key=lambda item: (self.countries[item[1][0]], self.carrier(item[1][0]), item[1][0])
        ):
            self._place(key, numbers)

    def _place(self, key: Key, numbers: list[str]) -> None:
        group = next((order.group for order in self.orders.values() if order.key == key), "")
        # Numbers that a live order releases go into an order with a higher running number: orders are written in this
        # sequence, and a number must leave one order before another can accept it.
        moved = [number for number in numbers if number in self.held]
        numbers = [number for number in numbers if number not in self.held]
        for order in list(self.orders.values()):
            if order.key == key and not order.live:
                room = self.request.limit - len(order.numbers)
                order.numbers += numbers[:room]
                numbers = numbers[room:]
        numbers = sorted([*moved, *numbers])
        group = group or self.next_group(numbers)
        while numbers:
            first = numbers[0]
            self.last += 1
            reference = f"{self.request.reference}-{self.last:03d}"
            self.orders[reference] = _Order(
                reference,
                key,
                self.countries[first],
                self.named(self.carrier(first)),
                group,
                numbers[: self.request.limit],
            )
            numbers = numbers[self.request.limit :]

    def next_group(self, numbers: list[str]) -> str:
        """A label that distinguishes accounts without revealing them."""
        if not numbers:
            return ""
        carrier = self.named(self.carrier(numbers[0]) or "unknown carrier") or "any carrier"
        start = f"{self.countries[numbers[0]]} {carrier} "
        used = [order.group for order in self.orders.values() if order.group.startswith(start)]
        return f"{start}{1 + max((_number_at_the_end(group) for group in used), default=0)}"


def make_plan(
    request: PlanRequest,
    numbers: Iterable[Number],
    *,
    answers: Mapping[str, Mapping[str, Any]],
    countries: Mapping[str, str],
    previous: FleetPlan | None = None,
    existing: Mapping[str, Live | None] | None = None,
    used: Iterable[str] = (),
) -> FleetPlan:
    """The plan. Raises UnansweredError.

    ``numbers`` are merged and valid, ``answers`` the results of the portability check by number, except for numbers
    that stay in a live order of ``previous``. ``existing`` maps the references of the job's live orders to their
    contents, or to None if a planned one was not read; no number is added to a live order, which may already be in
    progress. ``used`` are references that are not assigned again.
    """
    existing = existing or {}
    live = {reference: order for reference, order in existing.items() if order is not None}
    by_number = {str(number["phone_number"]): number for number in numbers}
    held = {number: reference for reference, order in live.items() for number in order.held}
    if previous:
        planning = _Planning(request, by_number, answers, countries, held)
        planning.carriers.update(_carriers(previous))
        planned = {order["reference"] for order in previous["orders"]}
        _adopt(planning, {reference: order for reference, order in live.items() if reference not in planned})
        planning.follow(previous, live=existing)
        planning.avoid([*existing, *used])
        return _as_plan(planning.finished())
    # If the existing orders match a plan made from scratch, that plan stands, so that a half-created fleet keeps its
    # fingerprint.
    ported = {
        number: {**answers.get(number, {}), "portable": True} for order in live.values() for number in order.numbers
    }
    planning = _Planning(request, by_number, {**answers, **ported}, countries)
    planning.avoid(reference for reference in used if reference not in existing)
    if planning.finished().has(live):
        return _as_plan(planning)
    planning = _Planning(request, by_number, answers, countries, held)
    _adopt(planning, live, refused_too=True)
    planning.avoid(used)
    return _as_plan(planning.finished())


def lacking(order: PlannedOrder, live: Live | None) -> list[str]:
    """The planned numbers that an order lacks and can no longer get."""
    return [number for number in order["numbers"] if number not in live.numbers] if live and live.fixed else []


def homeless(
    request: PlanRequest, numbers: Iterable[Number], countries: Mapping[str, str], previous: FleetPlan
) -> list[str]:
    """The planned numbers that must leave their order because they no longer belong to it."""
    by_number = {str(number["phone_number"]): number for number in numbers}
    planning = _Planning(request, by_number, {}, countries)
    planning.follow(previous, live=dict.fromkeys(order["reference"] for order in previous["orders"]))
    planned = {number for order in previous["orders"] for number in order["numbers"]}
    return sorted((planned & by_number.keys()) - planning.placed)


def _adopt(planning: _Planning, live: Mapping[str, Live], *, refused_too: bool = False) -> None:
    """Keep live orders with the numbers they port, and refused numbers in them that are in no other order.

    A resubmission with its own reference orders refused numbers again.
    """
    newest = sorted(live, key=natural, reverse=True)
    homes = {number: reference for reference in newest for number in live[reference].held}
    for reference in newest if refused_too else ():
        for number in live[reference].numbers:
            homes.setdefault(number, reference)
    for reference in sorted(live, key=natural):
        at_home = [number for number in live[reference].numbers if homes.get(number, reference) == reference]
        wanted = at_home if refused_too else live[reference].held
        planning.adopt(reference, sorted(wanted), stuck=live[reference].stuck)


def _carriers(plan: FleetPlan) -> dict[str, str]:
    return {number: order["carrier"] for order in plan["orders"] for number in order["numbers"]}


def _as_plan(planning: _Planning) -> FleetPlan:
    digests = Digests()
    orders: list[PlannedOrder] = [
        {
            "reference": order.reference,
            "country": order.country,
            "carrier": order.carrier,
            "group": order.group,
            "count": len(order.numbers),
            "numbers": {number: digests.of(planning.numbers[number]) for number in sorted(order.numbers)},
        }
        for order in sorted(planning.orders.values(), key=lambda order: natural(order.reference))
    ]
    plan: FleetPlan = {
        "version": VERSION,
        "summary": _summary(planning, orders),
        "fingerprint": "",
        "reference": planning.request.reference,
        "order": planning.request.order,
        "members": members(planning.numbers.values()),
        "orders": orders,
        "unportable": dict(sorted(planning.unportable.items())),
        "removed": dict(sorted(planning.removed.items())),
    }
    return {**plan, "fingerprint": _fingerprint(plan)}


def _summary(planning: _Planning, orders: list[PlannedOrder]) -> PlanSummary:
    carriers: dict[str, CarrierCount] = {}
    for order in orders:
        carrier = carriers.setdefault(order["carrier"], {"orders": 0, "numbers": 0})
        carrier["orders"] += 1
        carrier["numbers"] += order["count"]
    return {
        "numbers": len(planning.numbers),
        "orders": len(orders),
        "planned": sum(order["count"] for order in orders),
        "unportable": len(planning.unportable),
        "removed": len(planning.removed),
        "carriers": dict(sorted(carriers.items())),
    }


def _fingerprint(plan: FleetPlan) -> str:
    """The fingerprint of the plan except its removed numbers: the same numbers result in the same fingerprint."""
    content = {name: value for name, value in plan.items() if name not in _NOT_IN_FINGERPRINT}
    return hashlib.blake2b(json.dumps(content, sort_keys=True).encode("ascii"), digest_size=16).hexdigest()


_NOT_IN_FINGERPRINT = ("summary", "fingerprint", "removed")


def party(number: Number) -> tuple[Key, str]:
    """The account and the authorizer of a number. Without account data the end user's name is the account."""
    info = number.get("port_out_info") or {}
    account = (_plain(info.get("account_num")), _plain(info.get("account_phone_number")))
    if not any(account):
        account = ("", _plain((number.get("end_user") or {}).get("name")))
    return account, _plain(info.get("authorizing_name"))


@lru_cache(maxsize=4096)
def _plain(value: str | None) -> str:
    """A name or an account, whatever its case and spaces. Cached, because thousands of numbers have the same few."""
    return " ".join((value or "").casefold().split())


def serial(base: str, reference: str) -> int:
    """The running number of an order's reference; 0 if it does not belong to the base reference."""
    number = reference.removeprefix(f"{base}-")
    return int(number) if number != reference and _SERIAL.fullmatch(number) else 0


_SERIAL = re.compile(r"[0-9]{3,9}")


def _number_at_the_end(text: str) -> int:
    end = text.rpartition(" ")[2]
    return int(end) if _NUMBER.fullmatch(end) else 0


_NUMBER = re.compile(r"[0-9]{1,9}")


def natural(reference: str) -> tuple[str | int, ...]:
    """For sorting: ``hq-002`` comes before ``hq-010``, and ``hq-001-r2`` before ``hq-001-r10``."""
    return tuple(int(part) if index % 2 else part for index, part in enumerate(_DIGITS.split(reference)))


_DIGITS = re.compile(r"([0-9]+)")
