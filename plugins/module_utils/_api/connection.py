# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The connection options, and problems with them."""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any
from urllib.parse import SplitResult, quote, urlsplit

from .._base.context import Options
from .._base.findings import ERROR, Finding
from .._model.environment import ENVIRONMENT, URLS

# RFC 3986: all characters of a URL. Parsers disagree about the rest, and a disagreement here sends secrets elsewhere.
_URL = re.compile(r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+")


@dataclass(frozen=True)
class Connection:
    """The connection options. ``timeout`` is in seconds for one request, ``retries`` a count."""

    project_id: str
    key_id: str | None
    key_secret: str | None = field(repr=False)
    access_token: str | None = field(repr=False)
    auth_method: str
    api_url: str
    auth_url: str
    validate_certs: bool
    ca_path: str | None
    timeout: float
    retries: int

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> Connection:
        """The connection from a task's options, which are valid and complete."""
        return cls(**{member.name: options[member.name] for member in fields(cls)})

    @property
    def root(self) -> str:
        """The URL of the project, to which operations append their paths."""
        return f"{self.api_url.rstrip('/')}/v1/projects/{segment(self.project_id)}"

    def problems(self) -> Iterator[str]:
        """A sentence for each invalid option."""
        for option, url in (("api_url", self.api_url), ("auth_url", self.auth_url)):
            if sentence := check_url(url, option):
                yield sentence
        if self.project_id.strip() in {"", ".", ".."}:
            yield "project_id is empty or not an id. Take it from the Sinch dashboard."
        if self.access_token is not None:
            if not re.fullmatch(r"[!-~]+", self.access_token):
                yield "access_token contains a space, a line end or another character that no token has. Remove it."
        elif not (self.key_id and self.key_secret):
            yield (
                f"{'key_secret' if self.key_id else 'key_id'} is not given. Give key_id and key_secret of an access "
                "key, or set SINCH_KEY_ID and SINCH_KEY_SECRET. Create an access key in the Sinch dashboard."
            )
        if not 0 < self.timeout < float("inf"):  # also false for nan
            yield "timeout must be a number of seconds above 0."
        if self.retries < 0:
            yield "retries must be 0 or more."


def segment(value: object) -> str:
    """A value as one segment of a path."""
    return quote(str(value), safe="", errors="replace")


def check_url(url: str, option: str) -> str | None:
    """The problem of a URL option, as a sentence with the remedy; None if it is valid."""
    try:
        place = urlsplit(url)
        place.port  # noqa: B018  # raises ValueError when it is not a number
    except ValueError:
        return f"{option} is not a valid URL. {_example(option)}"
    if "@" in place.netloc:
        return f"{option} contains a user name or password. Remove them; use key_id and key_secret."
    if not _URL.fullmatch(url) or place.scheme not in {"http", "https"} or not place.hostname:
        return f"{option} is not an http or https URL. {_example(option)}"
    if place.query or place.fragment:
        return f"{option} must end with its path, without ? and #. {_example(option)}"
    return _check_place(place, option)


def _check_place(place: SplitResult, option: str) -> str | None:
    if place.scheme == "http" and not _is_loopback(place.hostname or ""):
        return f"{option} must begin with https://: plain http to {place.hostname} would expose the credentials."
    if option == "api_url" and re.search(r"/v1(/|$)", place.path):
        return f"{option} must end before /v1: the version and the project are added to it. {_example(option)}"
    return None


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _example(option: str) -> str:
    return f"Example: {URLS[option]}"


def with_environment(options: Mapping[str, Any], environ: Mapping[str, str]) -> Options:
    """The options, with missing connection options from the environment."""
    found = {
        name: environ[variable]
        for name, variable in ENVIRONMENT.items()
        if options.get(name) is None and environ.get(variable)
    }
    if options.get("key_secret") is not None:
        # A token in the environment would take precedence over the key in the task itself.
        found.pop("access_token", None)
    return {**options, **found}


def check(options: Mapping[str, Any]) -> Iterator[Finding]:
    if not options.get("project_id"):
        remedy = "Set it in the task, in module_defaults, or in the environment as SINCH_PROJECT_ID."
        yield Finding("connection-option", ERROR, "project_id", "is not given.", remedy)
        options = {**options, "project_id": "not given"}
    for sentence in Connection.of(options).problems():
        path, dummy, message = sentence.partition(" ")
        yield Finding("connection-option", ERROR, path, message)
    if options["ca_path"] and not os.path.exists(options["ca_path"]):
        yield Finding("connection-option", ERROR, "ca_path", "does not exist where the task runs.")
