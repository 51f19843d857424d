# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""sinch_portin_order as people run it: real playbooks, both ways, against the simulator."""

from __future__ import annotations

import json

import yaml
from harness import vaulted

WRITES = {"orderPortIn", "updatePortInOrder", "deleteOrder"}
ORDER = """
customer_order_reference: branch-17
desired_port_schedule:
  desired_port_date: "2027-03-02"
  desired_port_time: "09:00"
end_user:
  name: Harbor Bakery
  street_num: "12"
  street_name: Harbor
  city: Springfield
  state: IL
  zip_code: "62701"
port_out_info:
  existing_port_out_pin: "1234"
  account_num: "5230"
  authorizing_name: Ada Baker
voice_configuration: {type: EST, trunk_id: t-1}
phone_numbers:
  - phone_number: "+12175231234"
  - phoneNumber: "+12175235230"
    endUser: {streetNum: "1234"}
"""
OPTIONS = yaml.safe_load(ORDER)


def task(name="Order", options=OPTIONS, **keywords):
    return {"name": name, "sinch.porting.sinch_portin_order": options, "register": "portin", **keywords}


def tasks(*entries):
    return yaml.safe_dump(list(entries), sort_keys=False, width=1000)


def writes(simulator):
    return [entry.operation for entry in simulator.requests if entry.operation in WRITES]


def test_check_apply_apply_again_cancel_cancel_again(play, simulator):
    gone = {"customer_order_reference": "branch-17", "state": "absent"}
    changed = {**OPTIONS, "desired_port_schedule": {"desired_port_date": "2027-03-09"}}
    run = play(
        tasks(
            task("Check", check_mode=True),
            task("Apply"),
            task("Apply again"),
            task("Check a change", changed, check_mode=True),
            task("Change", changed),
            task("Check the end", gone, check_mode=True),
            task("Cancel", gone),
            task("Cancel again", gone),
        ),
        diff=True,
    )
    results = run.results
    assert [(name, result["operation"], result["changed"]) for name, result in results.items()] == [
        ("Check", "create", True),
        ("Apply", "create", True),
        ("Apply again", "none", False),
        ("Check a change", "update", True),
        ("Change", "update", True),
        ("Check the end", "cancel", True),
        ("Cancel", "cancel", True),
        ("Cancel again", "none", False),
    ]
    assert writes(simulator) == ["orderPortIn", "updatePortInOrder", "deleteOrder"]
    (order,) = simulator.orders
    keys = {frozenset(set(result) - {"warnings", "ansible_facts"}) for result in results.values()}
    assert len(keys) == 1, "every path returns the same keys"
    assert results["Check"]["order_id"] is None
    assert results["Apply"]["order_id"] == order.id
    assert results["Apply"]["number_statuses"] == {"+12175231234": "PENDING", "+12175235230": "PENDING"}
    assert results["Change"]["diff"]["before"]["desired_port_schedule"]["desired_port_date"] == "2027-03-02"
    assert results["Change"]["diff"]["after"]["desired_port_schedule"]["desired_port_date"] == "2027-03-09"
    assert results["Cancel"]["order_status"] in ("PENDING_CANCELATION", "CANCELED")


def test_short_pins_are_removed_without_damaging_other_text(play, simulator):
    run = play(tasks(task(), {"name": "Facts", "ansible.builtin.debug": {"var": "ansible_facts"}}), verbosity=4)
    order = run.results["Order"]["order"]
    assert [number["phone_number"] for number in order["phone_numbers"]] == ["+12175231234", "+12175235230"]
    assert order["phone_numbers"][1]["end_user"]["street_num"] == "1234"
    assert all(number["port_out_info"] == {"authorizing_name": "Ada Baker"} for number in order["phone_numbers"])
    facts = run.results["Facts"]["ansible_facts"]["sinch_portin_order"]
    assert set(facts) == {
        "id",
        "status",
        "customer_order_reference",
        "desired_port_schedule",
        "on_demand_activation",
        "created_date",
        "number_statuses",
        "phone_numbers",
    }
    assert "Harbor" not in json.dumps(facts)
    sent = next(entry.body for entry in simulator.requests if entry.operation == "orderPortIn")
    assert sent["phoneNumbers"][0]["portOutInfo"]["existingPortOutPin"] == "1234"
    assert sent["phoneNumbers"][1]["endUser"] == {
        "name": "Harbor Bakery",
        "streetNum": "1234",
        "streetName": "Harbor",
        "city": "Springfield",
        "state": "IL",
        "zipCode": "62701",
    }
    assert sent["desiredPortSchedule"] == {"desiredPortDate": "2027-03-02", "desiredPortTime": "09:00:00"}


