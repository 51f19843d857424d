# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A copy of a document of an order, held in a file."""

from __future__ import annotations

from typing import Any

from .._base import files
from .._base.errors import ApiError, ValidationFailed
from .._order.address import the_order
from .._order.documents import checksum, content_of, documents, named
from .base import Context, Options, Plan, Result

Document = dict[str, Any]


def download(context: Context) -> Plan:
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
    there = files.present_content(path)
    mode = options["mode"]
    if mode is None:
        mode = files.present_mode(path) if there == content else files.SAFE_MODE
    before = {} if there is None else _state_of_file(path, there, files.present_mode(path))
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
        act=lambda: _write(path, content, mode, whole=there != content, changed=before != after),
        warnings=warnings,
    )


def _chosen(order: Document, options: Options) -> tuple[Document, list[str]]:
    """The document that is meant, and what should be said about the choice."""
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
    sentence = f"Order {order['id']} has {len(found)} documents {name!r} (ids {ids}); the latest is taken."
    return found[0], [f"{sentence} Name another one with document_id."]


def _write(path: str, content: bytes, mode: int, *, whole: bool, changed: bool) -> Result:
    try:
        if whole:
            files.write_file(path, content, mode=mode)
        elif changed:
            files.set_mode(path, mode)
    except files.FileProblem as problem:
        raise ValidationFailed(f"path {problem}") from problem
    return {}


def _state_of_file(path: str, content: bytes, mode: int) -> Document:
    return {"path": path, "mode": f"{mode:04o}", "size": len(content), "checksum": checksum(content)}
