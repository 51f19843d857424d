# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""User input and responses of the service that once caused bugs: one playbook for many of them, both ways."""

from __future__ import annotations

import datetime
import json
from zoneinfo import ZoneInfo

import pytest
from harness import vaulted
from test_order import OPTIONS, tasks

from ansible_collections.sinch.porting.plugins.module_utils._base.names import to_api

pytestmark = pytest.mark.once

REST = {name: value for name, value in OPTIONS.items() if name not in ("customer_order_reference", "phone_numbers")}
NUMBERS = ["+12175231234", "+12175235230"]


def step(name, options, module="sinch_portin_order", **keywords):
    return {"name": name, f"sinch.porting.{module}": options, **keywords}


def test_user_input_is_accepted_or_refused_with_a_message(play, player, simulator):
    given = player.folder / "given"
    given.mkdir()
    twice = {**REST, "reference": "b", "phone_numbers": NUMBERS[:1]}
    (given / "twice.json").write_text(json.dumps({**twice, "customerOrderReference": "c"}))
    (given / "other.json").write_text(json.dumps(twice))
    (given / "alone.txt").write_text("\n".join(NUMBERS))
    (given / "table.tsv").write_text("\n".join(["number\tgroup", *(f"{number}\t" for number in NUMBERS)]))
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
            step("A table with tabs", {**REST, "src": str(given / "table.tsv"), "reference": "a"}),
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
    same = ("By the API's name", "Numbers of a list", "A bare list in a file", "A table with tabs")
    assert [results[name]["operation"] for name in ("Order", *same)] == ["create", *["none"] * len(same)], run.output
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


def test_the_role_accepts_other_names_of_the_reference_and_plain_numbers(desk, simulator):
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
    assert "port_in_reference is hq, but an alias of it is other. Set only one of them." in run.output


def test_valid_spellings_are_neither_refused_nor_sent_wrongly(play, simulator):
    """Each step once had a bug: the input was refused although it was valid, or sent differently than written."""
    free, stays = "+12175230143", "+12175230144"
    body = {
        "desiredPortSchedule": {"desiredPortDate": "2027-03-02", "desiredPortTime": "09:00:00"},
        "phoneNumbers": [
            {
                "phoneNumber": number,
                "endUser": to_api(OPTIONS["end_user"]),
                "portOutInfo": to_api(OPTIONS["port_out_info"]),
                "voiceConfiguration": to_api(OPTIONS["voice_configuration"]),
            }
            for number in (free, stays)
        ],
    }
    holder = simulator.create({"customerOrderReference": "holder", **body}).id
    simulator.confirm(holder)
    simulator.change(holder, numbers={free: {"status": "CANCELED"}})
    simulator.settings.secrets_echo = "omitted"
    simulator.settings.validate = False
    order = {**REST, "phone_numbers": [{"phone_number": "+12175230150"}]}
    bare = {name: value for name, value in order.items() if name != "port_out_info"}
    dated = {"authorizing_name": "Ada Baker", "account_num": "5230"}
    pasted = {"id": 7, "status": "PENDING", "createdDate": "2026-11-20", "notes": [], "documents": []}
    spelled = [{"phone_number": "+12175230150", "features": {"A2PLC": {"testURL": "https://a.example.net"}}}]
    schedule = order["desired_port_schedule"]
    lasting = {"ignore_errors": True}
    run = play(
        tasks(
            step("A number that was canceled", {**REST, "reference": "again", "phone_numbers": [free]}),
            step("The rest of its order", {**REST, "reference": "holder", "phone_numbers": [stays]}),
            step("A number for a reference", {**order, "reference": 12}, **lasting),
            step("Greenwich", {**order, "reference": "a",
                 "desired_port_schedule": {**schedule, "desired_port_time_zone": "GMT"}}, check_mode=True),
            step("Authorized later", {**order, "reference": "a",
                 "port_out_info": {**dated, "authorizing_date": "2099-01-01T23:59:00Z"}}, **lasting),
            step("A plain date of the letter", {**order, "reference": "a", "loa_attachment_date": "2026-11-20"},
                 **lasting),
            step("An answer pasted", {**order, **pasted, "reference": "a"}, check_mode=True),
            step("A number of Miami", {**order, "reference": "a", "phone_numbers": ["+13052091234"]}, check_mode=True),
            step("A member of its own name", {**order, "reference": "own", "phone_numbers": spelled,
                 "rules": {"unknown-member": "warn"}}),
            step("A change without the secrets", {**bare, "reference": "own",
                 "desired_port_schedule": {"desired_port_date": "2027-03-09"}}, **lasting),
        )
    )  # fmt: skip
    results = run.results

    def rules(name: str, severity: str) -> set[str]:
        return {one["rule"] for one in results[name]["findings"] if one["severity"] == severity}

    assert results["A number that was canceled"]["operation"] == "create", run.output
    assert results["The rest of its order"]["operation"] == "none"
    assert rules("A number for a reference", "error") == {"text-from-number"}
    assert "port-time-zone-gmt" in rules("Greenwich", "warn")
    assert "authorizing-date-future" in rules("Authorized later", "error")
    assert "loa-date-invalid" in rules("A plain date of the letter", "error")
    assert "read-only-member" in rules("An answer pasted", "warn")
    for name in ("Greenwich", "An answer pasted", "A number of Miami"):
        assert results[name]["operation"] == "create", name
    assert "number-not-local" not in rules("A number of Miami", "warn")
    sent = [entry.body for entry in simulator.requests if entry.operation == "orderPortIn"]
    assert sent[-1]["phoneNumbers"][0]["features"] == {"A2PLC": {"testURL": "https://a.example.net"}}
    refused = results["A change without the secrets"]
    assert refused["failure"]["kind"] == "validation"
    assert "would be lost" in refused["msg"]
    assert "updatePortInOrder" not in [entry.operation for entry in simulator.requests]
    assert '"5230"' not in json.dumps(refused)


