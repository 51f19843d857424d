# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a request to its response: authentication, faults, validation, the operation, the log."""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable
from typing import Any

from .activation import Activation
from .calls import Answer, Call, Log, Record
from .clock import Clock
from .configuration import Configuration
from .errors import ApiError, write_error
from .faults import Faults, answer_instead, spoil
from .life import Life
from .service import Inquiry, Service
from .settings import Settings
from .signin import TOKEN_PATH, SignIn
from .state import Number, Order, State
from .validation import Operation, load_contract

TOKEN = "token"


class Application:
    """The service with authentication, faults, validation and the log. It knows nothing about sockets."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._initial_settings = settings.as_dict()
        self.clock = Clock()
        self.contract = load_contract()
        self.state = State(self.clock)
        self.sign_in = SignIn(settings, self.clock)
        self.faults = Faults([TOKEN, *self.contract.operations])
        self.log = Log()
        self.life = Life(self.state, settings, self.announce)
        self.service = Service(self.state, settings, self.life, self.announce)
        self.listeners: list[Callable[[str, Order, list[Number]], None]] = []
        self._operations = self._name_operations()

    def answer(self, call: Call) -> Answer:
        """The response of the API or the token endpoint to a request. The server sends it as its ``delivery`` says."""
        record = Record(
            method=call.method,
            path=call.path,
            operation=None,
            query=dict(call.query),
            headers={name: value for name, value in call.headers.items() if name != "authorization"},
            body=None,
            at=self.clock.now(),
        )
        with self.state.lock:
            self.log.add(record, size=len(call.content))
            answer = self._answer(call, record)
        record.status = None if answer.delivery in ("reset", "hang") else answer.status
        return answer

    def reset(self) -> None:
        """Forgets everything except the tokens, and restores the initial settings."""
        with self.state.lock:
            self.state.clear()
            self.life.forget()
            self.faults.clear()
            self.log.clear()
            self.settings.update(self._initial_settings)

    def _answer(self, call: Call, record: Record) -> Answer:
        try:
            found = None if call.path == TOKEN_PATH else self.contract.find(call.method, call.path)
            if found is None and call.path != TOKEN_PATH:
                raise ApiError(404, "There is no such path.")
            record.operation = found[0].id if found else TOKEN
            fault = self.faults.take(record.operation)
            record.fault = fault.kind if fault else None
            if fault and fault.is_before:
                return answer_instead(fault, self.settings, self.clock)
            answer = self._perform(call, record, *found) if found else self.sign_in.answer_token(call)
        except ApiError as error:
            return self._refuse(error)
        return spoil(answer, fault, self.settings, self.clock) if fault else answer

    def _perform(self, call: Call, record: Record, operation: Operation, parts: dict[str, str]) -> Answer:
        try:
            user = self.sign_in.admit(call, parts["projectId"])
            inquiry = self._read(call, record, operation, parts)
            inquiry.user = user
            self.life.settle()
            body = self._operations[operation.id](inquiry)
        except ApiError as error:
            return self._refuse(error)
        except Exception:
            # A bug in the simulator, or a body that only validation would have rejected.
            traceback.print_exc(file=sys.stderr)
            return Answer(500)
        return Answer(operation.success) if body is None else Answer.of_json(operation.success, body)

    def _read(self, call: Call, record: Record, operation: Operation, parts: dict[str, str]) -> Inquiry:
        record.body = body = _read_body(call, operation)
        if not self.settings.validate:
            return Inquiry(parts["projectId"], {**call.query, **parts}, body)
        strict, quote = self.settings.unknown_members == "refuse", self.settings.error_quotes
        parameters = self.contract.check_parameters(
            operation, {"path": parts, "query": call.query}, strict=strict, quote=quote
        )
        if body is not None:
            self.contract.check_body(operation, body, strict=strict, quote=quote)
        return Inquiry(parts["projectId"], parameters, body)

    def _refuse(self, error: ApiError) -> Answer:
        media_type, content = write_error(self.settings.error_form, error.status, error.message, error.violations)
        return Answer(error.status, content, media_type, error.headers)

    def announce(self, event: str, order: Order, numbers: list[Number]) -> None:
        for listener in self.listeners:
            listener(event, order, numbers)

    def _name_operations(self) -> dict[str, Callable[[Inquiry], Any]]:
        service = self.service
        activation = Activation(service, self.settings, self.life)
        configuration = Configuration(self.state, self.settings)
        return {
            "checkPortingAvailability": service.check_portability,
            "orderPortIn": service.create_order,
            "getPortInOrders": service.list_orders,
            "getOrderDetails": service.read_order,
            "updatePortInOrder": service.update_order,
            "deleteOrder": service.cancel_order,
            "addOrderNote": service.add_note,
            "addOrderDocuments": service.add_document,
            "getOrderDocumentContent": service.read_document,
            "getPortInPhoneGroups": activation.list_groups,
            "getPortInAvailableActivation": activation.list_available,
            "activatePortIn": activation.activate,
            "getConfiguration": configuration.read,
            "createConfiguration": configuration.create,
            "updateConfiguration": configuration.update,
        }


def _read_body(call: Call, operation: Operation) -> Any:
    if operation.body_pointer is None:
        return None
    if not call.content.strip():
        if operation.body_required:
            raise ApiError(400, "The request body is missing.")
        return None
    try:
        return json.loads(call.content)
    except ValueError:
        raise ApiError(400, "Malformed request body.") from None
