# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Connection poolers, with which a session's lock protects nothing, are refused before anything is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from pooler import Pooler
from postgresql import PASSWORD, Postgresql
from scene import Scene
from wishes import ORDER

from ansible_collections.sinch.porting.plugins.module_utils._base import postgresql_store
from ansible_collections.sinch.porting.plugins.module_utils._base.store import StoreFailed
from ansible_collections.sinch.porting.plugins.module_utils._run.run import run
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_order import TASK
from ansible_collections.sinch.porting.tests.unit.loopback import FakeClock


@pytest.fixture
def scene(simulator: Any, server: Postgresql, tmp_path: Path) -> Iterator[Scene]:
    yield Scene("postgresql", simulator, server, tmp_path)
    postgresql_store.close_all()


def order(scene: Scene, port: int) -> dict[str, Any]:
    url = scene.server.url.replace(f":{scene.server.port}/", f":{port}/")
    result = run(
        TASK,
        {**ORDER, **scene.connection()},
        check_mode=False,
        diff=True,
        environ={"SINCH_PORTING_STATE_STORE": url},
        say=print,
        clock=FakeClock(),
        directory=scene.home("here"),
    )
    postgresql_store.close_all()
    assert PASSWORD not in str(result)
    return result


@pytest.mark.parametrize("latest", [True, False])
@pytest.mark.parametrize("tells_process", [True, False])
def test_a_transaction_pooler_is_refused(scene: Scene, latest: bool, tells_process: bool) -> None:
    with Pooler(scene.server.port, latest=latest, tells_process=tells_process) as pooler:
        result = order(scene, pooler.port)
    assert result["failure"]["kind"] == "unguarded", result
    assert "pooler" in result["msg"]
    assert "connect to the server itself" in result["msg"]
    assert scene.simulator.requests == []
    # Nothing stays locked, and a direct connection is accepted.
    assert order(scene, scene.server.port)["guard"] == "shared"


def test_a_pooler_added_after_the_probe_is_detected_when_a_mark_is_written(scene: Scene, monkeypatch: Any) -> None:
    """A store is probed once a day, but a mark is only written in a session that has the lock."""
    monkeypatch.setattr(postgresql_store.PostgresqlStore, "probe", lambda self: None)
    with Pooler(scene.server.port, latest=False, tells_process=True) as pooler:
        url = scene.server.url.replace(f":{scene.server.port}/", f":{pooler.port}/")
        # As long as this is the only client, all its transactions get the same session.
        with psycopg.connect(url, autocommit=True) as other:
            other.execute("SELECT 1")
            result = order(scene, pooler.port)
    assert result["failure"]["kind"] == "unguarded", result
    assert "pooler" in result["msg"]
    assert scene.live == []


def test_a_lock_is_only_taken_in_the_session_that_signed_in(scene: Scene) -> None:
    """A session can take its own lock twice, so two clients with the same pooled session would both have it."""
    with Pooler(scene.server.port, latest=True, tells_process=True) as pooler:
        url = scene.server.url.replace(f":{scene.server.port}/", f":{pooler.port}/")
        first, second = (postgresql_store.PostgresqlStore(f"{url}?keepalives_count={count}") for count in (3, 4))
        for store in (first, second):
            store.open(create=True)
        with pytest.raises(StoreFailed, match="pooler"):
            first.take(["ab"])
        hold = second.take(["ab"])
        assert hold is not None, "the lock that the first has not got is free"
        hold.release()
        postgresql_store.close_all()


def test_a_relay_without_pooling_is_accepted(scene: Scene) -> None:
    """The sharing of sessions is refused, not a program in between."""
    with Pooler(scene.server.port, latest=True, tells_process=True) as relay, pytest.MonkeyPatch.context() as patch:
        patch.setattr(postgresql_store.PostgresqlStore, "probe", lambda self: None)
        assert order(scene, relay.port)["operation"] == "create"
