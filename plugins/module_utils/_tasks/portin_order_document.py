# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of ``sinch_portin_order_document``: uploads a document to an order, or downloads one.

The order lists its documents without content or checksum, so they are compared by downloading those of the same name
(docs/api-notes.md, "Notes and documents"). No content ever enters a result.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from .._base import files
from .._base.context import Options, Result, TaskContext
from .._base.errors import ApiError, ValidationFailed
from .._base.findings import ERROR, Finding
from .._base.libraries import Field
from .._model.options import AddressOptions, ConnectionOptions, StateOptions
from .._model.types import ApiPart, FilePath, Integer, Mode, Text, Word
from .._order import lookup, once
from .._order.address import check_address, the_order
from .._order.documents import checksum, content_of, documents, named
from .._order.guarded import GuardedContext, GuardedService
from .base import Plan, Task

if TYPE_CHECKING:
    from .._model.data import Document, Order

_NOT_FOR = {
    "present": ("document_id", "mode"),
    "downloaded": ("content", "content_base64", "description"),
}


class _Members(ApiPart):
    document_name: Word | None = None
    document_id: Integer | None = Field(default=None, ge=0)


class DocumentOptions(ConnectionOptions, StateOptions, AddressOptions, _Members):
    other_names: ClassVar[dict[str, str]] = {"dest": "path", "file_content": "content_base64"}

    state: Literal["present", "downloaded"] = "present"
    description: Word | None = None
    path: FilePath | None = None
    content: Text | None = None
    content_base64: Text | None = None
    mode: Mode | None = None


def _empty() -> Result:
    return {
        "order_id": None,
        "document_id": None,
        "document_name": None,
        "description": None,
        "content_type": None,
        "path": None,
        "mode": None,
        "size": None,
        "checksum": None,
    }


def _check(context: TaskContext) -> list[Finding]:
    return [*check_address(context), *_misplaced(context.options), *_missing(context.options)]


def _misplaced(options: Options) -> Iterator[Finding]:
    for name in _NOT_FOR[options["state"]]:
        if options[name] is not None:
            yield Finding(
                "options-exclude", ERROR, name, f"has no effect with state: {options['state']}.", "Remove it."
            )


def _missing(options: Options) -> Iterator[Finding]:
    if options["state"] == "downloaded":
        if (options["document_name"] is None) == (options["document_id"] is None):
            message = "or document_id is needed, and only one of them."
            yield Finding("missing-option", ERROR, "document_name", message, "Specify the document.")
        if options["path"] is None:
            yield Finding("missing-option", ERROR, "path", "is not given.", "Specify the file.")
        else:
            yield from files.check_target(options["path"], "path")
        return
    if sum(options[name] is not None for name in SOURCES) != 1:
        message = "is one of three ways to give the document; just one of path, content and content_base64 is needed."
        yield Finding("missing-option", ERROR, "path", message)
        return
    if not document_name(options):
        remedy = "Give the document a name."
        yield Finding("missing-option", ERROR, "document_name", "is needed with content that is not a file.", remedy)
    option, content = load_content(options)
    yield from files.check_content(content, option) if isinstance(content, bytes) else [content]


def _prepare(context: GuardedContext) -> Plan:
    with files.named("path"):
        return Upload(context).prepare() if context.options["state"] == "present" else download(context)


SERVICE = GuardedService(writes=lambda options: bool(options["state"] == "present"))
TASK = Task("sinch_portin_order_document", DocumentOptions, _empty, _prepare, _check, service=SERVICE)


# Three ways to give it.
SOURCES = ("path", "content", "content_base64")


def document_name(options: Options) -> str:
    if options["document_name"] is not None:
        return str(options["document_name"]).strip()
    return os.path.basename(files.expanded(options["path"])) if options["path"] is not None else ""


def load_content(options: Options) -> tuple[str, bytes | Finding]:
    """The option with the document, and its content, or why there is none."""
    option = next(name for name in SOURCES if options[name] is not None)
    try:
        if option == "path":
            return option, files.read_file(options["path"])
        if option == "content":
            return option, str(options["content"]).encode()
        return option, files.decode(options["content_base64"])
    except files.FileProblem as problem:
        return option, Finding("document-unreadable", ERROR, option, str(problem))


