# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the port date on: existing orders are still managed, and new ones are refused."""

from __future__ import annotations

import datetime
import json

import pytest
import yaml
from spreadsheet import CARRIERS, a_row, write_rows
from test_order import OPTIONS, task, tasks, writes

PASSED = {"desired_port_schedule": {"desired_port_date": "2020-03-03", "desired_port_time": "09:00"}}
LATE = {**OPTIONS, **PASSED}
LOWERED = {"rules": {"port-date-passed": "warn"}}


def test_an_existing_order_keeps_its_date_and_a_new_one_is_refused(play, simulator):
    fresh = {**LATE, "customer_order_reference": "branch-18", "phone_numbers": [{"phone_number": "+13125231234"}]}
    run = play(
        tasks(
            task("Order", {**LATE, **LOWERED}),
            task("Check again", LATE, check_mode=True),
            task("Again", LATE),
            task("Check a new one", fresh, check_mode=True, ignore_errors=True),
            task("A new one", fresh, ignore_errors=True),
        )
    )
    results = run.results
    assert [results[name]["changed"] for name in ("Order", "Check again", "Again")] == [True, False, False]
    for name in ("Check a new one", "A new one"):
        assert results[name]["failure"]["kind"] == "validation"
        assert "port-date-passed" in results[name]["msg"]
    assert writes(simulator) == ["orderPortIn"]

    (order,) = simulator.orders
    simulator.confirm(order.id)
    simulator.complete(order.id)
    run = play(tasks(task("Complete", {**LATE, "wait": True, "wait_for": "COMPLETED"})))
    assert (run.results["Complete"]["changed"], run.results["Complete"]["order_status"]) == (False, "COMPLETED")
    assert "port-date-passed" not in json.dumps(run.results["Complete"])


def test_lint_warns_and_a_plan_is_refused_only_for_orders_that_are_missing(play, player, simulator):
    given = player.folder / "given"
    write_rows(given / "numbers.csv", [a_row(index) for index in range(2)])
    source = {"src": str(given / "numbers.csv"), **PASSED}
    planned = {**source, "dest": str(given / "plan.json"), "customer_order_reference": "late"}

    def step(name, module, options, **keywords):
        return {"name": name, f"sinch.porting.{module}": options, **keywords}

    run = play(
        tasks(
            step("Lint", "sinch_portin_lint", source),
            step(
                "Lint strictly",
                "sinch_portin_lint",
                {**source, "rules": {"port-date-passed": "error"}},
                ignore_errors=True,
            ),
            step("Plan", "sinch_portin_plan", planned, ignore_errors=True),
            step("Plan all the same", "sinch_portin_plan", {**planned, **LOWERED}),
            *(
                step(
                    f"Order {number}",
                    "sinch_portin_order",
                    {**source, **LOWERED, "plan": planned["dest"], "customer_order_reference": f"late-00{number}"},
                )
                for number in (1, 2)
            ),
            step("Plan again", "sinch_portin_plan", planned),
        )
    )
    results = run.results
    assert "failed" not in results["Lint"]
    assert "port-date-passed" in results["Lint"]["summary"]["rules"]
    assert "port-date-passed" in results["Lint strictly"]["msg"]
    assert "late-001" in results["Plan"]["msg"]
    assert "port-date-passed" in results["Plan"]["msg"]
    assert not results["Plan again"]["changed"]


@pytest.mark.parametrize("way", ["action"], indirect=True)
def test_the_whole_role_runs_through_on_the_day_of_the_port(player, simulator):
    """The orders were created before. On the day the role activates them and writes the report."""
    given = player.folder / "given"
    write_rows(given / "hq.csv", [a_row(index) for index in range(6)])
    simulator.settings.carriers = CARRIERS
    variables = {
        "port_in_numbers_file": "given/hq.csv",
        "port_in_reference": "hq",
        "port_in_desired_port_date": "2020-03-03",
        "port_in_on_demand_activation": True,
        "port_in_activate": True,
        "port_in_activation_timeout": 10,
    }

    def run(**more):
        play = {"name": "Port", "hosts": "localhost", "gather_facts": False, "vars": {**variables, **more}}
        play["roles"] = [{"role": "sinch.porting.port_in"}]
        (given / "site.yml").write_text(yaml.safe_dump([play], sort_keys=False))
        return player.run([str(given / "site.yml")], expect=0)

    run(port_in_activate=False, port_in_rules=LOWERED["rules"])
    assert len(simulator.orders) == 3
    for order in simulator.orders:
        simulator.confirm(order.id, foc_date=datetime.date.today().isoformat())
    simulator.clear_requests()
    (player.folder / "hq-report.json").unlink()
    run()
    assert {request.operation for request in simulator.writes} <= {"activatePortIn", "checkPortingAvailability"}
    assert {number.status for order in simulator.orders for number in order.numbers} == {"ACTIVATED"}
    assert json.loads((player.folder / "hq-report.json").read_text())["totals"]["activated"] == 6