def test_a_change_that_no_read_shows_causes_a_warning(play, simulator):
    play(tasks(step("Order", OPTIONS)))
    # A service that accepts a change without making it looks like one whose reads lag.
    simulator.settings.read_lag_reads = 10**6
    moved = {**OPTIONS, "end_user": {**OPTIONS["end_user"], "city": "Chatham"}}
    run = play(tasks(step("Change", moved)))
    change = run.results["Change"]
    assert (change["operation"], change["changed"]) == ("update", True)
    assert [warning for warning in change["warnings"] if "reads do not show it yet" in warning and "city" in warning]


def test_without_a_time_only_the_day_counts(play, simulator):
    # The test takes less than ten minutes, so the day does not end meanwhile.
    now = datetime.datetime.now(ZoneInfo("US/Pacific")) + datetime.timedelta(minutes=10)
    over = now - datetime.timedelta(days=2)
    schedules = {"Today": now, "Two days ago": over}
    run = play(
        tasks(
            *(
                step(
                    name,
                    {**OPTIONS, "desired_port_schedule": {"desired_port_date": day.date().isoformat()}},
                    check_mode=True,
                    ignore_errors=True,
                )
                for name, day in schedules.items()
            )
        )
    )
    assert run.results["Today"]["operation"] == "create", run.output
    assert "port-date-passed" in run.results["Two days ago"]["msg"]


