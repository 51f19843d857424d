# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every operation of the API over HTTP. The client validates each response against the contract."""

from __future__ import annotations

import base64

import pytest

from ansible_collections.sinch.porting.tests.unit.simulator.client import NUMBERS, Client, make_number, make_order


def test_create_returns_the_order_with_the_members_of_the_service(client: Client) -> None:
    order = client.create()
    assert order["id"] == 890190001
    assert order["status"] == "PENDING"
    assert order["onDemandActivation"] is False
    assert order["desiredPortSchedule"] == {
        "desiredPortDate": "2027-03-01",
        "desiredPortTime": "09:00:00",
        "desiredPortTimeZone": "US/Eastern",
    }
    number = order["phoneNumbers"][0]
    assert number["status"] == "PENDING"
    assert number["endUser"]["typeOfService"] == "B"
    assert number["phoneNumberGroup"].startswith("GW ")
    assert number["countryCode"] == "US"


def test_the_defaults_of_the_project_fill_the_schedule(client: Client) -> None:
    client.send("POST", "/configuration", {"defaultPortTime": "10:30:00", "defaultPortTimeZone": "US/Pacific"})
    schedule = client.create()["desiredPortSchedule"]
    assert (schedule["desiredPortTime"], schedule["desiredPortTimeZone"]) == ("10:30:00", "US/Pacific")


def test_a_repeated_create_makes_a_second_order(client: Client) -> None:
    assert client.create()["id"] != client.create()["id"]


def test_an_order_can_be_read_updated_and_cancelled(client: Client) -> None:
    path = f"/orders/portIns/{client.create()['id']}"
    answer = client.send("PUT", path, make_order(customerOrderReference="other", phoneNumbers=[make_number()]))
    assert answer.status_code == 200
    assert client.get(path) == answer.json()
    assert [number["phoneNumber"] for number in answer.json()["phoneNumbers"]] == [NUMBERS[0]]
    assert answer.json()["customerOrderReference"] == "other"
    cancelled = client.send("DELETE", path)
    assert (cancelled.status_code, cancelled.content) == (200, b"")
    assert client.get(path)["status"] == "PENDING_CANCELATION"
    assert client.get(path)["status"] == "CANCELED"


@pytest.mark.parametrize("change", ["confirm", "complete", "DELETE"])
@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_only_a_pending_order_can_change(client: Client, change: str, method: str) -> None:
    order_id = client.create()["id"]
    if change == "DELETE":
        client.send("DELETE", f"/orders/portIns/{order_id}")
    else:
        getattr(client.simulator, change)(order_id)
    answer = client.send(method, f"/orders/portIns/{order_id}", make_order())
    assert answer.status_code == 422
    assert "not PENDING" in answer.json()["message"]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", ""),
        ("PUT", ""),
        ("DELETE", ""),
        ("POST", "/notes"),
        ("POST", "/documents"),
        ("GET", "/availableActivations"),
        ("POST", "/activate"),
    ],
)
def test_an_order_of_another_project_does_not_exist(client: Client, method: str, path: str) -> None:
    order_id = client.create()["id"]
    other = Client(client.simulator, "project-2")
    with other.session:
        assert other.send(method, f"/orders/portIns/{order_id}{path}", make_order()).status_code == 404
    assert client.get(f"/orders/portIns/{order_id}")["status"] == "PENDING"


def test_the_list_has_short_entries_with_counts(client: Client) -> None:
    order_id = client.create()["id"]
    client.simulator.confirm(order_id, only=NUMBERS[:2])
    client.simulator.complete(order_id, only=NUMBERS[:1])
    client.simulator.reject(order_id, only=NUMBERS[2:])
    entry = client.get("/orders/portIns")["orders"][0]
    del entry["createdDate"]
    assert entry == {
        "id": order_id,
        "status": "CONFIRMED",
        "customerOrderReference": "branch-17",
        "phoneNumberQuantity": 3,
        "focQuantity": 1,
        "activatedQuantity": 1,
        "rejectedQuantity": 1,
        "excludedQuantity": 0,
    }


def test_filters_combine(client: Client) -> None:
    first = client.create(customerOrderReference="a", phoneNumbers=[make_number(NUMBERS[0])])["id"]
    second = client.create(customerOrderReference="b", phoneNumbers=[make_number(NUMBERS[1])])["id"]
    client.simulator.confirm(second, foc_date="2027-03-02T00:00:00Z")
    assert client.ids() == [second, first]
    assert client.ids(orderId=str(first)) == [first]
    assert client.ids(orderStatus="CONFIRMED") == [second]
    assert client.ids(customerOrderReference="a") == [first]
    assert client.ids(phoneNumber=NUMBERS[1]) == [second]
    assert client.ids(phoneNumber=NUMBERS[1], customerOrderReference="a") == []
    assert client.ids(focStartDate="2027-03-01T00:00:00Z", focEndDate="2027-03-03T00:00:00Z") == [second]
    assert client.ids(focStartDate="2027-03-03T00:00:00Z") == []
    assert client.ids(createdDateStart="2020-01-01T00:00:00Z") == [second, first]
    assert client.ids(createdDateEnd="2020-01-01T00:00:00Z") == []


