# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import os
import resource
import stat
import subprocess
import sys
import textwrap

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._base import directory_store, mounts, store_url
from ansible_collections.sinch.porting.plugins.module_utils._base.clock import Clock
from ansible_collections.sinch.porting.plugins.module_utils._base.directory_store import DirectoryStore
from ansible_collections.sinch.porting.plugins.module_utils._base.errors import Conflict, Unguarded
from ansible_collections.sinch.porting.plugins.module_utils._base.store_url import (
    VARIABLE,
    check,
    secrets,
    with_password,
)
from ansible_collections.sinch.porting.plugins.module_utils._order.journal import Journal, WriteLock, open_journal
from ansible_collections.sinch.porting.tests.unit.loopback import FakeClock


def journal(directory, *, clock=None, say=print, shared=False):
    return Journal(DirectoryStore(directory, shared=shared), clock=clock or FakeClock(), say=say)


def lock(directory, *address, clock=None, patience=1.0, shared=False):
    return WriteLock(
        *(address or ("order",)), journal=journal(directory, clock=clock, shared=shared), patience=patience
    )


def opened(name, home, *, required=False, check_mode=False, say=print):
    return open_journal(name, home=home, required=required, check_mode=check_mode, clock=FakeClock(), say=say)


def marks(directory):
    return sorted(directory.glob("*.mark"))


# ---- marks ---------------------------------------------------------------------


@pytest.mark.parametrize("shared", [False, True])
def test_a_mark_outlives_the_run_and_holds_nothing_but_time_and_id(shared, tmp_path):
    with lock(tmp_path, "reference", "secret reference", shared=shared) as held:
        assert held.sent() is None
        held.mark()
        assert held.sent().outcome is None
        held.settle(890190001)
    (file,) = marks(tmp_path)
    assert "reference" not in file.name
    assert b"reference" not in file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == (tmp_path.stat().st_mode & 0o666 if shared else 0o600)
    with lock(tmp_path, "reference", "secret reference", shared=shared) as held:
        mark = held.sent()
        assert mark.outcome == "890190001"
        assert 0 <= mark.age < 600
        held.clear()
        assert held.sent() is None
    with lock(tmp_path, "reference", "another", shared=shared) as held:
        assert held.sent() is None


@pytest.mark.parametrize("place", range(0, 30, 3))
def test_a_damaged_mark_is_one_made_now_of_an_unknown_outcome(place, tmp_path):
    with lock(tmp_path) as held:
        held.mark()
        held.settle(7)
    (file,) = marks(tmp_path)
    content = bytearray(file.read_bytes())
    content[place] ^= 1
    file.write_bytes(content)
    with lock(tmp_path) as held:
        mark = held.sent()
    assert (mark.age, mark.outcome) == (0.0, None)


@pytest.mark.parametrize("outcome", ["a b", "-", "\u00e9\n", "9" * 300])
def test_an_outcome_of_any_form_comes_back_or_is_unknown(outcome, tmp_path):
    with lock(tmp_path) as held:
        held.settle(outcome)
        assert held.sent().outcome == (outcome if len(outcome) < 100 and outcome != "-" else None)


def test_the_age_of_a_mark_is_by_the_clock_of_its_file(tmp_path, monkeypatch):
    with lock(tmp_path) as held:
        held.mark()
        monkeypatch.setattr(directory_store._FileHold, "_now", lambda self: os.fstat(self._handle).st_mtime + 500)
        assert held.sent().age == pytest.approx(500, abs=60)
        monkeypatch.setattr(directory_store._FileHold, "_now", lambda self: 0.0)
        assert held.sent().age == 0


# ---- locks ---------------------------------------------------------------------


def test_one_holds_and_the_others_wait_and_say_for_whom(tmp_path):
    clock = FakeClock()
    with lock(tmp_path), pytest.raises(Conflict, match=rf"process {os.getpid()} on .*run_once"):
        lock(tmp_path, clock=clock).__enter__()
    assert sum(clock.slept) == pytest.approx(1.0, abs=0.2)
    with lock(tmp_path):
        pass


