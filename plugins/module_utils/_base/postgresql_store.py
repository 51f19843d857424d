# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A state store in PostgreSQL: a session's advisory lock, which ends with its connection, and a row for each mark.

A process has one connection, kept for its next task. It is never renewed while a lock is held: a task whose connection
is lost has lost its lock, and its next statement fails. Passwords are libpq's business; none is in a message.
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import importlib
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from . import store_url
from .store import KEPT, SHARED, Hold, Mark, StoreFailed

# Documented for administrators in docs/guides/state-store.md.
SCHEMA = """
CREATE TABLE IF NOT EXISTS sinch_porting_marks (
    key     text PRIMARY KEY,
    sent_at timestamptz NOT NULL,
    outcome text
)
"""

# A machine that is gone must not keep a lock for the two hours of TCP's defaults, nor an idle session lose one.
_SETTINGS = """
SET statement_timeout = '30s';
SET tcp_keepalives_idle = 30;
SET tcp_keepalives_interval = 10;
SET tcp_keepalives_count = 3;
SELECT CASE WHEN current_setting('idle_session_timeout', true) <> '0'
    THEN set_config('idle_session_timeout', '0', false) END;
SELECT CASE WHEN current_setting('synchronous_commit') IN ('off', 'local')
    THEN set_config('synchronous_commit', 'on', false) END;
SELECT pg_backend_pid(), to_regclass('sinch_porting_marks') IS NOT NULL;
"""

_CONNECTION = {
    "connect_timeout": "10",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "30000",
}


@dataclass
class _Session:
    """A connection, and whether its database has the table."""

    connection: Any
    has_table: bool


_sessions: dict[tuple[int, str], _Session] = {}


class PostgresqlStore:
    guard = SHARED

    def __init__(self, url: str) -> None:
        self._url = url
        self.name = store_url.name_of(url)

    def open(self, *, create: bool) -> None:
        """Connects, and makes the table where there is none, if ``create``. Raises StoreFailed."""
        session = self._session()
        if create and not session.has_table:
            with _failures():
                self._create_table(session)

    def identity(self) -> str:
        return self.name

    def probe(self) -> None:
        """Lets two sessions try a lock, and removes old rows. Raises StoreFailed when the locks lie."""
        session = self._session()
        first = session.connection
        with contextlib.closing(self._connect().connection) as second, _failures():
            key = lock_number(f"probe by {_process()}")
            if not _try_lock(first, key):
                raise StoreFailed("another process has the lock of this one's probe")
            try:
                if _try_lock(second, key):
                    raise StoreFailed("its locks do not work: two sessions took the same one")
            finally:
                _unlock(first, key)
            if session.has_table:
                first.execute("DELETE FROM sinch_porting_marks WHERE sent_at < now() - %s * interval '1 s'", [KEPT])

    def take(self, key: str) -> Hold | None:
        connection = self._session().connection
        with _failures():
            return _RowHold(connection, key) if _try_lock(connection, lock_number(key)) else None

    def holder(self, key: str) -> str:
        with contextlib.suppress(StoreFailed), _failures():
            row = (
                self._session()
                .connection.execute(
                    "SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid)"
                    " WHERE locktype = 'advisory' AND granted AND objsubid = 1"
                    " AND (classid::bigint << 32) + objid::bigint = %s",
                    [lock_number(key)],
                )
                .fetchone()
            )
            return str(row[0] or "").removeprefix("sinch.porting, ") if row else ""
        return ""

    def _session(self) -> _Session:
        """That of this process. One that has ended since its last task is renewed: it holds no lock."""
        key = (os.getpid(), self._url)
        session = _sessions.get(key)
        if session is None or not _is_alive(session.connection):
            session = _sessions[key] = self._connect()
        return session

    def _connect(self) -> _Session:
        psycopg = _psycopg()
        given = store_url.parameters(self._url)
        settings = {name: value for name, value in _CONNECTION.items() if name not in given}
        name = f"sinch.porting, {_process()}"[:63]
        try:
            connection = psycopg.connect(self._url, autocommit=True, application_name=name, **settings)
        except psycopg.OperationalError as error:
            raise StoreFailed(_reason(error)) from None
        except psycopg.Error:
            # The text of this one quotes the URL.
            raise StoreFailed("libpq cannot read its URL") from None
        try:
            with _failures():
                cursor = connection.execute(_SETTINGS)
                while cursor.nextset():
                    pass
                process, has_table = cursor.fetchone()
            if process != connection.info.backend_pid:
                raise StoreFailed(
                    "it is reached through a connection pooler, where locks do not stay with their session; name the "
                    "database server itself"
                )
        except BaseException:
            connection.close()
            raise
        return _Session(connection, has_table)

    def _create_table(self, session: _Session) -> None:
        key = lock_number("schema")
        session.connection.execute("SELECT pg_advisory_lock(%s)", [key])
        try:
            session.connection.execute(SCHEMA)
            session.has_table = True
        except _psycopg().errors.InsufficientPrivilege:
            raise StoreFailed(
                "it has no table sinch_porting_marks, and its user may not make one; the statement for an "
                "administrator is in the guide about the state store"
            ) from None
        finally:
            _unlock(session.connection, key)


