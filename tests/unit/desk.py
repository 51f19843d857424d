# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A minimal service for the tests of tasks, with orders, documents and faults.

Tests put orders on it with the API's names, or tasks create them. ``loopback.Server`` serves it, so the tasks use
real HTTP.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import parse_qs, urlsplit

from ansible_collections.sinch.porting.plugins.module_utils._base.clock import Clock
from ansible_collections.sinch.porting.plugins.module_utils._run.run import run
from ansible_collections.sinch.porting.plugins.module_utils._tasks.base import Task
from ansible_collections.sinch.porting.tests.unit.loopback import (
    SECRET,
    TOKEN_PATH,
    FakeClock,
    Reply,
    Seen,
    Server,
    reply,
)

ROOT = "/v1/projects/p"
PIN = "736154"
GROUPS = {"A": "GW Verizon Grp1", "B": "GW T-Mobile Grp1"}

Answer = tuple[int, Any]


def order(order_id: int = 7, **members: Any) -> dict[str, Any]:
    """A pending order of two numbers in one group, with a PIN, with the API's names."""
    return {
        "id": order_id,
        "status": "PENDING",
        "customerOrderReference": f"ref-{order_id}",
        "onDemandActivation": False,
        "createdDate": "2027-02-01T12:00:00Z",
        "phoneNumbers": [number("+12025550117"), number("+12025550118")],
        "notes": [],
        "documents": [],
        **members,
    }


def number(phone_number: str, **members: Any) -> dict[str, Any]:
    return {
        "phoneNumber": phone_number,
        "status": "PENDING",
        "phoneNumberGroup": "GW Verizon Grp1",
        "portOutInfo": {"existingPortOutPin": PIN},
        **members,
    }


