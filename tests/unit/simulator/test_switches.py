# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each setting for undocumented behavior of the API."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.sinch.porting.tests.simulator import Settings
from ansible_collections.sinch.porting.tests.unit.simulator.client import NUMBERS, Client, make_number, make_order
from ansible_collections.sinch.porting.tests.unit.simulator.conftest import Start

VISIBLE = {"existingPortOutPin": "pin-7741", "accountNum": "account-9", "newPortOutPin": "new-pin-5"}


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, VISIBLE),
        ({"secrets_echo": "masked", "mask": "###"}, dict.fromkeys(VISIBLE, "###")),
        ({"secrets_echo": "omitted"}, {}),
    ],
)
def test_echo_of_secrets(start: Start, settings: dict[str, str], expected: dict[str, str]) -> None:
    client = start(**settings)
    created = client.create()
    for order in (created, client.get(f"/orders/portIns/{created['id']}")):
        for number in order["phoneNumbers"]:
            shown = {**number["portOutInfo"], **number}
            assert {name: shown[name] for name in VISIBLE if name in shown} == expected
    assert client.simulator.orders[0].numbers[0].given["newPortOutPin"] == "new-pin-5"


def test_edition(start: Start) -> None:
    seen = {}
    for edition in ("earlier", "later"):
        client = start(edition=edition)
        order_id = client.create()["id"]
        client.simulator.change(order_id, numbers={NUMBERS[0]: {"status": "EXCLUDED"}})
        client.simulator.complete(order_id)
        order = client.get(f"/orders/portIns/{order_id}")
        excluded, activated, _other = order["phoneNumbers"]
        names = {"exclusionTime", "exclusionDate", "activateTime", "activatedDate", "confirmedDate"}
        seen[edition] = ({*excluded, *activated} & names, len(order["createdDate"]))
        if edition == "earlier":
            assert len(activated["activateTime"]) == len("14:00")
    assert seen == {
        "earlier": ({"exclusionTime", "activateTime"}, len("2027-03-01T00:00:00Z")),
        "later": ({"exclusionDate", "activatedDate", "confirmedDate"}, len("2027-03-01")),
    }


def test_form_of_the_id_and_of_the_lists_date(start: Start) -> None:
    client = start(id_type="string", list_created_date="date-time")
    body = client.send("POST", "/orders/portIns", make_order(), check=False).json()
    assert body["id"] == "890190001"
    entry = client.send("GET", "/orders/portIns", check=False).json()["orders"][0]
    assert (entry["id"], len(entry["createdDate"])) == ("890190001", len("2027-03-01T00:00:00Z"))


def test_normalised_values(start: Start) -> None:
    order = start(normalise=True).create()
    assert order["phoneNumbers"][0]["endUser"]["state"] == "IL"
    assert order["phoneNumbers"][0]["portOutInfo"]["authorizingDate"] == "2026-01-31T00:00:00Z"
    assert order["desiredPortSchedule"]["desiredPortTime"] == "09:00:00Z"


def test_undocumented_members_and_statuses(start: Start) -> None:
    client = start(extra_members=True)
    order_id = client.create()["id"]
    client.simulator.change(order_id, status="ORDER_BUILDING", every={"status": "PARKED"})
    order = client.send("GET", f"/orders/portIns/{order_id}", check=False).json()
    assert (order["status"], order["phoneNumbers"][0]["status"]) == ("ORDER_BUILDING", "PARKED")
    assert "xUndocumented" in order
    assert "xUndocumented" in order["phoneNumbers"][0]
    assert "xUndocumented" in client.send("GET", "/orders/portIns", check=False).json()["orders"][0]


@pytest.mark.parametrize("first", [0, 1])
def test_first_page(start: Start, first: int) -> None:
    client = start(first_page=first)
    ids = [client.create()["id"] for dummy in range(3)]
    pages = [
        client.get("/orders/portIns", params={"pageSize": "2", **query})
        for query in ({}, {"page": str(first)}, {"page": str(first + 1)})
    ]
    assert [page["page"] for page in pages] == [first, first, first + 1]
    assert pages[0] == pages[1]
    assert [entry["id"] for entry in pages[2]["orders"]] == ids[:1]
    for wrong in (str(first - 1), "next"):
        assert client.send("GET", f"/orders/portIns?page={wrong}").status_code == 422


def test_cap_of_the_page_size_and_order_of_the_list(start: Start) -> None:
    client = start(page_size_cap=2, list_order="oldest")
    ids = [client.create()["id"] for dummy in range(3)]
    page = client.get("/orders/portIns", params={"pageSize": "100"})
    assert (page["pageSize"], page["totalPages"]) == (2, 2)
    assert [entry["id"] for entry in page["orders"]] == ids[:2]


