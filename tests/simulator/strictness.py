# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A stricter contract, in which requests must not have undocumented members."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

SCHEMAS = "#/components/schemas/"


def close_requests(document: dict[str, Any]) -> dict[str, Any]:
    """Returns a copy of the contract in which objects in request bodies allow no additional members.

    A schema that another one extends with allOf stays open, because it would reject the members of the other.
    """
    closed = copy.deepcopy(document)
    schemas = closed["components"]["schemas"]
    names = _reachable(schemas, _request_references(closed))
    parts = {name for schema in names for name in _built_upon(schemas[schema])}
    for name in names - parts:
        _close(schemas[name])
    return closed


def _request_references(document: dict[str, Any]) -> set[str]:
    bodies = [
        operation["requestBody"]
        for path in document["paths"].values()
        for operation in path.values()
        if "requestBody" in operation
    ]
    return set(_references(bodies))


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        reference = node.get("$ref")
        if isinstance(reference, str) and reference.startswith(SCHEMAS):
            yield reference.removeprefix(SCHEMAS)
        for value in node.values():
            yield from _references(value)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value)


def _reachable(schemas: dict[str, Any], names: set[str]) -> set[str]:
    found: set[str] = set()
    while names - found:
        name = (names - found).pop()
        found.add(name)
        names = names | set(_references(schemas[name]))
    return found


def _built_upon(schema: dict[str, Any]) -> Iterator[str]:
    for part in schema.get("allOf", ()):
        if "$ref" in part:
            yield part["$ref"].removeprefix(SCHEMAS)


def _close(schema: dict[str, Any]) -> None:
    if "allOf" in schema or "properties" in schema:
        schema["unevaluatedProperties"] = False
