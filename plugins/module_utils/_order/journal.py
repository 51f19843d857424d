# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One creation at a time, and a memory of a creation that the service's list may not show yet.

The API has no idempotency key, and a new order may show late in the list. So a run that is killed between sending an
order and reading the answer leaves a mark for the next run on the same machine: a file with the moment of sending,
named by a hash of the order's address. A run that has its answer adds the order's id, by which the next run can read
the order whatever the list shows. No secret, no reference, no number. The file is also a lock, so that parallel tasks
(forks, slices on one node) with the same order do not race.

Where no file can be kept (a read-only home) the guard guards nothing, and the look-up stands alone.
"""

from __future__ import annotations

import datetime
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from .._base.clock import Clock
from .._base.errors import Conflict

try:
    import fcntl
except ImportError:  # not on every platform that can run a controller's tests
    fcntl = None  # type: ignore[assignment]  # the stubs know only the platform they are read on


# Seconds after which a mark says nothing any more: no list lags by a day.
_EXPIRY = 86400
_swept: set[str] = set()


@dataclass(frozen=True)
class Sent:
    """A mark: when something was sent, and the id of what came of it, if that is known."""

    at: datetime.datetime
    id: str | None = None


class WriteLock:
    """Held from the first look-up until the outcome is known.

    ``address`` names the order: the service, the project, and the reference or the set of numbers.
    """

    def __init__(self, *address: str, directory: Path | None, clock: Clock, patience: float) -> None:
        name = hashlib.sha256("\0".join(address).encode("utf-8", "surrogatepass")).hexdigest()[:32]
        self._path = directory / f"{name}.sent" if directory is not None and fcntl is not None else None
        self._clock = clock
        self._patience = patience
        self._file: int | None = None

    def __enter__(self) -> WriteLock:
        if self._path is not None:
            deadline = self._clock.monotonic() + self._patience
            while not self._take(self._path):
                if self._clock.monotonic() >= deadline:
                    raise Conflict(
                        "Another task on this machine is writing the same right now. Let it finish, and run again. A "
                        "task that runs for many hosts writes once with run_once: true."
                    )
                self._clock.sleep(0.1)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def release(self) -> None:
        """Lets go; the file goes too unless it holds a mark."""
        if self._file is None:
            return
        if self._path is not None:
            if os.fstat(self._file).st_size == 0:
                self._path.unlink(missing_ok=True)
            self._sweep_once(self._path.parent)
        os.close(self._file)
        self._file = None

    def _sweep_once(self, directory: Path) -> None:
        """Removes marks that no run has come back for; once for a process, since a fleet has hundreds of them."""
        if str(directory) in _swept:
            return
        _swept.add(str(directory))
        oldest = self._clock.now().timestamp() - _EXPIRY
        try:
            for entry in os.scandir(directory):
                if entry.name.endswith(".sent") and entry.stat().st_mtime < oldest:
                    os.unlink(entry)
        except OSError:
            return  # another run sweeps, too

    def sent(self) -> Sent | None:
        """What an earlier run has sent without seeing it in the list."""
        if self._file is None:
            return None
        words = os.pread(self._file, 128, 0).decode("ascii", "replace").split()
        if not words:
            return None
        try:
            return Sent(datetime.datetime.fromisoformat(words[0]), *words[1:2])
        except ValueError:
            # Damaged by a full disk, say: as good a mark as one made now.
            return Sent(self._clock.now())

    def mark(self, created_id: object = None) -> None:
        """Something is about to be sent; or it was, and has this id."""
        if self._file is None:
            return
        text = self._clock.now().isoformat() + (f" {created_id}" if created_id is not None else "")
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, text.encode("ascii", "replace"), 0)
        os.fsync(self._file)

    def clear(self) -> None:
        """The outcome is known."""
        if self._file is not None:
            os.ftruncate(self._file, 0)

    def _take(self, path: Path) -> bool:
        """Opens and locks the file. False while another process holds it."""
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError:
            self._path = None
            return True
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return False
        except OSError:
            os.close(handle)
            self._path = None
            return True
        try:
            # Its last holder may have removed the file between our opening and our locking it.
            still_there = os.fstat(handle).st_ino == os.stat(path).st_ino
        except FileNotFoundError:
            still_there = False
        if not still_there:
            os.close(handle)
            return False
        self._file = handle
        return True
