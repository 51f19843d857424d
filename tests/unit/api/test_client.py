# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every operation: its request, its result, and how it handles a response with a wrong structure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._api.client import Client
from ansible_collections.sinch.porting.plugins.module_utils._base.errors import ApiError, LostAnswer
from ansible_collections.sinch.porting.plugins.module_utils._model.limits import MAX_NUMBERS
from ansible_collections.sinch.porting.tests.unit.loopback import Reply, Seen, Server, connect, in_turn, reply

ROOT = "/v1/projects/p"
ORDER = {"id": "7", "status": "PENDING", "phoneNumbers": [{"phoneNumber": "+12025550117", "activateTime": "14:00"}]}
OURS = {"id": 7, "status": "PENDING", "phone_numbers": [{"phone_number": "+12025550117", "activated_date": "14:00"}]}

Use = Callable[[Client], Any]

# name: (call, method, path, request body, response, result)
OPERATIONS: dict[str, tuple[Use, str, str, Any, Any, Any]] = {
    "check": (
        lambda client: client.check_portability(["+12025550117"]),
        "POST",
        "/portabilityChecks",
        {"phoneNumbers": ["+12025550117"]},
        {"phoneNumbers": [{"phoneNumber": "+12025550117", "portable": True}]},
        [{"phone_number": "+12025550117", "portable": True}],
    ),
    "create": (
        lambda client: client.create_order({"on_demand_activation": True, "phone_numbers": [{"end_user": {}}]}),
        "POST",
        "/orders/portIns",
        {"onDemandActivation": True, "phoneNumbers": [{"endUser": {}}]},
        ORDER,
        OURS,
    ),
    "list": (
        lambda client: list(client.list_orders(customer_order_reference="a b", order_id=None, phone_number="+1202")),
        "GET",
        "/orders/portIns?customerOrderReference=a+b&phoneNumber=%2B1202&pageSize=1000",
        None,
        {"orders": [{"id": "7", "focQuantity": 1}], "page": 1, "totalPages": 1, "totalItems": 1},
        [{"id": 7, "foc_quantity": 1}],
    ),
    "get": (lambda client: client.get_order("7"), "GET", "/orders/portIns/7", None, ORDER, OURS),
    "replace": (
        lambda client: client.replace_order(7, {"reseller_name": "x"}),
        "PUT",
        "/orders/portIns/7",
        {"resellerName": "x"},
        ORDER,
        OURS,
    ),
    "cancel": (lambda client: client.cancel_order(7), "DELETE", "/orders/portIns/7", None, {"status": "X"}, None),
    "note": (
        lambda client: client.add_note(7, "phoneNumber"),
        "POST",
        "/orders/portIns/7/notes",
        {"note": "phoneNumber"},
        {"id": 1, "note": "phoneNumber"},
        {"id": 1, "note": "phoneNumber"},
    ),
    "add document": (
        lambda client: client.add_document(7, {"document_name": "a", "description": "b", "file_content": "Yw=="}),
        "POST",
        "/orders/portIns/7/documents",
        {"documentName": "a", "description": "b", "fileContent": "Yw=="},
        {"id": "9", "documentName": "a", "description": "b"},
        {"id": 9, "document_name": "a", "description": "b"},
    ),
    "get document": (
        lambda client: client.get_document(7, 9),
        "GET",
        "/orders/7/documents/9",
        None,
        {"documentId": "9", "fileContent": "Yw==", "contentType": "text/plain"},
        {"document_id": 9, "file_content": "Yw==", "content_type": "text/plain"},
    ),
    "available activations": (
        lambda client: client.available_activations(7),
        "GET",
        "/orders/portIns/7/availableActivations",
        None,
        [{"phoneNumberGroup": "G", "focDate": "d"}],
        [{"phone_number_group": "G", "foc_date": "d"}],
    ),
    "activate groups": (
        lambda client: client.activate(7, ["G"]),
        "POST",
        "/orders/portIns/7/activate",
        {"phoneNumberGroups": ["G"]},
        {"phoneNumberGroups": [{"phoneNumberGroup": "G", "status": "?"}]},
        {"phone_number_groups": [{"phone_number_group": "G", "status": "?"}]},
    ),
    "activate all": (lambda client: client.activate(7), "POST", "/orders/portIns/7/activate", None, {}, {}),
    "get configuration": (
        lambda client: client.get_configuration(),
        "GET",
        "/configuration",
        None,
        {"webhookUrl": "u"},
        {"webhook_url": "u"},
    ),
    "create configuration": (
        lambda client: client.create_configuration({"webhook_url": "u"}),
        "POST",
        "/configuration",
        {"webhookUrl": "u"},
        {"webhookUrl": "u"},
        {"webhook_url": "u"},
    ),
    "update configuration": (
        lambda client: client.update_configuration({"default_port_time": "t"}),
        "PUT",
        "/configuration",
        {"defaultPortTime": "t"},
        {},
        {},
    ),
}


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_sends_and_returns_what_the_contract_says(name: str) -> None:
    use, method, path, body, answer, expected = OPERATIONS[name]
    with Server(reply(200, answer)) as server:
        assert use(Client(connect(server.url))) == expected
        assert [(seen.method, seen.path, seen.json) for seen in server.calls] == [(method, ROOT + path, body)]


