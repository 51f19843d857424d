# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One write at a time, and a record of writes that the service does not show yet.

The API has no idempotency key, and a new order may appear late in the list. So before a write that must not be repeated
is sent, a mark is put into the state store, and the outcome is added after the response. A run that finds the mark of
a killed run searches for what that run sent; a run that finds an id reads the order by it, whatever the list shows.
Keys are hashes of the subject of a write: no reference, number or secret. The lock of a key keeps parallel tasks
(forks, slices, jobs on other nodes with the same store) from writing the same.

If the user's own directory is not writable, only the search protects, and ``guard`` says so. A configured store must
work, or nothing is written.
"""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

from .._base import files, store_url
from .._base.clock import Clock
from .._base.directory_store import DirectoryStore
from .._base.errors import Conflict, Unguarded
from .._base.postgresql_store import PostgresqlStore
from .._base.store import LOCAL, Hold, Mark, NoStore, Store, StoreFailed

# How long a store is trusted after a test of its locks, in seconds.
_BELIEVED = 86400

_REMEDY = "Repair it, or set another state_store: a directory that all machines share, or a PostgreSQL database."


class Journal:
    """The state store of a task. ``say`` prints to the console."""

    def __init__(self, store: Store, *, clock: Clock, say: Callable[[str], None]) -> None:
        self.store = store
        self.clock = clock
        self.say = say

    @property
    def guard(self) -> str:
        return self.store.guard

    def lost(self, failure: StoreFailed) -> None:
        """Handles a failure of the store. Raises Unguarded unless it is the user's own directory."""
        if self.guard != LOCAL:
            raise _unguarded(self.store, failure) from None
        self.say(f"no marks of unfinished writes can be kept in {self.store.name}: {failure}")
        self.store = NoStore()


def open_journal(
    state_store: str | None,
    *,
    home: Path | None,
    required: bool,
    check_mode: bool,
    clock: Clock,
    say: Callable[[str], None],
) -> Journal:
    """The journal of a task that is about to write. Raises Unguarded if it must not.

    ``home`` is the directory of the user's own marks, and of the test results of a configured store. In check mode
    nothing is locked or kept.
    """
    if state_store is None:
        if required:
            raise Unguarded(
                "require_shared_state is on, but state_store is not set: the default directory protects the runs of "
                "one machine only. Nothing was written. Set it to a directory that all machines share, or to a "
                "PostgreSQL database."
            )
        local: Store = DirectoryStore(home, shared=False) if home is not None else NoStore()
        return _Preview(local, clock=clock, say=say) if check_mode else Journal(local, clock=clock, say=say)
    store: DirectoryStore | PostgresqlStore
    if store_url.is_url(state_store):
        store = PostgresqlStore(state_store)
    else:
        store = DirectoryStore(Path(files.expanded(state_store)), shared=True)
    try:
        store.open(create=not check_mode)
        place = store.identity()
        if not _is_believed(home, place):
            store.probe()
            if not check_mode:
                _believe(home, place)
    except StoreFailed as failure:
        raise _unguarded(store, failure) from None
    return _Preview(store, clock=clock, say=say) if check_mode else Journal(store, clock=clock, say=say)


class _Preview(Journal):
    """The journal of check mode: it reports the protection, and locks nothing."""

    def __init__(self, store: Store, *, clock: Clock, say: Callable[[str], None]) -> None:
        super().__init__(NoStore(), clock=clock, say=say)
        self._guard = store.guard

    @property
    def guard(self) -> str:
        return self._guard


def _unguarded(store: Store, failure: StoreFailed) -> Unguarded:
    return Unguarded(f"The state store {store.name} cannot be used: {failure}. Nothing was written. {_REMEDY}")


def _stamp(home: Path, place: str) -> Path:
    return home / f"{hashlib.sha256(place.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}.probed"


def _is_believed(home: Path | None, place: str) -> bool:
    if home is None:
        return False
    try:
        return 0 <= time.time() - _stamp(home, place).stat().st_mtime < _BELIEVED
    except OSError:
        return False


def _believe(home: Path | None, place: str) -> None:
    if home is not None:
        with contextlib.suppress(OSError):  # then the next process probes again
            home.mkdir(mode=0o700, parents=True, exist_ok=True)
            _stamp(home, place).touch(mode=0o600)


class WriteLock:
    """Held from the first search until the outcome is known.

    ``address`` names the write: the service, the project, and its subject. ``also`` are further names of the same
    write, for tasks that do not know the first. ``patience`` is how long it waits for another task that has one of
    them, in seconds.
    """

    def __init__(self, *address: str, also: Sequence[tuple[str, ...]] = (), journal: Journal, patience: float) -> None:
        names = ["\0".join(each).encode("utf-8", "surrogatepass") for each in (address, *also)]
        self._keys = [hashlib.sha256(name).hexdigest()[:32] for name in names]
        self._journal = journal
        self._patience = patience
        self._hold: Hold | None = None

    def __enter__(self) -> WriteLock:
        clock = self._journal.clock
        deadline = clock.monotonic() + self._patience
        while not self._take():
            if clock.monotonic() >= deadline:
                holder = self._journal.store.holder(self._keys)
                raise Conflict(
                    f"Another task{f' ({holder})' if holder else ''} is writing the same right now. Let it finish, and "
                    "run again. A task that runs for many hosts writes once with run_once: true."
                )
            clock.sleep(0.1)
        return self

    def _take(self) -> bool:
        try:
            self._hold = self._journal.store.take(self._keys)
        except StoreFailed as failure:
            self._journal.lost(failure)
            return self._take()
        return self._hold is not None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def release(self) -> None:
        """Releases the lock; the mark stays."""
        if self._hold is not None:
            self._hold.release()
            self._hold = None

    def sent(self) -> Mark | None:
        """What an earlier run sent. Raises Unguarded if the store is lost."""
        marks = self.marks()
        return marks[0] if marks else None

    def marks(self) -> list[Mark]:
        """What earlier runs sent, under any of the names. Raises Unguarded if the store is lost."""
        if self._hold is None:
            return []
        try:
            return [mark for mark in self._hold.read() if mark is not None]
        except StoreFailed as failure:
            self._lose(failure)
            return []

    def mark(self) -> None:
        """Marks that something is about to be sent. Raises Unguarded if the store is lost: then nothing may be sent."""
        if self._hold is None:
            return
        try:
            self._hold.write(None)
        except StoreFailed as failure:
            self._lose(failure)

    def settle(self, outcome: object) -> None:
        """Records the outcome, an id. If the store is lost by now, it still has the mark."""
        if self._hold is not None:
            self._try(lambda hold: hold.write(str(outcome)))

    def clear(self) -> None:
        """Removes the mark: nothing was written, or it no longer exists."""
        if self._hold is not None:
            self._try(lambda hold: hold.erase())

    def _try(self, act: Callable[[Hold], None]) -> None:
        try:
            if self._hold is not None:
                act(self._hold)
        except StoreFailed as failure:
            self._journal.say(f"the outcome of a write could not be kept in {self._journal.store.name}: {failure}")

    def _lose(self, failure: StoreFailed) -> None:
        self.release()
        self._journal.lost(failure)


class WriteLocks:
    """Several locks of one write: one for each of its parts, taken in the same order by every task."""

    def __init__(self, locks: list[WriteLock]) -> None:
        self._locks = locks

    def mark(self) -> None:
        for lock in self._locks:
            lock.mark()

    def settle(self, outcome: object) -> None:
        for lock in self._locks:
            lock.settle(outcome)

    def clear(self) -> None:
        for lock in self._locks:
            lock.clear()