@dataclass
class Desk:
    """``faults`` are pairs of a request as text (``POST /notes``: method and end of the path) and its fault.

    A fault is ``lost``: done, but the connection is reset instead of a response; ``dropped``: reset and not done; or a
    status. Each happens once. ``after`` is called with the desk after each write. ``show`` converts an order to what
    a read shows, ``replace`` combines an order with the body of a PUT. Lists by reference do not show the orders in
    ``unlisted`` yet.
    """

    orders: dict[int, dict[str, Any]] = field(default_factory=dict)
    contents: dict[int, bytes] = field(default_factory=dict)
    configuration: dict[str, Any] | None = None
    missing_configuration: Answer = (404, {"message": "none"})
    available: list[dict[str, Any]] = field(default_factory=list)
    unportable: Mapping[str, str] = field(default_factory=dict)
    silent_about: set[str] = field(default_factory=set)
    faults: list[tuple[str, Any]] = field(default_factory=list)
    page_size: int = 1000
    first_page: int = 1
    after: Callable[[Desk], None] = lambda desk: None
    show: Callable[[dict[str, Any]], dict[str, Any]] = lambda entry: entry
    replace: Callable[[dict[str, Any], dict[str, Any]], dict[str, Any]] = lambda entry, body: {**entry, **body}
    unlisted: set[int] = field(default_factory=set)
    requests: list[tuple[str, str, Any]] = field(default_factory=list)
    next_id: int = 100
    url: str = ""
    folder: Path | None = None

    @contextmanager
    def open(self) -> Iterator[None]:
        """Serves the desk at one address. Marks of unfinished writes are only valid for that address."""
        with Server(self) as server, TemporaryDirectory() as folder:
            self.url, self.folder = server.url, Path(folder)
            yield
        self.url = ""

    @property
    def writes(self) -> list[tuple[str, str, Any]]:
        return [entry for entry in self.requests if entry[0] != "GET" and entry[1] != "/portabilityChecks"]

    def queries(self) -> list[dict[str, str]]:
        """The filters of each list request."""
        places = [urlsplit(path) for method, path, dummy in self.requests if method == "GET"]
        return [
            {name: values[0] for name, values in parse_qs(place.query).items()}
            for place in places
            if place.path == "/orders/portIns"
        ]

    def __call__(self, seen: Seen) -> Reply:
        path = seen.path.removeprefix(ROOT)
        self.requests.append((seen.method, path, seen.json))
        fault = self._fault(f"{seen.method} {path}")
        if fault == "dropped":
            return Reply(end="reset")
        if isinstance(fault, int):
            return reply(fault, {"message": "the desk says no"})
        status, body = self._answer(seen, urlsplit(path))
        if seen.method != "GET" and status < 300:
            self.after(self)
        return Reply(end="reset") if fault == "lost" else reply(status, body)

    def _fault(self, request: str) -> Any:
        for index, (where, what) in enumerate(self.faults):
            method, dummy, end = where.partition(" ")
            if request.startswith(method) and request.split("?")[0].endswith(end):
                del self.faults[index]
                return what
        return None

    def _answer(self, seen: Seen, place: Any) -> Answer:
        for method, pattern, handle in self._routes():
            match = re.fullmatch(pattern, place.path)
            if match and method == seen.method:
                arguments = [int(part) for part in match.groups()]
                if arguments and arguments[0] not in self.orders:
                    return 404, {"message": "no such order"}
                return handle(seen, *arguments)
        return 404, {"message": "no such path"}

    def _routes(self) -> list[tuple[str, str, Callable[..., Answer]]]:
        one = r"/orders/portIns/(\d+)"
        return [
            ("POST", "/portabilityChecks", self._check),
            ("GET", "/orders/portIns", self._list),
            ("POST", "/orders/portIns", self._create),
            ("GET", one, lambda seen, order_id: (200, self.show(self.orders[order_id]))),
            ("PUT", one, self._replace),
            ("DELETE", one, self._cancel),
            ("POST", f"{one}/notes", self._note),
            ("POST", f"{one}/documents", self._document),
            ("GET", r"/orders/(\d+)/documents/(\d+)", self._content),
            ("GET", f"{one}/availableActivations", lambda seen, order_id: (200, self.available)),
            ("POST", f"{one}/activate", self._activate),
            (
                "GET",
                "/configuration",
                lambda seen: (
                    (200, self.configuration) if self.configuration is not None else self.missing_configuration
                ),
            ),
            ("POST", "/configuration", self._configure),
            ("PUT", "/configuration", self._configure),
        ]

    def _check(self, seen: Seen) -> Answer:
        entries = [
            {
                "phoneNumber": number,
                "portable": number not in self.unportable,
                "carrier": "Verizon",
                "reason": self.unportable.get(number, ""),
            }
            for number in seen.json["phoneNumbers"]
            if number not in self.silent_about
        ]
        return 200, {"phoneNumbers": entries}

    def _create(self, seen: Seen) -> Answer:
        order_id = self._new_id()
        entry = order(order_id, **{"customerOrderReference": "", **seen.json})
        fresh = {"status": "PENDING", "phoneNumberGroup": "GW Verizon Grp1"}
        entry["phoneNumbers"] = [{**fresh, **each} for each in seen.json["phoneNumbers"]]
        self.orders[order_id] = entry
        return 201, self.show(entry)

    def _replace(self, seen: Seen, order_id: int) -> Answer:
        kept = self.replace(self.orders[order_id], seen.json)
        kept["phoneNumbers"] = [{"status": "PENDING", **each} for each in kept["phoneNumbers"]]
        self.orders[order_id] = kept
        return 200, self.show(kept)

    def _cancel(self, seen: Seen, order_id: int) -> Answer:
        self.orders[order_id]["status"] = "CANCELED"
        return 200, None

    def _list(self, seen: Seen) -> Answer:
        query = {name: values[0] for name, values in parse_qs(urlsplit(seen.path).query).items()}
        # The service may match only part of a reference.
        found = [
            entry
            for entry in self.orders.values()
            if query.get("customerOrderReference", "") in entry["customerOrderReference"]
            and query.get("orderStatus", entry["status"]) == entry["status"]
            and ("phoneNumber" not in query or query["phoneNumber"] in map(_phone_number, entry["phoneNumbers"]))
            and ("customerOrderReference" not in query or entry["id"] not in self.unlisted)
        ]
        size = min(self.page_size, int(query.get("pageSize", 100)))
        page = int(query.get("page", self.first_page))
        start = (page - self.first_page) * size
        hidden = ("phoneNumbers", "notes", "documents")
        entries = [
            {name: value for name, value in entry.items() if name not in hidden}
            for entry in found[start : start + size]
        ]
        total_pages = -(-len(found) // size)
        return 200, {"orders": entries, "page": page, "totalPages": total_pages, "totalItems": len(found)}

    def _note(self, seen: Seen, order_id: int) -> Answer:
        entry = {"note": seen.json["note"], "createdTime": "2027-02-02T12:00:00Z", "createdBy": "customer"}
        self.orders[order_id]["notes"].append(entry)
        return 200, {"id": self._new_id(), "note": seen.json["note"]}

    def _document(self, seen: Seen, order_id: int) -> Answer:
        members = {"documentName": seen.json["documentName"], "description": seen.json["description"]}
        return 200, self.lay(order_id, base64.b64decode(seen.json["fileContent"]), **members)

    def lay(self, order_id: int, content: bytes, **members: Any) -> dict[str, Any]:
        """Adds a document to an order."""
        entry = {"id": self._new_id(), **members}
        self.orders[order_id]["documents"].append(entry)
        self.contents[entry["id"]] = content
        return entry

    def _content(self, seen: Seen, order_id: int, document_id: int) -> Answer:
        if document_id not in self.contents:
            return 404, {"message": "no such document"}
        listed = next(entry for entry in self.orders[order_id]["documents"] if entry["id"] == document_id)
        content = base64.b64encode(self.contents[document_id]).decode()
        return 200, {**listed, "documentId": document_id, "fileContent": content, "contentType": "application/pdf"}

    def _activate(self, seen: Seen, order_id: int) -> Answer:
        offered = [entry["phoneNumberGroup"] for entry in self.available]
        groups = offered if seen.json is None else seen.json["phoneNumberGroups"]
        self.available = [entry for entry in self.available if entry["phoneNumberGroup"] not in groups]
        return 200, {"phoneNumberGroups": [{"phoneNumberGroup": group, "status": "STARTED"} for group in groups]}

    def _configure(self, seen: Seen) -> Answer:
        self.configuration = seen.json
        return 200, self.configuration

    def _new_id(self) -> int:
        self.next_id += 1
        return self.next_id


def desk_of(count: int, **settings: Any) -> Desk:
    """A desk with ``count`` pending orders, from id 1."""
    return Desk({order_id: order(order_id) for order_id in range(1, count + 1)}, **settings)


def on_demand(*, live: str = "", ready: str = "AB", foc_date: str = "2027-03-02", **members: Any) -> Desk:
    """An on-demand order of two numbers in group A and one in B. The groups in ``ready`` can be activated."""
    numbers = [
        number(
            phone_number,
            phoneNumberGroup=GROUPS[group],
            status="ACTIVATED" if group in live else "CONFIRMED",
            focDate=foc_date,
        )
        for phone_number, group in (("+12025550117", "A"), ("+12025550118", "A"), ("+13125550144", "B"))
    ]
    ours = {"onDemandActivation": True, "status": "CONFIRMED", "phoneNumbers": numbers}
    desk = Desk({7: order(**{**ours, **members})})
    desk.available = [{"phoneNumberGroup": GROUPS[group], "focDate": foc_date} for group in ready]
    return desk


def _phone_number(entry: dict[str, Any]) -> str:
    return str(entry["phoneNumber"])


def perform(
    task: Task,
    desk: Desk,
    options: dict[str, Any],
    *,
    folder: Path | None = None,
    check: bool = False,
    diff: bool = False,
    clock: Clock | None = None,
    say: Callable[[str], None] = lambda text: None,
) -> dict[str, Any]:
    """Runs a task at the desk and returns its result. Marks are stored in ``folder``, or with the desk."""
    with nullcontext() if desk.url else desk.open():
        connection = {
            "project_id": "p",
            "key_id": "k",
            "key_secret": SECRET,
            "api_url": desk.url,
            "auth_url": desk.url + TOKEN_PATH,
            "timeout": 5,
            "retries": 1,
        }
        result = run(
            task,
            {**connection, **options},
            check_mode=check,
            diff=diff,
            environ={},
            say=say,
            clock=clock or FakeClock(),
            directory=folder or desk.folder,
        )
    assert PIN not in str(result)
    assert SECRET not in str(result)
    return result
