# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks, whose properties follow from the models of their options."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

from ansible_collections.sinch.porting.plugins.module_utils import _tasks
from ansible_collections.sinch.porting.plugins.module_utils._model.options import (
    ConnectionOptions,
    SourceOptions,
    StateOptions,
)
from ansible_collections.sinch.porting.plugins.module_utils._rules.severities import effective_severities
from ansible_collections.sinch.porting.plugins.module_utils._tasks.base import Plan, Task

NAMES = [module.name for module in pkgutil.iter_modules(_tasks.__path__) if module.name != "base"]


def task_of(name: str) -> Task:
    task = importlib.import_module(f"{_tasks.__name__}.{name}").TASK
    assert isinstance(task, Task)
    return task


def test_all_tasks_are_found() -> None:
    assert len(NAMES) > 10


@pytest.mark.parametrize("name", NAMES)
def test_a_task_is_named_after_its_file_and_its_options_show_what_it_does(name: str) -> None:
    task = task_of(name)
    assert task.name == f"sinch_{name}"
    assert (task.service is not None) == issubclass(task.model, ConnectionOptions)
    assert task.keeps_marks == issubclass(task.model, StateOptions)
    assert task.reads_numbers == issubclass(task.model, SourceOptions)
    assert (task.severities is effective_severities) == ("rules" in task.model.model_fields)
    assert task.writes or not task.keeps_marks
    assert isinstance(task.empty(), dict)
    assert "changed" not in task.empty()


def test_an_empty_plan_does_nothing() -> None:
    plan = Plan(changed=False, result={})
    assert (plan.sides(), plan.act(), plan.observed(), plan.warnings, plan.findings) == (({}, {}), {}, {}, [], [])
