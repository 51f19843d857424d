# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""sinch_portin_report against the simulator: the core in detail, and real playbooks, both ways."""

from __future__ import annotations

import csv
import io
import json
import stat

import pytest
import yaml

from ansible_collections.sinch.porting.plugins.module_utils._fleet.plan_file import VERSION, render
from ansible_collections.sinch.porting.plugins.module_utils._run.run import run
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_report import TASK

DAY = "2027-03-03"
PIN, ACCOUNT, NAME, AUTHORIZER = "49071", "acc-5230-x", "Harbor Bakery", "Ada Baker"
KEYS = {
    "coming",
    "news",
    "news_summary",
    "changed",
    "title",
    "date",
    "totals",
    "statuses",
    "order_statuses",
    "attention",
    "attention_count",
    "rejections",
    "missing",
    "files",
    "findings",
    "diff",
}


def body(reference, *numbers):
    return {
        "customerOrderReference": reference,
        "desiredPortSchedule": {"desiredPortDate": "2027-03-09"},
        "phoneNumbers": [
            {
                "phoneNumber": number,
                "endUser": {
                    "name": NAME,
                    "streetNum": "12",
                    "streetName": "Planted Harbor",
                    "city": "Springfield",
                    "state": "IL",
                    "zipCode": "62701",
                },
                "portOutInfo": {"existingPortOutPin": PIN, "accountNum": ACCOUNT, "authorizingName": AUTHORIZER},
            }
            for number in numbers
        ],
    }


def numbers_of(place, count):
    return [f"+1217523{place:02}{index:02}" for index in range(count)]


@pytest.fixture
def fleet(simulator):
    """Three orders of a move, one live, one confirmed, one with a rejected number; and one outside the move."""
    live = simulator.create(body("move-001", *numbers_of(1, 4)))
    simulator.confirm(live.id, foc_date="2027-02-20")
    simulator.complete(live.id)
    simulator.confirm(simulator.create(body("move-002", *numbers_of(2, 3))).id, foc_date="2027-03-09")
    refused = simulator.create(body("move-003", *numbers_of(3, 3)))
    simulator.reject(refused.id, only=numbers_of(3, 1), reason=f"Wrong PIN {PIN} for {NAME}")
    simulator.create(body("moved-001", *numbers_of(4, 2)))
    simulator.clear_requests()
    return simulator


@pytest.fixture
def report(simulator, tmp_path):
    """A function that runs the core of the task with options."""

    def run_task(*, check_mode=False, **options):
        return run(
            TASK,
            {"date": DAY, **options},
            check_mode=check_mode,
            diff=True,
            environ={
                "SINCH_PROJECT_ID": "project-1",
                "SINCH_KEY_ID": "key-1",
                "SINCH_KEY_SECRET": "planted-key-secret-4f1d",
                "SINCH_PORTING_API_URL": simulator.url,
                "SINCH_AUTH_URL": simulator.auth_url,
            },
            say=print,
            directory=tmp_path / "marks",
        )

    return run_task


@pytest.mark.parametrize(
    ("chosen", "references"),
    [
        ({"reference": "move"}, ["move-001", "move-002", "move-003"]),
        ({"reference": "move-001"}, ["move-001"]),
        ({"reference": "mov"}, []),
        ({"references": ["move-002", "moved-001"]}, ["move-002", "moved-001"]),
    ],
)
def test_orders_are_selected_by_reference(fleet, report, tmp_path, chosen, references):
    result = report(**chosen, dest=str(tmp_path / "out"), formats=["json"])
    assert not result.get("failed"), result
    made = json.loads((tmp_path / "out.json").read_text())
    assert sorted(order["reference"] for order in made["orders"]) == references
    assert bool(result.get("warnings")) is not bool(references)


def test_orders_are_selected_by_id_and_missing_ones_are_named(fleet, report):
    first = fleet.orders[0].id
    result = report(order_ids=[first, 17])
    assert result["totals"]["orders"] == 1
    assert result["missing"] == [17]
    assert report(references=["move-001", "nowhere"])["missing"] == ["nowhere"]


def test_result_is_small_but_complete(fleet, report):
    result = report(reference="move")
    assert set(result) >= KEYS
    assert result["totals"]["percent"] == 40
    assert result["statuses"] == {"ACTIVATED": 4, "CONFIRMED": 3, "PENDING": 2, "REJECTED": 1}
    assert [entry["kind"] for entry in result["attention"]] == ["rejected", "no-foc"]
    assert [entry["cause"] for entry in result["rejections"]] == ["pin"]
    assert result["files"] == {}
    assert result["changed"] is False
    assert fleet.writes == []


