# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the file in ``src``: an order, or its numbers, which never become Ansible variables.

A large order as variables costs minutes and gigabytes. Here it is read once, on the controller, into plain data; a
vaulted file is decrypted only in memory.
"""

from __future__ import annotations

import importlib
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ansible.errors import AnsibleError
from ansible.parsing.vault import is_encrypted
from ansible.plugins.action import ActionBase

from ..module_utils._base.context import Options
from ..module_utils._base.files import expanded
from ..module_utils._base.findings import Finding
from ..module_utils._base.names import snake
from ..module_utils._base.plain import plain
from ..module_utils._base.text import enumerated, shown
from ..module_utils._fleet.plan_file import PlanFileError, planned_order
from ..module_utils._fleet.plan_file import parse as parse_plan
from ..module_utils._model.options import OrderSourceOptions
from ..module_utils._model.order import NUMBERS, numbers_of_text
from ..module_utils._model.origin import ARGUMENT, Origin
from ..module_utils._model.types import members
from ..module_utils._rules.rule import Rule
from ..module_utils._tasks.base import Task
from ._errors import SourceError
from ._groups import Groups
from ._ranges import expanded as expand_ranges
from ._records.problem import RecordsError
from ._yaml_or_json import DocumentError, parse

# What reads tables and records, 15 files, is imported where it is needed: for an order without either it was 7 % of the
# time before the first task.
if TYPE_CHECKING:
    from ._table.reader import Intake, Request

# 500 numbers take about 0.5 MB; a file with all numbers of a fleet some 100 MB.
_LARGEST = 256 * 1024 * 1024


def load_readers() -> None:
    """Loads what reads tables and records before Ansible forks, for plays that are going to: a fleet's orders would
    load it in each of their workers.
    """
    for name in ("_table.file", "_table.validity", "_records.reader"):
        importlib.import_module(f"{__package__}.{name}")


def with_source(
    arguments: Options,
    action: ActionBase,
    *,
    task: Task,
    variables: Mapping[str, Any],
) -> Options:
    """The arguments, with missing options from the file in ``src``. Raises SourceError.

    ``variables`` are those of Ansible's task, untemplated, for ``content_from``. If the numbers come from a table or
    have groups, there is one more argument, see ``_model/origin.py``. Records are returned as data, not as a path.
    """
    found = _with_numbers(arguments, action, task=task, variables=variables)
    return _with_records(_with_remaining(found, task), action, task)


def _with_numbers(arguments: Options, action: ActionBase, *, task: Task, variables: Mapping[str, Any]) -> Options:
    arguments = _named(arguments, task)
    if ARGUMENT in arguments:
        raise SourceError(f"{ARGUMENT}: is not an option of this module.")
    if not task.reads_numbers:
        return arguments
    path = arguments.get("src")
    groups = arguments.pop("groups", None) or {}
    if not isinstance(groups, Mapping):
        raise SourceError("groups must map each group name to the fields its numbers share.")
    text = arguments.get("content_from") if path is None else None
    if path is None and text is None and arguments.get("phone_numbers") is None:
        if arguments.get("only"):
            raise SourceError("only: selects numbers from a file, so it requires src.")
        return _with_origin(arguments, groups, Origin())
    only, planned = _choice(arguments, action, whole_plan=task.takes_any_count)
    given = {name: value for name, value in arguments.items() if value is not None and name not in _ABOUT_THE_FILE}
    if path is None and text is None:
        if only is not None:
            given["phone_numbers"] = _only(given["phone_numbers"], only, path="phone_numbers")
        return _with_origin(given, groups, Origin(planned=planned))
    if path is not None and not _is_table(path):
        found = _named(_order_of(str(path), action), task)
        groups = {**(found.pop("groups", None) or {}), **groups}
        merged = {**task.from_file(found), **given}
        if only is not None:
            merged["phone_numbers"] = _only(merged.get("phone_numbers"), only, path=str(path))
        return _with_origin(merged, groups, Origin(planned=planned))
    from ._table.reader import Request
    from ._table.validity import expiring

    if path is None:
        path, intake = text, _read_text(Request(str(text), only=only, groups=groups), variables)
    else:
        intake = _read_table(Request(str(path), _split(str(path))[1], only, groups), action)
    merged = {**task.from_file({"phone_numbers": intake.numbers}), **given}
    if "phone_numbers" in given:
        return _with_origin(merged, groups, Origin())
    findings = intake.findings + expiring(intake, merged.get("desired_port_schedule"), name=str(path))
    origin = Origin(str(path), intake.lines, findings, planned, typed=not groups)
    return {**merged, ARGUMENT: _about(merged["phone_numbers"], origin).as_argument()}


def _named(given: Mapping[str, Any], task: Task) -> Options:
    """The options, each by one name. An option given by two names keeps both, for the task to refuse."""
    others, known = task.model.other_names, members(task.model)
    named: Options = {}
    first: dict[str, str] = {}
    for spelled, value in given.items():
        name, ours = str(spelled), snake(str(spelled))
        ours = others.get(ours, ours)
        if ours not in known:
            # The task reports it, in its original spelling.
            named[name] = value
        elif value is None:
            named.setdefault(ours, None)
        elif named.get(ours) is None:
            named[ours], first[ours] = value, name
        elif name == ours:
            named[first[ours]], named[ours] = named[ours], value
        else:
            named[name] = value
    if isinstance(named.get(NUMBERS), str):
        named[NUMBERS] = numbers_of_text(named[NUMBERS])
    return named


def _with_remaining(arguments: Options, task: Task) -> Options:
    """The arguments, with ranges in the remaining numbers expanded."""
    value = arguments.get("remaining_numbers")
    if not isinstance(value, list) or not issubclass(task.model, OrderSourceOptions):
        return arguments
    numbers, dummy, findings = expand_ranges(plain(value), "remaining_numbers")
    arguments = {**arguments, "remaining_numbers": numbers}
    if not findings:
        return arguments
    origin = Origin.taken_from(arguments)
    return {**arguments, ARGUMENT: replace(origin, findings=[*origin.findings, *findings]).as_argument()}


def _with_records(arguments: Options, action: ActionBase, task: Task) -> Options:
    """The arguments, with the records instead of the path of their file."""
    value = arguments.get("records")
    if value is None or not issubclass(task.model, OrderSourceOptions):
        return arguments
    from ._records.reader import given_records, read_records

    try:
        if isinstance(value, str):
            records = read_records(
                _content(value, action, "records"),
                name=os.path.basename(value),
                decrypt=_decryptor(action, value, "records"),
            )
        elif isinstance(value, list):
            records = given_records(value)
        else:
            raise RecordsError("is neither the path of a file nor a list of records.")
    except RecordsError as error:
        name = f"{value} " if isinstance(value, str) else ""
        raise SourceError(f"records: {name}{error}") from error
    return {**arguments, "records": records}


# Options for the source of the numbers, which the task does not need once they are read.
_ABOUT_THE_FILE = ("src", "content_from", "only", "plan")


def _is_table(path: Any) -> bool:
    return _split(str(path))[0].lower().endswith(_TABLES)


_TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
_WORKBOOK = re.compile(r"(.+\.xls[xm])#(.+)", re.IGNORECASE | re.DOTALL)


def _split(path: str) -> tuple[str, str]:
    """The file, and the optional sheet: ``numbers.xlsx#Sheet1``."""
    found = _WORKBOOK.fullmatch(path)
    return (found[1], found[2]) if found else (path, "")


