# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The work of the action plugins before Ansible forks its workers."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

ACTIONS = sorted(path.stem for path in (Path(__file__).resolve().parents[3] / "plugins" / "action").glob("sinch_*.py"))


@pytest.mark.parametrize("name", ACTIONS)
def test_loading_an_action_builds_the_model_of_its_options(name: str) -> None:
    """Otherwise each worker would build it."""
    action = import_module(f"ansible_collections.sinch.porting.plugins.action.{name}").ActionModule
    assert action.task.name == name
    assert action.task.model.__pydantic_complete__
