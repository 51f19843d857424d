# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares the collection with the API's contract: members, secrets, limits, time zones, operations."""

from __future__ import annotations

import re
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from ansible_collections.sinch.porting.plugins.module_utils._base import dates
from ansible_collections.sinch.porting.plugins.module_utils._base.names import camel, from_api, snake
from ansible_collections.sinch.porting.plugins.module_utils._base.redaction import SECRET_MEMBERS, is_secret
from ansible_collections.sinch.porting.plugins.module_utils._model import limits
from ansible_collections.sinch.porting.plugins.module_utils._model import order as order_model
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_order_info import FILTERS, OrderInfoOptions
from ansible_collections.sinch.porting.plugins.module_utils._tasks.porting_configuration import ConfigurationMembers
from ansible_collections.sinch.porting.tests.unit.api.test_client import OPERATIONS as SENT

PATH = Path(__file__).resolve().parents[1] / "simulator" / "contract" / "porting-openapi.yaml"
CONTRACT: dict[str, Any] = yaml.safe_load(PATH.read_text())
SCHEMAS: dict[str, Any] = CONTRACT["components"]["schemas"]
TYPES = Path(limits.__file__).with_name("data.pyi")
data: dict[str, Any] = runpy.run_path(str(TYPES))
METHODS = ("get", "put", "post", "delete", "patch")


def resolved(schema: Any) -> Any:
    while isinstance(schema, dict) and "$ref" in schema:
        schema = SCHEMAS[schema["$ref"].rpartition("/")[2]]
    return schema


def properties(schema: Any) -> dict[str, Any]:
    """The members of a schema, including those of its parts and alternatives."""
    schema = resolved(schema)
    found = dict(schema.get("properties", {}))
    for part in (*schema.get("allOf", ()), *schema.get("oneOf", ()), *schema.get("anyOf", ())):
        found.update(properties(part))
    return found


def model_of(annotation: Any) -> Any:
    """The model in ``Model | None`` or ``list[Model] | None``; None for a single value."""
    if hasattr(annotation, "model_fields"):
        return annotation
    return next((model for model in map(model_of, get_args(annotation)) if model is not None), None)


def is_list(annotation: Any) -> bool:
    return any(getattr(part, "__origin__", None) is list for part in (annotation, *get_args(annotation)))


def differences(model: Any, schema: Any, *, path: str = "", left_out: frozenset[str] = frozenset()) -> Iterator[str]:
    """The differences between a model and a schema in names and structure, at every depth."""
    documented = {snake(name): value for name, value in properties(schema).items()}
    known = {name: field.annotation for name, field in model.model_fields.items() if name not in left_out}
    for name in documented.keys() ^ known.keys():
        yield f"{path}{name} is only in the {'contract' if name in documented else 'model'}"
    for name in documented.keys() & known.keys():
        part, inner = resolved(documented[name]), model_of(known[name])
        if is_list(known[name]) is not (part.get("type") == "array"):
            yield f"{path}{name} is a list in one of the two"
        part = part.get("items", part)
        if (inner is None) is bool(properties(part)):
            yield f"{path}{name} has members in one of the two"
        elif inner is not None:
            yield from differences(inner, part, path=f"{path}{name}.", left_out=left_out)


# Members of a number that may be given once for the whole order.
DEFAULTS = frozenset(order_model.NumberDefaults.model_fields)


@pytest.mark.parametrize(
    ("model", "schema", "own"),
    [
        (order_model.PhoneNumber, "PortInNumberRequest", frozenset()),
        (order_model.OrderMembers, "PortInOrderInput", frozenset({"phone_numbers"})),
        (ConfigurationMembers, "PortingConfiguration", frozenset()),
    ],
    ids=["number", "order", "configuration"],
)
def test_models_have_the_members_of_the_contract_and_no_others(model: Any, schema: str, own: frozenset[str]) -> None:
    found = set(differences(model, SCHEMAS[schema]))
    assert found == {f"{name} is only in the contract" for name in own}
    assert set(order_model.OrderInput.model_fields) == {
        *order_model.OrderMembers.model_fields,
        *DEFAULTS,
        "phone_numbers",
    }


