# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""CSV files become numbers, and damage by spreadsheets is reported with its line."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.sinch.porting.plugins.module_utils._rules import tables
from ansible_collections.sinch.porting.plugins.module_utils._rules.rule import Rule
from ansible_collections.sinch.porting.plugins.plugin_utils._ranges import RangeError, numbers_of
from ansible_collections.sinch.porting.plugins.plugin_utils._table.reader import Request, read_csv
from ansible_collections.sinch.porting.tests.unit.tables import FIRST, SECOND, read

# Input that breaks each rule of tables: the rows below the header, the rule, and the place.
Z = "end_user.zip_code"
CASES: list[tuple[str, str, str, int, str]] = [
    ("number,zip", f"{FIRST},1.2E+10", "csv-scientific", 2, f"phone_numbers[0].{Z}"),
    ("number,pin", f"{FIRST},7.39152E+05", "csv-scientific", 2, "phone_numbers[0].port_out_info.existing_port_out_pin"),
    ("number", "1.21752E+10", "csv-scientific", 2, "phone_numbers[0].phone_number"),
    ("number", "12175230143.0", "csv-decimal", 2, "phone_numbers[0].phone_number"),
    ("number,zip", f"{FIRST},62701.0", "csv-decimal", 2, f"phone_numbers[0].{Z}"),
    ("number,pin", f"{FIRST},4711.0", "csv-decimal", 2, "phone_numbers[0].port_out_info.existing_port_out_pin"),
    ("number,zip", f"{FIRST},2134", "csv-zero-lost", 2, f"phone_numbers[0].{Z}"),
    ("number,zip", f"{FIRST},601", "csv-zero-lost", 2, f"phone_numbers[0].{Z}"),
    ("number,zip", f"{FIRST},2134-0001", "csv-zero-lost", 2, f"phone_numbers[0].{Z}"),
    ("number,zip", f"{FIRST},6270l", "csv-letter-for-digit", 2, f"phone_numbers[0].{Z}"),
    ("number,zip", f"{FIRST},O2134", "csv-letter-for-digit", 2, f"phone_numbers[0].{Z}"),
    ("number,zip", f"{FIRST},K1A OB1", "csv-letter-for-digit", 2, f"phone_numbers[0].{Z}"),
    ("number,account", f"{FIRST},47O1", "csv-letter-in-code", 2, "phone_numbers[0].port_out_info.account_num"),
    (
        "number,authorized_on",
        f"{FIRST},03/02/2027",
        "csv-date-turned",
        2,
        "phone_numbers[0].port_out_info.authorizing_date",
    ),
    (
        "number,authorized_on",
        f"{FIRST},26.2.27",
        "csv-date-turned",
        2,
        "phone_numbers[0].port_out_info.authorizing_date",
    ),
    ("number,authorized_on", f"{FIRST},46447", "csv-date-turned", 2, "phone_numbers[0].port_out_info.authorizing_date"),
    ("number,house_number", f"{FIRST},12-Mar", "csv-date-turned", 2, "phone_numbers[0].end_user.street_num"),
    ("number,city", f"{FIRST},#REF!", "csv-error-value", 2, "phone_numbers[0].end_user.city"),
    ("number,city", f"{FIRST},#N/A", "csv-error-value", 2, "phone_numbers[0].end_user.city"),
    ("number,city", f"{FIRST},#######", "csv-error-value", 2, "phone_numbers[0].end_user.city"),
    ("number,city", f"{FIRST},=VLOOKUP(A1)", "csv-formula", 2, "phone_numbers[0].end_user.city"),
    ("number,city", f"{FIRST},Spring\x01field", "control-characters", 2, "phone_numbers[0].end_user.city"),
    ("number,city", f"{FIRST}, Springfield ", "csv-repaired", 2, "phone_numbers[0].end_user.city"),
    ("number,town_name", f"{FIRST},Springfield", "csv-column-unknown", 1, "src"),
    ("number,zip,Zip Code", f"{FIRST},62701,62701", "csv-column-twice", 1, "src"),
    ("number,", f"{FIRST},Springfield", "csv-column-unnamed", 2, "src"),
    ("number,city", f"{FIRST},Spring,field", "csv-row-too-long", 2, "src"),
    ("number,city", f"{FIRST},A\n,\n{SECOND},B", "csv-row-empty", 3, "src"),
    ("number,city", f"{FIRST},A\n,B", "csv-row-without-number", 3, "src"),
    ("number", f"{FIRST}-0100", "number-range-invalid", 2, "phone_numbers[0].phone_number"),
    ("number,group,city", f"{FIRST},mill,", "group-unknown", 2, "phone_numbers[0].group"),
    ("number,group,city", f",mill,A\n,mill,B\n{FIRST},mill,", "group-twice", 3, "groups.mill"),
    ("number,group,city", f",mill,A\n{FIRST},,B", "group-unused", 0, "groups"),
]


