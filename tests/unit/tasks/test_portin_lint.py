# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of ``sinch_portin_lint``: findings, results and files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._model.origin import ARGUMENT, Origin
from ansible_collections.sinch.porting.plugins.module_utils._run.run import run
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_lint import TASK
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_order import TASK as ORDER
from ansible_collections.sinch.porting.plugins.plugin_utils._table.reader import Request, read_csv
from ansible_collections.sinch.porting.tests.unit.loopback import FakeClock
from ansible_collections.sinch.porting.tests.unit.rule_orders import clean_order

HEADER = "number,name,street_num,street,city,state,zip,pin,voice_type,trunk"
ROW = "+1217523{:04d},Harbor Bakery,12,Old Mill,Springfield,IL,{},739152,EST,01HQ7V4T0K"
SCHEDULE = {"desired_port_date": "2026-12-15"}
PIN = "739152"


def lint(options: dict[str, Any], *, check: bool = False) -> dict[str, Any]:
    return run(TASK, options, check_mode=check, diff=False, environ={}, say=print, clock=FakeClock())


def table(*rows: str, name: str = "numbers.csv") -> dict[str, Any]:
    """The arguments that the action plugin makes from a file."""
    intake = read_csv("\n".join([HEADER, *rows]).encode(), Request(name))
    origin = Origin(name, intake.lines, intake.findings, typed=True)
    return {"phone_numbers": intake.numbers, ARGUMENT: origin.as_argument()}


def test_a_correct_file_of_any_size_has_no_errors() -> None:
    result = lint(table(*(ROW.format(index, "62701") for index in range(1234))))
    assert (result["checked"], result["findings"], result["changed"]) == (1234, [], False)
    assert "failed" not in result
    assert result["summary"] == {"errors": 0, "warnings": 0, "rules": {}}


def test_findings_have_file_and_line_and_errors_are_first() -> None:
    result = lint(table(ROW.format(1, "62701 "), ROW.format(2, "2134"), "", ROW.format(2, "02134")))
    assert result["failed"]
    assert result["failure"]["kind"] == "validation"
    found = [(one["rule"], one["severity"], one.get("line"), one.get("file")) for one in result["findings"]]
    assert found[:2] == [
        ("csv-zero-lost", "error", 3, "numbers.csv"),
        ("number-twice", "error", 5, "numbers.csv"),
    ]
    assert {severity for dummy, severity, *rest in found[2:]} == {"warn"}
    assert all(one["source"] for one in result["findings"])
    assert "numbers.csv, line 3, phone_numbers[1].end_user.zip_code" in result["msg"]
    assert result["summary"]["errors"] == 2


def test_only_the_cause_is_reported_and_not_its_consequences() -> None:
    result = lint(table(ROW.format(1, "2134")))
    assert [one["rule"] for one in result["findings"] if one["severity"] == "error"] == ["csv-zero-lost"]


def test_messages_about_a_table_have_lines_and_do_not_mention_quotes() -> None:
    result = lint(table(ROW.format(1, "62701"), ROW.format(1, "62701"), ROW.format(2, "ABC"), "42,,,,,,,,,"))
    messages = {one["rule"]: f"{one['message']} {one['remedy']}" for one in result["findings"]}
    assert "is the same number as that in line 2, '+12175230001'." in messages["number-twice"]
    assert not [text for text in messages.values() if "in quotes" in text]


def test_a_repeated_number_is_reported_once_with_all_its_places() -> None:
    rows = [ROW.format(index, "62701") for index in (1, 2, 1, 2, 1, 3)]
    result = lint(table(*rows))
    found = [(one["line"], one["message"]) for one in result["findings"] if one["rule"] == "number-twice"]
    assert found == [
        (4, "is the same number as that in line 2, that in line 6, '+12175230001'."),
        (5, "is the same number as that in line 3, '+12175230002'."),
    ]
    assert result["msg"].count("[number-twice]") == 2


def test_a_plain_list_can_be_linted_and_a_repeated_number_is_reported_once() -> None:
    number = clean_order()["phone_numbers"][0]
    rest = {"voice_configuration": clean_order()["voice_configuration"], "end_user": number["end_user"]}
    defaults = {"port_out_info": {**number["port_out_info"], "authorizing_date": "1969-12-31"}}
    result = lint({**rest, **defaults, "phone_numbers": ["+12175230001", "+12175230002"]})
    assert (result["checked"], result["findings"]) == (2, [])
    text = "+12175230001\n(217) 523-0002\n+12175230001\n"
    result = lint({**rest, **defaults, "phone_numbers": text, "fail_on": "never"})
    assert result["checked"] == 3
    found = [(one["rule"], one["path"], one["message"]) for one in result["findings"]]
    message = "is the same number as phone_numbers[0], '+12175230001'."
    assert ("number-twice", "phone_numbers[2].phone_number", message) in found


