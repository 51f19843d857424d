# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role and the playbooks as users run them, from a spreadsheet to a report."""

from __future__ import annotations

import datetime
import json
import os
import re
import signal
import subprocess
import time

import yaml
from spreadsheet import ROW, a_row, assert_no_pin, result


def test_a_newcomer_gets_from_the_template_to_the_report(desk, simulator):
    rows = [a_row(index) for index in range(10)]
    right = {2: rows[2]["number"], 5: ROW["zip"], 8: ROW["city"]}
    rows[2]["number"] = "1.2E+10"
    rows[5]["zip"] = "2134"
    rows[8]["city"] = ""
    desk.fill(rows)

    run = desk.play("port_in", expect=2)
    message = result(run, "Check the numbers offline")["msg"]
    for line in (4, 7, 10):
        assert f"line {line}" in message
    assert simulator.requests == []

    rows[2]["number"], rows[5]["zip"], rows[8]["city"] = right.values()
    desk.fill(rows)
    simulator.settings.unportable = {rows[9]["number"]: "Not in service"}
    first = desk.play("port_in", "-vvv")
    assert desk.numbers() == sorted(row["number"] for row in rows[:9])
    assert len(simulator.orders) == 3
    assert "3 orders, 3 changed, 0 failed." in first.output
    assert "Not in service" in first.output
    for ending in ("html", "csv", "json"):
        assert (desk.player.folder / f"hq-report.{ending}").exists()
    page = (desk.player.folder / "hq-report.html").read_text()
    assert rows[0]["number"] in page
    assert rows[9]["number"] in page

    second = desk.play("port_in")
    assert desk.writes == []
    assert "3 orders, 0 changed, 0 failed." in second.output
    assert "changed=1" not in second.stdout


def test_each_step_works_alone_in_a_users_own_playbook(desk, simulator, tmp_path):
    desk.fill([a_row(index) for index in range(6)])
    letter = tmp_path / "given" / "letter.txt"
    letter.write_text("We authorize the port.")
    variables = {
        **desk.variables,
        "port_in_on_demand_activation": True,
        "port_in_documents": [{"path": "given/letter.txt", "description": "Letter of authorization"}],
        "port_in_activation_timeout": 10,
    }
    play = {"name": "Port", "hosts": "localhost", "gather_facts": False, "vars": variables}
    play["roles"] = [{"role": "sinch.porting.port_in"}]
    path = tmp_path / "given" / "site.yml"
    path.write_text(yaml.safe_dump([play], sort_keys=False))

    def step(*tags: str, expect: int = 0):
        simulator.clear_requests()
        run = desk.player.run([str(path), "--tags", ",".join(tags)], expect=expect)
        assert_no_pin(run)
        return run

    step("lint")
    assert simulator.requests == []
    assert "6 of 6 numbers can be ported." in step("check").output
    assert desk.writes == []
    step("plan")
    assert (desk.writes, simulator.orders) == ([], [])
    assert (tmp_path / "hq.plan.json").exists()
    step("create")
    assert len(simulator.orders) == 3
    step("document")
    assert all(len(order.documents) == 1 for order in simulator.orders)
    for order in simulator.orders[:2]:
        simulator.confirm(order.id, foc_date=datetime.date.today().isoformat())
    assert "CONFIRMED: 2" in step("follow").output.replace('"', "")
    step("activate")
    assert sorted(number.status for order in simulator.orders for number in order.numbers) == (
        ["ACTIVATED"] * 4 + ["PENDING"] * 2
    )
    step("report")
    assert json.loads((tmp_path / "hq-report.json").read_text())["totals"]["activated"] == 4
    run = step("create", "document")
    assert desk.writes == []
    assert "changed=0" in run.output
    variables["port_in_cancel_confirmed"] = True
    path.write_text(yaml.safe_dump([play], sort_keys=False))
    step("cancel")
    assert sum(order.status.startswith(("CANCEL", "PENDING_CANCEL")) for order in simulator.orders) == 1


def test_one_failed_order_does_not_stop_the_others_and_a_second_run_finishes(desk, simulator):
    desk.fill([a_row(index) for index in range(6)])
    simulator.fault("status", "orderPortIn", times=1, skip=1, status=422)
    run = desk.play("port_in", "--tags", "plan,create", expect=2)
    (missing,) = {f"hq-{index:03}" for index in range(1, 4)} - set(desk.references)
    assert len(simulator.orders) == 2
    message = result(run, "Fail if an order failed")["msg"]
    assert f"1 of 3 orders failed: {missing}" in message
    assert desk.play("port_in", "--tags", "create").returncode == 0
    assert desk.writes == ["orderPortIn"]
    assert len(simulator.orders) == 3


def test_a_long_run_reports_its_progress(desk, simulator, tmp_path):
    desk.fill([a_row(index) for index in range(6)])
    refused = 1
    simulator.fault("status", "orderPortIn", times=1, skip=refused, status=422)
    failing = desk.play("port_in", "--tags", "plan,create", "--forks", "1", expect=2)
    assert places(failing) == [
        ("changed", "1 of 3: hq-001, 2 after it"),
        ("failed", "2 of 3: hq-002, 1 after it"),
        ("changed", "3 of 3: hq-003, 0 after it"),
    ]

    # In the role the orders are iterations of a loop on one host.
    play = {"name": "Port", "hosts": "localhost", "gather_facts": False, "vars": desk.variables}
    play["roles"] = [{"role": "sinch.porting.port_in"}]
    path = tmp_path / "given" / "site.yml"
    path.write_text(yaml.safe_dump([play], sort_keys=False))
    again = places(desk.player.run([str(path), "--tags", "create"]))
    assert again == [
        ("ok", "1 of 3: hq-001, 2 after it"),
        ("changed", "2 of 3: hq-002, 1 after it"),
        ("ok", "3 of 3: hq-003, 0 after it"),
    ]


