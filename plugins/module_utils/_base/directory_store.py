# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A state store in a directory: the user's own, or one on a volume that several machines share.

Each key has a file, whose flock is its lock. The file is never replaced, so the lock stays with it; the mark in it is
one block of fixed size, written in place with a checksum, so it is either whole or damaged. A damaged mark means that
something was sent just now. Files are removed only by age, with their lock held.

On NFS a lock makes the client drop its cache of the file, and writing to a file whose lock was lost fails.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import time
import uuid
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote, unquote

from . import mounts
from .store import KEPT, LOCAL, SHARED, Hold, Mark, StoreFailed

try:
    import fcntl
except ImportError:  # not on every platform that can run a controller's tests
    fcntl = None  # type: ignore[assignment]  # the stubs know only the platform they are read on

# The mark comes first, the holder's name in another sector of the disk.
_MARK_SIZE = 256
_HOLDER_PLACE = 512
_HOLDER_SIZE = 128
_LONGEST_OUTCOME = 128

# Files of version 1.0 are swept, too.
_SWEPT = (".mark", ".sent")
_DAY = 86400

# The second process of a probe reports whether it could take the first one's lock.
_ANSWERS = {3: "held", 4: "free"}
_PROBE_SECONDS = 60


class DirectoryStore:
    """``shared`` directories must exist; the user's own is created when needed."""

    def __init__(self, directory: Path, *, shared: bool) -> None:
        self.name = str(directory)
        self.guard = SHARED if shared else LOCAL
        self.directory = directory
        self.shared = shared
        self._is_swept = False

    def identity(self) -> str:
        """Distinguishes this mount of the directory from others with the same name."""
        try:
            return f"{self.name} {self.directory.stat().st_dev}"
        except OSError:
            return self.name

    def open(self, *, create: bool) -> None:
        """Raises StoreFailed if a shared directory is missing. It is never created: the volume may not be mounted."""
        if not self.directory.is_dir():
            raise StoreFailed("it is not an existing directory; create it once, on the volume that the machines share")

    def probe(self) -> None:
        """Lets two processes try a lock. Raises StoreFailed if the directory is not writable or locks do not work."""
        if fcntl is None:
            raise StoreFailed("this platform has no flock")
        if reason := mounts.local_locks(mounts.mount_table(), self.name):
            raise StoreFailed(reason)
        path = self.directory / f"probe-{uuid.uuid4().hex}"
        with _failures():
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            try:
                os.pwrite(handle, b"probe", 0)
                os.fsync(handle)
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                answer = _ask_second_process(path)
            finally:
                os.close(handle)
                path.unlink(missing_ok=True)
        if answer == "free":
            raise StoreFailed("its locks do not work: two processes took the same one")
        if answer != "held":
            raise StoreFailed("a second process could not try its locks")

    def take(self, keys: Sequence[str]) -> Hold | None:
        if fcntl is None:
            raise StoreFailed("this platform has no flock")
        with _failures(), contextlib.ExitStack() as stack:
            handles: list[int] = []
            for key in keys:
                handle = self._lock(self._path(key))
                if handle is None:
                    return None
                stack.callback(os.close, handle)
                handles.append(handle)
            hold = _FileHold(self, handles)
            stack.pop_all()
            return hold

    def _lock(self, path: Path) -> int | None:
        """The open file, locked; None if another process holds the lock."""
        if not self.shared:
            self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        is_locked = False
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            is_locked = self._is_current(handle, path)
        except BlockingIOError:
            pass
        finally:
            if not is_locked:
                os.close(handle)
        return handle if is_locked else None

    def holder(self, keys: Sequence[str]) -> str:
        for path in map(self._path, keys):
            with contextlib.suppress(OSError):
                handle = self._lock(path)
                if handle is None:
                    return _holder_in(path)
                os.close(handle)
        return ""

    def _path(self, key: str) -> Path:
        return self.directory / f"{key}.mark"

    def _is_current(self, handle: int, path: Path) -> bool:
        """Whether the file was not swept between its opening and its locking.

        Opening it again asks the server; a stat may be answered from an NFS client's cache.
        """
        try:
            again = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            return False
        try:
            return os.path.samestat(os.fstat(handle), os.fstat(again))
        finally:
            os.close(again)

    def sweep(self) -> None:
        """Removes files that have been unused for long; once a day, and never a locked one."""
        if self._is_swept:
            return
        self._is_swept = True
        stamp = self.directory / "swept"
        with contextlib.suppress(OSError):
            if stamp.exists() and time.time() - stamp.stat().st_mtime < _DAY:
                return
            stamp.write_bytes(b"")
            # The current time of the file server.
            oldest = stamp.stat().st_mtime - KEPT
            for entry in os.scandir(self.directory):
                if entry.name.endswith(_SWEPT) and entry.stat().st_mtime < oldest:
                    self._remove(Path(entry.path), oldest)

    def _remove(self, path: Path, oldest: float) -> None:
        handle = os.open(path, os.O_RDWR | os.O_CLOEXEC)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.fstat(handle).st_mtime < oldest and self._is_current(handle, path):
                path.unlink()
        except BlockingIOError:
            pass
        finally:
            os.close(handle)


