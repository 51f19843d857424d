# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The header of a table: unknown titles, and lists without a header."""

from __future__ import annotations

import pytest

from ansible_collections.sinch.porting.tests.unit.tables import FIRST, SECOND, read


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST}\n{SECOND}\n",
        f"{FIRST}\r\n{SECOND}",
        f"\n{FIRST},\n\n{SECOND},\n",
        f"{FIRST}, {SECOND}",
        f"{FIRST};{SECOND};",
        "2175230143\n(217) 523-0144\n",
        "2175230143-0144",
        f"# from the bill of May\n{FIRST}\n{SECOND}\n",
    ],
)
def test_a_bare_list_of_numbers_needs_no_header(text: str) -> None:
    intake = read(text)
    assert [number["phone_number"] for number in intake.numbers] == [FIRST, SECOND]
    assert {one.rule for one in intake.findings} <= {"csv-repaired"}
    assert read(text, only=[SECOND]).numbers == [{"phone_number": SECOND}]


@pytest.mark.parametrize(
    ("title", "remedy"),
    [
        ("Strete Name", "Did you mean street_name? Correct it, or begin"),
        ("authorizng_name", "Did you mean authorizing_name? "),
        ("Contact Name", "Name it authorizing_name if this person authorizes"),
        ("Street Address", "must be split: street_num, street_name, street_type"),
        ("Reference", "set reference in the task, or port_in_reference in the role"),
        ("customerOrderReference", "A reference belongs to a whole order or job"),
        ("Address Line 1", "must be split: street_num, street_name, street_type"),
        *((title, "Correct its name, or begin it with #") for title in ("Email", "Region", "Notes", "Carrier", "Site")),
    ],
)
def test_an_unknown_title_has_its_advice(title: str, remedy: str) -> None:
    (finding,) = read(f"number,{title}\n{FIRST},x\n").findings
    assert finding.rule == "csv-column-unknown"
    assert repr(title) in finding.message
    assert remedy in finding.remedy
