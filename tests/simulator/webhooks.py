# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Webhooks: a thread sends events to the project's URL if that is on this machine. It never repeats one."""

from __future__ import annotations

import contextlib
import http.client
import json
import queue
import threading
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from .application import Application
from .clock import write_time
from .state import Number, Order
from .views import show_number, show_order

LOOPBACK = ("127.0.0.1", "::1", "localhost")
TIMEOUT = 5.0
PATIENCE = 2.0


@dataclass
class Delivery:
    """An event. ``status`` is None until there is a response."""

    url: str
    body: dict[str, Any]
    status: int | None = None


class Webhooks:
    """Receives the service's events. Its thread is started when the first event has to be sent."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self.deliveries: list[Delivery] = []
        self._queue: queue.SimpleQueue[Delivery | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        application.listeners.append(self._send)

    def stop(self) -> None:
        if self._thread:
            self._queue.put(None)
            self._thread.join(PATIENCE)

    def _send(self, event: str, order: Order, numbers: list[Number]) -> None:
        settings = self._application.settings
        configuration = self._application.state.project(order.project).configuration or {}
        url = str(configuration.get("webhookUrl", ""))
        if not settings.webhooks or urlsplit(url).scheme != "http" or urlsplit(url).hostname not in LOOPBACK:
            return
        delivery = Delivery(url, self._write(event, order, numbers))
        self.deliveries.append(delivery)
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="simulator webhooks", daemon=True)
            self._thread.start()
        self._queue.put(delivery)

    def _write(self, event: str, order: Order, numbers: list[Number]) -> dict[str, Any]:
        settings = self._application.settings
        earlier = settings.edition == "earlier"
        body: dict[str, Any] = {"event" if earlier else "type": event, "orderId": str(order.id)}
        if event == "ORDER_UPDATED":
            shown = show_order(order, settings)
            body["order"] = shown if earlier else {name: shown[name] for name in shown if name != "id"}
        elif event == "NEW_ORDER_NOTE":
            body["note"] = order.notes[-1]["note"]
        else:
            body["phoneNumbers"] = [show_number(n, settings) if earlier else _show_short(n) for n in numbers]
        return body

    def _work(self) -> None:
        while (delivery := self._queue.get()) is not None:
            # If nothing is listening, the event is lost: no retries are documented.
            with contextlib.suppress(OSError, http.client.HTTPException):
                delivery.status = _post(delivery.url, json.dumps(delivery.body).encode())


def _post(url: str, content: bytes) -> int:
    """Returns the status of the response. Redirects are not followed, so that nothing leaves this machine."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=TIMEOUT)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, content, {"Content-Type": "application/json"})
        return connection.getresponse().status
    finally:
        connection.close()


def _show_short(number: Number) -> dict[str, Any]:
    """The small object of the later edition."""
    shown = {"phoneNumber": number.phone_number, "status": number.status}
    moments = {"activatedDate": number.activated_at, "confirmedDate": number.confirmed_at}
    shown.update({name: write_time(at) for name, at in moments.items() if at is not None})
    return {**shown, **({"rejectReason": number.reject_reason} if number.reject_reason else {})}
