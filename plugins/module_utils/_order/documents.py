# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documents of an order as the API lists and returns them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from .._base import files
from .._base.plain import dicts

if TYPE_CHECKING:
    from .._model.data import Document, Order


def checksum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def content_of(answer: Document) -> bytes | None:
    """The bytes of a downloaded document; None if they cannot be decoded."""
    try:
        return files.decode(answer["file_content"])
    except files.FileProblem:
        return None


def documents(order: Order) -> list[Document]:
    return [entry for entry in dicts(order.get("documents")) if isinstance(entry.get("id"), (int, str))]


def named(order: Order, name: str) -> list[Document]:
    """The documents with a name, the latest first, because ids increase."""
    named = [document for document in documents(order) if str(document.get("document_name")).strip() == name]
    return sorted(named, key=lambda document: (isinstance(document["id"], int), document["id"]), reverse=True)
