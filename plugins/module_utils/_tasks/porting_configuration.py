# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of ``sinch_porting_configuration``: a project's defaults, one object for each project.

The response before there are defaults is not documented, nor whether a change keeps what it leaves out; so the
configuration is read first, created if missing, and otherwise replaced. Source: docs/api-notes.md, "Configuration".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal, cast

from .._base.context import Options, Result, TaskContext
from .._base.dates import GMT, read_time
from .._base.errors import ApiError
from .._base.findings import ERROR, WARN, Finding
from .._base.text import shown
from .._model.compare import member_differences
from .._model.merging import full_time
from .._model.options import ConnectionOptions, StateOptions
from .._model.types import ApiPart, PhoneNumberText, Text, TimeText
from .._order import once
from .._order.guarded import GuardedContext, GuardedService
from .base import Plan, Task

if TYPE_CHECKING:
    from .._model.data import Configuration


class Contact(ApiPart):
    email: Text | None = None
    name: Text | None = None
    phone: PhoneNumberText | None = None


class ConfigurationMembers(ApiPart):
    """The contract's PortingConfiguration."""

    contact: Contact | None = None
    webhook_url: Text | None = None
    default_port_time: TimeText | None = None
    default_port_time_zone: Literal["US/Eastern", "US/Central", "US/Mountain", "US/Pacific", "GMT"] | None = None


class ConfigurationOptions(ConnectionOptions, StateOptions, ConfigurationMembers):
    """Every option of ``sinch_porting_configuration``."""


def _empty() -> Result:
    return {"configuration": {}}


def _check(context: TaskContext) -> Iterator[Finding]:
    options = context.options
    time, contact = options["default_port_time"], options["contact"] or {}
    if time and not read_time(time.strip()):
        remedy = 'Write hours and minutes in quotes, such as "09:00:00".'
        yield Finding(
            "time-format", ERROR, "default_port_time", f"is {shown(time)}, which is not a time of day.", remedy
        )
    if contact.get("email") and not re.fullmatch(r"[^@\s]+@[^@\s]+", contact["email"].strip()):
        yield Finding(
            "email-format", ERROR, "contact.email", f"is {shown(contact['email'])}, which is not a mail address."
        )
    if options["default_port_time_zone"] == GMT:
        message = "is GMT, which only the later edition of the API's documentation has."
        yield Finding("time-zone", WARN, "default_port_time_zone", message, "Use one of the US zones.")
    url = options["webhook_url"]
    if url and (re.search(r"\s", url.strip()) or "@" in url.partition("//")[2].partition("/")[0]):
        message = "contains a space, or a user name or password."
        yield Finding("webhook-url", ERROR, "webhook_url", message, "Give the plain URL of the receiver.")


def _prepare(context: GuardedContext) -> Plan:
    # There is only one configuration, so repeating a write creates no duplicate: a lock is enough.
    context.guard("configuration")
    current = context.client.get_configuration()
    wanted = _wanted(context.options)
    body = cast("Configuration", _overlaid(current or {}, wanted))
    if not any(member_differences(wanted, current or {})):
        return Plan(changed=False, result={"configuration": current or {}})
    return Plan(
        changed=True,
        result={"configuration": body},
        sides=lambda: (current or {}, body),
        act=lambda: _write(context, body, wanted, is_new=current is None),
    )


def _write(context: GuardedContext, body: Configuration, wanted: Configuration, *, is_new: bool) -> Result:
    client = context.client

    def look_up() -> Configuration | None:
        stored = client.get_configuration()
        return stored if stored is not None and not any(member_differences(wanted, stored)) else None

    def write() -> Configuration:
        first, second = client.update_configuration, client.create_configuration
        if is_new:
            first, second = second, first
        try:
            return first(body) or {}
        except ApiError as error:
            # A read may show defaults although nothing was created, or nothing although something was: if the service
            # refuses one operation, the other one applies.
            if error.status not in (404, 405, 409):
                raise
            return second(body) or {}

    written = once.send(context, write, look_up=look_up, what="The configuration")
    return {"configuration": written or once.poll(context, look_up, seconds=0) or body}


def _wanted(options: Options) -> Configuration:
    """The user's values; everything else stays."""
    wanted = {name: options[name] for name in ConfigurationMembers.model_fields if options[name] is not None}
    if wanted.get("default_port_time"):
        wanted["default_port_time"] = full_time(wanted["default_port_time"])
    return cast("Configuration", wanted)


def _overlaid(current: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    overlaid = {name: value for name, value in current.items() if value is not None}
    for name, value in wanted.items():
        stored = current.get(name)
        overlaid[name] = _overlaid(stored, value) if isinstance(value, dict) and isinstance(stored, dict) else value
    return overlaid


TASK = Task("sinch_porting_configuration", ConfigurationOptions, _empty, _prepare, _check, service=GuardedService())
