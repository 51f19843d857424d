# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Converts task arguments to typed snake_case data and collects every naming and type problem.

``read`` works in two passes. The first walks the input along its model: it replaces Ansible's tagged values by plain
ones, unifies names, and finds unknown and read-only members. In the second pydantic checks the types; rejected values
become findings and are removed, so that the rules can continue with the rest.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from .._base.context import Options
from .._base.findings import ERROR, WARN, Finding, Path, path_text
from .._base.libraries import ValidationError
from .._base.names import remember_spelling, snake
from .._base.plain import plain
from .._model import types
from .rule import CREATE_PAGE, CUSTOM, LOGIC, RULES, SINCH, declare

_YAML = "YAML: how a value without quotes is read"

declare(
    "wrong-type",
    ERROR,
    LOGIC,
    "A value has the wrong type: a list instead of a string, a string instead of a dictionary.",
    remedy="Give a value of the documented type.",
    source=CREATE_PAGE,
    fixed=True,
)
declare(
    "unknown-member",
    ERROR,
    SINCH,
    "A member is unknown to the API in its place, most often because of a typo.",
    remedy="Correct the name, or remove the member.",
    source=CREATE_PAGE,
)
declare(
    "given-twice",
    ERROR,
    LOGIC,
    "A member is given twice, once in snake case and once in the API's own spelling.",
    remedy="Give it once.",
)
declare(
    "read-only-member",
    WARN,
    SINCH,
    "A member that only the service writes (status, foc_date and others) is given; it is ignored.",
    remedy="Leave it out.",
    source="Sinch: OpenAPI description, readOnly",
)
declare(
    "text-from-number",
    ERROR,
    LOGIC,
    "A text was written without quotes and read as a number, so that leading zeros may be lost.",
    remedy="Write the value in quotes.",
    source=_YAML,
)
declare(
    "text-from-boolean",
    ERROR,
    LOGIC,
    "A text was written without quotes and read as a boolean, as happens to `state: ON`.",
    remedy="Write the value in quotes.",
    source=_YAML,
)
declare(
    "house-number-unquoted",
    WARN,
    CUSTOM,
    "A house or suite number was written without quotes; it is used as text.",
    remedy="Write the value in quotes.",
    source=_YAML,
)
CONTROL_CHARACTERS = declare(
    "control-characters",
    ERROR,
    LOGIC,
    "A text contains control characters or half a surrogate pair, which no carrier's record has.",
    remedy="Type the value again; it was probably copied from another program.",
)


def read(model: type[Any], raw: Any, *, severities: Mapping[str, str]) -> tuple[Options, list[Finding]]:
    """Reads a task's options, or a file of an order, by its model.

    Returns the options (all options of the model by name, defaulted where not set; below them only the given members)
    and the findings. If the findings include errors, the data lacks the wrong values.
    """
    reader = _Reader(severities, read_only=model.read_only)
    data = reader.named(model, raw, ())
    if not isinstance(data, dict):
        data = {}
    values = reader.typed(model, data)
    return values, reader.findings


