# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people type, and what services answer, that once went wrong: one playbook for many of them, both ways."""

from __future__ import annotations

import json

from test_order import OPTIONS, tasks

REST = {name: value for name, value in OPTIONS.items() if name not in ("customer_order_reference", "phone_numbers")}
NUMBERS = ["+12175231234", "+12175235230"]


def step(name, options, module="sinch_portin_order", **keywords):
    return {"name": name, f"sinch.porting.{module}": options, **keywords}


def test_what_people_type_is_taken_or_refused_in_a_sentence(play, player, simulator):
    given = player.folder / "given"
    given.mkdir()
    twice = {**REST, "reference": "b", "phone_numbers": NUMBERS[:1]}
    (given / "twice.json").write_text(json.dumps({**twice, "customerOrderReference": "c"}))
    (given / "other.json").write_text(json.dumps(twice))
    (given / "alone.txt").write_text("\n".join(NUMBERS))
    order = {**REST, "reference": "a", "phone_numbers": "\n".join(NUMBERS)}
    job = {"dest": str(given / "plan.json"), **REST, "phone_numbers": NUMBERS}
    run = play(
        tasks(
            step("Order", order),
            step("By the API's name", {**REST, "customerOrderReference": "a", "phone_numbers": NUMBERS}),
            step("Numbers of a list", {**REST, "customer_order_reference": "a", "phone_numbers": NUMBERS}),
            step("By two names", {**order, "customer_order_reference": "b"}, ignore_errors=True),
            step("A file with two names", {"src": str(given / "twice.json")}, ignore_errors=True),
            step("The task counts", {"src": str(given / "other.json"), "customer_order_reference": "a"},
                 check_mode=True, ignore_errors=True),
            step("A bare list in a file", {**REST, "src": str(given / "alone.txt"), "reference": "a"}),
            step("Plan", {**job, "base_reference": "job"}, "sinch_portin_plan"),
            step("Rejected", {**REST, "reference": "a", "phone_numbers": NUMBERS}, "sinch_portin_rejection_info"),
            step("Report", {"customer_order_reference": "a"}, "sinch_portin_report"),
            step("Info", {"reference": "a"}, "sinch_portin_order_info"),
            step("Note", {"reference": "a", "note": "x"}, "sinch_portin_order_note"),
            step("Ask", {"phone_numbers": [{"phone_number": NUMBERS[0]}, NUMBERS[1]]}, "sinch_portability_info"),
            step("Lint", {**REST, "phone_numbers": [*NUMBERS, NUMBERS[0]], "fail_on": "never"}, "sinch_portin_lint"),
        )
    )  # fmt: skip
    results = run.results
    same = ("By the API's name", "Numbers of a list", "A bare list in a file")
    assert [results[name]["operation"] for name in ("Order", *same)] == ["create", "none", "none", "none"], run.output
    for name in ("By two names", "A file with two names"):
        assert [one["rule"] for one in results[name]["findings"] if one["severity"] == "error"] == ["given-twice"]
    assert results["The task counts"]["order_id"] == simulator.orders[0].id
    assert results["Plan"]["orders"][0]["reference"] == "job-001"
    assert results["Rejected"]["refused"] == []
    assert results["Report"]["totals"]["numbers"] == len(NUMBERS)
    assert results["Info"]["orders"][0]["customer_order_reference"] == "a"
    assert results["Note"]["changed"] is True
    assert results["Ask"]["portable"] == NUMBERS
    (again,) = [one for one in results["Lint"]["findings"] if one["rule"] == "number-twice"]
    assert again["message"] == f"is the same number as phone_numbers[0], '{NUMBERS[0]}'."
    (order,) = simulator.orders
    assert order.reference == "a"


def test_the_role_takes_other_names_of_the_reference_and_numbers_alone(desk, simulator):
    desk.variables = {
        "port_in_desired_port_date": desk.variables["port_in_desired_port_date"],
        "port_in_base_reference": "hq",
        "port_in_numbers": NUMBERS,
        "port_in_end_user": REST["end_user"],
        "port_in_port_out_info": {"authorizing_name": "Ada Baker", "account_num": "5230"},
        "port_in_voice_configuration": REST["voice_configuration"],
    }
    run = desk.play("port_in")
    assert [order.reference for order in simulator.orders] == ["hq-001"], run.output
    run = desk.play("plan", port_in_customer_order_reference="other", port_in_reference="hq", expect=2)
    assert "port_in_reference is hq, and another name of it says other. Give it once." in run.output
