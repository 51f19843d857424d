# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The top of the page: what comes next, and what is new."""

from __future__ import annotations

from ansible_collections.sinch.porting.plugins.module_utils._report.news import with_news
from ansible_collections.sinch.porting.plugins.module_utils._report.page import page
from ansible_collections.sinch.porting.tests.unit.html_reader import Reader
from ansible_collections.sinch.porting.tests.unit.report_orders import number, order, report_of


def test_what_comes_next_is_listed_by_day() -> None:
    made = report_of(
        order(1, *(number(f"+1202555010{place}", "CONFIRMED", foc_date="2027-03-03") for place in range(3))),
        order(2, number("+12025550111", "CONFIRMED", foc_date="2027-03-04T14:00:00Z"), reference="move-2"),
        order(3, number("+12025550112", "CONFIRMED", foc_date="2027-03-20"), on_demand_activation=True),
        order(4, number("+12025550113"), reference="move-4"),
        order(5, number("+12025550114", "CONFIRMED", foc_date="2027-03-01")),
        order(6, number("+12025550115", "ACTIVATED", foc_date="2027-03-04")),
    )
    assert [(entry["date"], entry["kind"], entry["numbers"]) for entry in made["coming"]] == [
        ("2027-03-03", "foc", 3),
        ("2027-03-04", "foc", 1),
        ("2027-03-09", "wanted", 1),
        ("2027-03-20", "activate", 1),
    ]
    text = Reader(page(made)).text
    assert "3 March 20273 numbers go live · move-1" in text
    assert "4 March 2027, 14:00 UTC1 number goes live · move-2" in text
    assert "The last FOC date is 20 March 2027. 1 number without a FOC date yet." in text


def test_news_are_grouped() -> None:
    old = report_of(order(1, *(number(f"+1202555010{place}") for place in range(3))), today="2027-03-02")
    new = report_of(
        order(1, *(number(f"+1202555010{place}", "CONFIRMED", foc_date="2027-03-12") for place in range(3)))
    )
    report, dummy = with_news(new, old)
    text = Reader(page(report)).text
    assert "New since 2 March 2027" in text
    assert "3 numbers: pending \N{RIGHTWARDS ARROW} confirmed · move-1" in text
    assert "3 numbers: FOC date 12 March 2027 · move-1" in text
