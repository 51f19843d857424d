# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares written values with read ones, ignoring what the service adds, drops, masks or rewrites.

Source: docs/api-notes.md, "Reading and changing" and "Two editions".
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .._base.redaction import is_secret

HIDDEN = "(not shown)"
HIDDEN_CHANGE = "(changed, not shown)"

# Values that the service fills in if a client gives none.
SERVICE_DEFAULTS = {"on_demand_activation": False, "type_of_service": "B"}


@dataclass(frozen=True)
class Difference:
    """A member whose value must change. Secrets appear as ``(not shown)``."""

    path: str
    before: Any
    after: Any

    def __str__(self) -> str:
        return self.path


def is_mask(value: Any) -> bool:
    """Whether an echoed secret is a mask and not the secret: ``****``, ``**34``, ``XXXX``, ``<hidden>``."""
    if not isinstance(value, str) or not value:
        return False
    return bool(_MASK.search(value))


_MASK = re.compile(
    r"[*\u2022\u25cf\u2217]|^[xX#.\u2026]+$|^[<\[({].*[>\])}]$|^(?:redacted|hidden|masked)$", re.IGNORECASE
)


def same(member: str, wanted: Any, current: Any) -> bool:
    """Whether the user's value of a member equals the order's."""
    if is_secret(member):
        return _absent(current) or is_mask(current) or str(wanted) == str(current)
    if _absent(wanted) and _absent(current):
        return True
    if _absent(current):
        return bool(wanted == SERVICE_DEFAULTS.get(member))
    if isinstance(wanted, str):
        normalise = _NORMAL_FORMS.get(member, str)
        if normalise is _moment:
            return _same_moment(wanted, str(current))
        return bool(normalise(wanted) == normalise(str(current)))
    return bool(wanted == current)


def _absent(value: Any) -> bool:
    return value is None or value == "" or value == {}


def _time(text: str) -> str:
    """``9:00``, ``09:00:00`` and ``09:00:00Z`` are the same time of day in the order's zone."""
    parts = text.strip().rstrip("Zz").split(":")
    if not 2 <= len(parts) <= 3 or not all(part.isdigit() for part in parts):
        return text
    return ":".join(part.zfill(2) for part in [*parts, "00"][:3])


def _day(text: str) -> str:
    return text.strip()[:10]


def _moment(text: str) -> datetime.datetime:
    moment = datetime.datetime.fromisoformat(text.strip().replace("Z", "+00:00").replace("z", "+00:00"))
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.timezone.utc)


def _same_moment(wanted: str, current: str) -> bool:
    """The editions differ in date and date-time; if one side is only a date, the dates are compared."""
    if len(wanted.strip()) == 10 or len(current.strip()) == 10:
        return _day(wanted) == _day(current)
    try:
        return _moment(wanted) == _moment(current)
    except ValueError:
        return wanted == current


def _code(text: str) -> str:
    return text.replace(" ", "").upper()


_NORMAL_FORMS: dict[str, Callable[[str], object]] = {
    "desired_port_date": _day,
    "desired_port_time": _time,
    "default_port_time": _time,
    "authorizing_date": _moment,
    "loa_attachment_date": _moment,
    "state": _code,
    "zip_code": _code,
    "postal_code": _code,
    "type_of_service": _code,
}


def member_differences(wanted: Mapping[str, Any], current: Mapping[str, Any], place: str = "") -> Iterator[Difference]:
    """The members, at any depth, whose value differs from the wanted one."""
    for name, value in wanted.items():
        path = f"{place}.{name}" if place else name
        stored = current.get(name)
        if isinstance(value, dict):
            yield from member_differences(value, stored if isinstance(stored, dict) else {}, path)
        elif not same(name, value, stored):
            yield Difference(path, HIDDEN, HIDDEN_CHANGE) if is_secret(name) else Difference(path, stored, value)