@pytest.mark.parametrize(("header", "rows", "rule", "line", "path"), CASES, ids=lambda value: str(value)[:30])
def test_damage_is_reported_with_line_and_member(header: str, rows: str, rule: str, line: int, path: str) -> None:
    findings = read(f"{header}\n{rows}\n").findings
    assert [(one.rule, one.line, one.path, one.file) for one in findings] == [(rule, line, path, "numbers.csv")]


def test_every_rule_of_tables_has_a_case() -> None:
    declared = {rule.id for rule in vars(tables).values() if isinstance(rule, Rule)}
    elsewhere = {
        "csv-encoding",
        "csv-zeros-missing",
        "plan-outdated",
        "sheet-cells-merged",
        "sheet-rows-hidden",
        "pin-expires",
    }
    assert declared - elsewhere == {case[2] for case in CASES} - {"control-characters"}


@pytest.mark.parametrize("cell", ["2175230143", "(217) 523-0143", "217.523.0143", "1 217 523 0143", "12175230143"])
def test_a_number_is_accepted_in_any_usual_format(cell: str) -> None:
    intake = read(f"number\n{cell}\n{cell}\n")
    assert [number["phone_number"] for number in intake.numbers] == [FIRST, FIRST]
    (finding,) = intake.findings
    assert "1 more" in finding.message


@pytest.mark.parametrize(
    ("cell", "first", "last", "count"),
    [
        ("2175230100-0119", "+12175230100", "+12175230119", 20),
        ("+13035550100-0149", "+13035550100", "+13035550149", 50),
        ("217-523-0100 - 0119", "+12175230100", "+12175230119", 20),
        ("(217) 523-0100 \u2013 (217) 523-0119", "+12175230100", "+12175230119", 20),
        ("+12175230100..+12175230119", "+12175230100", "+12175230119", 20),
        ("2175230100 to 0119", "+12175230100", "+12175230119", 20),
        ("2175230100..0100", "+12175230100", "+12175230100", 1),
        ("2175230000-0499", "+12175230000", "+12175230499", 500),
    ],
)
def test_a_range_is_a_row_for_each_of_its_numbers(cell: str, first: str, last: str, count: int) -> None:
    intake = read(f"number,city,pin\n{SECOND},A,1\n{cell},B,\n", groups={})
    numbers = [number["phone_number"] for number in intake.numbers[1:]]
    assert (numbers[0], numbers[-1], len(numbers)) == (first, last, count)
    assert numbers == sorted(set(numbers))
    assert {number["end_user"]["city"] for number in intake.numbers[1:]} == {"B"}
    assert intake.lines == [2, *[3] * count]
    assert intake.findings == []
    only = read(f"number,city\n{cell},B\n", only=[last]).numbers
    assert only == [{"phone_number": last, "end_user": {"city": "B"}}]


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("2175230119-0100", "below its first one"),
        ("2175230100-2175240119", "more than one exchange"),
        ("2175230100-2185230119", "more than one exchange"),
        ("2175230000-0500", "501 numbers"),
        ("2175230100-19", "neither with four digits"),
        ("2175230100..x9", "neither with four digits"),
    ],
)
def test_a_wrong_range_is_one_finding(cell: str, words: str) -> None:
    intake = read(f"number,city\n{cell},B\n")
    (finding,) = intake.findings
    assert (finding.rule, finding.path) == ("number-range-invalid", "phone_numbers[0].phone_number")
    assert words in finding.message
    assert [number["phone_number"] for number in intake.numbers] == [cell]


@given(st.text("0123456789+-. to()", max_size=40))
def test_any_text_is_a_range_or_not_and_never_raises(text: str) -> None:
    problem, numbers = ".", []
    try:
        numbers = numbers_of(text)
    except RangeError as error:
        problem = str(error)
    assert problem.endswith(".")
    assert len(numbers) <= 500
    assert len({number[:-4] for number in numbers}) <= 1


