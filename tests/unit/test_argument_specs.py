# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The argument spec of every module against the model that reads its options."""

from __future__ import annotations

import importlib
import typing
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Any

import pytest
import yaml

from ansible_collections.sinch.porting.plugins.module_utils._base.names import camel
from ansible_collections.sinch.porting.plugins.module_utils._model import types
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_order_note import NoteOptions

MODULES = sorted(path.stem for path in (Path(__file__).resolve().parents[2] / "plugins" / "modules").glob("[!_]*.py"))

# What Ansible calls the types of single values.
TYPES = {
    types.Text: {"str"},
    types.HouseNumber: {"str"},
    types.PhoneNumberText: {"str"},
    types.DateText: {"str"},
    types.TimeText: {"str"},
    types.Word: {"str", "path"},
    types.Flag: {"bool"},
    types.Integer: {"int"},
    types.Number: {"float"},
    types.Mode: {"raw"},
}

CONTRACT = Path(__file__).resolve().parents[1] / "simulator" / "contract" / "porting-openapi.yaml"


@cache
def api_names() -> frozenset[str]:
    """Every member and parameter that the contract knows."""
    names = set()
    waiting = [yaml.safe_load(CONTRACT.read_text(encoding="utf-8"))]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            properties = part.get("properties")
            names |= set(properties) if isinstance(properties, dict) else set()
            names |= {part["name"]} if {"name", "in"} <= part.keys() else set()
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part
    return frozenset(names)


def load(name: str) -> tuple[dict[str, Any], Any]:
    """The argument spec of a module and the model of its task, by way of its action plugin."""
    root = "ansible_collections.sinch.porting.plugins"
    action = importlib.import_module(f"{root}.action.{name}")
    return importlib.import_module(f"{root}.modules.{name}").argument_spec(), action.ActionModule.task.model


def is_model(annotation: Any) -> bool:
    return hasattr(annotation, "model_fields")


def bare(annotation: Any) -> Any:
    """The annotation without its None."""
    if typing.get_origin(annotation) in (typing.Union, UnionType):
        return next(argument for argument in typing.get_args(annotation) if argument is not NoneType)
    return annotation


def problems(spec: dict[str, Any], model: Any, place: str) -> list[str]:
    """Every difference between a level of the spec and its model, as a line of text."""
    hints = typing.get_type_hints(model, include_extras=True)
    found = [f"{place}{name}: only in one of the two" for name in set(spec) ^ set(model.model_fields)]
    for name in set(spec) & set(model.model_fields):
        found += [f"{place}{name}: {text}" for text in _option_problems(name, spec[name], model, bare(hints[name]))]
        inner = _inner_model(bare(hints[name]))
        if inner is not None and "options" in spec[name]:
            found += problems(spec[name]["options"], inner, f"{place}{name}.")
    return found


def _option_problems(name: str, option: dict[str, Any], model: Any, annotation: Any) -> list[str]:
    field = model.model_fields[name]
    found = []
    if option.get("default") != field.default:
        found.append(f"default {option.get('default')!r} and {field.default!r}")
    if set(option.get("aliases", ())) != _aliases(name, model):
        found.append(f"aliases {option.get('aliases')} and {_aliases(name, model)}")
    found += _type_problems(option, annotation)
    return found


def _aliases(name: str, model: Any) -> set[str]:
    """Every other name of an option: the API's spelling if the API has it, and further names in both spellings."""
    others = {other for other, meant in model.other_names.items() if meant == name}
    spelled = {camel(other) for other in others} | ({camel(name)} & api_names())
    return (others | spelled) - {name}


