# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role acts on exactly the orders that the user has selected, and reports what it did."""

from __future__ import annotations

import datetime
import json
import os
import pty
import re
import select
import shutil

import pytest
import yaml
from spreadsheet import PINS, Desk, a_row, assert_no_pin, on_demand_order, result

# Orders of the job hq, orders of other jobs with similar references, and two that hq has to list.
OWN = ["hq", "hq-001", "hq-002", "hq-002-r1"]
OTHERS = ["hq-east-001", "hq-move-001", "hq.001", "hq/1", "hq_001", "hq-001-x", "elsewhere-001"]
IN_THE_PLAN, NAMED = "first-batch", "legacy"
STEPS = [
    "lint", "check", "plan", "planned", "create", "document", "documents", "follow", "activate", "cancel", "resubmit",
    "report", "existing", "main",
]  # fmt: skip


def seed(desk: Desk, references: list[str]) -> dict[str, int]:
    """Create an order for each reference; return their ids."""
    date = desk.variables["port_in_desired_port_date"]
    return {
        reference: desk.simulator.create(on_demand_order(reference, [f"+1217523{index + 100:04}"], date)).id
        for index, reference in enumerate(references)
    }


def write_plan(desk: Desk, *references: str, base: str = "hq") -> None:
    orders = [
        {"reference": name, "country": "US", "carrier": "", "group": "", "count": 0, "numbers": {}}
        for name in references
    ]
    plan = {name: {} for name in ("order", "summary", "members", "unportable", "removed")}
    text = json.dumps({"version": 1, "reference": base, "fingerprint": "", "orders": orders, **plan})
    (desk.player.folder / f"{desk.variables['port_in_reference']}.plan.json").write_text(text)


def play_steps(desk: Desk, steps: list[str], expect: int = 0, **variables) -> dict[str, str]:
    """Run steps of the role one by one in a playbook of their own; return the message of each that fails."""
    tasks = [
        {
            "name": f"Step {step}",
            "block": [{"ansible.builtin.include_role": {"name": "sinch.porting.port_in", "tasks_from": f"{step}.yml"}}],
            "rescue": [
                {"name": f"Failure of {step}", "ansible.builtin.debug": {"msg": "{{ ansible_failed_result.msg }}"}}
            ],
        }
        for step in steps
    ]
    path = desk.player.folder / "given" / "steps.yml"
    path.parent.mkdir(exist_ok=True)
    play = {"name": "Steps", "hosts": "localhost", "gather_facts": False, "vars": variables, "tasks": tasks}
    path.write_text(yaml.safe_dump([play], sort_keys=False))
    run = desk.player.run([str(path)], expect=expect)
    assert_no_pin(run)
    return {step: run.results[f"Failure of {step}"]["msg"] for step in steps if f"Failure of {step}" in run.results}


def statuses(desk: Desk) -> dict[str, str]:
    return {order.reference: order.status for order in desk.simulator.orders}


def cancelled(desk: Desk) -> list[str]:
    return sorted(reference for reference, status in statuses(desk).items() if "CANCEL" in status)


# ---- own orders ------------------------------------------------------------------


def test_cancel_selects_only_the_orders_of_the_job(desk):
    seed(desk, [*OWN, *OTHERS, IN_THE_PLAN, NAMED])
    write_plan(desk, "hq-001", IN_THE_PLAN)
    run = desk.play("cancel", port_in_cancel_confirmed=True, port_in_references=[NAMED])
    assert cancelled(desk) == sorted([*OWN, IN_THE_PLAN, NAMED])
    assert "6 orders, 6 changed, 0 failed." in run.output
    again = desk.play("cancel", port_in_cancel_confirmed=True, port_in_references=[NAMED])
    assert desk.writes == []
    assert "0 orders to cancel." in again.output


