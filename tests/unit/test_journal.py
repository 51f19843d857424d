# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import os
import stat
import subprocess
import sys
import textwrap

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._base.clock import Clock
from ansible_collections.sinch.porting.plugins.module_utils._base.errors import Conflict
from ansible_collections.sinch.porting.plugins.module_utils._order import journal
from ansible_collections.sinch.porting.plugins.module_utils._order.journal import Sent, WriteLock
from ansible_collections.sinch.porting.tests.unit.loopback import FakeClock


def guard(directory, *address, clock=None, patience=1.0):
    return WriteLock(*(address or ("order",)), directory=directory, clock=clock or FakeClock(), patience=patience)


def test_a_run_that_ends_well_leaves_nothing(tmp_path):
    with guard(tmp_path) as held:
        assert held.sent() is None
        held.mark()
        held.clear()
    assert list(tmp_path.iterdir()) == []


def test_a_mark_outlives_the_run_and_holds_nothing_but_time_and_id(tmp_path):
    clock = FakeClock()
    with guard(tmp_path, "reference", "secret reference", clock=clock) as held:
        held.mark(890190001)
    (file,) = tmp_path.iterdir()
    assert file.read_text() == f"{clock.now().isoformat()} 890190001"
    assert "reference" not in file.name
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with guard(tmp_path, "reference", "secret reference") as held:
        assert held.sent() == Sent(clock.now(), "890190001")
    with guard(tmp_path, "reference", "another") as held:
        assert held.sent() is None


@pytest.mark.parametrize("content", ["soon", "\x00\x00", "2027-99-99 5"])
def test_a_damaged_mark_is_one_made_now(content, tmp_path):
    with guard(tmp_path) as held:
        held.mark()
    (file,) = tmp_path.iterdir()
    file.write_text(content)
    clock = FakeClock()
    with guard(tmp_path, clock=clock) as held:
        assert held.sent() == Sent(clock.now())


def test_one_holds_and_the_others_wait(tmp_path):
    clock = FakeClock()
    with guard(tmp_path), pytest.raises(Conflict, match="run_once"), guard(tmp_path, clock=clock):
        pass
    assert sum(clock.slept) == pytest.approx(1.0, abs=0.2)
    with guard(tmp_path):
        pass


def test_a_killed_process_lets_go(tmp_path):
    program = textwrap.dedent(
        f"""
        import os, signal, pathlib
        from ansible_collections.sinch.porting.plugins.module_utils._base.clock import Clock
        from ansible_collections.sinch.porting.plugins.module_utils._order.journal import WriteLock
        held = WriteLock("order", directory=pathlib.Path({str(tmp_path)!r}), clock=Clock(), patience=1).__enter__()
        held.mark()
        os.kill(os.getpid(), signal.SIGKILL)
        """
    )
    environ = {**os.environ, "PYTHONPATH": os.environ["ANSIBLE_COLLECTIONS_PATH"]}
    killed = subprocess.run([sys.executable, "-c", program], env=environ, check=False)
    assert killed.returncode == -9
    with guard(tmp_path, clock=Clock()) as held:
        assert held.sent() is not None


@pytest.mark.parametrize("place", ["file/below", ""])
def test_where_nothing_can_be_kept_nothing_is_guarded(place, tmp_path):
    (tmp_path / "file").write_text("")
    with guard(tmp_path / place if place else None) as held:
        held.mark(1)
        assert held.sent() is None


def test_old_marks_are_swept(tmp_path):
    for name in ("a", "b"):
        with guard(tmp_path, name) as held:
            held.mark(1)
    clock = Clock()
    for file in tmp_path.iterdir():
        os.utime(file, (clock.now().timestamp() - 90_000,) * 2)
    journal._swept.clear()
    with guard(tmp_path, "c", clock=clock):
        pass
    assert list(tmp_path.iterdir()) == []
