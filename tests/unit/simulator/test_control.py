# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Control over HTTP, the page, the log, the command line, webhooks."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import requests

from ansible_collections.sinch.porting.tests.simulator import calls
from ansible_collections.sinch.porting.tests.unit.simulator.client import NUMBERS, Client, make_order
from ansible_collections.sinch.porting.tests.unit.simulator.conftest import Start

FOLDER = Path(__file__).resolve().parents[2] / "simulator"


def control(client: Client, method: str, path: str, json: Any = None, *, status: int = 200) -> Any:
    answer = requests.request(method, f"{client.simulator.url}/_simulator/{path}", json=json, timeout=5)
    assert answer.status_code == status, answer.text
    return answer.json() if answer.content else None


def test_settings_can_be_changed(client: Client) -> None:
    assert control(client, "PUT", "settings", {"first_page": 0, "latency": 0.0})["first_page"] == 0
    assert control(client, "GET", "settings") == client.simulator.settings.as_dict()
    assert "first_page" in control(client, "PUT", "settings", {"first_page": 7}, status=400)["message"]
    assert client.simulator.settings.first_page == 0


def test_faults_and_plans_can_be_set(client: Client) -> None:
    control(client, "POST", "faults", {"kind": "status", "operation": "orderPortIn", "times": 2, "status": 500})
    assert control(client, "GET", "faults")[0]["details"] == {"status": 500}
    assert client.send("POST", "/orders/portIns", make_order()).status_code == 500
    control(client, "DELETE", "faults")
    assert client.send("POST", "/orders/portIns", make_order()).status_code == 201
    assert "explode" in control(client, "POST", "faults", {"kind": "explode"}, status=400)["message"]
    plan = {"seed": 1, "rate": 1.0, "kinds": [["status", {"status": 500}]], "limit": 1}
    control(client, "POST", "fault_plan", plan)
    assert [client.send("GET", "/orders/portIns").status_code for dummy in range(2)] == [500, 200]
    control(client, "POST", "refuse_connections", {"seconds": 0.01})


def test_control_requests_change_orders(client: Client) -> None:
    order_id = client.create(onDemandActivation=True)["id"]
    control(client, "POST", f"confirm/{order_id}", {"numbers": [NUMBERS[0]], "focDate": "2027-05-01T00:00:00Z"})
    control(client, "POST", f"reject/{order_id}", {"numbers": [NUMBERS[1]], "reason": "No"})
    assert control(client, "POST", f"complete/{order_id}") == {"id": order_id, "status": "COMPLETED"}
    control(client, "POST", f"orders/{order_id}", {"status": "CANCELED", "note": "Sorry"})
    order = client.get(f"/orders/portIns/{order_id}")
    assert order["status"] == "CANCELED"
    assert [number["status"] for number in order["phoneNumbers"]] == ["ACTIVATED", "REJECTED", "ACTIVATED"]
    assert order["phoneNumbers"][0]["focDate"] == "2027-05-01T00:00:00Z"
    assert "no order 1" in control(client, "POST", "confirm/1", status=400)["message"]
    assert "colour" in control(client, "POST", f"orders/{order_id}", {"colour": 1}, status=400)["message"]


def submit(client: Client, path: str, *fields: tuple[str, str]) -> requests.Response:
    """Submit a form, as the page does."""
    return requests.post(f"{client.simulator.url}/_simulator/{path}", data=fields, timeout=5, allow_redirects=False)


def test_forms_change_orders_and_redirect_to_the_page(client: Client) -> None:
    order_id = client.create()["id"]
    sent = [
        submit(client, f"confirm/{order_id}", ("numbers", NUMBERS[0]), ("reason", "")),
        submit(client, f"reject/{order_id}", ("numbers", NUMBERS[1]), ("numbers", NUMBERS[2]), ("reason", "Nö & so")),
        submit(client, f"complete/{order_id}", ("reason", "")),
    ]
    assert [(answer.status_code, answer.headers["Location"]) for answer in sent] == [(303, "/")] * 3
    order = client.get(f"/orders/portIns/{order_id}")
    assert order["status"] == "COMPLETED"
    assert [number["status"] for number in order["phoneNumbers"]] == ["ACTIVATED", "REJECTED", "REJECTED"]
    assert order["phoneNumbers"][1]["rejectReason"] == "Nö & so"


