# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers of a fleet, and plans made from them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ansible_collections.sinch.porting.plugins.module_utils._fleet.lookup import countries_of
from ansible_collections.sinch.porting.plugins.module_utils._fleet.plan import (
    Live,
    PlanRequest,
    make_plan,
)

if TYPE_CHECKING:
    from ansible_collections.sinch.porting.plugins.module_utils._model.data import FleetPlan

ORDER = {"desired_port_schedule": {"desired_port_date": "2027-03-02"}}


PIN, ACCOUNT = "736154", "4711"


def phone(index: int, area: str = "217") -> str:
    return f"+1{area}523{index:04d}"


def number(index: int, *, account: str = ACCOUNT, area: str = "217", **members: Any) -> dict[str, Any]:
    return {
        "phone_number": phone(index, area),
        "end_user": {"name": "Bakery", "state": "IL", "zip_code": "62701", **members},
        "port_out_info": {"existing_port_out_pin": PIN, "account_num": account, "authorizing_name": "Ada Baker"},
        "new_port_out_pin": PIN,
    }


def plan_of(
    numbers: list[dict[str, Any]],
    previous: FleetPlan | None = None,
    *,
    carriers: dict[str, str] | None = None,
    unportable: dict[str, str] | None = None,
    limit: int = 5,
    existing: Mapping[str, list[str] | Live | None] | None = None,
    used: tuple[str, ...] = (),
    group_by: tuple[str, ...] = ("country", "carrier", "account", "authorizer"),
) -> FleetPlan:
    answers = {
        one["phone_number"]: {
            "portable": one["phone_number"] not in (unportable or {}),
            "carrier": (carriers or {}).get(one["phone_number"], "Verizon"),
            "reason": (unportable or {}).get(one["phone_number"]),
        }
        for one in numbers
    }
    return make_plan(
        PlanRequest("move", ORDER, group_by, limit),
        numbers,
        answers=answers,
        countries=countries_of(numbers),
        previous=previous,
        existing={
            name: live(*current) if isinstance(current, list) else current for name, current in (existing or {}).items()
        },
        used=used,
    )


def live(*numbers: str, refused: tuple[str, ...] = ()) -> Live:
    return Live((*numbers, *refused), frozenset(numbers))
