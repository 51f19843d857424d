# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in: which credentials are sent where, how long a token is used, messages of rejections."""

from __future__ import annotations

import base64
from typing import Any
from urllib.parse import parse_qs

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._base.errors import ApiError, ConnectionFailed
from ansible_collections.sinch.porting.tests.unit.loopback import (
    SECRET,
    TOKEN_PATH,
    FakeClock,
    Reply,
    Script,
    Seen,
    Server,
    connect,
    in_turn,
    reply,
    token,
)

BASIC = base64.b64encode(f"k:{SECRET}".encode()).decode()


def test_a_token_is_fetched_once_and_used_by_every_transport() -> None:
    with Server(reply(200, {})) as server:
        for _task in range(3):
            connect(server.url).send("GET", "/x", safe=True)
        (bought,) = server.sign_ins
        assert bought.method == "POST"
        assert bought.headers["authorization"] == f"Basic {BASIC}"
        assert bought.headers["content-type"] == "application/x-www-form-urlencoded"
        assert parse_qs(bought.body.decode()) == {"grant_type": ["client_credentials"]}
        assert {call.headers["authorization"] for call in server.calls} == {"Bearer token-0123456789"}


@pytest.mark.parametrize(
    ("other", "tokens"),
    [({"project_id": "q"}, 1), ({"key_id": "other"}, 2), ({"key_secret": "another-secret"}, 2)],
)
def test_a_token_is_kept_for_its_key(other: dict[str, Any], tokens: int) -> None:
    with Server(reply(200, {})) as server:
        connect(server.url).send("GET", "/x", safe=True)
        connect(server.url, **other).send("GET", "/x", safe=True)
        assert len(server.sign_ins) == tokens


@pytest.mark.parametrize(
    ("members", "later", "tokens"),
    [
        ({}, 3539, 1),
        ({}, 3541, 2),
        ({"expires_in": "3600"}, 3539, 1),
        ({"expires_in": "3600"}, 3541, 2),
        ({"expires_in": None}, 10**6, 1),
        ({"expires_in": "soon"}, 10**6, 1),
        ({"expires_in": 30}, 14, 1),
        ({"expires_in": 30}, 16, 2),
        ({"expires_in": 0}, 0, 2),
        ({"expires_in": -5}, 0, 2),
        ({"token_type": "BEARER"}, 0, 1),
        ({"token_type": None}, 0, 1),
    ],
)
def test_a_token_is_renewed_before_it_expires(members: dict[str, object], later: float, tokens: int) -> None:
    clock = FakeClock()
    with Server(reply(200, {}), sign_in=in_turn(token("first-token-01", **members), token("second-token-2"))) as server:
        for pause in (later, 0):
            connect(server.url, clock=clock).send("GET", "/x", safe=True)
            clock.seconds += pause
        assert len(server.sign_ins) == tokens
        assert server.calls[1].headers["authorization"].split()[1].startswith(("first", "second")[tokens - 1])


def only(good: str) -> Script:
    """A script that accepts only one token."""

    def script(seen: Seen) -> Reply:
        return reply(200, {"id": 1}) if seen.headers["authorization"] == f"Bearer {good}" else reply(401)

    return script


@pytest.mark.parametrize("safe", [True, False], ids=["read", "write"])
def test_a_rejected_token_is_renewed_once(safe: bool) -> None:
    clock = FakeClock()
    with Server(only("fresh-token-01"), sign_in=in_turn(token("stale-token-01"), token("fresh-token-01"))) as server:
        assert connect(server.url, clock=clock).send("POST", "/x", safe=safe, body={}) == {"id": 1}
        assert (len(server.calls), len(server.sign_ins)) == (2, 2)
        connect(server.url, clock=clock).send("POST", "/x", safe=safe, body={})
        assert (len(server.calls), len(server.sign_ins)) == (3, 2)
    assert clock.slept == []


@pytest.mark.parametrize("safe", [True, False], ids=["read", "write"])
def test_a_renewed_token_that_is_also_rejected_is_an_error(safe: bool) -> None:
    with Server(reply(401)) as server, pytest.raises(ApiError) as caught:
        connect(server.url).send("POST", "/x", safe=safe)
    assert (len(server.calls), len(server.sign_ins)) == (2, 2)
    assert caught.value.status == 401
    assert "POST /v1/projects/p/x: 401" in caught.value.message
    assert all(words in caught.value.message for words in ("key_id", "key_secret", "the project 'p' at 127.0.0.1"))


