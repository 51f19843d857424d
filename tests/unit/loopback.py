# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small HTTP server that can misbehave on every level, a clock that does not wait, and a client with both."""

from __future__ import annotations

import contextlib
import datetime
import json
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ansible_collections.sinch.porting.plugins.module_utils._api import session
from ansible_collections.sinch.porting.plugins.module_utils._api.connection import Connection
from ansible_collections.sinch.porting.plugins.module_utils._api.sign_in import SignIn
from ansible_collections.sinch.porting.plugins.module_utils._api.transport import Transport
from ansible_collections.sinch.porting.plugins.module_utils._base.clock import Clock
from ansible_collections.sinch.porting.plugins.module_utils._base.redaction import Redactor
from ansible_collections.sinch.porting.plugins.module_utils._model import types
from ansible_collections.sinch.porting.plugins.module_utils._model.options import ConnectionOptions

SECRET = "the-key-secret-0123"
TOKEN_PATH = "/oauth2/token"
DEFAULTS = {name: types.default(ConnectionOptions, name) for name in types.members(ConnectionOptions)}


@dataclass(frozen=True)
class Seen:
    """A received request."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body) if self.body else None


@dataclass(frozen=True)
class Reply:
    """A response: ``head`` and ``chunks`` with ``pause`` seconds in between, then ``end``: keep, close, reset, hang."""

    head: bytes = b""
    chunks: Iterable[bytes] = ()
    pause: float = 0.0
    end: str = "keep"


def reply(status: int, body: Any = None, *, end: str = "keep", **headers: str) -> Reply:
    """A well-formed response. ``body`` becomes JSON unless it is bytes."""
    content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    fields = {"Content-Length": str(len(content)), **{name.replace("_", "-"): text for name, text in headers.items()}}
    head = f"HTTP/1.1 {status} X\r\n" + "".join(f"{name}: {text}\r\n" for name, text in fields.items()) + "\r\n"
    return Reply(head.encode("latin-1") + content, end=end)


def token(value: str = "token-0123456789", **members: Any) -> Reply:
    return reply(200, {"access_token": value, "token_type": "bearer", "expires_in": 3600, "scope": "", **members})


Script = Callable[[Seen], Reply]


def in_turn(*replies: Reply) -> Script:
    """A script that sends each reply once, and repeats the last one."""
    left = list(replies)
    return lambda seen: left.pop(0) if len(left) > 1 else left[0]


class Server:
    """Serves a script on the loopback interface: ``with Server(script) as server``."""

    def __init__(
        self, script: Script | Reply, *, sign_in: Script | Reply | None = None, tls: ssl.SSLContext | None = None
    ) -> None:
        self._script = in_turn(script) if isinstance(script, Reply) else script
        tokens = sign_in or token()
        self._sign_in = in_turn(tokens) if isinstance(tokens, Reply) else tokens
        self._tls = tls
        self.seen: list[Seen] = []
        self.connections = 0
        self.bytes_sent = 0
        self.over = threading.Event()

    @property
    def calls(self) -> list[Seen]:
        """The requests, without those to the token endpoint."""
        return [seen for seen in self.seen if seen.path != TOKEN_PATH]

    @property
    def sign_ins(self) -> list[Seen]:
        return [seen for seen in self.seen if seen.path == TOKEN_PATH]

    @property
    def url(self) -> str:
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}"

    @property
    def port(self) -> int:
        return int(self._listener.getsockname()[1])

    def __enter__(self) -> Server:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=20)
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.over.set()
        with contextlib.suppress(OSError):  # not every system supports this for a listening socket
            self._listener.shutdown(socket.SHUT_RDWR)  # wakes up the accepting thread
        self._listener.close()
        close_sessions()
        SignIn.tokens.clear()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):  # closed at the end of the test
            while True:
                sock, _address = self._listener.accept()
                self.connections += 1
                threading.Thread(target=self._serve, args=(sock,), daemon=True).start()

    def _serve(self, sock: socket.socket) -> None:
        try:
            if self._tls:
                sock = self._tls.wrap_socket(sock, server_side=True)
            with sock, sock.makefile("rb") as stream:
                while seen := _read_request(stream):
                    self.seen.append(seen)
                    answer = self._sign_in(seen) if seen.path == TOKEN_PATH else self._script(seen)
                    if not self._answer(sock, answer):
                        return
        except OSError:
            pass  # the client has disconnected, as in some tests

    def _answer(self, sock: socket.socket, answer: Reply) -> bool:
        """Sends a reply; returns whether the connection stays open."""
        sock.sendall(answer.head)
        for chunk in answer.chunks:
            if answer.pause and self.over.wait(answer.pause):
                return False
            sock.sendall(chunk)
            self.bytes_sent += len(chunk)
        if answer.end == "hang":
            self.over.wait(10)
        if answer.end == "reset":
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return answer.end == "keep"


def close_sessions() -> None:
    """Closes the idle sessions of this process."""
    for pooled in [pooled for sessions in session._idle.values() for pooled in sessions]:
        pooled.session.close()
    session._idle.clear()


def _read_request(stream: Any) -> Seen | None:
    line = stream.readline().decode("latin-1").split()
    if len(line) < 3:
        return None
    headers = {}
    while text := stream.readline().decode("latin-1").strip():
        name, dummy, value = text.partition(":")
        headers[name.lower()] = value.strip()
    return Seen(line[0], line[1], headers, stream.read(int(headers.get("content-length", 0))))


@dataclass
class FakeClock(Clock):
    """A clock on which sleeping takes no real time."""

    seconds: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> datetime.datetime:
        return datetime.datetime.fromtimestamp(self.seconds, datetime.timezone.utc)

    def monotonic(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds


def connect(url: str, *, clock: Clock | None = None, read_only: bool = False, **options: Any) -> Transport:
    """A transport to a server in this file."""
    settings: dict[str, Any] = {
        "project_id": "p",
        "key_id": "k",
        "key_secret": SECRET,
        "api_url": url,
        "auth_url": url + TOKEN_PATH,
        "timeout": 5.0,
        "retries": 1,
        **options,
    }
    return Transport(
        Connection.of({**DEFAULTS, **settings}), redactor=Redactor(), clock=clock or FakeClock(), read_only=read_only
    )


def closed_port() -> int:
    """A port on which nothing is listening."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def drip(data: bytes) -> Iterator[bytes]:
    """The data, byte by byte."""
    for place in range(len(data)):
        yield data[place : place + 1]
