# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTP sessions, kept open for the life of the process, with what the libraries lack.

- A response must be complete within the timeout. The libraries' own timeout restarts with every received byte.
- ``was_sent()`` tells whether a failed request can have reached the service.
- Only proxies and the CA bundle are taken from the environment, not netrc. Cookies are not kept.
"""

from __future__ import annotations

import contextlib
import http.client
import io
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

try:
    import requests
    from requests.utils import get_environ_proxies, prepend_scheme_if_needed, select_proxy
except ImportError:  # `_base/libraries.py` tells the user; the names are not used before a session is opened
    pass

if TYPE_CHECKING:
    from urllib3.poolmanager import PoolManager

    from .._base.clock import Clock

# Seconds after which an idle connection is not reused. The service may close it at any time, and a write on a closing
# connection has an unknown outcome.
IDLE = 5.0

_progress = threading.local()


@dataclass
class PooledSession:
    """A session with one host, and how it is reached. ``verify`` is as in requests: a bool, or the CA's path.

    ``last_used`` is the monotonic time at which the last response was complete.
    """

    session: requests.Session
    verify: bool | str
    proxies: dict[str, str]
    last_used: float = 0.0


# Idle sessions, not bound to a thread: one thread must not close another's session, and threads of a search end.
_idle: dict[tuple[object, ...], list[PooledSession]] = {}


@contextlib.contextmanager
def session_for(url: str, *, validate_certs: bool, ca_path: str | None, clock: Clock) -> Iterator[PooledSession]:
    """The session for a URL, for the caller's exclusive use, with an open connection if there is one."""
    verify = _verify(validate_certs, ca_path)
    proxies = _proxies(url)
    place = urlsplit(url)
    # After a fork two processes must not share a socket.
    key = (os.getpid(), place.scheme, place.netloc, verify, tuple(sorted(proxies.items())))
    idle = _idle.setdefault(key, [])
    try:
        pooled = idle.pop()
    except IndexError:
        pooled = PooledSession(_session(url, proxies), verify, proxies)
    if clock.monotonic() - pooled.last_used > IDLE:
        pooled.session.close()
    _progress.sent = False
    try:
        yield pooled
    finally:
        idle.append(pooled)


def was_sent() -> bool:
    """Whether the last request of this thread can have reached the service."""
    return bool(getattr(_progress, "sent", True))


def _verify(validate_certs: bool, ca_path: str | None) -> bool | str:
    if not validate_certs:
        return False
    return ca_path or os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or True


def _proxies(url: str) -> dict[str, str]:
    """The environment's proxies for a URL. None for plain http, which stays on this machine to protect credentials."""
    return {} if urlsplit(url).scheme == "http" else dict(get_environ_proxies(url))


def _session(url: str, proxies: dict[str, str]) -> requests.Session:
    class Session(requests.Session):
        def get_redirect_target(self, resp: object) -> None:
            """Redirects are ignored; otherwise their bodies would be read without a limit."""

    session = Session()
    session.trust_env = False
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    adapter = requests.adapters.HTTPAdapter(max_retries=0)
    session.mount("http://", adapter)
    session.mount("https://", adapter)
    _watch(adapter.poolmanager)
    proxy = select_proxy(url, proxies)
    if proxy:
        # requests looks the manager up by the proxy's URL in the form that this function gives it.
        proxy_url = prepend_scheme_if_needed(proxy, "http")  # type: ignore[no-untyped-call]  # untyped in the stubs
        _watch(adapter.proxy_manager_for(proxy_url))
    return session


def _watch(manager: PoolManager) -> None:
    """Makes a manager's connections watched ones, whatever their class: direct, proxied, SOCKS."""
    classes: dict[str, Any] = manager.pool_classes_by_scheme
    manager.pool_classes_by_scheme = {
        scheme: type(pool.__name__, (pool,), {"ConnectionCls": _watched(pool.ConnectionCls)})
        for scheme, pool in classes.items()
    }


def _watched(connection: Any) -> Any:
    return connection if issubclass(connection, _Watched) else type("Watched", (_Watched, connection), {})


class _TimelyAnswer(http.client.HTTPResponse):
    """A response whose head and body must arrive within the initial timeout of the socket."""

    def __init__(self, sock: socket.socket, *arguments: Any, **settings: Any) -> None:
        super().__init__(sock, *arguments, **settings)
        self.fp = io.BufferedReader(_TimelyReader(self.fp.detach(), sock))


class _TimelyReader(io.RawIOBase):
    def __init__(self, raw: Any, sock: socket.socket) -> None:
        self._raw = raw
        self._sock = sock
        self._timeout = sock.gettimeout()
        self._end = time.monotonic() + self._timeout if self._timeout else None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        if self._end is not None:
            left = self._end - time.monotonic()
            if left <= 0:
                raise TimeoutError("timed out")
            self._sock.settimeout(left)
        count: int | None = self._raw.readinto(buffer)
        return count

    def close(self) -> None:
        if not self.closed:
            with contextlib.suppress(OSError):  # the socket may already be closed
                self._sock.settimeout(self._timeout)
            self._raw.close()
        super().close()


class _Watched:
    """Mixed into a connection class of urllib3, on both of its major versions a child of ``http.client``'s."""

    response_class = _TimelyAnswer
    sock: Any
    close: Callable[[], None]

    def connect(self) -> None:
        """Includes the TLS handshake and a proxy's tunnel: after a failure here nothing of the request was sent."""
        try:
            super().connect()  # type: ignore[misc]  # the other parent has it
        except BaseException:
            self.close()  # urllib3 1.26 leaves it to the garbage collector
            raise
        _progress.sent = True

    def putrequest(self, *arguments: Any, **settings: Any) -> None:
        """Begins a request; with a socket the connection is already open, else ``connect`` follows."""
        _progress.sent = self.sock is not None
        super().putrequest(*arguments, **settings)  # type: ignore[misc]  # the other parent has it
