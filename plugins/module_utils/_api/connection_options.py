# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The connection options of a task: where they come from when the task does not say, and what is wrong with them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from .._base.findings import ERROR, Finding
from .._tasks.base import Options
from .connection import Connection

# The names that Sinch's own samples use.
ENVIRONMENT = {
    "project_id": "SINCH_PROJECT_ID",
    "key_id": "SINCH_KEY_ID",
    "key_secret": "SINCH_KEY_SECRET",
    "access_token": "SINCH_ACCESS_TOKEN",
    "api_url": "SINCH_PORTING_API_URL",
    "auth_url": "SINCH_AUTH_URL",
}


def with_environment(options: Mapping[str, Any], environ: Mapping[str, str]) -> dict[str, Any]:
    """The options, those of the connection that are missing taken from the environment."""
    found = {
        name: environ[variable]
        for name, variable in ENVIRONMENT.items()
        if options.get(name) is None and environ.get(variable)
    }
    if options.get("key_secret") is not None:
        # A token of the environment would win over the key that the task itself names.
        found.pop("access_token", None)
    return {**options, **found}


def check(options: Options) -> Iterator[Finding]:
    if not options.get("project_id"):
        remedy = "Set it in the task, in module_defaults, or in the environment as SINCH_PROJECT_ID."
        yield Finding("connection-option", ERROR, "project_id", "is not given.", remedy)
        options = {**options, "project_id": "not given"}
    for sentence in connection(options).problems():
        path, dummy, message = sentence.partition(" ")
        yield Finding("connection-option", ERROR, path, message)
    if options["ca_path"] and not os.path.exists(options["ca_path"]):
        yield Finding("connection-option", ERROR, "ca_path", "does not exist where the task runs.")


def connection(options: Options) -> Connection:
    return Connection(**{member.name: options[member.name] for member in fields(Connection)})
