# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a plan still matches the numbers it was made from, and if not, what has changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .._base.text import enumerated
from .digest import Digests, changed_members, members
from .plan import party

if TYPE_CHECKING:
    from .._model.data import FleetPlan, Number

Changes = dict[str, list[str]]

_WORDS = {
    "order": "members of the orders changed",
    "added": "numbers were added",
    "removed": "numbers were removed",
    "changed": "numbers changed",
    "members": "in the members",
    "regrouped": "orders whose numbers no longer belong to one account",
}


def compare(plan: FleetPlan, order: Mapping[str, Any], numbers: list[Number], *, by_account: bool = True) -> Changes:
    """What has changed since a plan was made; all lists are empty if nothing has.

    ``order`` are the names of members of the orders, ``added``, ``removed`` and ``changed`` numbers, ``members`` the
    members in which numbers changed, ``regrouped`` references. Changes of secrets appear only in ``regrouped``.
    ``by_account`` means that the numbers of an order have the same account.
    """
    by_number = {str(number["phone_number"]): number for number in numbers}
    digests = Digests()
    planned = {number: digest for order in plan["orders"] for number, digest in order["numbers"].items()}
    known = planned.keys() | plan["unportable"].keys()
    now, then = members(by_number.values()), plan["members"]
    return {
        "order": changed_members(plan["order"], order),
        "added": sorted(by_number.keys() - known),
        "removed": sorted(known - by_number.keys()),
        "changed": [
            number
            for number, digest in planned.items()
            if number in by_number and digests.of(by_number[number]) != digest
        ],
        # If the numbers differ, all digests differ, which says nothing.
        "members": sorted(path for path in {*now, *then} if now.get(path) != then.get(path))
        if by_number.keys() == known
        else [],
        "regrouped": [
            entry["reference"]
            for entry in (plan["orders"] if by_account else ())
            if len({party(by_number[number])[0] for number in entry["numbers"] if number in by_number}) > 1
        ],
    }


def tell(changes: Changes) -> str:
    """The changes as a sentence."""
    return "; ".join(f"{words}: {enumerated(changes[name], 5)}" for name, words in _WORDS.items() if changes[name])
