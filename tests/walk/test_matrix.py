# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each fault at each operation, with each undocumented behavior of the service: one order, and a correct result.

The core runs over real HTTP. Only the clock is not real.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._api.sign_in import SignIn
from ansible_collections.sinch.porting.plugins.module_utils._run import run as run_module
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_order import TASK
from ansible_collections.sinch.porting.tests.simulator import Simulator
from ansible_collections.sinch.porting.tests.unit.loopback import FakeClock

SECRET = "planted-pin-77120"
ORDER = {
    "customer_order_reference": "matrix",
    "desired_port_schedule": {"desired_port_date": "2027-03-02"},
    "end_user": {
        "name": "Harbor Bakery",
        "street_num": "12",
        "street_name": "Harbor",
        "city": "Springfield",
        "state": "IL",
        "zip_code": "62701",
    },
    "port_out_info": {"existing_port_out_pin": SECRET, "authorizing_name": "Ada Baker"},
    "voice_configuration": {"type": "EST", "trunk_id": "t"},
    "phone_numbers": [{"phone_number": "+12175230143"}, {"phone_number": "+12175230144"}],
}
CHANGED = {**ORDER, "on_demand_activation": True}
GONE = {"customer_order_reference": "matrix", "state": "absent"}

# The operations of each task, and the order that exists before.
WISHES = {
    "create": (ORDER, None, ["token", "getPortInOrders", "checkPortingAvailability", "orderPortIn"]),
    "update": (CHANGED, ORDER, ["token", "getPortInOrders", "getOrderDetails", "updatePortInOrder"]),
    "cancel": (GONE, ORDER, ["token", "getPortInOrders", "getOrderDetails", "deleteOrder"]),
}
FAULTS = {
    "500 before": ("status", {"status": 500, "form": "none"}),
    "503 with a wait": ("status", {"status": 503, "retry_after": 3}),
    "429 with seconds": ("status", {"status": 429, "retry_after": 3}),
    "429 with a date": ("status", {"status": 429, "retry_after": 3, "retry_after_form": "date"}),
    "429 bare": ("status", {"status": 429, "form": "none"}),
    "500 after": ("status_after", {"status": 500, "form": "none"}),
    "502 after": ("status_after", {"status": 502, "form": "text"}),
    "reset before": ("reset_before", {}),
    "reset after": ("reset_after", {}),
    "truncated": ("truncated", {}),
    "garbled": ("garbled", {}),
    "wrong shape": ("wrong_shape", {}),
    "empty": ("empty", {}),
    "expired token": ("expired_token", {}),
}
SWITCHES = [
    {},
    {"secrets_echo": "masked", "first_page": 0, "reference_match": "partial", "error_form": "object"},
    {"secrets_echo": "omitted", "cancel": "direct", "id_type": "string", "error_form": "none", "edition": "later"},
    {"list_lag_reads": 3, "reference_match": "ignored", "number_match": "ignored", "error_form": "text"},
    {"read_lag_reads": 2, "create_lag_reads": 1, "page_size_cap": 1, "normalise": True, "cancel_reads": 3},
    {"read_only_members": "refuse", "unknown_members": "refuse", "extra_members": True, "put_omitted": "keep"},
]
# A read whose response always has a wrong structure is not a transient error.
HONEST = {"api", "connection", "unknown_outcome"}


@pytest.fixture(scope="module")
def simulator() -> Iterator[Simulator]:
    with Simulator() as running:
        yield running


@pytest.fixture(autouse=True)
def fresh(simulator):
    simulator.reset()
    SignIn.tokens.clear()


def run(simulator, wish, tmp_path, **options):
    result = run_module.run(
        TASK,
        {**simulator.connection(key_secret="key-secret-55102"), **wish, **options},
        check_mode=False,
        diff=True,
        environ={},
        say=lambda text: None,
        clock=clock_of(simulator),
        directory=tmp_path,
    )
    written = json.dumps(result)
    assert SECRET not in written
    assert "key-secret-55102" not in written
    assert result.get("failure", {}).get("kind") != "internal", result["msg"]
    return result


def clock_of(simulator):
    clock = FakeClock()
    clock.seconds = 1_793_000_000.0
    return clock


def live(simulator):
    return [order for order in simulator.orders if order.status not in ("CANCELED", "PENDING_CANCELATION")]


def is_as_wished(simulator, wish):
    orders = live(simulator)
    if wish is GONE:
        return orders == []
    return len(orders) == 1 and bool(orders[0].given.get("onDemandActivation")) == (wish is CHANGED)


CASES = [
    pytest.param(name, operation, fault, id=f"{name}-{operation}-{fault}")
    for name, (dummy, dummy2, operations) in WISHES.items()
    for operation, fault in itertools.product(operations, FAULTS)
    # A request to the token endpoint has no token that could expire.
    if (operation, fault) != ("token", "expired token")
]
# The service did nothing, but its response was lost. That the order does not exist is known only after a while.
UNKNOWABLE = {"500 before", "503 with a wait", "reset before"}


