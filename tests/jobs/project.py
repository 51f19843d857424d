# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random edits, plans, applications, cancellations and resubmissions of jobs. No number may be lost.

A project is determined by its seed: the undocumented behavior of the service, one or two jobs of the same user that
take turns, each with a table of numbers of several carriers, accounts and authorizers, orders of other jobs with
similar references, and a sequence of steps. Only the clock is not real, and a kill is an unhandled exception.

``Project._check_always`` and ``Project._let`` assert what must always be true.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ansible_collections.sinch.porting.plugins.module_utils._api.sign_in import SignIn
from ansible_collections.sinch.porting.plugins.module_utils._fleet import lookup as fleet_lookup
from ansible_collections.sinch.porting.plugins.module_utils._fleet.references import belongs
from ansible_collections.sinch.porting.plugins.module_utils._order import lookup
from ansible_collections.sinch.porting.plugins.module_utils._run import run
from ansible_collections.sinch.porting.plugins.module_utils._tasks import (
    portin_activation_info,
    portin_rejection_info,
)
from ansible_collections.sinch.porting.tests.jobs.job import ACCOUNTS, CARRIERS, DEAD, NUMBERS, PINS, Job, holds
from ansible_collections.sinch.porting.tests.walk.walk import (
    KINDS,
    SWITCHES,
    Fuse,
    FusedClock,
    Killed,
    Summed,
    attach,
)

BASES = ("hq", "hq-1", "hq-001x", "move-1")
# References of other jobs that begin like ours.
ALIKE = ("{}-east-001", "{}-east", "{}x-001", "{}-1-001", "{}-1", "{}-001x", "{}-001x-001", "{}-move-001-r1", "{}.001")
# References of two jobs with the same prefix: move-1 and move-10.
ALIKE += ("{}0", "{}0-001", "{}0-001-r1")
# Reject reasons with each relevant cause: data that can be corrected, data that Sinch may hide, none.
REASONS = ("Wrong PIN", "Account number is wrong", "Address mismatch", "Not authorized", "Line is frozen", "Code 17")
LAGS = ("list_lag_reads", "read_lag_reads", "create_lag_reads")
# The carriers act before these steps of a job.
CARRIERS_FIRST = ("wait", "edit_and_resubmit", "activate_in_waves")
# A FOC date in the past.
PAST = "2026-10-01"


@dataclass
class Count(Summed):
    """Counts of the events in one project or in many. ``pairs`` counts projects with two jobs."""

    walks: int = 0
    pairs: int = 0
    steps: int = 0
    tasks: int = 0
    kills: int = 0
    faults: int = 0
    moved: int = 0
    handed: int = 0
    resubmitted: int = 0
    letters: int = 0
    attached: int = 0
    waves: int = 0
    live: int = 0
    named: int = 0
    violations: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, int]:
        return {name: value for name, value in vars(self).items() if name != "violations"}


