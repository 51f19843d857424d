# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Authentication: the token endpoint, and who may call the API."""

from __future__ import annotations

import base64
import binascii
import secrets
from urllib.parse import parse_qsl

from .calls import Answer, Call
from .clock import Clock
from .errors import ApiError
from .settings import Settings

TOKEN_PATH = "/oauth2/token"
REFUSED = 'Bearer realm="sinch", error="invalid_token"'
EXPIRED = 'Bearer realm="sinch", error="invalid_token", error_description="expired"'


class SignIn:
    """Issues tokens and stores when they expire."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._tokens: dict[str, tuple[float, str]] = {}  # the expiry of each token, and the key to which it was issued

    def issue_token(self, key_id: str = "customer") -> str:
        token = secrets.token_urlsafe(24)
        self._tokens[token] = (self._clock.now() + self._settings.token_ttl, key_id)
        return token

    @property
    def tokens(self) -> list[str]:
        """All issued tokens, the latest last."""
        return list(self._tokens)

    def expire_tokens(self) -> None:
        self._tokens = {token: (0.0, key_id) for token, (_end, key_id) in self._tokens.items()}

    def answer_token(self, call: Call) -> Answer:
        """POST /oauth2/token with the client-credentials grant."""
        if call.method != "POST":
            return Answer(405, headers={"Allow": "POST"})
        key_id = self._read_basic(call.headers.get("authorization", ""))
        if key_id is None:
            return Answer(401, headers={"WWW-Authenticate": 'Basic realm="sinch"'})
        form = dict(parse_qsl(call.content.decode("utf-8", "replace")))
        if form.get("grant_type") != "client_credentials":
            return Answer.of_json(400, {"error": "unsupported_grant_type"})
        body = {"access_token": self.issue_token(key_id), "expires_in": self._settings.token_ttl, "scope": ""}
        return Answer.of_json(200, {**body, "token_type": self._settings.token_type})

    def admit(self, call: Call, project: str) -> str:
        """The key id of a client that may use the project; raises a 401 for any other."""
        header = call.headers.get("authorization", "")
        scheme, _space, credentials = header.partition(" ")
        if scheme.lower() == "basic" and not self._settings.refuse_basic:
            user = self._read_basic(header)
        elif scheme.lower() == "bearer":
            user = self._read_token(credentials)
        else:
            user = None
        if user is None or (self._settings.projects and project not in self._settings.projects):
            raise ApiError(401, "Unauthorized", headers={"WWW-Authenticate": REFUSED})
        return user

    def _read_token(self, token: str) -> str | None:
        if token in self._settings.access_tokens:
            return "customer"
        end, key_id = self._tokens.get(token, (None, None))
        if end is not None and end <= self._clock.now():
            raise ApiError(401, "Unauthorized", headers={"WWW-Authenticate": EXPIRED})
        return key_id

    def _read_basic(self, header: str) -> str | None:
        """The key id in a Basic header with a correct key and secret."""
        scheme, _space, encoded = header.partition(" ")
        try:
            key_id, colon, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return None
        if scheme.lower() != "basic" or not (key_id and colon and secret):
            return None
        right = (self._settings.key_id or key_id) == key_id and (self._settings.key_secret or secret) == secret
        return key_id if right else None
