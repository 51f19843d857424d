# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The data between the HTTP server and the service: requests, responses, and their log."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

MOST_RECORDS = 10_000
MOST_BYTES = 32 * 2**20  # size of the raw bodies; parsed bodies take several times as much


@dataclass
class Call:
    """A request as it was received. Names in ``headers`` are in lower case."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    content: bytes


@dataclass
class Answer:
    """A response. ``delivery`` makes the server misbehave while it sends (see faults.py)."""

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
    """A request in the log. ``status`` is None if no response was sent; the headers lack ``Authorization``."""

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


class Log:
    """The latest records. Their number and size are limited, so that a long benchmark doesn't fill the memory."""

    def __init__(self) -> None:
        self._entries: deque[tuple[Record, int]] = deque()
        self._bytes = 0

    def __iter__(self) -> Iterator[Record]:
        return (record for record, _size in self._entries)

    def add(self, record: Record, *, size: int) -> None:
        """Adds a record whose raw body had ``size`` bytes."""
        self._entries.append((record, size))
        self._bytes += size
        while len(self._entries) > MOST_RECORDS or (self._bytes > MOST_BYTES and len(self._entries) > 1):
            self._bytes -= self._entries.popleft()[1]

    def clear(self) -> None:
        self._entries.clear()
        self._bytes = 0
