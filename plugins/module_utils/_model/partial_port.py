# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The numbers of an account that stay with the losing carrier. The API has no member for them, so a note lists them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .record import e164

# The beginning of such notes. If there are several, the last one counts, as each of them says.
BEGINNING = "Partial port."
MEMBERS = ("remaining_numbers", "new_billing_number")


def remaining_numbers(options: Mapping[str, Any]) -> list[str]:
    """The remaining numbers in E.164 format, sorted and unique, so that the note is the same for any input form."""
    return sorted({e164(number) for number in options.get("remaining_numbers") or () if number})


def note_text(options: Mapping[str, Any]) -> str:
    """The note; empty if no numbers are listed as remaining."""
    remaining, billing_number = remaining_numbers(options), e164(options.get("new_billing_number") or "")
    if not remaining and not billing_number:
        return ""
    count = "This number stays" if len(remaining) == 1 else f"These {len(remaining)} numbers stay"
    return " ".join(
        [
            BEGINNING,
            *([f"{count} with the losing carrier: {', '.join(remaining)}."] if remaining else []),
            *([f"The account's new billing number is {billing_number}."] if billing_number else []),
            "If there are several notes on this, the last one counts.",
        ]
    )
