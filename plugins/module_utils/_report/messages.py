# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A text for each kind of attention, ready to send to the person who can act."""

from __future__ import annotations

from .digest import Data
from .parts import amount, day_text

SINCH = "Sinch"
TEAM = "your team"
END_USER = "the end user"
WAITING = "those who wait for the numbers"

# ``{numbers}`` is a count with its noun, ``{order}`` the order's name, ``{day}`` the day of the entry, ``{desired}``
# the desired date, ``{listed}`` the first of the numbers.
_TEXTS = {
    "feature-excluded": (
        SINCH,
        "{numbers} of {order} will not have all the features we asked for. Which data do you need from us to add "
        "them? {listed}",
    ),
    "e911-changed": (
        END_USER,
        "The 911 address of {numbers} was changed when it was checked. Please confirm where an ambulance has to go. "
        "{listed}",
    ),
    "activate": (TEAM, "{numbers} of {order} can be activated since {day}. Who activates them, and when? {listed}"),
    "late": (
        SINCH,
        "The FOC date {day} of {order} has passed, and {numbers} did not go live. Please tell us what is missing. "
        "{listed}",
    ),
    "unconfirmed": (
        SINCH,
        "We wanted {numbers} of {order} ported on {day}, and the losing carrier has not confirmed this. Please ask it "
        "for a date. {listed}",
    ),
    "rejected": (
        END_USER,
        "Your current provider refused to release {numbers}. Please send us the account data exactly as they appear on "
        "its latest bill. {listed}",
    ),
    "excluded": (SINCH, "You left {numbers} out of {order}. What has to change so that this can be ported? {listed}"),
    "note": (SINCH, "Thank you for your note of {day} on {order}. We are looking into it and will answer here."),
    "foc-differs": (WAITING, "{numbers} will move on {day} instead of {desired}. {listed}"),
    "activate-soon": (
        TEAM,
        "{numbers} of {order} can be activated from {day} on. Please agree on who activates them and who makes the "
        "test calls. {listed}",
    ),
    "unconfirmed-soon": (
        WAITING,
        "{numbers} may not move on {day}: their current provider has not confirmed the date yet. {listed}",
    ),
    "no-foc": (
        SINCH,
        "We sent {order} on {day}, and are still waiting for the FOC date of {numbers}. Please ask the losing carrier. "
        "{listed}",
    ),
}
_EARLY = (
    SINCH,
    "The FOC date of {numbers} of {order} is {day}. We need the move on {desired}, not earlier. Please change the "
    "date, and confirm it here. {listed}",
)
_LISTED = 20


def message(entry: Data, *, desired: str | None, early: bool) -> tuple[str, str]:
    """The recipient and the text for an entry of ``attention``."""
    to, text = _EARLY if early else _TEXTS[entry["kind"]]
    numbers = entry["phone_numbers"]
    more = f" and {len(numbers) - _LISTED:,} more" if len(numbers) > _LISTED else ""
    name, order_id = entry["reference"], entry["order_id"]
    order = f"order {name} ({order_id})" if name and order_id else f"order {name or order_id}"
    filled = text.format(
        numbers=amount(len(numbers), "number"),
        order=order,
        day=day_text(entry["since"] or ""),
        desired=day_text(desired or ""),
        listed=f"Numbers: {', '.join(numbers[:_LISTED])}{more}." if numbers else "",
    ).strip()
    return to, filled[:1].upper() + filled[1:]
