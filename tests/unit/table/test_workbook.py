# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Excel workbooks give the same numbers and findings as the CSV file into which Excel would save them."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.sinch.porting.plugins.plugin_utils._table import file, workbook
from ansible_collections.sinch.porting.plugins.plugin_utils._table.csv_text import TableError
from ansible_collections.sinch.porting.plugins.plugin_utils._table.reader import Intake, Request

FIRST, SECOND = "+12175230143", "+12175230144"
Rows = list[list[Any]]


def book(rows: Rows, change: Callable[[Any], None] | None = None, **others: Rows) -> bytes:
    """A workbook whose first sheet has these rows. ``change`` can change it further."""
    made = openpyxl.Workbook()
    sheet = made.active
    for row in rows:
        sheet.append(row)
    for title, more in others.items():
        page = made.create_sheet(title)
        for row in more:
            page.append(row)
    if change:
        change(sheet)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def read(content: bytes, **settings: Any) -> Intake:
    return file.read_content(content, Request("hq.xlsx", **settings))


def test_numbers_in_a_sheet_are_read_as_text() -> None:
    header = ["Phone Number", "ZIP", "PIN", "House #", "Authorized on", "City"]
    rows = [
        [12175230143, 62701, 4711, 12, datetime.datetime(2027, 2, 26), "Springfield"],
        [12175230144.0, "02134", "0042", "12B", datetime.date(2027, 2, 26), None],
    ]
    intake = read(book([header, *rows, [None] * 6, [""] * 6]))
    assert [number["phone_number"] for number in intake.numbers] == [FIRST, SECOND]
    assert [number["end_user"]["zip_code"] for number in intake.numbers] == ["62701", "02134"]
    pins = [number["port_out_info"]["existing_port_out_pin"] for number in intake.numbers]
    assert pins == ["4711", "0042"]
    assert {number["port_out_info"]["authorizing_date"] for number in intake.numbers} == {"2027-02-26"}
    assert intake.lines == [2, 3]
    assert {one.rule for one in intake.findings} == {"csv-repaired"}


def padded(form: str) -> Callable[[Any], None]:
    def change(sheet: Any) -> None:
        sheet["B2"].number_format = form

    return change


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (2134, "00000", "02134"),
        (21340001, "00000\\-0000", "02134-0001"),
        (62701, "0", "62701"),
        ("02134", "@", "02134"),
    ],
)
def test_zeros_that_only_the_cell_format_shows_are_kept(value: Any, form: str, text: str) -> None:
    intake = read(book([["number", "zip"], [FIRST, value]], padded(form)))
    assert intake.numbers[0]["end_user"]["zip_code"] == text
    assert intake.findings == []


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("zip", 2134, "csv-zero-lost"),
        ("account", 1234567890123456789, "csv-scientific"),
        ("pin", datetime.datetime(2027, 3, 12), "csv-date-turned"),
        ("house_number", datetime.date(2027, 3, 12), "csv-date-turned"),
        ("city", "#REF!", "csv-error-value"),
        ("city", "=A1", "csv-formula"),
        ("zip", "6270l", "csv-letter-for-digit"),
    ],
)
def test_damage_is_found_as_in_csv(column: str, value: Any, rule: str) -> None:
    (finding,) = read(book([["number", column], [FIRST, value]])).findings
    assert (finding.rule, finding.file, finding.line) == (rule, "hq.xlsx", 2)


def test_lost_zeros_of_pins_are_found() -> None:
    rows = [[f"+1217523{index:04d}", 1000 + 37 * index] for index in range(30)]
    (finding,) = read(book([["number", "pin"], *rows, [FIRST, 421]])).findings
    assert (finding.rule, finding.line) == ("csv-zeros-missing", 32)


