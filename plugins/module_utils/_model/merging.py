# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An order's defaults merged into its numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from .order import MERGED_SECTIONS, WHOLE_SECTIONS

if TYPE_CHECKING:
    from .data import Number


def merged_numbers(options: Mapping[str, Any]) -> list[Number]:
    """Each number with the order's defaults: two sections merged by member, the others not; the number wins.

    A section that a number lacks is the same dict as the default, not a copy; numbers that share a dict share the
    merged one. Copies would take 27 MB for each section of 100,000 numbers. A number to which nothing is added is not
    copied either, which would take 18 MB.
    """
    merged: dict[tuple[str, int], dict[str, Any]] = {}
    defaults = {name: options[name] for name in (*MERGED_SECTIONS, *WHOLE_SECTIONS) if options.get(name) is not None}
    numbers: list[Number] = []
    for own in options.get("phone_numbers") or ():
        if not defaults and "port_out_info" in own:
            numbers.append(own)
            continue
        number = {**defaults, **own}
        for name in MERGED_SECTIONS:
            if name in own and name in defaults and isinstance(own[name], dict):
                key = (name, id(own[name]))
                number[name] = merged.get(key) or merged.setdefault(key, {**defaults[name], **own[name]})
        number.setdefault("port_out_info", {})
        numbers.append(cast("Number", number))
    return numbers


def full_time(text: str) -> str:
    """Adds seconds to hours and minutes, as the contract shows times."""
    text = text.strip()
    return f"{text}:00" if text.count(":") == 1 else text