@dataclass
class Upload:
    """Uploads a document unless the order has one with the same name and content."""

    context: GuardedContext
    compared: dict[Any, bool] = field(default_factory=dict)

    def prepare(self) -> Plan:
        options = self.context.options
        dummy, content = load_content(options)
        if not isinstance(content, bytes):
            raise ValidationFailed(str(content))
        self.content, self.name = content, document_name(options)
        self.order = the_order(self.context)
        self.guard = self.context.guard("document", str(self.order["id"]), self.name, checksum(content))
        found = once.find(self.context, self.guard, self.look_up)
        facts = {"document_name": self.name, "size": len(content), "checksum": checksum(content)}
        description = found.get("description") if found else options["description"]
        result = {
            "order_id": self.order["id"],
            "document_id": found["id"] if found else None,
            "description": description,
            "path": files.expanded(options["path"]) if options["path"] is not None else None,
            **facts,
        }
        if found:
            return Plan(changed=False, result=result)
        return Plan(
            changed=True,
            result=result,
            sides=lambda: ({}, {**facts, "description": description}),
            act=self.send,
            warnings=self._warnings(),
        )

    def look_up(self) -> Document | None:
        client, order_id = self.context.client, self.order["id"]
        self.order = lookup.order_by_id(client, order_id) or self.order
        for document in named(self.order, self.name):
            if document["id"] not in self.compared:
                present = content_of(client.get_document(order_id, document["id"]))
                self.compared[document["id"]] = present == self.content
            if self.compared[document["id"]]:
                return document
        return None

    def send(self) -> Result:
        order_id = self.order["id"]
        document: Document = {
            "document_name": self.name,
            "description": self.context.options["description"] or "",
            "file_content": base64.b64encode(self.content).decode("ascii"),
        }
        sent = once.send(
            self.context,
            lambda: self.context.client.add_document(order_id, document) or {},
            look_up=self.look_up,
            guard=self.guard,
            what=f"The document for order {order_id}",
            order_id=order_id,
        )
        if sent.get("id") is None:
            sent = once.poll(self.context, self.look_up, seconds=0) or {}
        return {"document_id": sent.get("id")}

    def _warnings(self) -> list[str]:
        others = [document["id"] for document in named(self.order, self.name)]
        if not others:
            return []
        return [
            f"Order {self.order['id']} already has a document {self.name!r} with different content (id {others[0]}). "
            "Documents cannot be replaced or removed, so this one is added beside it."
        ]


def download(context: GuardedContext) -> Plan:
    options, client = context.options, context.client
    order = the_order(context)
    document, warnings = _chosen(order, options)
    answer = client.get_document(order["id"], document["id"])
    content = content_of(answer)
    if content is None:
        raise ApiError(
            f"Document {document['id']} of order {order['id']} came with a content that is not Base64.",
            status=200,
            order_id=order["id"],
        )
    path = files.expanded(options["path"])
    present = files.present_content(path)
    mode = options["mode"]
    if mode is None:
        mode = files.present_mode(path) if present == content else files.SAFE_MODE
    before = {} if present is None else _state_of_file(path, present, files.present_mode(path))
    after = _state_of_file(path, content, mode)
    return Plan(
        changed=before != after,
        result={
            "order_id": order["id"],
            "document_id": document["id"],
            "document_name": document.get("document_name") or answer.get("document_name"),
            "description": document.get("description") or answer.get("description"),
            "content_type": answer.get("content_type"),
            **after,
        },
        sides=lambda: (before, after),
        act=lambda: _write(path, content, mode, whole=present != content, changed=before != after),
        warnings=warnings,
    )


def _chosen(order: Order, options: Options) -> tuple[Document, list[str]]:
    """The selected document, and warnings about the selection."""
    if options["document_id"] is not None:
        listed = [document for document in documents(order) if document["id"] == options["document_id"]]
        return (listed[0] if listed else {"id": options["document_id"]}), []
    name = str(options["document_name"]).strip()
    found = named(order, name)
    if not found:
        names = ", ".join(sorted({repr(document.get("document_name")) for document in documents(order)})[:20])
        raise ApiError(
            f"Order {order['id']} has no document {name!r}. It has {names or 'none at all'}.",
            status=404,
            order_id=order["id"],
        )
    if len(found) == 1:
        return found[0], []
    ids = ", ".join(str(document["id"]) for document in found[:20])
    sentence = f"Order {order['id']} has {len(found)} documents {name!r} (ids {ids}); the latest is used."
    return found[0], [f"{sentence} Select another one with document_id."]


def _write(path: str, content: bytes, mode: int, *, whole: bool, changed: bool) -> Result:
    with files.named("path"):
        if whole:
            files.write_file(path, content, mode=mode)
        elif changed:
            files.set_mode(path, mode)
    return {}


def _state_of_file(path: str, content: bytes, mode: int) -> Result:
    return {"path": path, "mode": f"{mode:04o}", "size": len(content), "checksum": checksum(content)}
