# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a file to its plan, and from the plan to its orders, with real playbooks, both ways."""

from __future__ import annotations

import json

import yaml

from ansible_collections.sinch.porting.tests.simulator import Simulator

PIN, ACCOUNT = "pin739152", "A-471147"
HEADER = "number,name,street_num,street,city,state,zip,pin,account,authorized_by,voice_type,trunk"
ROW = "{},Harbor Bakery,12,Old Mill,Springfield,IL,{},{},{},Ada Baker,EST,01HQ7V4T0K"
SCHEDULE = {"desired_port_date": "2027-03-02"}
NUMBERS = [f"+1{area}523{index:04d}" for area in ("217", "312") for index in range(4)]
UNPORTABLE = NUMBERS[3]


def write(path, numbers, **changes):
    rows = [ROW.format(number, changes.get(number[1:], "62701"), PIN, ACCOUNT) for number in numbers]
    path.write_text("\n".join([HEADER, *rows, ""]))


def settings(simulator: Simulator) -> None:
    simulator.settings.carriers = {"+1217": "Verizon", "+1312": "AT&T"}
    simulator.settings.unportable = {UNPORTABLE: "not in service"}


def plan(name, folder, **options):
    keywords = {key: options.pop(key) for key in ("ignore_errors", "check_mode") if key in options}
    common = {
        "src": str(folder / "numbers.csv"),
        "customer_order_reference": "move",
        "desired_port_schedule": SCHEDULE,
        "dest": str(folder / "plan.json"),
        "max_numbers": 3,
    }
    return {"name": name, "sinch.porting.sinch_portin_plan": {**common, **options}, **keywords}


def order(name, folder, reference, **options):
    keywords = {key: options.pop(key) for key in ("ignore_errors", "check_mode") if key in options}
    common = {
        "src": str(folder / "numbers.csv"),
        "plan": str(folder / "plan.json"),
        "customer_order_reference": reference,
        "desired_port_schedule": SCHEDULE,
    }
    return {"name": name, "sinch.porting.sinch_portin_order": {**common, **options}, **keywords}


def tasks(*entries):
    return yaml.safe_dump(list(entries), sort_keys=False)


def numbers_of(simulator, reference):
    (body,) = [entry.body for entry in simulator.writes if entry.body.get("customerOrderReference") == reference]
    return sorted(number["phoneNumber"] for number in body["phoneNumbers"])