@pytest.mark.parametrize(
    ("match", "found"),
    [("exact", {"branch": []}), ("partial", {"BRANCH": ["branch-17"]}), ("ignored", {"x": ["branch-17", "other"]})],
)
def test_match_of_the_reference(start: Start, match: str, found: dict[str, list[str]]) -> None:
    client = start(reference_match=match, list_order="oldest")
    for reference in ("branch-17", "other"):
        client.create(customerOrderReference=reference)
    for wanted, references in {**found, **({} if match == "ignored" else {"other": ["other"]})}.items():
        entries = client.get("/orders/portIns", params={"customerOrderReference": wanted})["orders"]
        assert [entry["customerOrderReference"] for entry in entries] == references


@pytest.mark.parametrize(("match", "count"), [("exact", 0), ("ignored", 1)])
def test_match_of_the_number(start: Start, match: str, count: int) -> None:
    client = start(number_match=match)
    client.create()
    assert len(client.ids(phoneNumber="+19995550100")) == count


def test_lag_of_the_list(start: Start) -> None:
    client = start(list_lag_reads=2)
    order_id = client.create()["id"]
    assert [client.ids() for dummy in range(4)] == [[], [], [order_id], [order_id]]
    client = start(list_lag=60)
    order_id = client.create()["id"]
    assert client.ids() == []
    client.simulator.advance(60)
    assert client.ids() == [order_id]


def test_lag_of_reads(start: Start) -> None:
    client = start(read_lag_reads=2, create_lag_reads=1)
    path = f"/orders/portIns/{client.create()['id']}"
    assert [client.send("GET", path).status_code for dummy in range(2)] == [404, 200]
    answer = client.send("PUT", path, make_order(customerOrderReference="new"))
    assert answer.json()["customerOrderReference"] == "new"
    assert [client.get(path)["customerOrderReference"] for dummy in range(3)] == ["branch-17", "branch-17", "new"]
    client.send("POST", f"{path}/notes", {"note": "Hello"})
    assert [len(client.get(path)["notes"]) for dummy in range(3)] == [0, 0, 1]


@pytest.mark.parametrize(
    ("omitted", "reference", "numbers", "has_pin"),
    [("clear", "", [NUMBERS[1]], False), ("keep", "branch-17", [NUMBERS[0], NUMBERS[2], NUMBERS[1]], True)],
)
def test_members_that_put_leaves_out(
    start: Start, omitted: str, reference: str, numbers: list[str], has_pin: bool
) -> None:
    client = start(put_omitted=omitted)
    path = f"/orders/portIns/{client.create()['id']}"
    number = make_number(NUMBERS[1])
    del number["newPortOutPin"]
    order = client.send(
        "PUT", path, {"desiredPortSchedule": {"desiredPortDate": "2027-04-01"}, "phoneNumbers": [number]}
    ).json()
    assert order["customerOrderReference"] == reference
    assert [entry["phoneNumber"] for entry in order["phoneNumbers"]] == numbers
    assert ("newPortOutPin" in order["phoneNumbers"][-1]) is has_pin


@pytest.mark.parametrize(("rule", "status"), [("ignore", 200), ("refuse", 422)])
def test_read_only_members(start: Start, rule: str, status: int) -> None:
    client = start(read_only_members=rule)
    order = client.create()
    path = f"/orders/portIns/{order['id']}"
    changed = make_order(status="COMPLETED", phoneNumbers=[make_number(status="ACTIVATED", focDate="2027-01-01")])
    answer = client.send("PUT", path, changed)
    assert answer.status_code == status
    if rule == "refuse":
        fields = {violation["field"] for violation in answer.json()["details"]["fieldViolations"]}
        assert fields == {"status", "phoneNumbers[0].status", "phoneNumbers[0].focDate"}
    assert client.get(path)["status"] == "PENDING"
    assert client.get(path)["phoneNumbers"][0]["status"] == "PENDING"


def test_unknown_members(start: Start) -> None:
    client = start(unknown_members="refuse")
    client.create(phoneNumbers=[make_number(voiceConfiguration={"type": "EST", "trunkId": "t"}, features={"e911": {}})])
    for body in (
        make_order(colour="red"),
        make_order(phoneNumbers=[make_number(colour="red")]),
        make_order(phoneNumbers=[make_number(voiceConfiguration={"type": "EST", "colour": "red"})]),
    ):
        assert client.send("POST", "/orders/portIns", body).status_code == 422
    assert client.send("GET", "/orders/portIns?colour=red").status_code == 422
    assert start().send("POST", "/orders/portIns", make_order(colour="red")).status_code == 201


