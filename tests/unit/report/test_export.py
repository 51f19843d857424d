# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cells of the report's CSV file: readable, and never evaluated by a spreadsheet."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.sinch.porting.plugins.module_utils._report.digest import COLUMNS, NAME_COLUMNS
from ansible_collections.sinch.porting.plugins.module_utils._report.export import as_csv, harmless
from ansible_collections.sinch.porting.tests.unit.report_orders import NAME, fleet, number, order, report_of


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (7, "7"),
        ("Invalid PIN", "Invalid PIN"),
        ("+12025550117", "+12025550117"),
        ("+12025550117+1", "'+12025550117+1"),
        ("+1", "'+1"),
        ("+12025550117\n=1", "'+12025550117\n=1"),
        ('=HYPERLINK("x")', '\'=HYPERLINK("x")'),
        ("-1+1", "'-1+1"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1", "'\t=1"),
        ("  =1", "'  =1"),
        ("\uff1d1", "'\uff1d1"),
        ("a=1", "a=1"),
    ],
)
def test_a_cell_is_never_a_formula(value: str | int | None, cell: str) -> None:
    assert harmless(value) == cell


@given(st.text(max_size=20))
def test_any_text_is_kept_and_never_a_formula(text: str) -> None:
    cell = harmless(text)
    assert cell.removeprefix("'") == text.removeprefix("'")
    assert not cell.startswith(("=", "-", "@", "\t", "\r"))


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_every_number_has_a_line() -> None:
    made = report_of(*fleet(4, 50))
    rows = read(as_csv(made))
    assert [row["phone_number"] for row in rows] == [row["phone_number"] for row in made["numbers"]]
    assert list(rows[0]) == list(COLUMNS)
    assert [row["status"] for row in rows] == [row["status"] for row in made["numbers"]]


def test_names_have_columns_on_request() -> None:
    made = report_of(order(1, number("+12025550101")), include_names=True)
    rows = read(as_csv(made))
    assert list(rows[0]) == [*COLUMNS, *NAME_COLUMNS]
    assert rows[0]["end_user_name"] == NAME


def test_commas_quotes_and_line_breaks_stay_in_their_cell() -> None:
    reason = 'Name "Bakery, Ltd"\ndiffers'
    rows = read(as_csv(report_of(order(1, number("+12025550101", "REJECTED", reject_reason=reason)))))
    assert [row["reason"] for row in rows] == [reason]
