# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The variables of the role: specification, defaults, README and use."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
ROLE = ROOT / "roles" / "port_in"
SPEC: dict[str, Any] = yaml.safe_load((ROLE / "meta" / "argument_specs.yml").read_text())["argument_specs"]["main"]
DEFAULTS: dict[str, Any] = yaml.safe_load((ROLE / "defaults" / "main.yml").read_text())
README = (ROLE / "README.md").read_text()
TASKS = {path.stem: path.read_text() for path in sorted((ROLE / "tasks").glob("*.yml"))}
PLAYBOOKS = {path.stem: path.read_text() for path in sorted((ROOT / "playbooks").glob("*.yml"))}
STEPS = [
    "activate",
    "apply",
    "cancel",
    "check_portability",
    "export",
    "follow",
    "letters",
    "lint",
    "plan",
    "port_in",
    "report",
    "resubmit",
]
# If it is not set, the file decides, so it has no default.
WITHOUT_DEFAULT = {"port_in_on_demand_activation"}


def test_each_variable_is_specified_has_a_default_and_is_in_the_readme() -> None:
    described = set(SPEC["options"])
    assert described - WITHOUT_DEFAULT == set(DEFAULTS)
    assert described == set(re.findall(r"^\| `(port_in_\w+)` \| [^|]*\| \S", README, re.MULTILINE)) - {
        "port_in_planned"
    }


@pytest.mark.parametrize("name", sorted(SPEC["options"]))
def test_defaults_are_documented_correctly(name: str) -> None:
    option, default = SPEC["options"][name], DEFAULTS.get(name)
    if "default" in option:
        assert option["default"] == default
        shown = re.search(rf"^\| `{name}` \| `([^`]*)` \|", README, re.MULTILINE)
        assert shown is not None
        assert yaml.safe_load(shown[1]) == default
    else:
        assert default in (None, "") or "{{" in default
    if "choices" in option:
        assert default in option["choices"]


@pytest.mark.parametrize("name", sorted(SPEC["options"]))
def test_each_variable_is_used(name: str) -> None:
    used = (
        "".join(TASKS.values())
        + (ROLE / "vars" / "main.yml").read_text()
        + (ROLE / "defaults" / "main.yml").read_text()
    )
    assert len(re.findall(rf"\b{name}\b", used)) > (name in DEFAULTS)


def test_the_variable_with_pasted_text_is_never_templated() -> None:
    """As a variable of a task, or in the role's specification, it would be templated."""
    # Its name is in the list of known variables, so that it is not reported as misspelled.
    known = (ROLE / "vars" / "main.yml").read_text().replace("\n  - port_in_numbers_csv\n", "\n")
    texts = {**TASKS, **PLAYBOOKS, "vars": known}
    assert [name for name, text in texts.items() if "port_in_numbers_csv" in text] == []
    assert DEFAULTS["port_in_csv_variable"] == "port_in_numbers_csv"
    assert "port_in_numbers_csv" not in SPEC["options"]


def test_each_step_of_the_readme_is_a_tag() -> None:
    steps = set(re.findall(r"^\| `(\w+)` \| .* \|$", README.split("## Variables")[0], re.MULTILINE))
    tasks = [task for name in ("before_orders", "main", "after_orders") for task in yaml.safe_load(TASKS[name])]
    assert steps == {tag for task in tasks for tag in task.get("tags", ())} - {"never"}


@pytest.mark.parametrize("name", STEPS)
def test_playbooks_only_import_the_role(name: str) -> None:
    for play in yaml.safe_load(PLAYBOOKS[name]):
        assert play["tasks"]
        for task in play["tasks"]:
            assert task["ansible.builtin.import_role"]["name"] == "sinch.porting.port_in"
            assert task["ansible.builtin.import_role"]["tasks_from"] in TASKS
