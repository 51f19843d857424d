# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds HTML and SVG from functions, which always escape text."""

from __future__ import annotations

import html
from typing import Any, TypeAlias

# Without end tag in HTML.
_VOID = frozenset({"br", "hr", "link", "meta"})


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


Content: TypeAlias = "str | int | None"


def tag(element: str, /, *content: Content, **attributes: Any) -> Markup:
    """One element. Text is escaped, Markup is used as it is, None is left out.

    An attribute that is None or False is left out, one that is True has no value. ``class_`` is written ``class``, and
    other underscores are hyphens.
    """
    opening = "".join([element, *(_attribute(key, value) for key, value in attributes.items())])
    if element in _VOID:
        return Markup(f"<{opening}>")
    return Markup(f"<{opening}>{join(*content)}</{element}>")


def join(*content: Content) -> Markup:
    return Markup("".join(_escaped(part) for part in content))


def _escaped(part: Content) -> str:
    if part is None or isinstance(part, Markup):
        return part or ""
    return html.escape(_visible(str(part)))


def _attribute(key: str, value: Any) -> str:
    name = key.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{html.escape(_visible(str(value)))}"'


def _visible(text: str) -> str:
    """Replaces control characters and lone surrogates, which HTML forbids, and misleading bidirectional controls."""
    return text if text.isprintable() else "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    return character if character.isprintable() or character in "\n\t\u00a0\u202f" else "\ufffd"
