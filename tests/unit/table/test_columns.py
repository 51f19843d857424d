# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The columns of a table: their names, and advice about unknown titles."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._model import order
from ansible_collections.sinch.porting.plugins.plugin_utils._table import columns
from ansible_collections.sinch.porting.tests.unit.loading import load
from ansible_collections.sinch.porting.tests.unit.tables import FIRST, read


@pytest.mark.parametrize(
    ("title", "path"),
    [
        ("House No", "end_user.street_num"),
        ("House #", "end_user.street_num"),
        ("Account #", "port_out_info.account_num"),
        ("Acct No", "port_out_info.account_num"),
        ("Acct. No.", "port_out_info.account_num"),
        ("ST", "end_user.state"),
        ("Phone Numbers", "phone_number"),
        ("Phone #", "phone_number"),
        ("Pin Code", "port_out_info.existing_port_out_pin"),
        ("Zip/Postal Code", "end_user.zip_code"),
        ("ZIP (5 digits)", "end_user.zip_code"),
        ("Company Name", "end_user.name"),
        ("Apt #", "end_user.location_value1"),
        ("State / Province:", "end_user.state"),
        ("Billing Telephone Number", "port_out_info.account_phone_number"),
        ("#", None),
        ("# Phone", None),
    ],
)
def test_usual_titles_are_recognized(title: str, path: str | None) -> None:
    column = columns.find_column(title)
    assert (column.path if column else None) == path


# A misspelled "group" is too short to be recognized.
@pytest.mark.parametrize(
    "column", [column for column in columns.COLUMNS if column.path != "group"], ids=lambda column: column.path
)
def test_a_misspelled_title_leads_to_its_column(column: columns.Column) -> None:
    name = max(columns.names_of(column)[1:] or [column.path], key=len)
    assert len(name) > 5
    for place in range(1, len(name) - 1):
        slip = name[:place] + "x" + name[place + 1 :]
        advice = columns.advice(slip)
        assert any(f" {other}" in advice for other in columns.names_of(column)), slip


@pytest.mark.parametrize("column", columns.COLUMNS, ids=lambda column: column.path)
def test_every_name_of_a_column_fills_its_member(column: columns.Column) -> None:
    for name in columns.names_of(column):
        for title in (name, name.upper(), name.replace("_", " ").title(), name.replace("_", "-")):
            assert columns.find_column(title) is column


def members(model: Any, prefix: str = "") -> set[str]:
    found = set()
    for name, field in model.model_fields.items():
        inner = next(
            (part for part in getattr(field.annotation, "__args__", ()) if hasattr(part, "model_fields")), None
        )
        found |= members(inner, f"{prefix}{name}.") if inner else {prefix + name}
    return found


def test_every_member_of_a_number_has_a_column() -> None:
    paths = {column.path for column in columns.COLUMNS}
    assert paths - {"group", "pin_valid_until"} == members(order.PhoneNumber)


def test_no_two_columns_have_the_same_name() -> None:
    names = [name for column in columns.COLUMNS for name in columns.names_of(column)]
    assert len(names) == len(set(names))


def test_page_and_template_are_up_to_date() -> None:
    page = load("tests/tooling/intake_page.py")
    assert page.PAGE.read_text(encoding="utf-8") == page.render(columns.COLUMNS)
    assert page.TEMPLATE.read_bytes().decode("utf-8") == page.template()
    intake = read(page.template() + FIRST)
    assert intake.numbers == [{"phone_number": FIRST}]
    assert intake.findings == []
    sample = read(page.template().replace("# ", ""))
    assert sample.findings == []
    assert len(page.SAMPLE.split(",")) == len(page.TEMPLATE_COLUMNS)
