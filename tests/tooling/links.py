# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks every internal link of a built site."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class _Page(HTMLParser):
    """The links and the anchors of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.anchors |= {given[name] for name in ("id", "name") if name in given}
        self.links += [given[name] for name in ("href", "src") if name in given]


def check_site(site: Path) -> tuple[int, list[str]]:
    """Return the count of links, and the problems: missing files and anchors, and pages to which nothing links.

    The search index must also have every page with its own text.
    """
    pages = {path.resolve(): _Page(path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))}
    first = (site / "index.html").resolve()
    problems, linked, count = [], {first}, 0
    for path, page in pages.items():
        for link in page.links:
            place = urlsplit(link)
            if place.scheme or place.netloc:
                continue
            count += 1
            target = (path.parent / unquote(place.path)).resolve() if place.path else path
            if not target.is_file():
                problems.append(f"{path.relative_to(site.resolve())}: {link} is not there")
            elif place.fragment and target in pages and unquote(place.fragment) not in pages[target].anchors:
                problems.append(f"{path.relative_to(site.resolve())}: {link} has no such anchor")
            elif target != path:
                linked.add(target)
    names = {str(path.relative_to(site.resolve()).with_suffix("")) for path in pages}
    problems += [f"{path.relative_to(site.resolve())}: no page links to it" for path in pages if path not in linked]
    problems += [f"{name}: the search does not know it" for name in sorted(names - _found_by_search(site))]
    return count, problems


def _found_by_search(site: Path) -> set[str]:
    """The pages in the search index, and those without text to find."""
    index = (site / "searchindex.js").read_text(encoding="utf-8")
    found = re.search(r'"?docnames"?:\s*\[(.*?)\]', index)
    return {"search", "genindex", *(re.findall(r'"([^"]+)"', found[1]) if found else ())}