# Operations that are safe to repeat: reads, and the portability check, which stores nothing.
SAFE = {"check", "list", "get", "get document", "available activations", "get configuration"}


@pytest.mark.parametrize("name", OPERATIONS)
def test_only_operations_without_changes_are_repeated_and_allowed_in_check_mode(name: str) -> None:
    use, answer = OPERATIONS[name][0], OPERATIONS[name][4]
    with Server(in_turn(reply(500), reply(200, answer))) as server:
        if name in SAFE:
            use(Client(connect(server.url)))
        else:
            with pytest.raises(LostAnswer):
                use(Client(connect(server.url)))
        assert len(server.calls) == 1 + (name in SAFE)
    with Server(reply(200, answer)) as server:
        client = Client(connect(server.url, read_only=True))
        if name in SAFE:
            use(client)
        else:
            with pytest.raises(AssertionError, match="check mode"):
                use(client)
        assert len(server.calls) == (name in SAFE)


EMPTY = b""
WRONG = [EMPTY, b"null", b"[]", b"{}", b"5", b'"text"', b"[1]", b'[{"a": 1}]', b'{"orders": 5}', b'{"orders": [{}]}']
WRONG += [
    b'{"phoneNumbers": [{}]}',
    b'{"phoneNumbers": ["x"]}',
    b'{"id": null}',
    b'{"id": {}}',
    b'{"id": true}',
    b'{"id": ""}',
]

# Responses in WRONG that are valid for an operation. b"null" is treated like an empty body.
OBJECTS = {answer for answer in WRONG if answer.startswith(b"{")} | {EMPTY, b"null"}
RIGHT = {
    "cancel": set(WRONG),
    "available activations": {EMPTY, b"null", b"[]", b'[{"a": 1}]'},
    **dict.fromkeys(("replace", "note", "add document", "activate groups", "activate all"), OBJECTS),
    **dict.fromkeys(("get configuration", "create configuration", "update configuration"), OBJECTS),
}


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_response_with_a_wrong_structure_raises_an_error_with_a_message(name: str) -> None:
    use, method, path = OPERATIONS[name][:3]
    current: list[bytes] = []
    with Server(lambda _seen: reply(200, current[-1])) as server:
        client = Client(connect(server.url))
        for answer in WRONG:
            current.append(answer)
            if answer in RIGHT.get(name, ()):
                use(client)
                continue
            with pytest.raises(ApiError if name in SAFE else LostAnswer, match=r": it answered with\w* ") as caught:
                use(client)
            assert caught.value.details["status"] == 200
            assert caught.value.details["method"] == method
            assert caught.value.details["path"] == ROOT + path.partition("?")[0]
        assert len(server.calls) == len(WRONG)


