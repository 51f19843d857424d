# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A letter of authorization as PDF, made with the optional library reportlab. The same data gives the same bytes.

47 CFR 64.1130 requires a separate document with the billing name and address, every number, the decision to change, a
signature and a date. E-signature services place their fields at the small words beside the lines (``/sig1/``).
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Sequence
from typing import Any
from xml.sax.saxutils import escape

from .._base.libraries import library
from .._model.letter import Letter

TEXT = (
    "I am authorized to act for the customer named above. I ask that the telephone numbers listed in this letter be "
    "moved from the present carrier to Sinch, and I appoint Sinch and its carriers to arrange the move with the "
    "present carrier, which may give them the customer's service record for that purpose.",
    "Only the numbers listed here are to be moved. I understand that one carrier at a time can serve each of them, "
    "that the present carrier may charge for the change, and that services tied to these numbers may end with it.",
)
_FONT, _BOLD = "Vera", "VeraBd"
_COLUMNS = 4


def ready() -> bool:
    """Whether letters can be made here."""
    return library("reportlab") is not None


def unprintable(letter: Letter) -> str:
    """The characters that the letter's font lacks."""
    font = _fonts()
    texts = (*letter.text, letter.end_user_name, letter.address, letter.place, letter.carrier, letter.authorizing_name)
    return "".join(sorted({one for text in texts for one in text if ord(one) > 126 and ord(one) not in font}))


def render(letter: Letter, *, logo: bytes | None = None) -> bytes:
    """The PDF. ``logo`` is a PNG or JPEG, put above the title."""
    _fonts()
    platypus, units = library("reportlab.platypus"), library("reportlab.lib.units")
    styles = _styles()
    story: list[Any] = []
    if logo:
        story += [_picture(logo), platypus.Spacer(1, 4 * units.mm)]
    story += [platypus.Paragraph("Letter of Authorization", styles["title"]), platypus.Spacer(1, 5 * units.mm)]
    story += [_facts(letter, styles), platypus.Spacer(1, 5 * units.mm)]
    for paragraph in letter.text or TEXT:
        story += [platypus.Paragraph(escape(paragraph), styles["body"]), platypus.Spacer(1, 3 * units.mm)]
    count = len(letter.phone_numbers)
    heading = "1 telephone number" if count == 1 else f"{count} telephone numbers"
    story += [platypus.Paragraph(heading, styles["heading"]), platypus.Spacer(1, 2 * units.mm)]
    story += [_numbers(letter.phone_numbers), platypus.Spacer(1, 10 * units.mm)]
    story += [platypus.KeepTogether(_signature(letter, styles))]
    stream = io.BytesIO()
    pages = library("reportlab.lib.pagesizes")
    document = platypus.SimpleDocTemplate(
        stream,
        pagesize=pages.letter,
        leftMargin=22 * units.mm,
        rightMargin=22 * units.mm,
        topMargin=20 * units.mm,
        bottomMargin=22 * units.mm,
        title=f"Letter of Authorization {letter.reference}",
        author="",
        invariant=1,
    )
    document.build(story, canvasmaker=_canvas(letter))
    return stream.getvalue()


def _fonts() -> Any:
    """Registers the fonts included in reportlab; returns the glyphs of the regular one, by character."""
    metrics, ttfonts = library("reportlab.pdfbase.pdfmetrics"), library("reportlab.pdfbase.ttfonts")
    for name in (_FONT, _BOLD):
        if name not in metrics.getRegisteredFontNames():
            metrics.registerFont(ttfonts.TTFont(name, f"{name}.ttf"))
    return metrics.getFont(_FONT).face.charToGlyph


def _styles() -> dict[str, Any]:
    style = library("reportlab.lib.styles").ParagraphStyle
    return {
        "title": style("title", fontName=_BOLD, fontSize=17, leading=21),
        "heading": style("heading", fontName=_BOLD, fontSize=10, leading=13),
        "body": style("body", fontName=_FONT, fontSize=9.5, leading=13.5),
        "label": style("label", fontName=_FONT, fontSize=8.5, leading=12, textColor="#555555"),
        "value": style("value", fontName=_FONT, fontSize=9.5, leading=12.5, splitLongWords=1),
    }


