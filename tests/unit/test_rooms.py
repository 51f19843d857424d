# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which room of the core may import which. The rooms and their order are explained in docs/design.md."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PLUGINS = Path(__file__).resolve().parents[2] / "plugins"
CORE = PLUGINS / "module_utils"
# The lowest room first. Rooms of one level do not know each other.
LEVELS = (("_base",), ("_model",), ("_rules", "_api"), ("_order",), ("_fleet", "_report"), ("_tasks",), ("_run",))
LEVEL_OF = {room: level for level, rooms in enumerate(LEVELS) for room in rooms}
FILES = sorted(path for path in CORE.rglob("*.py") if path.name != "__init__.py")


def imported(path: Path) -> Iterator[Path]:
    """The files and folders of ``plugins`` that a file imports, wherever in it the import is."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ImportFrom):
            continue
        absolute = (node.module or "").startswith("ansible_collections.")
        assert not absolute, f"{path.relative_to(PLUGINS)}:{node.lineno}: write a relative import"
        if node.level:
            folder = path.parents[node.level - 1].joinpath(*(node.module or "").split("."))
            for name in node.names:
                inner = (folder / name.name).with_suffix(".py")
                yield inner if inner.is_file() else folder.with_suffix(".py")


def room(path: Path) -> str:
    return path.relative_to(CORE).parts[0]


def is_allowed(importer: Path, target: Path) -> bool:
    if not target.is_relative_to(CORE):
        return False
    here, there = room(importer), room(target)
    if here == there:
        return here != "_tasks" or target.name == "base.py"
    return LEVEL_OF[there] < LEVEL_OF[here]


def test_every_file_is_in_a_room() -> None:
    assert {room(path) for path in FILES} == set(LEVEL_OF)
    assert len(FILES) > 80
    assert [path for path in CORE.iterdir() if path.suffix == ".py"] == []
    assert all((CORE / name / "__init__.py").read_bytes() == b"" for name in LEVEL_OF)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(CORE)))
def test_no_import_goes_upward(path: Path) -> None:
    assert [str(target.relative_to(PLUGINS)) for target in imported(path) if not is_allowed(path, target)] == []


def test_only_a_controller_imports_plugin_utils() -> None:
    assert len(list(PLUGINS.glob("modules/*.py"))) > 10
    for path in [*FILES, *PLUGINS.glob("modules/*.py")]:
        assert "plugin_utils" not in path.read_text(encoding="utf-8"), path