def test_a_comment_is_not_read() -> None:
    intake = read(f"number,city\n# {FIRST},A\n{SECOND},B\n#REF!,C\n")
    assert [number["phone_number"] for number in intake.numbers] == [SECOND, "#REF!"]
    assert [(one.rule, one.line) for one in intake.findings] == [("csv-error-value", 4)]


def test_zeros_that_seem_to_be_lost_are_reported_without_the_codes() -> None:
    pins = [f"{1000 + 37 * index}" for index in range(30)] + ["421"]
    rows = "\n".join(f"+1217523{1000 + index},{pin}" for index, pin in enumerate(pins))
    (finding,) = read(f"number,pin\n{rows}\n").findings
    assert (finding.rule, finding.line) == ("csv-zeros-missing", 32)
    assert "421" not in str(finding)
    assert "the usual 4 digits, and hardly" in finding.message
    assert read(f"number,pin\n{rows}\n{FIRST},0815\n").findings == []


def test_a_rows_own_street_in_its_groups_address_is_reported() -> None:
    group = "g,,Bakery,12,Harbor,Road,Salem,OR,97301\n"
    header = "group,number,name,street_num,street,street_type,city,state,zip\n"
    cases = {
        f"g,{FIRST},,14,,,,,": None,
        f"g,{FIRST},,500,Clark,,Salem,OR,97301": "street_name",
        f"g,{FIRST},,500,Clark,-,,,": None,
        f"g,{FIRST},,,,,,,60654": "zip_code",
        f"g,{FIRST},,500,Clark,Street,Chicago,IL,60654": None,
    }
    for row, member in cases.items():
        findings = read(header + group + row + "\n").findings
        places = [(one.rule, one.line, one.path) for one in findings]
        path = f"phone_numbers[0].end_user.{member}"
        assert places == ([("address-half-default", 3, path)] if member else [])


def test_rows_inherit_from_their_group_and_a_dash_prevents_it() -> None:
    intake = read(
        "group,number,name,street_num,unit,voice_type,trunk,pin\n"
        f"mill,{FIRST},,14,-,,,\nmill,,Harbor,12,4B,EST,T1,99\nmill,{SECOND},,,,RTC,,\n"
    )
    first, second = intake.numbers
    assert first["end_user"] == {"name": "Harbor", "street_num": "14", "location_value1": ""}
    assert first["voice_configuration"] == {"type": "EST", "trunk_id": "T1"}
    assert second["voice_configuration"] == {"type": "RTC"}
    assert second["port_out_info"] == first["port_out_info"] == {"existing_port_out_pin": "99"}
    assert not any("group" in number for number in intake.numbers)
    assert intake.findings == []


def test_groups_can_also_be_in_the_task_in_either_spelling() -> None:
    intake = read(
        f"group,number,city\nmill,{FIRST},Salem\n", groups={"mill": {"endUser": {"zipCode": "97301", "city": "X"}}}
    )
    assert intake.numbers == [{"phone_number": FIRST, "end_user": {"zip_code": "97301", "city": "Salem"}}]


def test_only_selects_numbers_in_any_format() -> None:
    text = f"number,city\n{FIRST},A\n(217) 523-0144,B\n\n+12175230145,#REF!\n"
    intake = read(text, only=["+1 217 523 0144"])
    assert intake.numbers == [{"phone_number": SECOND, "end_user": {"city": "B"}}]
    assert [one.rule for one in intake.findings] == ["csv-repaired"]


TEXT = st.characters(codec="utf-8", exclude_characters="\0")


@given(st.lists(st.lists(st.text(TEXT, max_size=8), min_size=4, max_size=4), max_size=5))
def test_any_cells_are_read_without_an_exception_and_kept_or_reported(rows: list[list[str]]) -> None:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
    writer.writerow(["number", "name", "zip", "pin"])
    writer.writerows([FIRST, *row[1:]] for row in rows)
    intake = read_csv(stream.getvalue().encode("utf-8", "replace"), Request("numbers.csv"))
    assert len(intake.numbers) == len(rows)
    for number, line in zip(intake.numbers, intake.lines, strict=True):
        assert line >= 2
        assert set(number) <= {"phone_number", "end_user", "port_out_info"}
