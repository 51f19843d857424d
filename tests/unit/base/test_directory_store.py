# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A state store in a directory: locks that end with their process, and removal of old files."""

from __future__ import annotations

import os
import textwrap

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._base import directory_store
from ansible_collections.sinch.porting.plugins.module_utils._base.clock import Clock
from ansible_collections.sinch.porting.plugins.module_utils._base.directory_store import DirectoryStore
from ansible_collections.sinch.porting.plugins.module_utils._base.errors import Unguarded
from ansible_collections.sinch.porting.tests.unit.journals import lock, marks, opened
from ansible_collections.sinch.porting.tests.unit.loading import run_apart


def test_the_age_of_a_mark_is_that_of_its_file(tmp_path, monkeypatch):
    with lock(tmp_path) as held:
        held.mark()
        monkeypatch.setattr(directory_store._FileHold, "_now", lambda self: os.fstat(self._handles[0]).st_mtime + 500)
        assert held.sent().age == pytest.approx(500, abs=60)
        monkeypatch.setattr(directory_store._FileHold, "_now", lambda self: 0.0)
        assert held.sent().age == 0


def test_the_lock_of_a_killed_process_is_released(tmp_path):
    program = textwrap.dedent(
        f"""
        import os, signal, pathlib
        from ansible_collections.sinch.porting.plugins.module_utils._base.directory_store import DirectoryStore
        held = DirectoryStore(pathlib.Path({str(tmp_path)!r}), shared=True).take(["key"])
        held.write(None)
        os.kill(os.getpid(), signal.SIGKILL)
        """
    )
    assert run_apart(program).returncode == -9
    held = DirectoryStore(tmp_path, shared=True).take(["key"])
    assert held is not None
    assert held.read()[0] is not None
    held.release()


def test_a_file_that_was_removed_before_it_was_locked_is_not_locked(tmp_path, monkeypatch):
    flock = directory_store.fcntl.flock

    def swept_first(handle, operation):
        for file in marks(tmp_path):
            file.unlink()
        monkeypatch.setattr(directory_store.fcntl, "flock", flock)
        flock(handle, operation)

    monkeypatch.setattr(directory_store.fcntl, "flock", swept_first)
    store = DirectoryStore(tmp_path, shared=True)
    assert store.take(["key"]) is None
    held = store.take(["key"])
    assert held is not None
    held.release()


def test_old_files_are_removed_unless_they_are_locked(tmp_path):
    for name in ("a", "b", "young"):
        with lock(tmp_path, name) as held:
            held.mark()
    (tmp_path / "old.sent").write_text("of version 1.0")
    (tmp_path / "index.rows").write_text("no mark")
    old = Clock().now().timestamp() - directory_store.KEPT - 60
    with lock(tmp_path, "a") as held:
        for file in [*marks(tmp_path), tmp_path / "old.sent", tmp_path / "index.rows"]:
            os.utime(file, (old, old))
        with lock(tmp_path, "young"):
            os.unlink(tmp_path / "swept")
        assert len(marks(tmp_path)) == 2
        assert held.sent() is not None
    assert not (tmp_path / "old.sent").exists()
    assert (tmp_path / "index.rows").exists()


def test_a_directory_whose_locks_do_not_work_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(directory_store.fcntl, "flock", lambda handle, operation: None)
    with pytest.raises(Unguarded, match="two processes took the same one"):
        opened(str(tmp_path), tmp_path / "home")
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_was_probed_is_trusted_for_a_day(tmp_path, monkeypatch):
    shared, home = tmp_path / "shared", tmp_path / "home"
    shared.mkdir()
    asked = []
    monkeypatch.setattr(directory_store, "_ask_second_process", lambda path: asked.append(path) or "held")
    opened(str(shared), home)
    opened(str(shared), home)
    assert len(asked) == 1
    (stamp,) = home.glob("*.probed")
    for age in (90_000, -600):
        os.utime(stamp, (Clock().now().timestamp() - age,) * 2)
        opened(str(shared), home)
    assert len(asked) == 3