@pytest.mark.parametrize(("name", "operation", "fault"), CASES)
def test_one_fault_is_survived(name, operation, fault, simulator, tmp_path):
    wish, before, dummy = WISHES[name]
    kind, details = FAULTS[fault]
    for number, switches in enumerate(SWITCHES):
        # The service has forgotten its orders, so the machine's marks are removed too.
        home = tmp_path / str(number)
        simulator.reset()
        SignIn.tokens.clear()
        simulator.settings.update(switches)
        if before:
            assert run(simulator, before, home)["changed"]
            SignIn.tokens.clear()
        simulator.fault(kind, operation, **details)
        result = run(simulator, wish, home)
        if result.get("failed"):
            if operation == "orderPortIn" and fault in UNKNOWABLE:
                assert result["failure"]["kind"] == "unknown_outcome", result["msg"]
            else:
                assert fault == "wrong shape" or (fault == "empty" and operation != "orderPortIn"), result["msg"]
                assert result["failure"]["kind"] == "api"
            result = run(simulator, wish, home)
        assert not result.get("failed"), result["msg"]
        assert is_as_wished(simulator, wish)
        again = run(simulator, wish, home)
        assert not again.get("failed"), again["msg"]
        assert not again["changed"], switches


@pytest.mark.parametrize(("name", "operation", "fault"), CASES)
def test_a_lasting_fault_fails_the_task_and_a_later_run_succeeds(name, operation, fault, simulator, tmp_path):
    wish, before, dummy = WISHES[name]
    kind, details = FAULTS[fault]
    if before:
        run(simulator, before, tmp_path)
        SignIn.tokens.clear()
    simulator.fault(kind, operation, times=1000, **details)
    result = run(simulator, wish, tmp_path, retries=2)
    if result.get("failed"):
        assert result["failure"]["kind"] in HONEST, result["msg"]
    else:
        assert is_as_wished(simulator, wish)
    assert len(live(simulator)) <= 1
    simulator.clear_faults()
    assert not run(simulator, wish, tmp_path).get("failed")
    assert is_as_wished(simulator, wish)


@pytest.mark.parametrize("moment", ["hang_before", "hang_after"])
@pytest.mark.parametrize("name", list(WISHES))
def test_a_service_that_hangs_fails_the_task(name, moment, simulator, tmp_path):
    wish, before, operations = WISHES[name]
    if before:
        run(simulator, before, tmp_path)
    simulator.fault(moment, operations[-1], seconds=1)
    result = run(simulator, wish, tmp_path, timeout=0.2)
    if result.get("failed"):
        assert (name, moment, result["failure"]["kind"]) == ("create", "hang_before", "unknown_outcome")
        assert "Run the task again" in result["msg"]
        result = run(simulator, wish, tmp_path)
    assert not result.get("failed"), result["msg"]
    assert is_as_wished(simulator, wish)


def test_the_task_waits_for_an_order_that_is_listed_late(simulator, tmp_path):
    simulator.settings.list_lag_reads = 5
    simulator.fault("reset_after", "orderPortIn")
    result = run(simulator, ORDER, tmp_path)
    assert result["operation"] == "create"
    assert result["order_id"] == simulator.orders[0].id
    assert len(simulator.orders) == 1


def test_an_unreachable_service_fails_the_task(tmp_path):
    with Simulator() as gone:
        pass
    result = run(gone, ORDER, tmp_path, retries=2)
    assert result["failure"]["kind"] == "connection"


def test_conflicts_are_found_with_few_requests(simulator, tmp_path):
    many = [{"phone_number": f"+1312523{index:04}"} for index in range(500)]
    run(simulator, {**ORDER, "customer_order_reference": "first", "phone_numbers": many[250:251]}, tmp_path)
    simulator.clear_requests()
    result = run(simulator, {**ORDER, "phone_numbers": many}, tmp_path)
    assert result["failure"]["kind"] == "conflict"
    assert result["failure"]["order_id"] == simulator.orders[0].id
    assert simulator.writes == []
    assert len(simulator.requests) <= 20


def test_a_block_of_numbers_is_found_among_many_orders(simulator, tmp_path):
    for index in range(12):
        run(
            simulator,
            {
                **ORDER,
                "customer_order_reference": f"o{index}",
                "phone_numbers": [{"phone_number": f"+1217523{index:04}"}],
            },
            tmp_path,
        )
    many = [{"phone_number": f"+1312523{index:04}"} for index in range(80)]
    run(simulator, {**ORDER, "customer_order_reference": "block", "phone_numbers": many[30:45]}, tmp_path)
    result = run(simulator, {**ORDER, "phone_numbers": many}, tmp_path)
    assert result["failure"]["kind"] == "conflict"


def test_several_live_orders_with_one_reference_are_a_conflict(simulator, tmp_path):
    run(simulator, ORDER, tmp_path)
    other = {**ORDER, "customer_order_reference": "other", "phone_numbers": [{"phone_number": "+13125230145"}]}
    run(simulator, other, tmp_path)
    simulator.orders[1].given["customerOrderReference"] = "matrix"
    result = run(simulator, ORDER, tmp_path)
    assert result["failure"]["kind"] == "conflict"
    assert all(str(order.id) in result["msg"] for order in simulator.orders)


