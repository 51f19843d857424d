# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One job of a project: its table, and the steps that its user takes.

A step does the same as the role, with the collection's tasks over real HTTP. ``Job._check_applied`` and the methods
after it assert what must be true after a step; ``project.py`` asserts what must always be true.
"""

from __future__ import annotations

import base64
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ansible_collections.sinch.porting.plugins.filter.portin_own_orders import own_orders
from ansible_collections.sinch.porting.plugins.module_utils._fleet import plan_file
from ansible_collections.sinch.porting.plugins.module_utils._fleet.references import belongs
from ansible_collections.sinch.porting.plugins.module_utils._model.origin import ARGUMENT, Origin
from ansible_collections.sinch.porting.plugins.module_utils._tasks import (
    portin_activation_info,
    portin_loa,
    portin_order,
    portin_order_activation,
    portin_order_document,
    portin_order_info,
    portin_order_note,
    portin_plan,
    portin_rejection_info,
)
from ansible_collections.sinch.porting.tests.walk.walk import Killed

if TYPE_CHECKING:
    from .project import Project

NUMBERS = [f"+1{area}523{index:04d}" for area in ("217", "312", "416") for index in range(143, 149)]
ACCOUNTS = ("A-1001", "A-1002", "A-1003")
PEOPLE = ("Ada Baker", "Bob Miller")
CARRIERS = ("Verizon", "Lumen")
PINS = ("PlantedPin90817", "PlantedPin90818")
DEAD = ("CANCELED", "PENDING_CANCELATION")
REFUSED = ("REJECTED", "EXCLUDED")
# The first line of a signed copy.
SIGNED = b"%PDF-1.7\n"


@dataclass
class Row:
    """A user's data about a number."""

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


def holds(order: Any, number: str) -> bool:
    """Whether the order ports the number."""
    return number in order.by_number and order.by_number[number].status not in REFUSED