def test_all_errors_of_bad_input_are_reported_together_and_nothing_is_sent(play, simulator):
    options = json.loads(json.dumps(OPTIONS))
    options["desired_port_schedule"]["desired_port_date"] = "2027-02-30"
    options["phone_numbers"][0]["end_user"] = {"zip_code": 2134, "nmae": "x"}
    options["phone_numbers"][1]["phoneNumber"] = "+18005550100"
    run = play(tasks(task(options=options)), expect=2)
    result = run.results["Order"]
    places = {finding["path"] for finding in result["findings"] if finding["severity"] == "error"}
    assert {
        "desired_port_schedule.desired_port_date",
        "phone_numbers[0].end_user.zip_code",
        "phone_numbers[0].end_user.nmae",
        "phone_numbers[1].phone_number",
    } <= places
    assert result["failure"] == {"kind": "validation"}
    assert list(simulator.requests) == []


def test_unquoted_values_are_refused_if_yaml_changes_them(play, simulator):
    text = tasks(task("Order"))
    text = (
        text.replace("'62701'", "02134").replace("'2027-03-02'", "2027-03-02").replace("'+12175231234'", "+12175231234")
    )
    run = play(text, expect=2)
    (finding,) = [finding for finding in run.results["Order"]["findings"] if finding["severity"] == "error"]
    assert (finding["rule"], finding["path"]) == ("text-from-number", "end_user.zip_code")
    assert list(simulator.requests) == []


def test_a_rescue_can_distinguish_failures(play, simulator):
    simulator.settings.unportable = {"+12175235230": "not with this carrier"}
    other = {**OPTIONS, "customer_order_reference": "other", "check_portability": False}
    simulator_down = {**OPTIONS, "api_url": "http://127.0.0.1:9", "retries": 0}
    run = play(
        tasks(
            task("Unportable", ignore_errors=True),
            task("Exclude", {**OPTIONS, "on_unportable": "exclude"}),
            task("Exclude again", {**OPTIONS, "on_unportable": "exclude"}),
            task("Conflict", other, ignore_errors=True),
            task("Not there", simulator_down, ignore_errors=True),
            task("No such id", {**OPTIONS, "order_id": 5}, ignore_errors=True),
        )
    )
    kinds = {name: result.get("failure", {}).get("kind") for name, result in run.results.items()}
    assert kinds == {
        "Unportable": "unportable",
        "Exclude": None,
        "Exclude again": None,
        "Conflict": "conflict",
        "Not there": "connection",
        "No such id": "api",
    }
    assert "not with this carrier" in run.results["Unportable"]["msg"]
    assert run.results["Exclude"]["excluded_numbers"] == ["+12175235230"]
    assert run.results["Exclude again"]["excluded_numbers"] == ["+12175235230"]
    assert not run.results["Exclude again"]["changed"]
    (order,) = simulator.orders
    assert run.results["Conflict"]["failure"]["order_id"] == order.id
    assert writes(simulator) == ["orderPortIn"]


def test_a_confirmed_order_is_locked(play, simulator):
    play(tasks(task()))
    simulator.confirm(simulator.orders[0].id)
    run = play(
        tasks(
            task("As it is"),
            task("Differs", {**OPTIONS, "on_demand_activation": True}, ignore_errors=True),
            task("Cancel", {"state": "absent", "customer_order_reference": "branch-17"}, ignore_errors=True),
        )
    )
    assert not run.results["As it is"]["changed"]
    assert run.results["Differs"]["failure"]["kind"] == "locked"
    assert "on_demand_activation" in run.results["Differs"]["msg"]
    assert run.results["Cancel"]["failure"]["kind"] == "locked"