def test_every_row_with_the_same_error_is_named() -> None:
    result = lint(table(*(ROW.format(index, "ABC") for index in range(4))))
    assert [one["line"] for one in result["findings"] if one["rule"] == "postal-code-invalid"] == [2, 3, 4, 5]


def test_findings_in_the_result_are_limited_but_all_are_counted() -> None:
    result = lint({**table(*(ROW.format(index, "2134") for index in range(40))), "max_findings": 7})
    assert len(result["findings"]) == 7
    assert result["findings_total"] == sum(result["summary"]["rules"].values()) >= 40
    assert result["msg"].count("\n") < 25


def test_an_error_repeated_in_a_column_is_one_line_with_its_count_and_lines() -> None:
    rows = [ROW.format(index, "2134") for index in range(23)]
    rows += [ROW.format(100, "02134").replace("IL", "ZZ"), ROW.format(101, "02134 ")]
    result = lint(table(*rows))
    head, zeros, state, rest = result["msg"].splitlines()
    assert head == "The numbers have 24 problems:"
    assert zeros.startswith("- numbers.csv, line 2, phone_numbers[0].end_user.zip_code: is '2134', ")
    assert zeros.endswith("And 22 more like it: lines 3, 4, 5, 6, 7, 8 and 16 more. [csv-zero-lost]")
    assert state.startswith("- numbers.csv, line 25, ")
    assert rest == "All of them are in findings."


def test_a_rows_own_street_in_the_orders_address_is_reported() -> None:
    rows = ["+12175230143,,,,,,,,,", "+12175230144,,500,Clark Street,Chicago,IL,60654,,,"]
    user = {
        "name": "Harbor Bakery",
        "street_num": "12",
        "street_name": "Harbor",
        "street_type": "Road",
        "city": "Springfield",
    }
    result = lint({**table(*rows), "end_user": {**user, "state": "IL", "zip_code": "62701"}, "fail_on": "never"})
    found = [(one["rule"], one["line"], one["path"]) for one in result["findings"] if "street" in one["path"]]
    place = "phone_numbers[1].end_user.street_name"
    assert sorted(found) == [("address-half-default", 3, place), ("street-name-with-type", 3, place)]


def test_warnings_are_shown_beside_errors() -> None:
    result = lint(table(ROW.format(1, "2134"), ROW.format(2, " 62701"), ROW.format(3, "62701 ")))
    assert result["failed"]
    assert any("[csv-repaired]" in warning for warning in result["warnings"])
    order = clean_order()
    order["phone_numbers"][0]["end_user"] |= {"zip_code": "ABC", "name": "Harbor  Bakery"}
    result = run(ORDER, order, check_mode=True, diff=False, environ={}, say=print, clock=FakeClock())
    assert any("[odd-characters]" in warning for warning in result["warnings"])
    assert "[postal-code-invalid]" in result["msg"]


def test_a_message_says_where_the_omitted_findings_are(tmp_path: Path) -> None:
    rows = [ROW.format(index, "2134") for index in range(40)]
    assert lint({**table(*rows), "max_findings": 7})["msg"].splitlines()[-1] == (
        "The first 7 are in findings. To have all of them in a file, set sarif_path or junit_path "
        "(in the role port_in_sarif_file or port_in_junit_file)."
    )
    path = str(tmp_path / "r.xml")
    assert lint({**table(*rows), "junit_path": path})["msg"].splitlines()[-1] == f"All findings are in {path}."
    assert "All" not in lint(table(*rows[:1]))["msg"]


@pytest.mark.parametrize(
    ("fail_on", "zip_code", "failed"),
    [
        ("error", "62701", False),
        ("error", "62701 ", False),
        ("error", "2134", True),
        ("warn", "62701 ", True),
        ("warn", "62701", False),
        ("never", "2134", False),
    ],
)
@pytest.mark.parametrize("check", [False, True])
def test_fail_on_decides_whether_the_task_fails(fail_on: str, zip_code: str, failed: bool, check: bool) -> None:
    result = lint({**table(ROW.format(1, zip_code)), "fail_on": fail_on}, check=check)
    assert bool(result.get("failed")) == failed
    expected = {"changed", "checked", "summary", "findings", "findings_total"}
    assert set(result) - {"warnings", "msg", "failed", "failure"} == expected


