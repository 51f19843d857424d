# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Combines the pages of the repository and of the plugins into the source of one site, and links them."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath

REPOSITORY = "https://github.com/sinch/ansible-collection-porting"
RAW = REPOSITORY.replace("github.com", "raw.githubusercontent.com")
PAGES = (
    *("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "CODE_OF_CONDUCT.md"),
    *("docs/*.md", "docs/guides/*.md", "docs/examples/*/README.md", "roles/*/README.md", "tests/simulator/README.md"),
)
# Pages that show how to use plugins. The pages of these plugins link to them.
GUIDES = ("docs/guides/", "docs/examples/", "roles/")
PICTURES = PurePosixPath("docs/images")
KINDS = ("module", "filter", "inventory", "lookup", "role")

_FENCE = re.compile(r"^ *```", re.MULTILINE)
_LINK = re.compile(r"(?<!!)\[(?P<text>(?:[^\[\]]|\[[^\]]*\])+)\]\((?P<place>[^)\s]+)\)")
_PICTURE = re.compile(r"!\[(?P<text>[^\]]*)\]\((?P<place>[^)\s]+)\)")


def find_pages(root: Path) -> list[str]:
    """The Markdown pages of the site, as paths in the repository."""
    return sorted(str(path.relative_to(root)) for pattern in PAGES for path in root.glob(pattern))


def find_plugins(folder: Path) -> dict[str, str]:
    """The generated pages of plugins and roles: file names by plugin name."""
    found = re.compile(rf"(?P<name>\w+)_(?:{'|'.join(KINDS)})")
    names = ((path.name, found.fullmatch(path.stem)) for path in sorted(folder.glob("*.rst")))
    return {match["name"]: name for name, match in names if match}


def assemble(root: Path, source: Path, contents: str) -> None:
    """Write every page to ``source``. Its folder ``collections`` already has the pages of the plugins.

    The README is the first page, and ends with ``contents``, the table of contents.
    """
    pages = find_pages(root)
    plugins = find_plugins(source / "collections")
    for page in pages:
        text = (root / page).read_text(encoding="utf-8")
        text = convert(text, page, root=root, pages=pages, plugins=plugins)
        target = source / place_of(page)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f"{text}\n{contents}" if page == "README.md" else text, encoding="utf-8")
    if (root / PICTURES).is_dir():
        shutil.copytree(root / PICTURES, source / PICTURES, dirs_exist_ok=True)
    for name, file in plugins.items():
        users = [page for page in pages if page.startswith(GUIDES) and name in mentioned(root / page, plugins)]
        with (source / "collections" / file).open("a", encoding="utf-8") as output:
            output.write(_name_guides(users))


def place_of(page: str) -> str:
    """The place of a repository page in the site."""
    return "index.md" if page == "README.md" else page


def mentioned(page: Path, plugins: Mapping[str, str]) -> list[str]:
    """The plugins that a page mentions in its text or examples."""
    text = page.read_text(encoding="utf-8")
    return [name for name in plugins if re.search(rf"\b{name}\b", text)]


def convert(text: str, page: str, *, root: Path, pages: list[str], plugins: Mapping[str, str]) -> str:
    """Convert a page's links for the site, and add links to the plugins that it mentions."""

    def link(match: re.Match[str]) -> str:
        return f"[{match['text']}]({_redirect(match['place'], page, root, pages)})"

    def picture(match: re.Match[str]) -> str:
        inside = match["place"].removeprefix(f"{RAW}/main/")
        return f"![{match['text']}]({_relative(inside, page)})" if (root / inside).is_file() else match[0]

    text = _outside_fences(text, lambda part: _PICTURE.sub(picture, _LINK.sub(link, part)))
    if not page.startswith(GUIDES):
        return text
    names = mentioned(root / page, plugins)
    return text + _name_plugins(names, page, plugins)


def _outside_fences(text: str, change: Callable[[str], str]) -> str:
    return "".join(part if is_code else change(part) for is_code, part in _parts(text))


def _parts(text: str) -> Iterator[tuple[bool, str]]:
    """Split the text into parts, each with whether it is a fenced block."""
    fences = [match.start() for match in _FENCE.finditer(text)]
    start = 0
    for opening, closing in zip(fences[::2], fences[1::2], strict=False):
        end = text.find("\n", closing) + 1 or len(text)
        yield False, text[start:opening]
        yield True, text[opening:end]
        start = end
    yield False, text[start:]


def _redirect(place: str, page: str, root: Path, pages: list[str]) -> str:
    """A link's target in the site: a page of the site, or for other files of the repository the file on GitHub."""
    path, mark, anchor = place.partition("#")
    inside = re.sub(rf"^{re.escape(REPOSITORY)}/(?:blob|tree)/main/", "", path)
    if not path or (inside == path and re.match(r"[a-z]+:", path)):
        return place
    if inside == path:
        inside = os.path.normpath(PurePosixPath(page).parent / path)
    if inside in pages:
        return f"{_relative(place_of(inside), page)}{mark}{anchor}"
    kind = "tree" if (root / inside).is_dir() else "blob"
    return f"{REPOSITORY}/{kind}/main/{inside}{mark}{anchor}"


def _relative(place: str, page: str) -> str:
    return os.path.relpath(place, PurePosixPath(place_of(page)).parent)


def _name_plugins(names: list[str], page: str, plugins: Mapping[str, str]) -> str:
    if not names:
        return ""
    lines = [f"- [{name}]({_relative(f'collections/{plugins[name]}', page)})" for name in names]
    return "\n## In the reference\n\n" + "\n".join(lines) + "\n"


def _name_guides(pages: list[str]) -> str:
    if not pages:
        return ""
    lines = [f"- :doc:`/{page.removesuffix('.md')}`" for page in pages]
    return "\n\nGuides\n~~~~~~\n\n" + "\n".join(lines) + "\n"
