# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Activation in waves: whatever happens, live numbers are checked before anything else goes live."""

from __future__ import annotations

import datetime
import json
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import yaml
from spreadsheet import CARRIERS, Desk, assert_no_pin, on_demand_order, result

PIN = "planted-pin-5520"
# Groups by carrier: two orders with one carrier, one with another, and 2, 3 and 1 numbers.
ORDERS = {"hq-001": ["+1217"] * 2, "hq-002": ["+1217"] * 3, "hq-003": ["+1312"]}
VERIZON_1, VERIZON_2, LUMEN = "hq-001/GW Verizon Grp1", "hq-002/GW Verizon Grp1", "hq-003/GW Lumen Grp1"
CHECKS = """
- name: Note the numbers
  ansible.builtin.shell: "echo '{{ port_in_activated_numbers | sort | join(' ') }}' >> $CALLS"
  changed_when: false
- name: Place a test call
  ansible.builtin.command: "test ! -e {{ lookup('ansible.builtin.env', 'CALLS') }}.broken"
  changed_when: false
"""


class Night:
    """The night of a move: on-demand orders that are confirmed for today, and checks that record their calls."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.simulator = desk.simulator
        self.given = desk.player.folder / "given"
        self.given.mkdir()
        self.log = self.given / "calls.txt"
        (self.given / "checks.yml").write_text(CHECKS)
        desk.player.environ["CALLS"] = str(self.log)
        desk.variables = {
            "port_in_reference": "hq",
            "port_in_activation_checks": "given/checks.yml",
            "port_in_activation_timeout": 20,
        }
        self.ids: dict[str, int] = {}
        self.begin(ORDERS)

    def begin(self, orders: dict[str, list[str]]) -> None:
        """Start another night, with only these orders."""
        self.simulator.reset()
        self.simulator.settings.update({"activation_delay": 0.2, "carriers": CARRIERS})
        self.ids = {reference: self.order(reference, prefixes) for reference, prefixes in orders.items()}

    def order(self, reference: str, prefixes: list[str], foc_date: str | None = None) -> int:
        start = 100 * (1 + len(self.simulator.orders))
        numbers = [f"{prefix}523{start + index:04}" for index, prefix in enumerate(prefixes)]
        today = datetime.date.today().isoformat()
        order = self.simulator.create(on_demand_order(reference, numbers, today, pin=PIN))
        self.simulator.confirm(order.id, foc_date=foc_date or today)
        return order.id

    def play(self, *arguments: str, expect: int = 0, **variables):
        run = self.desk.play("activate", *arguments, expect=expect, **variables)
        assert PIN not in run.written + json.dumps(run.results)
        return run

    @property
    def sent(self) -> list[tuple[str, list[str] | None]]:
        """The activation requests: references, and the groups in the body."""
        by_id = {str(order_id): reference for reference, order_id in self.ids.items()}
        return [
            (by_id[request.path.split("/")[-2]], (request.body or {}).get("phoneNumberGroups"))
            for request in self.simulator.requests
            if request.operation == "activatePortIn"
        ]

    @property
    def live(self) -> list[str]:
        return [
            order.reference for order in self.simulator.orders if {n.status for n in order.numbers} == {"ACTIVATED"}
        ]

    @property
    def called(self) -> list[str]:
        return self.log.read_text().splitlines() if self.log.exists() else []

    def numbers(self, reference: str) -> str:
        (order,) = [order for order in self.simulator.orders if order.reference == reference]
        return " ".join(sorted(number.phone_number for number in order.numbers))


@pytest.fixture
def night(desk) -> Night:
    return Night(desk)


def test_the_smallest_group_goes_first_and_each_wave_is_checked(night):
    run = night.play(port_in_activation_first="smallest")
    # One order with one group: the documented request without a body.
    assert night.sent == [("hq-003", None), ("hq-001", None), ("hq-002", None)]
    assert night.called == [night.numbers(name) for name in ("hq-003", "hq-001", "hq-002")]
    assert f"Wave 1, the first: {LUMEN} (1 number)" in run.output
    assert f"Wave 2: {VERIZON_1} (2 numbers)" in run.output
    assert "3 orders, 3 changed, 0 failed." in run.output
    assert "hq-001: order" in run.output
    again = night.play(port_in_activation_first="smallest")
    assert night.sent == []
    assert "3 orders, 0 changed, 0 failed." in again.output


@pytest.mark.once
def test_named_groups_of_several_orders_go_first_together(night):
    run = night.play(port_in_activation_first=["GW Verizon Grp1"], port_in_activation_pause="1")
    assert night.sent == [("hq-001", None), ("hq-002", None), ("hq-003", None)]
    together = " ".join(sorted(f"{night.numbers('hq-001')} {night.numbers('hq-002')}".split()))
    assert night.called == [together, night.numbers("hq-003")]
    assert f"Wave 1, the first: {VERIZON_1} (2 numbers), {VERIZON_2} (3 numbers)" in run.output


def test_check_mode_lists_the_waves_and_activates_nothing(night):
    variables = {"port_in_activation_first": VERIZON_2}
    run = night.play("--check", **variables)
    assert night.simulator.writes == []
    assert night.called == []
    for line in (f"Wave 1, the first: {VERIZON_2} (3 numbers)", f"Wave 2: {VERIZON_1} (2 numbers)", f"Wave 3: {LUMEN}"):
        assert line in run.output
    assert "3 orders, 3 would change, 0 failed." in run.output
    facts = result(run, "Set which groups are live and which come next")["ansible_facts"]
    assert facts["port_in_activation_waves"] == {
        "live": [],
        "waves": [[VERIZON_2], [VERIZON_1], [LUMEN]],
        "not_ready": [],
    }


def test_a_failed_check_stops_the_activation_also_when_the_run_is_repeated(night):
    night.simulator.settings.edition = "later"
    broken = night.given / "calls.txt.broken"
    broken.touch()
    variables = {"port_in_activation_first": "smallest"}
    run = night.play(expect=2, **variables)
    assert night.live == ["hq-003"]
    message = result(run, "Report what is not live")["msg"]
    assert message == (
        f'The checks of {LUMEN} failed, in the task "Place a test call". Nothing else goes live. '
        f"Not live: {VERIZON_1}, {VERIZON_2}. Live: {LUMEN}. Fix the cause and run again: it continues from here."
    )
    # The cause is not fixed yet.
    run = night.play(expect=2, **variables)
    assert (night.sent, night.live) == ([], ["hq-003"])
    assert night.called == [night.numbers("hq-003")] * 2

    # It is fixed. Then the next wave fails.
    broken.unlink()
    (night.given / "checks.yml").write_text(
        CHECKS
        + f'    # only this wave\n  when: \'"{night.numbers("hq-001")}" in port_in_activated_numbers | join(" ")\'\n'
    )
    broken.touch()
    run = night.play(expect=2, **variables)
    assert night.sent == [("hq-001", None)]
    assert night.live == ["hq-001", "hq-003"]
    assert f"Not live: {VERIZON_2}. Live: {LUMEN}, {VERIZON_1}." in result(run, "Report what is not live")["msg"]
    run = night.play(expect=2, **variables)
    assert (night.sent, night.live) == ([], ["hq-001", "hq-003"])

    broken.unlink()
    night.log.unlink()
    run = night.play(**variables)
    assert night.sent == [("hq-002", None)]
    # Only the groups that went live last were called again.
    assert night.called == [night.numbers("hq-001"), night.numbers("hq-002")]
    assert "3 orders, 1 changed, 0 failed." in run.output


@pytest.mark.once
def test_without_activation_dates_everything_live_is_checked_again(night):
    """The earlier edition shows the time at which a number went live, but no day."""
    night.simulator.settings.edition = "earlier"
    for reference in ("hq-001", "hq-002"):
        night.simulator.complete(night.ids[reference])
    night.play(port_in_activation_first="smallest")
    assert night.called == [night.numbers(name) for name in ("hq-001", "hq-002", "hq-003")]


def test_groups_that_are_not_ready_are_listed_and_never_activated(night):
    tomorrow = (datetime.date.today() + datetime.timedelta(days=1)).isoformat()
    night.ids["hq-004"] = night.order("hq-004", ["+1217"], foc_date=tomorrow)
    late = "hq-004/GW Verizon Grp1"
    run = night.play(port_in_activation_first="smallest", port_in_activation_wave_size=0)
    assert night.sent == [("hq-003", None), ("hq-001", None), ("hq-002", None)]
    assert f"Not ready: {late} (1 number): CONFIRMED, FOC date {tomorrow}" in run.output
    assert "hq-004: order" in run.output

    # If the first wave or named groups cannot go live, nothing goes live.
    night.begin(ORDERS)
    night.ids["hq-004"] = night.order("hq-004", ["+1217"], foc_date=tomorrow)
    for variables in (
        {"port_in_activation_first": late},
        {"port_in_activation_groups": [VERIZON_1, late]},
        {"port_in_activation_groups": "GW Verizon Grp1"},
    ):
        run = night.play(expect=2, **variables)
        assert night.simulator.writes == []
        message = result(run, "Fail before anything goes live")["msg"]
        (name,) = variables
        assert message.startswith(
            f"{name} names groups that cannot go live now: {late} (CONFIRMED, FOC date {tomorrow})."
        )
        assert message.endswith("Nothing went live.")


@pytest.mark.once
@pytest.mark.parametrize(
    ("variables", "says"),
    [
        ({"port_in_activation_first": "GW Verison Grp1"}, "port_in_activation_first: no order of this job has a group"),
        ({"port_in_activation_first": "GW Verison Grp1"}, "Did you mean 'GW Verizon Grp1'?"),
        ({"port_in_activation_first": "smalest"}, "Did you mean 'smallest'?"),
        ({"port_in_activation_first": []}, "port_in_activation_first names no group."),
        ({"port_in_activation_first": ["GW Lumen Grp1", ""]}, "port_in_activation_first holds an empty name."),
        ({"port_in_activation_groups": ["hq-001/GW Lumen Grp1"]}, "port_in_activation_groups: no order of this job"),
        (
            {"port_in_activation_first": LUMEN, "port_in_activation_groups": "GW Verizon Grp1"},
            f"port_in_activation_first names {LUMEN}, which port_in_activation_groups leaves out. Name it in both.",
        ),
        ({"port_in_activation_only_first": True}, "port_in_activation_only_first requires port_in_activation_first"),
        (
            {"port_in_activation_checks": "given/check.yml"},
            "port_in_activation_checks is given/check.yml, but there is",
        ),
        ({"port_in_activation_pause": "five"}, "argument 'port_in_activation_pause' is of type"),
        ({"port_in_activation_pause": -5}, "port_in_activation_pause is -5, which is not a number of seconds."),
        ({"port_in_activation_wave_size": -1}, "port_in_activation_wave_size is -1, which is not a number of groups."),
        ({"port_in_activation_wait": False}, "With port_in_activation_wait set to false the role cannot tell"),
        ({"port_in_activation_frist": "smallest"}, "Did you mean port_in_activation_first?"),
    ],
)
def test_a_mistake_in_the_variables_prevents_any_activation(night, variables, says):
    run = night.play(expect=2, **variables)
    assert night.simulator.writes == []
    assert says in json.dumps([each.get("msg") for each in run.results.values() if isinstance(each, dict)])


@pytest.mark.once
@pytest.mark.parametrize(
    "text", ["- name: Broken\n  ansible.builtin.command: [\n", "- no_such_module_anywhere:\n", "a: b\n"]
)
def test_a_mistake_in_the_checks_is_reported_before_anything_goes_live(night, text):
    (night.given / "checks.yml").write_text(text)
    run = night.play(expect=None, port_in_activation_first="smallest")
    assert run.returncode != 0
    assert night.simulator.writes == []


@pytest.mark.once
def test_a_number_that_is_rejected_during_activation_stops_the_waves(night):
    """The wave is partly live, which needs a person."""
    night.simulator.settings.activation_delay = 3600
    order = night.simulator.order(night.ids["hq-001"])

    def refuse() -> None:
        while not any(request.operation == "activatePortIn" for request in night.simulator.requests):
            time.sleep(0.01)
        night.simulator.reject(order.id, only=[order.numbers[0].phone_number])
        night.simulator.complete(order.id)

    with ThreadPoolExecutor(1) as pool:
        pool.submit(refuse)
        run = night.play(expect=2, port_in_activation_first=VERIZON_1)
    assert night.sent == [("hq-001", None)]
    message = result(run, "Report what is not live")["msg"]
    assert f"The wave {VERIZON_1} is not live. These numbers of {VERIZON_1} were rejected" in message
    assert order.numbers[0].phone_number in message
    assert night.called == []


@pytest.mark.once
def test_a_wave_that_takes_too_long_stops_the_others(night):
    night.simulator.settings.activation_delay = 3600
    run = night.play(expect=2, port_in_activation_first="smallest", port_in_activation_timeout=1)
    assert night.sent == [("hq-003", None)]
    message = result(run, "Report what is not live")["msg"]
    assert f"After 1 seconds not live yet: {LUMEN}." in message
    assert f"Not live: {LUMEN}, {VERIZON_1}, {VERIZON_2}. Live: nothing." in message
    # Nothing else goes live until that wave is live and has been checked.
    run = night.play(expect=2, port_in_activation_first="smallest", port_in_activation_timeout=1)
    assert night.sent == []
    assert night.called == []
    night.simulator.complete(night.ids["hq-003"])
    night.simulator.settings.activation_delay = 0
    night.play(port_in_activation_first="smallest")
    assert night.sent == [("hq-001", None), ("hq-002", None)]
    assert night.called == [night.numbers(name) for name in ("hq-003", "hq-001", "hq-002")]


@pytest.mark.once
def test_the_hidden_output_of_a_check_is_not_repeated(night):
    secret = "planted-check-secret-77"
    night.desk.player.environ["CHECK_SECRET"] = secret
    (night.given / "checks.yml").write_text(
        """
