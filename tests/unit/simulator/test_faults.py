# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each fault as a client sees it, and its effect on the order."""

from __future__ import annotations

import inspect
import socket
import time
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
import requests

from ansible_collections.sinch.porting.tests.simulator import Simulator
from ansible_collections.sinch.porting.tests.simulator.faults import KINDS, Fault
from ansible_collections.sinch.porting.tests.unit.simulator.client import Client, make_order
from ansible_collections.sinch.porting.tests.unit.simulator.conftest import Start


def send_create(client: Client, **options: Any) -> requests.Response:
    return client.send("POST", "/orders/portIns", make_order(), check=False, **options)


@pytest.mark.parametrize(
    ("kind", "details", "orders", "error"),
    [
        ("reset_before", {}, 0, "reset by peer"),
        ("reset_after", {}, 1, "reset by peer"),
        ("hang_before", {"seconds": 0.05}, 0, "without response"),
        ("hang_after", {"seconds": 0.05}, 1, "without response"),
        ("hang_after", {}, 1, "timed out"),
        ("truncated", {}, 1, "100 more expected"),
    ],
)
def test_faults_without_a_complete_response(
    client: Client, kind: str, details: dict[str, Any], orders: int, error: str
) -> None:
    client.simulator.fault(kind, "orderPortIn", **details)
    with pytest.raises(requests.RequestException, match=error):
        send_create(client, timeout=0.2 if error == "timed out" else 5)
    assert len(client.simulator.orders) == orders
    assert client.simulator.requests[-1].fault == kind
    assert send_create(client).status_code == 201


@pytest.mark.parametrize(("kind", "orders"), [("garbled", 1), ("wrong_shape", 1), ("empty", 1), ("huge", 1)])
def test_faults_with_an_invalid_response(client: Client, kind: str, orders: int) -> None:
    details: dict[str, Any] = {"megabytes": 0.5} if kind == "huge" else {}
    client.simulator.fault(kind, **details)
    answer = send_create(client)
    assert answer.status_code == 201
    assert len(client.simulator.orders) == orders
    if kind == "garbled":
        with pytest.raises(ValueError, match="column"):
            answer.json()
    elif kind == "empty":
        assert answer.content == b""
    elif kind == "huge":
        assert len(answer.content) == 2**19
        assert answer.json()["status"] == "PENDING"
    else:
        assert isinstance(answer.json(), list)


@pytest.mark.parametrize(("kind", "orders"), [("status", 0), ("status_after", 1)])
def test_faults_with_a_status(client: Client, kind: str, orders: int) -> None:
    client.simulator.fault(kind, "orderPortIn", status=502, headers={"X-Request-Id": "r-1"}, message="No luck")
    answer = send_create(client)
    assert (answer.status_code, answer.headers["X-Request-Id"]) == (502, "r-1")
    assert answer.json()["message"] == "No luck"
    assert len(client.simulator.orders) == orders


@pytest.mark.parametrize(
    ("details", "content"),
    [({"form": "none"}, ""), ({"body": "<html>"}, "<html>"), ({"body": {"a": 1}}, '{"a": 1}')],
)
def test_statuses_have_the_body_of_the_fault(client: Client, details: dict[str, Any], content: str) -> None:
    client.simulator.fault("status", status=503, **details)
    assert send_create(client).text == content


def test_retry_after_has_either_form(client: Client) -> None:
    client.simulator.fault("status", status=429, retry_after=7)
    assert send_create(client).headers["Retry-After"] == "7"
    client.simulator.fault("status", status=429, retry_after=7, retry_after_form="date")
    began = time.time()
    until = parsedate_to_datetime(send_create(client).headers["Retry-After"]).timestamp()
    assert began + 6 <= until <= time.time() + 7


def test_redirects_and_expired_tokens_change_nothing(client: Client) -> None:
    client.simulator.fault("redirect", status=307, location="http://127.0.0.1:1/x")
    answer = send_create(client)
    assert (answer.status_code, answer.headers["Location"]) == (307, "http://127.0.0.1:1/x")
    client.simulator.fault("expired_token")
    answer = send_create(client)
    assert (answer.status_code, answer.content) == (401, b"")
    assert 'error_description="expired"' in answer.headers["WWW-Authenticate"]
    assert client.simulator.orders == []


