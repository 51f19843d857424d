# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ansible's argument spec of a module, derived from the model of its options.

At run time the models read the options. Ansible's documentation tests, ``ansible-doc`` and editors need an argument
spec; deriving it keeps every option in one place. It works without pydantic, as Ansible's import tests require.
"""

from __future__ import annotations

import typing
from types import NoneType, UnionType
from typing import Any

from ansible.module_utils.basic import env_fallback

from .._base.names import camel
from .._base.redaction import is_secret
from .._model import types
from .._model.environment import ENVIRONMENT

Spec = dict[str, Any]

# Ansible's names of the types of single values.
_TYPES: dict[Any, str] = {
    types.Text: "str",
    types.HouseNumber: "str",
    types.PhoneNumberText: "str",
    types.DateText: "str",
    types.TimeText: "str",
    types.Word: "str",
    types.FilePath: "path",
    types.Flag: "bool",
    types.Integer: "int",
    types.Number: "float",
    types.Mode: "raw",
    types.Records: "raw",
}
_COMBINATIONS = ("mutually_exclusive", "required_one_of", "required_if")


def module_arguments(model: Any) -> dict[str, Any]:
    """The keyword arguments of AnsibleModule: ``argument_spec``, and the model's constraints on combinations."""
    combinations = {name: getattr(model, name) for name in _COMBINATIONS if getattr(model, name)}
    return {"argument_spec": argument_spec(model), **combinations}


def argument_spec(model: Any) -> Spec:
    """The spec of a model's members: by name ``type``, and where applicable ``elements``, ``options``, ``choices``,
    ``default``, ``required``, ``aliases``, ``no_log`` and ``fallback``.
    """
    hints = typing.get_type_hints(model, include_extras=True)
    return {name: _option(model, name, hints[name]) for name in types.members(model)}


def _option(model: Any, name: str, hint: Any) -> Spec:
    option = _type(_without_none(hint))
    default = types.default(model, name)
    if default is not None:
        option["default"] = default
    if name in model.required:
        option["required"] = True
    if aliases := _aliases(model, name):
        option["aliases"] = aliases
    if is_secret(name):
        option["no_log"] = True
    if name in ENVIRONMENT:
        option["fallback"] = (env_fallback, [ENVIRONMENT[name]])
    return option


def _without_none(hint: Any) -> Any:
    if typing.get_origin(hint) in (typing.Union, UnionType):
        return next(inner for inner in typing.get_args(hint) if inner is not NoneType)
    return hint


def _type(hint: Any) -> Spec:
    origin = typing.get_origin(hint)
    if origin is typing.Literal:
        return {"type": "str", "choices": list(typing.get_args(hint))}
    if origin is list:
        inner = _type(typing.get_args(hint)[0])
        return {"type": "list", "elements": inner.pop("type"), **inner}
    if origin is dict:
        return {"type": "dict"}
    if isinstance(hint, type) and issubclass(hint, types.Part):
        return {"type": "dict", "options": argument_spec(hint)}
    return {"type": _TYPES[hint]}


def _aliases(model: Any, name: str) -> list[str]:
    """The API's spelling first, then further aliases, each in both spellings."""
    spelled = [camel(name)] if types.is_api_member(model, name) else []
    for other, meant in model.other_names.items():
        if meant == name:
            spelled += [other, camel(other)]
    return [alias for alias in dict.fromkeys(spelled) if alias != name]