def test_activate_document_and_report_select_only_the_orders_of_the_job(desk, simulator):
    ids = seed(desk, [*OWN, *OTHERS, IN_THE_PLAN, NAMED])
    mine = sorted([*OWN, IN_THE_PLAN, NAMED])
    write_plan(desk, "hq-001", IN_THE_PLAN)
    for order_id in ids.values():
        simulator.confirm(order_id, foc_date=datetime.date.today().isoformat())
    letter = desk.player.folder / "given" / "letter.txt"
    letter.parent.mkdir(exist_ok=True)
    letter.write_text("We authorize the port.")
    variables = {
        **desk.variables,
        "port_in_references": [NAMED],
        "port_in_documents": [{"path": "given/letter.txt"}],
        "port_in_activation_timeout": 10,
    }
    assert play_steps(desk, ["document", "activate", "follow", "report"], **variables) == {}
    assert sorted(order.reference for order in simulator.orders if order.documents) == mine
    live = [order.reference for order in simulator.orders if order.numbers[0].status == "ACTIVATED"]
    assert sorted(live) == mine
    report = json.loads((desk.player.folder / "hq-report.json").read_text())
    assert sorted(order["reference"] for order in report["orders"]) == mine


def test_references_with_equal_host_names_each_get_a_host(desk):
    """Two of them become a_b, so a number is appended. The third is equal to a name with that number."""
    alike = ["a b", "a/b", "a_b_0"]
    seed(desk, alike)
    run = desk.play("cancel", port_in_cancel_confirmed=True, port_in_reference="a", port_in_references=alike)
    assert cancelled(desk) == sorted(alike)
    assert "3 orders, 3 changed, 0 failed." in run.output


def test_a_plan_file_of_another_job_selects_no_orders_for_this_one(desk):
    seed(desk, ["hq-001", "hq-east-001"])
    write_plan(desk, "hq-east-001", base="hq-east")
    run = desk.play("cancel", expect=2, port_in_cancel_confirmed=True)
    assert "a plan of the base reference 'hq-east', not of 'hq'" in run.output
    assert cancelled(desk) == []


def test_unknown_references_stop_a_step_before_it_acts(desk):
    seed(desk, ["hq-001"])
    run = desk.play("cancel", expect=2, port_in_cancel_confirmed=True, port_in_references=["hq-0001"])
    assert "No order at Sinch has the reference hq-0001" in run.output
    assert cancelled(desk) == []
    letter = {"path": "letter.txt", "references": ["hq-0001"]}
    messages = play_steps(desk, ["document"], **{**desk.variables, "port_in_documents": [letter]})
    assert "no order of this job has: hq-0001" in messages["document"]


# ---- cancelling ------------------------------------------------------------------


def type_at_console(desk: Desk, answer: str) -> tuple[int, str]:
    """Run the playbook cancel at a terminal, and type the response to its prompt."""
    command = desk.player.command(*desk.arguments("cancel"))
    child, terminal = pty.fork()
    if not child:
        os.chdir(desk.player.folder)
        os.execve(command[0], command, desk.player.environ)
    output = b""
    try:
        while True:
            if select.select([terminal], [], [], 1)[0]:
                output += os.read(terminal, 4096)
            elif b"Type yes to cancel" in output:
                # Ansible discards input from before its prompt, so type again until it continues.
                os.write(terminal, f"{answer}\r".encode())
    except OSError:  # the process has closed the terminal
        pass
    finally:
        os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), output.decode(errors="replace")


def test_cancel_lists_the_orders_and_asks_first(desk):
    ids = seed(desk, ["hq-001", "hq-002"])
    checked = desk.play("cancel", "--check")
    assert desk.writes == []
    assert "2 orders would be cancelled:" in checked.output
    assert f"hq-001, order {ids['hq-001']}, PENDING" in checked.output

    refused = desk.play("cancel", expect=2)
    assert desk.writes == []
    message = result(refused, "Refuse to cancel without confirmation")["msg"]
    assert "port_in_cancel_confirmed" in message
    assert "hq-002" in refused.output

    code, output = type_at_console(desk, "no")
    assert (code, cancelled(desk)) == (2, []), output
    code, output = type_at_console(desk, "yes")
    assert (code, cancelled(desk)) == (0, ["hq-001", "hq-002"]), output


def test_cancel_lists_orders_that_can_no_longer_be_cancelled_and_cancels_the_rest(desk, simulator):
    ids = seed(desk, ["hq-001", "hq-002", "hq-003"])
    simulator.confirm(ids["hq-002"])
    simulator.confirm(ids["hq-003"])
    simulator.complete(ids["hq-003"])
    run = desk.play("cancel", port_in_cancel_confirmed=True)
    assert cancelled(desk) == ["hq-001"]
    assert f"hq-002: order {ids['hq-002']} is CONFIRMED and stays" in run.output
    assert f"hq-003: order {ids['hq-003']} is COMPLETED and stays" in run.output
    assert "3 orders, 1 changed, 0 failed." in run.output
    assert play_steps(desk, ["cancel"], **desk.variables, port_in_cancel_confirmed=True) == {}