@pytest.mark.parametrize(("rule", "status"), [("allow", 201), ("refuse", 422)])
def test_a_number_in_two_open_orders(start: Start, rule: str, status: int) -> None:
    client = start(duplicate_numbers=rule, cancel="direct")
    order_id = client.create(phoneNumbers=[make_number()])["id"]
    answer = client.send("POST", "/orders/portIns", make_order())
    assert answer.status_code == status
    if rule == "refuse":
        assert f"order {order_id} already" in answer.text
        assert client.send("PUT", f"/orders/portIns/{order_id}", make_order()).status_code == 200
        client.send("DELETE", f"/orders/portIns/{order_id}")
        client.create()


def test_unique_references_and_the_maximum_of_numbers(start: Start) -> None:
    client = start(require_reference_unique=True, max_numbers=2)
    two = [make_number(NUMBERS[0]), make_number(NUMBERS[1])]
    client.create(phoneNumbers=two)
    answer = client.send("POST", "/orders/portIns", make_order())
    fields = {violation["field"] for violation in answer.json()["details"]["fieldViolations"]}
    assert (answer.status_code, fields) == (422, {"phoneNumbers", "customerOrderReference"})


def test_status_of_a_wrong_state(start: Start) -> None:
    client = start(wrong_state_status=409)
    order_id = client.create()["id"]
    client.simulator.confirm(order_id)
    # 409 is not documented, so the status is a setting.
    assert client.send("DELETE", f"/orders/portIns/{order_id}", check=False).status_code == 409


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("example", {"code": "404", "error": "Not found", "message": "Order 7 does not exist."}),
        (
            "object",
            {
                "code": 404,
                "status": "NOT_FOUND",
                "message": "Order 7 does not exist.",
                "details": [{"type": "NOT_FOUND"}],
            },
        ),
        ("text", "Order 7 does not exist."),
        ("none", ""),
    ],
)
def test_formats_of_errors(start: Start, form: str, expected: Any) -> None:
    answer = start(error_form=form).send("GET", "/orders/portIns/7")
    assert answer.status_code == 404
    assert (answer.json() if isinstance(expected, dict) else answer.text) == expected


@pytest.mark.parametrize(("quotes", "quoted"), [(False, False), (True, True)])
def test_errors_that_quote(start: Start, quotes: bool, quoted: bool) -> None:
    answer = start(error_quotes=quotes).send("POST", "/orders/portIns", make_order(phoneNumbers=[make_number("0731")]))
    assert answer.status_code == 422
    assert ("0731" in answer.text) is quoted


def test_configuration_switches(start: Start) -> None:
    client = start(configuration_missing="empty", configuration_omitted="clear", configuration_again="refuse")
    assert client.get("/configuration") == {}
    assert client.send("PUT", "/configuration", {"contact": {"name": "Jo"}}).status_code == 200
    assert client.send("PUT", "/configuration", {"webhookUrl": "u"}).json() == {"webhookUrl": "u"}
    assert client.send("POST", "/configuration", {}).status_code == 422


def test_without_validation(start: Start) -> None:
    client = start(validate=False)
    body = make_order(loaAttachmentDate="yesterday")
    assert client.send("POST", "/orders/portIns", body, check=False).status_code == 201
    assert len(client.ids(pageSize="1")) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"colour": "red"},
        {"first_page": 2},
        {"first_page": True},
        {"pace": -1},
        {"pace": "fast"},
        {"edition": "latest"},
        {"normalise": 1},
        {"mask": 5},
        {"unportable": {"0101": 5}},
        {"projects": "one"},
    ],
)
def test_wrong_settings_are_refused_without_any_change(client: Client, wrong: dict[str, Any]) -> None:
    before = client.simulator.settings.as_dict()
    name = next(iter(wrong))
    with pytest.raises(ValueError, match=name):
        client.simulator.settings.update({"latency": 1.0, **wrong})
    with pytest.raises(ValueError, match=name):
        setattr(client.simulator.settings, name, wrong[name])
    assert client.simulator.settings.as_dict() == before


def test_every_setting_is_documented() -> None:
    text = (Path(inspect.getfile(Settings)).parent / "README.md").read_text(encoding="utf-8")
    assert [name for name in Settings().as_dict() if f"`{name}`" not in text] == []
