# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Connection options: which are accepted, and the messages about the others."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._api.connection import Connection, check_url
from ansible_collections.sinch.porting.plugins.module_utils._base.errors import (
    ValidationFailed,
)
from ansible_collections.sinch.porting.tests.unit.loopback import (
    DEFAULTS,
    SECRET,
    connect,
)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://api.example", "must begin with https://"),
        ("http://localhost.example", "must begin with https://"),
        ("http://128.0.0.1", "must begin with https://"),
        ("http://[::2]", "must begin with https://"),
        ("http://0.0.0.0", "must begin with https://"),
        ("https://user:pass-word@api.example", "user name or password"),
        ("https://pass-word@api.example", "user name or password"),
        ("ftp://api.example", "not an http or https URL"),
        ("api.example", "not an http or https URL"),
        ("", "not an http or https URL"),
        ("https://", "not an http or https URL"),
        ("https:///v2", "not an http or https URL"),
        ("https://api.example\\@127.0.0.1", "user name or password"),
        ("http://127.0.0.1\\.example", "not an http or https URL"),
        ("https://api.example/a b", "not an http or https URL"),
        ("https://api.example\n", "not an http or https URL"),
        ("https://api.example:port", "not a valid URL"),
        ("https://[::1", "not a valid URL"),
        ("https://api.example/?a=b", "without ? and #"),
        ("https://api.example/#a", "without ? and #"),
        ("https://api.example/v1", "must end before /v1"),
        ("https://api.example/v1/projects/p/", "must end before /v1"),
    ],
)
def test_a_url_that_cannot_be_trusted_is_refused_with_the_remedy(url: str, words: str) -> None:
    sentence = check_url(url, "api_url")
    assert sentence is not None
    assert words in sentence
    assert "api_url" in sentence
    assert "pass-word" not in sentence
    with pytest.raises(ValidationFailed, match="api_url"):
        connect("http://127.0.0.1", api_url=url)


@pytest.mark.parametrize(
    "url",
    [
        "https://porting.api.sinch.com",
        "https://porting.api.sinch.com/",
        "https://gateway.example:8443/sinch/porting/",
        "http://localhost:8080",
        "http://127.0.0.1",
        "http://127.8.9.10:1",
        "http://[::1]:8080/",
        "https://10.0.0.1/v12",
    ],
)
def test_a_correct_url_is_accepted(url: str) -> None:
    assert check_url(url, "api_url") is None


def test_the_url_of_the_token_endpoint_may_have_any_path() -> None:
    assert check_url("https://auth.example/v1/token", "auth_url") is None


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"project_id": ""}, "project_id"),
        ({"project_id": ".."}, "project_id"),
        ({"key_id": None}, "key_id is not given"),
        ({"key_secret": ""}, "key_secret is not given"),
        ({"access_token": "t0ken-value\n"}, "access_token contains"),
        ({"access_token": ""}, "access_token contains"),
        ({"timeout": 0.0}, "timeout"),
        ({"timeout": float("nan")}, "timeout"),
        ({"retries": -1}, "retries"),
    ],
)
def test_an_option_that_cannot_work_is_refused(options: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationFailed, match=words) as caught:
        connect("http://127.0.0.1", **options)
    assert "t0ken-value" not in caught.value.message


def test_a_connection_does_not_show_its_secrets() -> None:
    options = {**DEFAULTS, "project_id": "p", "key_id": "k", "key_secret": SECRET, "access_token": "t0ken-value"}
    shown = repr(Connection.of(options))
    assert SECRET not in shown
    assert "t0ken-value" not in shown