def test_a_given_token_is_used_as_it_is_and_not_renewed() -> None:
    with (
        Server(reply(401)) as server,
        pytest.raises(ApiError, match=r"401 .*access_token was refused.*expired") as caught,
    ):
        connect(server.url, access_token="given-token-01").send("GET", "/x", safe=True)
    assert server.sign_ins == []
    assert [call.headers["authorization"] for call in server.calls] == ["Bearer given-token-01"]
    assert "given-token-01" not in caught.value.message


def test_basic_sends_the_key_on_each_call() -> None:
    with Server(in_turn(reply(200, {}), reply(401))) as server:
        transport = connect(server.url, auth_method="basic")
        transport.send("GET", "/x", safe=True)
        with pytest.raises(ApiError, match=r"401 .*key_secret"):
            transport.send("GET", "/x", safe=True)
        assert [call.headers["authorization"] for call in server.calls] == [f"Basic {BASIC}"] * 2
        assert server.sign_ins == []


@pytest.mark.parametrize(
    ("answer", "requests", "ending", "words"),
    [
        (reply(401), 1, ApiError, "401 Not authenticated. Check key_id"),
        (
            reply(401, {"error": "invalid_client", "error_description": "No such client"}),
            1,
            ApiError,
            "401 invalid_client: No such client. Check key_id",
        ),
        (reply(403), 1, ApiError, "403"),
        (reply(429), 2, ApiError, "429"),
        (reply(500), 2, ApiError, "500"),
        (reply(302, Location="https://elsewhere.example/"), 1, ApiError, "It points to elsewhere.example"),
        (reply(200), 1, ApiError, "without a usable access_token"),
        (reply(200, []), 1, ApiError, "without a usable access_token"),
        (reply(200, {"token": "x"}), 1, ApiError, "without a usable access_token"),
        (token(value=""), 1, ApiError, "without a usable access_token"),
        (token(value="two words"), 1, ApiError, "without a usable access_token"),
        (token(value="split\r\nX-Header: 1"), 1, ApiError, "without a usable access_token"),
        (token(token_type="mac"), 1, ApiError, "not a bearer token"),
        (reply(200, b"<html>"), 2, ApiError, "not JSON"),
        (Reply(end="reset"), 2, ConnectionFailed, "reset"),
    ],
)
@pytest.mark.parametrize("safe", [True, False], ids=["read", "write"])
def test_a_failed_sign_in_is_reported_as_such(
    answer: Reply, requests: int, ending: type[Exception], words: str, safe: bool
) -> None:
    """A write that was not sent because there was no token does not have an unknown outcome."""
    with Server(reply(200, {}), sign_in=answer) as server, pytest.raises(ending) as caught:
        connect(server.url).send("POST", "/x", safe=safe)
    assert server.calls == []
    assert len(server.sign_ins) == requests
    assert words in str(caught.value)
    assert f"POST {TOKEN_PATH}" in str(caught.value)
    assert caught.value.details["path"] == TOKEN_PATH  # type: ignore[attr-defined]  # a PortingError has it


def test_a_sign_in_survives_a_transient_fault() -> None:
    with Server(reply(200, {"id": 1}), sign_in=in_turn(reply(503), token())) as server:
        assert connect(server.url).send("POST", "/x", safe=False) == {"id": 1}


def test_no_error_quotes_a_secret() -> None:
    def parrot(seen: Seen) -> Reply:
        text = f"{seen.headers['authorization']} of {SECRET} with {BASIC}"
        return reply(
            422,
            {"message": text, "code": text, "details": {"fieldViolations": [{"field": text, "description": text}]}},
            X_Request_Id=text,
        )

    every: list[dict[str, Any]] = [{}, {"auth_method": "basic"}, {"access_token": "given-token-01"}]
    with Server(parrot) as server:
        for options in every:
            with pytest.raises(ApiError) as caught:
                connect(server.url, **options).send("GET", "/x", safe=True)
            shown = f"{caught.value} {caught.value.failure()}"
            assert "********" in shown
            assert not any(value in shown for value in (SECRET, BASIC, "token-0123456789", "given-token-01"))


def test_a_token_of_another_transport_is_masked_too() -> None:
    with Server(in_turn(reply(200, {}), reply(400, {"message": "bad token-0123456789"}))) as server:
        connect(server.url).send("GET", "/x", safe=True)
        with pytest.raises(ApiError, match=r"400 bad \*{8}\."):
            connect(server.url).send("GET", "/x", safe=True)
