# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The expected outcome of each example of the documentation, and the files and orders that it needs."""

from __future__ import annotations

import csv
import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from documented import in_future
from harness import vaulted

from ansible_collections.sinch.porting.plugins.module_utils._base.names import camel
from ansible_collections.sinch.porting.tests.simulator import Simulator

TODAY = datetime.date.today()
PIN = "pin736154"
LETTER = b"%PDF-1.7 the letter of authorization, signed by hand"
ADDRESS = {
    "name": "Harbor Bakery",
    "street_num": "12",
    "street_name": "Harbor",
    "street_type": "Road",
    "city": "Springfield",
    "state": "IL",
    "zip_code": "62701",
}
PASSWORD = "open sesame"
# A Saturday and a sample name, for the example about findings.
HEADQUARTERS = {
    "customer_order_reference": "branch-18-move",
    "desired_port_schedule": {"desired_port_date": in_future("2027-03-06", TODAY)},
    "end_user": {**ADDRESS, "name": "John Doe"},
    "port_out_info": {"existing_port_out_pin": PIN, "authorizing_name": "Ada Baker"},
    "voice_configuration": {"type": "EST", "trunk_id": "01EXAMPLETRUNKID"},
    "phone_numbers": [{"phone_number": "+12175230146"}],
}
# An order's creation date cannot be changed, so the date in the query is.
THIS_MONTH = {
    "created_date_start": (TODAY - datetime.timedelta(days=15)).isoformat(),
    "created_date_end": (TODAY + datetime.timedelta(days=15)).isoformat(),
}
VARIABLES = {"headquarters_address": ADDRESS, "vault_headquarters_pin": PIN}
FIRST_ID = 890192331  # the id in the examples for the first order of a project; the next orders have the next ids
GROUP = "GW Verizon Grp1"


@dataclass(frozen=True)
class Case:
    """The status in which an example ends, members of its result, the project in which it runs if that is not its
    module's, and options that replace its own."""

    status: str
    shows: Mapping[str, Any] = field(default_factory=dict)
    project: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)


class Entries:
    """Equals every list or dictionary with this many entries."""

    def __init__(self, count: int) -> None:
        self.count = count

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (list, dict)) and len(other) == self.count

    def __repr__(self) -> str:
        return f"<{self.count} entries>"


