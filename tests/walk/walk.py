# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A random walk over faults, kills and repeats. There must never be two orders for a reference.

A schedule is determined by its seed: the undocumented behavior of the service, a few runs of a task that changes,
faults in their requests, and for some runs the moment at which they are killed. After each run the live orders of the
reference are counted. At the end, without faults, the order must be as described, or the failure must be justified.

The core runs over real HTTP. Only the clock is not real. A kill ends the run with an exception that nothing handles,
right before a request, right after one, or in a pause. So the disk and the service are in the same state as after a
killed process.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any

from ansible_collections.sinch.porting.plugins.module_utils._api import transport as transport_module
from ansible_collections.sinch.porting.plugins.module_utils._api.sign_in import SignIn
from ansible_collections.sinch.porting.plugins.module_utils._order import lookup, portability
from ansible_collections.sinch.porting.plugins.module_utils._run import run
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_order import TASK
from ansible_collections.sinch.porting.tests.unit.loopback import FakeClock

END_USER = {
    "name": "Harbor Bakery",
    "street_num": "12",
    "street_name": "Harbor",
    "city": "Springfield",
    "state": "IL",
    "zip_code": "62701",
}
SECRET = "planted-pin-90817"
LOCKING = ("CONFIRMED", "COMPLETED")

# Faults by the moment at which they occur. Hanging connections cost real seconds and are tested separately.
KINDS: list[Any] = [
    "reset_before",
    "reset_after",
    "truncated",
    "garbled",
    "wrong_shape",
    "empty",
    "expired_token",
    ("status", {"status": 500, "form": "none"}),
    ("status", {"status": 503, "retry_after": 1}),
    ("status", {"status": 429, "retry_after": 2}),
    ("status_after", {"status": 500, "form": "none"}),
    ("status_after", {"status": 502, "form": "text"}),
]

SWITCHES: dict[str, list[Any]] = {
    "secrets_echo": ["clear", "masked", "omitted"],
    "first_page": [0, 1],
    "page_size_cap": [1, 1000],
    "list_order": ["newest", "oldest"],
    "reference_match": ["exact", "partial", "ignored"],
    "number_match": ["exact", "ignored"],
    "cancel": ["pending", "direct"],
    "cancel_reads": [0, 1, 3],
    "list_lag_reads": [0, 0, 1, 3, 6],
    "read_lag_reads": [0, 0, 1, 2],
    "create_lag_reads": [0, 0, 1, 2],
    "error_form": ["example", "object", "text", "none"],
    "id_type": ["number", "string"],
    "edition": ["earlier", "later"],
    "normalise": [False, True],
    "extra_members": [False, True],
    "unknown_members": ["ignore", "refuse"],
    "read_only_members": ["ignore", "refuse"],
    "duplicate_numbers": ["allow", "refuse"],
}


class Killed(BaseException):
    """Ends the run, as if the process had been killed."""


class Fuse:
    """Counts down the moments at which a run can be killed, and kills it at zero."""

    def __init__(self, length: int | None) -> None:
        self.left = length

    def burn(self) -> None:
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                raise Killed


class FusedClock(FakeClock):
    fuse = Fuse(None)

    def sleep(self, seconds: float) -> None:
        self.fuse.burn()
        super().sleep(seconds)


def attach(clock: FusedClock, monkeypatch: Any, *readers: Any, seed: int) -> None:
    """Counts each request with the clock's fuse, and makes the modules ``readers`` send requests sequentially.

    So the same seed gets the same faults. The seed decides whether a parallel read runs before or after the other.
    """
    send = transport_module.Transport.send

    def fused(transport: Any, *arguments: Any, **settings: Any) -> Any:
        clock.fuse.burn()
        answer = send(transport, *arguments, **settings)
        clock.fuse.burn()
        return answer

    monkeypatch.setattr(transport_module.Transport, "send", fused)
    for module in readers:
        monkeypatch.setattr(module, "read_each", map)
    monkeypatch.setattr(portability, "beside", partial(asked_in_turn, first=seed % 2 == 0))


@contextmanager
def asked_in_turn(read: Callable[[], Any], *, first: bool) -> Iterator[Callable[[], Any]]:
    """Replaces ``beside``: reads before or after the block. A kill ends the run in either."""

    @cache
    def settled() -> tuple[Any, Exception | None]:
        try:
            return read(), None
        except Exception as error:
            return None, error

    def result() -> Any:
        answer, error = settled()
        if error:
            raise error
        return answer

    if first:
        settled()
    yield result
    settled()


class Summed:
    """A dataclass of numbers and lists that can be added field by field."""

    def add(self, other: Summed) -> None:
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


@dataclass
class Counts(Summed):
    """Counts of the events in one schedule or in many. ``stories`` say how to reproduce failures."""

    schedules: int = 0
    runs: int = 0
    kills: int = 0
    stories: list[str] = field(default_factory=list)


@dataclass
class Tally(Counts):
    faults: int = 0
    duplicates: int = 0
    wrong_ends: int = 0
    unsettled: int = 0

    def figures(self) -> dict[str, int]:
        """The figures for pytest's report, which the driver of ``make`` adds up and prints."""
        return {
            "schedules": self.schedules,
            "runs": self.runs,
            "kills": self.kills,
            "faults injected": self.faults,
            "duplicates": self.duplicates,
            "wrong ends": self.wrong_ends,
            "honest failures at the end": self.unsettled,
        }

    def __str__(self) -> str:
        return ", ".join(f"{count} {name}" for name, count in self.figures().items())


