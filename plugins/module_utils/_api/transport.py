# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The transport: authenticated requests to a project, retried if that is safe, failures as sentences.

.. code-block:: text

    Transport.send ─► SignIn.authorization ─► deliver ─► exchange ─► the service
         ▲   401: a new token, once             ▲  └── AttemptFailed: wait, again
         └───────── answer, or PortingError ────┘

What is retried, and the exception after the last failure:

================================  ========================  =========================
what happened                     read                      write
================================  ========================  =========================
no connection                     repeated, ConnectionFailed  the same
certificate or TLS refused        ConnectionFailed          the same
429                               repeated, ApiError        the same
500, 502, 503, 504                repeated, ApiError        LostAnswer
other 5xx                         ApiError                  LostAnswer
reset, timeout, truncated         repeated, ConnectionFailed  LostAnswer
2xx whose body is not JSON        repeated, ApiError        LostAnswer
2xx with too long a body          ApiError                  LostAnswer
3xx, other 4xx                    ApiError                  the same
================================  ========================  =========================
"""

from __future__ import annotations

import random
from typing import Any
from urllib.parse import urljoin, urlsplit

from .._base.clock import Clock
from .._base.errors import ApiError, ConnectionFailed, LostAnswer, PortingError, ValidationFailed
from .._base.redaction import Redactor
from .connection import Connection
from .error_bodies import api_error
from .exchange import Answer, AttemptFailed, Call, exchange
from .sign_in import SignIn

try:
    from urllib3.exceptions import InvalidHeader
    from urllib3.util import Retry
except ImportError:  # `_base/libraries.py` tells the user; the names are not used before a request is sent
    pass

# Seconds; a longer Retry-After is reported instead of waited out.
_LONGEST_WAIT = 120.0

_REMEDY = "Check the URL, the network, and the proxy (HTTPS_PROXY, NO_PROXY); timeout and retries can be increased."
_TLS_REMEDY = "Check that the URL is right, and give the file of the service's certificate authority as ca_path."


class Transport:
    """Sends the requests of one project."""

    def __init__(self, connection: Connection, *, redactor: Redactor, clock: Clock, read_only: bool = False) -> None:
        if problems := list(connection.problems()):
            raise ValidationFailed(" ".join(problems))
        self.redactor = redactor
        self._connection = connection
        self._clock = clock
        self._read_only = read_only
        self._sign_in = SignIn(
            connection, redactor=redactor, clock=clock, send=lambda call: self._send_with_retries(call, safe=True)
        )

    def send(self, method: str, path: str, *, safe: bool, query: dict[str, str] | None = None, body: Any = None) -> Any:
        """Sends a request; ``path`` is relative to the project, ``safe`` means that it changes nothing.

        Returns the parsed JSON with the API's names, None for a response without a body. Raises ApiError,
        ConnectionFailed, or for a write LostAnswer.
        """
        if self._read_only and not safe:
            raise AssertionError(f"a write during check mode: {method} {path}")
        for renewed in (False, True):
            authorization = self._sign_in.authorization()
            call = Call(method, self._connection.root + path, query=query, body=body, authorization=authorization)
            try:
                return self._send_with_retries(call, safe=safe)
            except ApiError as error:
                # A 401 means that nothing was done, so even a write may be sent again.
                if error.status != 401 or renewed or not self._sign_in.invalidate(authorization):
                    raise
        raise AssertionError("unreachable")

    def unexpected(self, method: str, path: str, reason: str, *, safe: bool) -> PortingError:
        """The exception for a 2xx response with an unexpected body. ``reason`` follows "it answered"."""
        call = Call(method, self._connection.root + path)
        failed = AttemptFailed(
            f"it answered {reason}", maybe_applied=True, transient=False, answer=Answer(200, {}, b"")
        )
        return self._failure(failed, call, safe=safe, tries=1)

    def _send_with_retries(self, call: Call, *, safe: bool) -> Any:
        """Sends a call, and retries it if that is safe and may help."""
        connection = self._connection
        for tries in range(1, connection.retries + 2):
            try:
                return exchange(
                    call,
                    validate_certs=connection.validate_certs,
                    ca_path=connection.ca_path,
                    timeout=connection.timeout,
                    clock=self._clock,
                )
            except AttemptFailed as failed:
                may_help = failed.transient and (safe or not failed.maybe_applied)
                if not may_help or tries > connection.retries or (wait := _wait(failed, tries)) > _LONGEST_WAIT:
                    raise self._failure(failed, call, safe=safe, tries=tries) from None
            self._clock.sleep(wait)
        raise AssertionError("unreachable")

    def _failure(self, failed: AttemptFailed, call: Call, *, safe: bool, tries: int) -> PortingError:
        answer, reason = failed.answer, failed.reason
        place: dict[str, Any] = {"method": call.method, "path": call.path}
        if failed.maybe_applied and not safe:
            sentence = f"{call.method} {call.path}: {reason}. Whether it took effect is not known."
            return LostAnswer(self.redactor.clean(sentence), status=answer.status if answer else None, **place)
        if answer is None:
            count = "" if tries == 1 else f", {tries} times"
            remedy = _REMEDY if failed.transient else _TLS_REMEDY
            sentence = f"{call.method} {call.path} at {call.host} failed{count}: {reason}. {remedy}"
            return ConnectionFailed(self.redactor.clean(sentence), **place)
        if 200 <= answer.status < 300:
            sentence = f"{call.method} {call.path}: {reason}. Check that {call.host} is the service."
            return ApiError(self.redactor.clean(sentence), status=answer.status, **place)
        return api_error(answer, call, self.redactor, advice=self._advice(answer, call))

    def _advice(self, answer: Answer, call: Call) -> str:
        """What else the user should know about a response, besides the service's message."""
        if answer.status == 401:
            return self._sign_in.advice
        if 300 <= answer.status < 400:
            target = _target(answer, call)
            return f"It points to {target}. Redirects are not followed, and no credentials were sent there."
        asked = answer.headers.get("Retry-After")
        if asked and _seconds(asked) > _LONGEST_WAIT:
            return f"The service asks to wait: Retry-After {asked[:40]}. That is too long for a task to wait."
        return ""


def _wait(failed: AttemptFailed, tries: int) -> float:
    """Seconds until the next attempt: what the service asks for, else growing, with jitter."""
    asked = failed.answer.headers.get("Retry-After") if failed.answer else None
    if asked and (seconds := _seconds(asked)) >= 0:
        return seconds
    return min(2.0 ** (tries - 1), _LONGEST_WAIT) * random.uniform(0.5, 1)  # spreads the retries of parallel tasks


def _seconds(retry_after: str) -> float:
    """The seconds of a Retry-After header in either format; -1 if it is neither."""
    try:
        return float(Retry().parse_retry_after(retry_after))
    except (InvalidHeader, ValueError, OverflowError, TypeError):
        return -1.0


def _target(answer: Answer, call: Call) -> str:
    """The host of a redirect."""
    try:
        return urlsplit(urljoin(call.url, answer.headers.get("Location", ""))).hostname or "no host"
    except ValueError:
        return "no host"
