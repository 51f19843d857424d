# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One method for each operation of the API. Takes and returns plain data with snake_case names, see ``_base/names.py``.

A malformed response to a write raises LostAnswer, to a read ApiError; nothing else can go wrong here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeGuard, cast

from .._base.errors import ApiError
from .._base.names import camel, from_api, to_api
from .._model.limits import MAX_NUMBERS
from .connection import segment
from .paging import pages
from .transport import Transport

if TYPE_CHECKING:
    from .._model.data import ActivationGroup, Configuration, Document, Note, Order, PortabilityAnswer

# docs/api-notes.md, "Limits": 1 to 1000. The maximum takes the fewest requests.
PAGE_SIZE = 1000

_ORDERS = "/orders/portIns"
_OUTLINE = ("id", "status", "createdDate", "customerOrderReference")


class Client:
    """The API of one project."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def check_portability(self, numbers: list[str]) -> list[PortabilityAnswer]:
        """``phone_number``, ``portable``, ``carrier`` and ``reason`` of each number, for any number of them."""
        path = "/portabilityChecks"
        results: list[PortabilityAnswer] = []
        for start in range(0, len(numbers), MAX_NUMBERS):
            body = {"phoneNumbers": numbers[start : start + MAX_NUMBERS]}
            answer = self._transport.send("POST", path, safe=True, body=body)
            found = answer.get("phoneNumbers") if isinstance(answer, dict) else None
            if not _are_dicts(found) or not all(isinstance(entry.get("phoneNumber"), str) for entry in found):
                raise self._transport.unexpected("POST", path, "without a list phoneNumbers", safe=True)
            results += from_api(found)
        return results

    def create_order(self, order: Order) -> Order:
        """Creates an order and returns it, with its ``id``."""
        created = self._write("POST", _ORDERS, order)
        if not created or not _is_id(created.get("id")):
            raise self._transport.unexpected("POST", _ORDERS, "without the order's id", safe=False)
        return cast("Order", created)

    def list_orders(self, *, page_size: int = PAGE_SIZE, **filters: Any) -> Iterator[Order]:
        """All orders that match the filters (the API's query parameters in snake case), across all pages.

        Entries are summaries: no numbers, no schedule. A filter that is None is left out.
        """
        query = {camel(name): _text(value) for name, value in filters.items() if value is not None}
        query["pageSize"] = str(page_size)

        def read(page: int | None) -> Any:
            turned = query if page is None else {**query, "page": str(page)}
            return from_api(self._transport.send("GET", _ORDERS, safe=True, query=turned))

        for orders in pages(read, fail=lambda reason: self._transport.unexpected("GET", _ORDERS, reason, safe=True)):
            self._learn(orders)
            yield from orders

    def get_order(self, order_id: int | str) -> Order:
        """A complete order. Raises ApiError with status 404 if there is none."""
        path = _order_path(order_id)
        order = self._read(path)
        if not isinstance(order, dict) or not _is_id(order.get("id")):
            raise self._transport.unexpected("GET", path, "without an order", safe=True)
        self._learn(order)
        return cast("Order", order)

    def get_order_outline(self, order_id: int | str) -> Order:
        """Just enough to find shared numbers: ``id``, ``status``, ``created_date``, ``customer_order_reference`` and,
        with ``phone_number`` and ``status``, its ``phone_numbers``. Parsing complete orders for this took half the time
        of a task.
        """
        path = _order_path(order_id)
        order = self._transport.send("GET", path, safe=True)
        outline = from_api({name: order.get(name) for name in _OUTLINE}) if isinstance(order, dict) else {}
        numbers = order.get("phoneNumbers") if isinstance(order, dict) else None
        if not _is_id(outline.get("id")) or not _are_dicts(numbers):
            raise self._transport.unexpected("GET", path, "without an order and its numbers", safe=True)
        held = [{"phone_number": number.get("phoneNumber"), "status": number.get("status")} for number in numbers]
        return cast("Order", {**outline, "phone_numbers": held})

    def replace_order(self, order_id: int | str, order: Order) -> Order | None:
        """Replaces a pending order; returns the stored order, None if the response does not contain it."""
        return cast("Order | None", self._write("PUT", _order_path(order_id), order))

    def cancel_order(self, order_id: int | str) -> None:
        """Cancels a pending order. The response is undocumented: read the order to see its status."""
        self._transport.send("DELETE", _order_path(order_id), safe=False)

    def add_note(self, order_id: int | str, note: str) -> Note | None:
        """Adds a note to an order; returns ``id`` and ``note``."""
        return cast("Note | None", self._write("POST", _order_path(order_id, "notes"), {"note": note}))

    def add_document(self, order_id: int | str, document: Document) -> Document | None:
        """Adds ``document_name``, ``description``, ``file_content`` (Base64); returns ``id`` and the first two."""
        return cast("Document | None", self._write("POST", _order_path(order_id, "documents"), document))

    def get_document(self, order_id: int | str, document_id: int | str) -> Document:
        """A document with its ``file_content`` in Base64."""
        # The documented path has no portIns, but the one in Sinch's porting skill has.
        path = f"/orders/{segment(order_id)}/documents/{segment(document_id)}"
        try:
            document = self._read(path)
        except ApiError as error:
            if error.status not in (404, 405):
                raise
            path = _order_path(order_id, "documents", str(document_id))
            try:
                document = self._read(path)
            except ApiError:
                raise error from None
        if not isinstance(document, dict) or not isinstance(document.get("file_content"), str):
            raise self._transport.unexpected("GET", path, "without the document's fileContent", safe=True)
        return cast("Document", document)

    def available_activations(self, order_id: int | str) -> list[ActivationGroup]:
        """The groups that can be activated now: ``phone_number_group``, ``foc_date``, ``phone_numbers``."""
        path = _order_path(order_id, "availableActivations")
        groups = self._read(path)
        if isinstance(groups, dict) and _are_dicts(groups.get("activation_groups")):
            groups = [_as_available(group) for group in groups["activation_groups"] if _is_ready(group)]
        if groups is None:
            return []
        if not _are_dicts(groups):
            raise self._transport.unexpected("GET", path, "without a list of groups", safe=True)
        return cast("list[ActivationGroup]", groups)

    def activate(self, order_id: int | str, groups: Iterable[str] | None = None) -> dict[str, Any] | None:
        """Activates groups by name, or the whole order; returns the ``phone_number_groups`` with a ``status``."""
        body = None if groups is None else {"phone_number_groups": list(groups)}
        return self._write("POST", _order_path(order_id, "activate"), body)

    def get_configuration(self) -> Configuration | None:
        """The project's defaults; None if there are none yet, for which the service may return 404."""
        try:
            configuration = self._read("/configuration")
        except ApiError as error:
            if error.status == 404:
                return None
            raise
        if configuration is not None and not isinstance(configuration, dict):
            raise self._transport.unexpected("GET", "/configuration", "without a configuration", safe=True)
        return cast("Configuration | None", configuration or None)

    def create_configuration(self, configuration: Configuration) -> Configuration | None:
        return cast("Configuration | None", self._write("POST", "/configuration", configuration))

    def update_configuration(self, configuration: Configuration) -> Configuration | None:
        return cast("Configuration | None", self._write("PUT", "/configuration", configuration))

    def _read(self, path: str) -> Any:
        return from_api(self._transport.send("GET", path, safe=True))

    def _write(self, method: str, path: str, body: Mapping[str, object] | None) -> dict[str, Any] | None:
        """Sends a write; returns the object in the response, None for an empty response."""
        self._learn(body)
        answer = from_api(self._transport.send(method, path, safe=False, body=to_api(body)))
        if answer is not None and not isinstance(answer, dict):
            raise self._transport.unexpected(method, path, "with something else than an object", safe=False)
        self._learn(answer)
        return answer

    def _learn(self, data: Any) -> None:
        """Learns the secrets of an order, so that no later error can quote them."""
        self._transport.redactor.learn_from(data)


def _order_path(order_id: int | str, *below: str) -> str:
    return "/".join([_ORDERS, segment(order_id), *below])


def _is_ready(group: Mapping[str, Any]) -> bool:
    return str(group.get("status") or "READY").upper() == "READY"


def _as_available(group: Mapping[str, Any]) -> Mapping[str, Any]:
    """Converts a group from the porting skill's form, ``groupId`` and ``status``, to that of the API's description."""
    return {**group, "phone_number_group": group.get("phone_number_group") or group.get("group_id")}


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _are_dicts(value: Any) -> TypeGuard[list[dict[str, Any]]]:
    return isinstance(value, list) and all(isinstance(entry, dict) for entry in value)


def _is_id(value: Any) -> bool:
    return isinstance(value, (int, str)) and not isinstance(value, bool) and value != ""
