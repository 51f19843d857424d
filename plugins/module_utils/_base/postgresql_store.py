# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A state store in PostgreSQL: a session's advisory lock, which ends with its connection, and a row for each mark.

A process has one connection, kept for its next task. It is never renewed while a lock is held: a task that loses its
connection loses its lock, and its next statement fails. Passwords are left to libpq; no message contains one.
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import importlib
import os
import socket
import sys
import uuid
from collections.abc import Iterator, Mapping, Sequence
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

# A machine that is gone must not keep a lock for TCP's default two hours, and an idle session must not lose one.
_SETTINGS = """
SET statement_timeout = '30s';
SET tcp_keepalives_idle = 30;
SET tcp_keepalives_interval = 10;
SET tcp_keepalives_count = 3;
SET default_transaction_isolation = 'read committed';
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


# Whether this session holds the locks with these numbers: behind a pooler another session may hold them.
_HAS_LOCKS = """
(SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND granted AND objsubid = 1
    AND (classid::bigint << 32) + objid::bigint = ANY(%(numbers)s::bigint[])) = cardinality(%(numbers)s::bigint[])
"""

_WRITE = f"""
INSERT INTO sinch_porting_marks
    SELECT key, clock_timestamp(), %(outcome)s FROM unnest(%(keys)s::text[]) AS key WHERE {_HAS_LOCKS}
    ON CONFLICT (key) DO UPDATE SET sent_at = excluded.sent_at, outcome = excluded.outcome