class Project:
    """``simulator`` is reset first. ``folder`` contains plans, letters, and marks of unfinished writes."""

    def __init__(self, seed: int, simulator: Any, folder: Path, monkeypatch: Any) -> None:
        self.random = random.Random(seed)
        self.seed = seed
        self.simulator = simulator
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.clock = FusedClock()
        self.clock.seconds = 1_793_000_000.0  # the port is in 2027
        readers = (lookup, fleet_lookup, portin_rejection_info, portin_activation_info)
        attach(self.clock, monkeypatch, *readers, seed=seed)
        self.count = Count(walks=1)
        self.writes = 0
        self.story: list[str] = []
        bases = self.random.sample(BASES, self.random.choice([1, 2]))
        self.jobs = [Job(self, base) for base in bases]
        self.count.pairs = len(self.jobs) - 1

    def walk(self) -> Count:
        self._begin()
        often = ["edit", "rush", "edit_and_rush", "wait", "edit_and_resubmit", "hand_over", "activate_in_waves"]
        seldom = ["apply_some", "cancel", "plan_alone", "lose_plan", "duplicate", "activate"]
        seldom += ["document", "note", "letters"]
        for job in self.jobs:
            if self.random.random() < 0.8:
                self._let(job, "rush")
        for dummy in range(self.random.randint(4, 9)):
            self.count.steps += 1
            self._let(self.random.choice(self.jobs), self.random.choice([*often, *often, *seldom]))
        self._end()
        return self.count

    def _let(self, job: Job, step: str) -> None:
        """Let a job take a step, and assert that no order of another job changes."""
        self.story.append(f"{job.base}: step {step}")
        if step in CARRIERS_FIRST:
            self._serve(ready=step == "activate_in_waves")
        before = self._foreign(job)
        getattr(job, step)()
        if self._foreign(job) != before:
            self.violate(f"an order of another job than {job.base} changed")
        self._check_always()

    def _begin(self) -> None:
        self.simulator.reset()
        SignIn.tokens.clear()
        switches = {
            name: self.random.choice(values) for name, values in SWITCHES.items() if name != "duplicate_numbers"
        }
        # Lags are rare here, because they hide everything else.
        for name in LAGS:
            switches[name] = self.random.choice([0, 0, 0, 0, switches[name]])
        # Pages of one order would cause most of the requests, and test little about jobs.
        switches["page_size_cap"] = self.random.choice([1, 3, 1000, 1000])
        self.list_lags = switches["list_lag_reads"] > 0
        switches["held_numbers"] = self.random.choice(["portable", "unportable"])
        switches["duplicate_numbers"] = self.random.choice(["allow", "refuse"])
        self.simulator.settings.update(switches)
        self.simulator.settings.carriers = {number: self.random.choice(CARRIERS) for number in NUMBERS}
        self.story.append(f"switches {switches}, carriers {self.simulator.settings.carriers}")
        for job in self.jobs:
            job.begin()
        self._make_others()
        self._make_unportable()

    def _make_unportable(self) -> None:
        chosen = self.random.sample(NUMBERS, self.random.choice([0, 0, 1, 3]))
        self.simulator.settings.unportable = dict.fromkeys(chosen, "not in service")
        self.story.append(f"unportable {chosen}")

    def _make_others(self) -> None:
        """Create orders of other jobs, with other numbers, sometimes with one of ours. Some are rejected."""
        forms = self.random.sample(ALIKE, 4)
        for place, form in enumerate(forms):
            reference = form.format(self.random.choice(self.jobs).base)
            if any(belongs(reference, job.base) for job in self.jobs):
                continue
            numbers = [f"+1312555{place}{index:03d}" for index in range(100, 103)]
            if self.random.random() < 0.2:
                numbers[0] = NUMBERS[place]
            body = {
                "customerOrderReference": reference,
                "desiredPortSchedule": {"desiredPortDate": "2027-03-02"},
                "onDemandActivation": True,
                "phoneNumbers": [
                    {
                        "phoneNumber": number,
                        "endUser": {"name": "Other", "streetNum": "1", "streetName": "A", "city": "B", "state": "IL"},
                        "portOutInfo": {"authorizingName": "Cy"},
                    }
                    for number in numbers
                ],
            }
            order = self.simulator.create(body)
            if self.random.random() < 0.5:
                # They would go live if they were activated.
                self.simulator.confirm(order.id, only=numbers[1:], foc_date=PAST)
                self.simulator.reject(order.id, only=numbers[:1], reason="Address mismatch")

    def _end(self) -> None:
        """Assert that without faults, a user who follows the messages reaches a stable end."""
        self.clock.seconds += 3600
        self.simulator.settings.update({**dict.fromkeys(LAGS, 0), "cancel_reads": 0})
        self._catch_up()
        self.story.append("end")
        for dummy in range(4):
            before = self.writes
            # Every job, even after one that is blocked: another job may release what it is waiting for.
            done = [self._repeat(job) for job in self.jobs]
            # If nothing was written, the next round would be the same.
            if all(done) or self.writes == before:
                break

    def _repeat(self, job: Job) -> bool:
        before = self._foreign(job)
        done = job.rush(faults=False)
        if self._foreign(job) != before:
            self.violate(f"an order of another job than {job.base} changed in the end")
        self._check_always()
        return done

    # ---- what the carriers do ------------------------------------------------

    def _serve(self, *, ready: bool) -> None:
        """Carriers confirm and reject, for a day that has come where numbers are to be ``ready``; what can be ported
        changes.
        """
        if self.random.random() < 0.4:
            self._make_unportable()
        silent = self.random.sample(NUMBERS, 2) if self.random.random() < 0.2 else []
        self.simulator.settings.unanswered = silent
        self.story.append(f"no answer for {silent}")
        self._catch_up()
        for order in [order for job in self.jobs for order in job.live_orders()]:
            waiting = [one.phone_number for one in order.numbers if one.status == "PENDING"]
            if waiting and (ready or self.random.random() < 0.6):
                refused = [number for number in waiting if self.random.random() < 0.4]
                agreed = [number for number in waiting if number not in refused]
                if agreed:
                    day = PAST if ready else self.random.choice([None, PAST])
                    self.simulator.confirm(order.id, only=agreed, foc_date=day)
                if refused:
                    reason = self.random.choice(REASONS)
                    self.simulator.reject(order.id, only=refused, reason=reason)
                    self.story.append(f"{order.reference}: rejected {refused} ({reason})")

    def _catch_up(self) -> None:
        """Time passes, and reads no longer lag behind the last write. Until then no run can know of a change."""
        for order in self.simulator.orders:
            order.stale_reads = 0

    # ---- what a job runs -----------------------------------------------------

    def run(self, task: Any, options: dict[str, Any], *, faults: bool) -> dict[str, Any]:
        """One task; raises Killed where it is killed."""
        self.count.tasks += 1
        kill = self.random.randint(0, 12) if faults and self.random.random() < 0.15 else None
        rate = self.random.choice([0.0, 0.0, 0.2, 0.5]) if faults else 0.0
        self.simulator.clear_faults()
        self.simulator.clear_requests()
        if rate:
            self.simulator.fault_plan(self.random.randrange(10**6), rate, KINDS, limit=6)
        self.clock.fuse = Fuse(kill)
        connection = self.simulator.connection(retries=self.random.choice([0, 1, 4]) if faults else 4)
        try:
            result = run.run(
                task,
                {**(connection if task.service else {}), **options},
                check_mode=False,
                diff=self.random.random() < 0.2,
                environ={},
                say=lambda text: None,
                clock=self.clock,
                directory=self.folder,
            )
        except Killed:
            self.count.kills += 1
            self.story.append(f"{task.name} {_subject(options)}: killed")
            raise
        finally:
            self.count.faults += sum(record.fault is not None for record in self.simulator.requests)
            self.writes += len(self.simulator.writes)
            self.simulator.clear_faults()
            self.clock.seconds += self.random.choice([1.0, 60.0])
        reported = repr(result)
        assert not any(secret in reported for secret in (*PINS, *ACCOUNTS)), reported
        failure = result.get("failure", {}).get("kind")
        assert failure != "internal", result["msg"]
        self.story.append(
            f"{task.name} {_subject(options)} {options.get('state', '')}: "
            f"{failure or result.get('operation', 'done')} {result.get('msg', '')} {result.get('warnings', '')}"
        )
        return result

    # ---- what must hold ------------------------------------------------------

    def live_orders(self) -> list[Any]:
        return [order for order in self.simulator.orders if order.status not in DEAD]

    def _foreign(self, job: Job) -> dict[int, Any]:
        """The orders of all other jobs. One that is being cancelled goes on being cancelled with each read."""
        return {
            order.id: (
                order.reference,
                order.given,
                "over"
                if order.status in DEAD
                else (order.status, [(one.given, one.status, one.activate_user) for one in order.numbers]),
                list(order.notes),
                [document.given for document in order.documents],
            )
            for order in self.simulator.orders
            if not belongs(order.reference, job.base)
        }

    def _check_always(self) -> None:
        """No number is in two open orders, no reference has two, and no order has a letter or note twice.

        A job does not order again what it has ported. Whether another job may, the service decides: a number can have
        gone elsewhere since.
        """
        live = self.live_orders()
        # What the list does not show yet is known to the job that made it, by its marks, and to no other.
        open_orders = [order for order in live if order.is_open and not self.list_lags]
        for name, orders in {"": open_orders, **{job.base: job.live_orders() for job in self.jobs}}.items():
            for number in NUMBERS:
                holders = [order.reference for order in orders if holds(order, number)]
                if len(holders) > 1:
                    self.violate(f"{number} is in {holders}{' of ' if name else ''}{name}")
        references = [order.reference for order in live]
        if len(references) != len(set(references)):
            self.violate(f"two live orders of one reference: {references}")
        for order in live:
            documents = [(each.given["documentName"], each.given["fileContent"]) for each in order.documents]
            texts = [note["note"] for note in order.notes]
            if len(documents) != len(set(documents)) or len(texts) != len(set(texts)):
                self.violate(f"{order.reference} has something twice: {[name for name, dummy in documents]}, {texts}")

    def violate(self, what: str) -> None:
        self.count.violations.append(
            f"seed {self.seed}: {what}. See it again with: SINCH_JOBS_SEED={self.seed} make jobs\n  "
            + "\n  ".join(self.story)
        )


def _subject(options: dict[str, Any]) -> Any:
    return options.get("customer_order_reference") or options.get("order_id") or options.get("order_ids") or ""
