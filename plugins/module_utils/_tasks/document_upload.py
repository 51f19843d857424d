# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A document that an order is to have: sent once, and known again by its name and content."""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass, field
from typing import Any

from .._base import files
from .._base.errors import ValidationFailed
from .._base.findings import ERROR, Finding
from .._order import lookup, writes
from .._order.address import the_order
from .._order.documents import checksum, content_of, named
from .base import Context, Options, Plan, Result

Document = dict[str, Any]

# Three ways to give it.
SOURCES = ("path", "content", "content_base64")


def document_name(options: Options) -> str:
    if options["document_name"] is not None:
        return str(options["document_name"]).strip()
    return os.path.basename(files.expanded(options["path"])) if options["path"] is not None else ""


def load_content(options: Options) -> tuple[str, bytes | Finding]:
    """The option that gives the document, and its content, or why there is none."""
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
    """A document is sent unless the order has one of its name with its content."""

    context: Context
    compared: dict[Any, bool] = field(default_factory=dict)

    def prepare(self) -> Plan:
        options = self.context.options
        dummy, content = load_content(options)
        if not isinstance(content, bytes):
            raise ValidationFailed(str(content))
        self.content, self.name = content, document_name(options)
        self.order = the_order(self.context)
        self.guard = self.context.guard("document", str(self.order["id"]), self.name, checksum(content))
        found = writes.find(self.context, self.guard, self.look_up)
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
                there = content_of(client.get_document(order_id, document["id"]))
                self.compared[document["id"]] = there == self.content
            if self.compared[document["id"]]:
                return document
        return None

    def send(self) -> Result:
        order_id = self.order["id"]
        document = {
            "document_name": self.name,
            "description": self.context.options["description"] or "",
            "file_content": base64.b64encode(self.content).decode("ascii"),
        }
        sent = writes.once(
            self.context,
            lambda: self.context.client.add_document(order_id, document) or {},
            look_up=self.look_up,
            guard=self.guard,
            what=f"The document for order {order_id}",
            order_id=order_id,
        )
        if sent.get("id") is None:
            sent = writes.poll(self.context, self.look_up, seconds=0) or {}
        return {"document_id": sent.get("id")}

    def _warnings(self) -> list[str]:
        others = [document["id"] for document in named(self.order, self.name)]
        if not others:
            return []
        return [
            f"Order {self.order['id']} already has a document {self.name!r} with another content (id {others[0]}). "
            "Documents cannot be replaced or removed, so this one is added beside it."
        ]