def test_severities_can_be_changed_for_tables_too() -> None:
    arguments = table(ROW.format(1, "62701 "))
    assert lint({**arguments, "rules": {"csv-repaired": "error"}})["failed"]
    assert lint({**arguments, "rules": {"csv-repaired": "off"}})["findings"] == []
    assert lint({**arguments, "rules": {"csv-repared": "off"}})["failed"]


def test_an_order_is_checked_as_in_sinch_portin_order() -> None:
    assert lint({**clean_order(), "desired_port_schedule": SCHEDULE, "fail_on": "never"})["checked"] == 2
    order = clean_order()
    order["phone_numbers"][1]["end_user"]["zip_code"] = 62701
    del order["desired_port_schedule"]["desired_port_date"]
    for number in order["phone_numbers"]:
        del number["port_out_info"]["authorizing_date"]
    found = {(one["rule"], one["path"]) for one in lint(order)["findings"] if one["severity"] == "error"}
    assert found == {
        ("text-from-number", "phone_numbers[1].end_user.zip_code"),
        ("missing-member", "phone_numbers[1].end_user.zip_code"),
        ("missing-member", "desired_port_schedule.desired_port_date"),
    }


def test_places_are_correct_far_into_a_long_list() -> None:
    order = {**clean_order(1234), "desired_port_schedule": SCHEDULE}
    order["phone_numbers"][1100]["end_user"]["city"] = ["no", "text"]
    found = [one["path"] for one in lint(order)["findings"] if one["rule"] == "wrong-type"]
    assert found == ["phone_numbers[1100].end_user.city"]


@pytest.mark.parametrize("numbers", [None, [], "x", {"a": 1}, [None], [7], [[]], [{"phone_number": []}]])
def test_input_that_is_not_a_list_of_numbers_is_reported(numbers: Any) -> None:
    result = lint({} if numbers is None else {"phone_numbers": numbers})
    assert result["failure"]["kind"] == "validation"
    assert result["findings"]


def test_connection_options_of_the_group_are_ignored() -> None:
    options = {"project_id": "p", "key_id": "k", "key_secret": "planted-secret", "api_url": "no url", "retries": 99}
    result = lint({**table(ROW.format(1, "62701")), **options})
    assert result["findings"] == []


def test_reports_contain_every_finding_and_are_written_once(tmp_path: Path) -> None:
    paths = {"sarif_path": str(tmp_path / "a b.sarif"), "junit_path": str(tmp_path / "r.xml")}
    rows = [ROW.format(index, "2134") for index in range(30)]
    options = {**table(*rows, name="given files/numbers.csv"), **paths, "max_findings": 1}
    assert lint(options, check=True)["changed"]
    assert list(tmp_path.iterdir()) == []
    first, second = lint(options), lint(options)
    assert (first["changed"], second["changed"]) == (True, False)
    assert first["failed"]
    log = json.loads(Path(paths["sarif_path"]).read_text())
    check_sarif(log)
    (sarif,) = log["runs"]
    assert len(sarif["results"]) == first["findings_total"] >= 30
    place = sarif["results"][0]["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "given%20files/numbers.csv"}, "region": {"startLine": 2}}
    suites = ElementTree.parse(paths["junit_path"]).getroot()
    assert int(suites.attrib["failures"]) == len(suites.findall(".//failure")) == 30
    assert int(suites.attrib["tests"]) == len(suites.findall(".//testcase")) == first["findings_total"] + 1
    for path in paths.values():
        assert PIN not in Path(path).read_text()


def check_sarif(log: dict[str, Any]) -> None:
    """Assert what SARIF 2.1.0 requires of the parts that are used (sections 3.13, 3.14, 3.19, 3.27, 3.28, 3.49)."""
    assert log["version"] == "2.1.0"
    (one,) = log["runs"]
    rules = one["tool"]["driver"]["rules"]
    assert one["tool"]["driver"]["name"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for rule in rules:
        assert rule["defaultConfiguration"]["level"] in {"error", "warning"}
        assert rule["shortDescription"]["text"].endswith(".")
        assert rule["help"]["text"]
    for result in one["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning"}
        assert result["message"]["text"]
        for location in result["locations"]:
            region = location.get("physicalLocation", {}).get("region", {"startLine": 1})
            assert region["startLine"] >= 1
            assert location["logicalLocations"][0]["fullyQualifiedName"]


@pytest.mark.parametrize("option", ["sarif_path", "junit_path"])
def test_a_report_that_cannot_be_written_is_reported_first(tmp_path: Path, option: str) -> None:
    result = lint({**table(ROW.format(1, "62701")), option: str(tmp_path / "absent" / "r")})
    assert [(one["rule"], one["path"]) for one in result["findings"]] == [("report-path", option)]
