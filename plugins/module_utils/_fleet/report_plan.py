# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a report takes from the plan file of a fleet: who is to be in which order, and what was set aside."""

from __future__ import annotations

from .._base import files
from .._base.errors import ValidationFailed
from .._report.digest import Data
from . import plan_file


def read_plan(path: str) -> Data:
    """``orders`` (``reference``, ``carrier``, ``phone_numbers``) and ``set_aside`` (``phone_number``, ``carrier``,
    ``reason``) of a plan file. Raises ValidationFailed.
    """
    path = files.expanded(path)
    try:
        with open(path, "rb") as stream:
            plan = plan_file.parse(stream.read())
    except OSError as error:
        raise ValidationFailed(
            f"plan names {path}, which cannot be read where the task runs: {error.strerror}."
        ) from None
    except plan_file.PlanFileError as problem:
        raise ValidationFailed(f"plan: {path} {problem}") from None
    return {
        "orders": [
            {
                "reference": order["reference"],
                "carrier": order["carrier"] or None,
                "phone_numbers": list(order["numbers"]),
            }
            for order in plan["orders"]
        ],
        "set_aside": [
            {"phone_number": number, "carrier": entry.get("carrier") or None, "reason": entry.get("reason") or None}
            for number, entry in plan["unportable"].items()
        ],
    }