@pytest.mark.parametrize(
    ("count", "batches"), [(0, []), (1, [1]), (500, [500]), (501, [500, 1]), (1200, [500, 500, 200])]
)
def test_numbers_are_checked_in_batches_and_in_order(count: int, batches: list[int]) -> None:
    numbers = [f"+1202555{number:04}" for number in range(count)]

    def script(seen: Seen) -> Reply:
        return reply(200, {"phoneNumbers": [{"phoneNumber": number} for number in seen.json["phoneNumbers"]]})

    with Server(script) as server:
        checked = Client(connect(server.url)).check_portability(numbers)
        assert [len(seen.json["phoneNumbers"]) for seen in server.calls] == batches
    assert [entry["phone_number"] for entry in checked] == numbers
    assert MAX_NUMBERS == 500


def test_an_id_is_escaped_in_the_path() -> None:
    with Server(reply(200, ORDER)) as server:
        Client(connect(server.url)).get_order("7/../8?x")
        assert server.calls[0].path == f"{ROOT}/orders/portIns/7%2F..%2F8%3Fx"


def test_a_missing_configuration_is_none_and_a_missing_order_an_error() -> None:
    with Server(reply(404, {"code": "404", "message": "gone"})) as server:
        client = Client(connect(server.url))
        assert client.get_configuration() is None
        with pytest.raises(ApiError, match="404 gone") as caught:
            client.get_order(7)
        assert caught.value.status == 404
    with Server(reply(403)) as server, pytest.raises(ApiError, match="403"):
        Client(connect(server.url)).get_configuration()


SECRETS = {
    "phoneNumbers": [
        {
            "portOutInfo": {"existingPortOutPin": "pin-90210", "accountNum": "account-4711"},
            "newPortOutPin": "new-pin-1",
        }
    ]
}
WORDS = "pin-90210 account-4711 new-pin-1"


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (reply(200, {**ORDER, **SECRETS}), lambda client: client.get_order(7)),
        (reply(201, {**ORDER, **SECRETS}), lambda client: client.create_order({})),
        (reply(200, {**ORDER, **SECRETS}), lambda client: client.replace_order(7, {})),
        (
            reply(201, ORDER),
            lambda client: client.create_order(
                {
                    "phone_numbers": [
                        {
                            "port_out_info": {"existing_port_out_pin": "pin-90210", "account_num": "account-4711"},
                            "new_port_out_pin": "new-pin-1",
                        }
                    ]
                }
            ),
        ),
        (reply(200, {"orders": [{**ORDER, **SECRETS}]}), lambda client: list(client.list_orders())),
    ],
)
def test_no_later_error_quotes_a_secret_that_was_sent_or_received(first: Reply, then: Use) -> None:
    with Server(in_turn(first, reply(422, {"message": WORDS}))) as server:
        client = Client(connect(server.url))
        then(client)
        with pytest.raises(ApiError, match=r"422 \*{8} \*{8} \*{8}\."):
            client.get_order(7)


def test_an_order_refused_with_its_own_pin_does_not_show_it() -> None:
    def parrot(seen: Seen) -> Reply:
        return reply(400, {"message": "bad body: " + seen.body.decode()})

    order = {"phone_numbers": [{"phone_number": "+12345678901", "port_out_info": {"existing_port_out_pin": "1234"}}]}
    with Server(parrot) as server, pytest.raises(ApiError) as caught:
        Client(connect(server.url)).create_order(order)
    assert '"********"' in caught.value.message
    assert "+12345678901" in caught.value.message
    assert '"1234"' not in caught.value.message


def test_filters_are_sent_as_text() -> None:
    with Server(reply(200, {"orders": []})) as server:
        filters = {"order_id": 7, "order_status": "PENDING", "created_date_start": "2027-01-01T00:00:00Z"}
        assert list(Client(connect(server.url)).list_orders(page_size=5, flag=True, **filters)) == []
        assert server.calls[0].path.partition("?")[2] == (
            "flag=true&orderId=7&orderStatus=PENDING&createdDateStart=2027-01-01T00%3A00%3A00Z&pageSize=5"
        )
