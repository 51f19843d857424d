# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Decides how to bring an order to its description: a pure function of the wanted and the current order.

``wanted`` and ``current`` are orders in snake case: the members of the contract's PortInOrderInput. ``wanted`` has only
what the user wrote, with the order's defaults merged into its numbers; ``current`` is what the API returned, or None
if there is no order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from .._base.context import Result
from .._base.plain import dicts
from .._base.redaction import SECRET_MEMBERS, is_secret, secret_values, without_secrets
from .._model.compare import HIDDEN_CHANGE, Difference, is_mask, member_differences
from .._model.merging import full_time
from .._model.order import NUMBER_MEMBERS, ORDER_MEMBERS, READ_ONLY_MEMBERS, WHOLE_SECTIONS
from .._model.statuses import CANCELLED_STATUSES, PENDING, PENDING_CANCELATION, is_refused

if TYPE_CHECKING:
    from .._model.data import Number, Order


# Members of a diff that list secrets; a member named after a secret would be removed from the result.
_GIVEN = "given, not shown"
_CHANGED = "changed, not shown"


@dataclass(frozen=True)
class Decision:
    """``operation`` is create, update, cancel or none; ``body`` what a write sends, including secrets.

    ``locked`` means that the operation is wanted but the order's status forbids it. ``masked`` lists secrets of the
    order that the read shows only masked and the user did not give: a full PUT would lose them. If the read shows no
    secrets at all, ``unseen`` lists the numbers of the order for which the user gave none, and ``unsure`` the secret
    members that a PUT clears if the order has them.
    """

    operation: str
    body: Order = field(default_factory=dict)  # type: ignore[assignment]  # an empty order is an empty dict
    differences: list[Difference] = field(default_factory=list)
    locked: bool = False
    masked: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)


def wanted_order(options: Mapping[str, Any], numbers: list[Number]) -> Order:
    """The order's own members that the user wrote, and the merged numbers.

    Numbers have undocumented members only if the user has lowered ``unknown-member``; those are sent.
    """
    order = {name: options[name] for name in ORDER_MEMBERS if options.get(name) is not None}
    schedule = order.get("desired_port_schedule")
    if schedule and schedule.get("desired_port_time"):
        order["desired_port_schedule"] = {**schedule, "desired_port_time": full_time(schedule["desired_port_time"])}
    return cast("Order", {**order, "phone_numbers": numbers})


def decide_present(wanted: Order, current: Order | None) -> Decision:
    if current is None:
        return Decision("create", body=wanted)
    changes = list(differences(wanted, current))
    locked = current.get("status") != PENDING
    if locked:
        # Data about a number that the order has lost is meant for the number's next order.
        lost = tuple(_place(number) for number, stored in numbers_by_number(current).items() if is_refused(stored))
        changes = [change for change in changes if not change.path.startswith(lost)]
    if not changes:
        return Decision("none")
    if locked:
        return Decision("update", differences=changes, locked=True)
    body, masked = replacement(wanted, current)
    unseen, unsure = _out_of_sight(wanted, current)
    return Decision("update", body=body, differences=changes, masked=masked, unseen=unseen, unsure=unsure)


def _out_of_sight(wanted: Order, current: Order) -> tuple[list[str], list[str]]:
    """Numbers without a given secret, and members that some numbers lack, in an order whose read shows no secret.

    It is not documented whether reads show secrets (docs/api-notes.md), and an order without any looks the same. A
    member that the user gives as an empty string counts as given: it means that there is none.
    """
    if any(secret_values(current)):
        return [], []
    given = {
        number["phone_number"]: {
            *(name for name in number if is_secret(name)),
            *(name for name in number.get("port_out_info") or {} if is_secret(name)),
        }
        for number in wanted.get("phone_numbers") or ()
    }
    stored = numbers_by_number(current)
    kept = [number for number in stored if number in given and not is_refused(stored[number])]
    unseen = [number for number in kept if not given[number]]
    missing = [name for name in sorted(SECRET_MEMBERS) if any(name not in given[number] for number in kept)]
    return unseen, missing if not unseen else []


def decide_absent(current: Order | None) -> Decision:
    if current is None or current.get("status") in CANCELLED_STATUSES:
        return Decision("none")
    return Decision("cancel", locked=current.get("status") != PENDING)


def differences(wanted: Order, current: Order) -> Iterator[Difference]:
    """All members whose value in the order differs from the user's; numbers are matched by phone number."""
    own = {name: value for name, value in wanted.items() if name != "phone_numbers"}
    yield from member_differences(own, current)
    if "phone_numbers" not in wanted:
        return
    stored = numbers_by_number(current)
    for number in wanted["phone_numbers"]:
        phone_number = number["phone_number"]
        place = _place(phone_number)
        if phone_number not in stored:
            yield Difference(place, None, phone_number)
        else:
            yield from member_differences(number, stored[phone_number], place)
    kept = {number["phone_number"] for number in wanted["phone_numbers"]}
    for phone_number in stored:
        if phone_number not in kept:
            yield Difference(_place(phone_number), phone_number, None)


