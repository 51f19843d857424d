# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parses the bytes of a JSON or YAML file, depending on its extension.

Errors name the line and never quote the file, which may contain PINs. A duplicate key is an error; the parsers
themselves would silently use the last one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable
from pathlib import PurePath
from typing import Any

import yaml
from yaml.constructor import ConstructorError
from yaml.nodes import MappingNode, Node, ScalarNode

_BaseLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class DocumentError(ValueError):
    """The content does not match the file's extension. The text names file and line."""


def parse(content: bytes, *, name: str, decrypt: Callable[[bytes], bytes] | None = None) -> Any:
    """The data of a JSON or YAML file. ``decrypt`` decrypts single vaulted values in it."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise DocumentError(f"{name}, line {line}: is not UTF-8. Save the file as UTF-8.") from None
    suffix = PurePath(name).suffix.lower()
    if suffix == ".json":
        return _parse_json(text, name)
    if suffix in (".yml", ".yaml"):
        return _parse_yaml(text, name, decrypt)
    raise DocumentError(f"{name}: the name of the file must end in .json, .yml, .yaml, .csv, .tsv, .txt or .xlsx.")


def _parse_json(text: str, name: str) -> Any:
    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            twice = next(key for index, (key, dummy) in enumerate(pairs) if key in dict(pairs[:index]))
            raise DocumentError(f"{name}: a dictionary has the member {_shown(twice)} twice.")
        return found

    try:
        return json.loads(text, object_pairs_hook=members)
    except json.JSONDecodeError as error:
        raise DocumentError(f"{name}, line {error.lineno}, column {error.colno}: is not valid JSON.") from None
    except RecursionError:
        raise DocumentError(f"{name}: is nested too deeply.") from None


def _parse_yaml(text: str, name: str, decrypt: Callable[[bytes], bytes] | None) -> Any:
    loader = _Loader(text)
    loader.decrypt = decrypt
    try:
        return loader.get_single_data()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        what = error.problem if isinstance(error, _Told) else "is not valid YAML."
        raise DocumentError(f"{name}{place}: {what}") from None
    except yaml.YAMLError:
        raise DocumentError(f"{name}: is not valid YAML.") from None
    except (RecursionError, ValueError, OverflowError):
        # PyYAML raises ValueError without a location for impossible dates such as 2027-02-30.
        raise DocumentError(
            f"{name}: a date does not exist, or the file is nested too deeply. Write dates in quotes."
        ) from None
    finally:
        loader.dispose()


def _shown(key: str) -> str:
    return key if key.isidentifier() and len(key) < 60 else "(not an identifier)"


class _Told(ConstructorError):
    """An error in our own words."""


class _Loader(_BaseLoader):
    decrypt: Callable[[bytes], bytes] | None = None

    def construct_mapping(self, node: MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen = set()
        for key, dummy in node.value:
            if isinstance(key, ScalarNode) and key.tag != "tag:yaml.org,2002:merge":
                if key.value in seen:
                    raise _Told(None, None, f"the member {_shown(key.value)} is given twice.", key.start_mark)
                seen.add(key.value)
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep=deep)
        return mapping

    def vaulted(self, node: Node) -> str:
        if self.decrypt is None:
            raise _Told(None, None, "a vaulted value cannot be decrypted here.", node.start_mark)
        return self.decrypt(str(node.value).encode("ascii", "replace")).decode("utf-8")

    def plain_text(self, node: Node) -> str:
        return str(node.value)


_Loader.add_constructor("!vault", _Loader.vaulted)
_Loader.add_constructor("!unsafe", _Loader.plain_text)
