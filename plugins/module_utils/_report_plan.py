# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a report takes from the plan file of a fleet: who is to be in which order, and what was set aside."""

from __future__ import annotations

import os
from typing import Any

from ansible_collections.sinch.porting.plugins.module_utils import _files
from ansible_collections.sinch.porting.plugins.module_utils._document import DocumentError, parse
from ansible_collections.sinch.porting.plugins.module_utils._errors import ValidationFailed
from ansible_collections.sinch.porting.plugins.module_utils._report_orders import Data


def read_plan(path: str) -> Data:
    """``orders`` (``reference``, ``carrier``, ``phone_numbers``) and ``set_aside`` (``phone_number``, ``carrier``,
    ``reason``) of a plan file. Raises ValidationFailed.
    """
    path = _files.expanded(path)
    try:
        with open(path, "rb") as stream:
            plan = parse(stream.read(), name=os.path.basename(path))
    except OSError as error:
        raise ValidationFailed(
            f"plan names {path}, which cannot be read where the task runs: {error.strerror}."
        ) from None
    except DocumentError as error:
        raise ValidationFailed(f"plan: {error}") from None
    try:
        return {
            "orders": [_order(order) for order in plan["orders"]],
            "set_aside": [_set_aside(entry) for entry in plan.get("unportable", ())],
        }
    except (KeyError, TypeError, AttributeError):
        raise ValidationFailed(f"plan: {path} is not a plan. Make one with sinch_portin_plan.") from None


def _order(order: Data) -> Data:
    return {
        "reference": str(order["reference"]),
        "carrier": order.get("carrier") or None,
        "phone_numbers": [_number(number) for number in order["phone_numbers"]],
    }


def _set_aside(entry: Data) -> Data:
    return {
        "phone_number": _number(entry),
        "carrier": entry.get("carrier") or None,
        "reason": entry.get("reason") or None,
    }


def _number(number: Any) -> str:
    return str(number["phone_number"] if isinstance(number, dict) else number)