def _place(phone_number: str) -> str:
    return f"phone_numbers[{phone_number}]"


def numbers_by_number(order: Order) -> dict[str, Number]:
    return {str(number.get("phone_number")): number for number in order.get("phone_numbers") or ()}


def numbers_by_group(order: Order) -> dict[str, list[Number]]:
    """The numbers by their activation group, in the order's sequence; those without a group under an empty name."""
    groups: dict[str, list[Number]] = {}
    for number in dicts(order.get("phone_numbers")):
        if number.get("phone_number"):
            groups.setdefault(str(number.get("phone_number_group") or ""), []).append(number)
    return groups


def replacement(wanted: Order, current: Order) -> tuple[Order, list[str]]:
    """The complete order for a PUT: the current one merged with the wanted one, without read-only members.

    Returns the body and the paths of secrets that would be lost because the read masks them. Undocumented members stay
    in it, because a PUT clears what it leaves out (docs/api-notes.md, "Reading and changing").
    """
    masked: list[str] = []
    body = _overlay(
        {name: value for name, value in wanted.items() if name != "phone_numbers"},
        {name: value for name, value in current.items() if name != "phone_numbers"},
        "",
        masked,
    )
    stored = numbers_by_number(current)
    as_stored: list[Number] = [{"phone_number": phone_number} for phone_number in stored]
    numbers = wanted.get("phone_numbers", as_stored)
    body["phone_numbers"] = [
        _overlay(number, stored.get(number["phone_number"], {}), _place(number["phone_number"]), masked)
        for number in numbers
    ]
    return cast("Order", body), masked


def _overlay(wanted: Mapping[str, Any], current: Mapping[str, Any], place: str, masked: list[str]) -> dict[str, Any]:
    body: dict[str, Any] = {}
    for name, value in current.items():
        if name in READ_ONLY_MEMBERS or value is None or name in wanted:
            continue
        path = f"{place}.{name}" if place else name
        if is_secret(name) and is_mask(value):
            masked.append(path)
        else:
            body[name] = _overlay({}, value, path, masked) if isinstance(value, dict) else value
    for name, value in wanted.items():
        stored = current.get(name)
        path = f"{place}.{name}" if place else name
        if name in WHOLE_SECTIONS:
            body[name] = value
        elif isinstance(value, dict) and isinstance(stored, dict):
            body[name] = _overlay(value, stored, path, masked)
        else:
            body[name] = value
    return body


def documented(body: Order) -> Order:
    """The body of a PUT without the undocumented members that came from the read."""
    own = {name: value for name, value in body.items() if name in ORDER_MEMBERS}
    numbers = [
        {name: value for name, value in each.items() if name in NUMBER_MEMBERS} for each in body["phone_numbers"]
    ]
    return cast("Order", {**own, "phone_numbers": numbers})


def sides(wanted: Order, current: Order | None, decision: Decision) -> tuple[Result, Result]:
    """The two sides of the diff: the order before and after, without secrets."""
    if decision.operation == "none":
        return {}, {}
    if current is None:
        given = _given_secrets(wanted)
        return {}, {**without_secrets(wanted), **({_GIVEN: given} if given else {})}
    if decision.operation == "cancel":
        return {"status": current.get("status")}, {"status": PENDING_CANCELATION}
    body = decision.body or replacement(wanted, current)[0]
    before, dummy = replacement({}, current)
    before, after = without_secrets(before), without_secrets(body)
    changed = [difference.path for difference in decision.differences if difference.after == HIDDEN_CHANGE]
    if changed:
        after[_CHANGED] = changed
    return before, after


def _given_secrets(wanted: Order) -> list[str]:
    """The secret members that are given, each with how many of the numbers have it."""
    numbers = wanted.get("phone_numbers") or []
    given = Counter(path for number in numbers for path in _secret_paths(number, ""))
    return [f"{path} ({count} of {len(numbers)} numbers)" for path, count in sorted(given.items())]


def _secret_paths(section: Mapping[str, Any], place: str) -> Iterator[str]:
    for name, value in section.items():
        if isinstance(value, dict):
            yield from _secret_paths(value, f"{place}{name}.")
        elif is_secret(name) and value not in (None, ""):
            yield place + name


def predicted(wanted: Order, current: Order | None, decision: Decision) -> Order | None:
    """The order after the write, as far as a client can know: what check mode reports."""
    if current is None:
        if decision.operation != "create":
            return None
        numbers: list[Number] = [{**number, "status": PENDING} for number in wanted["phone_numbers"]]
        return {**wanted, "status": PENDING, "phone_numbers": numbers}
    if decision.operation == "cancel":
        return {**current, "status": PENDING_CANCELATION}
    if not decision.body:
        return current
    stored = numbers_by_number(current)
    numbers = [
        {"status": PENDING, **stored.get(number["phone_number"], {}), **number}
        for number in decision.body["phone_numbers"]
    ]
    return {**current, **decision.body, "phone_numbers": numbers}
