# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The context of a writing task: its journal, and the lock of a write."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._base.errors import Conflict, Unguarded
from ansible_collections.sinch.porting.plugins.module_utils._order.guarded import GuardedContext, GuardedService
from ansible_collections.sinch.porting.tests.unit.contexts import unconnected


def guarded(directory: Path, stack: ExitStack, **options: Any) -> GuardedContext:
    return GuardedService().connect(unconnected(directory, stack, **options))


def test_a_write_is_locked_until_its_task_ends(tmp_path: Path) -> None:
    with ExitStack() as first, ExitStack() as second:
        guarded(tmp_path, first).guard("create", "move")
        with pytest.raises(Conflict):
            guarded(tmp_path, second).guard("create", "move")
        guarded(tmp_path, second).guard("create", "another")
        guarded(tmp_path, second, project_id="q").guard("create", "move")
        guarded(tmp_path, second, api_url="http://127.0.0.1:10").guard("create", "move")
    with ExitStack() as third:
        guarded(tmp_path, third).guard("create", "move")


def test_the_guard_is_that_of_the_store(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    with ExitStack() as stack:
        assert unconnected(tmp_path, stack).protection == "none"
        assert guarded(tmp_path, stack).protection == "local"
        assert guarded(tmp_path, stack, state_store=str(tmp_path / "shared")).protection == "shared"


def test_a_task_that_must_not_write_fails_before_it_reads(tmp_path: Path) -> None:
    with ExitStack() as stack:
        context = unconnected(tmp_path, stack, require_shared_state=True)
        with pytest.raises(Unguarded):
            GuardedService().connect(context)
        assert GuardedService(writes=lambda options: False).connect(context).protection == "none"


def test_check_mode_locks_nothing(tmp_path: Path) -> None:
    with ExitStack() as stack:
        for dummy in range(2):
            guarded(tmp_path / "home", stack, read_only=True).guard("create", "move")
    assert not (tmp_path / "home").exists()