# ---- wrong input -----------------------------------------------------------------


def test_a_misspelled_variable_fails_every_step_before_anything_is_sent(desk, simulator):
    desk.fill([a_row(0)])
    wrong = {"port_in_on_demand": True, "port_in_enduser": {"name": "Harbor Bakery"}}
    messages = play_steps(desk, STEPS, **desk.variables, **wrong, port_in_documents=[{"path": "letter.txt"}])
    assert sorted(messages) == sorted(STEPS)
    for step, message in messages.items():
        assert "Did you mean port_in_on_demand_activation?" in message, step
        assert "port_in_enduser is not a variable of the role. Did you mean port_in_end_user?" in message, step
    assert simulator.requests == []
    assert not (desk.player.folder / "hq.plan.json").exists()


def test_a_value_of_a_wrong_type_fails_every_step_before_anything_is_sent(desk, simulator):
    """Ansible checks the argument spec of a role only if the whole role runs, not for a single step."""
    desk.fill([a_row(0)])
    wrong = {"port_in_max_numbers": "many", "port_in_on_unportable": "exlude", "port_in_port_out_info": PINS[0]}
    steps = [step for step in STEPS if step != "documents"]
    said = play_steps(desk, steps, **desk.variables, **wrong)
    assert sorted(said) == sorted(set(steps) - {"document"})
    for step, message in said.items():
        assert "port_in_max_numbers" in message, step
        assert "port_in_on_unportable" in message, step
        assert "port_in_port_out_info" in message, step
    assert simulator.requests == []


def test_the_plan_shows_its_advice(desk):
    desk.fill([a_row(index) for index in range(2)])
    desk.play("port_in")
    desk.fill([a_row(0)])
    told = result(desk.play("plan"), "Show the plan")["msg"]["worth knowing"]
    assert "is PENDING, and the table no longer has any of its numbers" in told[0]
    assert told[-1].startswith("Numbers stay in their planned order. To group all of them again, delete ")


def test_a_misspelled_extra_variable_fails_a_playbook(desk, simulator):
    desk.fill([a_row(0)])
    run = desk.play("apply", "-e", "port_in_refrence=other", expect=2)
    assert "Did you mean port_in_reference?" in run.output
    assert simulator.requests == []


def test_missing_input_is_named_by_the_variables_of_the_role(desk, simulator):
    steps = [step for step in STEPS if step != "documents"]
    messages = play_steps(desk, steps)
    assert sorted(messages) == sorted(set(steps) - {"document"})
    for step in ("lint", "check", "plan", "planned", "create", "resubmit", "main"):
        assert "port_in_numbers_file" in messages[step], step
        assert "port_in_numbers_csv" in messages[step], step
        assert "-e @job.yml" in messages[step], step
    for step in ("plan", "planned", "create", "follow", "activate", "cancel", "resubmit", "report", "existing"):
        assert "port_in_reference is not given." in messages[step], step
    for step, message in messages.items():
        for option in ("content_from", "customer_order_reference", "src"):
            assert option not in message, step
    assert simulator.requests == []


def test_follow_reports_the_cause_of_a_failure(desk):
    fake = desk.player.folder / "given" / "fake"
    fake.mkdir(parents=True)
    (fake / "pydantic.py").write_text("raise ImportError('not there')\n")
    run = desk.player.run(desk.arguments("follow"), env={"PYTHONPATH": str(fake)}, expect=2)
    assert "After 3600 seconds" not in run.output
    assert "pydantic" in result(run, "Report what is still pending, or what went wrong")["msg"]


