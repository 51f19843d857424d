# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes of statuses: by control requests, by the pace, by activation, by cancellation."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.sinch.porting.tests.unit.simulator.client import NUMBERS, Client
from ansible_collections.sinch.porting.tests.unit.simulator.conftest import Start

CARRIERS = {"+1202": "Verizon", "+1303": "T-Mobile"}


def statuses(order: dict[str, Any]) -> list[str]:
    return [order["status"], *(number["status"] for number in order["phoneNumbers"])]


def test_an_order_is_confirmed_and_completed(client: Client) -> None:
    path = f"/orders/portIns/{client.create()['id']}"
    client.simulator.confirm(path.rpartition("/")[2])
    assert statuses(client.get(path)) == ["CONFIRMED"] * 4
    assert client.get(path)["phoneNumbers"][0]["focDate"] == "2027-03-01T00:00:00Z"
    client.simulator.complete(path.rpartition("/")[2])
    assert statuses(client.get(path)) == ["COMPLETED", *["ACTIVATED"] * 3]


def test_a_rejected_order_stays_pending(client: Client) -> None:
    order_id = client.create()["id"]
    client.simulator.reject(order_id, only=NUMBERS[:1], reason="No such account")
    order = client.get(f"/orders/portIns/{order_id}")
    assert statuses(order) == ["PENDING", "REJECTED", "PENDING", "PENDING"]
    assert order["phoneNumbers"][0]["rejectReason"] == "No such account"
    client.simulator.reject(order_id)
    client.simulator.confirm(order_id)
    assert client.simulator.order(order_id).status == "PENDING"


def test_rejecting_the_last_pending_numbers_confirms_the_order(client: Client) -> None:
    order_id = client.create()["id"]
    client.simulator.confirm(order_id, only=NUMBERS[:2])
    assert client.simulator.order(order_id).status == "PENDING"
    client.simulator.reject(order_id, only=NUMBERS[2:])
    assert client.simulator.order(order_id).status == "CONFIRMED"


def test_the_pace_changes_statuses(start: Start) -> None:
    client = start(pace=60)
    path = f"/orders/portIns/{client.create()['id']}"
    seen = [client.get(path)["status"]]
    for dummy in range(3):
        client.simulator.advance(60)
        seen.append(client.get(path)["status"])
    assert seen == ["PENDING", "CONFIRMED", "COMPLETED", "COMPLETED"]


def test_the_pace_rejects_the_numbers_in_the_settings(start: Start) -> None:
    client = start(pace=60, rejections={NUMBERS[0]: "The address differs.", NUMBERS[1][-4:]: ""})
    path = f"/orders/portIns/{client.create()['id']}"
    assert statuses(client.get(path)) == ["PENDING"] * 4
    client.simulator.advance(60)
    order = client.get(path)
    assert statuses(order) == ["CONFIRMED", "REJECTED", "REJECTED", "CONFIRMED"]
    reasons = [number["rejectReason"] for number in order["phoneNumbers"][:2]]
    assert reasons == ["The address differs.", "The port-out PIN is wrong."]
    client.simulator.advance(60)
    assert statuses(client.get(path)) == ["COMPLETED", "REJECTED", "REJECTED", "ACTIVATED"]


def test_an_order_whose_numbers_are_all_rejected_stays_pending_with_a_pace(start: Start) -> None:
    client = start(pace=60, rejections=list(NUMBERS))
    path = f"/orders/portIns/{client.create()['id']}"
    for dummy in range(3):
        client.simulator.advance(60)
        assert statuses(client.get(path)) == ["PENDING", *["REJECTED"] * 3]


def test_the_pace_leaves_activation_on_demand_to_the_customer(start: Start) -> None:
    client = start(pace=60)
    path = f"/orders/portIns/{client.create(onDemandActivation=True)['id']}"
    for dummy in range(3):
        client.simulator.advance(60)
    assert client.get(path)["status"] == "CONFIRMED"
    assert client.get(f"{path}/availableActivations")


