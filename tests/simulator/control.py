# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Control over HTTP, below /_simulator/, and the page at the root. These requests are not in the log.

Bodies are JSON, or come from a form of the page. The response to a form is a redirect to the page.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from .application import Application
from .calls import Answer, Call
from .changes import Changes
from .errors import ApiError
from .faults import Fault
from .overview import show_state
from .server import Server
from .webhooks import Webhooks

PREFIX = "/_simulator/"
PAGE = Path(__file__).parent / "page.html"
FORM = "application/x-www-form-urlencoded"


class Control:
    """Each method takes the JSON body and the rest of the path, and returns data to send as JSON."""

    def __init__(self, application: Application, changes: Changes, server: Server, webhooks: Webhooks) -> None:
        self._application = application
        self._changes = changes
        self._server = server
        self._webhooks = webhooks
        self._actions: dict[tuple[str, str], Callable[[Any, str], Any]] = {
            ("GET", "settings"): self._read_settings,
            ("PUT", "settings"): self._change_settings,
            ("GET", "faults"): self._read_faults,
            ("POST", "faults"): self._add_fault,
            ("DELETE", "faults"): self._clear_faults,
            ("POST", "fault_plan"): self._use_plan,
            ("POST", "refuse_connections"): self._refuse_connections,
            ("GET", "requests"): self._read_requests,
            ("DELETE", "requests"): self._clear_requests,
            ("GET", "webhooks"): self._read_webhooks,
            ("GET", "state"): self._read_state,
            ("POST", "orders"): self._change_order,
            ("POST", "confirm"): self._confirm,
            ("POST", "reject"): self._reject,
            ("POST", "complete"): self._complete,
            ("POST", "advance"): self._advance,
            ("POST", "expire_tokens"): self._expire_tokens,
            ("POST", "tokens"): self._issue_token,
            ("POST", "reset"): self._reset,
        }

    @staticmethod
    def answers(call: Call) -> bool:
        return call.path in ("/", "/favicon.ico") or call.path.startswith(PREFIX)

    def answer(self, call: Call) -> Answer:
        if call.path == "/":
            return Answer(200, PAGE.read_bytes(), "text/html; charset=utf-8")
        name, _slash, rest = call.path.removeprefix(PREFIX).partition("/")
        action = self._actions.get((call.method, name))
        if action is None:
            return Answer(404)
        try:
            with self._application.state.lock:
                self._application.life.settle()
                shown = action(_read_body(call), rest)
                return Answer(303, headers={"Location": "/"}) if _is_form(call) else Answer.of_json(200, shown)
        except (ValueError, TypeError, KeyError, ApiError) as error:
            return Answer.of_json(400, {"message": str(error.args[0] if error.args else error)})

    def _read_settings(self, body: Any, rest: str) -> Any:
        return self._application.settings.as_dict()

    def _change_settings(self, body: Any, rest: str) -> Any:
        self._application.settings.update(body)
        return self._application.settings.as_dict()

    def _read_faults(self, body: Any, rest: str) -> Any:
        return [vars(fault) for fault in self._application.faults.waiting]

    def _add_fault(self, body: Any, rest: str) -> Any:
        return vars(self._application.faults.add(Fault(**_separate_details(body))))

    def _clear_faults(self, body: Any, rest: str) -> Any:
        self._application.faults.clear()
        return []

    def _use_plan(self, body: Any, rest: str) -> Any:
        self._application.faults.use_plan(**body)
        return body

    def _refuse_connections(self, body: Any, rest: str) -> Any:
        self._server.refuse_connections(float(body.get("seconds", 1)))
        return body

    def _read_requests(self, body: Any, rest: str) -> Any:
        return [record.as_dict() for record in self._application.log]

    def _clear_requests(self, body: Any, rest: str) -> Any:
        self._application.log.clear()
        return []

    def _read_webhooks(self, body: Any, rest: str) -> Any:
        return [vars(delivery) for delivery in self._webhooks.deliveries]

    def _read_state(self, body: Any, rest: str) -> Any:
        return show_state(self._application)

    def _change_order(self, body: Any, rest: str) -> Any:
        return {"id": self._changes.change(rest, body).id}

    def _confirm(self, body: Any, rest: str) -> Any:
        order = self._changes.confirm(rest, only=body.get("numbers", ()), foc_date=body.get("focDate"))
        return {"id": order.id, "status": order.status}

    def _reject(self, body: Any, rest: str) -> Any:
        given = {"reason": body["reason"]} if "reason" in body else {}
        order = self._changes.reject(rest, only=body.get("numbers", ()), **given)
        return {"id": order.id, "status": order.status}

    def _complete(self, body: Any, rest: str) -> Any:
        order = self._changes.complete(rest, only=body.get("numbers", ()))
        return {"id": order.id, "status": order.status}

    def _advance(self, body: Any, rest: str) -> Any:
        self._application.clock.advance(float(body["seconds"]))
        self._application.life.settle()
        return {"now": self._application.clock.now()}

    def _expire_tokens(self, body: Any, rest: str) -> Any:
        self._application.sign_in.expire_tokens()
        return {}

    def _issue_token(self, body: Any, rest: str) -> Any:
        return {"access_token": self._application.sign_in.issue_token()}

    def _reset(self, body: Any, rest: str) -> Any:
        self._application.reset()
        self._webhooks.deliveries.clear()
        return {}


def _is_form(call: Call) -> bool:
    """Whether a form of the page was sent. curl and urllib give JSON the type of a form too, unless it is set."""
    if call.method != "POST" or call.content.lstrip().startswith(b"{"):
        return False
    return call.headers.get("content-type", "").partition(";")[0].strip().lower() == FORM


def _read_body(call: Call) -> Any:
    """The body as from JSON. In a form ``numbers`` becomes a list, and empty fields are left out."""
    if not _is_form(call):
        return json.loads(call.content or b"{}")
    fields = parse_qs(call.content.decode())
    return {name: values if name == "numbers" else values[-1] for name, values in fields.items()}


def _separate_details(body: dict[str, Any]) -> dict[str, Any]:
    """In JSON the details of a fault are beside its other members."""
    names: tuple[str, ...] = ("kind", "operation", "times", "skip")
    own = {name: body[name] for name in names if name in body}
    return {**own, "details": {name: value for name, value in body.items() if name not in own}}
