# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The differences between two reports."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.sinch.porting.plugins.module_utils._base.errors import ValidationFailed
from ansible_collections.sinch.porting.plugins.module_utils._report.export import as_json
from ansible_collections.sinch.porting.plugins.module_utils._report.news import (
    news_between,
    read_previous,
    summary,
    with_news,
)
from ansible_collections.sinch.porting.tests.unit.report_orders import NAME, PIN, fleet, number, order, report_of

A, B = "+12025550101", "+12025550102"
Data = dict[str, Any]


def stored(report: Data) -> Data:
    """The report as in its JSON file."""
    read: Data = json.loads(as_json(report))
    return read


def reported(before: list[Data], after: list[Data]) -> list[tuple[Any, ...]]:
    entries = news_between(stored(report_of(*before)), report_of(*after))
    return [(entry["phone_number"], entry["kind"], entry["before"], entry["after"]) for entry in entries]


def note(text: str, by: str = "Sinch") -> Data:
    return {"note": text, "created_time": "2027-03-01T09:00:00Z", "created_by": by}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([], [order(1, number(A))], [(None, "order", None, "PENDING")]),
        ([order(1, number(A))], [order(1, number(A))], []),
        ([order(1, number(A))], [order("1", number(A))], []),
        (
            [order(1, number(A))],
            [order(1, number(A), status="CANCELED")],
            [(None, "order", "PENDING", "CANCELED"), (A, "status", "PENDING", "CANCELED")],
        ),
        (
            [order(1, number(A), number(B))],
            [order(1, number(A, "CONFIRMED", foc_date="2027-03-09"), number(B))],
            [(A, "status", "PENDING", "CONFIRMED"), (A, "foc_set", None, "2027-03-09")],
        ),
        (
            [order(1, number(A, "CONFIRMED", foc_date="2027-03-09"))],
            [order(1, number(A, "CONFIRMED", foc_date="2027-03-10"))],
            [(A, "foc_moved", "2027-03-09", "2027-03-10")],
        ),
        (
            [order(1, number(A, "CONFIRMED", foc_date="2027-03-09T14:00:00Z"))],
            [order(1, number(A, "CONFIRMED", foc_date="2027-03-09T15:00:00Z"))],
            [(A, "foc_moved", "2027-03-09T14:00:00Z", "2027-03-09T15:00:00Z")],
        ),
        (
            [order(1, number(A, "CONFIRMED", foc_date="2027-03-09"))],
            [order(1, number(A, "REJECTED"))],
            [(A, "status", "CONFIRMED", "REJECTED")],
        ),
        (
            [order(1, number(A, "CONFIRMED", foc_date="2027-03-09"))],
            [order(1, number(A, "CONFIRMED"))],
            [(A, "foc_moved", "2027-03-09", None)],
        ),
        ([order(1, number(A))], [order(1, number(A), number(B))], [(B, "status", None, "PENDING")]),
        (
            [],
            [order(1, number(A, "CONFIRMED", foc_date="2027-03-09"), status="CONFIRMED")],
            [
                (None, "order", None, "CONFIRMED"),
                (A, "status", "PENDING", "CONFIRMED"),
                (A, "foc_set", None, "2027-03-09"),
            ],
        ),
        (
            [order(1, number(A), notes=[note("One")])],
            [order(1, number(A), notes=[note("One"), note("Two")])],
            [(None, "note", None, "Two")],
        ),
        (
            [order(1, number(A), notes=[note("One")])],
            [order(1, number(A), notes=[note("One"), note("One")])],
            [(None, "note", None, "One")],
        ),
        ([order(1, number(A))], [order(1, number(A), notes=[note("Mine", by="customer")])], []),
        (
            [order(1, number(A))],
            [order(1, number(A), documents=[{"id": 3, "document_name": "loa.pdf"}])],
            [(None, "document", None, "loa.pdf")],
        ),
        (
            [order(1, number(A, "REJECTED"))],
            [order(1, number(A, "REJECTED")), order(2, number(A), reference="move-2", created_date="2027-02-20")],
            [(None, "order", None, "PENDING")],
        ),
    ],
)
def test_each_step_is_reported_once(before: list[Data], after: list[Data], expected: list[Any]) -> None:
    assert reported(before, after) == expected


