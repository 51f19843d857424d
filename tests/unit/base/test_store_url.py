# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The URL of a state store, and the password in it."""

from __future__ import annotations

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._base import store_url
from ansible_collections.sinch.porting.plugins.module_utils._base.store_url import (
    VARIABLE,
    check,
    secrets,
    with_password,
)


@pytest.mark.parametrize(
    ("url", "bare", "known"),
    [
        ("postgresql://db/state", "postgresql://db/state", []),
        ("postgresql://u@db:5433/state?sslmode=require", "postgresql://u@db:5433/state?sslmode=require", []),
        ("postgres://u:pa%40ss@a:1,b:2/state", "postgres://u@a:1,b:2/state", ["pa%40ss", "pa@ss"]),
        ("postgresql:///state?password=geheim-1&host=/run", "postgresql:///state?host=/run", ["geheim-1"]),
        ("postgresql://:geheim-2@db", "postgresql://db", ["geheim-2"]),
        ("postgresql://u:@db?ssl%70assword=x1", "postgresql://u@db", ["x1"]),
        ("/srv/a:b@c", "/srv/a:b@c", []),
    ],
)
def test_the_password_in_a_url_is_found(url, bare, known):
    assert store_url.without_password(url) == bare
    assert store_url.passwords(url) == known
    assert store_url.passwords(bare) == []


@pytest.mark.parametrize(
    "url", ["postgresql://u:p/w@db/x", "postgresql://u:p?w@db/x", "postgres:u:pw@db", "postgresql://u:p@w@db"]
)
def test_everything_in_an_unreadable_url_is_secret(url):
    assert not store_url.is_readable(url)
    assert store_url.passwords(url)[0] in url
    assert "p" not in store_url.name_of(url)
    (finding,) = check({"state_store": url}, given=None)
    assert "cannot be read" not in finding.path
    assert "u:p" not in str(finding)


def test_the_password_is_allowed_in_the_environment_but_not_in_a_task():
    url = "postgresql://u:geheim-3@db/state"
    (finding,) = check({"state_store": url}, given=url)
    assert "geheim-3" not in str(finding)
    assert "PGPASSWORD" in finding.remedy
    assert list(check({"state_store": url}, given=None)) == []
    assert list(check({"state_store": None}, given=None)) == []
    assert len(list(check({"state_store": " "}, given=" "))) == 1
    environ = {VARIABLE: url, "PGPASSWORD": "geheim-4", "OTHER": "x"}
    assert set(secrets(None, environ)) == {"geheim-3", "geheim-4"}
    assert store_url.environ_without_password(environ) == {**environ, VARIABLE: "postgresql://u@db/state"}
    assert with_password("postgresql://u@db/state", environ) == url
    assert with_password("postgresql://u@db/other", environ) == "postgresql://u@db/other"
    assert with_password(None, environ) is None
