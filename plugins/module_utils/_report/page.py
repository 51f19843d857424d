# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A report as one self-contained HTML page: no script, image, font or network access.

The page stays readable whatever the size of the fleet. It shows each number of a small fleet; of a large one only those
that need a person, up to a limit, and says where to find the others.
"""

from __future__ import annotations

from .._base.html import Markup, join, tag
from .digest import Data
from .overview import (
    attention_section,
    coming_section,
    news_section,
    progress_section,
    rejections_section,
)
from .parts import day_text
from .sections import (
    carriers_section,
    features_section,
    numbers_section,
    orders_section,
    set_aside_section,
    statuses_section,
    time_line_section,
)
from .style import style

# Nothing may be loaded or run, even if an escape were missed.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def page(report: Data) -> str:
    """The page of a report, see ``figures.report``."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="robots", content="noindex"),
        tag("link", rel="icon", href="data:,"),
        tag("title", f"{report['title']}, {day_text(report['today'])}"),
        tag("style", Markup(style())),
    )
    body = tag("body", _header(report), _main(report), _footer(report))
    return f"<!DOCTYPE html>\n{tag('html', head, body, lang='en')}\n"


def _main(report: Data) -> Markup:
    sections = (
        progress_section(report),
        attention_section(report),
        features_section(report),
        rejections_section(report),
        news_section(report),
        coming_section(report),
        time_line_section(report),
        carriers_section(report),
        orders_section(report),
        statuses_section(report),
        numbers_section(report),
        set_aside_section(report),
    )
    return tag("main", *(Markup(f"\n{section}") for section in sections if section))


def _header(report: Data) -> Markup:
    reference = join("Reference ", tag("strong", report["reference"]), " · ") if report["reference"] else None
    day = tag("time", day_text(report["today"]), datetime=report["today"])
    return tag("header", tag("h1", report["title"]), tag("p", reference, "as of ", day, class_="soft"))


def _footer(report: Data) -> Markup:
    names = "" if report["names"] else " and no names"
    words = f"This page contains no PINs, no account numbers, no addresses{names}. It needs no network."
    return tag("footer", tag("p", words))
