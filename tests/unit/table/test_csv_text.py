# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bytes of a CSV file: encodings, separators, quotes, and files that are not tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.sinch.porting.plugins.plugin_utils._table.csv_text import TableError
from ansible_collections.sinch.porting.plugins.plugin_utils._table.reader import Request, read_csv
from ansible_collections.sinch.porting.tests.unit.tables import FIRST, SECOND, read

ENCODED = f"number;name\r\n{FIRST};Caf\u00e9 \u201cM\u00fchle\u201d\r\n"


@pytest.mark.parametrize(
    ("content", "rules"),
    [
        (ENCODED.encode("utf-8"), []),
        (ENCODED.encode("utf-8-sig"), []),
        (ENCODED.encode("utf-16"), []),
        (b"\xfe\xff" + ENCODED.encode("utf-16-be"), []),
        (ENCODED.encode("cp1252"), ["csv-encoding"]),
        (b"sep=;\r\n" + ENCODED.encode("utf-8"), []),
        (ENCODED.replace("\r\n", "\r").encode("utf-8"), []),
        (ENCODED.replace(";", "\t").encode("utf-8"), []),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16-be", "cp1252", "sep", "cr", "tab"],
)
def test_encodings_and_separators_are_detected(content: bytes, rules: list[str]) -> None:
    intake = read_csv(content, Request("numbers.csv"))
    assert intake.numbers == [{"phone_number": FIRST, "end_user": {"name": "Caf\u00e9 \u201cM\u00fchle\u201d"}}]
    assert [one.rule for one in intake.findings] == rules


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"\n\n , \n", "is empty"),
        (b"+12175230143,Bakery\n", "has no header in line 1"),
        (b"Site,Region\n", "such as phone_number, name, street_num"),
        (b"zip,city\n62701,Springfield\n", "has no column phone_number"),
        (b'number,city\n+12175230143,"Springfield\n', "from line 2 on"),
        (b"number,city\n+12175230143,\x81\xff\n", "neither UTF-8 nor Windows-1252"),
        (b"\xff\xfen\0u", "UTF-16"),
        ("number,city\n".encode("utf-16-le"), "bytes in line 1"),
    ],
)
def test_a_file_that_is_not_a_table_is_reported(content: bytes, words: str) -> None:
    with pytest.raises(TableError) as caught:
        read_csv(content, Request("numbers.csv"))
    assert words in str(caught.value)


def test_quoted_line_breaks_keep_the_lines_of_later_rows() -> None:
    intake = read(f'number,name\n{FIRST},"Harbor\nBakery"\n\n{SECOND},"A ""B"" C"\n')
    assert intake.lines == [2, 5]
    assert [number["end_user"]["name"] for number in intake.numbers] == ["Harbor\nBakery", 'A "B" C']


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_with_a_message(content: bytes) -> None:
    for start in (b"", b"number,pin\n"):
        message = "."
        try:
            read_csv(start + content, Request("numbers.csv"))
        except TableError as error:
            message = str(error)
        assert message.endswith(".")
