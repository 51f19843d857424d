# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which rejected numbers can be ordered again: those whose data has changed since. Pure.

A losing carrier compares the end user's and the account's data with its own record, so only a change of the rejected
data can lead to acceptance (``causes`` knows which members a rejection is about). A changed PIN is not visible if the
service does not show PINs, and some causes can only be fixed at the carrier: then the user has to say so.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from .._base.redaction import is_secret
from .._base.text import enumerated
from .._model.compare import is_mask
from .._model.order import MERGED_SECTIONS
from .._model.statuses import CANCELLED_STATUSES, age, is_refused
from .._order.causes import explain, members_of
from .._order.decision import differences
from .plan import party

if TYPE_CHECKING:
    from .._model.data import NewOrder, Number, Order, Refusal, RefusalGroup, Schedule

# Messages list the first numbers.
_LISTED = 20

_AGAIN = re.compile(r"-r([1-9][0-9]*)$")


@dataclass
class Resubmission:
    """``refused`` explains each number that is not ordered again: cause, meaning, what to change, and why not.

    ``absent`` are rejected numbers that are no longer in the input.
    """

    orders: list[NewOrder] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Rejected:
    order: Order
    number: Number

    @property
    def text(self) -> str:
        return str(self.number.get("reject_reason") or self.number.get("exclusion_reason") or "")


def decide(
    orders: Iterable[Order],
    numbers: Iterable[Number],
    *,
    schedule: Schedule | None = None,
    settled: Collection[str] = (),
) -> Resubmission:
    """What to order again from ``orders``, all those of a base reference, given the current ``numbers`` of the input.

    ``schedule`` is the input's desired schedule. ``settled`` are numbers whose cause is fixed according to the user.
    """
    known = list(orders)
    wanted = {number["phone_number"]: number for number in numbers}
    found = Resubmission()
    again: dict[tuple[int, Any], list[str]] = {}
    for place, rejected in _rejected(known):
        phone_number = str(rejected.number["phone_number"])
        if phone_number not in wanted:
            found.absent.append(phone_number)
            continue
        reason = "" if phone_number in settled else _unchanged(wanted[phone_number], rejected, schedule or {})
        if reason:
            found.refused.append(_refusal(rejected, reason))
        else:
            # The account may have been corrected, and an order has numbers of only one.
            again.setdefault((place, party(wanted[phone_number])), []).append(phone_number)
    taken = {str(order.get("customer_order_reference")) for order in known}
    for (place, dummy), phone_numbers in again.items():
        reference = next_reference(str(known[place].get("customer_order_reference")), taken)
        taken.add(reference)
        found.orders.append(
            {"reference": reference, "order_id": known[place].get("id"), "phone_numbers": phone_numbers}
        )
    return found


def by_cause(refused: Iterable[Refusal]) -> list[RefusalGroup]:
    """The refused numbers grouped by what a person has to do, with one ``message`` per group."""
    groups: dict[tuple[str, str], list[Refusal]] = {}
    for entry in refused:
        groups.setdefault((entry["cause"], entry["why"]), []).append(entry)
    return [
        {
            "cause": entries[0]["cause"],
            "title": entries[0]["title"],
            "meaning": entries[0]["meaning"],
            "who": entries[0]["who"],
            "change": entries[0]["change"],
            "why": entries[0]["why"],
            "phone_numbers": [entry["phone_number"] for entry in entries],
            "message": _group_message(entries),
        }
        for entries in groups.values()
    ]


def _group_message(entries: list[Refusal]) -> str:
    first = entries[0]
    numbers = [str(entry["phone_number"]) for entry in entries]
    return (
        f"{first['title']}: {enumerated(numbers, _LISTED)}. {first['meaning']} To change: {first['change']} "
        f"Not ordered again, because {first['why']}."
    )


def next_reference(reference: str, taken: Collection[str]) -> str:
    """The first unused one of ``hq-001-r1``, ``hq-001-r2`` and so on."""
    stem = _AGAIN.sub("", reference)
    used = [int(match[1]) for other in taken if (match := _AGAIN.search(other)) and other[: match.start()] == stem]
    return f"{stem}-r{max(used, default=0) + 1}"


def _rejected(orders: list[Order]) -> Iterator[tuple[int, _Rejected]]:
    """The numbers that were refused and are in no other live order, each with the position of its newest order."""
    newest: dict[str, tuple[int, _Rejected]] = {}
    held = set()
    for place, order in sorted(enumerate(orders), key=lambda entry: age(entry[1].get("id"))):
        if order.get("status") in CANCELLED_STATUSES:
            continue
        for number in order.get("phone_numbers") or ():
            phone_number = str(number.get("phone_number"))
            if is_refused(number):
                newest[phone_number] = (place, _Rejected(order, number))
            else:
                held.add(phone_number)
    return (entry for phone_number, entry in newest.items() if phone_number not in held)


def _unchanged(wanted: Number, rejected: _Rejected, schedule: Schedule) -> str:
    """Why the number would be rejected again; empty if the rejected data has changed."""
    members = members_of(rejected.text)
    changed = _changed(wanted, rejected, schedule)
    if any(_is_about(path, members) for path in changed):
        return ""
    if not members:
        return "the cause is not in its data; when it is fixed, list the number in settled"
    unseen = [
        name
        for name, value in (wanted.get("port_out_info") or {}).items()
        if value and _unseen(name, rejected.number) and _is_about(f"port_out_info.{name}", members)
    ]
    if unseen:
        return (
            f"nothing else has changed that it could be about, and Sinch does not show {' and '.join(unseen)}; if that "
            "has changed, say so by naming the number in settled"
        )
    if changed:
        return (
            f"what has changed ({', '.join(changed)}) is not what the carrier rejected; if the cause is fixed, list "
            "the number in settled"
        )
    return "its data has not changed since it was rejected; if the cause is fixed, list the number in settled"


def _changed(wanted: Number, rejected: _Rejected, schedule: Schedule) -> list[str]:
    """The members of the number and of the schedule that have changed since they were sent."""
    sections = {name: value for name, value in wanted.items() if name in MERGED_SECTIONS and value}
    stored = {name: rejected.number.get(name) or {} for name in MERGED_SECTIONS}
    found = [change.path for change in differences(_one(sections), _one(stored))]
    found += [change.path for change in differences({"desired_port_schedule": schedule}, rejected.order)]
    return [path.removeprefix("phone_numbers[].") for path in found]


def _is_about(path: str, members: Iterable[str]) -> bool:
    return any(path == member or path.startswith(f"{member}.") for member in members)


def _one(number: Mapping[str, Any]) -> Order:
    return cast("Order", {"phone_numbers": [{"phone_number": "", **number}]})


def _unseen(name: str, number: Number) -> bool:
    """Whether a secret cannot be compared, because the service does not show it."""
    stored = (number.get("port_out_info") or {}).get(name)
    return is_secret(name) and (not stored or is_mask(stored))


def _refusal(rejected: _Rejected, reason: str) -> Refusal:
    cause = explain(rejected.text)
    phone_number = rejected.number["phone_number"]
    return {
        "phone_number": phone_number,
        "order_id": rejected.order.get("id"),
        "reference": rejected.order.get("customer_order_reference"),
        "reject_reason": rejected.text or None,
        **cause,
        "why": reason,
        "message": f"{phone_number}: {reason}. {cause['title']}: {cause['meaning']} To change: {cause['change']}",
    }