def test_from_a_file_to_its_orders_and_back_to_a_changed_file(play, player, simulator):
    settings(simulator)
    given = player.folder / "given"
    given.mkdir()
    write(given / "numbers.csv", NUMBERS)
    run = play(
        tasks(
            plan("Not there yet", given, state="checked", ignore_errors=True),
            plan("Predict", given, check_mode=True),
            plan("Plan", given),
            plan("Plan again", given),
            plan("Compare", given, state="checked"),
            order("Create", given, "move-001"),
            order("Create again", given, "move-001"),
            order("Create the other", given, "move-002"),
            order("No such order", given, "move-009", ignore_errors=True),
            order(
                "Other day",
                given,
                "move-001",
                desired_port_schedule={"desired_port_date": "2027-03-03"},
                ignore_errors=True,
            ),
        ),
        diff=True,
        verbosity=3,
    )
    results = run.results
    assert "Make the plan first" in results["Not there yet"]["msg"]
    assert [results[name]["changed"] for name in ("Predict", "Plan", "Plan again", "Compare")] == [
        True,
        True,
        False,
        False,
    ]
    assert results["Plan"]["orders"] == results["Predict"]["orders"] == results["Compare"]["orders"]
    assert [(one["reference"], one["carrier"], one["count"]) for one in results["Plan"]["orders"]] == [
        ("move-001", "AT&T", 3),
        ("move-002", "AT&T", 1),
        ("move-003", "Verizon", 3),
    ]
    assert results["Plan"]["unportable"] == [
        {"phone_number": UNPORTABLE, "carrier": "Verizon", "reason": "not in service"}
    ]
    assert results["Plan"]["diff"]["before"] == ""
    content = json.loads((given / "plan.json").read_text())
    assert json.loads(results["Plan"]["diff"]["after"]) == {
        name: value for name, value in content.items() if name != "members"
    }
    assert numbers_of(simulator, "move-001") == NUMBERS[4:7]
    assert numbers_of(simulator, "move-002") == NUMBERS[7:]
    assert [results[name]["operation"] for name in ("Create", "Create again")] == ["create", "none"]
    assert "no order with the reference" in results["No such order"]["msg"]
    assert [one["rule"] for one in results["Other day"]["findings"] if one["severity"] == "error"] == ["plan-outdated"]
    assert len(simulator.orders) == 2
    written = run.written + (given / "plan.json").read_text()
    assert PIN not in written
    assert ACCOUNT not in written

    more = [*NUMBERS[1:], "+13125230009", "+12175230009"]
    write(given / "numbers.csv", more, **{NUMBERS[5][1:]: "62702"})
    run = play(
        tasks(
            plan("Compare", given, state="checked", ignore_errors=True),
            order("Changed row", given, "move-001", ignore_errors=True),
            plan("Plan", given),
            order("Its order", given, "move-001"),
        )
    )
    changes = run.results["Compare"]["changes"]
    assert changes["added"] == ["+12175230009", "+13125230009"]
    assert (changes["removed"], changes["changed"]) == ([NUMBERS[0]], [NUMBERS[5]])
    assert "is out of date" in run.results["Compare"]["msg"]
    (finding,) = [one for one in run.results["Changed row"]["findings"] if one["severity"] == "error"]
    assert (finding["rule"], finding["line"]) == ("plan-outdated", 6)
    # Existing orders get no more numbers. The one that does not exist yet is filled.
    assert [(one["reference"], one["count"]) for one in run.results["Plan"]["orders"]] == [
        ("move-001", 3),
        ("move-002", 1),
        ("move-003", 3),
        ("move-004", 1),
    ]
    assert run.results["Plan"]["removed"] == [{"phone_number": NUMBERS[0], "customer_order_reference": "move-003"}]
    assert run.results["Its order"]["operation"] == "update"


def test_a_lost_plan_is_made_again_from_existing_orders(play, player, simulator):
    settings(simulator)
    given = player.folder / "given"
    given.mkdir()
    write(given / "numbers.csv", NUMBERS)
    play(tasks(plan("Plan", given), order("Create", given, "move-003")))
    (given / "plan.json").unlink()
    run = play(tasks(plan("Plan", given), order("Again", given, "move-003")))
    found = json.loads((given / "plan.json").read_text())
    kept = {entry["reference"]: list(entry["numbers"]) for entry in found["orders"]}
    assert kept["move-003"] == NUMBERS[:3]
    assert len(kept) == 3
    assert run.results["Again"]["operation"] == "none"


def test_errors_have_messages_and_keep_the_plan(play, player, simulator):
    settings(simulator)
    given = player.folder / "given"
    given.mkdir()
    write(given / "numbers.csv", NUMBERS)
    (given / "plan.json").write_text("{}")
    write(given / "twice.csv", [NUMBERS[0], NUMBERS[0]])
    run = play(
        tasks(
            plan("No plan", given, ignore_errors=True),
            plan("Wrong numbers", given, src=str(given / "twice.csv"), dest=str(given / "p"), ignore_errors=True),
            plan("No folder", given, dest=str(given / "absent" / "p"), ignore_errors=True),
            plan("Long reference", given, customer_order_reference="m" * 95, dest=str(given / "p"), ignore_errors=True),
            plan("Other reference", given, dest=str(given / "p")),
            plan("Its file", given, customer_order_reference="other", dest=str(given / "p"), ignore_errors=True),
        )
    )
    messages = {name: result.get("msg", "") for name, result in run.results.items()}
    assert "is incomplete" in messages["No plan"]
    assert (given / "plan.json").read_text() == "{}"
    assert "number-twice" in messages["Wrong numbers"]
    assert "does not exist" in messages["No folder"]
    assert "leave room" in messages["Long reference"]
    assert "another file" in messages["Its file"]
    keys = {
        frozenset(set(result) - {"warnings", "failed", "msg", "failure", "exception"})
        for result in run.results.values()
    }
    assert len(keys) == 1, frozenset.union(*keys) - frozenset.intersection(*keys)
    assert simulator.writes == []
