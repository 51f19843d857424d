# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The allowed imports between the rooms of the core, which docs/design.md explains."""

from __future__ import annotations

from pathlib import Path

import pytest

from ansible_collections.sinch.porting.tests.unit.loading import ROOT, load

PLUGINS = ROOT / "plugins"


carried = load("tests/tooling/carried.py")
CORE = PLUGINS / "module_utils"
# The lowest level first. Rooms of one level do not import each other.
LEVELS = (("_base",), ("_model",), ("_rules", "_api"), ("_order",), ("_fleet", "_report"), ("_tasks",), ("_run",))
LEVEL_OF = {room: level for level, rooms in enumerate(LEVELS) for room in rooms}
FILES = sorted(path for path in CORE.rglob("*.py") if path.name != "__init__.py")


def room(path: Path) -> str:
    return path.relative_to(CORE).parts[0]


def is_allowed(importer: Path, target: Path) -> bool:
    if not target.is_relative_to(CORE):
        return False
    importing, imported = room(importer), room(target)
    if importing == imported:
        return importing != "_tasks" or target.name == "base.py"
    return LEVEL_OF[imported] < LEVEL_OF[importing]


def test_every_file_is_in_a_room() -> None:
    assert {room(path) for path in FILES} == set(LEVEL_OF)
    assert len(FILES) > 80
    assert [path for path in CORE.iterdir() if path.suffix == ".py"] == []
    assert all((CORE / name / "__init__.py").read_bytes() == b"" for name in LEVEL_OF)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(CORE)))
def test_imports_only_go_downward(path: Path) -> None:
    targets = list(carried.imports_of(path))
    assert [str(target.relative_to(PLUGINS)) for target in targets if not is_allowed(path, target)] == []
    assert "from ansible_collections" not in path.read_text(encoding="utf-8"), "write a relative import"


def test_wrong_imports_are_found() -> None:
    """The test above would succeed if no import was found, or if every import was allowed."""
    assert CORE / "_base" / "errors.py" in set(carried.imports_of(CORE / "_api" / "client.py"))
    client, task = CORE / "_api" / "client.py", CORE / "_tasks" / "portin_order.py"
    assert is_allowed(task, client)
    assert not is_allowed(client, task)
    assert not is_allowed(client, CORE / "_rules" / "catalog.py")
    assert not is_allowed(task, CORE / "_tasks" / "portin_plan.py")
    assert is_allowed(task, CORE / "_tasks" / "base.py")


def test_modules_do_not_import_plugin_utils() -> None:
    assert len(list(PLUGINS.glob("modules/*.py"))) > 10
    for path in [*FILES, *PLUGINS.glob("modules/*.py")]:
        assert "plugin_utils" not in path.read_text(encoding="utf-8"), path


def test_modules_need_few_files_that_they_do_not_use() -> None:
    """Ansible packs, sends and compiles these files for a task that runs as a module; ``make carried`` counts them."""
    modules = carried.by_module()
    assert len(modules) > 10
    common = set.intersection(*modules.values())
    assert carried.lines_of(common) <= 2_000
    assert carried.lines_of(modules["sinch_porting_configuration_info"]) <= 3_400
    assert not {"_api", "_order", "_fleet"} & {room(path) for path in common}
    about_rejections = {path.name for path in modules["sinch_portin_rejection_info"]}
    assert not about_rejections & {"html.py", "page.py", "style.py", "sections.py", "drawings.py"}
