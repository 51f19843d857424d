# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a task reports features that the service left out of a number, and 911 addresses that it changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .._base.errors import FeatureExcluded
from .._base.plain import dicts
from .._base.text import enumerated
from .._model.features import e911_changed, e911_changes, excluded_features, exclusion_reasons
from .._model.statuses import is_refused

if TYPE_CHECKING:
    from .._model.data import Number, Order

IGNORE, WARN, FAIL = "ignore", "warn", "fail"

_LISTED = 10


def feature_warnings(order: Order | None, mode: str) -> list[str]:
    """Warnings about an order's features, unless ``mode`` ignores them. Raises FeatureExcluded for FAIL."""
    sentences = [] if order is None or mode == IGNORE else list(_sentences(order))
    if sentences and mode == FAIL:
        raise FeatureExcluded(
            f"{' '.join(sentences)} The order itself is as described. Change its data while it is PENDING, or ask "
            "Sinch with sinch_portin_order_note.",
            order_id=(order or {}).get("id"),
            written=True,
        )
    return sentences


def count_features(order: Order) -> str:
    """How many numbers lack features, for a line about an order; empty if none does."""
    numbers = _ported(order)
    lacking = sum(bool(excluded_features(number)) for number in numbers)
    moved = sum(e911_changed(number) for number in numbers)
    parts = [f"features left out of {lacking}"] if lacking else []
    return ", ".join([*parts, f"911 address changed for {moved}"] if moved else parts)


def _sentences(order: Order) -> Iterator[str]:
    lacking: dict[str, list[str]] = {}
    reasons: dict[str, str] = {}
    moved: dict[str, list[str]] = {}
    for number in _ported(order):
        phone_number = str(number.get("phone_number"))
        for name in excluded_features(number):
            lacking.setdefault(name, []).append(phone_number)
            reasons.setdefault(name, exclusion_reasons(number)[name])
        if e911_changed(number):
            moved.setdefault(", ".join(e911_changes(number)), []).append(phone_number)
    for name, numbers in lacking.items():
        reason = f" ({reasons[name]})" if reasons[name] else ""
        yield f"Sinch left {name} out of {_listed(numbers)}{reason}."
    for members, numbers in moved.items():
        where = f": see {members} in features.e911" if members else ""
        yield f"Sinch validated a different 911 address from the one sent for {_listed(numbers)}{where}."


def _ported(order: Order) -> list[Number]:
    """Those that this order ports, with or without features."""
    return [number for number in dicts(order.get("phone_numbers")) if not is_refused(number)]


def _listed(numbers: list[str]) -> str:
    return enumerated(numbers, _LISTED)