class Like:
    """Equals every text that matches completely."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and re.fullmatch(self.pattern, other) is not None

    def __repr__(self) -> str:
        return f"<text like {self.pattern}>"


def changed(**shows: Any) -> Case:
    return Case("changed", shows)


def ok(**shows: Any) -> Case:
    return Case("ok", shows)


def failed(**shows: Any) -> Case:
    return Case("failed", shows)


ONE, TWO, UNPORTABLE, OTHER_CARRIER = "+12025550143", "+12025550144", "+13125550144", "+13125550145"

CASES: dict[str, dict[str, Case]] = {
    "sinch_portability_info": {
        "Check a few numbers": ok(portable=[ONE], unportable=[UNPORTABLE]),
        "Show why some cannot be ported": ok(msg=["Not in service"]),
        "Check all numbers of an order before it is sent": ok(portable=["+12175230146"], unportable=[]),
    },
    "sinch_portin_lint": {
        "Check a file of numbers": ok(checked=2, findings_total=1),
        "Check it in CI, and show the findings in code review": failed(failure={"kind": "validation"}),
        "Count the findings by rule": ok(summary={"errors": 0, "warnings": 1, "rules": {"placeholder-data": 1}}),
        "Show the counts": ok(**{"lint.summary.rules": {"placeholder-data": 1}}),
    },
    "sinch_portin_export": {
        "Create a directory for the orders": Case("changed"),
        "Write all pending and confirmed orders": changed(files=Entries(2), left_out=Entries(1)),
        "Show what has to be added": ok(results=Entries(2)),
        "Keep the orders as their files describe them from now on": ok(results=Entries(2)),
        "Show how the files of two orders would change": ok(files=Entries(2)),
    },
    "sinch_portin_loa": {
        "Make the letters of a plan's orders": changed(letters=Entries(2)),
        "Show who has to sign": ok(msg=["Harbor Bakery", "John Doe"]),
        "Make the letter of one order, with your own text": changed(letters=Entries(1)),
        "Fail if letters are out of date": ok(letters=Entries(2)),
    },
    "sinch_portin_order": {
        "Port one number": changed(operation="create", order_status="PENDING"),
        "Use its id and the statuses of its numbers later": ok(
            msg=Like(r"Order \d+ is PENDING: \{'\+12025550143': 'PENDING'\}")
        ),
        "Port many numbers of one end user, and leave out those that cannot be ported": changed(
            operation="create", excluded_numbers=[UNPORTABLE]
        ),
        "Port one number of an account, and list the remaining ones in a note": changed(operation="create"),
        "Port the numbers of a file, here a vaulted one": changed(operation="create", findings=Entries(2)),
        "Wait until the losing carrier has confirmed": ok(order_status="CONFIRMED"),
        "Make one rule an error, and turn another off": failed(
            msg=Like(r"(?s).*port-date-weekend.*"), findings=Entries(1), failure={"kind": "validation"}
        ),
        "Cancel an order while it is pending": changed(operation="cancel"),
    },
    "sinch_portin_activation_info": {
        "List what would go live, the smallest group first": ok(
            waves=Entries(1), next=[f"branch-17-move/{GROUP}"], not_ready=Entries(1)
        ),
        "Show the list": ok(msg=Entries(2)),
        "Activate the first wave": changed(results=Entries(1)),
    },
    "sinch_portin_order_activation": {
        "Activate all groups that are ready": changed(
            groups=[GROUP], number_statuses={ONE: "ACTIVATED", OTHER_CARRIER: "PENDING"}
        ),
        "Show in check mode which groups would go live": Case(
            "changed", {"groups": [GROUP]}, project="activation seen"
        ),
        "Activate one group and go on without waiting": Case(
            "changed", {"groups": [GROUP]}, project="activation of a group"
        ),
    },
    "sinch_portin_order_document": {
        "Attach the letter of authorization": changed(document_name="branch-17.pdf", size=len(LETTER)),
        "Keep a copy of it": changed(mode="0640", size=len(LETTER)),
    },
    "sinch_portin_order_info": {
        "Read one order": ok(orders=Entries(1)),
        "Show the statuses of its numbers": ok(msg={ONE: "PENDING"}),
        "Find the order of a reference": ok(orders=Entries(1)),
        "Read all pending orders of a month with all details": Case("ok", {"orders": Entries(1)}, options=THIS_MONTH),
        "Find the order with a number": ok(orders=Entries(1)),
    },
    "sinch_portin_order_note": {
        "Answer a question from Sinch": changed(notes=Entries(1)),
        "Add a note with several lines": changed(
            notes=Entries(2), note="Please call Ada Baker before the port.\nShe is in the office from 9 to 5 Eastern."
        ),
    },
    "sinch_portin_plan": {
        "Plan the orders of a file": changed(orders=Entries(2), findings_total=1),
        "Fail if the numbers no longer match the plan": ok(orders=Entries(2)),
        "Create the orders of the plan": changed(results=Entries(2)),
    },
    "sinch_portin_rejection_info": {
        "Find out which rejected numbers have new data": ok(resubmissions=Entries(1), refused=Entries(1), absent=[]),
        "Show what still has to be changed": ok(msg=Entries(1)),
        "Order the others again": changed(results=Entries(1)),
    },
    "sinch_portin_report": {
        "Report on all orders of a move, as a page, a table and data": changed(files=Entries(3)),
        "Show the progress": ok(msg="50 % ported; 1 items need a person today"),
        "Write only the page, with names, for the people who answer the carriers": changed(
            files=Entries(1), title="Moving the headquarters"
        ),
        "Find out what needs to be done, and write nothing": ok(files={}, attention_count=1),
        "Write a calendar to subscribe to, and metrics for a dashboard": changed(files=Entries(2)),
        "Show what is new since the last report": ok(msg="Nothing new."),
        "Fail a pipeline when something needs a person": failed(msg="The losing carrier refused 1 number."),
    },
    "sinch_porting_configuration": {
        "Set contact, webhook and default time": changed(configuration=Entries(4)),
        "Change only the webhook": changed(configuration=Entries(4)),
    },
    "sinch_porting_configuration_info": {
        "Read the defaults": Case("ok", project="sinch_porting_configuration"),
        "Show where webhooks go": ok(msg="https://hooks.example.com/other"),
    },
    "portin_attention": {
        "Read all pending and confirmed orders": ok(results=Entries(2)),
        "Show what needs a person": ok(results=Entries(1)),
    },
    "portin_numbers_by_status": {
        "Show the numbers by status": ok(msg={"PENDING": [ONE], "REJECTED": [TWO]}),
        "Fail if a number is rejected": failed(),
    },
    "portin_rejection": {
        "Show what to change": ok(results=Entries(1)),
    },
    "portin_misspelled": {
        "Fail on unknown variables": failed(msg=Like("port_in_refrence .*Did you mean port_in_reference.")),
    },
    "portin_outcomes": {
        "Cancel orders": changed(results=Entries(2)),
        "Show what became of them": ok(
            msg=[Like(r"move-berlin-001: order \d+, PENDING_CANCELATION, cancelled"), "move-berlin-009: unchanged"]
        ),
    },
    "portin_own_orders": {
        "List all orders": ok(orders=Entries(2)),
        "Show the orders of one move": ok(msg=Entries(1)),
    },
}


# An order that was read, and its facts: the variables of the examples of filters.
READ_ORDER = [
    {
        "name": "Read the order",
        "sinch.porting.sinch_portin_order_info": {"order_id": FIRST_ID},
        "register": "found",
    },
    {
        "name": "Keep its facts",
        "ansible.builtin.set_fact": {"sinch_portin_order": "{{ found.orders[0] }}", "cacheable": True},
    },
]
# Tasks before the examples.
BEFORE = {
    "sinch_portin_loa": [
        {
            "name": "Plan the orders",
            "sinch.porting.sinch_portin_plan": {
                "src": "numbers.csv",
                "customer_order_reference": "letters",
                "desired_port_schedule": {"desired_port_date": "2027-03-02"},
                "dest": "plans/letters.json",
            },
        },
    ],
    "portin_numbers_by_status": READ_ORDER,
    "portin_rejection": READ_ORDER,
}


def prepare_simulator(simulator: Simulator) -> dict[str, list[int]]:
    """Creates the orders that the examples need, and returns their ids in sequence, by project."""
    simulator.settings.update(
        {
            "carriers": {"+1202": "Verizon", "+1217": "Verizon", "+1312": "T-Mobile"},
            "unportable": {UNPORTABLE: "Not in service"},
            "foc": "today",
        }
    )
    on_demand = {"onDemandActivation": True}
    given: dict[str, list[dict[str, Any]]] = {
        "sinch_portin_activation_info": [api_order("branch-17-move", ONE, OTHER_CARRIER, **on_demand)],
        "sinch_portin_order_activation": [api_order("branch-17-move", ONE, OTHER_CARRIER, **on_demand)],
        "activation seen": [api_order("branch-17-move", ONE, OTHER_CARRIER, **on_demand)],
        "activation of a group": [api_order("branch-17-move", ONE, OTHER_CARRIER, **on_demand)],
        "sinch_portin_export": [
            api_order("branch-17-move", ONE),
            api_order("branch-18-move", TWO),
            api_order("branch-16-move", OTHER_CARRIER),
        ],
        "sinch_portin_order_document": [api_order("branch-17-move", ONE)],
        "sinch_portin_order_info": [api_order("branch-17-move", ONE)],
        "sinch_portin_order_note": [api_order("branch-17-move", ONE)],
        "sinch_portin_rejection_info": [api_order("hq-move-001", ONE, TWO)],
        "sinch_portin_report": [api_order("hq-move-001", ONE), api_order("hq-move-002", TWO)],
        "portin_attention": [api_order("hq-move-001", ONE, TWO)],
        "portin_numbers_by_status": [api_order("hq-move-001", ONE, TWO)],
        "portin_rejection": [api_order("hq-move-001", ONE, TWO)],
        "portin_outcomes": [api_order("move-berlin-001", ONE)],
        "portin_own_orders": [api_order("move-berlin-001", ONE), api_order("move-berlin-east-001", TWO)],
    }
    ids = {
        project: [simulator.create(body, project=project).id for body in bodies] for project, bodies in given.items()
    }
    activated = ("sinch_portin_activation_info", "sinch_portin_order_activation")
    for project in (*activated, "activation seen", "activation of a group"):
        simulator.confirm(ids[project][0], only=[ONE])
    simulator.reject(ids["sinch_portin_rejection_info"][0], reason="Wrong zip code")
    simulator.reject(ids["sinch_portin_report"][0])
    simulator.complete(ids["sinch_portin_report"][1])
    simulator.complete(ids["sinch_portin_export"][2])
    for project in ("portin_attention", "portin_numbers_by_status", "portin_rejection"):
        simulator.reject(ids[project][0], only=[TWO], reason="Wrong zip code")
    return ids


def api_order(reference: str, *numbers: str, **members: Any) -> dict[str, Any]:
    """An order with the API's names. Its numbers have the address of VARIABLES."""
    end_user = {camel(name): value for name, value in ADDRESS.items()}
    port_out_info = {"existingPortOutPin": PIN, "authorizingName": "Ada Baker"}
    return {
        "customerOrderReference": reference,
        "desiredPortSchedule": {"desiredPortDate": in_future("2027-03-02", TODAY)},
        "phoneNumbers": [
            {"phoneNumber": number, "endUser": end_user, "portOutInfo": port_out_info} for number in numbers
        ],
        **members,
    }


