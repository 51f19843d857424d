# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Marks and locks of writes, and failing stores."""

from __future__ import annotations

import os
import resource
import stat

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._base.directory_store import DirectoryStore
from ansible_collections.sinch.porting.plugins.module_utils._base.errors import Conflict, Unguarded
from ansible_collections.sinch.porting.plugins.module_utils._order.journal import Journal, WriteLock
from ansible_collections.sinch.porting.tests.unit.journals import journal, lock, marks, opened
from ansible_collections.sinch.porting.tests.unit.loopback import FakeClock


@pytest.mark.parametrize("shared", [False, True])
def test_a_mark_outlives_the_run_and_contains_only_time_and_id(shared, tmp_path):
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
def test_a_damaged_mark_counts_as_made_now_with_an_unknown_outcome(place, tmp_path):
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
def test_any_outcome_can_be_read_or_is_unknown(outcome, tmp_path):
    with lock(tmp_path) as held:
        held.settle(outcome)
        assert held.sent().outcome == (outcome if len(outcome) < 100 and outcome != "-" else None)


def test_one_process_has_the_lock_and_the_others_wait_and_name_it(tmp_path):
    clock = FakeClock()
    with lock(tmp_path), pytest.raises(Conflict, match=rf"process {os.getpid()} on .*run_once"):
        lock(tmp_path, clock=clock).__enter__()
    assert sum(clock.slept) == pytest.approx(1.0, abs=0.2)
    with lock(tmp_path):
        pass


@pytest.mark.parametrize("shared", [False, True])
def test_a_write_with_two_keys_excludes_writes_with_either(shared, tmp_path):
    keeping = journal(tmp_path, shared=shared)
    with WriteLock("reference", also=[("numbers", "1")], journal=keeping, patience=1) as both:
        for name in (["reference"], ["numbers", "1"]):
            with pytest.raises(Conflict, match=f"process {os.getpid()} on "):
                lock(tmp_path, *name, shared=shared).__enter__()
        both.mark()
        both.settle(7)
    with lock(tmp_path, "numbers", "1", shared=shared) as held:
        assert held.sent().outcome == "7"
        with pytest.raises(Conflict, match=f"process {os.getpid()} on "):
            WriteLock("reference", also=[("numbers", "1")], journal=keeping, patience=1).__enter__()
        # The lock that it had taken is free again.
        with lock(tmp_path, "reference", shared=shared) as other:
            assert other.sent().outcome == "7"
            other.clear()
    with WriteLock("reference", also=[("numbers", "1")], journal=keeping, patience=1) as both:
        assert [mark.outcome for mark in both.marks()] == ["7"]
        both.clear()
        assert both.marks() == []


@pytest.mark.parametrize("place", ["file/below", ""])
def test_without_a_place_for_marks_nothing_is_guarded_and_this_is_reported(place, tmp_path):
    (tmp_path / "file").write_text("")
    messages = []
    keeping = opened(None, tmp_path / place if place else None, say=messages.append)
    with WriteLock("order", journal=keeping, patience=1) as held:
        held.mark()
        assert held.sent() is None
    assert keeping.guard == "none"
    assert len(messages) == (1 if place else 0)


@pytest.mark.parametrize(
    ("name", "reason"),
    [("absent", "not an existing directory"), ("file", "not an existing directory"), ("/sys", "written")],
)
def test_a_named_directory_that_does_not_work_is_refused(name, reason, tmp_path):
    (tmp_path / "file").write_text("")
    for check_mode in (False, True):
        with pytest.raises(Unguarded, match=rf"{reason}.*Nothing was written"):
            opened(str(tmp_path / name), tmp_path / "home", check_mode=check_mode)
    assert not (tmp_path / "absent").exists()


def test_a_full_disk_fails_before_anything_is_sent_and_existing_marks_can_be_changed(tmp_path):
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


def test_an_outcome_that_cannot_be_stored_is_not_an_error(tmp_path):
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


def test_the_guard_depends_on_the_store(tmp_path):
    shared = tmp_path / "shared"
    shared.mkdir()
    assert opened(None, tmp_path / "home").guard == "local"
    assert opened(str(shared), tmp_path / "home", required=True).guard == "shared"
    assert opened(None, tmp_path / "preview", check_mode=True).guard == "local"
    assert opened(str(shared), tmp_path / "preview", check_mode=True).guard == "shared"
    assert not (tmp_path / "preview").exists()
    assert list(shared.iterdir()) == []
    for check_mode in (False, True):
        with pytest.raises(Unguarded, match="state_store is not set"):
            opened(None, tmp_path / "home", required=True, check_mode=check_mode)
