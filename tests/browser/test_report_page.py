# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report's page in a real browser: on a desktop, on a phone, on paper, light and dark."""

from __future__ import annotations

import re
import zlib
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._report.page import page
from ansible_collections.sinch.porting.tests.browser.browser import Browser
from ansible_collections.sinch.porting.tests.unit.report_orders import explain, fleet, number, order, report_of

MEASURE = (Path(__file__).resolve().parent / "measure.js").read_text(encoding="utf-8")
SCREENS: dict[str, dict[str, Any]] = {
    "desk": {"width": 1100},
    "phone": {"width": 360, "height": 740},
    "small phone": {"width": 320},
}
SCHEMES = ("light", "dark")
# WCAG 2, level AA: text, and parts of drawings.
TEXT_CONTRAST = 4.5
SMALLEST_TEXT = 11.5
LONG = "a-reference-as-long-as-the-service-allows-it-" * 2


def small() -> dict[str, Any]:
    """A fleet with each status, long words, and content in each section."""
    every = ("ACTIVATED", "CONFIRMED", "PENDING", "REJECTED", "EXCLUDED", "NOBODY_KNOWS_THIS_ONE")
    numbers = [
        number(f"+1202555{1000 + place}", status, foc_date=f"2027-03-{1 + place:02}", reject_reason="Invalid PIN" * 9)
        for place, status in enumerate(every)
    ]
    plan = {
        "orders": [{"reference": "move-9", "carrier": "Verizon", "phone_numbers": ["+12025552001"]}],
        "set_aside": [{"phone_number": "+12025552002", "carrier": "Bell", "reason": "Wireless " * 9}],
    }
    return report_of(
        order(1, *numbers, reference=LONG, on_demand_activation=True),
        order(2, number("+12025553001", "PENDING"), status="CANCELED", reference="move-2"),
        *fleet(4, 20),
        include_names=True,
        reference=LONG,
        plan=plan,
        explain=lambda text: {**explain(text), "change": "port_out_info.existing_port_out_pin_and_more_" * 3},
    )


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    made = {"small": small(), "large": report_of(*fleet(60, 100)), "empty": report_of()}
    paths = {}
    for name, report in made.items():
        paths[name] = folder / f"{name}.html"
        paths[name].write_text(page(report), encoding="utf-8")
    return paths


def measured(browser: Browser, path: Path, **screen: Any) -> dict[str, Any]:
    """Measurements of the page, with everything expanded."""
    browser.show(**screen)
    browser.open(path)
    browser.value("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    found: dict[str, Any] = browser.value(MEASURE)
    return found


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("name", ["small", "large", "empty"])
def test_page_can_be_read(browser: Browser, pages: dict[str, Path], name: str, screen: str, scheme: str) -> None:
    found = measured(browser, pages[name], scheme=scheme, **SCREENS[screen])
    assert len(found["texts"]) > 5
    assert found["page"] <= found["window"] == SCREENS[screen]["width"]
    assert [text for text in found["texts"] if text["left"] < 0 or text["right"] > found["window"] + 0.5] == []
    assert [text for text in found["texts"] if text["contrast"] < TEXT_CONTRAST] == []
    assert [text for text in found["texts"] if text["size"] < SMALLEST_TEXT] == []
    assert (found["ground"] < 0.2) is (scheme == "dark")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_parts_of_drawings_have_enough_contrast(browser: Browser, pages: dict[str, Path], scheme: str) -> None:
    parts = measured(browser, pages["small"], scheme=scheme)["parts"]
    assert {"fill is-activated", "fill is-rejected", "fill is-other"} <= {part["name"] for part in parts}
    assert [part for part in parts if part["contrast"] < 1.6] == []


@pytest.mark.parametrize("screen", SCREENS)
def test_dates_on_the_time_line_do_not_overlap(browser: Browser, pages: dict[str, Path], screen: str) -> None:
    browser.show(**SCREENS[screen])
    browser.open(pages["large"])
    boxes = browser.value(
        "[...document.querySelectorAll('.tick, .figure')].map((text) => text.getBoundingClientRect())"
        ".map((box) => [box.left, box.right, Math.round(box.top)])"
    )
    assert len(boxes) >= 4
    for one in boxes:
        for other in boxes:
            assert one is other or one[2] != other[2] or one[1] <= other[0] or other[1] <= one[0]


def test_a_phone_shows_each_cell_with_its_heading(browser: Browser, pages: dict[str, Path]) -> None:
    browser.show(**SCREENS["phone"])
    browser.open(pages["small"])
    before = "getComputedStyle(document.querySelector('#orders ~ details td'), '::before').content"
    assert browser.value(before) == '"Life"'
    browser.show(**SCREENS["desk"])
    assert browser.value(before) == "none"


def test_the_browser_loads_nothing_else_and_reports_no_problem(browser: Browser, pages: dict[str, Path]) -> None:
    browser.show()
    browser.open(pages["small"])
    assert browser.value("document.compatMode") == "CSS1Compat"
    assert browser.requests == [pages["small"].as_uri()]
    assert browser.complaints == []


def test_no_script_would_run_even_if_it_was_in_the_page(
    browser: Browser, pages: dict[str, Path], tmp_path: Path
) -> None:
    html = pages["small"].read_text(encoding="utf-8")
    planted = tmp_path / "planted.html"
    planted.write_text(html.replace("<main>", "<main><script>document.title = 'run'</script>"), encoding="utf-8")
    browser.open(planted)
    assert browser.value("document.querySelectorAll('script').length") == 1
    assert browser.value("document.title") != "run"
    assert any("Content Security Policy" in complaint for complaint in browser.complaints)


def test_paper_is_light_and_expanded(browser: Browser, pages: dict[str, Path]) -> None:
    browser.show(scheme="dark", media="print", width=690)
    browser.open(pages["small"])
    assert browser.value("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert browser.value("[...document.querySelectorAll('details:not([open]) td')].every((cell) => cell.offsetHeight)")
    assert browser.value("document.documentElement.scrollWidth") <= 690


def test_paper_contains_text(browser: Browser, pages: dict[str, Path], tmp_path: Path) -> None:
    browser.show(scheme="dark")
    browser.open(pages["small"])
    browser.pdf(tmp_path / "report.pdf")
    content = (tmp_path / "report.pdf").read_bytes()
    assert content.startswith(b"%PDF-")
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    unpacked = [zlib.decompress(stream) for stream in streams if stream[:1] == b"x"]
    # Operators that show text, in the streams of the pages.
    assert sum(stream.count(b" Tj") + stream.count(b" TJ") for stream in unpacked) > 200
    assert len(re.findall(rb"/Type\s*/Page\b", content)) >= 2
