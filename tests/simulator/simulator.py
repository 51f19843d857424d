# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The simulator as tests use it: start it, inspect it, change it, stop it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import TracebackType
from typing import Any

from .application import TOKEN, Application
from .calls import Answer, Call, Record
from .changes import Changes
from .control import Control
from .faults import Fault
from .server import Server
from .settings import Settings
from .signin import TOKEN_PATH
from .state import Order
from .webhooks import Delivery, Webhooks

READ_ONLY_POSTS = (TOKEN, "checkPortingAvailability")


class Simulator:
    """A simulated Sinch on the loopback interface. Give settings by name; use it in a with statement.

    ```
    with Simulator(first_page=0) as simulator:
        simulator.fault("reset_after", "orderPortIn")
        ...  # talk to simulator.url with a token from simulator.auth_url
        assert [record.operation for record in simulator.writes] == ["orderPortIn"]
    ```
    """

    def __init__(self, *, host: str = "127.0.0.1", port: int = 0, **settings: Any) -> None:
        self.settings = Settings(**settings)
        self._application = Application(self.settings)
        self._changes = Changes(self._application)
        self._webhooks = Webhooks(self._application)
        self._server = Server(host, port, respond=self._respond, tick=self._settle)
        self._control = Control(self._application, self._changes, self._server, self._webhooks)

    def __enter__(self) -> Simulator:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> Simulator:
        self._server.start()
        return self

    def stop(self) -> None:
        self._server.stop()
        self._webhooks.stop()

    # Addresses

    @property
    def url(self) -> str:
        """The URL of the API, without /v1."""
        return self._server.url

    @property
    def auth_url(self) -> str:
        return self.url + TOKEN_PATH

    def connection(self, **options: Any) -> dict[str, Any]:
        """The connection options of a task, and the given ones."""
        return {
            "project_id": "project-1",
            "key_id": "key-1",
            "key_secret": "key-secret-1234",
            "api_url": self.url,
            "auth_url": self.auth_url,
            **options,
        }

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    # Inspection

    @property
    def requests(self) -> list[Record]:
        """The latest requests to the API and the token endpoint, oldest first: at most 10 000, or 32 MB of bodies."""
        with self._application.state.lock:
            return list(self._application.log)

    @property
    def operations(self) -> list[str | None]:
        """The names of the requested operations; None for an unknown path."""
        return [record.operation for record in self.requests]

    @property
    def writes(self) -> list[Record]:
        """The requests that can change data."""
        return [
            record for record in self.requests if record.method != "GET" and record.operation not in READ_ONLY_POSTS
        ]

    @property
    def orders(self) -> list[Order]:
        """All orders, oldest first, in their current state. These are the simulator's own objects."""
        with self._application.state.lock:
            self._application.life.settle()
            return sorted(self._application.state.orders(), key=lambda order: order.id)

    @property
    def webhooks(self) -> list[Delivery]:
        """The events that were sent to webhook URLs."""
        return self._webhooks.deliveries

    def order(self, order_id: int | str) -> Order:
        with self._application.state.lock:
            self._application.life.settle()
            return self._application.state.order(order_id)

    def clear_requests(self) -> None:
        with self._application.state.lock:
            self._application.log.clear()

    # Faults and time

    def fault(self, kind: str, operation: str = "*", times: int = 1, skip: int = 0, **details: Any) -> Fault:
        """Makes the next requests of an operation fail ("*" for any, "token" for the token endpoint); see README.md."""
        with self._application.state.lock:
            return self._application.faults.add(Fault(kind, operation, times, skip, details))

    def fault_plan(
        self,
        seed: int,
        rate: float,
        kinds: Iterable[str | tuple[str, Mapping[str, Any]]],
        *,
        operation: str = "*",
        limit: int | None = None,
    ) -> None:
        """Makes each request fail with the probability ``rate``. The same seed and requests give the same faults."""
        with self._application.state.lock:
            self._application.faults.use_plan(seed, rate, kinds, operation=operation, limit=limit)

    def clear_faults(self) -> None:
        with self._application.state.lock:
            self._application.faults.clear()

    def refuse_connections(self, seconds: float) -> None:
        self._server.refuse_connections(seconds)

    def advance(self, seconds: float) -> None:
        """Advances the simulator's clock, and makes the changes that are due."""
        self._application.clock.advance(seconds)
        self._settle()

    def issue_token(self) -> str:
        """Issues an access token, like the token endpoint."""
        return self._application.sign_in.issue_token()

    @property
    def tokens(self) -> list[str]:
        """All issued tokens, the latest last."""
        return self._application.sign_in.tokens

    def expire_tokens(self) -> None:
        self._application.sign_in.expire_tokens()

    def reset(self) -> None:
        """Forgets orders, faults and requests, and restores the initial settings."""
        self._application.reset()
        self._webhooks.deliveries.clear()

    # Actions of carriers and of Sinch's staff

    def create(self, body: Mapping[str, Any], *, project: str = "project-1") -> Order:
        """Creates an order without a request."""
        return self._changes.create(body, project=project)

    def confirm(self, order_id: int | str, *, only: Collection[str] = (), foc_date: str | None = None) -> Order:
        return self._changes.confirm(order_id, only=only, foc_date=foc_date)

    def reject(self, order_id: int | str, *, only: Collection[str] = (), reason: str = "Wrong port-out PIN.") -> Order:
        return self._changes.reject(order_id, only=only, reason=reason)

    def complete(self, order_id: int | str, *, only: Collection[str] = ()) -> Order:
        return self._changes.complete(order_id, only=only)

    def change(self, order_id: int | str, **changes: Any) -> Order:
        """Sets statuses and other members; ``Changes.change`` lists them."""
        return self._changes.change(order_id, changes)

    def add_note(self, order_id: int | str, text: str, *, by: str = "Sinch") -> None:
        self._changes.add_note(order_id, text, by=by)

    def _respond(self, call: Call) -> Answer:
        if Control.answers(call):
            return self._control.answer(call)
        if self.settings.latency:
            self._server.stopping.wait(self.settings.latency)
        return self._application.answer(call)

    def _settle(self) -> None:
        with self._application.state.lock:
            self._application.life.settle()
