# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists what Ansible packs with each module: every file that it imports, directly or indirectly."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

PLUGINS = Path(__file__).resolve().parents[2] / "plugins"
_PREFIX = ("ansible_collections", "sinch", "porting", "plugins")


def imports_of(path: Path) -> Iterator[Path]:
    """The files of ``plugins`` that a file imports by relative or full name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ImportFrom):
            continue
        steps = (node.module or "").split(".") if node.module else []
        if node.level:
            folder = path.parents[node.level - 1].joinpath(*steps)
        elif tuple(steps[:4]) == _PREFIX:
            folder = PLUGINS.joinpath(*steps[4:])
        else:
            continue
        for name in node.names:
            inner = (folder / name.name).with_suffix(".py")
            found = inner if inner.is_file() else folder.with_suffix(".py")
            if not found.with_suffix(".pyi").is_file():  # a .pyi file is only for type checkers, and is not sent
                yield found


def carried_by(path: Path) -> set[Path]:
    """The files that a module imports directly or indirectly, without the module itself."""
    seen: set[Path] = set()
    waiting = [path]
    while waiting:
        file = waiting.pop()
        if file not in seen:
            seen.add(file)
            waiting += imports_of(file)
    return seen - {path}


def by_module() -> dict[str, set[Path]]:
    return {path.stem: carried_by(path) for path in sorted(PLUGINS.glob("modules/[!_]*.py"))}


def lines_of(files: set[Path]) -> int:
    return sum(len(path.read_text(encoding="utf-8").splitlines()) for path in files)


def show() -> int:
    modules = by_module()
    common = set.intersection(*modules.values())
    for name, files in {"every module": common, **modules}.items():
        print(f"{name:34} {len(files):3} files {lines_of(files):6,} lines")
    return 0