def test_files_are_written_once_and_not_in_check_mode(fleet, report, tmp_path):
    stem = str(tmp_path / "out")
    checked = report(reference="move", dest=stem, check_mode=True)
    assert checked["changed"] is True
    assert list(tmp_path.glob("out*")) == []
    first = report(reference="move", dest=stem)
    assert first["changed"] is True
    assert first["files"] == {kind: f"{stem}.{kind}" for kind in ("html", "csv", "json")}
    assert first["diff"] == checked["diff"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.glob("out*")} == {0o644}
    again = report(reference="move", dest=stem)
    assert again["changed"] is False
    assert again["diff"] == {"before": {}, "after": {}}
    tomorrow = report(reference="move", dest=stem, date="2027-03-04")
    assert tomorrow["changed"] is True
    assert fleet.writes == []


@pytest.mark.parametrize(
    ("dest", "formats", "names"),
    [
        ("", ["html"], ["move.html"]),
        ("out", ["csv", "json"], ["out.csv", "out.json"]),
        ("out.html", ["html"], ["out.html"]),
        ("out.v2", ["html"], ["out.v2.html"]),
    ],
)
def test_file_names_can_be_set(fleet, report, tmp_path, dest, formats, names):
    folder = tmp_path / "reports"
    folder.mkdir()
    assert not report(reference="move", dest=f"{folder}/{dest}", formats=formats).get("failed")
    assert sorted(path.name for path in folder.iterdir()) == names


def test_plan_adds_numbers_without_an_order(fleet, report, tmp_path):
    shared = {"country": "US", "group": "", "count": 2}
    plan = {
        "version": VERSION,
        "reference": "move",
        "order": {},
        "summary": {},
        "fingerprint": "",
        "members": {},
        "orders": [
            {**shared, "reference": "move-001", "carrier": "Verizon", "numbers": dict.fromkeys(numbers_of(1, 4), "")},
            {**shared, "reference": "move-004", "carrier": "Bell", "numbers": dict.fromkeys(numbers_of(5, 2), "")},
        ],
        "unportable": {"+12175230601": {"carrier": "X", "reason": "Wireless"}},
        "removed": {},
    }
    (tmp_path / "plan.json").write_text(render(plan))
    result = report(reference="move", plan=str(tmp_path / "plan.json"))
    assert result["totals"]["not_ordered"] == 2
    assert result["totals"]["set_aside"] == 1


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "is not given, and neither are"),
        ({"reference": "move", "order_ids": [1]}, "cannot be given with reference"),
        ({"reference": "move", "date": "tomorrow"}, "is not a date such as"),
        ({"reference": "move", "formats": ["pdf"]}, "formats"),
        ({"reference": "move", "dest": "/nowhere/at/all"}, "which does not exist"),
        ({"reference": "move", "dest": "x", "formats": []}, "nothing to write"),
        ({"reference": "move", "plan": "/nowhere.json"}, "cannot be read"),
        ({"reference": "move", "titel": "x"}, "Did you mean title?"),
    ],
)
def test_wrong_options_are_reported_before_anything_is_read(fleet, report, options, words):
    result = report(**options)
    assert result["failed"] is True
    assert result["failure"]["kind"] == "validation"
    assert words in result["msg"]
    assert fleet.operations == []


@pytest.mark.parametrize("content", ["[]", "{}", '{"orders": [1]}', "{", '{"orders": [{"reference": "a"}]}'])
def test_file_that_is_not_a_plan_is_refused(fleet, report, tmp_path, content):
    (tmp_path / "plan.json").write_text(content)
    result = report(reference="move", plan=str(tmp_path / "plan.json"))
    assert result["failure"]["kind"] == "validation"
    assert "plan" in result["msg"]


def test_playbook_writes_a_report_without_secrets(fleet, play, tmp_path):
    stem = tmp_path / "reports"
    stem.mkdir()
    options = {"reference": "move", "dest": f"{stem}/", "date": DAY}
    run = play(
        yaml.safe_dump(
            [
                {"name": "Check", "sinch.porting.sinch_portin_report": options, "check_mode": True},
                {"name": "Report", "sinch.porting.sinch_portin_report": options},
                {"name": "Again", "sinch.porting.sinch_portin_report": options},
            ]
        ),
        diff=True,
        verbosity=3,
    )
    check, report, again = (run.results[name] for name in ("Check", "Report", "Again"))
    assert [result["changed"] for result in (check, report, again)] == [True, True, False]
    assert set(check) - {"_ansible_no_log"} == set(again) - {"_ansible_no_log"}
    assert set(check) >= KEYS
    assert not [planted for planted in (PIN, ACCOUNT, NAME, AUTHORIZER, "Planted Harbor") if planted in run.written]
    rows = list(csv.DictReader(io.StringIO((stem / "move.csv").read_text(encoding="utf-8-sig"))))
    assert len(rows) == 10
    assert {row["cause"] for row in rows} == {"", "pin"}
    assert "Wrong PIN" in (stem / "move.html").read_text()
    assert fleet.writes == []


