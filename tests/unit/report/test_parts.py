# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The small parts of the report's page."""

from __future__ import annotations

import datetime

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._base.html import tag
from ansible_collections.sinch.porting.plugins.module_utils._report import parts


@pytest.mark.parametrize(
    ("date", "text"),
    [("2027-03-02", "2 March 2027"), (datetime.date(2027, 12, 31), "31 December 2027"), ("soon", "soon"), ("", "")],
)
def test_a_day_is_written_out_in_english(date: str | datetime.date, text: str) -> None:
    assert parts.day_text(date) == text


def test_a_short_day_has_its_date_in_an_attribute() -> None:
    assert parts.short_day("2027-03-02") == '<time datetime="2027-03-02" class="number">2 Mar 2027</time>'
    assert parts.short_day(None) == parts.NOTHING


def test_amounts_and_statuses_are_words() -> None:
    assert [parts.amount(count, "number") for count in (0, 1, 2000)] == ["0 numbers", "1 number", "2,000 numbers"]
    assert parts.listed_counts({"PENDING_CANCELATION": 1200}) == "1,200 pending cancelation"
    assert parts.status_class("PENDING_CANCELATION") == "is-pending-cancelation"
    assert parts.status_class('"><script>') == "is-other"
    assert parts.chip("PENDING", 3) == '<span class="chip is-pending">pending 3</span>'


def test_lists_say_how_much_they_leave_out() -> None:
    assert parts.listed(["a", "b", "c"], class_=None, limit=2) == "<span>a</span>, <span>b</span> and 1 more"
    assert parts.rest(2, 2) is None
    assert parts.bounded(2, 2, "number") is None
    assert "The first 2 of 3 numbers" in str(parts.bounded(3, 2, "number"))
    assert parts.pair("Term", "") == ()
    assert parts.pair("Term", "x") == (tag("dt", "Term"), tag("dd", "x"))


def test_a_table_is_accessible_to_screen_readers_and_on_a_phone() -> None:
    text = parts.table(["Order", "#Numbers", "~Share"], [["hq-001", 3, "<"]])
    assert '<th scope="row" role="rowheader">hq-001</th>' in text
    assert '<td role="cell" data-label="Numbers" class="count">3</td>' in text
    assert '<td role="cell" data-label="Share" class="share">&lt;</td>' in text
    assert '<h2 id="orders">' in parts.section("Orders", "orders", text)