def test_messages_about_an_order_match_its_status_and_the_option(play, simulator):
    """Remedies, statuses and ends of days that were once those of a different case."""
    simulator.settings.extra_members = True
    simulator.settings.foc = "today"
    ids = {}
    for index, reference in enumerate(("built", "confirmed", "pending", "early")):
        body = {
            "customerOrderReference": reference,
            "desiredPortSchedule": {"desiredPortDate": "2027-03-02"},
            "onDemandActivation": True,
            "phoneNumbers": [
                {
                    "phoneNumber": f"+1217523014{index}",
                    "endUser": to_api(OPTIONS["end_user"]),
                    "portOutInfo": to_api(OPTIONS["port_out_info"]),
                }
            ],
        }
        ids[reference] = simulator.create(body).id
    simulator.change(ids["built"], status="ORDER_BUILDING")
    simulator.confirm(ids["confirmed"])
    simulator.confirm(ids["early"])
    simulator.fault("status", "activatePortIn", status=422, form="object")
    later = {"desired_port_schedule": {"desired_port_date": "2027-03-09"}}
    run = play(
        tasks(
            step("Built", {**REST, **later, "reference": "built", "phone_numbers": ["+12175230140"]},
                 ignore_errors=True),
            step("Cancel what is built", {"reference": "built", "state": "absent"}, ignore_errors=True),
            step("Held by a confirmed order", {**REST, "reference": "new", "phone_numbers": ["+12175230141"]},
                 ignore_errors=True),
            step("Held by a pending order", {**REST, "reference": "new", "phone_numbers": ["+12175230142"]},
                 ignore_errors=True),
            step("Activate", {"reference": "early", "wait": False}, "sinch_portin_order_activation",
                 ignore_errors=True),
            step("Orders of a day", {"created_date_end": "2027-03-02", "foc_end_date": "2027-03-03"},
                 "sinch_portin_order_info"),
            step("A boolean for a text", {**REST, "reference": "a", "phone_numbers": ["+12175230150"],
                 "end_user": {**OPTIONS["end_user"], "city": True}}, ignore_errors=True),
        )
    )  # fmt: skip
    results = run.results
    assert "cannot yet change" in results["Built"]["msg"], run.output
    assert "cannot yet be cancelled" in results["Cancel what is built"]["msg"]
    assert "Cancel that order" not in results["Held by a confirmed order"]["msg"]
    assert "Cancel that order" in results["Held by a pending order"]["msg"]
    holder = f"order {ids['pending']} ('pending', PENDING) has +12175230142"
    assert holder in results["Held by a pending order"]["msg"]
    assert results["Activate"]["failure"]["status"] == 422
    assert results["Activate"]["number_statuses"] == {"+12175230143": "CONFIRMED"}
    (asked,) = [entry.query for entry in simulator.requests if "createdDateEnd" in entry.query]
    assert asked["createdDateEnd"] == "2027-03-02T23:59:59.999Z"
    assert asked["focEndDate"] == "2027-03-03T23:59:59.999Z"
    assert "text-from-boolean" in results["A boolean for a text"]["msg"]
    assert "Write the value in quotes." in results["A boolean for a text"]["msg"]
    assert '"ON"' not in results["A boolean for a text"]["msg"]


def test_a_diff_of_a_new_order_names_the_secrets(play, simulator):
    run = play(tasks(step("Order", OPTIONS)), diff=True)
    after = run.results["Order"]["diff"]["after"]
    assert after["given, not shown"] == [
        "port_out_info.account_num (2 of 2 numbers)",
        "port_out_info.existing_port_out_pin (2 of 2 numbers)",
    ]
    assert "5230" not in json.dumps(after["given, not shown"])


def test_a_vaulted_plan_that_cannot_be_decrypted_is_named_as_the_plan(play, player, simulator):
    given = player.folder / "given"
    given.mkdir()
    (given / "plan.json").write_bytes(vaulted("{}", "open sesame"))
    order = {**OPTIONS, "customer_order_reference": "hq-001", "plan": str(given / "plan.json")}
    run = play(tasks(step("Order", order)), expect=2)
    message = run.results["Order"]["msg"]
    assert message.startswith(f"plan: {given / 'plan.json'} is encrypted with Ansible Vault"), message
    assert "--ask-vault-pass" in message
    assert simulator.requests == []