class _FileHold:
    """The locks of open files. They share the clock of their directory, so one of them gives the time for all."""

    def __init__(self, store: DirectoryStore, handles: list[int]) -> None:
        self._store = store
        self._handles = handles
        self._is_new = False
        for handle in handles:
            if os.fstat(handle).st_size == 0:
                self._is_new = True
                if store.shared:
                    # Give the file the permissions of the directory, for other users of the volume.
                    os.fchmod(handle, os.stat(store.directory).st_mode & 0o666)
            # Fails here if the disk is full.
            _name_holder(handle)

    def read(self) -> list[Mark | None]:
        with _failures():
            blocks = [os.pread(handle, _MARK_SIZE, 0) for handle in self._handles]
            now = self._now()
        return [_parse(block, now) for block in blocks]

    def write(self, outcome: str | None) -> None:
        with _failures():
            block = _block(self._now(), outcome)
            # Fails if the lock was lost or the disk is full.
            for handle in self._handles:
                os.pwrite(handle, block, 0)
            if outcome is None:
                for handle in self._handles:
                    os.fsync(handle)
                if self._is_new:
                    _sync_directory(self._store.directory)
                    self._is_new = False

    def erase(self) -> None:
        with _failures():
            for handle in self._handles:
                os.pwrite(handle, bytes(_MARK_SIZE), 0)

    def release(self) -> None:
        if self._handles:
            for handle in self._handles:
                os.close(handle)
            self._handles = []
            self._store.sweep()

    def _now(self) -> float:
        """The time of the file server: the modification time after writing the lock's holder."""
        handle = self._handles[0]
        _name_holder(handle)
        if self._store.shared:
            os.fsync(handle)
        return os.fstat(handle).st_mtime


def _name_holder(handle: int) -> None:
    holder = f"process {os.getpid()} on {socket.gethostname()}".encode()
    os.pwrite(handle, holder[:_HOLDER_SIZE].ljust(_HOLDER_SIZE), _HOLDER_PLACE)


def _holder_in(path: Path) -> str:
    with path.open("rb") as stream:
        stream.seek(_HOLDER_PLACE)
        return stream.read(_HOLDER_SIZE).strip(b" \n\0").decode("utf-8", "replace")


def _block(sent_at: float, outcome: str | None) -> bytes:
    word = quote(outcome or "-", safe="")
    text = f"sent {sent_at!r} {word if len(word) <= _LONGEST_OUTCOME else '-'}"
    return f"{text} {zlib.crc32(text.encode()):08x}\n".encode().ljust(_MARK_SIZE, b"\n")


def _parse(block: bytes, now: float) -> Mark | None:
    """The mark in a block. A damaged one, for example after a power failure, counts as made now."""
    if not block.strip(b"\0"):
        return None
    line = block.split(b"\n", 1)[0].decode("ascii", "replace")
    text, dummy, checksum = line.rpartition(" ")
    try:
        if int(checksum, 16) != zlib.crc32(text.encode()):
            return Mark(0.0)
        dummy, sent_at, outcome = text.split(" ")
        return Mark(max(now - float(sent_at), 0.0), None if outcome == "-" else unquote(outcome))
    except ValueError:
        return Mark(0.0)


def _sync_directory(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _ask_second_process(path: Path) -> str:
    """``held`` or ``free``, as a separate process finds the lock; empty if it gives no answer within a minute."""
    process = os.fork()
    if not process:
        os._exit(_try_lock(path))
    deadline = time.monotonic() + _PROBE_SECONDS
    while True:
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            return _ANSWERS.get(os.waitstatus_to_exitcode(status), "")
        if time.monotonic() > deadline:
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
            return ""
        time.sleep(0.002)


def _try_lock(path: Path) -> int:
    """The exit code of the second process. It opens the file itself, because a lock belongs to an open file."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return 1
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return 3
    return 4


@contextlib.contextmanager
def _failures() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreFailed(f"it cannot be written: {error.strerror or type(error).__name__}") from None
