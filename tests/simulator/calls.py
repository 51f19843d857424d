# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What passes between the HTTP server and the service: calls, answers, and the record of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Call:
    """A request as it came. ``headers`` have lower-case names."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    content: bytes


@dataclass
class Answer:
    """``delivery`` tells the server to misbehave while it sends (see faults.py)."""

    status: int
    content: bytes = b""
    media_type: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    delivery: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of_json(cls, status: int, body: Any) -> Answer:
        return cls(status, json.dumps(body, separators=(",", ":")).encode(), "application/json")

    @property
    def body(self) -> Any:
        return json.loads(self.content) if self.content else None


@dataclass
class Record:
    """One request in the log. ``status`` is None if no answer was sent; headers come without authorization."""

    method: str
    path: str
    operation: str | None
    query: dict[str, str]
    headers: dict[str, str]
    body: Any
    at: float
    status: int | None = None
    fault: str | None = None

    def as_dict(self) -> dict[str, Any]:
        return dict(vars(self))