def _choice(
    arguments: Options, action: ActionBase, *, whole_plan: bool
) -> tuple[list[str] | None, Mapping[str, Any] | None]:
    """The wanted numbers of the file, and the plan's entry for them; None for all, and without a plan.

    For a ``whole_plan`` all orders and all numbers of the file are wanted.
    """
    only, plan = arguments.get("only"), arguments.get("plan")
    if only is not None and plan is not None:
        raise SourceError("only: cannot be given with plan, which determines the order's numbers.")
    if plan is not None:
        try:
            if whole_plan:
                return None, parse_plan(_content(str(plan), action, "plan"))
            planned = planned_order(_content(str(plan), action, "plan"), arguments.get("customer_order_reference"))
        except PlanFileError as error:
            raise SourceError(f"plan: {plan} {error}") from error
        return list(planned["numbers"]), planned
    if only is not None:
        # YAML reads +12025550117 without quotes as a number.
        wanted = only if isinstance(only, list) else [only]
        return [f"+{one}" if isinstance(one, int) else str(one) for one in wanted], None
    return None, None


def _read_table(request: Request, action: ActionBase) -> Intake:
    from ._table import file
    from ._table.csv_text import TableError

    path = request.name
    place = _split(path)[0]
    found = _find(place, action, "src")
    try:
        with found.open("rb") as stream:
            vaulted = is_encrypted(stream.read(64))
        if vaulted:
            return file.read_content(_content(place, action, "src"), request)
        return file.read_file(found, request)
    except OSError as error:
        raise SourceError(f"src: {path} cannot be read: {error.strerror}.") from error
    except TableError as error:
        raise SourceError(f"src: {path} {error}") from error
    except file.NotInFile as error:
        raise SourceError(f"src: {path} lacks requested numbers: {error}.") from error