class _Reader:
    def __init__(self, severities: Mapping[str, str], *, read_only: Collection[str]) -> None:
        self._severities = severities
        self._read_only = read_only
        self.findings: list[Finding] = []

    def find(self, rule: str, path: Path, message: str, *, remedy: str = "") -> str:
        """Records a problem and returns its severity."""
        severity = self._severities[rule]
        if severity != "off":
            self.findings.append(Finding(rule, severity, path_text(path), message, remedy or RULES[rule].remedy))
        return severity

    def named(self, model: Any, raw: Any, path: Path) -> Any:
        """The same data with plain values and the model's names; members without a value are left out."""
        if model is None or not isinstance(raw, Mapping):
            return plain(raw)
        members, others = _members(model), model.other_names
        named: Options = {}
        for key, value in raw.items():
            if value is None:
                continue
            name = snake(key if key.__class__ is str else str(plain(key)))
            name = others.get(name, name)
            if name in named:
                self.find("given-twice", (*path, name), "is given twice, in two spellings or by two names.")
                continue
            if name not in members:
                if not self._keeps_unknown(name, value, path, {**members, **others}):
                    continue
                remember_spelling(str(plain(key)))
                named[name] = plain(value)
                continue
            inner, is_list = members[name]
            if name in model.lists:
                value = model.lists[name](value)
            if inner is None and value.__class__ is str:
                named[name] = value
            elif is_list and isinstance(value, (list, tuple)):
                named[name] = [self.named(inner, member, (*path, name, index)) for index, member in enumerate(value)]
            else:
                named[name] = self.named(None if is_list else inner, value, (*path, name))
        return named

    def _keeps_unknown(self, name: str, value: Any, path: Path, members: Mapping[str, Any]) -> bool:
        shown = name if _NAME.fullmatch(name) else "a member whose name is not an identifier"
        place = (*path, shown)
        # `status: absent` is a typo for the state of a task.
        if name in self._read_only and (path or value not in _STATES):
            self.find("read-only-member", place, "is written only by the service, and is ignored.")
            return False
        close = [known for known in members if known.endswith(f"_{name}")][:1]
        close = close or difflib.get_close_matches(name, list(members), n=1)
        remedy = f"Did you mean {close[0]}?" if close else ""
        message = "is not a member the API knows here." if path else "is not an option of this module."
        # Options are on the same level as the order's members: a misspelled option would be sent as well.
        return self.find("unknown-member", place, message, remedy=remedy) != ERROR and bool(path)

    def typed(self, model: type[Any], data: Options) -> Options:
        while True:
            try:
                options = model.model_validate(data)
            except ValidationError as error:
                for problem in error.errors(include_url=False, include_input=False, include_context=False):
                    self._repair(data, problem)
            else:
                explicit = options.model_dump(exclude_unset=True)
                return {name: explicit.get(name, field.default) for name, field in model.model_fields.items()}

    def _repair(self, data: Options, problem: Mapping[str, Any]) -> None:
        """Reports a value that pydantic rejected, and removes it, or uses it as text if the user allows that."""
        location: Path = tuple(problem["loc"])
        if location[0] not in data:
            return  # already removed with an earlier problem of the same list
        holder, location = _holder(data, location)
        rule = problem["type"] if problem["type"] in RULES else types.WRONG_TYPE
        message = _MESSAGES.get(problem["type"]) or _sentence(str(problem["msg"]))
        remedy = _STATE_REMEDY if rule == types.TEXT_FROM_BOOLEAN and location[-1] == "state" else ""
        if rule == types.WRONG_TYPE:
            remedy = _REMEDIES.get(re.sub(r"\[[0-9]+\]", "[]", path_text(location)), "")
        severity = self.find(rule, location, message, remedy=remedy)
        key: Any = location[-1]
        if rule in _TAKEN_AS_TEXT and severity != ERROR:
            holder[key] = str(holder[key])
        elif not isinstance(holder, list):
            del holder[key]
        elif holder[key] == "":
            # An entry of this list, for example an id, has no placeholder.
            del data[str(location[0])]
        else:
            # Positions must stay as the user counts them, so a list entry is emptied instead of removed. Numbers are
            # dictionaries in an order, and strings in tasks that only check them.
            is_number = location[-2:-1] == ("phone_numbers",)
            holder[key] = {} if is_number and holder[key] != {} else ""


_STATES = ("present", "absent")
_A_LIST_OF_NUMBERS = 'Write a list. Each entry is a number, or begins like - phone_number: "+12025550143".'
_REMEDIES = {
    "phone_numbers": _A_LIST_OF_NUMBERS,
    "phone_numbers[]": _A_LIST_OF_NUMBERS,
    "state": "Use present or absent; absent cancels the order.",
}
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,60}")
_TAKEN_AS_TEXT = frozenset({types.TEXT_FROM_NUMBER, types.TEXT_FROM_BOOLEAN, types.HOUSE_NUMBER_UNQUOTED})
_STATE_REMEDY = 'YAML reads ON, the code of Ontario, as a boolean: write "ON" in quotes.'
_MESSAGES = {
    "model_type": "is not a dictionary.",
    "model_attributes_type": "is not a dictionary.",
    "dict_type": "is not a dictionary.",
    "list_type": "is not a list.",
}


def _sentence(message: str) -> str:
    """pydantic's message, adapted to follow a path. It contains limits and choices, but never the value."""
    if message.startswith("Input should be "):
        message = "must be " + message.removeprefix("Input should be ")
    return message if message.endswith(".") else message + "."


def _holder(data: Any, location: Path) -> tuple[Any, Path]:
    """The dict or list with the rejected value, and the location as far as it exists in the data."""
    holder: Any = data
    for depth, step in enumerate(location[:-1]):
        inner: Any = holder[step]
        if not isinstance(inner, (dict, list)):
            return holder, location[: depth + 1]
        holder = inner
    return holder, location


@cache
def _members(model: Any) -> dict[str, tuple[type[Any] | None, bool]]:
    """For each member of a model the model of its value, if any, and whether the value is a list of them."""
    return {name: _value_model(field.annotation) for name, field in model.model_fields.items()}


def _value_model(annotation: Any) -> tuple[type[Any] | None, bool]:
    if get_origin(annotation) in (Union, UnionType):
        annotation = next(argument for argument in get_args(annotation) if argument is not NoneType)
    is_list = get_origin(annotation) is list
    if is_list:
        annotation = get_args(annotation)[0]
    return (annotation if hasattr(annotation, "model_fields") else None), is_list
