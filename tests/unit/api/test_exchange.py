# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One response: when it is a result, when it is a failed attempt, and when a retry can help."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.sinch.porting.plugins.module_utils._api.exchange import (
    LIMIT,
    AttemptFailed,
    Call,
    exchange,
)
from ansible_collections.sinch.porting.tests.unit.loopback import FakeClock, Reply, Server, closed_port, reply


def ask(answer: Reply, **settings: Any) -> Any:
    with Server(answer) as server:
        call = Call("GET", f"{server.url}/x")
        return exchange(
            call, **{"validate_certs": True, "ca_path": None, "timeout": 5.0, "clock": FakeClock(), **settings}
        )


def failure(answer: Reply, **settings: Any) -> AttemptFailed:
    with pytest.raises(AttemptFailed) as caught:
        ask(answer, **settings)
    return caught.value


@pytest.mark.parametrize(("body", "data"), [(b"", None), (b" \n", None), (b"[1, 2.5]", [1, 2.5]), (b"null", None)])
def test_a_successful_response_returns_its_json(body: bytes, data: Any) -> None:
    assert ask(reply(200, body)) == data


@pytest.mark.parametrize(
    ("status", "maybe_applied", "transient"),
    [
        (302, False, False),
        (400, False, False),
        (404, False, False),
        (429, False, True),
        (500, True, True),
        (501, True, False),
        (503, True, True),
        (504, True, True),
    ],
)
def test_a_status_says_whether_the_request_may_have_taken_effect(
    status: int, maybe_applied: bool, transient: bool
) -> None:
    failed = failure(reply(status, {"message": "no"}))
    assert (failed.maybe_applied, failed.transient) == (maybe_applied, transient)
    assert failed.answer is not None
    assert json.loads(failed.answer.body) == {"message": "no"}


@pytest.mark.parametrize("body", [b"<html>", b"NaN", b"[1e999]", b"\xff", b"[" * 101 + b"]" * 101, b"[" * 100_000])
def test_a_success_without_json_may_have_taken_effect(body: bytes) -> None:
    failed = failure(reply(200, body))
    assert failed.reason == "it answered 200 with a body that is not JSON"
    assert (failed.maybe_applied, failed.transient) == (True, True)


def test_an_endless_response_is_not_read_to_its_end() -> None:
    head = f"HTTP/1.1 200 X\r\nContent-Length: {2 * LIMIT}\r\n\r\n".encode()
    failed = failure(Reply(head, chunks=(bytes(1 << 20) for dummy in range(64)), end="close"))
    assert failed.reason == "it answered 200 with more than 32 MiB"
    assert not failed.transient


def test_a_truncated_response_is_a_failed_attempt() -> None:
    failed = failure(Reply(b"HTTP/1.1 200 X\r\nContent-Length: 9\r\n\r\n[1]", end="close"))
    assert failed.reason == "the response was truncated"
    assert failed.maybe_applied


def test_a_refused_connection_has_sent_nothing() -> None:
    call = Call("GET", f"http://127.0.0.1:{closed_port()}/x")
    with pytest.raises(AttemptFailed) as caught:
        exchange(call, validate_certs=True, ca_path=None, timeout=5.0, clock=FakeClock())
    assert caught.value.reason == "the connection was refused"
    assert (caught.value.maybe_applied, caught.value.transient) == (False, True)
    assert failure(reply(200), ca_path="/no/such/file").reason == "ca_path /no/such/file does not exist"


@given(
    st.recursive(
        st.none() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_json_is_returned_as_it_was_sent(data: Any) -> None:
    """Except for half of a surrogate pair, because no text that is printed or sent may contain one."""
    written = json.dumps(data)
    found = ask(reply(200, written.encode()))
    assert found == json.loads(json.dumps(data, ensure_ascii=False).encode(errors="replace"))


def test_a_call_does_not_show_its_authorization() -> None:
    assert "bearer-0123" not in repr(Call("GET", "https://x/y", authorization="Bearer bearer-0123"))