def test_a_report_of_version_one_has_no_notes_and_hours_to_compare() -> None:
    old = stored(report_of(order(1, number(A, "CONFIRMED", foc_date="2027-03-09T14:00:00Z"))))
    for entry in old["orders"]:
        del entry["notes"], entry["documents"]
    for row in old["numbers"]:
        del row["foc_at"]
    new = report_of(order(1, number(A, "CONFIRMED", foc_date="2027-03-09T14:00:00Z"), notes=[note("x")]))
    assert news_between(old, new) == []


def test_news_contain_no_secret_and_no_name() -> None:
    text = f"PIN {PIN} of {NAME}"
    new = report_of(order(1, number(A, "REJECTED", reject_reason=text), notes=[note(text)]))
    entries = str(news_between(stored(report_of()), new))
    assert "note" in entries
    assert not [planted for planted in (PIN, NAME) if planted in entries]


def test_a_day_keeps_its_news_and_the_next_day_starts_again() -> None:
    first = report_of(order(1, number(A)), today="2027-03-01")
    second, changed = with_news(report_of(order(1, number(A, "CONFIRMED")), today="2027-03-02"), stored(first))
    assert (len(second["news"]), second["news_since"], len(changed)) == (1, "2027-03-01", 1)
    again, changed = with_news(report_of(order(1, number(A, "CONFIRMED")), today="2027-03-02"), stored(second))
    assert (again, changed) == (second, [])
    more, changed = with_news(report_of(order(1, number(A, "ACTIVATED")), today="2027-03-02"), stored(again))
    assert (len(more["news"]), len(changed)) == (2, 1)
    next_day, changed = with_news(report_of(order(1, number(A, "ACTIVATED")), today="2027-03-03"), stored(more))
    assert (next_day["news"], next_day["news_since"], changed) == ([], "2027-03-02", [])


def test_a_summary_is_short_for_any_move() -> None:
    old, new = stored(report_of(*fleet(40, 50), today="2027-03-02")), report_of(*fleet(40, 50))
    for place, row in enumerate(new["numbers"]):
        row["status"] = f"STATUS_{place}" * 9
    found = summary(news_between(old, new) * 50, since="2027-03-02")
    assert found["count"] == 100_000
    assert len(json.dumps(found)) < 10_000
    assert "+1" not in json.dumps(found)


def test_a_summary_is_one_sentence() -> None:
    before = [order(1, number(A), number(B))]
    after = [order(1, number(A, "CONFIRMED", foc_date="2027-03-09"), number(B, "REJECTED"), notes=[note("x")])]
    entries = news_between(stored(report_of(*before)), report_of(*after))
    found = summary(entries, since="2027-03-02")
    assert found["text"] == "Since 2 March 2027: 1 number confirmed, 1 number rejected, 1 FOC date set, 1 note."
    assert found["statuses"] == {"CONFIRMED": 1, "REJECTED": 1}
    assert summary([], since="2027-03-02")["text"] == "Since 2 March 2027: nothing new."
    assert summary([], since=None)["text"] == "Nothing new."


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "cannot be read"),
        ("{", "not JSON"),
        ("[]", "not a report"),
        ('{"today": "2027-03-02"}', "not a report"),
        ('{"today": "2027-03-02", "orders": [1], "numbers": []}', "not a report"),
    ],
)
def test_a_file_that_is_not_a_report_is_refused_with_a_message(tmp_path: Path, content: str | None, words: str) -> None:
    path = tmp_path / "report.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(ValidationFailed, match=words) as raised:
        read_previous(str(path))
    assert str(path) in str(raised.value)


ODD = st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.lists(st.text(max_size=3), max_size=2)
MEMBERS = ("order_id", "status", "notes", "documents", "phone_number", "foc_date", "foc_at")


@given(st.lists(st.dictionaries(st.sampled_from(MEMBERS), ODD), max_size=3), ODD)
def test_any_edited_report_can_be_compared(entries: list[Data], news: Any) -> None:
    old = {"today": "2027-03-02", "orders": entries, "numbers": entries, "news": news}
    report, dummy = with_news(report_of(*fleet(2, 3)), old)
    assert json.loads(as_json(report)) == report
