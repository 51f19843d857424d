# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The URL of a PostgreSQL state store, and passwords in it. Source: libpq, "Connection URIs"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from .findings import ERROR, Finding

VARIABLE = "SINCH_PORTING_STATE_STORE"

# libpq accepts more than this without percent-encoding, but then it is unclear where a password ends.
_URL = re.compile(
    r"(?P<scheme>postgres(?:ql)?://)(?:(?P<user>[^:@/?#]*)(?P<password>:[^:@/?#]*)?@)?(?P<place>[^@?#]*)"
    r"(?:\?(?P<query>[^#@]*))?"
)


def is_url(store: str) -> bool:
    return store.strip().lower().startswith(("postgresql:", "postgres:"))


def is_readable(url: str) -> bool:
    return _URL.fullmatch(url) is not None


def passwords(url: str) -> list[str]:
    """All passwords in a URL, as written and decoded. For an unreadable URL everything after the scheme."""
    match = _URL.fullmatch(url)
    if match is None:
        found = [url.partition(":")[2].lstrip("/")] if is_url(url) else []
    else:
        found = [(match["password"] or "")[1:], *(value for name, value in _parameters(match) if _is_secret(name))]
    return list(dict.fromkeys(form for value in found if value for form in (value, unquote(value))))


def without_password(url: str) -> str:
    """The URL without its passwords; anything else unchanged."""
    match = _URL.fullmatch(url)
    if match is None:
        return url
    user = f"{match['user']}@" if match["user"] else ""
    query = "&".join(f"{name}={value}" for name, value in _parameters(match) if not _is_secret(name))
    return f"{match['scheme']}{user}{match['place']}{'?' if query else ''}{query}"


def parameters(url: str) -> set[str]:
    """The names of the query parameters of a URL."""
    match = _URL.fullmatch(url)
    return {name for name, dummy in _parameters(match)} if match else set()


def name_of(url: str) -> str:
    """The name of the store in messages."""
    return without_password(url).partition("?")[0] if is_readable(url) else "its URL"


def check(options: Mapping[str, Any], *, given: Any) -> Iterator[Finding]:
    """Problems with the configured store. ``given`` is the option as the task itself has it."""
    name = options["state_store"]
    if name is None:
        return
    if not name.strip():
        yield Finding(
            "state-store", ERROR, "state_store", "is blank.", "Name a directory or a database, or leave it out."
        )
    elif is_url(name) and not is_readable(name):
        remedy = "Percent-encode the special characters of user name and password."
        yield Finding("state-store", ERROR, "state_store", "is not a valid URL.", remedy)
    elif isinstance(given, str) and passwords(given):
        message = "contains a password, which does not belong in a task."
        remedy = f"Give it as PGPASSWORD, in a pgpass file, or with the whole URL in {VARIABLE}."
        yield Finding("state-store", ERROR, "state_store", message, remedy)


def secrets(name: Any, environ: Mapping[str, str]) -> list[str]:
    """All passwords of the store that this process knows."""
    urls = [url for url in (name, environ.get(VARIABLE)) if isinstance(url, str)]
    known = [environ[variable] for variable in ("PGPASSWORD", "PGSSLPASSWORD") if environ.get(variable)]
    return [*known, *(password for url in urls for password in passwords(url))]


def with_password(name: str | None, environ: Mapping[str, str]) -> str | None:
    """The store with the password from its URL in the environment: a module's options do not contain it."""
    known = environ.get(VARIABLE)
    return known if known and name == without_password(known) else name


def environ_without_password(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment, with the password removed from the URL of the store."""
    return {**environ, **({VARIABLE: without_password(environ[VARIABLE])} if environ.get(VARIABLE) else {})}


def _parameters(match: re.Match[str]) -> list[tuple[str, str]]:
    parts = [part.partition("=") for part in (match["query"] or "").split("&") if part]
    return [(unquote(name), value) for name, dummy, value in parts]


def _is_secret(name: str) -> bool:
    return "password" in name.lower()
