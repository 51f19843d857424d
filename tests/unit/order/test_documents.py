# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documents of an order."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._order import documents


def test_the_latest_document_of_a_name_is_first() -> None:
    order = {"documents": [{"id": 2, "document_name": " LOA "}, {"id": 11, "document_name": "LOA"}, {"id": 3}]}
    assert [entry["id"] for entry in documents.named(order, "LOA")] == [11, 2]
    assert documents.named(order, "bill") == []


@pytest.mark.parametrize("odd", [None, {}, "x", [None, "x", {"document_name": "LOA"}, {"id": None}]])
def test_entries_that_are_not_documents_are_skipped(odd: Any) -> None:
    assert documents.documents({"documents": odd}) == []
    assert documents.documents({}) == []


def test_content_that_is_not_base64_is_ignored() -> None:
    assert documents.content_of({"file_content": "JVBE\nRi0="}) == b"%PDF-"
    assert documents.content_of({"file_content": "%PDF-"}) is None
    assert documents.checksum(b"abc").startswith("ba7816bf")