class Job:
    """``base`` is its reference. Everything that it shares with other jobs belongs to the project."""

    def __init__(self, project: Project, base: str) -> None:
        self.project = project
        self.base = base
        self.random = project.random
        self.simulator = project.simulator
        self.count = project.count
        self.story = project.story
        self.on_demand = self.random.random() < 0.7
        self.most = self.random.choice([2, 3, 500])
        self.on_unportable = self.random.choice(["exclude", "exclude", "fail"])
        self.table: dict[str, Row] = {}
        self.places: dict[str, str] = {}

    def begin(self) -> None:
        accounts = self.random.sample(ACCOUNTS, self.random.randint(1, 2))
        for number in self.random.sample(NUMBERS, self.random.randint(3, 9)):
            self.table[number] = Row(self.random.choice(accounts), PEOPLE[0], "12", PINS[0])
        self.story.append(f"base {self.base}, at most {self.most}, {self.on_unportable}, table {self.table}")

    def _row(self) -> Row:
        return Row(
            *(self.random.choice(values) for values in (ACCOUNTS, PEOPLE, ("12", "14"), PINS)),
        )

    # ---- what the user does with the table -----------------------------------

    def edit(self) -> None:
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

    def edit_and_rush(self) -> None:
        self.edit()
        self.rush()

    def edit_and_resubmit(self) -> None:
        if self.random.random() < 0.7:
            self.edit()
        self._resubmit()

    def hand_over(self) -> None:
        """Move a number to the table of the other job, or copy it."""
        others = [job for job in self.project.jobs if job is not self]
        number = self.random.choice(sorted(self.table))
        for job in others:
            job.table[number] = replace(self.table[number])
            if len(self.table) > 1 and self.random.random() < 0.7:
                del self.table[number]
            self.count.handed += 1
            self.story.append(f"{number} goes to {job.base}, still here: {number in self.table}")

    def wait(self) -> None:
        """Do nothing in this job while the carriers act."""

    def lose_plan(self) -> None:
        self._plan_path.unlink(missing_ok=True)

    # ---- what the role does --------------------------------------------------

    @property
    def _plan_path(self) -> Path:
        return self.project.folder / f"{self.base}.plan.json"

    def _numbers(self, only: list[str] | None = None) -> list[dict[str, Any]]:
        return [row.as_number(number) for number, row in self.table.items() if only is None or number in only]

    def _order_options(self, numbers: list[dict[str, Any]]) -> dict[str, Any]:
        return {
            "desired_port_schedule": {"desired_port_date": "2027-03-02"},
            "reseller_name": "Sinch reseller",
            **({"on_demand_activation": True} if self.on_demand else {}),
            "phone_numbers": numbers,
        }

    def _plan(self, *, faults: bool, state: str = "present") -> dict[str, Any]:
        result = self.project.run(
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

    def plan_alone(self) -> None:
        try:
            self._plan(faults=True)
        except Killed:
            return

    def rush(self, *, faults: bool = True) -> bool:
        """Plan and apply, like the playbook port_in. Returns whether everything succeeded."""
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

    def apply_some(self) -> None:
        """Apply some of the orders, or all of them with a plan that may be outdated."""
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
            # Orders are written in parallel, and those that another one blocked are retried.
            self.random.shuffle(sequence)
            self.story.append(f"forks: {sequence}")
        for reference in [*sequence, *sequence] if with_forks else sequence:
            if reference in results and results[reference].get("failure", {}).get("kind") != "conflict":
                continue
            numbers = orders[reference]
            origin = Origin(planned=plan_file.planned_order(content, reference))
            results[reference] = self.project.run(
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
        """The references on which the steps of the role act."""
        return [order["customer_order_reference"] for order in self._own() if order["status"] not in DEAD]

    def _own(self) -> list[dict[str, Any]]:
        """The listed orders that belong to this job."""
        listed = self.project.run(portin_order_info.TASK, {"limit": 100_000}, faults=False)["orders"]
        return own_orders(listed, self.base, plan=str(self._plan_path))

    def _for_each(self, task: Any, options: dict[str, Any], *, share: float = 1.0) -> None:
        """Run a step of the role that writes to all or some orders of the job."""
        for reference in self._existing():
            if self.random.random() < share:
                try:
                    self.project.run(
                        task, {**options, "customer_order_reference": reference}, faults=self.random.random() < 0.3
                    )
                except Killed:
                    return

    def cancel(self) -> None:
        if self.random.random() < 0.5:
            self._for_each(portin_order.TASK, {"state": "absent"}, share=0.6)

    def activate(self) -> None:
        self._for_each(portin_order_activation.TASK, {"wait": False})

    def document(self) -> None:
        letter = self.random.choice(["first", "second"])
        self._for_each(portin_order_document.TASK, {"content": letter, "document_name": f"{letter}.txt"})

    def note(self) -> None:
        self._for_each(
            portin_order_note.TASK, {"note": self.random.choice(["Lines 3 and 4 stay.", "Call before noon."])}
        )

    def letters(self) -> None:
        """Make the letters, sign some, and attach them, at once or after changes of the table."""
        if not self._plan_path.exists():
            return
        made = self._make_letters("present")
        if not made.get("failed"):
            self._check_letters(made["letters"])
            for letter in made["letters"]:
                if self.random.random() < 0.7:
                    self._sign(letter)
        if self.random.random() < 0.4:
            self.edit()
        self._attach_letters()

    def _make_letters(self, state: str) -> dict[str, Any]:
        planned = plan_file.parse(self._plan_path.read_bytes())
        folder = self.project.folder / "letters"
        folder.mkdir(exist_ok=True)
        origin = asdict(Origin(planned=planned))
        options = {"phone_numbers": self._numbers(), ARGUMENT: origin, "dest": str(folder), "state": state}
        return self.project.run(portin_loa.TASK, options, faults=False)

    def _sign(self, letter: dict[str, Any]) -> None:
        """Sign a letter. The copy contains the table's current data of the numbers in the letter."""
        path = Path(letter["path"])
        said = {number: self._said(number) for number in self._listed(letter)["phone_numbers"]}
        path.with_name(f"{path.stem}-signed.pdf").write_bytes(SIGNED + json.dumps(said, sort_keys=True).encode())

    def _listed(self, letter: dict[str, Any]) -> dict[str, Any]:
        """The entry of a letter in the list of letters."""
        path = Path(letter["path"])
        listed = json.loads(path.with_name("manifest.json").read_text())["letters"]
        (entry,) = [each for each in listed if each["file"] == path.name]
        return dict(entry)

    def _said(self, number: str) -> list[str]:
        return [self.table[number].house, self.table[number].person]

    def _attach_letters(self) -> None:
        checked = self._make_letters("checked")
        if checked.get("failed"):
            return
        signed = [(letter["reference"], letter["signed_path"]) for letter in checked["letters"]]
        before = {order.id: len(order.documents) for order in self.live_orders()}
        attached = []
        try:
            existing = self._existing()
            for reference, path in signed:
                if path and reference in existing:
                    options = {"customer_order_reference": reference, "path": path}
                    faults = self.random.random() < 0.3
                    result = self.project.run(portin_order_document.TASK, options, faults=faults)
                    if not result.get("failed"):
                        attached.append((reference, Path(path).read_bytes()))
        except Killed:
            pass
        self._check_attached(before, attached)

    def activate_in_waves(self) -> None:
        """Activate like the role with ``port_in_activation_first`` and similar options. Sometimes a check fails."""
        own = [order for order in self._own() if order["status"] not in DEAD]
        live = self._live_numbers()
        begun: set[str] = set()
        try:
            found = self._look_at_waves(own)
            if found.get("failed"):
                return
            only_first = self.random.random() < 0.2
            for wave in found["waves"]:
                if only_first and not wave["first"]:
                    break
                begun |= set(wave["phone_numbers"])
                if not self._activate_wave(wave):
                    break
        except Killed:
            pass
        finally:
            now = self._live_numbers()
            self.count.live += len(now - live)
            if now - live - begun:
                self.project.violate(f"{sorted(now - live - begun)} went live, and no wave had them")

    def _look_at_waves(self, own: list[dict[str, Any]]) -> dict[str, Any]:
        groups = sorted({number.group for order in self.live_orders() for number in order.numbers})
        chosen = self.random.sample(groups, min(1, len(groups)))
        options = {
            "order_ids": [order["id"] for order in own],
            "first": self.random.choice([None, ["smallest"], chosen]),
            "groups": self.random.choice([None, None, None, chosen]),
            "wave_size": self.random.choice([0, 1, 2]),
            "wait": True,
        }
        given = {name: value for name, value in options.items() if value is not None}
        found = self.project.run(portin_activation_info.TASK, given, faults=self.random.random() < 0.2)
        if not found.get("failed"):
            self._check_waves(found, own, options)
        return found

    def _activate_wave(self, wave: dict[str, Any]) -> bool:
        """Activate a wave. Returns whether the run continues with the next one."""
        self.count.waves += 1
        faults = self.random.random() < 0.2
        for order in wave["orders"]:
            groups = {} if order["whole"] else {"groups": order["groups"]}
            options = {"order_id": order["order_id"], "wait": False, **groups}
            if self.project.run(portin_order_activation.TASK, options, faults=faults).get("failed"):
                return False
        options = {
            "order_ids": [order["order_id"] for order in wave["orders"]],
            "wait": True,
            "wait_for": wave["groups"],
        }
        seen = self.project.run(portin_activation_info.TASK, options, faults=faults)
        if seen.get("failed"):
            return False
        # The read on which the wave is based may be older than a rejection.
        late = set(wave["phone_numbers"]) - self._numbers_with("ACTIVATED", "REJECTED")
        if late:
            self.project.violate(f"the wave {wave['groups']} is said to be live, and {sorted(late)} are not")
        return self.random.random() < 0.7

    def _live_numbers(self) -> set[str]:
        return self._numbers_with("ACTIVATED")

    def _numbers_with(self, *statuses: str) -> set[str]:
        orders = self.project.live_orders()
        return {number.phone_number for order in orders for number in order.numbers if number.status in statuses}

    def duplicate(self) -> None:
        """Assert that a row that is in the table twice, perhaps with other data, stops the plan with its number."""
        number = self.random.choice(sorted(self.table))
        before = self._plan_path.read_bytes() if self._plan_path.exists() else None
        rows = [*self._numbers(), self._row().as_number(number)]
        options = {**self._plan_options("present"), "phone_numbers": rows}
        result = self.project.run(portin_plan.TASK, options, faults=False)
        if not result.get("failed") or number not in result["msg"]:
            self.project.violate(f"{number} is in the table twice, and the plan says {result.get('msg')}")
        if before != (self._plan_path.read_bytes() if self._plan_path.exists() else None):
            self.project.violate("a plan that was refused was written")

    def _resubmit(self) -> None:
        settled = [number for number in self.table if self.random.random() < 0.5]
        try:
            found = self.project.run(
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
                    self.project.violate(f"resubmission of {entry['reference']}, which is another job's")
                self.project.run(
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

    def live_orders(self) -> list[Any]:
        return [order for order in self.project.live_orders() if belongs(order.reference, self.base)]

    def _check_applied(self, planned: dict[str, Any], results: dict[str, dict[str, Any]]) -> None:
        """Assert after plan and apply that each number is in an order of this job, or was reported to the user."""
        reported = [repr(planned["unportable"]), *planned.get("warnings", [])]
        for result in results.values():
            reported += [result.get("msg", ""), *result.get("warnings", [])]
        text = "\n".join(reported)
        for number, row in self.table.items():
            holders = [order for order in self.live_orders() if holds(order, number)]
            # A list that lags does not show an order. Its numbers are then set aside and reported.
            if len(holders) == 1 and (holders[0].reference in results or number not in text):
                self._check_current(holders[0], number, row, results)
            elif number in text:
                self.count.named += 1
            else:
                self.project.violate(f"{number} is in no order, and nobody was told")
        for order in self.live_orders() if not self.simulator.settings.list_lag_reads else ():
            left = [number for number in order.by_number if number not in self.table]
            failed = results.get(order.reference, {}).get("failed")
            if order.status == "PENDING" and left and order.reference not in text and not failed:
                self.project.violate(f"{order.reference} keeps {left}, which left the table, and nobody was told")

    def _check_letters(self, letters: list[dict[str, Any]]) -> None:
        """Assert that each number of the plan is in exactly one letter, and that it is a letter of its order."""
        named = [
            (letter["reference"], number) for letter in letters for number in self._listed(letter)["phone_numbers"]
        ]
        planned = [(reference, number) for reference, numbers in self._planned().items() for number in numbers]
        self.count.letters += len(letters)
        if sorted(named) != sorted(planned):
            self.project.violate(f"the plan has {planned}, and the letters have {named}")

    def _check_attached(self, before: dict[int, int], attached: list[tuple[str, bytes]]) -> None:
        """Assert that an order's documents match the table's data, and that nothing attached is missing."""
        there = []
        for order in self.live_orders():
            documents = [base64.b64decode(document.given["fileContent"]) for document in order.documents]
            there += [(order.reference, content) for content in documents]
            for content in documents[before.get(order.id, 0) :]:
                self.count.attached += 1
                said = json.loads(content.removeprefix(SIGNED))
                planned = self._planned().get(order.reference, ())
                wrong = [number for number, row in said.items() if number not in planned or row != self._said(number)]
                if wrong:
                    self.project.violate(f"{order.reference} has a letter that is wrong about {wrong}")
        for reference, content in attached:
            if (reference, content) not in there:
                self.project.violate(f"a letter of {reference} is said to be attached, and is not there")

    def _check_waves(self, found: dict[str, Any], own: list[dict[str, Any]], options: dict[str, Any]) -> None:
        """Assert that each group of each order is reported once, and that a wave has only requested groups."""
        ids = {order["id"] for order in own}
        groups = [
            (order.id, name) for order in self.live_orders() if order.id in ids for name in order.groups() if name
        ]
        told = [(group["order_id"], group["group"]) for group in found["groups"] if group["group"]]
        if sorted(told) != sorted(groups):
            self.project.violate(f"the orders have the groups {groups}, and told of are {told}")
        waves = [group for wave in found["waves"] for group in wave["groups"]]
        outside = [name for name in waves if options["groups"] and name.split("/", 1)[1] not in options["groups"]]
        if len(waves) != len(set(waves)) or outside:
            self.project.violate(f"the waves are {found['waves']}, asked for was {options}")

    def _check_current(self, order: Any, number: str, row: Row, results: dict[str, dict[str, Any]]) -> None:
        """Assert that corrections have reached the order, or that its task has failed."""
        result = results.get(order.reference)
        if result is None:
            self.project.violate(f"{number} is in {order.reference}, which the plan does not have")
        elif not result.get("failed") and order.status == "PENDING":
            given = order.by_number[number].given
            account = given["portOutInfo"].get("accountNum")
            # Members that the service does not show are not compared.
            there = (
                account if self.simulator.settings.secrets_echo == "clear" else row.account,
                given["portOutInfo"]["authorizingName"],
            )
            if (*there, given["endUser"]["streetNum"]) != (row.account, row.person, row.house):
                self.project.violate(f"{number} in {order.reference} is {there}, and the table says {row}")
