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
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
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
# So many sections are kept to be processed once; numbers that share none would only fill the memory.
_KEPT = 4096


class Digests:
    """Digests of numbers; a section that several numbers share as one dict is processed once."""

    def __init__(self) -> None:
        self._sections: dict[int, tuple[Any, str]] = {}

    def of(self, number: Mapping[str, Any]) -> str:
        """The digest of a merged number, without its secrets; an empty member counts as absent."""
        texts = [
            f"{name}={self._text(value)}"
            for name in sorted(number)
            if (value := number[name]) not in _NOTHING and not is_secret(name)
        ]
        return hashlib.blake2b("\0".join(texts).encode("utf-8", "surrogatepass"), digest_size=_SHORT).hexdigest()

    def _text(self, value: Any) -> str:
        if not isinstance(value, dict):
            return _as_json(without_secrets(value))
        # A key made from the content takes half as long again for the whole digest. The dict is kept, so that no other
        # dict can get its id.
        known = self._sections.get(id(value))
        if known is None:
            if len(self._sections) >= _KEPT:
                self._sections.clear()
            text = _as_sorted_json(_given(without_secrets(value)))
            known = self._sections[id(value)] = value, text if text != "{}" else ""
        return known[1]


_as_json = json.JSONEncoder().encode
_as_sorted_json = json.JSONEncoder(sort_keys=True).encode
_NOTHING: tuple[Any, ...] = (None, "", {})


def _given(data: Any) -> Any:
    if not isinstance(data, dict):
        return data
    return {name: given for name, value in data.items() if (given := _given(value)) not in (None, "", {})}


def members(numbers: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """For each non-secret member a digest of its values over all numbers, so that changes can be named.

    The values of a section that several numbers share as one dict are looked up once: a fifth of the time of a
    comparison went to looking them up again.
    """
    running: dict[str, hashlib.blake2b] = defaultdict(lambda: hashlib.blake2b(digest_size=_SHORT))
    sections: dict[tuple[str, int], list[tuple[hashlib.blake2b, bytes]]] = {}
    for number in sorted(numbers, key=lambda number: str(number["phone_number"])):
        phone_number = _as_bytes(number["phone_number"])
        for name, section in number.items():
            if not isinstance(section, dict) or is_secret(name):
                continue
            key = (name, id(section))
            if key not in sections:
                if len(sections) >= _KEPT:
                    sections.clear()
                sections[key] = [(running[path], value) for path, value in _values(name, without_secrets(section))]
            for digest, value in sections[key]:
                digest.update(phone_number + value)
    return {path: digest.hexdigest() for path, digest in sorted(running.items())}


def _values(path: str, section: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    """The given members of a section, each as it follows a number in the digest of its path."""
    for name, value in section.items():
        if isinstance(value, dict):
            yield from _values(f"{path}.{name}", value)
        elif value not in (None, ""):
            yield f"{path}.{name}", _as_bytes(f"\0{value}\0")


def _as_bytes(text: Any) -> bytes:
    return str(text).encode("utf-8", "surrogatepass")


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