def _type_problems(option: dict[str, Any], annotation: Any) -> list[str]:
    kind = option.get("type", "str")
    if typing.get_origin(annotation) is typing.Literal:
        choices = list(typing.get_args(annotation))
        return [] if (kind, option.get("choices")) == ("str", choices) else [f"choices {choices} and {option}"]
    if "choices" in option and kind != "list":
        return [f"choices {option['choices']}, and none in the model"]
    if is_model(annotation):
        return [] if kind == "dict" and "options" in option else [f"a dictionary with members, and {kind}"]
    if typing.get_origin(annotation) is dict:
        return [] if kind == "dict" and "options" not in option else [f"a free dictionary, and {option}"]
    if typing.get_origin(annotation) is list:
        (element,) = typing.get_args(annotation)
        if kind != "list":
            return [f"a list, and {kind}"]
        return _type_problems({**option, "type": option.get("elements")}, element)
    allowed = TYPES.get(annotation)
    return [] if allowed and kind in allowed else [f"type {kind}, where the model has {annotation}"]


def _inner_model(annotation: Any) -> Any:
    if typing.get_origin(annotation) is list:
        (annotation,) = typing.get_args(annotation)
    return annotation if is_model(annotation) else None


@pytest.mark.parametrize("name", MODULES)
def test_the_spec_says_what_the_model_reads(name: str) -> None:
    spec, model = load(name)
    assert problems(spec, model, "") == []


@pytest.mark.parametrize("name", MODULES)
def test_secrets_are_marked(name: str) -> None:
    spec, dummy = load(name)
    assert {path for path, option in _flat(spec) if option.get("no_log")} == {
        path for path, dummy in _flat(spec) if path.split(".")[-1] in _SECRETS
    }


_SECRETS = {"key_secret", "access_token", "existing_port_out_pin", "account_num", "new_port_out_pin"}


def _flat(spec: dict[str, Any], place: str = "") -> list[tuple[str, dict[str, Any]]]:
    found = []
    for name, option in spec.items():
        found.append((f"{place}{name}", option))
        found += _flat(option.get("options", {}), f"{place}{name}.")
    return found


@pytest.mark.parametrize("name", MODULES)
def test_the_action_plugin_and_the_module_run_the_task_of_their_name(name: str) -> None:
    action = importlib.import_module(f"ansible_collections.sinch.porting.plugins.action.{name}")
    module = importlib.import_module(f"ansible_collections.sinch.porting.plugins.modules.{name}")
    task = action.ActionModule.task
    assert task.name == name
    assert task in vars(module).values()


@pytest.mark.parametrize("name", MODULES)
def test_a_task_reads_numbers_from_a_file_if_it_has_an_option_for_one(name: str) -> None:
    task = importlib.import_module(f"ansible_collections.sinch.porting.plugins.action.{name}").ActionModule.task
    assert task.reads_numbers == ("src" in load(name)[0])


@pytest.mark.parametrize("name", MODULES)
def test_every_result_key_is_documented_and_every_key_documented_is_there(name: str) -> None:
    module = importlib.import_module(f"ansible_collections.sinch.porting.plugins.modules.{name}")
    task = importlib.import_module(f"ansible_collections.sinch.porting.plugins.action.{name}").ActionModule.task
    documented = {key for key, entry in yaml.safe_load(module.RETURN).items() if entry["returned"] == "always"}
    assert documented == {*task.empty(), "findings", *(["diff"] if task.writes else [])}


def test_a_difference_is_found() -> None:
    """The comparison itself: each kind of drift is told."""
    spec, dummy = load("sinch_portin_order_note")
    for change, words in (
        ({"note": {"type": "int", "required": True}}, "note: type int"),
        ({"other": {"type": "str"}}, "other: only in one"),
        ({"order_id": {"type": "int"}}, "order_id: aliases"),
        ({"timeout": {"type": "float", "default": 31.0}}, "timeout: default"),
        ({"auth_method": {"type": "str", "choices": ["oauth2"], "default": "oauth2"}}, "auth_method: choices"),
    ):
        (found,) = problems({**spec, **change}, NoteOptions, "")
        assert found.startswith(words), (change, found)
