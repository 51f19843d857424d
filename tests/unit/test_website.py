# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documentation site: links, references between pages and plugins, detection of dead links."""

from __future__ import annotations

from pathlib import Path

import pytest

from ansible_collections.sinch.porting.tests.tooling import links, website

ROOT = Path(__file__).resolve().parents[2]
PAGES = website.find_pages(ROOT)
PLUGINS = {"sinch_portin_order": "sinch_portin_order_module.rst", "port_in": "port_in_role.rst"}
BLOB = f"{website.REPOSITORY}/blob/main"


@pytest.mark.parametrize(
    ("page", "place", "turned"),
    [
        ("docs/guides/fleet.md", "../rules.md", "../rules.md"),
        ("docs/guides/fleet.md", "report.md#news", "report.md#news"),
        ("docs/guides/fleet.md", "../../README.md", "../../index.md"),
        ("docs/guides/fleet.md", "../../playbooks/plan.yml", f"{BLOB}/playbooks/plan.yml"),
        ("docs/guides/awx.md", "../../extensions/awx/data", f"{website.REPOSITORY}/tree/main/extensions/awx/data"),
        ("docs/guides/fleet.md", "#a-heading", "#a-heading"),
        ("docs/guides/fleet.md", "https://example.com/rules.md", "https://example.com/rules.md"),
        ("README.md", f"{BLOB}/docs/guides/fleet.md", "docs/guides/fleet.md"),
        ("README.md", f"{BLOB}/docs/guides/fleet.md#how", "docs/guides/fleet.md#how"),
        ("README.md", f"{BLOB}/LICENSE", f"{BLOB}/LICENSE"),
        ("CONTRIBUTING.md", f"{BLOB}/README.md", "index.md"),
    ],
)
def test_links_to_pages_of_the_site_stay_in_it(page: str, place: str, turned: str) -> None:
    text = f"See [this `one`]({place}).\n\n```text\n[not a link]({place})\n```\n"
    converted = website.convert(text, page, root=ROOT, pages=PAGES, plugins={})
    assert converted == text.replace(f"[this `one`]({place})", f"[this `one`]({turned})")


def test_pages_and_plugins_link_to_each_other(tmp_path: Path) -> None:
    root, source = tmp_path / "root", tmp_path / "source"
    pages = {
        "README.md": "# Start\n`sinch_portin_order`\n",
        "docs/guides/one.md": "# One\n```yaml\n- sinch.porting.sinch_portin_order:\n```\n",
        "docs/guides/two.md": "# Two\nThe role `sinch.porting.port_in` and sinch_portin_order_info\n",
    }
    for page, text in pages.items():
        (root / page).parent.mkdir(parents=True, exist_ok=True)
        (root / page).write_text(text)
    (source / "collections").mkdir(parents=True)
    for name in (*PLUGINS.values(), "index.rst", "environment_variables.rst"):
        (source / "collections" / name).write_text("Page\n")
    website.assemble(root, source, "CONTENTS")
    written = {str(path.relative_to(source)): path.read_text() for path in source.rglob("*.*")}
    assert written["index.md"] == f"{pages['README.md']}\nCONTENTS"
    one, two = written["docs/guides/one.md"], written["docs/guides/two.md"]
    assert one.endswith("- [sinch_portin_order](../../collections/sinch_portin_order_module.rst)\n")
    assert two.endswith("- [port_in](../../collections/port_in_role.rst)\n")
    assert (one.count("collections/"), two.count("collections/")) == (1, 1)
    assert written["collections/sinch_portin_order_module.rst"].endswith("\n- :doc:`/docs/guides/one`\n")
    assert written["collections/port_in_role.rst"].endswith("\n- :doc:`/docs/guides/two`\n")
    assert written["collections/index.rst"] == "Page\n"


def write_site(folder: Path, **pages: str) -> Path:
    for name, body in pages.items():
        (folder / f"{name}.html").write_text(f"<html><body>{body}</body></html>")
    names = ",".join(f'"{name}"' for name in pages)
    (folder / "searchindex.js").write_text(f'Search.setIndex({{"docnames":[{names}]}})')
    return folder


def test_a_correct_site_has_no_problem(tmp_path: Path) -> None:
    site = write_site(
        tmp_path,
        index='<a href="other.html#part">x</a> <a href="https://example.com/none">y</a> <img src="a%20b.png">',
        other='<h2 id="part">z</h2> <a href="#part">up</a> <a href="index.html">back</a>',
    )
    (site / "a b.png").write_bytes(b"")
    assert links.check_site(site) == (4, [])


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ('<a href="gone.html">x</a>', "index.html: gone.html is not there"),
        ('<a href="/">x</a>', "index.html: / is not there"),
        ('<img src="gone.png">', "index.html: gone.png is not there"),
        ('<a href="other.html#gone">x</a>', "index.html: other.html#gone has no such anchor"),
        ('<a href="#gone">x</a>', "index.html: #gone has no such anchor"),
    ],
)
def test_a_dead_link_is_found(tmp_path: Path, body: str, problem: str) -> None:
    site = write_site(tmp_path, index=f'<a href="other.html">o</a>{body}', other="text")
    assert links.check_site(site)[1] == [problem]


def test_a_page_that_is_neither_linked_nor_searchable_is_a_problem(tmp_path: Path) -> None:
    site = write_site(tmp_path, index="text")
    (site / "alone.html").write_text("text")
    assert links.check_site(site)[1] == ["alone.html: no page links to it", "alone: the search does not know it"]
