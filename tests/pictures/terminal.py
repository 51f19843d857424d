# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws the terminal output of a program, with its colors, as an SVG picture. Has no side effects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

# Ansible's colors on a dark background.
COLORS = {"31": "#ff7b72", "32": "#7ee787", "33": "#e3b341", "34": "#79c0ff", "35": "#d2a8ff", "36": "#76e3ea"}
INK, GROUND = "#e6edf3", "#161b22"
STEP, ADVANCE, MARGIN = 19, 8.43, 16  # pixels between lines, between characters (14 pixels high), and of the margin

_ESCAPE = re.compile(r"\x1b\[([0-9;]*)m")


def draw(text: str, *, title: str) -> str:
    """The picture of a terminal with these lines. ``title`` is for screen readers."""
    lines = text.rstrip().splitlines()
    columns = max(len(_ESCAPE.sub("", line)) for line in lines)
    width, height = round(columns * ADVANCE) + 2 * MARGIN, len(lines) * STEP + 2 * MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}"><title>{escape(title)}</title>'
        f'<rect width="{width}" height="{height}" rx="8" fill="{GROUND}"/>'
        f'<g font-family="ui-monospace, Menlo, Consolas, monospace" font-size="14" fill="{INK}">\n'
        + "".join(_draw_line(line, MARGIN + place * STEP + 14) for place, line in enumerate(lines))
        + "</g></svg>\n"
    )


def _draw_line(line: str, bottom: int) -> str:
    spans, column = [], 0
    for part, color in _paint(line):
        # Each part has a position and a width, so that the columns are the same with every font.
        place = f'x="{MARGIN + column * ADVANCE:.1f}" textLength="{len(part) * ADVANCE:.1f}"'
        ink = f' fill="{color}"' if color else ""
        # No-break spaces, because some viewers remove leading spaces.
        spans.append(f"<tspan {place}{ink}>{escape(part).replace(' ', chr(160))}</tspan>")
        column += len(part)
    return f'<text y="{bottom}">{"".join(spans)}</text>\n' if spans else ""


def _paint(line: str) -> Iterator[tuple[str, str | None]]:
    """Split a line into parts, each with its color."""
    color, start = None, 0
    for code in _ESCAPE.finditer(line):
        if line[start : code.start()]:
            yield line[start : code.start()], color
        color = next((COLORS[word] for word in code[1].split(";") if word in COLORS), None)
        start = code.end()
    if line[start:]:
        yield line[start:], color