@pytest.mark.parametrize(
    ("shape", "schemas"),
    [
        ("Order", ("PortInOrderInput", "PortInOrder")),
        ("Number", ("PortInNumberRequest", "PortInNumber")),
        ("EndUserData", ("EndUser",)),
        ("PortOutData", ("PortOutInfo",)),
        ("Note", ("OrderNote",)),
        ("Document", ("OrderDocument", "OrderDocumentUpload", "OrderDocumentContent")),
        ("PortabilityAnswer", ("PortabilityCheckNumber",)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_data_have_the_members_of_the_contract_and_no_others(shape: str, schemas: tuple[str, ...]) -> None:
    """With the names of ``from_api``, which has one name where the editions of the API differ."""
    names = {name: None for schema in schemas for name in properties(SCHEMAS[schema])}
    assert set(data[shape].__annotations__) == set(from_api(names))
    assert not data[shape].__required_keys__


def names_marked(mark: str, schema: Any, seen: set[int]) -> Iterator[str]:
    """The members with a mark, at any depth below a schema."""
    schema = resolved(schema)
    if id(schema) in seen:
        return
    seen.add(id(schema))
    for name, part in properties(schema).items():
        if part.get(mark) or resolved(part).get(mark):
            yield snake(name)
        yield from names_marked(mark, resolved(part).get("items", part), seen)


def test_secrets_are_those_marked_in_the_contract() -> None:
    marked = {name for schema in SCHEMAS.values() for name in names_marked("x-sensitive", schema, set())}
    assert marked == SECRET_MEMBERS
    members = {snake(name) for schema in SCHEMAS.values() for name in properties(schema)}
    assert {name for name in members if is_secret(name)} == marked


def test_read_only_members_are_those_of_the_contract() -> None:
    # These include the names of both editions, and members inside completely read-only parts of an order.
    marked = set(names_marked("readOnly", SCHEMAS["PortInOrder"], set()))
    written = set(names_marked("type", SCHEMAS["PortInOrderInput"], set()))
    assert marked <= order_model.READ_ONLY_MEMBERS
    assert not order_model.READ_ONLY_MEMBERS & (written - marked)
    shown = set(all_names(SCHEMAS["PortInOrder"], set()))
    assert shown >= order_model.READ_ONLY_MEMBERS


def all_names(schema: Any, seen: set[int]) -> Iterator[str]:
    schema = resolved(schema)
    if id(schema) not in seen:
        seen.add(id(schema))
        for name, part in properties(schema).items():
            yield snake(name)
            yield from all_names(resolved(part).get("items", part), seen)


def test_limits_and_lists_of_values_are_those_of_the_contract() -> None:
    order, zones = SCHEMAS["PortInOrderInput"]["properties"], SCHEMAS["PortTimeZone"]
    assert order["customerOrderReference"]["maxLength"] == limits.LONGEST_REFERENCE
    assert order["phoneNumbers"]["maxItems"] == limits.MAX_NUMBERS
    assert set(zones["enum"]) < set(dates.ZONE_NAMES) == set(zones["x-later-edition"]["enum"])
    statuses = resolved(SCHEMAS["PortInOrderStatusFilter"])["enum"]
    (choices,) = [part for part in get_args(OrderInfoOptions.model_fields["order_status"].annotation) if get_args(part)]
    assert sorted(get_args(choices)) == sorted(statuses)


def test_the_filters_are_those_of_the_contract() -> None:
    parameters = CONTRACT["paths"]["/orders/portIns"]["get"]["parameters"]
    names = {snake(resolved_parameter(parameter)["name"]) for parameter in parameters}
    # A single order is read by its id.
    assert set(FILTERS) == names - {"page", "page_size", "order_id"}
    assert {camel(name) for name in FILTERS} <= {resolved_parameter(parameter)["name"] for parameter in parameters}


def resolved_parameter(parameter: Any) -> Any:
    if "$ref" in parameter:
        return CONTRACT["components"]["parameters"][parameter["$ref"].rpartition("/")[2]]
    return parameter


# The contract advises against it: only one source has it, and the order contains the same.
NOT_USED = {"getPortInPhoneGroups"}


def test_the_client_has_every_operation() -> None:
    """``test_client`` tests over HTTP that the client's methods send exactly these."""
    documented = {
        (method.upper(), re.sub(r"{\w+}", "{}", path))
        for path, operations in CONTRACT["paths"].items()
        for method, operation in operations.items()
        if method in METHODS and operation["operationId"] not in NOT_USED
    }
    sent = {(method, re.sub(r"[0-9]+", "{}", path.partition("?")[0])) for dummy, method, path, *rest in SENT.values()}
    assert sent == documented