@pytest.mark.parametrize(("kind", "details"), [("slow", {"seconds": 0.1, "pieces": 5}), ("late", {"seconds": 0.1})])
def test_slow_responses_are_complete(client: Client, kind: str, details: dict[str, Any]) -> None:
    client.simulator.fault(kind, **details)
    began = time.monotonic()
    assert send_create(client).json()["status"] == "PENDING"
    assert time.monotonic() - began >= 0.08  # there is no pause after the last piece


def test_every_kind_has_its_test() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    readme = (Path(inspect.getfile(Fault)).parent / "README.md").read_text(encoding="utf-8")
    assert [kind for kind in KINDS if f'"{kind}"' not in text or f"`{kind}`" not in readme] == []


def test_a_fault_waits_for_its_request(client: Client) -> None:
    client.simulator.fault("status", "orderPortIn", times=2, skip=1)
    assert client.get("/orders/portIns")["orders"] == []
    assert [send_create(client).status_code for dummy in range(4)] == [201, 503, 503, 201]
    client.simulator.fault("status", "token")
    assert requests.post(client.simulator.auth_url, auth=("a", "b"), timeout=5).status_code == 503
    client.simulator.fault("status")
    client.simulator.clear_faults()
    assert send_create(client).status_code == 201


@pytest.mark.parametrize(
    ("kind", "operation", "details", "problem"),
    [
        ("explode", "*", {}, "explode"),
        ("status", "fly", {}, "fly"),
        ("status", "*", {"colour": 1}, "colour"),
        ("reset_after", "*", {"seconds": 1}, "no details"),
    ],
)
def test_wrong_faults_are_refused(
    client: Client, kind: str, operation: str, details: dict[str, Any], problem: str
) -> None:
    with pytest.raises(ValueError, match=problem):
        client.simulator.fault(kind, operation, **details)


def test_a_plan_is_reproducible(start: Start) -> None:
    seen = []
    for seed in (1, 1, 2):
        client = start()
        client.simulator.fault_plan(seed, 0.5, ["status", ("status_after", {"status": 500}), "empty"])
        answers = [send_create(client) for dummy in range(40)]
        seen.append([(answer.status_code, bool(answer.content)) for answer in answers])
        assert {answer.status_code for answer in answers} == {201, 500, 503}
    assert seen[0] == seen[1] != seen[2]


def test_a_plan_ends_at_its_limit(client: Client) -> None:
    client.simulator.fault_plan(1, 1.0, ["status"], operation="orderPortIn", limit=2)
    assert client.get("/orders/portIns")["totalItems"] == 0
    assert [send_create(client).status_code for dummy in range(3)] == [503, 503, 201]
    with pytest.raises(ValueError, match="explode"):
        client.simulator.fault_plan(1, 1.0, ["explode"])


def test_connections_can_be_refused_for_a_while(client: Client) -> None:
    assert client.ids() == []
    client.simulator.refuse_connections(0.2)
    with pytest.raises(requests.ConnectionError):
        client.ids()
    deadline = time.monotonic() + 30
    while True:
        try:
            assert client.ids() == []
            break
        except requests.ConnectionError:
            assert time.monotonic() < deadline
            time.sleep(0.02)
    assert [record.operation for record in client.simulator.requests] == ["getPortInOrders"] * 2


def test_stopping_ends_hanging_connections() -> None:
    with Simulator() as simulator:
        simulator.fault("hang_before")
        client = Client(simulator)
        connection = socket.create_connection(("127.0.0.1", simulator.port), timeout=5)
        connection.sendall(
            f"GET /v1/projects/p/configuration HTTP/1.1\r\nAuthorization: {client.session.headers['Authorization']!s}"
            "\r\n\r\n".encode()
        )
        deadline = time.monotonic() + 30
        while not simulator.requests and time.monotonic() < deadline:
            time.sleep(0.001)
        began = time.monotonic()
    assert time.monotonic() - began < 1
    assert connection.recv(1) == b""
    connection.close()


def test_latency_delays_responses(start: Start) -> None:
    client = start(latency=0.05)
    began = time.monotonic()
    client.ids()
    assert time.monotonic() - began >= 0.05