"""

_POOLER = "a connection pooler is in between, where locks do not stay with their session; connect to the server itself"


@dataclass
class _Session:
    """A connection, whether its database has the table, and how many holds use it."""

    connection: Any
    has_table: bool
    holds: int = 0


_sessions: dict[tuple[int, str], _Session] = {}


class PostgresqlStore:
    guard = SHARED

    def __init__(self, url: str) -> None:
        self._url = url
        self.name = store_url.name_of(url)

    def open(self, *, create: bool) -> None:
        """Connects and, if ``create``, creates a missing table. Raises StoreFailed."""
        session = self._session()
        if create and not session.has_table:
            with _failures():
                self._create_table(session)

    def identity(self) -> str:
        return self.name

    def probe(self) -> None:
        """Lets two sessions try a lock, and removes old rows. Raises StoreFailed if the locks do not work."""
        session = self._session()
        first = session.connection
        number = lock_number(f"probe {uuid.uuid4().hex}")
        with contextlib.closing(self._connect().connection) as second, _failures():
            first.execute("SELECT pg_advisory_lock(%s)", [number])
            # A pooler may give both the same server session, or give the first another one while the second is busy.
            second.execute("BEGIN")
            if _try_lock(second, number):
                raise StoreFailed(f"its locks do not work: two sessions took the same one; perhaps {_POOLER}")
            (has_lock,) = first.execute(f"SELECT {_HAS_LOCKS}", {"numbers": [number]}).fetchone()
            second.execute("ROLLBACK")
            if not has_lock:
                raise StoreFailed(_POOLER)
            _unlock(first, [number])
            if session.has_table:
                first.execute("DELETE FROM sinch_porting_marks WHERE sent_at < now() - %s * interval '1 s'", [KEPT])

    def take(self, keys: Sequence[str]) -> Hold | None:
        session = self._session()
        try:
            return _take(session, keys)
        except StoreFailed:
            if session.holds or not session.connection.closed:
                raise
        # It has ended since the last task, when it held no lock.
        return _take(self._session(), keys)

    def holder(self, keys: Sequence[str]) -> str:
        with contextlib.suppress(StoreFailed), _failures():
            row = (
                self._session()
                .connection.execute(
                    "SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid)"
                    " WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND pid <> pg_backend_pid()"
                    " AND (classid::bigint << 32) + objid::bigint = ANY(%s::bigint[])",
                    [list(map(lock_number, keys))],
                )
                .fetchone()
            )
            return str(row[0] or "").removeprefix("sinch.porting, ") if row else ""
        return ""

    def _session(self) -> _Session:
        """The session of this process; a new one after it was closed."""
        key = (os.getpid(), self._url)
        session = _sessions.get(key)
        if session is None or session.connection.closed:
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
            # The text of this exception quotes the URL.
            raise StoreFailed("libpq cannot read its URL") from None
        try:
            with _failures():
                cursor = connection.execute(_SETTINGS)
                while cursor.nextset():
                    pass
                process, has_table = cursor.fetchone()
            if process != connection.info.backend_pid:
                raise StoreFailed(_POOLER)
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
                "it has no table sinch_porting_marks, and its user may not create one; the statement for an "
                "administrator is in the guide about the state store"
            ) from None
        finally:
            _unlock(session.connection, [key])


def _take(session: _Session, keys: Sequence[str]) -> Hold | None:
    """The locks and the rows in one round trip. Each statement sees the state when it began, so no row is outdated."""
    connection = session.connection
    numbers = [lock_number(key) for key in keys]
    # A pooler may switch to another session, whose locks another client holds; and a session can take its own lock
    # twice.
    own = f"pg_backend_pid() = {int(connection.info.backend_pid)}"
    tries = ", ".join(f"CASE WHEN {own} THEN pg_try_advisory_lock({number}) END" for number in numbers)
    try:
        with _failures():
            cursor = connection.execute(f"SELECT {tries}; {_selection(keys)}")
            taken = cursor.fetchone()
            cursor.nextset()
            rows = cursor.fetchall()
    except StoreFailed:
        # A session's lock survives a failed statement.
        _unlock(connection, numbers)
        raise
    if None in taken:
        raise StoreFailed(_POOLER)
    if all(taken):
        session.holds += 1
        return _RowHold(session, list(keys), numbers, rows)
    _unlock(connection, [number for number, is_taken in zip(numbers, taken, strict=True) if is_taken])
    return None


def _selection(keys: Sequence[str]) -> str:
    """The statement that reads the rows of keys. Keys are hexadecimal; multiple statements cannot have parameters."""
    listed = ", ".join(f"'{key}'" for key in keys)
    return (
        "SELECT key, extract(epoch FROM clock_timestamp() - sent_at)::float8, outcome"
        f" FROM sinch_porting_marks WHERE key IN ({listed})"
    )


class _RowHold:
    """The locks and the rows of some keys, while the connection is open. ``rows`` are as just read."""

    def __init__(self, session: _Session, keys: list[str], numbers: list[int], rows: list[Any]) -> None:
        self._session = session
        self._connection = session.connection
        self._keys = keys
        self._numbers = numbers
        self._rows: list[Any] | None = rows

    def read(self) -> list[Mark | None]:
        rows, self._rows = self._rows, None
        if rows is None:
            with _failures():
                rows = self._connection.execute(_selection(self._keys)).fetchall()
        marks = {key: Mark(max(age, 0.0), outcome) for key, age, outcome in rows}
        return [marks.get(key) for key in self._keys]

    def write(self, outcome: str | None) -> None:
        self._rows = None
        with _failures():
            written = self._connection.execute(
                _WRITE, {"keys": self._keys, "numbers": self._numbers, "outcome": outcome}
            ).rowcount
        if written != len(self._keys):
            raise StoreFailed(_POOLER)

    def erase(self) -> None:
        self._rows = None
        with _failures():
            self._connection.execute("DELETE FROM sinch_porting_marks WHERE key = ANY(%s)", [self._keys])

    def release(self) -> None:
        if self._numbers:
            _unlock(self._connection, self._numbers)
            self._session.holds -= 1
            self._numbers = []


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


def _try_lock(connection: Any, number: int) -> bool:
    return bool(connection.execute("SELECT pg_try_advisory_lock(%s)", [number]).fetchone()[0])


def _unlock(connection: Any, numbers: Sequence[int]) -> None:
    """Releases locks; those that cannot be released end with their connection."""
    if not numbers:
        return
    try:
        connection.execute("SELECT " + ", ".join(f"pg_advisory_unlock({number})" for number in numbers))
    except _psycopg().Error:
        connection.close()


def load_library(environ: Mapping[str, str]) -> None:
    """Loads psycopg if the environment configures a database: once before forking, instead of in each process."""
    if store_url.is_url(environ.get(store_url.VARIABLE, "")):
        with contextlib.suppress(StoreFailed):
            _psycopg()
