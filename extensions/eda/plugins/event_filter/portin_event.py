# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reduces a webhook of Sinch's porting service to the order's id and the event's type."""

from __future__ import annotations

import re
from typing import Any

DOCUMENTATION = r"""
short_description: Reduce a webhook of a port-in order to its id and type
description:
  - Sinch's porting webhooks may contain names, addresses, account numbers and PINs, and their sender cannot be
    verified. ansible-rulebook passes a whole event to playbooks, to its log and to a controller's audit. This filter
    keeps only C(order_id), a string of digits, and C(type), one of the five types. It drops the other members of the
    body, and the call's path and headers.
  - Anything that is not a webhook of a port-in order is dropped without logging, because anyone may have sent it.
  - The type is read from C(type), or from C(event) if there is no C(type), because Sinch's reference has both names.
  - It has no options.
"""

EXAMPLES = r"""
- eda.builtin.webhook:
    port: 5000
    token: "{{ webhook_token }}"
  filters:
    - sinch.porting.portin_event:
"""

TYPES = ("ORDER_UPDATED", "NUMBERS_ACTIVATED", "NUMBERS_CONFIRMED", "NUMBERS_REJECTED", "NEW_ORDER_NOTE")
# An id is a whole number of at most 64 bits in Sinch's reference, written as a number or as text.
ORDER_ID = re.compile(r"[0-9]{1,19}", re.ASCII)


def main(event: dict[str, Any]) -> dict[str, str] | list[dict[str, str]]:
    """Return ``{order_id, type}``, or an empty list, which means no event to ansible-rulebook.

    It never raises, whatever the body: a traceback in ansible-rulebook's log could quote it.
    """
    payload = event.get("payload") if isinstance(event, dict) else None
    if not isinstance(payload, dict):
        return []
    order_id = _read_order_id(payload.get("orderId"))
    kind = payload.get("event") if payload.get("type") is None else payload["type"]
    if order_id is None or not isinstance(kind, str) or kind not in TYPES:
        return []
    return {"order_id": order_id, "type": kind}


def _read_order_id(value: Any) -> str | None:
    """Return the digits of an id, or None if it is not an id."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**19:
        return str(value)
    if isinstance(value, str) and ORDER_ID.fullmatch(value):
        return value
    return None