def test_a_form_applies_to_all_numbers_with_the_default_reason_unless_given(client: Client) -> None:
    order_id = client.create()["id"]
    assert submit(client, f"reject/{order_id}", ("reason", "")).status_code == 303
    reasons = [number["rejectReason"] for number in client.get(f"/orders/portIns/{order_id}")["phoneNumbers"]]
    assert reasons == ["The port-out PIN is wrong."] * 3


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [("PUT", "settings", b'{"pace": 10}'), ("POST", "advance", b' {"seconds": 1}'), ("POST", "reset", b"{}")],
)
def test_json_sent_with_the_type_of_a_form_is_read_as_json(client: Client, method: str, path: str, body: bytes) -> None:
    """curl -d and Python's urllib send this type for any data."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = requests.request(
        method,
        f"{client.simulator.url}/_simulator/{path}",
        data=body,
        headers=headers,
        timeout=5,
        allow_redirects=False,
    )
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")


def test_a_wrong_form_changes_nothing(client: Client) -> None:
    order_id = client.create()["id"]
    assert "no order 1" in submit(client, "confirm/1").json()["message"]
    answer = submit(client, f"confirm/{order_id}", ("numbers", "+12025550199"))
    assert (answer.status_code, "+12025550199" in answer.json()["message"]) == (400, True)
    assert client.get(f"/orders/portIns/{order_id}")["status"] == "PENDING"


def test_tokens_and_time_can_be_controlled(client: Client) -> None:
    token = control(client, "POST", "tokens")["access_token"]
    client.session.headers["Authorization"] = f"Bearer {token}"
    assert client.send("GET", "/orders/portIns").status_code == 200
    control(client, "POST", "expire_tokens")
    assert client.send("GET", "/orders/portIns").status_code == 401
    assert control(client, "POST", "advance", {"seconds": 86400})["now"] > time.time() + 86000


def test_the_log_has_requests_without_authorization(client: Client) -> None:
    client.create()
    client.ids(pageSize="5")
    control(client, "GET", "settings")
    create, listing = control(client, "GET", "requests")
    assert (create["method"], create["operation"], create["status"]) == ("POST", "orderPortIn", 201)
    assert create["body"] == make_order()
    assert "authorization" not in create["headers"]
    assert (listing["query"], listing["path"]) == ({"pageSize": "5"}, "/v1/projects/project-1/orders/portIns")
    assert [record.operation for record in client.simulator.writes] == ["orderPortIn"]
    assert client.simulator.operations == ["orderPortIn", "getPortInOrders"]
    control(client, "DELETE", "requests")
    assert client.simulator.requests == []


def test_the_log_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "MOST_RECORDS", 3)
    monkeypatch.setattr(calls, "MOST_BYTES", 100)

    def kept(*sizes: int) -> list[str]:
        log = calls.Log()
        for size in sizes:
            log.add(calls.Record("POST", str(size), None, {}, {}, None, 0.0), size=size)
        return [record.path for record in log]

    assert kept(1, 2, 3, 4) == ["2", "3", "4"]
    assert kept(60, 30, 20) == ["30", "20"]
    assert kept(1, 500) == ["500"]


def test_reset_restores_the_initial_state(start: Start) -> None:
    client = start(first_page=0)
    client.create()
    control(client, "PUT", "settings", {"first_page": 1, "edition": "later"})
    client.simulator.fault("status")
    control(client, "POST", "reset")
    assert client.simulator.orders == []
    assert client.simulator.requests == []
    assert (client.simulator.settings.first_page, client.simulator.settings.edition) == (0, "earlier")
    assert client.create()["id"] == 890190001


def test_the_page_shows_no_secrets_and_is_self_contained(client: Client) -> None:
    order_id = client.create()["id"]
    client.simulator.reject(order_id, only=NUMBERS[:1])
    page = requests.get(client.simulator.url, timeout=5)
    assert page.headers["Content-Type"].startswith("text/html")
    assert "http" not in page.text
    assert "src=" not in page.text
    state = control(client, "GET", "state")
    assert state["count"] == 1
    assert state["orders"][0]["numbers"][0]["status"] == "REJECTED"
    assert state["requests"][0]["operation"] == "orderPortIn"
    for hidden in ("pin-7741", "account-9", "new-pin-5", "Example Bakery", "Harbor"):
        assert hidden not in json.dumps(state)


def test_unknown_control_paths_are_not_found(client: Client) -> None:
    control(client, "GET", "nothing", status=404)
    control(client, "GET", "../v1", status=404)


class Receiver(HTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), ReceiverHandler)
        self.bodies: list[dict[str, Any]] = []

    def wait_for(self, count: int) -> list[dict[str, Any]]:
        deadline = time.monotonic() + 30
        while len(self.bodies) < count and time.monotonic() < deadline:
            time.sleep(0.002)
        return self.bodies


class ReceiverHandler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        self.server.bodies.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(("edition", "name"), [("earlier", "event"), ("later", "type")])
def test_webhooks_are_sent(start: Start, receiver: Receiver, edition: str, name: str) -> None:
    client = start(webhooks=True, edition=edition)
    client.send("POST", "/configuration", {"webhookUrl": f"http://127.0.0.1:{receiver.server_port}/hook?a=1"})
    order_id = client.create()["id"]
    client.simulator.confirm(order_id)
    client.simulator.reject(order_id, only=NUMBERS[:1], reason="No")
    client.simulator.complete(order_id)
    client.simulator.add_note(order_id, "Hello")
    bodies = [body for body in receiver.wait_for(8) if body[name] != "ORDER_UPDATED"]
    assert {body["orderId"] for body in receiver.bodies} == {str(order_id)}
    assert [body[name] for body in bodies] == [
        "NUMBERS_CONFIRMED",
        "NUMBERS_REJECTED",
        "NUMBERS_ACTIVATED",
        "NEW_ORDER_NOTE",
    ]
    assert bodies[1]["phoneNumbers"][0]["rejectReason"] == "No"
    assert ("endUser" in bodies[1]["phoneNumbers"][0]) is (edition == "earlier")
    assert bodies[3]["note"] == "Hello"
    orders = [body["order"] for body in receiver.bodies if body[name] == "ORDER_UPDATED"]
    assert [order["status"] for order in orders] == ["PENDING", "CONFIRMED", "CONFIRMED", "COMPLETED"]
    assert len(client.simulator.webhooks) == 8


@pytest.mark.parametrize("url", ["https://127.0.0.1/", "http://example.com/", "my.callback.server", "http://[::2]/"])
def test_webhooks_stay_on_this_machine(start: Start, url: str) -> None:
    client = start(webhooks=True)
    client.send("POST", "/configuration", {"webhookUrl": url})
    client.create()
    assert client.simulator.webhooks == []


def test_the_command_line_starts_a_simulator(tmp_path: Path) -> None:
    port_file = tmp_path / "port"
    command = [sys.executable, str(FOLDER), "--port-file", str(port_file), "--pace", "9", "--set", "first_page=0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        line = process.stdout.readline()
        url = f"http://127.0.0.1:{port_file.read_text().strip()}"
        assert f"{url}/" in line
        settings = requests.get(f"{url}/_simulator/settings", timeout=5).json()
        assert (settings["pace"], settings["first_page"]) == (9, 0)
        process.send_signal(signal.SIGTERM)
        assert process.communicate(timeout=60) == ("", "")
        assert process.returncode == 0


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [(["--set", "colour=red"], "no setting colour"), (["--set", "pace"], "name=value"), (["--set", "pace=-1"], "pace")],
)
def test_a_wrong_command_line_is_refused(
    arguments: list[str], problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from ansible_collections.sinch.porting.tests.simulator.command import main

    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert problem in capsys.readouterr().err


def test_many_clients_are_served_in_parallel(client: Client) -> None:
    def work(first: int) -> None:
        with Client(client.simulator).session as session:
            for number in range(first, first + 10):
                answer = session.post(
                    client.url("/orders/portIns"),
                    json=make_order(customerOrderReference=f"r-{number}"),
                    headers={"Authorization": client.session.headers["Authorization"]},
                    timeout=5,
                )
                assert answer.status_code == 201

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(0, 80, 10)))
    assert len({order.id for order in client.simulator.orders}) == 80
    assert {order.reference for order in client.simulator.orders} == {f"r-{number}" for number in range(80)}
    assert client.simulator.operations == ["orderPortIn"] * 80