- name: Sign in at the test phone
  ansible.builtin.command: "test {{ lookup('ansible.builtin.env', 'CHECK_SECRET') }} = ''"
  changed_when: false
  no_log: true
"""
    )
    run = night.play("-vvv", expect=2, port_in_activation_first="smallest")
    assert secret not in run.written
    assert 'failed, in the task "Sign in at the test phone".' in result(run, "Report what is not live")["msg"]


@pytest.mark.once
def test_groups_without_waves_go_live_at_once_and_without_waiting(night):
    night.simulator.settings.activation_delay = 3600
    plain = {"port_in_activation_checks": "", "port_in_activation_wait": False}
    night.play(port_in_activation_groups=["GW Verizon Grp1"], **plain)
    assert night.sent == [("hq-001", None), ("hq-002", None)]
    assert night.live == []


@pytest.mark.once
def test_one_of_several_groups_of_an_order_is_named_in_the_request(night):
    night.begin({"hq-001": ["+1217", "+1312", "+1312"]})
    night.simulator.settings.update({"activation_delay": 0, "edition": "later"})
    night.play(port_in_activation_first="GW Verizon Grp1")
    assert night.sent == [("hq-001", ["GW Verizon Grp1"]), ("hq-001", ["GW Lumen Grp1"])]


@pytest.mark.once
def test_repeating_a_run_of_only_the_first_wave_activates_nothing_more(night):
    variables = {"port_in_activation_first": "smallest", "port_in_activation_only_first": True}
    run = night.play(**variables)
    assert night.live == ["hq-003"]
    facts = result(run, "Set which groups are live and which come next")["ansible_facts"]
    assert facts["port_in_activation_waves"]["waves"] == [[VERIZON_1], [VERIZON_2]]
    night.play(**variables)
    assert (night.sent, night.live) == ([], ["hq-003"])


def test_the_role_does_the_same_in_a_users_own_playbook(night):
    play = {
        "name": "Go live",
        "hosts": "localhost",
        "gather_facts": False,
        "vars": {**night.desk.variables, "port_in_activation_first": "smallest", "port_in_report_dest": ""},
        "roles": [{"role": "sinch.porting.port_in"}],
    }
    (night.given / "site.yml").write_text(yaml.safe_dump([play], sort_keys=False))
    run = night.desk.player.run([str(night.given / "site.yml"), "--tags", "activate"])
    assert_no_pin(run)
    assert night.sent == [("hq-003", None), ("hq-001", None), ("hq-002", None)]
    assert [each["failed"] for each in result(run, "Record the results")["ansible_facts"]["port_in_results"]] == [
        False
    ] * 3