def test_the_orders_of_a_fleet_share_a_token_until_it_is_rejected(desk, simulator):
    """Each order has its own process. The next one reuses the token, which is written nowhere."""
    desk.fill([a_row(index) for index in range(6)])
    simulator.fault("status", "orderPortIn", times=1, skip=1, status=401)
    run = desk.play("port_in", "--tags", "plan,create", "--forks", "1", "-vvv")
    assert len(simulator.orders) == 3
    assert len(simulator.tokens) == 2
    assert not [token for token in simulator.tokens if token in run.written]


def places(run):
    """The progress of a run: the outcome of each order and its position, in sequence."""
    return re.findall(r"^(\w+): \[.*?\] (?:=> )?\(item=(\d+ of \d+: .*?)\)", run.stdout, flags=re.MULTILINE)


def test_the_next_run_finishes_a_run_that_was_killed(desk, simulator):
    desk.fill([a_row(index) for index in range(9)])
    desk.play("plan")
    simulator.settings.latency = 0.15
    process = subprocess.Popen(
        desk.player.command(*desk.arguments("apply"), "--forks", "1"),
        cwd=desk.player.folder,
        env=desk.player.environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    until = time.monotonic() + 60
    while not simulator.orders and time.monotonic() < until:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    simulator.settings.latency = 0
    assert 1 <= len(simulator.orders) < 3
    desk.play("apply")
    assert len(set(desk.references)) == len(simulator.orders) == 3
    assert desk.numbers() == sorted(a_row(index)["number"] for index in range(9))


def test_rejected_numbers_are_ordered_again_once_their_data_have_changed(desk, simulator):
    rows = [a_row(index) for index in range(3)]
    desk.fill(rows)
    desk.play("port_in", "--tags", "plan,create")
    order = next(order for order in simulator.orders if order.numbers[0].phone_number == rows[1]["number"])
    simulator.reject(order.id, reason="Address mismatch")
    refused = desk.play("resubmit", expect=2)
    assert desk.writes == []
    message = result(refused, "Fail on rejected numbers with unchanged data")["msg"]
    assert rows[1]["number"] in message
    assert "zip_code" in message

    rows[1]["zip"] = "62702"
    desk.fill(rows)
    desk.play("port_in", "--tags", "resubmit")
    assert desk.writes == ["orderPortIn"]
    assert f"{order.reference}-r1" in desk.references
    desk.play("resubmit")
    assert desk.writes == []
    # The number now belongs to the new order, so the first order is not compared with its new data.
    for dummy in range(2):
        desk.play("port_in", "--tags", "plan,create")
        assert desk.writes == []


def test_pasted_text_is_not_templated_and_only_the_approved_plan_is_applied(desk, simulator, tmp_path):
    desk.fill(
        [a_row(0), a_row(1, name="{{ lookup('pipe', 'touch pwned') }}"), a_row(2, unit_type="Suite", unit="4\nB")]
    )
    desk.variables["port_in_numbers_csv"] = desk.sheet.read_text()
    del desk.variables["port_in_numbers_file"]
    desk.sheet.unlink()
    relaxed = {"port_in_rules": {"odd-characters": "warn", "control-characters": "warn"}}
    plan = desk.play("plan", **relaxed)
    fingerprint = result(plan, "Plan the orders")["fingerprint"]
    (tmp_path / "hq.plan.json").unlink()

    desk.play("apply", expect=2, **relaxed)
    desk.play("apply", expect=2, port_in_plan_fingerprint="another", **relaxed)
    assert simulator.orders == []
    (tmp_path / "hq.plan.json").unlink()
    desk.play("apply", port_in_plan_fingerprint=fingerprint, **relaxed)
    assert len(simulator.orders) == 3
    assert not list(tmp_path.rglob("pwned"))
    names = [number.given["endUser"]["name"] for order in simulator.orders for number in order.numbers]
    assert "{{ lookup('pipe', 'touch pwned') }}" in names


def test_slices_create_each_order_once(desk, simulator, tmp_path):
    desk.fill([a_row(index) for index in range(9)])
    desk.play("plan")
    references = set()
    for share in (1, 2):
        inventory = tmp_path / "given" / f"slice-{share}.yml"
        host = {f"porting-share-{share}": {"port_in_share": share, "port_in_share_count": 2}}
        inventory.write_text(yaml.safe_dump({"port_in_shares": {"hosts": host}}))
        desk.play("apply", "-i", str(inventory))
        assert len(desk.writes) == 3 - share
        references |= set(desk.references)
    assert len(simulator.orders) == len(references) == 3


def test_orders_are_cancelled_and_check_mode_writes_nothing(desk, simulator):
    desk.fill([a_row(index) for index in range(3)])
    desk.play("plan")
    desk.play("apply", "--check", "--diff")
    assert (desk.writes, simulator.orders) == ([], [])
    desk.play("apply")
    desk.play("cancel", port_in_cancel_confirmed=True)
    assert desk.writes == ["deleteOrder"] * 3
    assert all("CANCEL" in order.status for order in simulator.orders)