def write_files(folder: Path) -> None:
    """Writes the files that the examples read, vaulted files with their password, and folders for their output."""
    for name in ("plans", "letters", "reports", "srv/letters", "srv/archive", "var/www/internal/porting"):
        (folder / name).mkdir(parents=True)
    (folder / "srv/letters/branch-17.pdf").write_bytes(LETTER)
    write_table(folder / "numbers.csv", {"+12175230141": {}, "+12175230142": {"name": "John Doe"}})
    write_table(folder / "hq-move.csv", {ONE: {"zip_code": "62702"}, TWO: {}})
    write_orders(folder)


def write_orders(folder: Path) -> None:
    """Writes a vaulted order, and the password beside its folder."""
    (folder / "orders").mkdir(exist_ok=True)
    (folder / "password").write_text(PASSWORD)
    (folder / "orders" / "headquarters.yml").write_bytes(vaulted(yaml.safe_dump(HEADQUARTERS), PASSWORD))


def write_table(path: Path, rows: Mapping[str, Mapping[str, str]]) -> None:
    """Writes a CSV file of these numbers, each with its own cells."""
    common = {**ADDRESS, "pin": PIN, "authorized_by": "Ada Baker", "voice_type": "EST", "trunk": "01EXAMPLETRUNKID"}
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, ["number", *common])
        writer.writeheader()
        writer.writerows({"number": number, **common, **cells} for number, cells in rows.items())
