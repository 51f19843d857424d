# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""PINs that expire before the port date."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.plugin_utils._table.validity import expiring
from ansible_collections.sinch.porting.tests.unit.tables import FIRST, read


@pytest.mark.parametrize(
    ("cell", "schedule", "words"),
    [
        ("2027-03-01", {"desired_port_date": "2027-03-02"}, "is 2027-03-01, before the desired port date 2027-03-02."),
        ("2027-03-01", {"desiredPortDate": "2027-03-02"}, "before the desired port date"),
        ("2027-03-02", {"desired_port_date": "2027-03-02"}, ""),
        ("2027-03-01", {}, ""),
        ("2027-03-01", None, ""),
        ("2027-03-01", {"desired_port_date": "soon"}, ""),
        ("end of March", {"desired_port_date": "2027-03-02"}, "is 'end of March', which is not a date"),
        ("", {"desired_port_date": "2027-03-02"}, ""),
        # The reader has reported it already.
        ("03/01/2027", {"desired_port_date": "2027-03-02"}, ""),
    ],
)
@pytest.mark.parametrize("row", ["g,,{cell}\ng,{number},", ",{number},{cell}"], ids=["group", "row"])
def test_a_pin_that_expires_before_the_port_date_is_reported(row: str, cell: str, schedule: Any, words: str) -> None:
    intake = read(f"group,number,pin_valid_until\n{row.format(cell=cell, number=FIRST)}\n")
    assert intake.numbers == [{"phone_number": FIRST}]
    findings = expiring(intake, schedule, name="numbers.csv")
    if "/" in cell and row.startswith("g"):
        words = "is not a date"  # the reader's finding is about the group's row
    assert [(one.rule, one.path, one.line) for one in findings] == (
        [("pin-expires", "phone_numbers[0].pin_valid_until", intake.lines[0])] if words else []
    )
    assert all(words.removeprefix("is ") in one.message for one in findings)
