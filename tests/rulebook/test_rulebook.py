# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rulebook for webhooks in a real ansible-rulebook: every event, forged requests, and the log."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from running import (
    KEY_SECRET,
    SECRET_PATH,
    TOKEN,
    make_environ,
    missing_tool,
    post,
    run_proxy,
    run_rulebook,
    wait_until,
)

from ansible_collections.sinch.porting.plugins.module_utils._run.run import run
from ansible_collections.sinch.porting.plugins.module_utils._tasks.porting_configuration import TASK
from ansible_collections.sinch.porting.tests.simulator import Simulator

# ansible-rulebook needs Java, which may be missing.
pytestmark = pytest.mark.skipif(bool(missing_tool()), reason=missing_tool() or "all is there")

NUMBERS = ["+12175230101", "+12175230102", "+12175230103"]
PIN, ACCOUNT, NEW_PIN = "planted-pin-8351", "planted-account-5230", "planted-new-pin-6127"
PORT_OUT = {"existingPortOutPin": PIN, "accountNum": ACCOUNT, "authorizingName": "Planted Authorizer"}
SECRETS = (PIN, ACCOUNT, NEW_PIN, KEY_SECRET, TOKEN, SECRET_PATH, "wrong-token")
# Data that a playbook gets by reading the order, but never from an event.
PERSONAL = ("Planted Authorizer", "Planted Bakery", "planted-note-9016")
EVENTS = ("ORDER_UPDATED", "NUMBERS_ACTIVATED", "NUMBERS_CONFIRMED", "NUMBERS_REJECTED", "NEW_ORDER_NOTE")
LAST = "404404404 is not among the orders of this project"
# Statuses of the responses to forge(). The source responds with 200 to events that the filter drops.
ANSWERS = {
    "unknown type": 200,
    "id of no digits": 200,
    "id with a path": 200,
    "a list": 200,
    "no JSON": 400,
    "no UTF-8": 500,
    "wrong token": 401,
    "no token": 401,
}
PATIENCE = 120.0  # seconds, for six playbooks on a busy machine


def body(*numbers: str) -> dict[str, object]:
    return {
        "customerOrderReference": "hooked-001",
        "desiredPortSchedule": {"desiredPortDate": "2027-03-09"},
        "phoneNumbers": [
            {
                "phoneNumber": number,
                "newPortOutPin": NEW_PIN,
                "endUser": {"name": "Planted Bakery", "streetName": "Harbor", "zipCode": "62701"},
                "portOutInfo": PORT_OUT,
            }
            for number in numbers
        ],
    }


def trigger_all(simulator: Simulator, order_id: int) -> None:
    """Make the service send each of its five events once."""
    rejected, confirmed, activated = NUMBERS
    simulator.change(
        order_id,
        note="planted-note-9016",
        numbers={
            rejected: {"status": "REJECTED", "rejectReason": f"Wrong PIN {PIN}"},
            confirmed: {"status": "CONFIRMED", "focDate": "2027-03-09T14:00:00Z"},
            activated: {"status": "ACTIVATED"},
        },
    )


def forge(port: int, order_id: int) -> dict[str, int]:
    """Send requests that Sinch never sends, each with a planted PIN. Return the statuses of the responses."""
    order = {"phoneNumbers": [{"portOutInfo": PORT_OUT}]}
    real = {"type": "ORDER_UPDATED", "orderId": str(order_id), "order": order}
    calls = {
        "unknown type": ({**real, "type": "ORDER_DELETED"}, TOKEN),
        "id of no digits": ({**real, "orderId": PIN}, TOKEN),
        "id with a path": ({**real, "orderId": f"{order_id}/activate"}, TOKEN),
        "a list": ([real], TOKEN),
        "no JSON": (b'{"order": "planted-pin-8351"', TOKEN),
        "no UTF-8": (b'{"order": "planted-pin-8351\xff"}', TOKEN),
        "wrong token": (real, "wrong-token"),
        "no token": (real, None),
    }
    return {name: post(port, content, token=token) for name, (content, token) in calls.items()}