def test_files_are_found_beside_the_playbook_and_in_a_relative_folder(desk, simulator):
    folder = desk.player.folder
    variables = {**desk.variables, "port_in_numbers_file": "hq.csv", "port_in_report_formats": ["json"]}
    messages = play_steps(desk, ["lint"], **variables)
    for place in (folder / "hq.csv", folder / "given" / "hq.csv", folder / "given" / "files" / "hq.csv"):
        assert str(place) in messages["lint"]

    desk.fill([a_row(0)])
    steps = ["lint", "check", "plan", "create", "document", "follow", "report", "resubmit"]
    assert play_steps(desk, steps, **variables) == {}
    assert (folder / "hq.plan.json").exists()

    elsewhere = folder / "given" / "jobs"
    elsewhere.mkdir()
    shutil.move(desk.sheet, elsewhere / "hq.csv")
    (elsewhere / "letter.txt").write_text("We authorize the port.")
    relative = {**variables, "port_in_folder": "given/jobs", "port_in_documents": [{"path": "letter.txt"}]}
    assert play_steps(desk, steps, **relative) == {}
    assert (elsewhere / "hq.plan.json").exists()
    assert (elsewhere / "hq-report.json").exists()
    assert len(simulator.orders) == 1
    assert len(simulator.orders[0].documents) == 1
    messages = play_steps(desk, ["plan", "report"], **{**relative, "port_in_folder": "given/job"})
    assert str(folder / "given" / "job") in messages["plan"]
    assert str(folder / "given" / "given" / "job") in messages["report"]


def test_references_can_be_one_text_and_are_compared_as_a_whole(desk, simulator):
    ids = seed(desk, ["hq", "hq-001", "hq-002", "old", "older"])
    letter = desk.player.folder / "given" / "letter.txt"
    letter.parent.mkdir(exist_ok=True)
    letter.write_text("We authorize the port.")
    document = {"path": "letter.txt", "references": "hq-001"}
    assert play_steps(desk, ["document"], **desk.variables, port_in_documents=[document]) == {}
    assert [order.reference for order in simulator.orders if order.documents] == ["hq-001"]
    desk.variables["port_in_reference"] = ""
    desk.play("cancel", port_in_references="old, hq-002", port_in_cancel_confirmed=True)
    assert cancelled(desk) == ["hq-002", "old"]
    assert ids.keys() == statuses(desk).keys()


def test_references_that_differ_only_in_case_are_two_orders(desk, simulator):
    seed(desk, ["hq-001", "HQ-001"])
    letter = desk.player.folder / "given" / "letter.txt"
    letter.parent.mkdir(exist_ok=True)
    letter.write_text("We authorize the port.")
    both = {**desk.variables, "port_in_reference": "", "port_in_references": ["hq-001", "HQ-001"]}
    assert play_steps(desk, ["document"], **both, port_in_documents=[{"path": "letter.txt"}]) == {}
    assert [len(order.documents) for order in simulator.orders] == [1, 1]
    desk.variables.update(both)
    desk.play("cancel", port_in_cancel_confirmed=True)
    assert cancelled(desk) == ["HQ-001", "hq-001"]


def test_a_step_that_cannot_list_its_orders_fails(desk, simulator):
    desk.fill([a_row(0)])
    desk.play("plan")
    path = desk.player.folder / "given" / "site.yml"
    play = {"name": "Port", "hosts": "localhost", "gather_facts": False, "vars": desk.variables}
    path.write_text(yaml.safe_dump([{**play, "roles": [{"role": "sinch.porting.port_in"}]}], sort_keys=False))
    run = desk.player.run([str(path), "--tags", "create", "-e", "__port_in_paths={{ nowhere }}"], expect=2)
    assert simulator.orders == []
    assert "'nowhere' is undefined" in run.output


@pytest.mark.parametrize("way_to_run", ["playbook", "role"])
def test_an_order_whose_variables_cannot_be_read_stops_no_other_order(desk, simulator, way_to_run):
    """For example if a lookup of secrets fails once. The orders before it are reported, those after it are created."""
    desk.fill([a_row(index) for index in range(6)])
    folder = desk.player.folder / "given" / "names"
    folder.mkdir(parents=True)
    for reference in ("hq-001", "hq-003"):
        (folder / reference).write_text("Acme")
    queued = "(__port_in_queued | default({'reference': 'hq-001'})).reference"
    desk.variables["port_in_reseller_name"] = f"{{{{ lookup('ansible.builtin.file', '{folder}/' ~ {queued}) }}}}"
    desk.play("plan")
    if way_to_run == "playbook":
        run = desk.play("apply", expect=2)
    else:
        play = {"name": "Port", "hosts": "localhost", "gather_facts": False, "vars": desk.variables}
        path = desk.player.folder / "given" / "site.yml"
        path.write_text(yaml.safe_dump([{**play, "roles": [{"role": "sinch.porting.port_in"}]}], sort_keys=False))
        run = desk.player.run([str(path), "--tags", "create"], expect=2)
    assert desk.references == ["hq-001", "hq-003"]
    message = result(run, "Fail if an order failed")["msg"]
    assert "1 of 3 orders failed: hq-002" in message
    assert f"{folder}/hq-002" in message
    for order in simulator.orders:
        assert f"{order.reference}: order {order.id}, PENDING, created" in run.output


