# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said about the collection in one file and must hold in another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(path.stem for path in (ROOT / "plugins" / "modules").glob("[!_]*.py"))


def read(path: str) -> Any:
    return yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))


def requirements(path: str) -> set[str]:
    lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
    return {line.strip() for line in lines if line.strip() and not line.startswith("#")}


def test_action_group_lists_every_module() -> None:
    assert read("meta/runtime.yml")["action_groups"] == {"porting": MODULES}


def test_every_action_plugin_has_a_module() -> None:
    actions = {path.stem for path in (ROOT / "plugins" / "action").glob("[!_]*.py")}
    assert actions <= set(MODULES)


def test_execution_environment_has_all_that_a_run_needs() -> None:
    definition = read("meta/execution-environment.yml")
    assert definition["version"] == 1
    assert requirements("requirements.txt") <= requirements(definition["dependencies"]["python"])


def test_changelog_tells_of_this_version() -> None:
    version = read("galaxy.yml")["version"]
    release = read("changelogs/changelog.yaml")["releases"][version]
    told = {plugin["name"] for plugin in release.get("modules", [])}
    assert told == set(MODULES)


@pytest.mark.parametrize(
    "path",
    # Ansible wants the __init__.py of a folder to be empty.
    [path for path in sorted(ROOT.glob("plugins/**/*.py")) if path.name != "__init__.py"],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_every_plugin_names_its_license(path: Path) -> None:
    head = "\n".join(path.read_text(encoding="utf-8").splitlines()[:20])
    assert "GNU General Public License v3.0+" in head
    assert "SPDX-License-Identifier: GPL-3.0-or-later" in head


def test_no_file_excuses_itself_from_sanity_tests() -> None:
    assert list(ROOT.glob("tests/sanity/ignore*")) == []
