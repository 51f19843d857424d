# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of ``sinch_portin_order_document``: a document that an order is to have, or a copy of one.

The order lists its documents without content or checksum, so they are compared by downloading those of the same name
(notes on the API, section 9). No content ever enters a result.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import ClassVar, Literal

from .._base import files
from .._base.errors import ValidationFailed
from .._base.findings import ERROR, Finding
from .._base.libraries import Field
from .._model.types import Integer, Mode, Text, Word
from .._order.address import AddressOptions, check_address
from .base import Context, Options, Plan, Result, Task
from .document_download import download
from .document_upload import SOURCES, Upload, document_name, load_content

_NOT_FOR = {
    "present": ("document_id", "mode"),
    "downloaded": ("content", "content_base64", "description"),
}


class DocumentOptions(AddressOptions):
    other_names: ClassVar[dict[str, str]] = {"dest": "path", "file_content": "content_base64"}

    state: Literal["present", "downloaded"] = "present"
    document_name: Word | None = None
    document_id: Integer | None = Field(default=None, ge=0)
    description: Word | None = None
    path: Word | None = None
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


def _check(options: Options, now: datetime, severities: Mapping[str, str]) -> list[Finding]:
    return [*check_address(options), *_misplaced(options), *_missing(options)]


def _misplaced(options: Options) -> Iterator[Finding]:
    for name in _NOT_FOR[options["state"]]:
        if options[name] is not None:
            yield Finding(
                "options-exclude", ERROR, name, f"means nothing with state: {options['state']}.", "Remove it."
            )


def _missing(options: Options) -> Iterator[Finding]:
    if options["state"] == "downloaded":
        if (options["document_name"] is None) == (options["document_id"] is None):
            message = "or document_id is needed, and only one of them."
            yield Finding("missing-option", ERROR, "document_name", message, "Say which document is meant.")
        if options["path"] is None:
            yield Finding("missing-option", ERROR, "path", "is not given.", "Say where the file is to be.")
        else:
            yield from files.check_target(options["path"], "path")
        return
    if sum(options[name] is not None for name in SOURCES) != 1:
        message = "is one of three ways to give the document; just one of path, content and content_base64 is needed."
        yield Finding("missing-option", ERROR, "path", message)
        return
    if not document_name(options):
        remedy = "Give the document a name."
        yield Finding("missing-option", ERROR, "document_name", "is needed with a content that is no file.", remedy)
    option, content = load_content(options)
    yield from files.check_content(content, option) if isinstance(content, bytes) else [content]


def _prepare(context: Context) -> Plan:
    try:
        return Upload(context).prepare() if context.options["state"] == "present" else download(context)
    except files.FileProblem as problem:
        raise ValidationFailed(f"path {problem}") from problem


TASK = Task("sinch_portin_order_document", DocumentOptions, _empty, _check, _prepare)