def test_cancelled_orders_do_not_count(simulator, tmp_path):
    simulator.settings.cancel = "direct"
    for dummy in range(2):
        assert run(simulator, ORDER, tmp_path)["operation"] == "create"
        assert run(simulator, GONE, tmp_path)["operation"] == "cancel"
        assert run(simulator, GONE, tmp_path)["operation"] == "none"
    assert len(simulator.orders) == 2


def test_numbers_of_an_order_that_is_being_cancelled_cannot_be_ordered_yet(simulator, tmp_path):
    simulator.settings.cancel_reads = 100
    run(simulator, ORDER, tmp_path)
    run(simulator, GONE, tmp_path)
    result = run(simulator, ORDER, tmp_path)
    assert result["failure"]["kind"] == "conflict"
    assert "It is being cancelled" in result["msg"]


@pytest.mark.parametrize("reference", [True, False])
def test_an_order_without_its_unportable_numbers_is_the_same_order(reference, simulator, tmp_path):
    simulator.settings.unportable = {"+12175230143": "no"}
    wish = {**ORDER, "on_unportable": "exclude"}
    if not reference:
        del wish["customer_order_reference"]
    first = run(simulator, wish, tmp_path)
    assert (first["operation"], first["excluded_numbers"]) == ("create", ["+12175230143"])
    simulator.clear_requests()
    again = run(simulator, wish, tmp_path)
    assert (again["operation"], again["changed"], again["excluded_numbers"]) == ("none", False, ["+12175230143"])
    assert simulator.writes == []


@pytest.mark.parametrize("echo", ["clear", "masked", "omitted"])
def test_an_update_keeps_secrets_however_reads_show_them(echo, simulator, tmp_path):
    simulator.settings.secrets_echo = echo
    run(simulator, ORDER, tmp_path)
    result = run(simulator, CHANGED, tmp_path)
    assert result["operation"] == "update"
    sent = [record.body for record in simulator.requests if record.operation == "updatePortInOrder"][-1]
    assert [number["portOutInfo"]["existingPortOutPin"] for number in sent["phoneNumbers"]] == [SECRET, SECRET]
    assert "*" not in json.dumps(sent)


def test_numbers_can_be_added_and_removed(simulator, tmp_path):
    run(simulator, ORDER, tmp_path)
    wish = {**ORDER, "phone_numbers": [{"phone_number": "+12175230144"}, {"phone_number": "+12175230150"}]}
    result = run(simulator, wish, tmp_path)
    assert result["operation"] == "update"
    for side, numbers in (("before", {"+12175230143", "+12175230144"}), ("after", {"+12175230144", "+12175230150"})):
        assert {number["phone_number"] for number in result["diff"][side]["phone_numbers"]} == numbers
    assert [number.phone_number for number in simulator.orders[0].numbers] == ["+12175230144", "+12175230150"]


def test_an_undocumented_status_is_returned_as_it_is(simulator, tmp_path):
    run(simulator, ORDER, tmp_path)
    simulator.settings.extra_members = True
    simulator.change(simulator.orders[0].id, status="ORDER_BUILDING", every={"status": "THINKING"})
    result = run(simulator, ORDER, tmp_path)
    assert (result["order_status"], result["changed"]) == ("ORDER_BUILDING", False)
    assert set(result["number_statuses"].values()) == {"THINKING"}
    assert run(simulator, CHANGED, tmp_path)["failure"]["kind"] == "locked"


def test_waiting_ends_when_no_number_will_be_ported(simulator, tmp_path):
    run(simulator, ORDER, tmp_path)
    order = simulator.orders[0]
    simulator.reject(order.id, reason=f"Wrong PIN {SECRET}.")
    simulator.add_note(order.id, "Please check the PIN.")
    result = run(simulator, ORDER, tmp_path, wait=True)
    assert result["failure"]["kind"] == "locked"
    assert "Wrong PIN ********." in result["msg"]
    assert "Please check the PIN." in result["msg"]
    assert result["order_id"] == order.id


def test_waiting_survives_faults_and_reports_the_last_status(simulator, tmp_path):
    run(simulator, ORDER, tmp_path)
    simulator.fault("reset_before", "getOrderDetails", times=40, skip=2)
    result = run(simulator, ORDER, tmp_path, wait=True, wait_timeout=900, retries=1)
    assert result["failure"]["kind"] == "timeout"
    assert "PENDING (2 PENDING)" in result["msg"]
    assert result["order_status"] == "PENDING"


def test_check_mode_writes_nothing(simulator, tmp_path):
    for wish in (ORDER, CHANGED, GONE):
        if wish is not ORDER:
            run(simulator, ORDER, tmp_path)
        simulator.clear_requests()
        result = run_module.run(
            TASK,
            {**wish, **simulator.connection()},
            check_mode=True,
            diff=True,
            environ={},
            say=print,
            directory=tmp_path,
        )
        assert result["changed"], result.get("msg")
        assert result["diff"]["before"] != result["diff"]["after"]
        assert simulator.writes == []
