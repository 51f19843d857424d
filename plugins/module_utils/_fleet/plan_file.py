# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan of a fleet as a file: JSON with one number per line, so that people can read it and git can diff it.

.. code-block:: text

    version       of this format
    reference     the base reference
    order         the members of every order
    summary       counts, in all and by carrier
    fingerprint   of everything below and of the data of the numbers, without secrets
    members       for each member a digest of its values, to name changes
    orders        reference, country, carrier, group, count, and the numbers with a digest of each number's data
    unportable    number: carrier and reason
    removed       number: reference of the order it was planned in
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeGuard, cast

from .._base import files
from .._base.errors import ValidationFailed

if TYPE_CHECKING:
    from .._model.data import FleetPlan, JobPlan, PlannedMembers, PlannedOrder, PlannedPart

VERSION = 1

_TOP = ("version", "reference", "order", "summary", "fingerprint", "members", "orders", "unportable", "removed")


class PlanFileError(ValueError):
    """The file is not a plan, or does not have this order. The text follows the file's name."""


def render(plan: FleetPlan) -> str:
    values: Mapping[str, Any] = plan
    return json.dumps({name: values[name] for name in _TOP}, indent=1, ensure_ascii=False) + "\n"


def parse(content: bytes) -> FleetPlan:
    """Raises PlanFileError."""
    try:
        plan = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise PlanFileError("is not a plan: it is not JSON.") from None
    if not _is_whole(plan):
        raise PlanFileError("is not a plan, or is incomplete. Make it again with sinch_portin_plan.")
    if plan["version"] != VERSION:
        raise PlanFileError(f"is a plan of version {str(plan['version'])[:20]}; this collection writes {VERSION}.")
    return plan


def _is_whole(plan: Any) -> TypeGuard[FleetPlan]:
    return (
        isinstance(plan, dict)
        and set(_TOP) <= plan.keys()
        and isinstance(plan["reference"], str)
        and all(isinstance(plan[name], dict) for name in ("order", "summary", "members", "unportable", "removed"))
        and isinstance(plan["orders"], list)
        and all(_is_order(order) for order in plan["orders"])
        and all(isinstance(entry, dict) for entry in plan["unportable"].values())
    )


def _is_order(order: Any) -> TypeGuard[PlannedOrder]:
    return (
        isinstance(order, dict)
        and all(isinstance(order.get(name), str) for name in ("reference", "country", "carrier", "group"))
        and isinstance(order.get("numbers"), dict)
        and all(isinstance(digest, str) for digest in order["numbers"].values())
    )


def planned_order(content: bytes, reference: Any) -> PlannedPart:
    """A plan's entry for one order: the ``numbers`` with their digests, and the ``order``'s members.

    Raises PlanFileError.
    """
    if not reference:
        raise PlanFileError("has several orders, so customer_order_reference must select one of them.")
    if part := _part(content, str(reference)):
        return part
    plan = parse(content)
    for order in plan["orders"]:
        if order["reference"] == str(reference):
            return {"numbers": order["numbers"], "order": plan["order"]}
    raise PlanFileError(f"has no order with the reference {str(reference)!r}.")


def _part(content: bytes, reference: str) -> PlannedPart | None:
    """The plan with only this order, cut out of a file that ``render`` wrote; None for any other file.

    A plan of 200 orders is read for each of them, and parsing the whole file takes fifty times as long.
    """
    text = content.decode("utf-8", "replace")
    order_at = text.find(f'\n  {{\n   "reference": {json.dumps(reference, ensure_ascii=False)},\n')
    members_at = text.find('\n "order": {')
    if not text.startswith(f'{{\n "version": {VERSION},\n') or order_at < 0 or members_at < 0:
        return None
    decoder = json.JSONDecoder()
    try:
        order, dummy = decoder.raw_decode(text, order_at + len("\n  "))
        members, dummy = decoder.raw_decode(text, members_at + len('\n "order": '))
    except ValueError:
        return None
    if not (_is_order(order) and order["reference"] == reference and isinstance(members, dict)):
        return None
    return {"numbers": order["numbers"], "order": cast("PlannedMembers", members)}


def read_plan(path: str, base: str = "") -> JobPlan:
    """What a report needs of a plan file. Raises ValidationFailed, also for a plan of another base reference."""
    path = files.expanded(path)
    try:
        with open(path, "rb") as stream:
            plan = parse(stream.read())
    except OSError as error:
        raise ValidationFailed(
            f"plan names {path}, which cannot be read where the task runs: {error.strerror}."
        ) from None
    except PlanFileError as problem:
        raise ValidationFailed(f"plan: {path} {problem}") from None
    if base and plan["reference"] != base:
        raise ValidationFailed(
            f"plan names {path}, a plan of the base reference {plan['reference']!r}, not of {base!r}. "
            "Use the plan file of this job."
        )
    return {
        "orders": [
            {
                "reference": order["reference"],
                "carrier": order["carrier"] or None,
                "phone_numbers": list(order["numbers"]),
            }
            for order in plan["orders"]
        ],
        "set_aside": [
            {"phone_number": number, "carrier": entry.get("carrier") or None, "reason": entry.get("reason") or None}
            for number, entry in plan["unportable"].items()
        ],
    }