def test_groups_become_available_on_their_day_and_are_activated(start: Start) -> None:
    client = start(carriers=CARRIERS, activation_delay=30)
    order_id = client.create(onDemandActivation=True)["id"]
    path = f"/orders/portIns/{order_id}"
    client.simulator.confirm(order_id, only=NUMBERS[:2], foc_date="2020-01-01T00:00:00Z")
    client.simulator.confirm(order_id, only=NUMBERS[2:], foc_date="2999-01-01T00:00:00Z")
    groups = client.get(f"{path}/availableActivations")
    assert [group["phoneNumberGroup"] for group in groups] == ["GW Verizon Grp1"]
    assert client.send("POST", f"{path}/activate").json() == {
        "phoneNumberGroups": [{"phoneNumberGroup": "GW Verizon Grp1", "status": "IN_PROGRESS"}]
    }
    assert client.get(f"{path}/availableActivations") == []
    assert statuses(client.get(path)) == ["CONFIRMED"] * 4
    client.simulator.advance(30)
    assert statuses(client.get(path)) == ["CONFIRMED", "ACTIVATED", "ACTIVATED", "CONFIRMED"]
    client.simulator.change(order_id, numbers={NUMBERS[2]: {"focDate": "2020-01-01T00:00:00Z"}})
    client.send("POST", f"{path}/activate", {"phoneNumberGroups": ["GW T-Mobile Grp1"]})
    client.simulator.advance(30)
    assert client.get(path)["status"] == "COMPLETED"


@pytest.mark.parametrize(
    ("on_demand", "foc_date", "body", "problem"),
    [
        (True, "2999-01-01T00:00:00Z", None, "nothing to activate"),
        (False, "2020-01-01T00:00:00Z", None, "nothing to activate"),
        (True, "2020-01-01T00:00:00Z", {"phoneNumberGroups": ["GW Nobody Grp1"]}, "phoneNumberGroups[0]"),
    ],
)
def test_groups_that_are_not_ready_cannot_be_activated(
    client: Client, on_demand: bool, foc_date: str, body: Any, problem: str
) -> None:
    order_id = client.create(onDemandActivation=on_demand)["id"]
    client.simulator.confirm(order_id, foc_date=foc_date)
    answer = client.send("POST", f"/orders/portIns/{order_id}/activate", body)
    assert answer.status_code == 422
    assert problem in answer.text


@pytest.mark.parametrize(("again", "status"), [("accept", 200), ("refuse", 422)])
def test_a_second_activation_depends_on_the_setting(start: Start, again: str, status: int) -> None:
    client = start(activation_again=again)
    order_id = client.create(onDemandActivation=True)["id"]
    client.simulator.confirm(order_id, foc_date="2020-01-01T00:00:00Z")
    group = client.simulator.order(order_id).numbers[0].group
    answers = [
        client.send("POST", f"/orders/portIns/{order_id}/activate", {"phoneNumberGroups": [group]})
        for dummy in range(2)
    ]
    assert [answer.status_code for answer in answers] == [200, status]


def test_a_cancellation_ends_by_reads_by_time_or_at_once(start: Start) -> None:
    by_reads = start(cancel_reads=2)
    path = f"/orders/portIns/{by_reads.create()['id']}"
    by_reads.send("DELETE", path)
    assert [by_reads.get(path)["status"] for dummy in range(3)] == [*["PENDING_CANCELATION"] * 2, "CANCELED"]

    by_time = start(cancel_reads=0, cancel_delay=60)
    path = f"/orders/portIns/{by_time.create()['id']}"
    by_time.send("DELETE", path)
    assert [by_time.get(path)["status"] for dummy in range(3)] == ["PENDING_CANCELATION"] * 3
    by_time.simulator.advance(60)
    assert statuses(by_time.get(path)) == ["CANCELED"] * 4

    at_once = start(cancel="direct")
    path = f"/orders/portIns/{at_once.create()['id']}"
    at_once.send("DELETE", path)
    assert at_once.get(path)["status"] == "CANCELED"


def test_control_requests_can_set_members_of_the_service(client: Client) -> None:
    order_id = client.create()["id"]
    client.simulator.change(
        order_id,
        note="Please call",
        every={"group": "GW Acme Grp7"},
        numbers={NUMBERS[0]: {"status": "EXCLUDED", "exclusionReason": "Not yours"}},
    )
    order = client.get(f"/orders/portIns/{order_id}")
    assert {number["phoneNumberGroup"] for number in order["phoneNumbers"]} == {"GW Acme Grp7"}
    assert order["phoneNumbers"][0]["exclusionReason"] == "Not yours"
    assert order["phoneNumbers"][0]["exclusionTime"]
    assert order["notes"][0]["note"] == "Please call"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"status": "LOST"}, ValueError),
        ({"colour": "red"}, ValueError),
        ({"every": {"status": "LOST"}}, ValueError),
        ({"every": {"colour": "red"}}, ValueError),
        ({"numbers": {"+19995550100": {}}}, KeyError),
    ],
)
def test_a_wrong_change_changes_nothing(client: Client, changes: dict[str, Any], error: type[Exception]) -> None:
    order = client.create()
    with pytest.raises(error):
        client.simulator.change(order["id"], **changes)
    with pytest.raises(KeyError):
        client.simulator.change(1, status="CANCELED")
    assert client.get(f"/orders/portIns/{order['id']}") == order