def test_the_sheet_with_numbers_is_found_or_must_be_named() -> None:
    numbers = [["number"], [FIRST]]
    others = {"Numbers": [["number"], [SECOND]]}
    assert len(read(book([["Notes"], ["x"]], **others)).numbers) == 1
    assert read(book(numbers, **others), sheet="Numbers").numbers == [{"phone_number": SECOND}]
    with pytest.raises(TableError, match="several sheets of numbers: 'Sheet' and 'Numbers'"):
        read(book(numbers, **others))
    with pytest.raises(TableError, match="Its sheets are 'Sheet', 'Numbers'"):
        read(book(numbers, **others), sheet="Nubers")
    with pytest.raises(TableError, match="has no header in line 1"):
        read(book([["Notes"], ["x"]]))


def test_hidden_sheets_are_ignored_and_hidden_rows_are_reported() -> None:
    def change(sheet: Any) -> None:
        sheet.parent["Old"].sheet_state = "hidden"
        sheet.row_dimensions[3].hidden = True
        sheet.row_dimensions[9].hidden = True

    intake = read(book([["number"], [FIRST], [SECOND]], change, Old=[["number"], ["+12175230199"]]))
    assert [number["phone_number"] for number in intake.numbers] == [FIRST, SECOND]
    (finding,) = intake.findings
    assert finding.rule == "sheet-rows-hidden"
    assert finding.message.endswith(": 3.")


def test_merged_cells_are_an_error_only_below_the_header() -> None:
    def merge(area: str) -> Callable[[Any], None]:
        return lambda sheet: sheet.merge_cells(area)

    rows = [["number", "city", ""], [FIRST, "Salem"], [SECOND, None]]
    (finding,) = read(book(rows, merge("B2:B3"))).findings
    assert (finding.rule, finding.severity) == ("sheet-cells-merged", "error")
    assert "B2:B3" in finding.message
    assert read(book(rows, merge("B1:C1"))).findings == []


@pytest.mark.parametrize("text", ["2175230143-0144", "2175230143"])
def test_ranges_and_bare_lists_are_accepted(text: str) -> None:
    assert read(book([[text], [2175230143]])).lines == ([1, 1, 2] if "-" in text else [1, 2])


def test_without_the_library_the_message_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "library", lambda dummy: None)
    with pytest.raises(TableError, match=r"openpyxl: \S*python\S* -m pip install openpyxl\. Or save it as CSV UTF-8\."):
        read(book([["number"], [FIRST]]))


def archive(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/") + ".xml", content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old or a password-protected Excel workbook"),
        (b"PK\x03\x04 not a zip", "cannot be read as an Excel workbook (BadZipFile)"),
        (archive(content=b"x"), "an archive, not an Excel workbook"),
        (archive(xl__workbook=b"<x"), "cannot be read as an Excel workbook"),
        (archive(xl__workbook=b"<x/>", xl__a=bytes(300_000_000)), "holds more than 256 MB"),
    ],
    ids=["old", "broken", "archive", "empty", "bomb"],
)
def test_a_file_that_is_not_a_workbook_is_reported(content: bytes, words: str) -> None:
    with pytest.raises(TableError) as caught:
        read(content)
    assert words in str(caught.value)


WHOLE = book([["number", "pin"], [FIRST, "739152"]])


@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=40))
def test_a_damaged_workbook_is_read_or_refused_with_a_message(place: int, noise: bytes) -> None:
    message = "."
    try:
        read(WHOLE[:place] + noise + WHOLE[place + len(noise) :])
    except TableError as error:
        message = str(error)
    assert message.endswith(".")
    assert "739152" not in message


def test_a_workbook_is_recognized_by_its_content_and_never_indexed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file.row_index, "SMALLEST", 0)
    monkeypatch.setenv("ANSIBLE_HOME", str(tmp_path / "ansible"))
    path = tmp_path / "hq.csv"
    path.write_bytes(book([["number", "city"], [FIRST, "Salem"], [SECOND, "Salem"]]))
    assert len(file.read_file(path, Request("hq.csv")).numbers) == 2
    assert len(file.read_file(path, Request("hq.csv", only=[SECOND])).numbers) == 1
    assert not (tmp_path / "ansible").exists()