def test_playbook_writes_names_if_the_option_says_so(fleet, play, tmp_path):
    options = {"reference": "move", "dest": str(tmp_path / "out"), "include_names": True}
    run = play(yaml.safe_dump([{"name": "Report", "sinch.porting.sinch_portin_report": options}]))
    assert NAME in run.written
    assert not [planted for planted in (PIN, ACCOUNT, "Planted Harbor") if planted in run.written]


def steps(result):
    return [(entry["phone_number"], entry["kind"], entry["before"], entry["after"]) for entry in result["news"]]


def test_each_of_three_days_reports_exactly_its_changes(simulator, report, tmp_path):
    """Each day has its own news, nothing is reported twice, and our own notes are not news."""
    first, second = simulator.create(body("move-001", *numbers_of(1, 2))), numbers_of(1, 2)
    options = {"reference": "move", "dest": str(tmp_path / "move")}
    result = report(**{**options, "date": "2027-03-01"})
    assert (result["news"], result["news_summary"]["since"]) == ([], None)

    simulator.confirm(first.id, only=second[:1], foc_date="2027-03-09T14:00:00Z")
    simulator.add_note(first.id, f"The PIN {PIN} of {NAME} is wrong")
    result = report(**{**options, "date": "2027-03-02"})
    assert steps(result)[1:] == [
        (second[0], "status", "PENDING", "CONFIRMED"),
        (second[0], "foc_set", None, "2027-03-09T14:00:00Z"),
    ]
    assert steps(result)[0][:2] == (None, "note")
    assert not [planted for planted in (PIN, NAME) if planted in json.dumps(result)]
    assert result["news_summary"]["text"] == "Since 1 March 2027: 1 number confirmed, 1 FOC date set, 1 note."
    again = report(**{**options, "date": "2027-03-02"})
    assert (again["news"], again["changed"]) == ([], False)

    simulator.change(first.id, numbers={second[0]: {"focDate": "2027-03-10T14:00:00Z"}})
    other = simulator.create(body("move-002", *numbers_of(2, 1)))
    simulator.reject(first.id, only=second[1:], reason="Wrong PIN")
    result = report(**{**options, "date": "2027-03-03"})
    assert steps(result) == [
        (None, "order", "PENDING", "CONFIRMED"),
        (second[0], "foc_moved", "2027-03-09T14:00:00Z", "2027-03-10T14:00:00Z"),
        (second[1], "status", "PENDING", "REJECTED"),
        (None, "order", None, "PENDING"),
    ]
    assert result["news"][-1]["order_id"] == other.id
    # An earlier report given as an option is compared instead of the one that is replaced.
    earlier = tmp_path / "earlier.json"
    earlier.write_bytes((tmp_path / "move.json").read_bytes())
    result = report(reference="move", previous=str(earlier), date="2027-03-04")
    assert result["news"] == []


@pytest.mark.parametrize(
    ("content", "words"), [(None, "cannot be read"), ("[]", "is not a report"), ("{", "is not JSON")]
)
def test_a_wrong_earlier_report_is_refused_before_anything_is_read(fleet, report, tmp_path, content, words):
    path = tmp_path / "old.json"
    if content is not None:
        path.write_text(content)
    result = report(reference="move", previous=str(path))
    assert result["failure"]["kind"] == "validation"
    assert words in result["msg"]
    assert fleet.requests == []


def test_a_damaged_report_is_replaced_with_a_warning(fleet, report, tmp_path):
    (tmp_path / "move.json").write_text("{")
    result = report(reference="move", dest=str(tmp_path / "move"))
    assert "What is new cannot be determined" in " ".join(result["warnings"])
    assert json.loads((tmp_path / "move.json").read_text())["reference"] == "move"


def test_notes_by_the_key_that_signs_in_are_our_own(fleet, report):
    order = next(order for order in fleet.orders if order.reference == "move-003")
    fleet.add_note(order.id, "Ours", by="key-1")
    assert "note" not in {entry["kind"] for entry in report(reference="move", date=None)["attention"]}
    fleet.add_note(order.id, "Theirs")
    assert "note" in {entry["kind"] for entry in report(reference="move", date=None)["attention"]}


def test_playbook_writes_a_calendar_and_metrics(fleet, play, tmp_path):
    options = {"reference": "move", "dest": str(tmp_path / "out"), "formats": ["ics", "prom"], "date": DAY}
    task = {"name": "Report", "sinch.porting.sinch_portin_report": options}
    run = play(yaml.safe_dump([task, {**task, "name": "Again"}]))
    assert set(run.results["Report"]["files"]) == {"ics", "prom"}
    assert (run.results["Report"]["changed"], run.results["Again"]["changed"]) == (True, False)
    calendar = (tmp_path / "out.ics").read_text()
    assert calendar.count("BEGIN:VEVENT") == 2
    assert "move-002: 3 numbers move" in calendar
    assert 'status="ACTIVATED"} 4.0' in (tmp_path / "out.prom").read_text()
    assert not [planted for planted in (PIN, ACCOUNT, NAME, AUTHORIZER, "Planted Harbor") if planted in run.written]