def test_orders_can_come_from_files(play, player, simulator):
    given = player.folder / "given"
    given.mkdir()
    (given / "order.yml").write_text(ORDER)
    (given / "numbers.json").write_text(json.dumps(OPTIONS["phone_numbers"]))
    (given / "bad.json").write_text('{"phone_numbers": [{"existing_port_out_pin": "8888-planted"')
    rest = {name: value for name, value in OPTIONS.items() if name != "phone_numbers"}
    run = play(
        tasks(
            task("Whole", {"src": "given/order.yml"}),
            task("The same from numbers", {**rest, "src": str(given / "numbers.json")}),
            task(
                "Only one",
                {"src": "given/order.yml", "only": ["+12175235230"], "customer_order_reference": "x"},
                check_mode=True,
                ignore_errors=True,
            ),
            task("Not in it", {"src": "given/order.yml", "only": ["+12175230000"]}, ignore_errors=True),
            task("Not there", {"src": "given/none.yml"}, ignore_errors=True),
            task("Broken", {"src": "given/bad.json"}, ignore_errors=True),
        )
    )
    assert run.results["Whole"]["operation"] == "create"
    assert run.results["The same from numbers"]["operation"] == "none"
    assert run.results["Only one"]["failure"]["kind"] == "conflict"
    assert "+12175230000" in run.results["Not in it"]["msg"]
    assert "none.yml" in run.results["Not there"]["msg"]
    assert "line 1" in run.results["Broken"]["msg"]
    assert "8888-planted" not in run.written


def test_a_vaulted_file_is_decrypted_in_memory(play, player, simulator):
    given = player.folder / "given"
    given.mkdir()
    text = ORDER.replace('1234"\n  account', 'planted-in-vault"\n  account')
    (given / "order.yml").write_bytes(vaulted(text, "open sesame"))
    (given / "password").write_text("open sesame")
    arguments = ("--vault-password-file", str(given / "password"))
    run = play(tasks(task(options={"src": "given/order.yml"})), arguments=arguments, verbosity=3)
    assert run.results["Order"]["operation"] == "create"
    assert "planted-in-vault" not in run.written
    sent = next(entry.body for entry in simulator.requests if entry.operation == "orderPortIn")
    assert sent["phoneNumbers"][0]["portOutInfo"]["existingPortOutPin"] == "planted-in-vault"
    run = play(tasks(task(options={"src": "given/order.yml"})), expect=2)
    assert "src: given/order.yml is encrypted with Ansible Vault" in run.results["Order"]["msg"]
    assert "--ask-vault-pass" in run.results["Order"]["msg"]


def test_keywords_of_a_task_work(play, simulator):
    """The environment of a task, defaults of the module group, async, and a loop over references."""
    run = play(
        tasks(
            task("From the task's environment", environment={"SINCH_PROJECT_ID": "project-env"}),
            task(
                "From module defaults",
                module_defaults={"group/sinch.porting.porting": {"project_id": "project-group"}},
            ),
            {**task("In the background"), "async": 60, "poll": 1},
            task(
                "In a loop",
                {"state": "absent", "customer_order_reference": "{{ item }}"},
                loop=["branch-17", "never-was"],
            ),
        ),
        env={"SINCH_PROJECT_ID": "project-all"},
    )
    assert run.results["In the background"]["operation"] == "create"
    assert [item["operation"] for item in run.results["In a loop"]["results"]] == ["cancel", "none"]
    projects = {entry.path.split("/")[3] for entry in simulator.requests if "/projects/" in entry.path}
    assert projects == {"project-env", "project-group", "project-all"}


def test_a_task_waits_for_a_status(play, simulator):
    simulator.settings.pace = 0.3
    run = play(tasks(task(options={**OPTIONS, "wait": True, "wait_for": "COMPLETED", "wait_timeout": 60})))
    assert run.results["Order"]["order_status"] == "COMPLETED"
    assert set(run.results["Order"]["number_statuses"].values()) == {"ACTIVATED"}


def test_a_waiting_task_reports_on_the_console(play, way, simulator):
    simulator.settings.pace = 0.3
    run = play(tasks(task(options={**OPTIONS, "wait": True, "wait_timeout": 60})))
    assert ("waiting for CONFIRMED" in run.stdout) == (way == "action")
