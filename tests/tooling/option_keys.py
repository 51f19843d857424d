# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes type, elements, required, choices, default and aliases of documented options from the models.

``python tests/tooling/option_keys.py`` updates the documentation of the modules and the doc fragments. With ``--check``
it lists what would change, and exits with 1. Descriptions are written by hand and are not changed.
"""

from __future__ import annotations

import importlib
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
PLUGINS = "ansible_collections.sinch.porting.plugins"
KEYS = ("type", "elements", "required", "choices", "default", "aliases")

Spec = Mapping[str, Any]

_TEXT = re.compile(r'(DOCUMENTATION = r""")(.*?)(""")', re.DOTALL)
_OPTIONS = re.compile(r"^options:\n((?:  .*\n|\n)+)", re.MULTILINE)


class StaleError(Exception):
    """The script cannot update this: an option without a description, or one that no model has."""


def documented_files() -> list[Path]:
    """The files with documentation of options."""
    folders = (ROOT / "plugins" / "doc_fragments", ROOT / "plugins" / "modules")
    found = [path for folder in folders for path in sorted(folder.glob("[!_]*.py"))]
    return [path for path in found if _OPTIONS.search(path.read_text(encoding="utf-8"))]


def render(path: Path) -> str:
    """Return the file's updated text. Raises StaleError."""
    text = path.read_text(encoding="utf-8")
    spec, known = spec_of(path), _documented_by_fragments(path)
    match = _TEXT.search(text)
    assert match is not None, path
    try:
        documentation = _OPTIONS.sub(lambda found: "options:\n" + rewrite(found[1], spec, known), match[2], count=1)
    except StaleError as problem:
        raise StaleError(f"{path.name}: {problem}") from None
    own = yaml.safe_load(documentation).get("options") or {}
    if path.parent.name == "modules" and (missing := sorted(set(spec) - {*known, *own})):
        raise StaleError(f"{path.name}: describe {', '.join(missing)}")
    return text[: match.start(2)] + documentation + text[match.end(2) :]


def spec_of(path: Path) -> Spec:
    """The argument spec of a module, or for a fragment what most modules that use it have."""
    argument_spec = importlib.import_module(f"{PLUGINS}.module_utils._run.argument_spec").argument_spec
    found: dict[str, list[Any]] = {}
    for module in [path] if path.parent.name == "modules" else _users(path):
        task = importlib.import_module(f"{PLUGINS}.action.{module.stem}").ActionModule.task
        for name, option in argument_spec(task.model).items():
            found.setdefault(name, []).append(option)
    return {name: max(options, key=options.count) for name, options in found.items()}


def _users(fragment: Path) -> list[Path]:
    folder = ROOT / "plugins" / "modules"
    return [path for path in sorted(folder.glob("[!_]*.py")) if fragment in _fragments(path)]


def _fragments(path: Path) -> list[Path]:
    folder = ROOT / "plugins" / "doc_fragments"
    names = re.findall(r"^  - sinch\.porting\.(\w+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return [folder / f"{name}.py" for name in names if (folder / f"{name}.py").exists()]


def _documented_by_fragments(path: Path) -> dict[str, Any]:
    """The names of the options that a module's fragments document."""
    found: dict[str, Any] = {}
    for fragment in _fragments(path):
        match = _TEXT.search(fragment.read_text(encoding="utf-8"))
        found |= (yaml.safe_load(match[2]).get("options") if match else None) or {}
    return found


def rewrite(block: str, spec: Spec, known: Mapping[str, Any], place: str = "") -> str:
    """Write a block of options, each with the keys of its spec. A fragment documents the options in ``known``."""
    return "".join(_option(name, lines, spec, known, place) for name, lines in _entries(block))


def _option(name: str, lines: str, spec: Spec, known: Mapping[str, Any], place: str) -> str:
    if name not in spec:
        raise StaleError(f"no model has the option {place}{name}")
    option = spec[name]
    head, body = lines.split("\n", 1)
    indent = " " * (len(head) - len(head.lstrip()) + 2)
    parts = dict(_entries(body))
    if "description" not in parts and name not in known:
        raise StaleError(f"describe {place}{name}")
    # An option without its own description has only the keys that differ from the fragment.
    said = {} if "description" in parts else known[name]
    keys = [key for key in KEYS if key in option and option[key] != said.get(key)]
    written = {key: parts.pop(key) for key in KEYS if key in parts}
    inner = parts.pop("suboptions", "")
    made = "".join(_key(key, option[key], written.get(key, ""), indent) for key in keys)
    text = head + "\n" + parts.pop("description", "") + made + "".join(parts.values())
    if said:
        return text
    return text + _suboptions(inner, option.get("options"), indent, f"{place}{name}.")


def _key(key: str, value: Any, written: str, indent: str) -> str:
    """The existing line if it has the same value, else a new one."""
    if written and _same(yaml.safe_load(written)[key], value):
        return written
    shown = f"[{', '.join(map(_scalar, value))}]" if isinstance(value, list) else _scalar(value)
    return f"{indent}{key}: {shown}\n"


def _same(one: Any, other: Any) -> bool:
    return bool(one == other) and type(one) is type(other)


def _scalar(value: Any) -> str:
    plain = isinstance(value, str) and re.fullmatch(r"[A-Za-z_][A-Za-z0-9_./:-]*", value)
    return value if plain and yaml.safe_load(value) == value else json.dumps(value)


def _suboptions(block: str, spec: Spec | None, indent: str, place: str) -> str:
    if spec is None:
        return ""
    body = block.split("\n", 1)[1] if block else ""
    if missing := sorted(set(spec) - {name for name, dummy in _entries(body)}):
        raise StaleError(f"describe {', '.join(place + name for name in missing)}")
    return f"{indent}suboptions:\n" + rewrite(body, spec, {}, place)


def _entries(block: str) -> Iterator[tuple[str, str]]:
    """The keys of a block at its lowest indentation, with their lines."""
    found: list[list[str]] = []
    first = re.match(r" *", block)
    indent = first[0] if first else ""
    for line in block.splitlines(keepends=True):
        if re.match(rf"{indent}\S", line):
            found.append([])
        found[-1].append(line)
    for lines in found:
        yield lines[0].strip().partition(":")[0], "".join(lines)


def main(arguments: list[str]) -> int:
    import paths

    paths.link_checkout()
    sys.path.insert(0, str(paths.TREE))
    changed = []
    for path in documented_files():
        text = render(path)
        if text != path.read_text(encoding="utf-8"):
            changed.append(str(path.relative_to(ROOT)))
            if "--check" not in arguments:
                path.write_text(text, encoding="utf-8")
    if changed and "--check" in arguments:
        print(f"out of date: {', '.join(changed)}. Run python tests/tooling/option_keys.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except StaleError as problem:
        sys.exit(str(problem))
