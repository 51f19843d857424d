# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The API's contract: its operations, and whether a request or a response conforms to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema_rs
import yaml

from .errors import ApiError, Violation
from .strictness import close_requests

FILE = Path(__file__).parent / "contract" / "porting-openapi.yaml"
METHODS = ("get", "post", "put", "delete")
MOST_VIOLATIONS = 100
HIDDEN = "the value"


@dataclass(frozen=True)
class Parameter:
    name: str
    place: str  # "path" or "query"
    kind: str  # the JSON type in its schema
    pointer: str


@dataclass(frozen=True)
class Operation:
    """An operation of the contract. ``pattern`` matches the path, including the project."""

    id: str
    method: str
    pattern: re.Pattern[str]
    parameters: tuple[Parameter, ...]
    body_pointer: str | None
    body_required: bool
    responses: Mapping[int, str | None] = field(repr=False)  # status to the schema's pointer, None for no body

    @property
    def success(self) -> int:
        return min(self.responses)


class Contract:
    """Reads the contract once, and compiles the validator of a schema when it is first needed."""

    def __init__(self, path: Path = FILE) -> None:
        self.document: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=_loader())
        self.strict_document = close_requests(self.document)
        self.operations = {operation.id: operation for operation in self._read_operations()}
        self._validators: dict[tuple[str, bool, bool], jsonschema_rs.Draft202012Validator] = {}

    def find(self, method: str, path: str) -> tuple[Operation, dict[str, str]] | None:
        """The operation of a path, and the path parameters. A known path with a wrong method raises a 405."""
        allowed = []
        for operation in self.operations.values():
            match = operation.pattern.fullmatch(path)
            if match and operation.method == method:
                return operation, match.groupdict()
            if match:
                allowed.append(operation.method)
        if allowed:
            raise ApiError(405, "This resource has no such method.", headers={"Allow": ", ".join(allowed)})
        return None

    def check_parameters(
        self, operation: Operation, given: Mapping[str, Mapping[str, str]], *, strict: bool, quote: bool
    ) -> dict[str, Any]:
        """Converts parameters to the types of the contract. ``given`` has texts by place (path, query) and name."""
        values: dict[str, Any] = {}
        wrong: list[Violation] = []
        for parameter in operation.parameters:
            text = given[parameter.place].get(parameter.name)
            if text is None:
                continue
            values[parameter.name] = _read_number(text) if parameter.kind in ("number", "integer") else text
            validator = self._validator(parameter.pointer, quote=quote)
            wrong += [(parameter.name, error.message) for error in validator.iter_errors(values[parameter.name])]
        if strict:
            known = {parameter.name for parameter in operation.parameters}
            wrong += [(name, "This parameter is not documented.") for name in given["query"] if name not in known]
        if wrong:
            raise ApiError(422, "One or more parameters are invalid.", wrong)
        return values

    def check_body(self, operation: Operation, body: Any, *, strict: bool, quote: bool) -> None:
        """Raises a 400 if a member is missing, and a 422 if values are wrong."""
        if operation.body_pointer is None:
            return
        if self._validator(operation.body_pointer, strict=strict).is_valid(body):
            return
        validator = self._validator(operation.body_pointer, strict=strict, quote=quote)
        errors = [error for _count, error in zip(range(MOST_VIOLATIONS), validator.iter_errors(body), strict=False)]
        wrong = [(_write_path(error.instance_path) or "body", error.message) for error in errors]
        if any(_is_malformed(error) for error in errors):
            raise ApiError(400, "Malformed request body.", wrong)
        raise ApiError(422, "One or more fields are invalid.", wrong)

    def check_response(self, operation: Operation, status: int, body: Any) -> list[str]:
        """Lists how a response violates the contract. ``body`` is None if it had none."""
        if status not in operation.responses:
            return [f"{operation.id}: status {status} is not in the contract"]
        pointer = operation.responses[status]
        if pointer is None or (body is None and status >= 400):
            return [] if body is None else [f"{operation.id}: {status} has no body in the contract"]
        errors = self._validator(pointer, quote=True).iter_errors(body)
        return [f"{operation.id}: {_write_path(error.instance_path)}: {error.message}" for error in errors]

    def _validator(
        self, pointer: str, *, strict: bool = False, quote: bool = False
    ) -> jsonschema_rs.Draft202012Validator:
        key = (pointer, strict, quote)
        if key not in self._validators:
            document = self.strict_document if strict else self.document
            schema = {"$ref": f"#/contract{pointer}", "contract": document, "components": document["components"]}
            self._validators[key] = jsonschema_rs.Draft202012Validator(
                schema, validate_formats=True, mask=None if quote else HIDDEN
            )
        return self._validators[key]

    def _read_operations(self) -> Iterator[Operation]:
        prefix = urlsplit(self.document["servers"][0]["url"].replace("{", "%7B").replace("}", "%7D")).path
        prefix = prefix.replace("%7B", "{").replace("%7D", "}")
        for path, methods in self.document["paths"].items():
            pattern = re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", prefix + path))
            for method in METHODS:
                if method in methods:
                    pointer = f"/paths/{path.replace('/', '~1').replace('{', '%7B').replace('}', '%7D')}/{method}"
                    yield self._read_operation(method, pattern, pointer, methods[method])

    def _read_operation(
        self, method: str, pattern: re.Pattern[str], pointer: str, described: dict[str, Any]
    ) -> Operation:
        parameters = []
        for index, entry in enumerate(described.get("parameters", ())):
            place = f"{pointer}/parameters/{index}"
            if "$ref" in entry:
                place, entry = entry["$ref"].removeprefix("#"), self._follow(entry["$ref"])
            kind = self._follow(entry["schema"].get("$ref", "")) or entry["schema"]
            parameters.append(Parameter(entry["name"], entry["in"], kind["type"], f"{place}/schema"))
        body = described.get("requestBody")
        return Operation(
            id=described["operationId"],
            method=method.upper(),
            pattern=pattern,
            parameters=tuple(parameters),
            body_pointer=f"{pointer}/requestBody/content/application~1json/schema" if body else None,
            body_required=bool(body and body.get("required")),
            responses={
                int(status): self._response_pointer(f"{pointer}/responses/{status}", answer)
                for status, answer in described["responses"].items()
            },
        )

    def _response_pointer(self, pointer: str, answer: dict[str, Any]) -> str | None:
        if "$ref" in answer:
            pointer, answer = answer["$ref"].removeprefix("#"), self._follow(answer["$ref"])
        return f"{pointer}/content/application~1json/schema" if "content" in answer else None

    def _follow(self, reference: str) -> Any:
        node: Any = self.document
        if not reference:
            return None
        for part in reference.removeprefix("#/").split("/"):
            node = node[part]
        return node


@cache
def load_contract() -> Contract:
    """The contract, read once per process: parsing the YAML takes longer than everything else at the start."""
    return Contract()


def _loader() -> Any:
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _is_malformed(error: jsonschema_rs.ValidationError) -> bool:
    return error.kind.name == "required" or (error.kind.name == "type" and not error.instance_path)


def _read_number(text: str) -> Any:
    """Parses a number as JSON does. Any other text is returned as it is, and no schema of a number accepts it."""
    return int(text) if re.fullmatch(r"-?[0-9]{1,18}", text) else text


def _write_path(parts: list[str | int]) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts).lstrip(".")
