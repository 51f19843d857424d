# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random activations in waves, with faults, failing checks and kills between any two requests, until all is live.

The steps are those of ``roles/port_in/tasks/in_waves.yml``: read, check what went live last, then activate, wait and
check each wave. The core runs over real HTTP. Only the clock is not real. Runs share only the state of the service and,
in some schedules, the marks on the disk.
"""

from __future__ import annotations

import datetime
import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ansible_collections.sinch.porting.plugins.module_utils._api.sign_in import SignIn
from ansible_collections.sinch.porting.plugins.module_utils._fleet.waves import SMALLEST
from ansible_collections.sinch.porting.plugins.module_utils._run import run
from ansible_collections.sinch.porting.plugins.module_utils._tasks import (
    portin_activation_info,
    portin_order_activation,
)
from ansible_collections.sinch.porting.tests.walk.walk import SECRET, Counts, Fuse, FusedClock, Killed, attach

# Faults of one request. The retries of a read outlast all of them.
KINDS: list[Any] = [
    "reset_before",
    "reset_after",
    "truncated",
    "empty",
    "expired_token",
    ("status", {"status": 503, "retry_after": 1}),
    ("status_after", {"status": 500, "form": "none"}),
]
CARRIERS = {"+1217": "Verizon", "+1312": "Lumen", "+1773": "Bandwidth"}
LATE = "2099-01-01"


class Stopped(Exception):
    """A task or a check has failed. Ends the run, like in the role."""


@dataclass
class Tally(Counts):
    checks: int = 0
    failed_checks: int = 0
    twice: int = 0
    forgotten: int = 0
    unchecked: int = 0

    def figures(self) -> dict[str, int]:
        return {
            "nights": self.schedules,
            "runs of a night": self.runs,
            "runs killed in a night": self.kills,
            "checks of waves": self.checks,
            "failed checks of waves": self.failed_checks,
            "groups activated twice": self.twice,
            "groups forgotten": self.forgotten,
            "groups live before the last wave was checked": self.unchecked,
        }


class AdvancingClock(FusedClock):
    """Advances the simulator's clock too, so that numbers go live while a run is waiting."""

    simulator: Any = None

    def sleep(self, seconds: float) -> None:
        super().sleep(seconds)
        self.simulator.advance(seconds)


