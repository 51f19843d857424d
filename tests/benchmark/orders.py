# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same orders in three forms: with the collection's names, as the API's body, and as files of both."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path
from typing import Any

import yaml

PROJECT = "project-1"


def order(reference: str, count: int, *, first: int = 0) -> dict[str, Any]:
    """An order of ``count`` numbers, each with its own end user and PIN."""
    return {
        "customer_order_reference": reference,
        "desired_port_schedule": {"desired_port_date": _port_date()},
        "voice_configuration": {"type": "EST", "trunk_id": "01EXAMPLETRUNKID"},
        "phone_numbers": [_number(first + index) for index in range(count)],
    }


def _number(index: int) -> dict[str, Any]:
    return {
        "phone_number": f"+1217{220 + index // 10_000}{index % 10_000:04}",
        "end_user": {
            "name": f"Site {index // 40}",
            "street_num": str(1 + index // 40),
            "street_name": "Harbor",
            "street_type": "Road",
            "city": "Springfield",
            "state": "IL",
            "zip_code": "62701",
        },
        "port_out_info": {
            "existing_port_out_pin": f"{100_000 + index}",
            "account_num": f"{7_000_000 + index}",
            "authorizing_name": "Ada Baker",
        },
    }


def _port_date() -> str:
    """A Tuesday some weeks from now."""
    day = datetime.datetime.now(datetime.timezone.utc).date() + datetime.timedelta(days=30)
    return str(day + datetime.timedelta(days=(1 - day.weekday()) % 7))


def body(data: Any) -> Any:
    """The data with the API's names."""
    if isinstance(data, dict):
        return {re.sub("_([a-z])", lambda found: found[1].upper(), name): body(value) for name, value in data.items()}
    return [body(value) for value in data] if isinstance(data, list) else data


def write_variables(folder: Path, count: int) -> None:
    """Write one order as variables, for a task of the collection and for uri, in JSON and YAML."""
    wanted = order("bench-1", count)
    for name, data in (("ours", wanted), ("uri", body(wanted))):
        (folder / f"{name}.json").write_text(json.dumps({"wanted": data}))
        (folder / f"{name}.yml").write_text(yaml.safe_dump({"wanted": data}, sort_keys=False))


def write_files(folder: Path, orders: int, count: int) -> None:
    """Write orders as files: ``order-N.json`` for both sides, ``check-N.json`` for the portability check."""
    for index in range(orders):
        wanted = body(order(f"bench-{index}", count, first=index * count))
        numbers = [number["phoneNumber"] for number in wanted["phoneNumbers"]]
        (folder / f"order-{index}.json").write_text(json.dumps(wanted))
        (folder / f"check-{index}.json").write_text(json.dumps({"phoneNumbers": numbers}))
