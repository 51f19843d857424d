# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Detects whether numbers have changed since a plan was made, without using secrets.

A digest of a short secret could be reversed by brute force, so no digest contains secret members. A plan reflects them
only by which numbers share an order.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

from .._base.findings import Finding
from .._base.redaction import is_secret, without_secrets
from .._model.compare import SERVICE_DEFAULTS
from .._model.merging import merged_numbers
from .._model.order import ORDER_MEMBERS
from .._model.partial_port import remaining_numbers
from .._rules.tables import PLAN_OUTDATED

if TYPE_CHECKING:
    from .._model.data import PlannedMembers

# Bytes of the digest of a number: enough to detect a change, short enough not to disturb readers.
_SHORT = 6


class Digests:
    """Digests of numbers; a section that several numbers share as one dict is processed once."""

    def __init__(self) -> None:
        self._sections: dict[int, tuple[Any, str]] = {}

    def of(self, number: Mapping[str, Any]) -> str:
        """The digest of a merged number, without its secrets; an empty member counts as absent."""
        texts = [f"{name}={self._text(value)}" for name, value in sorted(without_own_secrets(number).items())]
        return hashlib.blake2b("\0".join(texts).encode("utf-8", "surrogatepass"), digest_size=_SHORT).hexdigest()

    def _text(self, value: Any) -> str:
        if not isinstance(value, dict):
            return json.dumps(without_secrets(value))
        # A key made from the content takes half as long again for the whole digest. The dict is kept, so that no other
        # dict can get its id.
        known = self._sections.get(id(value))
        if known is None:
            text = json.dumps(_given(without_secrets(value)), sort_keys=True)
            known = self._sections[id(value)] = value, text if text != "{}" else ""
        return known[1]


def without_own_secrets(number: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: value for name, value in number.items() if not is_secret(name) and value not in (None, "", {})}


def _given(data: Any) -> Any:
    if not isinstance(data, dict):
        return data
    return {name: given for name, value in data.items() if (given := _given(value)) not in (None, "", {})}


def members(numbers: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """For each non-secret member a digest of its values over all numbers, so that changes can be named."""
    running: dict[str, hashlib.blake2b] = {}
    for number in sorted(numbers, key=lambda number: str(number["phone_number"])):
        for name, section in number.items():
            if isinstance(section, dict) and not is_secret(name):
                _add(running, name, section, str(number["phone_number"]))
    return {path: digest.hexdigest() for path, digest in sorted(running.items())}


def _add(running: dict[str, hashlib.blake2b], path: str, section: Mapping[str, Any], phone_number: str) -> None:
    for name, value in without_secrets(dict(section)).items():
        if isinstance(value, dict):
            _add(running, f"{path}.{name}", value, phone_number)
        elif value not in (None, ""):
            digest = running.get(f"{path}.{name}")
            if digest is None:
                digest = running[f"{path}.{name}"] = hashlib.blake2b(digest_size=_SHORT)
            digest.update(f"{phone_number}\0{value}\0".encode("utf-8", "surrogatepass"))


def order_members(options: Mapping[str, Any]) -> PlannedMembers:
    """An order's own members and the content of its note, as a plan keeps them; the plan assigns the reference."""
    own = {name: options.get(name) for name in ORDER_MEMBERS if name != "customer_order_reference"}
    partial = {"remaining_numbers": remaining_numbers(options), "new_billing_number": options.get("new_billing_number")}
    given = {name: value for name, value in {**own, **partial}.items() if value not in (None, "", {}, [])}
    return cast("PlannedMembers", given)


def changed_members(planned: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """The names of the members of an order that differ. One that is left out is what the service makes of that.

    A survey answers every question, and so says what the file of a job leaves out.
    """
    return sorted(name for name in {*planned, *now} if _value(planned, name) != _value(now, name))


def _value(order: Mapping[str, Any], name: str) -> Any:
    value = order.get(name)
    return SERVICE_DEFAULTS.get(name) if value is None else value


def outdated(planned: Mapping[str, Any], options: Mapping[str, Any]) -> list[Finding]:
    """What has changed since the plan from which an order is created. ``planned`` is the plan's entry for the order."""
    digests = Digests()
    findings = [
        _finding(name, "has changed since the plan was made.")
        for name in changed_members(planned["order"], order_members(options))
    ]
    for index, number in enumerate(merged_numbers(dict(options))):
        phone_number = str(number.get("phone_number"))
        expected = planned["numbers"].get(phone_number)
        if expected is not None and expected != digests.of(number):
            message = f"has changed since the plan was made ({phone_number})."
            findings.append(_finding(f"phone_numbers[{index}]", message))
    return findings


def _finding(path: str, message: str) -> Finding:
    return Finding(PLAN_OUTDATED.id, PLAN_OUTDATED.severity, path, message, PLAN_OUTDATED.remedy)
