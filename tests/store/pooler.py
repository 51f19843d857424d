# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A connection pooler that shares PostgreSQL sessions by transaction, as PgBouncer can.

A client authenticates at the server through the pooler. Then its session is available to all clients. The protocol is
in "Message Formats" in PostgreSQL's documentation.
"""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections import deque
from types import TracebackType

_SSL, _GSS = 80877103, 80877104
# The authentication requests that need a response of the client.
_ASKING = {3, 5, 7, 8, 10, 11}


class Pooler:
    """``with Pooler(port, latest=True) as pooler``: uses the most or least recently used session.

    With ``tells_process`` clients get the server's process id, without it a made-up one as from PgBouncer.
    """

    def __init__(self, port: int, *, latest: bool, tells_process: bool) -> None:
        self._server = port
        self._latest = latest
        self._tells_process = tells_process
        self._idle: deque[socket.socket] = deque()
        self._changed = threading.Condition()
        self._is_over = False
        self._sockets: list[socket.socket] = []
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Pooler:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._start(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._changed:
            self._is_over = True
            self._changed.notify_all()
        # close() does not wake up a thread in accept().
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for each in self._sockets:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()
        for each in self._sockets:
            each.close()

    def _start(self, work: object, *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments)  # type: ignore[arg-type]  # only functions come here
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                client, dummy = self._listener.accept()
            except OSError:
                return
            self._sockets.append(client)
            self._start(self._serve, client)

    def _serve(self, client: socket.socket) -> None:
        with contextlib.suppress(OSError, EOFError, struct.error):
            self._sign_in(client)
            session: socket.socket | None = None
            while batch := _batch(client):
                session = session or self._take()
                session.sendall(batch)
                ready = self._answer(session, client)
                if ready[5:6] == b"I":
                    self._give_back(session)
                    session = None
                # Return the session first, so that the next client's session does not depend on which thread is faster.
                client.sendall(ready)

    def _sign_in(self, client: socket.socket) -> None:
        session = socket.create_connection(("127.0.0.1", self._server))
        self._sockets.append(session)
        while True:
            size = _exactly(client, 4)
            body = _exactly(client, struct.unpack("!I", size)[0] - 4)
            if struct.unpack("!I", body[:4])[0] not in (_SSL, _GSS):
                break
            client.sendall(b"N")
        session.sendall(size + body)
        while True:
            kind, message = _message(session)
            if kind == b"K" and not self._tells_process:
                message = message[:5] + struct.pack("!I", 7_000_000) + message[9:]
            if kind == b"Z":
                self._give_back(session)
            client.sendall(message)
            if kind == b"R" and struct.unpack("!I", message[5:9])[0] in _ASKING:
                session.sendall(_message(client)[1])
            if kind == b"Z":
                return

    def _answer(self, session: socket.socket, client: socket.socket) -> bytes:
        """Forward the server's response to a batch, except for its last message, which is returned."""
        while True:
            kind, message = _message(session)
            if kind == b"Z":
                return message
            client.sendall(message)

    def _take(self) -> socket.socket:
        with self._changed:
            while not self._idle:
                if self._is_over:
                    raise EOFError
                self._changed.wait()
            return self._idle.pop() if self._latest else self._idle.popleft()

    def _give_back(self, session: socket.socket) -> None:
        with self._changed:
            self._idle.append(session)
            self._changed.notify()


def _exactly(stream: socket.socket, count: int) -> bytes:
    found = b""
    while len(found) < count:
        part = stream.recv(count - len(found))
        if not part:
            raise EOFError
        found += part
    return found


def _message(stream: socket.socket) -> tuple[bytes, bytes]:
    """The type of a message, and the whole message."""
    head = _exactly(stream, 5)
    return head[:1], head + _exactly(stream, struct.unpack("!I", head[1:])[0] - 4)


def _batch(client: socket.socket) -> bytes:
    """All messages up to one to which the server responds with the transaction status; empty at the end."""
    batch = b""
    while True:
        kind, message = _message(client)
        if kind == b"X":
            return b""
        batch += message
        if kind in (b"Q", b"S"):
            return batch