def set_webhook_url(simulator: Simulator, url: str, folder: Path) -> None:
    """Set it with sinch_porting_configuration, as a playbook does."""
    result = run(
        TASK,
        {"webhook_url": url},
        check_mode=False,
        diff=False,
        environ=make_environ(folder, simulator.url, simulator.auth_url),
        say=print,
        directory=folder / "home",
    )
    assert result["changed"], result


@pytest.mark.parametrize(
    ("edition", "arguments"), [("earlier", ["-vv"]), ("later", ["--print-events"])], ids=["earlier-vv", "later-print"]
)
def test_events_are_hints_to_read_the_order(tmp_path: Path, edition: str, arguments: list[str]) -> None:
    with (
        Simulator(webhooks=True, edition=edition) as simulator,
        run_rulebook(tmp_path, *arguments, api_url=simulator.url, auth_url=simulator.auth_url) as rulebook,
        run_proxy(rulebook.port) as proxy,
    ):
        order = simulator.create(body(*NUMBERS))
        set_webhook_url(simulator, f"http://127.0.0.1:{proxy}{SECRET_PATH}", tmp_path)
        simulator.clear_requests()
        answers = forge(rulebook.port, order.id)
        assert post(proxy, {"type": "ORDER_UPDATED", "orderId": str(order.id)}, path="/guessed") == 404
        trigger_all(simulator, order.id)
        sent = simulator.webhooks
        wait_until(lambda: all(delivery.status for delivery in sent), seconds=PATIENCE, what="all events are delivered")
        # Events are handled one after another, so nothing is running after the last one.
        assert post(rulebook.port, {"type": "NUMBERS_CONFIRMED", "orderId": "404404404"}, token=TOKEN) == 200
        wait_until(lambda: LAST in rulebook.output, seconds=PATIENCE, what="the last event is looked at")
        wait_until(lambda: rulebook.is_idle, seconds=PATIENCE, what="the last playbook is put away")
        requests = simulator.requests

    assert answers == ANSWERS
    # Every event of the service, and nothing else, has led to a read of the order.
    names = Counter(str(delivery.body.get("type") or delivery.body.get("event")) for delivery in sent)
    assert names == Counter(EVENTS)
    assert {delivery.status for delivery in sent} == {200}
    assert Counter(entry["type"] for entry in rulebook.found) == names
    assert {entry["order"]["id"] for entry in rulebook.found} == {order.id}
    statuses = {number["phone_number"]: number["status"] for number in rulebook.found[-1]["order"]["phone_numbers"]}
    assert statuses == dict(zip(NUMBERS, ["REJECTED", "CONFIRMED", "ACTIVATED"], strict=True))
    reads = [record for record in requests if record.operation != "token"]
    assert {record.method for record in reads} == {"GET"}
    ids = Counter(record.path.rsplit("/", 1)[-1] for record in reads)
    assert ids == {str(order.id): len(EVENTS), "404404404": 1}
    # The playbook got the id and the type. meta is from ansible-rulebook, without path and headers.
    for entry in rulebook.found:
        assert set(entry["eda"]) == {"ruleset", "rule", "event"}
        assert set(entry["eda"]["event"]) == {"order_id", "type", "meta"}
        assert set(entry["eda"]["event"]["meta"]) == {"source", "received_at", "uuid"}
    # The log shows events, but nothing of their bodies.
    assert "'order_id':" in rulebook.output
    bodies = " ".join(str(delivery.body) for delivery in sent)
    assert all(text in bodies for text in (PIN, ACCOUNT, *PERSONAL))
    assert [secret for secret in SECRETS if secret in rulebook.written + str(rulebook.found)] == []
    assert [text for text in PERSONAL if text in rulebook.written] == []


def test_the_rulebook_does_not_start_without_a_token(tmp_path: Path) -> None:
    nowhere = "http://127.0.0.1:1"
    with (
        pytest.raises(AssertionError, match="'webhook_token' is undefined"),
        run_rulebook(tmp_path, api_url=nowhere, auth_url=nowhere, token=None),
    ):
        pytest.fail("it listens")
