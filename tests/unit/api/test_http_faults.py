# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each fault of a connection or a response: how often reads and writes are sent, and how they end."""

from __future__ import annotations

import gzip
import time
from itertools import repeat

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._base.errors import (
    ApiError,
    ConnectionFailed,
    LostAnswer,
    PortingError,
)
from ansible_collections.sinch.porting.tests.unit.loopback import (
    FakeClock,
    Reply,
    Server,
    closed_port,
    connect,
    drip,
    in_turn,
    reply,
)

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
LONG = b"HTTP/1.1 %d OK\r\nContent-Length: 52428800\r\n\r\n"

# name: reply, (requests of a read, outcome), (requests of a write, outcome), a word of the message
FAULTS = {
    "reset": (Reply(end="reset"), (2, ConnectionFailed), (1, LostAnswer), "reset"),
    "closed": (Reply(end="close"), (2, ConnectionFailed), (1, LostAnswer), "closed without a response"),
    "hang": (Reply(end="hang"), (2, ConnectionFailed), (1, LostAnswer), "no complete response came within 0.15 s"),
    "hang in body": (
        Reply(b'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"id"', end="hang"),
        (2, ConnectionFailed),
        (1, LostAnswer),
        "no complete response",
    ),
    "drip in head": (
        Reply(b"HTTP/1.1 200 OK\r\nX-A: ", repeat(b"a"), 0.02),
        (2, ConnectionFailed),
        (1, LostAnswer),
        "0.15 s",
    ),
    "drip in body": (
        Reply(CHUNKED, [b"1\r\n", b"1", b"\r\n"] * 100, 0.02),
        (2, ConnectionFailed),
        (1, LostAnswer),
        "0.15 s",
    ),
    "broken off": (
        Reply(b'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"id": 1}', end="close"),
        (2, ConnectionFailed),
        (1, LostAnswer),
        "truncated",
    ),
    "broken off, empty": (
        Reply(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n", end="close"),
        (2, ConnectionFailed),
        (1, LostAnswer),
        "truncated",
    ),
    "broken off, chunked": (
        Reply(CHUNKED + b"5\r\n{", end="close"),
        (2, ConnectionFailed),
        (1, LostAnswer),
        "truncated",
    ),
    "broken chunk": (Reply(CHUNKED + b"zz\r\n{", end="close"), (2, ConnectionFailed), (1, LostAnswer), "truncated"),
    "not HTTP": (Reply(b"220 mail.example ESMTP\r\n", end="close"), (2, ConnectionFailed), (1, LostAnswer), "not HTTP"),
    "too many headers": (
        Reply(b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200 + b"\r\n{}", end="close"),
        (2, ConnectionFailed),
        (1, LostAnswer),
        "not HTTP",
    ),
    "bad gzip": (reply(200, b"{}", Content_Encoding="gzip"), (2, ConnectionFailed), (1, LostAnswer), "decompressed"),
    "garbled": (reply(200, b'{"id": 1'), (2, ApiError), (1, LostAnswer), "200 with a body that is not JSON"),
    "HTML": (reply(200, b"<html>Welcome</html>"), (2, ApiError), (1, LostAnswer), "not JSON"),
    "not a number": (reply(200, b'{"id": NaN}'), (2, ApiError), (1, LostAnswer), "not JSON"),
    "infinite": (reply(200, b'{"id": 1e999}'), (2, ApiError), (1, LostAnswer), "not JSON"),
    "endless number": (reply(200, b"9" * 9000), (2, ApiError), (1, LostAnswer), "not JSON"),
    "nested": (reply(200, b"[" * 200_000), (2, ApiError), (1, LostAnswer), "not JSON"),
    "nested and whole": (reply(200, b"[" * 500 + b"]" * 500), (2, ApiError), (1, LostAnswer), "not JSON"),
    "not UTF-8": (reply(200, b'{"id": "\xff\xfe"}'), (2, ApiError), (1, LostAnswer), "not JSON"),
    "early hints only": (reply(103), (1, ApiError), (1, LostAnswer), "103"),
    "50 MB": (Reply(LONG % 200, [b" " * 2**20] * 50), (1, ApiError), (1, LostAnswer), "more than 32 MiB"),
    "50 MB refusal": (Reply(LONG % 404, [b"a" * 2**20] * 50), (1, ApiError), (1, ApiError), "404"),
    "broken off refusal": (
        Reply(b"HTTP/1.1 422 No\r\nContent-Length: 99\r\n\r\nToo late", end="close"),
        (1, ApiError),
        (1, ApiError),
        "/x: 422 ",
    ),
    "301": (reply(301, Location="/elsewhere"), (1, ApiError), (1, ApiError), "301"),
    "304": (reply(304), (1, ApiError), (1, ApiError), "304"),
    **{
        f"{status}": (reply(status), (1, ApiError), (1, ApiError), f"{status}")
        for status in (400, 402, 403, 404, 409, 422)
    },
    "429": (reply(429), (2, ApiError), (2, ApiError), "429 Too many requests"),
    **{f"{status}": (reply(status), (2, ApiError), (1, LostAnswer), f"{status}") for status in (500, 502, 503, 504)},
    **{f"{status}": (reply(status), (1, ApiError), (1, LostAnswer), f"{status}") for status in (501, 505, 599)},
}


@pytest.mark.parametrize("safe", [True, False], ids=["read", "write"])
@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_repeated_when_that_is_safe_and_ends_as_it_should(name: str, safe: bool) -> None:
    answer, read, write, words = FAULTS[name]
    sent, ending = read if safe else write
    with Server(answer) as server:
        transport = connect(server.url, access_token="t0k", timeout=0.15 if "hang" in name or "drip" in name else 5.0)
        with pytest.raises(PortingError) as caught:
            transport.send("GET" if safe else "POST", "/x", safe=safe, body=None if safe else {"a": 1})
    assert caught.type is ending
    assert len(server.calls) == sent
    assert words in caught.value.message
    assert caught.value.details["path"] == "/v1/projects/p/x"
    assert caught.value.details["method"] == ("GET" if safe else "POST")
    if ending is ApiError:
        assert caught.value.details["status"] >= 100
    if ending is LostAnswer:
        assert "Whether it took effect is not known" in caught.value.message
    assert server.bytes_sent < 45 * 2**20


PASSING = {
    name: fault
    for name, fault in FAULTS.items()
    if (fault[1][0], fault[2][0]) != (1, 1) and "hang" not in name and "drip" not in name
}


@pytest.mark.parametrize("name", PASSING)
def test_a_read_survives_a_transient_fault(name: str) -> None:
    with Server(in_turn(PASSING[name][0], reply(200, {"id": 5}))) as server:
        assert connect(server.url).send("GET", "/x", safe=True) == {"id": 5}
        assert len(server.calls) == 2


def test_a_write_is_retried_after_too_many_requests() -> None:
    with Server(in_turn(reply(429), reply(201, {"id": 5}))) as server:
        assert connect(server.url).send("POST", "/x", safe=False, body={"a": 1}) == {"id": 5}
        assert [call.json for call in server.calls] == [{"a": 1}] * 2


@pytest.mark.parametrize("safe", [True, False], ids=["read", "write"])
def test_a_refused_connection_is_retried_even_for_a_write(safe: bool) -> None:
    clock = FakeClock()
    transport = connect(f"http://127.0.0.1:{closed_port()}", access_token="t0k", retries=3, clock=clock)
    with pytest.raises(ConnectionFailed, match=r"/v1/projects/p/x at 127\.0\.0\.1 failed, 4 times: .* was refused"):
        transport.send("POST", "/x", safe=safe)
    assert len(clock.slept) == 3


def test_an_unknown_host_name_is_reported_as_such() -> None:
    clock = FakeClock()
    transport = connect("https://no-such-host.invalid", access_token="t0k", clock=clock)
    with pytest.raises(ConnectionFailed, match="its name could not be resolved"):
        transport.send("POST", "/x", safe=False)
    assert len(clock.slept) == 1


def test_a_slow_response_within_the_timeout_is_read_completely() -> None:
    data = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
    with Server(Reply(b"", drip(data), 0.005)) as server:
        started = time.monotonic()
        assert connect(server.url, timeout=3.0).send("GET", "/x", safe=True) == {}
        assert time.monotonic() - started > 0.15  # the response was slow


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (reply(204), None),
        (reply(200, b" \r\n"), None),
        (reply(200, b"\xef\xbb\xbf[1]"), [1]),
        (reply(200, gzip.compress(b'{"a": 1}'), Content_Encoding="gzip"), {"a": 1}),
        (Reply(CHUNKED + b"2\r\n{}\r\n0\r\n\r\n"), {}),
        (Reply(b"HTTP/1.0 200 OK\r\n\r\n[2]", end="close"), [2]),
        (Reply(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n3"), 3),
        (reply(200, b'["\\ud83d\\ude00", "half \\ud83d"]'), ["\U0001f600", "half ?"]),
        (reply(200, b'"text/plain is JSON too"', Content_Type="text/plain"), "text/plain is JSON too"),
    ],
)
def test_a_successful_response_becomes_plain_data(answer: Reply, expected: object) -> None:
    with Server(answer) as server:
        assert connect(server.url).send("GET", "/x", safe=True) == expected
        assert len(server.calls) == 1
