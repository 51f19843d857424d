# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The drawings of the report: their size, labels and proportions."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._report.drawings import status_bar, time_line
from ansible_collections.sinch.porting.tests.unit.html_reader import Reader
from ansible_collections.sinch.porting.tests.unit.report_orders import TODAY


def day(date: str, numbers: int, activated: int = 0) -> dict[str, Any]:
    return {"date": date, "numbers": numbers, "activated": activated}


@pytest.mark.parametrize(
    ("days", "bars"),
    [
        ([day("2027-03-03", 1)], 1),
        ([day("2027-03-01", 5, 5), day("2027-03-09", 2)], 3),
        ([day("2027-03-09", 2)], 2),
        ([day("2027-01-09", 2)], 2),
        ([day(f"2027-03-{date:02}", date) for date in range(1, 29)], 28),
        ([day(f"2027-{month:02}-{date:02}", 1) for month in range(1, 13) for date in (1, 2, 3)], 15),
        ([day(f"2027-{month:02}-{date:02}", 1) for month in range(1, 13) for date in range(1, 29, 2)], 14),
        ([day("1999-01-01", 3), day("2099-12-31", 4)], 3),
    ],
)
def test_time_line_has_room_for_any_dates(days: list[dict[str, Any]], bars: int) -> None:
    reader = Reader(time_line(days, today=TODAY))
    drawn = [title for title in reader.all("g") if not title]
    assert len(drawn) == bars  # and today's line, unless today has a bar
    for attributes in reader.all("rect"):
        left, width = (float(str(attributes[key]).rstrip("%")) for key in ("x", "width"))
        assert left >= 0
        assert width > 0
        assert left + width <= 100
        assert float(str(attributes["y"])) >= 0
    assert "today" in reader.text
    assert f"{sum(one['numbers'] for one in days):,} number" in reader.text


def test_each_label_has_the_date_of_its_bar_and_todays_line_crosses_no_text() -> None:
    """Two dates a hundred days apart, with today in between."""
    reader = Reader(time_line([day("2026-11-25", 17), day("2027-03-04", 20)], today="2026-12-24"))
    texts = reader.all("text")
    assert "25 Nov2026" in reader.text
    assert "4 Mar2027" in reader.text
    bars = [(float(str(rect["x"])[:-1]), float(str(rect["width"])[:-1])) for rect in reader.all("rect")]
    middles = [left + width / 2 for left, width in bars]
    labels = [float(str(text["x"])[:-1]) for text in texts if text["class"] == "tick" and text["y"] == "138"]
    figures = [float(str(text["x"])[:-1]) for text in texts if text["class"] == "figure"]
    assert labels == pytest.approx(middles, abs=0.02)
    assert figures == pytest.approx(middles, abs=0.02)
    (line,) = [line for line in reader.all("line") if line["class"] == "today"]
    assert middles[0] + 5 < float(str(line["x1"])[:-1]) < middles[1] - 5


def test_a_bar_is_divided_in_proportion() -> None:
    reader = Reader(status_bar({"ACTIVATED": 1, "PENDING": 2, "NEW": 1}, description="One"))
    parts = [(attributes["x"], attributes["width"], attributes["class"]) for attributes in reader.all("rect")]
    assert parts == [
        ("0.00%", "25.00%", "fill is-activated"),
        ("25.00%", "50.00%", "fill is-pending"),
        ("75.00%", "25.00%", "fill is-other"),
    ]
