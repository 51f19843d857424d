# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTP on the loopback interface: reads requests, sends responses, and misbehaves on the socket if a fault says so."""

from __future__ import annotations

import contextlib
import os
import select
import socket
import struct
import threading
import time
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer
from socketserver import ThreadingMixIn
from typing import Any, cast
from urllib.parse import parse_qsl, unquote

from .calls import Answer, Call

TICK = 0.25  # seconds between two checks for changes that are due
PATIENCE = 2.0  # seconds that connections have to end when the server stops
REASONS = {status.value: status.phrase for status in HTTPStatus}
DEFAULT_SECONDS = 30.0


class Server(ThreadingMixIn, HTTPServer):
    """Listens in its own thread. Each connection has a thread too.

    ``respond`` returns the response to a request, ``tick`` is called a few times a second, ``latency`` returns the
    seconds by which responses are delayed.
    """

    daemon_threads = True
    request_queue_size = 128

    def __init__(
        self, host: str, port: int, *, respond: Callable[[Call], Answer], tick: Callable[[], None] = lambda: None
    ) -> None:
        super().__init__((host, port), Handler)
        self.timeout = TICK
        self.respond = respond
        self.tick = tick
        self.stopping = threading.Event()
        self.refuse_until = 0.0
        self._connections: dict[threading.Thread, socket.socket] = {}
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._listen, name="simulator", daemon=True)

    @property
    def url(self) -> str:
        host, port = self.server_address[:2]
        return f"http://{host!s}:{port}"

    @property
    def is_refusing(self) -> bool:
        return time.monotonic() < self.refuse_until

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ends every connection, even in the middle of a request, and frees the port."""
        self.stopping.set()
        self._wake()
        if self._thread.ident is not None:
            self._thread.join(PATIENCE)
        self.server_close()
        with self._lock:
            connections = list(self._connections.items())
        for _thread, connection in connections:
            with contextlib.suppress(OSError):  # it may already be closed
                connection.shutdown(socket.SHUT_RDWR)
        for thread, _connection in connections:
            thread.join(PATIENCE)

    def refuse_connections(self, seconds: float) -> None:
        """Stops listening for a while. Open connections are reset when they are used."""
        self.refuse_until = time.monotonic() + seconds
        self._wake()

    def server_bind(self) -> None:
        # The base class looks up the host's name here, which can take seconds.
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()

    def verify_request(self, request: Any, client_address: Any) -> bool:
        return not self.stopping.is_set() and not self.is_refusing

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that disconnects in the middle is not an error."""

    def remember(self, connection: socket.socket) -> None:
        with self._lock:
            self._connections[threading.current_thread()] = connection

    def forget(self) -> None:
        with self._lock:
            self._connections.pop(threading.current_thread(), None)

    def _listen(self) -> None:
        while not self.stopping.is_set():
            self.handle_request()
            if self.is_refusing:
                self._be_away()
            if not self.stopping.is_set():
                self.tick()

    def _be_away(self) -> None:
        self.socket.close()
        while self.is_refusing and not self.stopping.wait(0.01):
            pass
        self.socket = socket.socket(self.address_family, self.socket_type)
        self.server_bind()
        self.server_activate()

    def _wake(self) -> None:
        with contextlib.suppress(OSError):  # if nothing is listening, nothing needs to be woken up
            socket.create_connection(cast("tuple[str, int]", self.server_address[:2]), timeout=1).close()


class Handler(BaseHTTPRequestHandler):
    """One connection. The base class reads the requests; each response is sent in one write."""

    server: Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def setup(self) -> None:
        super().setup()
        self.server.remember(self.connection)

    def finish(self) -> None:
        try:
            super().finish()
        finally:
            self.server.forget()

    def handle(self) -> None:
        with contextlib.suppress(OSError):  # the client may disconnect
            super().handle()

    def answer_call(self) -> None:
        length = self.headers.get("Content-Length", "0")
        if "Transfer-Encoding" in self.headers or not length.isdigit():
            self.close_connection = True
            return self._deliver(Answer(411))
        content = self.rfile.read(int(length))
        if self.server.is_refusing:
            return self._reset()
        path, _mark, query = self.path.partition("?")
        headers = {name.lower(): value for name, value in self.headers.items()}
        call = Call(self.command, unquote(path), dict(parse_qsl(query, keep_blank_values=True)), headers, content)
        return self._deliver(self.server.respond(call))

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = answer_call  # noqa: N815 the base class's names

    def log_message(self, format: str, *args: Any) -> None:
        """Does nothing: the simulator has its own log."""

    def _deliver(self, answer: Answer) -> None:
        seconds = float(answer.details.get("seconds", DEFAULT_SECONDS))
        if answer.delivery == "reset":
            self._reset()
        elif answer.delivery == "hang":
            self._wait(seconds)
            self.close_connection = True
        elif answer.delivery == "truncated":
            self.close_connection = True
            self.connection.sendall(self._head(answer, len(answer.content) + 100) + answer.content)
        elif answer.delivery == "slow":
            self._drip(answer)
        else:
            if answer.delivery == "late":
                self._wait(seconds)
            self.connection.sendall(self._head(answer, len(answer.content)) + answer.content)

    def _head(self, answer: Answer, length: int) -> bytes:
        lines = [f"HTTP/1.1 {answer.status} {REASONS.get(answer.status, 'Unknown')}", f"Content-Length: {length}"]
        if answer.media_type:
            lines.append(f"Content-Type: {answer.media_type}")
        lines += [f"{name}: {value}" for name, value in answer.headers.items()]
        if self.close_connection:
            lines.append("Connection: close")
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "replace")

    def _drip(self, answer: Answer) -> None:
        """Sends the response in pieces, so that each read is fast but the whole response is slow."""
        pieces = int(answer.details.get("pieces", 20))
        pause = float(answer.details.get("seconds", 1.0)) / pieces
        whole = self._head(answer, len(answer.content)) + answer.content
        size = -(-len(whole) // pieces)
        for start in range(0, len(whole), size):
            self.connection.sendall(whole[start : start + size])
            if self._wait(pause):
                self.close_connection = True
                return

    def _wait(self, seconds: float) -> bool:
        """Waits for these seconds. Returns True if the client disconnects first, or the server stops."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if self.server.stopping.is_set():
                return True
            readable, dummy, dummy = select.select([self.connection], [], [], min(left, 0.05))
            if readable and not self.connection.recv(1, socket.MSG_PEEK):
                return True
            if readable:
                self.server.stopping.wait(0.05)  # the next request has already arrived, and has to wait too
        return False

    def _reset(self) -> None:
        """Ends the connection with RST, without an orderly shutdown."""
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        os.close(self.connection.detach())
