# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One request and its response.

A failure is a message and two flags: may the request have taken effect, and is it worth retrying.
"""

from __future__ import annotations

import http.client
import json
import os
import socket
import ssl
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .session import PooledSession, session_for, was_sent

try:
    import requests
    from urllib3.exceptions import HTTPError
    from urllib3.util import Timeout
except ImportError:  # `_base/libraries.py` tells the user; the names are not used before a request is sent
    pass

if TYPE_CHECKING:
    from .._base.clock import Clock

VERSION = "1.0.0"
USER_AGENT = f"sinch.porting/{VERSION} ansible-collection"

# Maximum size of a response, in bytes. A list of 1000 orders has a fifth of a MiB, a document a few MiB.
LIMIT = 32 * 1024 * 1024
_CHUNK = 64 * 1024

# The API's data is nested six levels deep. Parsers accept thousands, for which later recursions would fail.
_DEPTH = 100

# docs/api-notes.md, "Errors": a retry may help. For other 5xx it does not.
_TRANSIENT = frozenset({429, 500, 502, 503, 504})


# The beginning of http.client's error when a proxy rejects CONNECT.
_TUNNEL = "Tunnel connection failed: "


@dataclass(frozen=True)
class Call:
    """One request. ``body`` is sent as JSON, ``form`` as a form; ``authorization`` is the header's value."""

    method: str
    url: str
    query: dict[str, str] | None = None
    body: Any = None
    form: dict[str, str] | None = None
    authorization: str = field(default="", repr=False)

    @property
    def path(self) -> str:
        return urlsplit(self.url).path

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