def test_pages_contain_every_order_once(client: Client) -> None:
    made = [client.create()["id"] for dummy in range(5)]
    pages = [client.get("/orders/portIns", params={"pageSize": "2", "page": str(page)}) for page in (1, 2, 3, 4)]
    assert [len(page["orders"]) for page in pages] == [2, 2, 1, 0]
    assert sorted(entry["id"] for page in pages for entry in page["orders"]) == made
    assert {(page["totalPages"], page["totalItems"], page["pageSize"]) for page in pages} == {(3, 5, 2)}


def test_notes_are_returned_with_the_order(client: Client) -> None:
    path = f"/orders/portIns/{client.create()['id']}"
    assert client.send("POST", f"{path}/notes", {"note": "Hello"}).json()["note"] == "Hello"
    client.simulator.add_note(path.rpartition("/")[2], "Which PIN?")
    assert [(note["createdBy"], note["note"]) for note in client.get(path)["notes"]] == [
        ("customer", "Hello"),
        ("Sinch", "Which PIN?"),
    ]


def test_a_document_is_downloaded_unchanged(client: Client) -> None:
    order_id = client.create()["id"]
    content = base64.b64encode(b"%PDF-1.7").decode()
    given = {"documentName": "loa.pdf", "description": "LOA", "fileContent": content}
    stored = client.send("POST", f"/orders/portIns/{order_id}/documents", given).json()
    assert client.get(f"/orders/portIns/{order_id}")["documents"] == [stored]
    assert client.get(f"/orders/{order_id}/documents/{stored['id']}") == {
        "id": stored["id"],
        "documentId": stored["id"],
        "documentName": "loa.pdf",
        "description": "LOA",
        "fileContent": content,
        "contentType": "application/pdf",
    }
    assert client.send("GET", f"/orders/{order_id}/documents/999").status_code == 404
    assert client.send("GET", f"/orders/portIns/{order_id}/documents/{stored['id']}", check=False).status_code == 404


def test_the_portability_check_returns_carriers_and_reasons(client: Client) -> None:
    client.simulator.settings.unportable = {"0102": "Landline only"}
    client.simulator.settings.carriers = {"+1202": "Verizon", "+1303": "T-Mobile"}
    answer = client.send("POST", "/portabilityChecks", {"phoneNumbers": list(NUMBERS)}).json()["phoneNumbers"]
    assert [(entry["portable"], entry["carrier"], entry["reason"]) for entry in answer] == [
        (True, "Verizon", ""),
        (False, "Verizon", "Landline only"),
        (True, "T-Mobile", ""),
    ]


def test_one_unportable_number_fails_the_order(client: Client) -> None:
    client.simulator.settings.update({"unportable": [NUMBERS[1]]})
    answer = client.send("POST", "/orders/portIns", make_order())
    assert answer.status_code == 422
    violations = answer.json()["details"]["fieldViolations"]
    assert [violation["field"] for violation in violations] == ["phoneNumbers[1].phoneNumber"]
    assert client.simulator.orders == []


def test_the_configuration_is_created_changed_and_read(client: Client) -> None:
    assert client.send("GET", "/configuration").status_code == 404
    assert client.send("PUT", "/configuration", {}).status_code == 404
    client.send("POST", "/configuration", {"contact": {"name": "Jo"}, "webhookUrl": "https://example.com/"})
    client.send("PUT", "/configuration", {"webhookUrl": "https://example.org/"})
    assert client.get("/configuration") == {"contact": {"name": "Jo"}, "webhookUrl": "https://example.org/"}


def test_phone_groups_contain_every_number(client: Client) -> None:
    order_id = client.create()["id"]
    groups = client.get(f"/orders/portIns/phoneGroups/{order_id}")
    assert sorted(number["phoneNumber"] for group in groups for number in group["phoneNumbers"]) == sorted(NUMBERS)


def test_unknown_paths_and_methods_are_refused(client: Client) -> None:
    assert client.send("GET", "/nothing", check=False).status_code == 404
    answer = client.send("DELETE", "/configuration", check=False)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, POST, PUT")
    assert client.send("GET", "/orders/portIns/abc").status_code == 422
