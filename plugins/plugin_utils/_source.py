# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the file that ``src`` names: an order, or its numbers, that never become Ansible variables.

A large order as variables costs minutes and gigabytes. Here it is read on the controller, once, into plain data;
a vaulted file is opened in memory alone.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from ansible.errors import AnsibleError
from ansible.parsing.vault import is_encrypted
from ansible.plugins.action import ActionBase

from ansible_collections.sinch.porting.plugins.module_utils._document import DocumentError, parse
from ansible_collections.sinch.porting.plugins.module_utils._names import snake
from ansible_collections.sinch.porting.plugins.plugin_utils._errors import SourceError

# 500 numbers take about 0.5 MB; a file of all the numbers of a fleet some 100 MB.
_LARGEST = 256 * 1024 * 1024


def with_source(
    arguments: dict[str, Any],
    action: ActionBase,
    *,
    choose: Callable[[dict[str, Any]], dict[str, Any]] = dict,
) -> dict[str, Any]:
    """The arguments, and from the file of ``src`` every option that they do not give. Raises SourceError.

    ``choose`` picks out of the file's options those that the task has.
    """
    arguments = {snake(name): value for name, value in arguments.items()}
    path, only = arguments.get("src"), arguments.get("only")
    if path is None:
        if only:
            raise SourceError("only: takes numbers out of a file, so it needs src.")
        return arguments
    document = read_document(str(path), action)
    if isinstance(document, list):
        document = {"phone_numbers": document}
    if not isinstance(document, dict):
        raise SourceError(f"src: {path} holds neither an order (a dictionary) nor a list of numbers.")
    found = {snake(str(name)): value for name, value in document.items()}
    for name in ("src", "only"):
        if name in found:
            raise SourceError(f"src: {path} may not have the member {name}.")
    given = {name: value for name, value in arguments.items() if value is not None and name not in ("src", "only")}
    merged = {**choose(found), **given}
    if only is not None:
        merged["phone_numbers"] = _only(merged.get("phone_numbers"), only, path=str(path))
    return merged


def read_document(name: str, action: ActionBase) -> Any:
    """The parsed content of a file, looked for as Ansible looks for files of a task. Raises SourceError."""
    try:
        path = Path(action._find_needle("files", name))
        if path.stat().st_size > _LARGEST:
            raise SourceError(f"src: {name} is larger than {_LARGEST // 1024 // 1024} MB.")
        content = path.read_bytes()
    except AnsibleError as error:
        raise SourceError(f"src: {name} is not there, neither beside the playbook nor in a files folder.") from error
    except OSError as error:
        raise SourceError(f"src: {name} cannot be read: {error.strerror}.") from error
    decrypt = _decryptor(action, name)
    if is_encrypted(content):
        content = decrypt(content)
    try:
        return parse(content, name=name, decrypt=decrypt)
    except DocumentError as error:
        raise SourceError(f"src: {error}") from error


def _decryptor(action: ActionBase, name: str) -> Callable[[bytes], bytes]:
    def decrypt(content: bytes) -> bytes:
        try:
            clear: bytes = action._loader._vault.decrypt(content)
        except AnsibleError as error:
            raise SourceError(f"src: {name} is vaulted, and no given vault secret opens it.") from error
        return clear

    return decrypt


def _only(numbers: Any, only: Any, *, path: str) -> list[Any]:
    if not isinstance(only, list):
        only = [only]
    # YAML reads +12025550117 without quotes as a number.
    wished = [f"+{number}" if isinstance(number, int) else str(number) for number in only]
    there: dict[str, list[Any]] = {}
    for number in numbers if isinstance(numbers, list) else ():
        phone_number = number
        if isinstance(number, dict):
            phone_number = {snake(str(name)): value for name, value in number.items()}.get("phone_number")
        there.setdefault(f"+{phone_number}" if isinstance(phone_number, int) else str(phone_number), []).append(number)
    absent = [number for number in wished if number not in there]
    if absent:
        more = f" and {len(absent) - 5} more" if len(absent) > 5 else ""
        raise SourceError(f"only: {', '.join(absent[:5])}{more} not found in {path}.")
    return [number for wish in dict.fromkeys(wished) for number in there[wish]]
