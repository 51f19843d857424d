# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Injected faults: which fault affects which request, and how it changes the response."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .calls import Answer
from .clock import Clock, http_date
from .errors import write_error
from .settings import Settings
from .signin import EXPIRED

# Kinds that respond instead of the service, each with its details.
BEFORE: dict[str, tuple[str, ...]] = {
    "status": ("status", "headers", "body", "form", "message", "retry_after", "retry_after_form"),
    "reset_before": (),
    "hang_before": ("seconds",),
    "redirect": ("status", "location"),
    "expired_token": (),
}
# Kinds that change the response after the service has done its work.
AFTER: dict[str, tuple[str, ...]] = {
    "status_after": BEFORE["status"],
    "reset_after": (),
    "hang_after": ("seconds",),
    "late": ("seconds",),
    "truncated": (),
    "garbled": (),
    "wrong_shape": ("body",),
    "empty": (),
    "slow": ("seconds", "pieces"),
    "huge": ("megabytes",),
}
KINDS = {**BEFORE, **AFTER}
DELIVERIES = {
    "reset_before": "reset",
    "reset_after": "reset",
    "hang_before": "hang",
    "hang_after": "hang",
    "late": "late",
    "truncated": "truncated",
    "slow": "slow",
}


@dataclass
class Fault:
    """Affects the next ``times`` requests of an operation, after skipping the first ``skip``."""

    kind: str
    operation: str = "*"
    times: int = 1
    skip: int = 0
    details: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"there is no fault {self.kind!r}; there are {', '.join(KINDS)}")
        unknown = set(self.details) - set(KINDS[self.kind])
        if unknown:
            takes = ", ".join(KINDS[self.kind]) or "no details"
            raise ValueError(f"fault {self.kind} has no {', '.join(sorted(unknown))}; it takes {takes}")

    @property
    def is_before(self) -> bool:
        return self.kind in BEFORE

    def hits(self, operation: str) -> bool:
        """Counts the request, and returns whether the fault affects it."""
        if self.times < 1 or self.operation not in ("*", operation):
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        self.times -= 1
        return True


@dataclass
class Plan:
    """Random faults, at most ``limit``. The same seed and the same requests give the same faults."""

    seed: int
    rate: float
    kinds: tuple[tuple[str, Mapping[str, Any]], ...]
    operation: str = "*"
    limit: int | None = None

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        for kind, details in self.kinds:
            Fault(kind, details=dict(details))

    def draw(self, operation: str) -> Fault | None:
        if self.operation not in ("*", operation) or self.limit == 0:
            return None
        chance, choice = self._random.random(), self._random.randrange(len(self.kinds))
        if chance >= self.rate:
            return None
        if self.limit is not None:
            self.limit -= 1
        kind, details = self.kinds[choice]
        return Fault(kind, operation, details=dict(details))


class Faults:
    """The faults that are waiting for requests."""

    def __init__(self, operations: Iterable[str]) -> None:
        self._operations = frozenset(operations)
        self.waiting: list[Fault] = []
        self.plan: Plan | None = None

    def add(self, fault: Fault) -> Fault:
        self._check_operation(fault.operation)
        self.waiting.append(fault)
        return fault

    def use_plan(
        self,
        seed: int,
        rate: float,
        kinds: Iterable[str | tuple[str, Mapping[str, Any]]],
        *,
        operation: str = "*",
        limit: int | None = None,
    ) -> None:
        self._check_operation(operation)
        pairs = tuple((kind, {}) if isinstance(kind, str) else (kind[0], kind[1]) for kind in kinds)
        self.plan = Plan(seed, rate, pairs, operation, limit)

    def clear(self) -> None:
        self.waiting.clear()
        self.plan = None

    def take(self, operation: str) -> Fault | None:
        """The fault for a request: the first one that matches, else one of the plan."""
        for fault in self.waiting:
            if fault.hits(operation):
                self.waiting = [other for other in self.waiting if other.times > 0]
                return fault
        return self.plan.draw(operation) if self.plan else None

    def _check_operation(self, name: str) -> None:
        if name != "*" and name not in self._operations:
            raise ValueError(f"there is no operation {name!r}; there are *, {', '.join(sorted(self._operations))}")


def answer_instead(fault: Fault, settings: Settings, clock: Clock) -> Answer:
    """The response of a fault that replaces the service."""
    if fault.kind == "status":
        return _status_answer(fault.details, settings, clock)
    if fault.kind == "redirect":
        location = fault.details.get("location", "http://127.0.0.1:9/elsewhere")
        return Answer(fault.details.get("status", 302), headers={"Location": location})
    if fault.kind == "expired_token":
        return Answer(401, headers={"WWW-Authenticate": EXPIRED})
    return Answer(500, delivery=DELIVERIES[fault.kind], details=fault.details)


def spoil(answer: Answer, fault: Fault, settings: Settings, clock: Clock) -> Answer:
    """The service's response, changed by the fault."""
    if fault.kind == "status_after":
        return _status_answer(fault.details, settings, clock)
    if fault.kind in DELIVERIES:
        answer.delivery, answer.details = DELIVERIES[fault.kind], fault.details
    else:
        answer.content = SPOILERS[fault.kind](answer.content, fault.details)
        answer.media_type = "application/json" if answer.content else ""
    return answer


def _garble(content: bytes, details: Mapping[str, Any]) -> bytes:
    return content[: len(content) // 2] + b'{"half": '


def _misshape(content: bytes, details: Mapping[str, Any]) -> bytes:
    return json.dumps(details.get("body", [["unexpected"], 1, None])).encode()


def _empty(content: bytes, details: Mapping[str, Any]) -> bytes:
    return b""


def _inflate(content: bytes, details: Mapping[str, Any]) -> bytes:
    """Valid JSON, padded with white space to the size."""
    return content.ljust(int(details.get("megabytes", 64) * 2**20))


SPOILERS: dict[str, Callable[[bytes, Mapping[str, Any]], bytes]] = {
    "garbled": _garble,
    "wrong_shape": _misshape,
    "empty": _empty,
    "huge": _inflate,
}


def _status_answer(details: Mapping[str, Any], settings: Settings, clock: Clock) -> Answer:
    status = int(details.get("status", 503))
    headers = {str(name): str(value) for name, value in details.get("headers", {}).items()}
    if "retry_after" in details:
        seconds = details["retry_after"]
        dated = details.get("retry_after_form") == "date"
        headers["Retry-After"] = http_date(clock.now() + seconds) if dated else str(seconds)
    body = details.get("body")
    if isinstance(body, str):
        return Answer(status, body.encode(), "text/plain; charset=utf-8", headers)
    if body is not None:
        return Answer(status, json.dumps(body).encode(), "application/json", headers)
    form = details.get("form", settings.error_form)
    media_type, content = write_error(form, status, details.get("message", "A fault on request."))
    return Answer(status, content, media_type, headers)