class Schedule:
    """One schedule. ``simulator`` is reset first. ``folder`` is the home folder, in which marks are stored."""

    def __init__(self, seed: int, simulator: Any, folder: Path, monkeypatch: Any) -> None:
        self.random = random.Random(seed)
        self.seed = seed
        self.simulator = simulator
        self.folder = folder
        self.clock = FusedClock()
        # FakeClock starts in 1970, but the desired port date is in 2027.
        self.clock.seconds = 1_793_000_000.0
        self.tally = Tally(schedules=1)
        self.story: list[str] = []
        self.numbers = self.random.randint(1, 3)
        self.by_reference = self.random.random() < 0.8
        attach(self.clock, monkeypatch, lookup, seed=seed)

    def walk(self) -> Tally:
        self.simulator.reset()
        SignIn.tokens.clear()
        switches = {name: self.random.choice(values) for name, values in SWITCHES.items()}
        self.simulator.settings.update(switches)
        self.story.append(f"switches {switches}")
        wish = self._wish()
        for dummy in range(self.random.randint(1, 4)):
            if self.random.random() < 0.3:
                wish = self._wish()
            self._run(wish, faults=True)
            self._count()
            if self.random.random() < 0.08:
                self._advance()
        self._end(wish)
        return self.tally

    def _wish(self) -> dict[str, Any]:
        if self.by_reference and self.random.random() < 0.2:
            return {"state": "absent", "customer_order_reference": "walk"}
        return {
            **({"customer_order_reference": "walk"} if self.by_reference else {}),
            "desired_port_schedule": {"desired_port_date": self.random.choice(["2027-03-02", "2027-03-09"])},
            "end_user": END_USER,
            "port_out_info": {"existing_port_out_pin": SECRET, "authorizing_name": self.random.choice(["Ada", "Bob"])},
            "voice_configuration": {"type": "EST", "trunk_id": "t"},
            "phone_numbers": [{"phone_number": f"+1217523014{index}"} for index in range(self.numbers)],
        }

    def _run(self, wish: dict[str, Any], *, faults: bool) -> dict[str, Any] | None:
        self.tally.runs += 1
        kill = self.random.randint(0, 12) if faults and self.random.random() < 0.4 else None
        rate = self.random.choice([0.0, 0.1, 0.3, 0.6]) if faults else 0.0
        self.simulator.clear_faults()
        self.simulator.clear_requests()
        if rate:
            self.simulator.fault_plan(self.random.randrange(10**6), rate, KINDS, limit=6)
        self.clock.fuse = Fuse(kill)
        messages: list[str] = []
        try:
            result = run.run(
                TASK,
                {**wish, **self.simulator.connection(retries=self.random.choice([0, 1, 4]) if faults else 4)},
                check_mode=False,
                diff=False,
                environ={},
                say=messages.append,
                clock=self.clock,
                directory=self.folder,
            )
        except Killed:
            self.tally.kills += 1
            self.story.append(f"run {wish.get('state', 'present')}: killed at {kill}")
            return None
        finally:
            self.tally.faults += sum(record.fault is not None for record in self.simulator.requests)
            # Some time passes between two runs. After an hour the list shows everything.
            passed = self.random.choice([1.0, 60.0, 3600.0])
            self.clock.seconds += passed
            if passed > 600:
                self.simulator.settings.list_lag_reads = 0
        kind = result.get("failure", {}).get("kind")
        self.story.append(f"run {wish.get('state', 'present')}: {kind or result['operation']} {result.get('msg', '')}")
        assert SECRET not in repr(result)
        assert kind != "internal", result["msg"]
        return result

    def _live(self) -> list[Any]:
        """All orders at the service that are not cancelled. They all belong to this schedule."""
        return [order for order in self.simulator.orders if order.status not in ("CANCELED", "PENDING_CANCELATION")]

    def _count(self) -> None:
        if len(self._live()) > 1:
            self.tally.duplicates += 1
            self._tell("more than one order")

    def _advance(self) -> None:
        """The losing carrier confirms between two runs."""
        for order in self._live():
            self.simulator.confirm(order.id)
            self.story.append(f"order {order.id} is confirmed")

    def _end(self, wish: dict[str, Any]) -> None:
        """Without faults the order is as described after two runs. The first may meet a state that ends with time."""
        for dummy in range(3):
            result = self._run(wish, faults=False)
            self._count()
            if result is not None and not result.get("failed"):
                break
        assert result is not None
        live = self._live()
        if result.get("failed"):
            self.tally.unsettled += 1
            # The only justified failures without faults: the order cannot change, or its numbers are not free yet.
            statuses = [order.status for order in self.simulator.orders]
            honest = {"locked": LOCKING, "conflict": ("PENDING_CANCELATION",)}.get(result["failure"]["kind"], ())
            if not any(status in honest for status in statuses):
                self._wrong(f"failed with {result['failure']['kind']}: {result['msg']}")
        elif wish.get("state") == "absent":
            if live:
                self._wrong("cancelled, but there is an order")
        elif [order.id for order in live] != [result["order_id"]]:
            self._wrong(f"the result says {result['order_id']}, the service has {[order.id for order in live]}")
        else:
            again = self._run(wish, faults=False)
            if again is None or again["changed"]:
                self._wrong("a run on unchanged input changed something")

    def _wrong(self, what: str) -> None:
        self.tally.wrong_ends += 1
        self._tell(what)

    def _tell(self, what: str) -> None:
        self.tally.stories.append(
            f"seed {self.seed}: {what}. See it again with: SINCH_WALK_SEED={self.seed} make walk\n  "
            + "\n  ".join(self.story)
        )
