# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A full disk, clocks that jump, and marks of writes that were never sent."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from machines import Machines
from postgresql import Postgresql
from scene import STORES, Scene
from wishes import ORDER

from ansible_collections.sinch.porting.plugins.module_utils._base import directory_store
from ansible_collections.sinch.porting.plugins.module_utils._run.run import run
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_order import TASK
from ansible_collections.sinch.porting.tests.unit.loopback import FakeClock

# Marks are kept for thirty days. A clock that is wrong by more removes them.
DAYS = 20 * 86400.0
LAG = {"list_lag_reads": 12, "read_lag_reads": 2, "create_lag_reads": 2}


@contextmanager
def small_disk(folder: Path) -> Iterator[str]:
    """Mount a disk of 64 kB on a folder if that is allowed. Yields the way in which a full disk is simulated."""
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    try:
        yield "a tmpfs of 64 kB" if mounted else "a limit of the process"
    finally:
        if mounted:
            subprocess.run(["umount", str(folder)], check=True)


@contextmanager
def full(folder: Path, how: str) -> Iterator[None]:
    """While the block runs, no new file can be written there."""
    if how.startswith("a tmpfs"):
        filler = folder / "filler"
        with filler.open("wb", buffering=0) as stream, pytest.raises(OSError, match="No space left"):
            stream.writelines([b"x" * 4096] * 1000)
        try:
            yield
        finally:
            filler.unlink()
        return
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def order(scene: Scene) -> dict[str, Any]:
    return run(
        TASK,
        scene.options(ORDER),
        check_mode=False,
        diff=True,
        environ=scene.environ,
        say=print,
        clock=FakeClock(),
        directory=scene.home("here"),
    )


def test_a_full_disk_fails_before_anything_is_sent_and_loses_nothing(
    simulator: Any, server: Postgresql, tmp_path: Path, record_property: Any, capsys: Any
) -> None:
    scene = Scene("directory", simulator, server, tmp_path)
    with small_disk(scene.directory) as how:
        # The store's locks were tested before, so that writing the mark is what fails.
        other = {**ORDER, "customer_order_reference": "before"}
        options = {**scene.options(other), "phone_numbers": [{"phone_number": "+12175230199"}]}
        settings = {"check_mode": False, "diff": False, "environ": {}, "say": print, "directory": scene.home("here")}
        assert not run(TASK, options, clock=FakeClock(), **settings).get("failed")
        simulator.clear_requests()
        with full(scene.directory, how):
            result = order(scene)
            assert result["failure"]["kind"] == "unguarded", result["msg"]
            assert "Nothing was written" in result["msg"]
            assert simulator.writes == []
            # Earlier marks are still known.
            again = run(TASK, options, clock=FakeClock(), **settings)
            assert (again.get("msg"), again["operation"]) == (None, "none")
        assert order(scene)["operation"] == "create"
        assert len(scene.live) == 2
    record_property(f"full disks, by {how}", 1)
    with capsys.disabled():
        print(f"\nfull disk: by {how}", end="")


def shift(scene: Scene, seconds: float) -> int:
    """Make all marks older, as if the store's clock had jumped ahead. Returns their count."""
    if scene.kind == "postgresql":
        scene.server.execute(f"UPDATE sinch_porting_marks SET sent_at = sent_at - {seconds} * interval '1 s'")
        return int(scene.server.execute("SELECT count(*) FROM sinch_porting_marks")[0][0])
    marks = 0
    for path in scene.directory.glob("*.mark"):
        with path.open("r+b") as stream:
            block = stream.read(directory_store._MARK_SIZE)
            mark = directory_store._parse(block, path.stat().st_mtime)
            if mark is not None:
                marks += 1
                stream.seek(0)
                stream.write(directory_store._block(path.stat().st_mtime - mark.age - seconds, mark.outcome))
    return marks


@pytest.mark.parametrize("jump", [DAYS, -DAYS], ids=["ahead", "back"])
@pytest.mark.parametrize("kind", STORES)
def test_a_clock_that_jumps_does_not_lead_to_a_second_order(
    kind: str, jump: float, simulator: Any, server: Postgresql, machines: Machines, tmp_path: Path, record_property: Any
) -> None:
    scene = Scene(kind, simulator, server, tmp_path)
    scene.clear(**LAG)
    first = {"home": scene.home("first"), "environ": scene.environ}
    names = machines.count("portin_order", scene.options(ORDER), **first)
    sends = [at for at, name in enumerate(names) if name == "before send"]
    met = 0
    # From the creation on, which is one of the last requests.
    for at in range(sends[-1], len(names)):
        scene.clear(**LAG)
        first["home"] = scene.home("first")
        assert machines.kill("portin_order", scene.options(ORDER), at=at, **first)
        sent = len(scene.live)
        assert shift(scene, jump) == 2
        second = {"home": scene.home("second"), "environ": scene.environ}
        result = machines.run("portin_order", scene.options(ORDER), **second)
        assert not result.get("failed"), f"{names[at]}: {result['msg']}"
        assert len(scene.live) == 1, names[at]
        assert result["operation"] == ("none" if sent else "create"), names[at]
        met += sent
    assert met > 2
    record_property("instants before a jump of the clock", len(names) - sends[-1])


@pytest.mark.parametrize("age", [0, DAYS], ids=["fresh", "old"])
@pytest.mark.parametrize("kind", STORES)
def test_a_mark_without_a_write_does_not_block_forever(
    kind: str, age: float, simulator: Any, server: Postgresql, machines: Machines, tmp_path: Path
) -> None:
    """A run was killed before it sent anything. The next one searches for a while and then creates the order."""
    scene = Scene(kind, simulator, server, tmp_path)
    first = {"home": scene.home("first"), "environ": scene.environ}
    names = machines.count("portin_order", scene.options(ORDER), **first)
    creation = [at for at, name in enumerate(names) if name == "before send"][-1]
    scene.clear()
    first["home"] = scene.home("first")
    assert machines.kill("portin_order", scene.options(ORDER), at=creation, **first)
    assert scene.live == []
    assert shift(scene, age) == 2
    result = order(scene)
    assert (result.get("msg"), result["operation"]) == (None, "create")
    assert order(scene)["operation"] == "none"
    assert len(scene.live) == 1


def test_a_directory_that_is_read_only_is_refused(simulator: Any, server: Postgresql, tmp_path: Path) -> None:
    """Not even root can write files to /sys."""
    scene = Scene("directory", simulator, server, tmp_path)
    assert os.path.isdir("/sys")
    scene.directory = Path("/sys")
    result = order(scene)
    assert result["failure"]["kind"] == "unguarded"
    assert simulator.requests == []
