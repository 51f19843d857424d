# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The text of a PDF, by the optional library pypdf. Pictures are not read: a scan has no text."""

from __future__ import annotations

import io
import logging
import sys
from typing import Any

from ...module_utils._base.libraries import library
from .problem import RecordsError


def text_of(content: bytes) -> str:
    """The text of all pages. Raises RecordsError."""
    pypdf = library("pypdf")
    if pypdf is None:
        raise RecordsError(
            f"is a PDF, and {sys.executable} has no pypdf to read it. Install it (pip install pypdf), or copy the text "
            "into a .txt file."
        )
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        text = _pages(pypdf, content)
    except RecordsError:
        raise
    except Exception:  # pypdf raises all kinds of exceptions for damaged files
        raise RecordsError(
            "is a PDF that cannot be read. Print it to a new PDF, or copy its text into a .txt file."
        ) from None
    if not text.strip():
        raise RecordsError("is a PDF without text, probably a scan. Enter its content in a CSV or YAML file.")
    return text


def _pages(pypdf: Any, content: bytes) -> str:
    reader = pypdf.PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise RecordsError("is a PDF with a password. Save it without one.")
    return "\n".join(page.extract_text() for page in reader.pages)
