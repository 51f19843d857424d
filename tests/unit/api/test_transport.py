# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The transport: headers, retries, redirects and connections."""

from __future__ import annotations

import email.utils
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from ansible_collections.sinch.porting.plugins.module_utils._api import session
from ansible_collections.sinch.porting.plugins.module_utils._api.exchange import VERSION
from ansible_collections.sinch.porting.plugins.module_utils._base.errors import (
    ApiError,
    ConnectionFailed,
    LostAnswer,
)
from ansible_collections.sinch.porting.tests.unit.loopback import (
    FakeClock,
    Reply,
    Server,
    connect,
    in_turn,
    reply,
)

ROOT = Path(__file__).parents[3]


def test_a_request_has_its_headers() -> None:
    with Server(reply(200, {})) as server:
        transport = connect(server.url, api_url=server.url + "/", project_id="a/b ?ä")
        transport.send("POST", "/x/y", safe=False, query={"q": "+1 &"}, body={"name": "Zoë"})
        call = server.calls[0]
    assert (call.method, call.path) == ("POST", "/v1/projects/a%2Fb%20%3F%C3%A4/x/y?q=%2B1+%26")
    assert call.json == {"name": "Zoë"}
    assert call.headers["user-agent"] == f"sinch.porting/{VERSION} ansible-collection"
    assert call.headers["accept"] == "application/json"
    assert call.headers["content-type"] == "application/json"


def test_a_call_without_a_body_has_no_content_type() -> None:
    with Server(reply(200, {})) as server:
        connect(server.url).send("POST", "/activate", safe=False)
        call = server.calls[0]
    assert "content-type" not in call.headers
    assert call.headers["content-length"] == "0"


def test_the_version_is_that_of_the_collection() -> None:
    assert yaml.safe_load((ROOT / "galaxy.yml").read_text())["version"] == VERSION


def in_seconds(seconds: float) -> str:
    return email.utils.formatdate(time.time() + seconds, usegmt=True)


