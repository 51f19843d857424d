# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Converts Ansible's data to exact built-in types."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any


def plain(value: Any) -> Any:
    """Data of exact built-in types: Ansible's tagged and wrapped values are expensive to copy and pickle."""
    if isinstance(value, str):
        return value if value.__class__ is str else str.__str__(value)
    if value is None or isinstance(value, (bool, int, float)):
        return _plain_number(value)
    if isinstance(value, Mapping):
        return {str(plain(name)): plain(member) for name, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(member) for member in value]
    if isinstance(value, datetime.datetime):
        return datetime.datetime.fromisoformat(value.isoformat())
    if isinstance(value, datetime.date):
        return datetime.date(value.year, value.month, value.day)
    # Before ansible-core 2.19 vaulted text becomes a string only when converted.
    return str(value) if hasattr(value, "vault") else value


def dicts(value: Any) -> list[Any]:
    """The dictionaries in a list; none if the value is not a list."""
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _plain_number(value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    return int(value) if isinstance(value, int) else float(value)