def test_a_killed_process_lets_go(tmp_path):
    program = textwrap.dedent(
        f"""
        import os, signal, pathlib
        from ansible_collections.sinch.porting.plugins.module_utils._base.directory_store import DirectoryStore
        held = DirectoryStore(pathlib.Path({str(tmp_path)!r}), shared=True).take("key")
        held.write(None)
        os.kill(os.getpid(), signal.SIGKILL)
        """
    )
    environ = {**os.environ, "PYTHONPATH": os.environ["ANSIBLE_COLLECTIONS_PATH"]}
    killed = subprocess.run([sys.executable, "-c", program], env=environ, check=False)
    assert killed.returncode == -9
    held = DirectoryStore(tmp_path, shared=True).take("key")
    assert held is not None
    assert held.read() is not None
    held.release()


def test_a_file_that_was_swept_before_it_was_locked_is_not_locked(tmp_path, monkeypatch):
    flock = directory_store.fcntl.flock

    def swept_first(handle, operation):
        for file in marks(tmp_path):
            file.unlink()
        monkeypatch.setattr(directory_store.fcntl, "flock", flock)
        flock(handle, operation)

    monkeypatch.setattr(directory_store.fcntl, "flock", swept_first)
    store = DirectoryStore(tmp_path, shared=True)
    assert store.take("key") is None
    held = store.take("key")
    assert held is not None
    held.release()


def test_old_files_are_swept_unless_they_are_locked(tmp_path):
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


# ---- stores that fail ------------------------------------------------------------


@pytest.mark.parametrize("place", ["file/below", ""])
def test_where_nothing_can_be_kept_nothing_is_guarded_and_it_is_said(place, tmp_path):
    (tmp_path / "file").write_text("")
    messages = []
    keeping = opened(None, tmp_path / place if place else None, say=messages.append)
    with WriteLock("order", journal=keeping, patience=1) as held:
        held.mark()
        assert held.sent() is None
    assert keeping.guard == "none"
    assert len(messages) == (1 if place else 0)


@pytest.mark.parametrize(
    ("name", "reason"), [("absent", "not a directory that exists"), ("file", "not a directory"), ("/sys", "written")]
)
def test_a_named_directory_that_does_not_work_is_refused(name, reason, tmp_path):
    (tmp_path / "file").write_text("")
    for check_mode in (False, True):
        with pytest.raises(Unguarded, match=rf"{reason}.*Nothing was written"):
            opened(str(tmp_path / name), tmp_path / "home", check_mode=check_mode)
    assert not (tmp_path / "absent").exists()


def test_a_directory_whose_locks_lie_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(directory_store.fcntl, "flock", lambda handle, operation: None)
    with pytest.raises(Unguarded, match="two processes took the same one"):
        opened(str(tmp_path), tmp_path / "home")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_fails_before_anything_is_sent_and_a_mark_that_is_there_can_still_be_changed(tmp_path):
    with lock(tmp_path, "there", shared=True) as held:
        held.mark()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    messages = []
    keeping = Journal(DirectoryStore(tmp_path, shared=True), clock=FakeClock(), say=messages.append)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (64, before[1]))
        with pytest.raises(Unguarded, match="cannot be written: File too large"):
            WriteLock("new", journal=keeping, patience=1).__enter__()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    with WriteLock("there", journal=keeping, patience=1) as held:
        assert held.sent().outcome is None
        held.settle(5)
        resource.setrlimit(resource.RLIMIT_FSIZE, (64, before[1]))
        try:
            with pytest.raises(Unguarded):
                held.mark()
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
    with WriteLock("there", journal=keeping, patience=1) as held:
        assert held.sent().outcome == "5"


def test_an_outcome_that_cannot_be_kept_fails_nothing(tmp_path):
    messages = []
    keeping = Journal(DirectoryStore(tmp_path, shared=True), clock=FakeClock(), say=messages.append)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    with WriteLock("order", journal=keeping, patience=1) as held:
        held.mark()
        resource.setrlimit(resource.RLIMIT_FSIZE, (64, before[1]))
        try:
            held.settle(5)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert held.sent().outcome is None
    assert len(messages) == 1


# ---- choosing --------------------------------------------------------------------