@pytest.mark.parametrize(
    ("retry_after", "lowest", "highest"),
    [
        (lambda: "7", 7, 7),
        (lambda: "0", 0, 0),
        (lambda: "120", 120, 120),
        (lambda: in_seconds(30), 28, 30),
        (lambda: in_seconds(-3600), 0, 0),
        (lambda: "soon", 0.5, 1),
        (lambda: "-5", 0.5, 1),
        (lambda: "9" * 5000, 0.5, 1),
        (lambda: "", 0.5, 1),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_the_delay_is_that_of_retry_after(
    status: int, retry_after: Callable[[], str], lowest: float, highest: float
) -> None:
    clock = FakeClock()
    with Server(in_turn(reply(status, Retry_After=retry_after()), reply(200, {}))) as server:
        connect(server.url, clock=clock).send("GET", "/x", safe=True)
    assert len(clock.slept) == 1
    assert lowest <= clock.slept[0] <= highest


@pytest.mark.parametrize("retry_after", ["121", "99999999", in_seconds(3600)], ids=["seconds", "many seconds", "date"])
@pytest.mark.parametrize("safe", [True, False])
def test_a_long_retry_after_is_reported_instead(safe: bool, retry_after: str) -> None:
    clock = FakeClock()
    with Server(reply(429, Retry_After=retry_after)) as server:
        with pytest.raises(ApiError, match=f"429 .*Retry-After {re.escape(retry_after)}"):
            connect(server.url, clock=clock).send("POST", "/x", safe=safe)
        assert len(server.calls) == 1
    assert clock.slept == []


def test_delays_grow_and_vary() -> None:
    runs = []
    with Server(reply(503)) as server:
        for _run in range(3):
            clock = FakeClock()
            with pytest.raises(ApiError, match="503"):
                connect(server.url, clock=clock, retries=4).send("GET", "/x", safe=True)
            runs.append(clock.slept)
    for slept in runs:
        assert len(slept) == 4
        assert all(highest / 2 <= wait <= highest for wait, highest in zip(slept, [1, 2, 4, 8], strict=True))
    assert runs[0] != runs[1] != runs[2]


def test_no_retries_means_one_request() -> None:
    with Server(reply(503)) as server:
        with pytest.raises(ApiError):
            connect(server.url, retries=0).send("GET", "/x", safe=True)
        assert len(server.calls) == 1


def test_check_mode_cannot_write() -> None:
    with Server(reply(200, {})) as server:
        transport = connect(server.url, read_only=True)
        assert transport.send("GET", "/x", safe=True) == {}
        with pytest.raises(AssertionError, match="a write during check mode: POST /x"):
            transport.send("POST", "/x", safe=False)
        assert [call.method for call in server.calls] == ["GET"]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(status: int) -> None:
    with Server(reply(200, {"id": 1})) as other:
        location = f"http://localhost:{other.port}/taken"
        with Server(reply(status, Location=location)) as server, pytest.raises(ApiError) as caught:
            connect(server.url).send("GET", "/x", safe=True)
        assert other.seen == []
        assert other.connections == 0
    assert f"{status}" in caught.value.message
    assert "It points to localhost. Redirects are not followed, and no credentials were sent there." in str(
        caught.value
    )


@pytest.mark.parametrize("location", ["", "http://[", "//", "\x01"])
def test_a_redirect_without_a_location_is_an_error(location: str) -> None:
    with Server(reply(302, Location=location)) as server, pytest.raises(ApiError, match="302"):
        connect(server.url).send("GET", "/x", safe=True)


def test_a_netrc_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login intruder password intruder\n")
    monkeypatch.setenv("NETRC", str(netrc))
    with Server(reply(200, {})) as server:
        connect(server.url, access_token="t0k").send("GET", "/x", safe=True)
        assert server.calls[0].headers["authorization"] == "Bearer t0k"


def test_cookies_are_not_kept() -> None:
    with Server(reply(200, {}, Set_Cookie="session=1; Path=/")) as server:
        for _call in range(2):
            connect(server.url).send("GET", "/x", safe=True)
        assert "cookie" not in server.calls[1].headers


def test_a_connection_is_shared_by_transports_and_not_reused_after_idling() -> None:
    clock = FakeClock()
    with Server(reply(200, {})) as server:
        for _task in range(3):
            connect(server.url, clock=clock).send("POST", "/x", safe=False)
        assert (server.connections, len(server.calls)) == (1, 3)
        clock.seconds += session.IDLE + 0.1
        connect(server.url, clock=clock).send("POST", "/x", safe=False)
        assert (server.connections, len(server.calls)) == (2, 4)


def test_a_write_on_a_closing_connection_has_an_unknown_outcome() -> None:
    """The service reads the request and disconnects, so it is unknown whether the request took effect."""
    with Server(in_turn(reply(200, {}), Reply(end="close"), reply(200, {}))) as server:
        transport = connect(server.url)
        transport.send("GET", "/x", safe=True)
        with pytest.raises(LostAnswer, match="closed without a response"):
            transport.send("POST", "/x", safe=False)
        assert server.connections == 1
        assert len(server.calls) == 2


def test_a_closed_connection_is_opened_again() -> None:
    with Server(reply(200, {}, end="close")) as server:
        for _call in range(3):
            connect(server.url).send("POST", "/x", safe=False)
            time.sleep(0.02)
        assert (server.connections, len(server.calls)) == (3, 3)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork, so neither has Ansible")
def test_a_fork_opens_its_own_connection() -> None:
    with Server(reply(200, {})) as server:
        connect(server.url).send("GET", "/parent", safe=True)
        child = os.fork()
        if child == 0:
            status = 1
            try:
                connect(server.url).send("GET", "/child", safe=True)
                status = 0
            finally:
                os._exit(status)
        assert os.waitpid(child, 0)[1] == 0
        connect(server.url).send("GET", "/parent", safe=True)
        assert [call.path.rsplit("/")[-1] for call in server.calls] == ["parent", "child", "parent"]
        assert server.connections == 2


def test_a_missing_ca_file_is_named() -> None:
    with Server(reply(200, {})) as server:
        with pytest.raises(ConnectionFailed, match="ca_path /no/such/file does not exist"):
            connect(server.url, ca_path="/no/such/file").send("GET", "/x", safe=True)
        assert server.seen == []


def test_every_file_loads_without_the_libraries() -> None:
    program = """
import importlib, sys
sys.modules.update({"requests": None, "urllib3": None})
for name in "error_bodies client connection exchange transport paging session sign_in".split():
    importlib.import_module("ansible_collections.sinch.porting.plugins.module_utils._api." + name)
assert not [name for name in sys.modules if name.split(".")[0] in ("ansible", "pydantic")]
"""
    subprocess.run([sys.executable, "-c", program], check=True, env={**os.environ, "PYTHONPATH": ":".join(sys.path)})
