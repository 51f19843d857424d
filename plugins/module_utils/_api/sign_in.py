# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Authentication: a given token, the key as HTTP Basic, or a token fetched with the key and kept until it expires.

docs/api-notes.md, "Signing in": OAuth 2.0 client credentials, no refresh token; several tokens may be valid together.
"""

from __future__ import annotations

import base64
import hashlib
import re
import threading
from collections.abc import Callable, MutableMapping
from typing import Any, ClassVar, Optional
from urllib.parse import urlsplit

from .._base.clock import Clock
from .._base.errors import ApiError
from .._base.redaction import Redactor
from .connection import Connection
from .exchange import Call

# Seconds before its expiry at which a token is renewed, so that it stays valid during a request.
_MARGIN = 60.0

# What a token was fetched with: auth_url, key_id, digest of the secret.
Place = tuple[str, str, str]
# A token, and its expiry in monotonic time, if known.
Token = tuple[str, Optional[float]]  # noqa: UP045  # the pylint of ansible-test knows no | between types

_TOKEN_ADVICE = (
    "The given access_token was refused: it has expired, or belongs to another project. "
    "Get a new one, or give key_id and key_secret instead."
)


class SignIn:
    """The ``Authorization`` header of a connection. ``send`` sends a call that is safe to repeat."""

    # The tokens of this process. On a controller they are shared, see ``SharedTokens``.
    tokens: ClassVar[MutableMapping[Place, Token]] = {}

    def __init__(
        self, connection: Connection, *, redactor: Redactor, clock: Clock, send: Callable[[Call], Any]
    ) -> None:
        self._connection = connection
        self._redactor = redactor
        self._clock = clock
        self._send = send
        key_id, secret = connection.key_id or "", connection.key_secret or ""
        self._basic = base64.b64encode(f"{key_id}:{secret}".encode("utf-8", "replace")).decode("ascii")
        self._place = (connection.auth_url, key_id, hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest())
        self._token_lock = threading.Lock()
        redactor.learn(connection.key_secret, connection.access_token)
        if secret:
            redactor.learn(self._basic)

    @property
    def advice(self) -> str:
        """What to check after a 401."""
        if self._connection.access_token is not None:
            return _TOKEN_ADVICE
        host = urlsplit(self._connection.api_url).netloc
        return (
            f"Check key_id and key_secret, and that the key belongs to the project {self._connection.project_id!r} at "
            f"{host}."
        )

    def authorization(self) -> str:
        """The header's value; may fetch a token."""
        if self._connection.access_token is not None:
            return f"Bearer {self._connection.access_token}"
        if self._connection.auth_method == "basic":
            return f"Basic {self._basic}"
        with self._token_lock:  # the threads of a search share the token that the first one fetched
            token, end = self.tokens.get(self._place, ("", None))
            if not token or (end is not None and self._clock.monotonic() >= end):
                token = self._fetch_token()
        # Learned here too, because another task or process may have fetched it.
        self._redactor.learn(token)
        return f"Bearer {token}"

    def invalidate(self, authorization: str) -> bool:
        """Drops a rejected token. False if another one cannot be fetched."""
        if self._connection.access_token is not None or self._connection.auth_method == "basic":
            return False
        if self.tokens.get(self._place, ("",))[0] == authorization.removeprefix("Bearer "):
            self.tokens.pop(self._place, None)  # another thread may have removed it
        return True

    def _fetch_token(self) -> str:
        call = Call(
            "POST",
            self._connection.auth_url,
            form={"grant_type": "client_credentials"},
            authorization=f"Basic {self._basic}",
        )
        asked = self._clock.monotonic()
        answer = self._send(call)
        token = _token(answer, call)
        self._redactor.learn(token)
        seconds = _seconds(answer.get("expires_in"))
        end = None if seconds is None else asked + seconds - min(_MARGIN, seconds / 2)
        self.tokens[self._place] = (token, end)
        return token


def _token(answer: Any, call: Call) -> str:
    token = answer.get("access_token") if isinstance(answer, dict) else None
    if not isinstance(token, str) or not re.fullmatch(r"[!-~]+", token):
        raise _no_token(call, "answered without a usable access_token")
    kind = answer.get("token_type")
    if kind is not None and str(kind).lower() != "bearer":
        raise _no_token(call, "returned a token that is not a bearer token")
    return token


def _no_token(call: Call, reason: str) -> ApiError:
    sentence = f"{call.method} {call.path}: the token endpoint at {call.host} {reason}. Check auth_url."
    return ApiError(sentence, status=200, method=call.method, path=call.path)


def _seconds(value: Any) -> float | None:
    """How long a token is valid; None if the response does not say."""
    try:
        return None if value is None or isinstance(value, bool) else max(float(value), 0.0)
    except (TypeError, ValueError, OverflowError):
        return None