class AttemptFailed(Exception):
    """A failed attempt.

    ``reason`` says what happened. ``maybe_applied``: the request may have taken effect. ``transient``: a retry may
    help. ``answer`` is the service's response, if there was one.
    """

    def __init__(self, reason: str, *, maybe_applied: bool, transient: bool, answer: Answer | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.maybe_applied = maybe_applied
        self.transient = transient
        self.answer = answer


def exchange(call: Call, *, validate_certs: bool, ca_path: str | None, timeout: float, clock: Clock) -> Any:
    """Sends a request once. Returns the JSON of a 2xx response, None without a body; raises AttemptFailed."""
    if validate_certs and ca_path and not os.path.exists(ca_path):
        raise AttemptFailed(f"ca_path {ca_path} does not exist", maybe_applied=False, transient=False)
    try:
        with session_for(call.url, validate_certs=validate_certs, ca_path=ca_path, clock=clock) as pooled:
            answer = _receive(call, pooled, timeout)
            pooled.last_used = clock.monotonic()
    except (OSError, ValueError, http.client.HTTPException, HTTPError) as error:
        raise _attempt_failed(error, timeout) from None
    return _judge(answer)


def _receive(call: Call, pooled: PooledSession, timeout: float) -> Answer:
    with warnings.catch_warnings():
        if pooled.verify is False:  # the user asked for it; one warning per request would be noise
            warnings.simplefilter("ignore")
        response = pooled.session.request(
            call.method,
            call.url,
            params=call.query,
            data=_payload(call),
            headers=_headers(call),
            timeout=Timeout(total=timeout),  # type: ignore[arg-type]  # documented for requests, absent in its stubs
            allow_redirects=False,
            stream=True,
            verify=pooled.verify,
            proxies=pooled.proxies,
        )
    with response:
        return Answer(response.status_code, response.headers, _read(response, timeout))


def _payload(call: Call) -> bytes | dict[str, str] | None:
    return call.form if call.body is None else json.dumps(call.body, allow_nan=False).encode()


def _headers(call: Call) -> dict[str, str]:
    headers = {"User-Agent": USER_AGENT, "Accept": "application/json"}
    if call.authorization:
        headers["Authorization"] = call.authorization
    if call.body is not None:
        headers["Content-Type"] = "application/json"
    return headers


def _read(response: requests.Response, timeout: float) -> bytes:
    """The body. An error body is useful but optional: the status says enough."""
    good = 200 <= response.status_code < 300
    body = bytearray()
    try:
        for chunk in response.iter_content(_CHUNK):
            body += chunk
            if len(body) > LIMIT:
                break
    except OSError:
        if good:
            raise
    if not good:
        return bytes(body[:LIMIT])
    if len(body) > LIMIT:
        reason = f"it answered {response.status_code} with more than {LIMIT // 1024**2} MiB"
        raise AttemptFailed(
            reason, maybe_applied=True, transient=False, answer=Answer(response.status_code, response.headers, b"")
        )
    declared = response.headers.get("Content-Length", "")
    if declared.isdecimal() and response.raw.tell() < int(declared):
        raise http.client.IncompleteRead(b"")  # urllib3 1.26 does not look
    return bytes(body)


def _judge(answer: Answer) -> Any:
    status = answer.status
    if 300 <= status < 500:
        raise AttemptFailed(f"it answered {status}", maybe_applied=False, transient=status in _TRANSIENT, answer=answer)
    if not 200 <= status < 300:
        raise AttemptFailed(f"it answered {status}", maybe_applied=True, transient=status in _TRANSIENT, answer=answer)
    try:
        return _parse(answer.body) if answer.body.strip() else None
    except (ValueError, RecursionError):
        reason = f"it answered {status} with a body that is not JSON"
        raise AttemptFailed(reason, maybe_applied=True, transient=True, answer=answer) from None


def _parse(body: bytes) -> Any:
    data = json.loads(body, parse_constant=_refuse, parse_float=_finite)
    if b"\\ud" in body or b"\\uD" in body:
        # Half of a surrogate pair is valid JSON, but cannot be printed or sent.
        data = json.loads(json.dumps(data, ensure_ascii=False).encode(errors="replace"))
    if _is_deeper(data, _DEPTH):
        raise ValueError("nested too deeply")
    return data


def _is_deeper(data: Any, depth: int) -> bool:
    level = [data]
    for dummy in range(depth):
        level = [
            value
            for node in level
            for value in (node.values() if isinstance(node, dict) else node if isinstance(node, list) else ())
            if value.__class__ is not str and isinstance(value, (dict, list))
        ]
        if not level:
            return False
    return True


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is not JSON")


def _finite(digits: str) -> float:
    value = float(digits)
    return value if value - value == 0 else _refuse(digits)


def _attempt_failed(error: Exception, timeout: float) -> AttemptFailed:
    sent = was_sent()
    causes = list(_causes(error))
    handshake = not sent and any(isinstance(cause, (ssl.SSLError, requests.exceptions.SSLError)) for cause in causes)
    return AttemptFailed(_reason(causes, sent=sent, timeout=timeout), maybe_applied=sent, transient=not handshake)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An exception and those that it wraps; requests and urllib3 keep the cause in four different places."""
    waiting, seen = [error], set()
    while waiting:
        cause = waiting.pop()
        if not isinstance(cause, BaseException) or id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        waiting += [cause.__context__, cause.__cause__, getattr(cause, "reason", None), *cause.args]


def _reason(causes: list[BaseException], *, sent: bool, timeout: float) -> str:
    """What happened, derived from types and not from messages, which quote URLs and headers."""

    def first(*types: type[BaseException]) -> Any:
        return next((cause for cause in causes if isinstance(cause, types)), None)

    if found := first(ssl.SSLCertVerificationError):
        return f"its certificate is not trusted ({found.verify_message})"
    if found := first(ssl.SSLError):
        return f"the encryption failed ({found.reason or 'TLS'})"
    if first(requests.exceptions.SSLError):
        return "its certificate could not be verified, or has another name"
    if first(socket.gaierror):
        return "its name could not be resolved"
    if first(ConnectionRefusedError):
        return "the connection was refused"
    if first(TimeoutError, requests.Timeout):
        return f"no complete response came within {timeout:g} s" if sent else f"it did not connect within {timeout:g} s"
    if first(http.client.RemoteDisconnected):
        return "the connection was closed without a response"
    if first(ConnectionError, BrokenPipeError):
        return "the connection was reset"
    if first(requests.exceptions.ContentDecodingError):
        return "the response could not be decompressed"
    if first(http.client.IncompleteRead, requests.exceptions.ChunkedEncodingError):
        return "the response was truncated"
    if first(http.client.HTTPException):
        return "the response was not HTTP"
    if refusal := next((text for cause in causes if (text := str(cause)).startswith(_TUNNEL)), None):
        return f"the proxy refused to connect ({refusal.removeprefix(_TUNNEL)})"
    if first(requests.exceptions.ProxyError):
        return "the proxy could not be used"
    reasons = [cause.strerror for cause in causes if isinstance(cause, OSError) and cause.strerror]
    return f"the connection failed ({reasons[0] if reasons else type(causes[-1]).__name__})"
