# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Text of messages: values shortened and quoted, lists joined."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def shown(text: str, limit: int = 40) -> str:
    """A value for a message: short, quoted, control characters escaped."""
    return repr(text if len(text) <= limit else text[: limit - 3] + "...")


def scalar(value: Any) -> str:
    """The text of a string or whole number, without surrounding spaces; empty for anything else."""
    return str(value).strip() if isinstance(value, (str, int)) and not isinstance(value, bool) else ""


def listed(texts: list[str]) -> str:
    """``A, B or C``."""
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} or {texts[-1]}"


def enumerated(texts: Sequence[str], limit: int, separator: str = ", ") -> str:
    """``A, B, C``, and how many more there are beyond ``limit``."""
    more = len(texts) - limit
    return separator.join(texts[:limit]) + (f" and {more} more" if more > 0 else "")