# ---- messages --------------------------------------------------------------------


def test_a_lint_without_findings_says_how_much_it_read_and_where(desk):
    desk.fill([a_row(index) for index in range(3)])
    run = desk.play("lint", port_in_rules={"number-fictional": "off"})
    assert f"3 numbers read from {desk.sheet}: no problem found." in run.output
    desk.fill([a_row(0)])
    assert f"1 number read from {desk.sheet}: no problem found." in desk.play("lint").output


def test_a_first_run_in_check_mode_says_what_it_would_do(desk, simulator):
    desk.fill([a_row(index) for index in range(3)])
    run = desk.play("port_in", "--check")
    assert (desk.writes, simulator.orders) == ([], [])
    assert "Could not match" not in run.output
    assert "3 orders are planned." in run.output
    assert "0 orders" not in run.output
    desk.play("plan")
    run = desk.play("apply", "--check")
    assert desk.writes == []
    assert "3 orders, 3 would change, 0 failed." in run.output
    assert "hq-001: PENDING, would be created" in run.output or "hq-001: would be created" in run.output


def test_apply_lists_references_ids_and_the_numbers_set_aside(desk, simulator):
    desk.fill([a_row(index) for index in range(3)])
    simulator.settings.unportable = {a_row(2)["number"]: "Not in service"}
    desk.play("plan")
    run = desk.play("apply")
    for order in simulator.orders:
        assert f"{order.reference}: order {order.id}, PENDING, created" in run.output
    assert "1 number is set aside, because it cannot be ported:" in run.output
    assert f"{a_row(2)['number']}: Not in service" in run.output
    again = desk.play("apply")
    for order in simulator.orders:
        assert f"{order.reference}: order {order.id}, PENDING, unchanged" in again.output


def test_orders_that_a_limit_excludes_are_listed(desk, simulator):
    desk.fill([a_row(index) for index in range(2)])
    desk.play("plan")
    run = desk.play("apply", "--limit", "localhost", expect=2)
    assert simulator.orders == []
    message = result(run, "Fail if an order failed")["msg"]
    assert "2 of 2 orders failed: hq-001, hq-002" in message
    assert "--limit" in message


def test_a_number_reaches_its_new_order_whichever_order_is_written_first(desk, simulator):
    """With forks, the order that gets a number may be written before the one that releases it."""
    desk.fill([a_row(index) for index in (0, 3, 6)])
    desk.play("port_in")
    desk.fill([a_row(0), a_row(3), a_row(6, authorized_by="Bob Miller")])
    desk.play("plan")

    def role(step: str, **variables) -> dict:
        task = {"name": step, "ansible.builtin.import_role": {"name": "sinch.porting.port_in", "tasks_from": step}}
        return {**task, "vars": variables} if variables else task

    here = {"hosts": "localhost", "connection": "local", "gather_facts": False, "vars": desk.variables}
    references = "{{ __port_in_plan_orders | map(attribute='reference') }}"
    plays = [
        {**here, "name": "Plan", "tasks": [role("planned"), role("hosts", __port_in_references=references)]},
        {**here, "name": "Create", "hosts": "hq-002:hq-001", "serial": 1, "order": "reverse_sorted",
         "tasks": [role("order_create")]},
        {**here, "name": "Say", "tasks": [role("again"), role("outcome")]},
    ]  # fmt: skip
    path = desk.player.folder / "given" / "moves.yml"
    path.write_text(yaml.safe_dump(plays))
    simulator.clear_requests()
    run = desk.player.run([str(path)])
    assert "2 orders, 2 changed, 0 failed." in run.output
    assert desk.writes == ["updatePortInOrder", "orderPortIn"]
    assert [list(order.by_number) for order in simulator.orders] == [
        [a_row(0)["number"], a_row(3)["number"]],
        [a_row(6)["number"]],
    ]


