# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Concurrent runs, failing stores, and secrets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import psycopg
import pytest
from machines import Machines
from postgresql import PASSWORD, Postgresql
from scene import STORES, Scene
from wishes import NAME, NUMBERS, ORDER, REFERENCE, SECRET

from ansible_collections.sinch.porting.plugins.module_utils._api import transport
from ansible_collections.sinch.porting.plugins.module_utils._base import postgresql_store
from ansible_collections.sinch.porting.plugins.module_utils._run.run import run
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_order import TASK
from ansible_collections.sinch.porting.tests.unit.loopback import FakeClock


@pytest.mark.parametrize("count", [2, 20])
@pytest.mark.parametrize("kind", STORES)
def test_racing_processes_on_different_machines_create_one_order(
    kind: str, count: int, simulator: Any, server: Postgresql, machines: Machines, tmp_path: Path, record_property: Any
) -> None:
    scene = Scene(kind, simulator, server, tmp_path)
    scene.clear(list_lag_reads=3)
    racers = [
        {
            "task": "portin_order",
            "options": scene.options(ORDER),
            "home": str(scene.home(str(number))),
            "environ": scene.environ,
            "real_clock": True,
        }
        for number in range(count)
    ]
    results = [answer["result"] for answer in machines.ask(racers)]
    (order,) = simulator.orders
    assert [result.get("msg") for result in results] == [None] * count
    assert {result["order_id"] for result in results} == {order.id}
    assert sorted(result["operation"] for result in results) == ["create"] + ["none"] * (count - 1)
    assert {result["guard"] for result in results} == {"shared"}
    record_property(f"processes that raced by {kind}", count)


def order(scene: Scene, *, clock: Any = None, **options: Any) -> dict[str, Any]:
    """Run the task in this process."""
    messages: list[str] = []
    result = run(
        TASK,
        scene.options(ORDER, **options),
        check_mode=False,
        diff=True,
        environ=scene.environ,
        say=messages.append,
        clock=clock or FakeClock(),
        directory=scene.home("here"),
    )
    assert PASSWORD not in str(result) + str(messages)
    assert SECRET not in str(result) + str(messages)
    return result


@pytest.fixture
def database(simulator: Any, server: Postgresql, tmp_path: Path) -> Any:
    yield Scene("postgresql", simulator, server, tmp_path)
    postgresql_store.close_all()


def test_a_run_that_waits_in_vain_names_the_holder(database: Scene, server: Postgresql, monkeypatch: Any) -> None:
    number = 0

    def note(key: int) -> int:
        nonlocal number
        number = key
        return key

    lock_number = postgresql_store.lock_number
    monkeypatch.setattr(postgresql_store, "lock_number", lambda key: note(lock_number(key)))
    assert not order(database).get("failed")
    other = psycopg.connect(server.url, autocommit=True, application_name="sinch.porting, process 7 on far-away")
    with other:
        other.execute("SELECT pg_advisory_lock(%s)", [number])
        result = order(database, timeout=1)
    assert result["failure"]["kind"] == "conflict"
    assert "process 7 on far-away" in result["msg"]
    assert not order(database).get("failed")


def test_a_database_that_stops_at_any_request_fails_the_task_before_the_write(
    database: Scene, server: Postgresql, monkeypatch: Any, record_property: Any
) -> None:
    send = transport.Transport.send
    steps = 0
    for at in range(20):
        database.clear(list_lag_reads=4)
        passed = 0

        def cut(*arguments: Any, **settings: Any) -> Any:
            nonlocal passed
            passed += 1
            if passed == at + 1:  # noqa: B023  # used up within the turn
                # Every session except this one ends, as if the server had stopped.
                server.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
                )
            return send(*arguments, **settings)

        with monkeypatch.context() as patch:
            patch.setattr(transport.Transport, "send", cut)
            result = order(database)
        if passed <= at:
            break
        steps += 1
        if result.get("failed"):
            assert result["failure"]["kind"] == "unguarded", result["msg"]
            assert "Nothing was written" in result["msg"]
            assert database.live == []
        again = order(database)
        assert not again.get("failed"), again["msg"]
        assert len(database.live) == 1
    assert steps > 3
    record_property("requests at which the database was ended", steps)


def test_a_server_that_is_down_fails_the_task_until_it_is_back(database: Scene, server: Postgresql) -> None:
    server.stop()
    try:
        result = order(database)
        assert result["failure"]["kind"] == "unguarded"
        assert database.simulator.requests == []
    finally:
        server.start()
    result = order(database)
    assert (result["operation"], result["guard"]) == ("create", "shared")


def test_a_wrong_password_is_reported_without_showing_it(database: Scene, server: Postgresql) -> None:
    url = server.url.replace(PASSWORD, "planted-wrong-password")
    result = run(
        TASK,
        {**ORDER, **database.connection()},
        check_mode=False,
        diff=False,
        environ={"SINCH_PORTING_STATE_STORE": url},
        say=print,
        directory=database.home("here"),
    )
    assert result["failure"]["kind"] == "unguarded"
    assert "planted-wrong-password" not in str(result)
    refused = order(database, state_store=server.url)
    assert refused["failure"]["kind"] == "validation"
    assert "PGPASSWORD" in refused["msg"]


def test_a_user_who_may_not_create_the_table_gets_a_message(database: Scene, server: Postgresql) -> None:
    server.execute("DROP TABLE IF EXISTS sinch_porting_marks")
    server.execute(f"CREATE ROLE guest LOGIN PASSWORD '{PASSWORD}'")
    url = server.url.replace("porting:", "guest:")
    result = run(
        TASK,
        {**ORDER, **database.connection()},
        check_mode=False,
        diff=False,
        environ={"SINCH_PORTING_STATE_STORE": url},
        say=print,
        directory=database.home("here"),
    )
    server.execute("DROP ROLE guest")
    assert result["failure"]["kind"] == "unguarded"
    assert "sinch_porting_marks" in result["msg"]
    assert not order(database).get("failed")


def test_check_mode_creates_no_table(database: Scene, server: Postgresql) -> None:
    server.execute("DROP TABLE IF EXISTS sinch_porting_marks")
    result = run(
        TASK,
        database.options(ORDER),
        check_mode=True,
        diff=False,
        environ=database.environ,
        say=print,
        directory=database.home("here"),
    )
    assert not result.get("failed"), result["msg"]
    assert result["guard"] == "shared"
    assert server.execute("SELECT to_regclass('sinch_porting_marks')") == [(None,)]


@pytest.mark.parametrize("kind", STORES)
def test_a_store_contains_no_number_reference_or_name(
    kind: str, simulator: Any, server: Postgresql, tmp_path: Path
) -> None:
    scene = Scene(kind, simulator, server, tmp_path)
    assert not order(scene).get("failed")
    postgresql_store.close_all()
    if kind == "directory":
        kept = b"".join(path.name.encode() + path.read_bytes() for path in scene.homes.rglob("*") if path.is_file())
    else:
        kept = str(server.execute("SELECT * FROM sinch_porting_marks")).encode()
    assert str(simulator.orders[0].id).encode() in kept
    for word in (*NUMBERS, *(number[1:] for number in NUMBERS), REFERENCE, NAME, "Ada Baker", SECRET, PASSWORD):
        assert word.encode() not in kept, word