def test_what_protects(tmp_path):
    shared = tmp_path / "shared"
    shared.mkdir()
    assert opened(None, tmp_path / "home").guard == "local"
    assert opened(str(shared), tmp_path / "home", required=True).guard == "shared"
    assert opened(None, tmp_path / "preview", check_mode=True).guard == "local"
    assert opened(str(shared), tmp_path / "preview", check_mode=True).guard == "shared"
    assert not (tmp_path / "preview").exists()
    assert list(shared.iterdir()) == []
    for check_mode in (False, True):
        with pytest.raises(Unguarded, match="no state_store is named"):
            opened(None, tmp_path / "home", required=True, check_mode=check_mode)


def test_a_store_that_was_probed_is_believed_for_a_day(tmp_path, monkeypatch):
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


MOUNTS = r"""
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:40 / /srv rw,relatime - nfs4 server:/srv rw,vers=4.2,local_lock=none
31 30 0:41 / /srv/inner rw,nolock - nfs server:/inner rw,vers=3,local_lock=all
32 22 0:42 / /mnt/with\040space rw - fuse.s3fs s3fs rw
33 22 0:43 / /gluster rw - fuse.glusterfs server:/v rw
34 22 0:44 / /smb rw - cifs //server/share rw,nobrl
35 22 0:45 / /posix rw - nfs4 server:/posix rw,local_lock=posix
a line of no form
"""


@pytest.mark.parametrize(
    ("directory", "reason"),
    [
        ("/home/x", ""),
        ("/srv/state", ""),
        ("/srv/inner/state", "local_lock=all"),
        ("/srv/innermost", ""),
        ("/mnt/with space/state", "fuse.s3fs"),
        ("/gluster", ""),
        ("/smb/state", "nobrl"),
        ("/posix", ""),
    ],
)
def test_mounts_whose_locks_stay_on_one_machine(directory, reason):
    found = mounts.local_locks(MOUNTS, directory)
    assert reason in found
    assert bool(reason) == bool(found)


# ---- the URL of a database ----------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "bare", "known"),
    [
        ("postgresql://db/state", "postgresql://db/state", []),
        ("postgresql://u@db:5433/state?sslmode=require", "postgresql://u@db:5433/state?sslmode=require", []),
        ("postgres://u:pa%40ss@a:1,b:2/state", "postgres://u@a:1,b:2/state", ["pa%40ss", "pa@ss"]),
        ("postgresql:///state?password=geheim-1&host=/run", "postgresql:///state?host=/run", ["geheim-1"]),
        ("postgresql://:geheim-2@db", "postgresql://db", ["geheim-2"]),
        ("postgresql://u:@db?ssl%70assword=x1", "postgresql://u@db", ["x1"]),
        ("/srv/a:b@c", "/srv/a:b@c", []),
    ],
)
def test_the_password_of_a_url(url, bare, known):
    assert store_url.without_password(url) == bare
    assert store_url.passwords(url) == known
    assert store_url.passwords(bare) == []


@pytest.mark.parametrize(
    "url", ["postgresql://u:p/w@db/x", "postgresql://u:p?w@db/x", "postgres:u:pw@db", "postgresql://u:p@w@db"]
)
def test_of_a_url_that_cannot_be_read_everything_is_secret(url):
    assert not store_url.is_readable(url)
    assert store_url.passwords(url)[0] in url
    assert "p" not in store_url.name_of(url)
    (finding,) = check({"state_store": url}, given=None)
    assert "cannot be read" not in finding.path
    assert "u:p" not in str(finding)


def test_a_task_must_not_hold_the_password_and_the_environment_may():
    url = "postgresql://u:geheim-3@db/state"
    (finding,) = check({"state_store": url}, given=url)
    assert "geheim-3" not in str(finding)
    assert "PGPASSWORD" in finding.remedy
    assert list(check({"state_store": url}, given=None)) == []
    assert list(check({"state_store": None}, given=None)) == []
    assert len(list(check({"state_store": " "}, given=" "))) == 1
    environ = {VARIABLE: url, "PGPASSWORD": "geheim-4", "OTHER": "x"}
    assert set(secrets(None, environ)) == {"geheim-3", "geheim-4"}
    assert store_url.environ_without_password(environ) == {**environ, VARIABLE: "postgresql://u@db/state"}
    assert with_password("postgresql://u@db/state", environ) == url
    assert with_password("postgresql://u@db/other", environ) == "postgresql://u@db/other"
    assert with_password(None, environ) is None
