# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of numbers: tables and workbooks, recognized by their content, and missing numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from ansible_collections.sinch.porting.plugins.plugin_utils._table import file
from ansible_collections.sinch.porting.plugins.plugin_utils._table import index as row_index
from ansible_collections.sinch.porting.plugins.plugin_utils._table.reader import Request

ROWS = [f"+1217523{index:04}" for index in range(200)]
TEXT = "number,name\n" + "".join(f"{number},Bakery {number}\n" for number in ROWS)


@pytest.mark.parametrize("is_large", [False, True])
def test_selected_rows_are_the_same_with_and_without_an_index(
    is_large: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANSIBLE_HOME", str(tmp_path / "home"))
    if is_large:
        monkeypatch.setattr(row_index, "SMALLEST", 100)
    path = tmp_path / "numbers.csv"
    path.write_text(TEXT)
    for dummy in range(2):
        intake = file.read_file(path, Request("numbers.csv", only=[ROWS[150], "(217) 523-0007"]))
        assert [number["phone_number"] for number in intake.numbers] == [ROWS[7], ROWS[150]]
        assert intake.lines == [9, 152]
    assert len(file.read_file(path, Request("numbers.csv")).numbers) == len(ROWS)


def test_numbers_missing_in_the_file_are_named() -> None:
    absent = [f"+1312523{index:04}" for index in range(7)]
    with pytest.raises(file.NotInFile, match=r"^\+13125230000, .*\+13125230004 and 2 more$"):
        file.read_content(TEXT.encode(), Request("numbers.csv", only=[ROWS[0], *absent]))


def test_a_workbook_is_recognized_by_its_first_bytes() -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        file.read_content(b"PK\x03\x04 and no more", Request("numbers.csv"))