def _read_text(request: Request, variables: Mapping[str, Any]) -> Intake:
    """The numbers of a table in the text of a variable, which is never templated."""
    name = request.name
    text = plain(variables.get(name))
    if not isinstance(text, str):
        problem = "is not text" if name in variables else "is not set"
        raise SourceError(
            f"content_from: the variable {shown(name)} {problem}. Give the numbers as a file (src), as a list "
            "(phone_numbers), or as CSV text in this variable."
        )
    from ._table import file
    from ._table.csv_text import TableError

    try:
        return file.read_content(text.encode("utf-8", "replace"), request)
    except TableError as error:
        raise SourceError(f"content_from: {name} {error}") from error
    except file.NotInFile as error:
        raise SourceError(f"content_from: {name} lacks requested numbers: {error}.") from error


def _about(numbers: list[Any], origin: Origin) -> Origin:
    """For a task that needs only the numbers, findings in other columns are irrelevant."""
    if not numbers or isinstance(numbers[0], dict):
        return origin
    findings = [one for one in origin.findings if one.path == "src" or one.path.endswith(".phone_number")]
    return replace(origin, findings=findings)


def _with_origin(arguments: Options, groups: Mapping[str, Any], origin: Origin) -> Options:
    """The arguments with the values of their numbers' groups, and the origin of the numbers if it matters."""
    findings: list[Finding] = []

    def find(rule: Rule, path: str, message: str) -> None:
        findings.append(Finding(rule.id, rule.severity, path, message, rule.remedy))

    rows: list[int] = []
    if isinstance(arguments.get("phone_numbers"), list):
        numbers, rows, wrong = expand_ranges(arguments["phone_numbers"])
        findings += wrong
        arguments = {**arguments, "phone_numbers": Groups(groups).inherited(numbers, find)}
    origin = replace(origin, findings=findings, rows=rows)
    return arguments if origin == Origin() else {**arguments, ARGUMENT: origin.as_argument()}


def _order_of(path: str, action: ActionBase) -> Options:
    document = read_document(path, action)
    if isinstance(document, list):
        document = {"phone_numbers": document}
    if not isinstance(document, dict):
        raise SourceError(f"src: {path} contains neither an order (a dictionary) nor a list of numbers.")
    found: Options = document
    for name in map(snake, map(str, document)):
        if name in _ABOUT_THE_FILE:
            raise SourceError(f"src: {path} may not have the member {name}.")
    return found


def read_document(name: str, action: ActionBase) -> Any:
    """The parsed content of a file, searched for like other files of a task. Raises SourceError."""
    try:
        return parse(_content(name, action, "src"), name=name, decrypt=_decryptor(action, name))
    except DocumentError as error:
        raise SourceError(f"src: {error}") from error


def _find(name: str, action: ActionBase, option: str) -> Path:
    try:
        path = Path(action._find_needle("files", name))
        if path.stat().st_size > _LARGEST:
            raise SourceError(f"{option}: {name} is larger than {_LARGEST // 1024 // 1024} MB.")
    except AnsibleError as error:
        # A plan may just have been written by a module, relative to the working directory.
        if option == "plan" and os.path.isfile(expanded(name)):
            return Path(expanded(name))
        places = "neither beside the playbook nor in a files directory"
        raise SourceError(f"{option}: {name} is not there, {places}.") from error
    except OSError as error:
        raise SourceError(f"{option}: {name} cannot be read: {error.strerror}.") from error
    return path


def _content(name: str, action: ActionBase, option: str) -> bytes:
    """The content of a file, decrypted if it is vaulted."""
    path = _find(name, action, option)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{option}: {name} cannot be read: {error.strerror}.") from error
    return _decryptor(action, name, option)(content) if is_encrypted(content) else content


def _decryptor(action: ActionBase, name: str, option: str = "src") -> Callable[[bytes], bytes]:
    def decrypt(content: bytes) -> bytes:
        try:
            clear: bytes = action._loader._vault.decrypt(content)
        except AnsibleError as error:
            raise SourceError(
                f"{option}: {name} is encrypted with Ansible Vault, and none of the given vault secrets decrypts it. "
                "Run the playbook with --ask-vault-pass or --vault-password-file."
            ) from error
        return clear

    return decrypt


def _only(numbers: Any, wanted: list[str], *, path: str) -> list[Any]:
    found: dict[str, list[Any]] = {}
    for number in expand_ranges(numbers)[0] if isinstance(numbers, list) else ():
        phone_number = number
        if isinstance(number, dict):
            phone_number = {snake(str(name)): value for name, value in number.items()}.get("phone_number")
        found.setdefault(f"+{phone_number}" if isinstance(phone_number, int) else str(phone_number), []).append(number)
    absent = [number for number in wanted if number not in found]
    if absent:
        raise SourceError(f"src: {path} lacks requested numbers: {enumerated(absent, 5)}.")
    return [number for one in dict.fromkeys(wanted) for number in found[one]]
