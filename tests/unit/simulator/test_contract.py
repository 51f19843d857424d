# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The validation of requests, compared with that of an OpenAPI library."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from openapi_core import OpenAPI
from openapi_core.exceptions import OpenAPIError
from openapi_core.testing import MockRequest

from ansible_collections.sinch.porting.tests.simulator.errors import ApiError
from ansible_collections.sinch.porting.tests.simulator.validation import Contract, load_contract
from ansible_collections.sinch.porting.tests.unit.simulator.client import Client, make_number, make_order

HOST = "https://porting.api.sinch.com"
REMOVED = object()


def make_wrong(*path: str | int, value: Any = REMOVED) -> dict[str, Any]:
    """An order with one member removed or replaced."""
    order = make_order(phoneNumbers=[make_number(voiceConfiguration={"type": "EST", "trunkId": "t"})])
    node: Any = order
    for part in path[:-1]:
        node = node[part]
    if value is REMOVED:
        del node[path[-1]]
    else:
        node[path[-1]] = value
    return order


BODIES = [
    (make_order(), 201, ""),
    (make_wrong("loaAttachmentDate", value="2027-03-01T10:00:00Z"), 201, ""),
    (make_wrong("desiredPortSchedule"), 400, "body"),
    (make_wrong("phoneNumbers"), 400, "body"),
    (make_wrong("phoneNumbers", 0, "endUser", "zipCode"), 400, "phoneNumbers[0].endUser"),
    ([make_order()], 400, "body"),
    (make_wrong("phoneNumbers", value=[]), 422, "phoneNumbers"),
    (make_wrong("phoneNumbers", 0, "phoneNumber", value="2025550101"), 422, "phoneNumbers[0].phoneNumber"),
    (make_wrong("phoneNumbers", 0, "endUser", "zipCode", value=62701), 422, "phoneNumbers[0].endUser.zipCode"),
    (
        make_wrong("phoneNumbers", 0, "endUser", "typeOfService", value="X"),
        422,
        "phoneNumbers[0].endUser.typeOfService",
    ),
    (make_wrong("phoneNumbers", 0, "voiceConfiguration", "type", value="X"), 422, "phoneNumbers[0].voiceConfiguration"),
    (make_wrong("desiredPortSchedule", "desiredPortDate", value="soon"), 422, "desiredPortSchedule.desiredPortDate"),
    (
        make_wrong("desiredPortSchedule", "desiredPortTimeZone", value="CET"),
        422,
        "desiredPortSchedule.desiredPortTimeZone",
    ),
    (make_wrong("loaAttachmentDate", value="yesterday"), 422, "loaAttachmentDate"),
    (make_wrong("customerOrderReference", value="x" * 101), 422, "customerOrderReference"),
    (make_wrong("onDemandActivation", value="yes"), 422, "onDemandActivation"),
]
QUERIES = [
    ("orderId=12&orderStatus=PENDING&page=next1&pageSize=1000&createdDateStart=2027-01-01T00:00:00Z", True),
    ("orderId=twelve", False),
    ("orderStatus=LOST", False),
    ("pageSize=0", False),
    ("pageSize=1001", False),
    ("pageSize=many", False),
    ("createdDateEnd=2027-01-01", False),
    ("focStartDate=soon", False),
]


@pytest.fixture(scope="module")
def second_opinion() -> OpenAPI:
    document = copy.deepcopy(load_contract().document)
    del document["security"]  # the library warns about the OAuth scheme; authentication has its own tests
    return OpenAPI.from_dict(document)


def is_valid(opinion: OpenAPI, request: MockRequest) -> bool:
    try:
        opinion.validate_request(request)
    except OpenAPIError:
        return False
    return True


@pytest.mark.parametrize(("body", "status", "field"), BODIES)
def test_both_validations_of_bodies_agree(
    client: Client, second_opinion: OpenAPI, body: Any, status: int, field: str
) -> None:
    answer = client.send("POST", "/orders/portIns", body)
    assert answer.status_code == status
    if field:
        violations = answer.json()["details"]["fieldViolations"]
        assert {violation["field"] for violation in violations} == {field}
    content = json.dumps(body).encode()
    path = "/v1/projects/p/orders/portIns"
    assert is_valid(second_opinion, MockRequest(HOST, "post", path, data=content)) is (status == 201)


def refuse_query(given: dict[str, str]) -> list[str]:
    """The parameters of a list request that violate the contract."""
    contract = load_contract()
    operation = contract.operations["getPortInOrders"]
    try:
        contract.check_parameters(operation, {"path": {}, "query": given}, strict=False, quote=False)
    except ApiError as error:
        return [name for name, _text in error.violations]
    return []


@pytest.mark.parametrize(("query", "valid"), QUERIES)
def test_both_validations_of_queries_agree(second_opinion: OpenAPI, query: str, valid: bool) -> None:
    given = dict(pair.split("=") for pair in query.split("&"))
    refused = refuse_query(given)
    assert refused == ([] if valid else list(given))
    request = MockRequest(HOST, "get", "/v1/projects/p/orders/portIns", args=given)
    assert is_valid(second_opinion, request) is valid


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b'{"a": 1,}'])
def test_broken_bodies_are_refused(client: Client, content: bytes) -> None:
    answer = client.send("POST", "/orders/portIns", data=content)
    assert answer.status_code == 400


def test_a_body_that_may_be_left_out(client: Client) -> None:
    order_id = client.create(onDemandActivation=True)["id"]
    client.simulator.confirm(order_id, foc_date="2020-01-01T00:00:00Z")
    assert client.send("POST", f"/orders/portIns/{order_id}/activate").status_code == 200


def test_wrong_responses_are_found() -> None:
    contract = load_contract()
    read = contract.operations["getOrderDetails"]
    assert contract.check_response(read, 200, {"desiredPortSchedule": {"desiredPortDate": "2027-03-01"}}) == []
    assert contract.check_response(read, 200, {})
    assert contract.check_response(read, 200, {"desiredPortSchedule": {"desiredPortDate": "2027-03-01"}, "id": "1"})
    assert contract.check_response(read, 418, None)
    assert contract.check_response(contract.operations["deleteOrder"], 200, {})


def test_every_operation_of_the_contract_is_implemented(client: Client) -> None:
    served = client.simulator._application._operations
    assert set(served) == set(Contract().operations)
