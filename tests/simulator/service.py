# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The API's operations on orders. The others are in activation.py and configuration.py."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from . import listing
from .carriers import carrier_of, group_name, why_unportable
from .clock import write_time
from .errors import ApiError, Violation, invalid, not_found
from .life import Life, Tell
from .settings import Settings
from .state import Document, Number, Order, State
from .views import show_order

READ_ONLY = ("id", "status", "createdDate", "notes", "documents")
READ_ONLY_IN_NUMBERS = (
    "status",
    "exclusionReason",
    "exclusionTime",
    "exclusionDate",
    "countryCode",
    "activateTime",
    "activatedDate",
    "activateUser",
    "confirmedDate",
    "rejectReason",
    "excludedFeatures",
    "phoneNumberGroup",
    "focDate",
)
WRITTEN = (
    "desiredPortSchedule",
    "customerOrderReference",
    "onDemandActivation",
    "loaUploadedBy",
    "loaAttachmentDate",
    "resellerName",
)


@dataclass
class Inquiry:
    """A valid request: the client's key, the project, the parameters and the body."""

    project: str
    parameters: dict[str, Any] = field(default_factory=dict)
    body: Any = None
    user: str = "customer"


class Service:
    """Each operation is a method with its name that returns the response body. Call it with the lock held."""

    def __init__(self, state: State, settings: Settings, life: Life, tell: Tell) -> None:
        self._state = state
        self._settings = settings
        self._life = life
        self._tell = tell

    def check_portability(self, inquiry: Inquiry) -> dict[str, Any]:
        answers = []
        asked = [number for number in inquiry.body.get("phoneNumbers", ()) if number not in self._settings.unanswered]
        held = {}
        if self._settings.held_numbers == "unportable":
            held = _open_numbers(list(self._state.project(inquiry.project).orders.values()), set(asked))
        for number in asked:
            reason = why_unportable(number, self._settings.unportable)
            if number in held:
                reason = f"The number is in order {held[number]} already."
            carrier = carrier_of(number, self._settings.carriers)
            answers.append(
                {"phoneNumber": number, "portable": reason is None, "carrier": carrier, "reason": reason or ""}
            )
        return {"phoneNumbers": answers}

    def create_order(self, inquiry: Inquiry) -> dict[str, Any]:
        order = self._state.add_order(inquiry.project, {}, [])
        try:
            self._write(order, inquiry.body, omitted="clear")
        except ApiError:
            del self._state.project(inquiry.project).orders[order.id]
            raise
        self._tell("ORDER_UPDATED", order, [])
        return show_order(order, self._settings)

    def list_orders(self, inquiry: Inquiry) -> dict[str, Any]:
        orders = self._state.project(inquiry.project).orders.values()
        now = self._state.clock.now()
        visible = [order for order in orders if listing.is_visible(order, self._settings, now=now)]
        return listing.write_page(visible, inquiry.parameters, self._settings)

    def read_order(self, inquiry: Inquiry) -> dict[str, Any]:
        order = self.find(inquiry)
        if order.reads_refused < self._settings.create_lag_reads:
            order.reads_refused += 1
            raise not_found(f"Order {order.id}")
        self._life.count_read(order)
        if order.stale and order.stale_reads > 0:
            order.stale_reads -= 1
            return show_order(order.stale, self._settings)
        return show_order(order, self._settings)

    def update_order(self, inquiry: Inquiry) -> dict[str, Any]:
        order = self.find_pending(inquiry)
        self.keep_stale(order)
        self._write(order, inquiry.body, omitted=self._settings.put_omitted)
        self._tell("ORDER_UPDATED", order, [])
        return show_order(order, self._settings)

    def cancel_order(self, inquiry: Inquiry) -> None:
        order = self.find_pending(inquiry)
        self.keep_stale(order)
        self._life.cancel(order)

    def add_note(self, inquiry: Inquiry) -> dict[str, Any]:
        order = self.find(inquiry)
        self.keep_stale(order)
        return self.put_note(order, inquiry.body.get("note", ""), by=inquiry.user)

    def put_note(self, order: Order, text: str, *, by: str) -> dict[str, Any]:
        order.notes.append({"note": text, "createdTime": write_time(self._state.clock.now()), "createdBy": by})
        self._tell("NEW_ORDER_NOTE", order, [])
        return {"id": self._state.next_part_id(), "note": text}

    def add_document(self, inquiry: Inquiry) -> dict[str, Any]:
        order = self.find(inquiry)
        self.keep_stale(order)
        document = Document(self._state.next_part_id(), inquiry.body)
        order.documents.append(document)
        return document.metadata

    def read_document(self, inquiry: Inquiry) -> dict[str, Any]:
        order = self.find(inquiry)
        for document in order.documents:
            if str(document.id) == inquiry.parameters["documentId"]:
                name = str(document.given.get("documentName", ""))
                kind = "application/pdf" if name.lower().endswith(".pdf") else "application/octet-stream"
                content = {"fileContent": document.given.get("fileContent", ""), "contentType": kind}
                return {"documentId": document.id, **document.metadata, **content}
        raise not_found("The document")

    def find(self, inquiry: Inquiry) -> Order:
        order_id = inquiry.parameters["orderId"]
        order = self._state.project(inquiry.project).orders.get(int(order_id) if str(order_id).isdigit() else -1)
        if order is None:
            raise not_found(f"Order {order_id}")
        return order

    def find_pending(self, inquiry: Inquiry) -> Order:
        order = self.find(inquiry)
        if order.status != "PENDING":
            raise ApiError(self._settings.wrong_state_status, f"Order {order.id} is {order.status}, not PENDING.")
        return order

    def keep_stale(self, order: Order) -> None:
        """Keeps the current state for the next reads, if reads lag behind writes."""
        if self._settings.read_lag_reads:
            order.stale, order.stale_reads = order.snapshot(), self._settings.read_lag_reads

    def _write(self, order: Order, body: dict[str, Any], *, omitted: str) -> None:
        """Changes the order as the body says. Members that are missing in the body are cleared or kept."""
        given = {name: body[name] for name in WRITTEN if body.get(name) is not None}
        numbers = body.get("phoneNumbers")
        kept = order.by_number
        if omitted == "keep":
            given = {**order.given, **given}
            changed = [
                {**(kept[entry["phoneNumber"]].given if entry["phoneNumber"] in kept else {}), **entry}
                for entry in numbers or ()
            ]
            named = {entry["phoneNumber"] for entry in changed}
            numbers = [number.given for number in order.numbers if number.phone_number not in named] + changed
        wrong = list(self._violations(order, body, given, numbers or []))
        if wrong:
            raise invalid(*wrong)
        given["desiredPortSchedule"] = self._complete_schedule(order, given["desiredPortSchedule"])
        order.given = given
        order.write_numbers([self._make_number(kept, entry) for entry in numbers or ()])

    def _make_number(self, kept: dict[str, Number], entry: dict[str, Any]) -> Number:
        given = {name: value for name, value in entry.items() if name not in READ_ONLY_IN_NUMBERS and value is not None}
        known = kept.get(entry["phoneNumber"])
        if known:
            known.given = given
            return known
        return Number(given, group=group_name(carrier_of(entry["phoneNumber"], self._settings.carriers)))

    def _complete_schedule(self, order: Order, given: dict[str, Any]) -> dict[str, Any]:
        defaults = self._state.project(order.project).configuration or {}
        return {
            "desiredPortDate": given["desiredPortDate"],
            "desiredPortTime": given.get("desiredPortTime") or defaults.get("defaultPortTime") or "09:00:00",
            "desiredPortTimeZone": given.get("desiredPortTimeZone")
            or defaults.get("defaultPortTimeZone")
            or "US/Eastern",
        }

    def _violations(
        self, order: Order, body: dict[str, Any], given: dict[str, Any], numbers: list[dict[str, Any]]
    ) -> Iterator[Violation]:
        settings = self._settings
        if settings.read_only_members == "refuse":
            yield from _read_only_violations(body)
        if len(numbers) > settings.max_numbers:
            yield "phoneNumbers", f"An order takes at most {settings.max_numbers} numbers."
        others = [other for other in self._state.project(order.project).orders.values() if other is not order]
        reference = given.get("customerOrderReference", "")
        if settings.require_reference_unique and reference and any(other.reference == reference for other in others):
            yield "customerOrderReference", "This reference is in use."
        wanted = {entry["phoneNumber"] for entry in numbers}
        taken = _open_numbers(others, wanted) if settings.duplicate_numbers == "refuse" else {}
        for index, entry in enumerate(numbers):
            number = entry["phoneNumber"]
            reason = why_unportable(number, settings.unportable) if settings.unportable else None
            if reason:
                yield f"phoneNumbers[{index}].phoneNumber", reason
            if number in taken:
                yield f"phoneNumbers[{index}].phoneNumber", f"The number is in order {taken[number]} already."


def _read_only_violations(body: dict[str, Any]) -> Iterator[Violation]:
    for name in READ_ONLY:
        if name in body:
            yield name, "This member is read-only."
    for index, entry in enumerate(body.get("phoneNumbers", ())):
        for name in READ_ONLY_IN_NUMBERS:
            if name in entry:
                yield f"phoneNumbers[{index}].{name}", "This member is read-only."


def _open_numbers(orders: list[Order], wanted: set[str]) -> dict[str, int]:
    """The wanted numbers that are in an open order, each with that order's id."""
    return {
        phone_number: order.id
        for order in orders
        if order.is_open and not wanted.isdisjoint(order.by_number)
        for phone_number in wanted.intersection(order.by_number)
        if order.by_number[phone_number].status in ("PENDING", "CONFIRMED")
    }
