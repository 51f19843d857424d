# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Authentication: tokens, keys, projects."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from ansible_collections.sinch.porting.tests.unit.simulator.client import Client
from ansible_collections.sinch.porting.tests.unit.simulator.conftest import Start

GRANT = {"grant_type": "client_credentials"}


def sign_in(client: Client, **options: Any) -> requests.Response:
    return requests.post(client.simulator.auth_url, timeout=5, **{"data": GRANT, "auth": ("key", "secret"), **options})


def test_a_token_is_valid_until_it_expires(start: Start) -> None:
    client = start(token_ttl=60)
    body = sign_in(client).json()
    assert (body["expires_in"], body["token_type"], body["scope"]) == (60, "bearer", "")
    client.session.headers["Authorization"] = f"bearer {body['access_token']}"
    assert client.send("GET", "/orders/portIns").status_code == 200
    client.simulator.advance(61)
    answer = client.send("GET", "/orders/portIns")
    assert (answer.status_code, answer.content) == (401, b"")
    assert 'error_description="expired"' in answer.headers["WWW-Authenticate"]


def test_tokens_can_be_expired(client: Client) -> None:
    client.simulator.expire_tokens()
    assert "expired" in client.send("GET", "/orders/portIns").headers["WWW-Authenticate"]
    client.session.headers["Authorization"] = f"Bearer {client.simulator.issue_token()}"
    assert client.send("GET", "/orders/portIns").status_code == 200


@pytest.mark.parametrize(
    ("settings", "auth", "status"),
    [
        ({}, ("any", "thing"), 200),
        ({"key_id": "key", "key_secret": "secret"}, ("key", "secret"), 200),
        ({"key_id": "key", "key_secret": "secret"}, ("key", "wrong"), 401),
        ({"key_id": "key", "key_secret": "secret"}, ("other", "secret"), 401),
        ({}, ("", ""), 401),
        ({}, None, 401),
    ],
)
def test_keys_are_checked_for_tokens_and_basic_authentication(
    start: Start, settings: dict[str, str], auth: tuple[str, str] | None, status: int
) -> None:
    client = start(**settings)
    answer = sign_in(client, auth=auth)
    assert answer.status_code == status
    if status == 401:
        assert answer.content == b""
        assert answer.headers["WWW-Authenticate"].startswith("Basic")
    del client.session.headers["Authorization"]
    basic = client.send("GET", "/orders/portIns", auth=auth)
    assert (basic.status_code, basic.content if status == 401 else b"") == (status, b"")


def test_basic_authentication_can_be_refused(start: Start) -> None:
    client = start(refuse_basic=True)
    del client.session.headers["Authorization"]
    assert client.send("GET", "/orders/portIns", auth=("key", "secret")).status_code == 401


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer unknown", "Basic ?", "Basic /w==", "Digest x"])
def test_other_authorization_headers_are_refused(client: Client, header: str) -> None:
    client.session.headers["Authorization"] = header
    answer = client.send("GET", "/orders/portIns")
    assert (answer.status_code, answer.content) == (401, b"")


def test_accepted_tokens_and_projects_can_be_set(start: Start) -> None:
    client = start(access_tokens=["fixed"], projects=["project-1"])
    client.session.headers["Authorization"] = "Bearer fixed"
    assert client.send("GET", "/orders/portIns").status_code == 200
    client.project = "project-2"
    assert client.send("GET", "/orders/portIns").status_code == 401


def test_other_grants_and_methods_are_refused(client: Client) -> None:
    assert sign_in(client, data={"grant_type": "password"}).status_code == 400
    assert requests.get(client.simulator.auth_url, timeout=5).status_code == 405
