# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report's page without a browser: complete, escaped, self-contained, and short enough to read."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.sinch.porting.plugins.module_utils._report.page import page
from ansible_collections.sinch.porting.tests.unit.html_reader import Reader
from ansible_collections.sinch.porting.tests.unit.report_orders import explain, fleet, number, order, report_of

SCRIPT = "<script>alert('planted')</script>\"'&<img src=x onerror=alert(1)>"


def everything(text: str) -> str:
    """A page with the text in each place that contains text from outside."""
    orders = [
        order(
            1,
            number("+12025550101", "REJECTED", reject_reason=text, phone_number_group=text),
            number(text, text, foc_date="2027-03-09"),
            reference=text,
            status=text,
        ),
        order(2, number("+12025550102", "CONFIRMED", foc_date="2027-03-09"), reference="move-2"),
    ]
    plan = {
        "orders": [{"reference": text, "carrier": text, "phone_numbers": ["+12025550103"]}],
        "set_aside": [{"phone_number": "+12025550104", "carrier": text, "reason": text}],
    }
    made = report_of(
        *orders,
        include_names=True,
        title=text,
        reference=text,
        plan=plan,
        explain=lambda reason: {**explain(reason), "meaning": text, "change": text},
    )
    return page(made)


def test_text_from_outside_never_becomes_markup() -> None:
    plain, planted = Reader(everything("<")), Reader(everything(SCRIPT))
    names = [name for name, dummy in planted.elements]
    assert not {"script", "img"} & set(names)
    assert [name for name, dummy in plain.elements] == names
    assert [list(attributes) for dummy, attributes in plain.elements] == [
        list(attributes) for dummy, attributes in planted.elements
    ]
    assert SCRIPT in planted.text


@given(st.text(min_size=1, max_size=20))
def test_the_page_is_well_formed_with_any_text(text: str) -> None:
    assert not Reader(everything(text)).all("script")


def test_the_page_is_self_contained() -> None:
    reader = Reader(page(report_of(*fleet(3, 30))))
    assert not reader.all("script", "img", "iframe", "object", "embed", "form", "base")
    addresses = [
        attributes[key] for dummy, attributes in reader.elements for key in ("src", "href") if key in attributes
    ]
    assert addresses == ["data:,"]
    style = page(report_of()).partition("<style>")[2].partition("</style>")[0]
    assert "url(" not in style
    assert "@import" not in style
    policy = next(meta for meta in reader.all("meta") if meta.get("http-equiv"))
    assert str(policy["content"]).startswith("default-src 'none'")
    assert not [key for dummy, attributes in reader.elements for key in attributes if key.startswith("on")]


def test_the_page_is_accessible_to_screen_readers() -> None:
    reader = Reader(page(report_of(*fleet(3, 30))))
    assert reader.all("html")[0]["lang"] == "en"
    assert len(reader.all("h1")) == 1
    headings = {attributes["id"] for attributes in reader.all("h2")}
    assert {section["aria-labelledby"] for section in reader.all("section")} == headings
    tables = reader.all("table")
    assert tables
    assert all(heading.get("scope") in ("col", "row") for heading in reader.all("th"))
    drawings = reader.all("svg")
    assert drawings
    assert all(drawing["role"] == "img" for drawing in drawings)
    assert all(drawing.get("aria-label") or drawing.get("aria-labelledby") for drawing in drawings)
    ids = [attributes["id"] for dummy, attributes in reader.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {"time-line-title", "time-line-description"} <= set(ids)


def test_nothing_is_repeated() -> None:
    """Rejections have their own section, with their causes."""
    reader = Reader(page(report_of(order(1, number("+12025550101", "REJECTED", reject_reason="Invalid PIN")))))
    before, dummy, after = reader.text.partition("Rejections, and what to change")
    assert "1 number refused" in before
    assert "+12025550101" not in before
    assert after.count("Invalid PIN") == 2  # once as the cause, and once beside the number
    assert reader.text.count("without a FOC date") <= 1


def test_percentages_agree() -> None:
    numbers = [number(f"+1202555{1000 + place}", "ACTIVATED" if place < 2 else "PENDING") for place in range(30)]
    made = report_of(order(1, *numbers), order(2, number("+12025552000"), status="CANCELED"))
    text = Reader(page(made)).text
    assert "6 %2 of 30 numbers live at Sinch, in 1 order (1 more order cancelled)." in text
    # The count of numbers is directly before each percentage.
    assert re.findall(r"[0-9.]+ %", text) == ["6 %", "26 %", "2893 %"]


def test_orders_show_the_desired_date_and_cancelled_ones_come_last() -> None:
    made = report_of(
        order(1, number("+12025550101"), status="CANCELED", reference="aa"),
        order(2, number("+12025550102", "CONFIRMED", foc_date="2027-03-12T14:00:00Z"), reference="zz"),
    )
    assert [entry["order_id"] for entry in made["orders"]] == [2, 1]
    assert (made["totals"]["orders"], made["totals"]["canceled_orders"]) == (1, 1)
    reader = Reader(page(made))
    table = reader.text.partition("OrderLife")[2]
    assert table.index("zz") < table.index("9 Mar 2027") < table.index("12 Mar 2027, 14:00 UTC") < table.index("aa")
    assert {"CONFIRMED: date set", "PENDING: date set", "CANCELED: ended"} >= {
        str(drawing["aria-label"]) for drawing in reader.all("svg") if str(drawing.get("class", "")).startswith("life")
    }
