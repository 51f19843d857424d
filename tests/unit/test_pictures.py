# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of a terminal: they contain every character at its position, with its color."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.sinch.porting.tests.pictures import terminal

LINE = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=60)
CODES = st.sampled_from(["\x1b[0;32m", "\x1b[0m", "\x1b[1;31m"])


def spans(picture: str) -> list[list[ElementTree.Element]]:
    root = ElementTree.fromstring(picture)
    return [list(text) for text in root.iter("{http://www.w3.org/2000/svg}text")]


@given(st.lists(st.tuples(LINE, CODES, LINE), min_size=1, max_size=5))
def test_every_character_has_its_position(parts: list[tuple[str, str, str]]) -> None:
    lines = [f"{one}{code}{other}" for one, code, other in parts]
    written = [f"{one}{other}" for one, dummy, other in parts]
    drawn = spans(terminal.draw("\n".join(lines) + "|", title="Lines"))
    written[-1] += "|"
    texts = ["".join(span.text or "" for span in line).replace("\xa0", " ") for line in drawn]
    assert texts == written
    for line in drawn:
        column = 0
        for span in line:
            assert abs(float(span.attrib["x"]) - terminal.MARGIN - column * terminal.ADVANCE) < 0.1
            column += len(span.text or "")


def test_a_picture_has_colors_and_a_title() -> None:
    picture = terminal.draw("plain \x1b[0;32mok: <x>\x1b[0m after\n\nlast", title="A & B")
    first, last = spans(picture)
    assert [(span.text, span.get("fill")) for span in first] == [
        ("plain\xa0", None),
        ("ok:\xa0<x>", terminal.COLORS["32"]),
        ("\xa0after", None),
    ]
    assert last[0].text == "last"
    assert "<title>A &amp; B</title>" in picture
    assert re.findall(r'<text y="(\d+)"', picture) == ["30", "68"]