class Night:
    def __init__(self, seed: int, simulator: Any, folder: Path, monkeypatch: Any) -> None:
        self.random = random.Random(seed)
        self.seed = seed
        self.simulator = simulator
        self.folder = folder
        self.clock = AdvancingClock()
        self.clock.simulator = simulator
        self.clock.seconds = time.time()
        self.tally = Tally(schedules=1)
        self.story: list[str] = []
        # Labels of groups: those that were activated, and those that a successful check has covered.
        self.sent: list[str] = []
        self.passed: set[str] = set()
        self.wave: list[str] = []
        self.keeps_marks = self.random.random() < 0.5
        attach(self.clock, monkeypatch, portin_activation_info, seed=seed)

    def walk(self) -> Tally:
        self.simulator.reset()
        SignIn.tokens.clear()
        self.simulator.settings.update(
            {
                "carriers": CARRIERS,
                "edition": self.random.choice(["earlier", "later"]),
                "activation_delay": self.random.choice([0, 5, 300]),
                "activation_again": self.random.choice(["accept", "refuse"]),
                "secrets_echo": self.random.choice(["clear", "masked", "omitted"]),
                "id_type": self.random.choice(["number", "string"]),
            }
        )
        self._make_orders()
        self.size = self.random.choice([0, 1, 1, 2])
        labels = sorted(self.ready)
        self.first = self.random.choice([[SMALLEST], [SMALLEST], self.random.sample(labels, min(2, len(labels)))])
        self.story.append(f"{self.first} first, then {self.size}; marks {self.keeps_marks}")
        for dummy in range(self.random.randint(1, 5)):
            self._run(faults=True)
            # The next run begins some minutes later.
            self._pass_time(self.random.choice([30, 400, 4000]))
        for dummy in range(3):
            if self._run(faults=False):
                break
            self._pass_time(400)
        self._judge()
        return self.tally

    def _make_orders(self) -> None:
        self.ids, self.ready, self.late = [], set(), set()
        today = datetime.datetime.now(tz=datetime.timezone.utc).date().isoformat()
        for index in range(self.random.randint(1, 4)):
            reference = f"night-{index:03}"
            prefixes = self.random.sample(list(CARRIERS), self.random.randint(1, 3))
            numbers = [
                {
                    "phoneNumber": f"{prefix}52{index}{position:02}0",
                    "endUser": {"name": "Harbor Bakery", "city": "Springfield", "state": "IL", "zipCode": "62701"},
                    "portOutInfo": {"existingPortOutPin": SECRET, "authorizingName": "Ada Baker"},
                }
                for position, prefix in enumerate(prefixes * self.random.randint(1, 2))
            ]
            order = self.simulator.create(
                {
                    "customerOrderReference": reference,
                    "desiredPortSchedule": {"desiredPortDate": today},
                    "onDemandActivation": True,
                    "phoneNumbers": numbers,
                }
            )
            self.ids.append(order.id)
            is_late = self.random.random() < 0.2 and index > 0
            self.simulator.confirm(order.id, foc_date=LATE if is_late else today)
            labels = {f"{reference}/{number.group}" for number in order.numbers}
            (self.late if is_late else self.ready).update(labels)

    def _pass_time(self, seconds: float) -> None:
        self.clock.seconds += seconds
        self.simulator.advance(seconds)

    def _task(self, task: Any, options: dict[str, Any]) -> dict[str, Any]:
        result = run.run(
            task,
            {**self.simulator.connection(), **options},
            check_mode=False,
            diff=False,
            environ={},
            say=lambda text: None,
            clock=self.clock,
            directory=self.folder if self.keeps_marks else None,
        )
        assert SECRET not in repr(result)
        if result.get("failed"):
            assert result["failure"]["kind"] != "internal", result["msg"]
            raise Stopped(result["msg"])
        return result

    def _run(self, *, faults: bool) -> bool:
        """One run of the role. Returns whether it was completed."""
        self.tally.runs += 1
        self.simulator.clear_faults()
        self.simulator.clear_requests()
        self.broken = faults and self.random.random() < 0.3
        if faults and (rate := self.random.choice([0.0, 0.1, 0.3])):
            self.simulator.fault_plan(self.random.randrange(10**6), rate, KINDS, limit=4)
        self.clock.fuse = Fuse(self.random.randint(0, 60) if faults and self.random.random() < 0.6 else None)
        try:
            self._activate()
        except Killed:
            self.tally.kills += 1
            self.story.append("killed")
            return False
        except Stopped as stop:
            self.story.append(f"stopped: {stop}")
            return False
        finally:
            self._count()
        self.story.append("came to its end")
        return True

    def _activate(self) -> None:
        found = self._task(
            portin_activation_info.TASK,
            {"order_ids": self.ids, "first": self.first, "wave_size": self.size, "wait": True},
        )
        for group in found["went_live_last"]:
            self._check([group["name"]])
        for wave in found["waves"]:
            self._count()
            self.wave = wave["groups"]
            for order in wave["orders"]:
                groups = {} if order["whole"] else {"groups": order["groups"]}
                self._task(portin_order_activation.TASK, {"order_id": order["order_id"], "wait": False, **groups})
            seen = self._task(
                portin_activation_info.TASK,
                {
                    "order_ids": [order["order_id"] for order in wave["orders"]],
                    "wait": True,
                    "wait_for": wave["groups"],
                },
            )
            assert set(wave["groups"]) <= set(seen["live"])
            self._check(wave["groups"])

    def _check(self, groups: list[str]) -> None:
        self.tally.checks += 1
        if self.broken and self.random.random() < 0.5:
            self.tally.failed_checks += 1
            raise Stopped(f"the check of {groups} failed")
        self.passed.update(groups)

    def _count(self) -> None:
        """Counts the activations since the last call, and asserts that they were allowed."""
        requests = [request for request in self.simulator.requests if request.operation == "activatePortIn"]
        self.simulator.clear_requests()
        begun = list(self.sent)
        for request in requests:
            done_all_the_same = request.fault is not None and request.fault.endswith(("_after", "truncated", "empty"))
            if request.status != 200 and not done_all_the_same:
                continue
            (order,) = [order for order in self.simulator.orders if str(order.id) == request.path.split("/")[-2]]
            named = (request.body or {}).get("phoneNumberGroups") or list(order.groups())
            labels = [f"{order.reference}/{name}" for name in named]
            twice = [label for label in labels if label in self.sent]
            if twice:
                self.tally.twice += len(twice)
                self._tell(f"activated twice: {twice}")
            self.sent += labels
            # Every group that was activated before this wave has passed a check.
            unchecked = [label for label in begun if label not in self.passed and label not in self.wave]
            if unchecked:
                self.tally.unchecked += len(unchecked)
                self._tell(f"{labels} went live, and {unchecked} had passed no check")
            self.story.append(f"activated {labels}")

    def _judge(self) -> None:
        live = {
            f"{order.reference}/{number.group}"
            for order in self.simulator.orders
            for number in order.numbers
            if number.status == "ACTIVATED"
        }
        if live != self.ready:
            self.tally.forgotten += len(self.ready ^ live)
            self._tell(f"live {sorted(live)}, ready were {sorted(self.ready)}")
        if set(self.sent) != self.ready:
            self._tell(f"activated {sorted(self.sent)}, ready were {sorted(self.ready)}")
            self.tally.forgotten += 1

    def _tell(self, what: str) -> None:
        self.tally.stories.append(
            f"night {self.seed}: {what}. See it again with: SINCH_WALK_SEED={self.seed} make walk\n  "
            + "\n  ".join(self.story)
        )
