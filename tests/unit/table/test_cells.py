# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cells that a spreadsheet has damaged: what is repaired, what is reported, and what is accepted."""

from __future__ import annotations

import csv
import io

import pytest

from ansible_collections.sinch.porting.plugins.plugin_utils._table import columns
from ansible_collections.sinch.porting.tests.unit.tables import FIRST, read


@pytest.mark.parametrize(
    ("column", "cell", "text"),
    [
        ("zip", '="02134"', "02134"),
        ("zip", "\u00a002134\u200b", "02134"),
        ("name", "  Harbor\u00a0Bakery ", "Harbor Bakery"),
        ("pin", "'0042", "0042"),
        ("name", "'t Hof", "'t Hof"),
        ("btn", "(217) 523-9999", "+12175239999"),
        ("btn", "12175239999", "+12175239999"),
    ],
)
def test_damage_without_loss_is_repaired_and_reported(column: str, cell: str, text: str) -> None:
    stream = io.StringIO()
    csv.writer(stream).writerows([["number", column], [FIRST, cell]])
    intake = read(stream.getvalue())
    path = columns.BY_NAME[column].path.split(".")
    assert intake.numbers == [{"phone_number": FIRST, path[0]: {path[1]: text}}]
    assert [one.rule for one in intake.findings] == (["csv-repaired"] if text != cell else [])


@pytest.mark.parametrize(
    "cell",
    [
        "62701",
        "62701-0001",
        "K1A 0B1",
        "",
        "A-4711",
        "0042",
        "12E5",
        "O'Neil & Sons, Inc.",
        "S\u00e3o",
        "#4",
        '5" pipe',
    ],
)
def test_correct_cells_are_accepted(cell: str) -> None:
    stream = io.StringIO()
    csv.writer(stream).writerows([["number", "name", "zip", "account"], [FIRST, cell, "02134", "A-1"]])
    intake = read(stream.getvalue())
    assert intake.findings == []
    assert intake.numbers[0]["end_user"].get("name", "") == cell


@pytest.mark.parametrize(("column", "cell"), [("pin", "4711.0"), ("account", "#REF!"), ("pin", "7.39152E+05")])
def test_messages_about_secrets_are_complete_sentences(column: str, cell: str) -> None:
    (finding,) = read(f"number,{column}\n{FIRST},{cell}\n").findings
    assert "a value" not in finding.message
    assert "{}" not in finding.message
    assert finding.message[:3] in ("is ", "was")


@pytest.mark.parametrize("secret", ["7.39152E+05", "4711.0", "47O1", "#REF!", "=A1", "3-Dec"])
@pytest.mark.parametrize("column", ["pin", "account", "new_pin"])
def test_no_finding_shows_a_secret(column: str, secret: str) -> None:
    findings = read(f"number,{column}\n{FIRST},{secret}\n").findings
    assert findings
    assert not any(secret in one.message for one in findings)