class _RowHold:
    """The lock and the row of a key, for as long as the connection lives."""

    def __init__(self, connection: Any, key: str) -> None:
        self._connection = connection
        self._key = key
        self._is_held = True

    def read(self) -> Mark | None:
        with _failures():
            row = self._connection.execute(
                "SELECT extract(epoch FROM clock_timestamp() - sent_at)::float8, outcome"
                " FROM sinch_porting_marks WHERE key = %s",
                [self._key],
            ).fetchone()
        return Mark(max(row[0], 0.0), row[1]) if row else None

    def write(self, outcome: str | None) -> None:
        with _failures():
            self._connection.execute(
                "INSERT INTO sinch_porting_marks VALUES (%s, clock_timestamp(), %s)"
                " ON CONFLICT (key) DO UPDATE SET sent_at = excluded.sent_at, outcome = excluded.outcome",
                [self._key, outcome],
            )

    def erase(self) -> None:
        with _failures():
            self._connection.execute("DELETE FROM sinch_porting_marks WHERE key = %s", [self._key])

    def release(self) -> None:
        if self._is_held:
            self._is_held = False
            _unlock(self._connection, lock_number(self._key))


def _process() -> str:
    return f"process {os.getpid()} on {socket.gethostname()}"


def lock_number(key: str) -> int:
    """The number of an advisory lock, 63 bits of a hash: the database may have other users of such locks."""
    return int.from_bytes(hashlib.sha256(f"sinch.porting {key}".encode()).digest()[:8], "big") >> 1


def close_all() -> None:
    """Closes the connections of this process."""
    for key in [key for key in _sessions if key[0] == os.getpid()]:
        _sessions.pop(key).connection.close()


atexit.register(close_all)


def _psycopg() -> Any:
    try:
        return importlib.import_module("psycopg")
    except ImportError:
        raise StoreFailed(
            f"the library psycopg is missing in {sys.executable}; install it with: "
            f"{sys.executable} -m pip install 'psycopg[binary]'"
        ) from None


@contextmanager
def _failures() -> Iterator[None]:
    psycopg = _psycopg()
    try:
        yield
    except psycopg.Error as error:
        raise StoreFailed(_reason(error)) from None


def _reason(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0].rstrip(".") if lines else type(error).__name__


def _is_alive(connection: Any) -> bool:
    if connection.closed:
        return False
    try:
        connection.execute("SELECT 1")
    except _psycopg().Error:
        connection.close()
        return False
    return True


def _try_lock(connection: Any, number: int) -> bool:
    return bool(connection.execute("SELECT pg_try_advisory_lock(%s)", [number]).fetchone()[0])


def _unlock(connection: Any, number: int) -> None:
    """A lock that cannot be given back ends with its connection."""
    try:
        connection.execute("SELECT pg_advisory_unlock(%s)", [number])
    except _psycopg().Error:
        connection.close()
