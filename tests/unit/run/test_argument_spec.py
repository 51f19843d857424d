# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The argument specs of the modules, which are derived from the models of their options."""

from __future__ import annotations

import importlib
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Literal

import pytest
import yaml

from ansible_collections.sinch.porting.plugins.module_utils._base.libraries import Field
from ansible_collections.sinch.porting.plugins.module_utils._base.names import camel
from ansible_collections.sinch.porting.plugins.module_utils._model import types
from ansible_collections.sinch.porting.plugins.module_utils._run.argument_spec import argument_spec, module_arguments
from ansible_collections.sinch.porting.plugins.module_utils._run.run import run
from ansible_collections.sinch.porting.tests.unit.loading import answer_of

ROOT = "ansible_collections.sinch.porting.plugins"
MODULES = sorted(path.stem for path in (Path(__file__).resolve().parents[3] / "plugins" / "modules").glob("[!_]*.py"))
CONTRACT = Path(__file__).resolve().parents[2] / "simulator" / "contract" / "porting-openapi.yaml"


@cache
def api_names() -> frozenset[str]:
    """The names of all members and parameters in the contract."""
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


def task_of(name: str) -> Any:
    return importlib.import_module(f"{ROOT}.action.{name}").ActionModule.task


class Inner(types.ApiPart):
    required: ClassVar[tuple[str, ...]] = ("phone_number",)

    phone_number: types.PhoneNumberText | None = None
    account_num: types.Text | None = None


class Own(types.Part):
    other_names: ClassVar[dict[str, str]] = {"dest_file": "dest"}
    mutually_exclusive: ClassVar[list[tuple[str, ...]]] = [("dest", "limit")]

    dest: types.FilePath | None = None
    limit: types.Integer = Field(default=3, ge=0)
    ratio: types.Number = 0.5
    mode: types.Mode | None = None
    yes: types.Flag = False


class Example(Own, Inner):
    state: Literal["present", "absent"] = "present"
    inner_parts: list[Inner] | None = None
    names: list[Literal["a", "b"]] = Field(default=["a"])
    free: dict[str, Any] | None = None


def test_a_spec_has_everything_in_its_model() -> None:
    inner = {
        "phone_number": {"type": "str", "required": True, "aliases": ["phoneNumber"]},
        "account_num": {"type": "str", "no_log": True, "aliases": ["accountNum"]},
    }
    assert module_arguments(Example) == {
        "mutually_exclusive": [("dest", "limit")],
        "argument_spec": {
            **inner,
            "dest": {"type": "path", "aliases": ["dest_file", "destFile"]},
            "limit": {"type": "int", "default": 3},
            "ratio": {"type": "float", "default": 0.5},
            "mode": {"type": "raw"},
            "yes": {"type": "bool", "default": False},
            "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
            "inner_parts": {"type": "list", "elements": "dict", "options": inner},
            "names": {"type": "list", "elements": "str", "choices": ["a", "b"], "default": ["a"]},
            "free": {"type": "dict"},
        },
    }


PROGRAM = f"""
import importlib, json, sys
sys.modules.update(dict.fromkeys({{absent}}))
from {ROOT}.module_utils._run.argument_spec import argument_spec
found = {{{{}}}}
for name in {MODULES}:
    module = importlib.import_module("{ROOT}.modules." + name)
    task = next(value for key, value in vars(module).items() if key.endswith("TASK"))
    found[name] = argument_spec(task.model)
print(json.dumps(found, default=lambda fallback: fallback.__name__))
"""


def test_the_specs_are_the_same_without_the_libraries() -> None:
    """Ansible's own tests import the modules without pydantic and requests."""
    found = answer_of(PROGRAM.format(absent=[]))
    assert set(found) == set(MODULES)
    assert answer_of(PROGRAM.format(absent=["pydantic", "pydantic_core", "requests"])) == found


@pytest.mark.parametrize("name", MODULES)
def test_an_option_has_the_spelling_of_the_api_if_the_api_has_it(name: str) -> None:
    options = {path: option for path, option in _flat(argument_spec(task_of(name).model)) if "_" in path.split(".")[-1]}
    assert options
    for path, option in options.items():
        spelling = camel(path.split(".")[-1])
        assert (spelling in option.get("aliases", ())) == (spelling in api_names()), path


@pytest.mark.parametrize("name", MODULES)
def test_a_task_reports_missing_required_options(name: str) -> None:
    """AnsibleModule does not get the arguments, so the task itself has to check what its spec requires."""
    task = task_of(name)
    result = run(task, {}, check_mode=True, diff=False, environ={}, say=print)
    missed = {finding["path"] for finding in result["findings"]}
    assert set(task.model.required) <= missed
    for names in task.model.required_one_of:
        assert missed & set(names), names


@pytest.mark.parametrize("name", MODULES)
def test_secrets_are_marked(name: str) -> None:
    spec = argument_spec(task_of(name).model)
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
    module = importlib.import_module(f"{ROOT}.modules.{name}")
    task = task_of(name)
    assert task.name == name
    assert task in vars(module).values()


@pytest.mark.parametrize("name", MODULES)
def test_a_task_reads_numbers_from_a_file_if_it_has_an_option_for_one(name: str) -> None:
    task = task_of(name)
    assert task.reads_numbers == ("src" in argument_spec(task.model))


@pytest.mark.parametrize("name", MODULES)
def test_result_keys_and_documented_keys_are_the_same(name: str) -> None:
    module = importlib.import_module(f"{ROOT}.modules.{name}")
    task = task_of(name)
    documented = {key for key, entry in yaml.safe_load(module.RETURN).items() if entry["returned"] == "always"}
    assert documented == {
        *task.empty(),
        "findings",
        *(["diff"] if task.writes else []),
        *(["guard"] if task.keeps_marks else []),
    }


@pytest.mark.parametrize("name", MODULES)
def test_every_module_accepts_reference_as_an_option(name: str) -> None:
    """The same name works in every module. Modules for a whole job also accept the inventory's name of it."""
    spec = argument_spec(task_of(name).model)
    known = {alias: option for option in spec for alias in (option, *spec[option].get("aliases", []))}
    if "customer_order_reference" not in known:
        assert "reference" not in known
        return
    assert known["reference"] == known["customer_order_reference"] == known["customerOrderReference"]
    if name in ("sinch_portin_plan", "sinch_portin_rejection_info", "sinch_portin_report", "sinch_portability_info"):
        assert known["base_reference"] == known["reference"]
    else:
        assert "base_reference" not in known