def test_two_jobs_in_one_run_stay_apart(desk, simulator):
    """The group of order hosts outlives the playbook that made it."""
    desk.fill([a_row(0)])
    seed(desk, ["old-001"])
    path = desk.player.folder / "given" / "both.yml"
    path.write_text(
        yaml.safe_dump(
            [
                {"import_playbook": "sinch.porting.plan"},
                {"import_playbook": "sinch.porting.apply"},
                {
                    "import_playbook": "sinch.porting.cancel",
                    "vars": {"port_in_reference": "old", "port_in_cancel_confirmed": True},
                },
            ],
            sort_keys=False,
        )
    )
    inventory = desk.player.folder / "given" / "hosts.yml"
    inventory.write_text(yaml.safe_dump({"all": {"vars": desk.variables}}))
    desk.player.run([str(path), "-i", str(inventory)])
    assert cancelled(desk) == ["old-001"]
    assert desk.references == ["hq-001", "old-001"]


# ---- the day of the port ---------------------------------------------------------


def test_ordered_numbers_need_not_be_portable_any_more(desk, simulator):
    desk.fill([a_row(index) for index in range(3)])
    fail = {"port_in_on_unportable": "fail"}
    desk.play("port_in", "--tags", "plan,create", **fail)
    simulator.settings.unportable = {a_row(0)["number"]: "Already at Sinch"}
    desk.play("port_in", **fail)
    # If no file outlives a job, as in AWX, there is no plan to read.
    (desk.player.folder / "hq.plan.json").unlink()
    assert result(desk.play("port_in", **fail), "Plan the orders")["changed"]
    assert desk.references == ["hq-001", "hq-002", "hq-003"]
    simulator.settings.unportable[a_row(5)["number"]] = "Not in service"
    desk.fill([a_row(index) for index in (0, 1, 2, 5)])
    run = desk.play("check_portability", expect=2, **fail)
    message = result(run, "Fail on numbers that cannot be ported")["msg"]
    assert a_row(5)["number"] in message
    assert a_row(0)["number"] not in message


@pytest.fixture
def passed(desk) -> Desk:
    """A job whose port date has passed."""
    day = datetime.date.today() - datetime.timedelta(days=2)
    desk.variables["port_in_desired_port_date"] = (day - datetime.timedelta(days=day.weekday() % 5)).isoformat()
    desk.fill([a_row(index) for index in range(3)])
    return desk


def test_a_job_without_orders_is_refused_after_its_port_date(passed, simulator):
    run = passed.play("port_in", expect=2)
    assert (passed.writes, simulator.orders) == ([], [])
    assert "port-date-passed" in run.output


def test_on_the_day_of_the_port_the_whole_role_runs_through(passed, simulator, tmp_path):
    desk = passed
    off = {"port_in_rules": {"port-date-passed": "off"}, "port_in_on_demand_activation": True}
    desk.play("port_in", "--tags", "plan,create", **off)
    assert len(simulator.orders) == 3
    for order in simulator.orders:
        simulator.confirm(order.id, foc_date=datetime.date.today().isoformat())
    run = desk.play("port_in", port_in_on_demand_activation=True, port_in_activate=True, port_in_activation_timeout=10)
    assert all(number.status == "ACTIVATED" for order in simulator.orders for number in order.numbers)
    assert "3 orders, 0 changed, 0 failed." in run.output
    # The messages of a waiting task have its order and its position.
    lines = r"^sinch_portin_order_activation: (.*): waiting for .*(, \d after it)$"
    waiting = re.findall(lines, run.stdout, re.MULTILINE)
    assert (waiting[0], waiting[-1]) == (("1 of 3: hq-001", ", 2 after it"), ("3 of 3: hq-003", ", 0 after it"))
    assert json.loads((tmp_path / "hq-report.json").read_text())["totals"]["activated"] == 3


def test_messages_use_the_singular_for_one_order_and_one_number(desk, simulator):
    desk.fill([a_row(0)])
    assert "1 order, 1 changed, 0 failed." in desk.play("port_in").output
    (order,) = simulator.orders
    simulator.reject(order.id, reason="Wrong PIN")
    refused = desk.play("resubmit", expect=2)
    message = result(refused, "Fail on rejected numbers with unchanged data")["msg"]
    assert message.startswith("1 rejected number was not ordered again, because the carrier would reject it again: ")
