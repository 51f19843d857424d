# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Access tokens, shared by the processes that Ansible forks.

Each order of a fleet has its own process. All of them share a piece of memory that their parent process allocated: one
signs in, and the others use its token. This memory has no name and is not in a file. Only processes forked later can
read it, and it is freed with the last of them.

There is no lock, because a killed process could not release it. Simultaneous writes may be garbled; then the checksum
is wrong, the entry is ignored, and a process that needs a token signs in.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import mmap
from collections.abc import Iterator, Mapping, MutableMapping

from ..module_utils._api.sign_in import Place, Token

# Bytes. A token has up to a few thousand, and a run uses one or two keys.
_SIZE = 16384
_CHECKSUM = hashlib.sha256().digest_size


class SharedTokens(MutableMapping[Place, Token]):
    """Tokens of this process, and those of all processes forked from the one that created this object.

    All processes on a machine share one monotonic clock, so an expiry time is valid for all of them.
    """

    def __init__(self) -> None:
        self._own: dict[Place, Token] = {}
        self._memory: mmap.mmap | None = None
        with contextlib.suppress(OSError):  # without it each process signs in itself
            self._memory = mmap.mmap(-1, _SIZE)

    def __getitem__(self, place: Place) -> Token:
        if place not in self._own:
            self._own[place] = self._read()[_name(place)]
        return self._own[place]

    def __setitem__(self, place: Place, token: Token) -> None:
        self._own[place] = token
        self._write({**self._read(), _name(place): token})

    def __delitem__(self, place: Place) -> None:
        self._write({name: token for name, token in self._read().items() if name != _name(place)})
        self._own.pop(place, None)  # another thread may have removed it

    def __iter__(self) -> Iterator[Place]:
        return iter(self._own)

    def __len__(self) -> int:
        return len(self._own)

    def clear(self) -> None:
        self._write({})
        self._own.clear()

    def _read(self) -> dict[str, Token]:
        if self._memory is None:
            return {}
        content = self._memory[:]
        body = content[_CHECKSUM:].rstrip(b"\0")
        if not body or hashlib.sha256(body).digest() != content[:_CHECKSUM]:
            return {}
        return {name: (text, end) for name, (text, end) in json.loads(body).items()}

    def _write(self, entries: Mapping[str, Token]) -> None:
        body = json.dumps(entries).encode()
        if self._memory is not None and len(body) <= _SIZE - _CHECKSUM:
            self._memory[:] = hashlib.sha256(body).digest() + body.ljust(_SIZE - _CHECKSUM, b"\0")


def _name(place: Place) -> str:
    return hashlib.sha256("\0".join(place).encode("utf-8", "surrogatepass")).hexdigest()