def _facts(letter: Letter, styles: dict[str, Any]) -> Any:
    platypus, units = library("reportlab.platypus"), library("reportlab.lib.units")
    address = "<br/>".join(escape(line) for line in (letter.address, letter.place) if line)
    rows = [
        ("Customer", escape(letter.end_user_name)),
        ("Service address", address),
        ("Present carrier", escape(letter.carrier) or "_" * 30),
        ("Billing number", escape(_printed(letter.billing_number)) or "_" * 30),
        ("Account number", "_" * 30),
        ("Reference", escape(letter.reference)),
    ]
    cells = [
        [platypus.Paragraph(label, styles["label"]), platypus.Paragraph(value, styles["value"])]
        for label, value in rows
    ]
    table = platypus.Table(cells, colWidths=[36 * units.mm, None])
    table.setStyle(
        [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0), ("TOPPADDING", (0, 0), (-1, -1), 1)]
    )
    return table


def _numbers(phone_numbers: Sequence[str]) -> Any:
    """The numbers in columns, on as many pages as they need."""
    printed = [_printed(number) for number in phone_numbers]
    rows = [printed[start : start + _COLUMNS] for start in range(0, len(printed), _COLUMNS)]
    rows[-1] += [""] * (_COLUMNS - len(rows[-1]))
    table = library("reportlab.platypus").Table(rows, hAlign="LEFT", colWidths=["25%"] * _COLUMNS)
    table.setStyle(
        [
            ("FONT", (0, 0), (-1, -1), _FONT, 9.5),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 1),
        ]
    )
    return table


def _signature(letter: Letter, styles: dict[str, Any]) -> list[Any]:
    platypus, units = library("reportlab.platypus"), library("reportlab.lib.units")
    line = "_" * 34
    cells = []
    for label, anchor, value in (
        ("Signature", "/sig1/", line),
        ("Name", "/name1/", escape(letter.authorizing_name) or line),
        ("Date", "/date1/", line),
    ):
        mark = f'{value} <font size="5" color="#bbbbbb">{anchor}</font>'
        cells.append([platypus.Paragraph(label, styles["label"]), platypus.Paragraph(mark, styles["value"])])
    table = platypus.Table(cells, colWidths=[36 * units.mm, None])
    table.setStyle([("LEFTPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 12)])
    return [table]


def _picture(logo: bytes) -> Any:
    """The logo, at most 60 by 20 mm."""
    platypus, units = library("reportlab.platypus"), library("reportlab.lib.units")
    image = platypus.Image(io.BytesIO(logo), hAlign="LEFT")
    scale = min(60 * units.mm / image.imageWidth, 20 * units.mm / image.imageHeight)
    image.drawWidth, image.drawHeight = image.imageWidth * scale, image.imageHeight * scale
    return image


def _printed(number: str) -> str:
    """``(217) 523-0143`` for a North American number; anything else unchanged."""
    digits = number[2:]
    if number.startswith("+1") and len(digits) == 10 and digits.isdigit():
        return f"({digits[:3]}) {digits[3:6]}-{digits[6:]}"
    return number


def _canvas(letter: Letter) -> Callable[..., Any]:
    """A canvas that knows how many pages there are, for the footer of each."""
    units = library("reportlab.lib.units")
    base: Any = library("reportlab.pdfgen.canvas").Canvas

    class Numbered(base):  # type: ignore[misc]  # the base is in an optional library
        def __init__(self, *words: Any, **settings: Any) -> None:
            super().__init__(*words, **settings)
            self._pages: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802  # the library's name
            self._pages.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for number, page in enumerate(self._pages, 1):
                self.__dict__.update(page)
                self.setFont(_FONT, 7)
                self.setFillGray(0.45)
                self.drawString(22 * units.mm, 12 * units.mm, f"{letter.reference}   {letter.fingerprint}")
                width, dummy = self._pagesize
                self.drawRightString(width - 22 * units.mm, 12 * units.mm, f"Page {number} of {len(self._pages)}")
                super().showPage()
            super().save()

    return Numbered


def is_picture(content: bytes) -> bool:
    return content.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"))


def file_name(letter: Letter) -> str:
    return f"{letter.name}.pdf"


def signed_names(letter: Letter) -> list[str]:
    """The possible file names of the signed copy of a letter, in the same directory."""
    return [f"{letter.name}-signed{ending}" for ending in (".pdf", ".tif", ".tiff", ".jpg", ".jpeg", ".png")]


def signed_path(folder: str, letter: Letter) -> str | None:
    """The signed copy, if it exists."""
    paths = (os.path.join(folder, name) for name in signed_names(letter))
    return next((path for path in paths if os.path.isfile(path)), None)
