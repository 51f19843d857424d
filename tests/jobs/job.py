# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A job walks through edits, plans, applications, cancellations and resubmissions: no number gets lost on the way.

A job is made from its seed alone: a table of numbers of several carriers, accounts and authorizers, the answers to the
service's open questions, other jobs of the same project whose references look alike, and a sequence of steps. The steps
do what the role does, with the tasks themselves over real HTTP; only the clock is not real, and a kill is an exception
that nothing handles.

What must hold is written in ``Job._check_always`` and ``Job._check_applied``.
"""

from __future__ import annotations

import random
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ansible_collections.sinch.porting.plugins.filter.portin_own_orders import own_orders
from ansible_collections.sinch.porting.plugins.module_utils._api import sign_in
from ansible_collections.sinch.porting.plugins.module_utils._fleet import lookup as fleet_lookup
from ansible_collections.sinch.porting.plugins.module_utils._fleet import plan_file
from ansible_collections.sinch.porting.plugins.module_utils._fleet.references import belongs
from ansible_collections.sinch.porting.plugins.module_utils._model.origin import ARGUMENT, Origin
from ansible_collections.sinch.porting.plugins.module_utils._order import lookup
from ansible_collections.sinch.porting.plugins.module_utils._run import run
from ansible_collections.sinch.porting.plugins.module_utils._tasks import (
    portin_order,
    portin_order_activation,
    portin_order_document,
    portin_order_info,
    portin_order_note,
    portin_plan,
    portin_rejection_info,
)
from ansible_collections.sinch.porting.tests.walk.walk import (
    KINDS,
    SWITCHES,
    Fuse,
    FusedClock,
    Killed,
    attach,
)

BASES = ("hq", "hq-1", "hq-001x", "move-1")
# References of other jobs that begin like those of ours.
ALIKE = ("{}-east-001", "{}-east", "{}x-001", "{}-1-001", "{}-1", "{}-001x", "{}-001x-001", "{}-move-001-r1", "{}.001")
# Two jobs that began alike and were counted: move-1 and move-10.
ALIKE += ("{}0", "{}0-001", "{}0-001-r1")
NUMBERS = [f"+1{area}523{index:04d}" for area in ("217", "312", "416") for index in range(143, 149)]
ACCOUNTS = ("A-1001", "A-1002", "A-1003")
PEOPLE = ("Ada Baker", "Bob Miller")
CARRIERS = ("Verizon", "Lumen")
PINS = ("PlantedPin90817", "PlantedPin90818")
# A rejection with each cause that matters: data that can be corrected, data that Sinch may hide, and none.
REASONS = ("Wrong PIN", "Account number is wrong", "Address mismatch", "Not authorized", "Line is frozen", "Code 17")
LAGS = ("list_lag_reads", "read_lag_reads", "create_lag_reads")
# A FOC date that has come.
PAST = "2026-10-01"
DEAD = ("CANCELED", "PENDING_CANCELATION")
REFUSED = ("REJECTED", "EXCLUDED")


@dataclass
class Row:
    """What a user knows of a number."""

    account: str
    person: str
    house: str
    pin: str

    def as_number(self, phone_number: str) -> dict[str, Any]:
        canadian = phone_number.startswith("+1416")
        return {
            "phone_number": phone_number,
            "end_user": {
                "name": "Harbor Bakery",
                "street_num": self.house,
                "street_name": "Harbor",
                "city": "Toronto" if canadian else "Springfield",
                "state": "ON" if canadian else "IL",
                "zip_code": "M5V 2T6" if canadian else "62701",
            },
            "port_out_info": {
                "existing_port_out_pin": self.pin,
                "account_num": self.account,
                "authorizing_name": self.person,
            },
            "voice_configuration": {"type": "EST", "trunk_id": "t"},
        }


@dataclass
class Count:
    """What happened in one job, or in many."""

    jobs: int = 0
    steps: int = 0
    tasks: int = 0
    kills: int = 0
    faults: int = 0
    moved: int = 0
    resubmitted: int = 0
    named: int = 0
    violations: list[str] = field(default_factory=list)

    def add(self, other: Count) -> None:
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)

    def figures(self) -> dict[str, int]:
        return {**{name: value for name, value in vars(self).items() if name != "violations"}}


class Job:
    """``simulator`` is reset first; ``folder`` holds the plan and the marks of unfinished writes."""

    def __init__(self, seed: int, simulator: Any, folder: Path, monkeypatch: Any) -> None:
        self.random = random.Random(seed)
        self.seed = seed
        self.simulator = simulator
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.clock = FusedClock()
        self.clock.seconds = 1_793_000_000.0  # the port is in 2027
        attach(self.clock, monkeypatch, lookup, fleet_lookup, portin_rejection_info, seed=seed)
        self.count = Count(jobs=1)
        self.story: list[str] = []
        self.base = self.random.choice(BASES)
        self.on_demand = self.random.random() < 0.5
        self.most = self.random.choice([2, 3, 500])
        self.on_unportable = self.random.choice(["exclude", "exclude", "fail"])
        self.table: dict[str, Row] = {}
        self.places: dict[str, str] = {}

    # ---- the walk ------------------------------------------------------------

    def walk(self) -> Count:
        self._begin()
        often = [self._edit, self._rush, self._edit_and_rush, self._service, self._reject_and_resubmit]
        seldom = [self._apply_some, self._cancel, self._plan_alone, self._lose_plan, self._duplicate]
        seldom += [self._activate, self._document, self._note]
        if self.random.random() < 0.8:
            self._rush()
        for dummy in range(self.random.randint(4, 9)):
            self.count.steps += 1
            step = self.random.choice([*often, *often, *seldom])
            self.story.append(f"step {step.__name__}")
            step()
            self._check_always()
        self._end()
        return self.count

    def _begin(self) -> None:
        self.simulator.reset()
        sign_in.forget_all()
        switches = {
            name: self.random.choice(values) for name, values in SWITCHES.items() if name != "duplicate_numbers"
        }
        # Lags are rare here, or they would hide all others.
        for name in LAGS:
            switches[name] = self.random.choice([0, 0, 0, 0, switches[name]])
        switches["held_numbers"] = self.random.choice(["portable", "unportable"])
        switches["duplicate_numbers"] = self.random.choice(["allow", "refuse"])
        self.simulator.settings.update(switches)
        self.simulator.settings.carriers = {number: self.random.choice(CARRIERS) for number in NUMBERS}
        accounts = self.random.sample(ACCOUNTS, self.random.randint(1, 2))
        for number in self.random.sample(NUMBERS, self.random.randint(3, 9)):
            self.table[number] = Row(self.random.choice(accounts), PEOPLE[0], "12", PINS[0])
        self._make_others()
        self._make_unportable()
        self.story += [f"base {self.base}, at most {self.most}, {self.on_unportable}", f"switches {switches}"]
        self.story.append(f"table {self.table}, carriers {self.simulator.settings.carriers}")

    def _row(self) -> Row:
        return Row(
            *(self.random.choice(values) for values in (ACCOUNTS, PEOPLE, ("12", "14"), PINS)),
        )

    def _make_unportable(self) -> None:
        chosen = self.random.sample(NUMBERS, self.random.choice([0, 0, 1, 3]))
        self.simulator.settings.unportable = dict.fromkeys(chosen, "not in service")
        self.story.append(f"unportable {chosen}")

    def _make_others(self) -> None:
        """Orders of other jobs, with numbers of their own, some of them rejected; now and then with one of ours."""
        for place, form in enumerate(self.random.sample(ALIKE, 4)):
            reference = form.format(self.base)
            if belongs(reference, self.base):
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
                # They could go live, if anybody activated them.
                self.simulator.confirm(order.id, only=numbers[1:], foc_date=PAST)
                self.simulator.reject(order.id, only=numbers[:1], reason="Address mismatch")
        self.others = self._foreign()

    def _end(self) -> None:
        """A user who repeats, without faults, what the messages say comes to an end that holds."""
        self.clock.seconds += 3600
        self.simulator.settings.update({**dict.fromkeys(LAGS, 0), "cancel_reads": 0})
        self.story.append("end")
        for dummy in range(4):
            if self._rush(faults=False):
                break
        self._check_always()

    # ---- what the user and the carriers do -----------------------------------

    def _edit(self) -> None:
        for dummy in range(self.random.randint(1, 3)):
            kind = self.random.choice(["account", "person", "house", "pin", "carrier", "add", "remove"])
            number = self.random.choice(sorted(self.table))
            if kind == "add":
                number = self.random.choice(NUMBERS)
                self.table.setdefault(number, self._row())
            elif kind == "remove":
                if len(self.table) > 1:
                    del self.table[number]
            elif kind == "carrier":
                carriers = self.simulator.settings.carriers
                self.simulator.settings.carriers = {**carriers, number: self.random.choice(CARRIERS)}
            else:
                setattr(self.table[number], kind, getattr(self._row(), kind))
            self.story.append(f"edit {kind} {number} {self.table.get(number)}")

    def _edit_and_rush(self) -> None:
        self._edit()
        self._rush()

    def _service(self) -> None:
        """Carriers confirm and reject; what can be ported changes."""
        if self.random.random() < 0.4:
            self._make_unportable()
        silent = self.random.sample(NUMBERS, 2) if self.random.random() < 0.2 else []
        self.simulator.settings.unanswered = silent
        self.story.append(f"no answer for {silent}")
        for order in self._live():
            waiting = [one.phone_number for one in order.numbers if one.status == "PENDING"]
            if waiting and self.random.random() < 0.6:
                refused = [number for number in waiting if self.random.random() < 0.4]
                agreed = [number for number in waiting if number not in refused]
                if agreed:
                    day = self.random.choice([None, PAST])
                    self.simulator.confirm(order.id, only=agreed, foc_date=day)
                if refused:
                    reason = self.random.choice(REASONS)
                    self.simulator.reject(order.id, only=refused, reason=reason)
                    self.story.append(f"{order.reference}: rejected {refused} ({reason})")

    def _reject_and_resubmit(self) -> None:
        self._service()
        if self.random.random() < 0.7:
            self._edit()
        self._resubmit()

    def _lose_plan(self) -> None:
        self._plan_path.unlink(missing_ok=True)

    # ---- what the role does --------------------------------------------------

    @property
    def _plan_path(self) -> Path:
        return self.folder / "plan.json"

    def _numbers(self, only: list[str] | None = None) -> list[dict[str, Any]]:
        return [row.as_number(number) for number, row in self.table.items() if only is None or number in only]

    def _run(self, task: Any, options: dict[str, Any], *, faults: bool) -> dict[str, Any]:
        """One task; raises Killed where it is killed."""
        self.count.tasks += 1
        kill = self.random.randint(0, 12) if faults and self.random.random() < 0.15 else None
        rate = self.random.choice([0.0, 0.0, 0.2, 0.5]) if faults else 0.0
        self.simulator.clear_faults()
        self.simulator.clear_requests()
        if rate:
            self.simulator.fault_plan(self.random.randrange(10**6), rate, KINDS, limit=6)
        self.clock.fuse = Fuse(kill)
        try:
            result = run.run(
                task,
                {**self.simulator.connection(retries=self.random.choice([0, 1, 4]) if faults else 4), **options},
                check_mode=False,
                diff=self.random.random() < 0.2,
                environ={},
                say=lambda text: None,
                clock=self.clock,
                directory=self.folder,
            )
        except Killed:
            self.count.kills += 1
            self.story.append(f"{task.name} {options.get('customer_order_reference')}: killed")
            raise
        finally:
            self.count.faults += sum(record.fault is not None for record in self.simulator.requests)
            self.simulator.clear_faults()
            self.clock.seconds += self.random.choice([1.0, 60.0])
        reported = repr(result)
        assert not any(pin in reported for pin in (*PINS, *ACCOUNTS)), reported
        failure = result.get("failure", {}).get("kind")
        assert failure != "internal", result["msg"]
        self.story.append(
            f"{task.name} {options.get('customer_order_reference')} {options.get('state', '')}: "
            f"{failure or result.get('operation', 'done')} {result.get('msg', '')} {result.get('warnings', '')}"
        )
        return result

    def _order_options(self, numbers: list[dict[str, Any]]) -> dict[str, Any]:
        return {
            "desired_port_schedule": {"desired_port_date": "2027-03-02"},
            "reseller_name": "Sinch reseller",
            **({"on_demand_activation": True} if self.on_demand else {}),
            "phone_numbers": numbers,
        }

    def _plan(self, *, faults: bool, state: str = "present") -> dict[str, Any]:
        result = self._run(
            portin_plan.TASK,
            self._plan_options(state),
            faults=faults,
        )
        if state == "present" and not result.get("failed"):
            self.story.append(
                f"  plan {self._planned()}, aside {[one['phone_number'] for one in result['unportable']]}"
            )
        return result

    def _plan_options(self, state: str) -> dict[str, Any]:
        return {
            **self._order_options(self._numbers()),
            ARGUMENT: asdict(Origin()),
            "customer_order_reference": self.base,
            "dest": str(self._plan_path),
            "max_numbers": self.most,
            "state": state,
        }

    def _planned(self) -> dict[str, list[str]]:
        plan = plan_file.parse(self._plan_path.read_bytes())
        return {order["reference"]: list(order["numbers"]) for order in plan["orders"]}

    def _plan_alone(self) -> None:
        try:
            self._plan(faults=True)
        except Killed:
            return

    def _rush(self, *, faults: bool = True) -> bool:
        """Plan and apply, as the playbook port_in does. Whether all went well."""
        faults = faults and self.random.random() < 0.4
        try:
            planned = self._plan(faults=faults)
            if planned.get("failed"):
                return False
            results = self._apply(self._planned(), faults=faults)
        except Killed:
            return False
        self._check_applied(planned, results)
        return not any(result.get("failed") for result in results.values())

    def _apply_some(self) -> None:
        """A part of the orders, or all of them with a plan that may be old."""
        if not self._plan_path.exists():
            return
        try:
            if self._plan(faults=False, state="checked").get("failed"):
                return
            planned = self._planned()
            chosen = self.random.sample(sorted(planned), self.random.randint(0, len(planned)))
            self._apply({name: planned[name] for name in chosen}, faults=self.random.random() < 0.5)
        except Killed:
            return

    def _apply(self, orders: dict[str, list[str]], *, faults: bool) -> dict[str, dict[str, Any]]:
        content = self._plan_path.read_bytes()
        results = {}
        sequence = list(orders)
        with_forks = self.random.random() < 0.3
        if with_forks:
            # Orders are written side by side, and those that another one stood in the way of once more.
            self.random.shuffle(sequence)
            self.story.append(f"forks: {sequence}")
        for reference in [*sequence, *sequence] if with_forks else sequence:
            if reference in results and results[reference].get("failure", {}).get("kind") != "conflict":
                continue
            numbers = orders[reference]
            origin = Origin(planned=plan_file.planned_order(content, reference))
            results[reference] = self._run(
                portin_order.TASK,
                {
                    **self._order_options(self._numbers(numbers)),
                    ARGUMENT: asdict(origin),
                    "customer_order_reference": reference,
                    "on_unportable": self.on_unportable,
                    "details": False,
                },
                faults=faults,
            )
            for number in numbers:
                if self.places.get(number, reference) != reference:
                    self.count.moved += 1
                self.places[number] = reference
        return results

    def _existing(self) -> list[str]:
        """The references that the steps of the role act on: those of the list that are this job's."""
        listed = self._run(portin_order_info.TASK, {"limit": 100_000}, faults=False)["orders"]
        own = own_orders(listed, self.base, plan=str(self._plan_path))
        return [order["customer_order_reference"] for order in own if order["status"] not in DEAD]

    def _for_each(self, task: Any, options: dict[str, Any], *, share: float = 1.0) -> None:
        """A step of the role that writes to each order of the job, or to some of them."""
        for reference in self._existing():
            if self.random.random() < share:
                try:
                    self._run(
                        task, {**options, "customer_order_reference": reference}, faults=self.random.random() < 0.3
                    )
                except Killed:
                    return

    def _cancel(self) -> None:
        if self.random.random() < 0.5:
            self._for_each(portin_order.TASK, {"state": "absent"}, share=0.6)

    def _activate(self) -> None:
        self._for_each(portin_order_activation.TASK, {"wait": False})

    def _document(self) -> None:
        letter = self.random.choice(["first", "second"])
        self._for_each(portin_order_document.TASK, {"content": letter, "document_name": f"{letter}.txt"})

    def _note(self) -> None:
        self._for_each(
            portin_order_note.TASK, {"note": self.random.choice(["Lines 3 and 4 stay.", "Call before noon."])}
        )

    def _duplicate(self) -> None:
        """A row that is in the table twice, perhaps with other data, stops the plan, which names it."""
        number = self.random.choice(sorted(self.table))
        before = self._plan_path.read_bytes() if self._plan_path.exists() else None
        rows = [*self._numbers(), self._row().as_number(number)]
        result = self._run(portin_plan.TASK, {**self._plan_options("present"), "phone_numbers": rows}, faults=False)
        if not result.get("failed") or number not in result["msg"]:
            self._violate(f"{number} is there twice, and the plan says {result.get('msg')}")
        if before != (self._plan_path.read_bytes() if self._plan_path.exists() else None):
            self._violate("a plan that was refused was written")

    def _resubmit(self) -> None:
        settled = [number for number in self.table if self.random.random() < 0.5]
        try:
            found = self._run(
                portin_rejection_info.TASK,
                {
                    **self._order_options(self._numbers()),
                    ARGUMENT: asdict(Origin()),
                    "customer_order_reference": self.base,
                    "settled": settled,
                },
                faults=False,
            )
            for entry in found["resubmissions"]:
                self.count.resubmitted += len(entry["phone_numbers"])
                if not belongs(entry["reference"], self.base):
                    self._violate(f"resubmission of {entry['reference']}, which is another job's")
                self._run(
                    portin_order.TASK,
                    {
                        **self._order_options(self._numbers(entry["phone_numbers"])),
                        "customer_order_reference": entry["reference"],
                        "on_unportable": self.on_unportable,
                        "details": False,
                    },
                    faults=self.random.random() < 0.3,
                )
        except Killed:
            return

    # ---- what must hold ------------------------------------------------------

    def _orders(self) -> list[Any]:
        return [order for order in self.simulator.orders if belongs(order.reference, self.base)]

    def _live(self) -> list[Any]:
        return [order for order in self._orders() if order.status not in DEAD]

    def _foreign(self) -> dict[int, Any]:
        return {
            order.id: (
                order.reference,
                order.status,
                repr(order.given),
                [repr(one) for one in order.numbers],
                repr(order.notes),
                repr(order.documents),
            )
            for order in self.simulator.orders
            if not belongs(order.reference, self.base)
        }

    def _holders(self, number: str) -> list[Any]:
        return [
            order
            for order in self._live()
            if number in order.by_number and order.by_number[number].status not in REFUSED
        ]

    def _check_always(self) -> None:
        """No number is in two open orders, no reference has two, and no order of another job is touched."""
        for number in NUMBERS:
            if len(holders := self._holders(number)) > 1:
                self._violate(f"{number} is in {[order.reference for order in holders]}")
        references = [order.reference for order in self._live()]
        if len(references) != len(set(references)):
            self._violate(f"two live orders of one reference: {references}")
        if self._foreign() != self.others:
            self._violate("an order of another job changed")
        for order in self._orders():
            names = [document.given["documentName"] for document in order.documents]
            texts = [note["note"] for note in order.notes]
            if len(names) != len(set(names)) or len(texts) != len(set(texts)):
                self._violate(f"{order.reference} has something twice: {names}, {texts}")

    def _check_applied(self, planned: dict[str, Any], results: dict[str, dict[str, Any]]) -> None:
        """Plan and apply have run to their ends: each number is in an order of this job, or a person was told of it."""
        reported = [repr(planned["unportable"]), *planned.get("warnings", [])]
        for result in results.values():
            reported += [result.get("msg", ""), *result.get("warnings", [])]
        text = "\n".join(reported)
        for number, row in self.table.items():
            holders = self._holders(number)
            # A list that lags hides an order; its numbers are then set aside and named.
            if len(holders) == 1 and (holders[0].reference in results or number not in text):
                self._check_current(holders[0], number, row, results)
            elif number in text:
                self.count.named += 1
            else:
                self._violate(f"{number} is in no order, and nobody was told")
        for order in self._live() if not self.simulator.settings.list_lag_reads else ():
            left = [number for number in order.by_number if number not in self.table]
            failed = results.get(order.reference, {}).get("failed")
            if order.status == "PENDING" and left and order.reference not in text and not failed:
                self._violate(f"{order.reference} keeps {left}, which left the table, and nobody was told")

    def _check_current(self, order: Any, number: str, row: Row, results: dict[str, dict[str, Any]]) -> None:
        """What was corrected has reached the order, or its task has failed."""
        result = results.get(order.reference)
        if result is None:
            self._violate(f"{number} is in {order.reference}, which the plan does not have")
        elif not result.get("failed") and order.status == "PENDING":
            given = order.by_number[number].given
            account = given["portOutInfo"].get("accountNum")
            # What the service does not show is not compared, and not a difference.
            there = (
                account if self.simulator.settings.secrets_echo == "clear" else row.account,
                given["portOutInfo"]["authorizingName"],
            )
            if (*there, given["endUser"]["streetNum"]) != (row.account, row.person, row.house):
                self._violate(f"{number} in {order.reference} is {there}, and the table says {row}")

    def _violate(self, what: str) -> None:
        self.count.violations.append(
            f"seed {self.seed}: {what}. See it again with: SINCH_JOBS_SEED={self.seed} make jobs\n  "
            + "\n  ".join(self.story)
        )
