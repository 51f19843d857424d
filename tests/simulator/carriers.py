# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The carrier of a number, whether the number can be ported, and the names of activation groups."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping

CARRIERS = ("Verizon", "T-Mobile", "AT&T", "Bandwidth", "Lumen")
# Area codes
CANADA = frozenset(
    re.findall(
        r"\d+",
        "204 226 236 249 250 257 263 289 306 343 354 365 367 368 382 387 403 416 418 428 431 437 438 450 468 474 506 "
        "514 519 548 579 581 584 587 604 613 639 647 672 683 705 709 742 753 778 780 782 807 819 825 867 873 879 902 "
        "905 ",
    )
)
NOT_PORTABLE = "The number cannot be ported."


def carrier_of(phone_number: str, carriers: Mapping[str, str]) -> str:
    """The carrier with the longest matching prefix, else one that depends only on the area code."""
    prefixes = [prefix for prefix in carriers if phone_number.startswith(prefix)]
    if prefixes:
        return carriers[max(prefixes, key=len)]
    return CARRIERS[zlib.crc32(phone_number[:5].encode()) % len(CARRIERS)]


def group_name(carrier: str) -> str:
    return f"GW {carrier} Grp1"


def why_unportable(phone_number: str, unportable: Mapping[str, str]) -> str | None:
    """The reason why a number cannot be ported, or None. ``unportable`` is as ``reasons`` of ``find_reason``."""
    reason = find_reason(phone_number, unportable)
    return NOT_PORTABLE if reason == "" else reason


def find_reason(phone_number: str, reasons: Mapping[str, str]) -> str | None:
    """The reason of the first key that matches, or None. The keys of ``reasons`` are numbers, or their last digits."""
    return next((reason for ending, reason in reasons.items() if phone_number.endswith(ending)), None)


def country_of(phone_number: str) -> str | None:
    if not phone_number.startswith("+1") or len(phone_number) != 12:
        return None
    return "CA" if phone_number[2:5] in CANADA else "US"
