# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""sinch_portin_lint as people run it: on a spreadsheet, without credentials, on both ways."""

from __future__ import annotations

import io
import json

import openpyxl
import yaml
from harness import vaulted

PIN = "pin739152"
TABLE = f"""\
number;group;name;street_num;street;city;state;zip;pin;voice_type;trunk
;mill;Harbor Bakery;12;Old Mill;Springfield;IL;62701;{PIN};EST;01HQ7V4T0K
+12175230143;mill;;;;;;;;;
+12175230144;mill;;14;;;;2134;;;
+1217523O145;mill;;;;;;;;;
+12175230146;mll;;;;;;;;;
"""
NO_CREDENTIALS = dict.fromkeys(
    ("SINCH_PROJECT_ID", "SINCH_KEY_ID", "SINCH_KEY_SECRET", "SINCH_PORTING_API_URL", "SINCH_AUTH_URL"), ""
)


def task(name, **options):
    keywords = {key: options.pop(key) for key in ("ignore_errors", "check_mode", "vars") if key in options}
    return {"name": name, "sinch.porting.sinch_portin_lint": options, **keywords}


def test_a_spreadsheet_is_checked_without_credentials(play, player, simulator):
    given = player.folder / "given"
    given.mkdir()
    (given / "numbers.csv").write_text(TABLE, encoding="utf-8-sig")
    (given / "right.csv").write_text("\n".join(TABLE.splitlines()[:3]), encoding="utf-16")
    reports = {"sarif_path": str(player.folder / "r.sarif"), "junit_path": str(player.folder / "r.xml")}
    src = str(given / "numbers.csv")
    run = play(
        yaml.safe_dump(
            [
                task("Wrong", src=src, ignore_errors=True, **reports),
                task("Told only", src=src, fail_on="never", **reports),
                task("Some", src=src, only=["+12175230143"]),
                task("Right", src=str(given / "right.csv")),
                task("Absent", src="absent.csv", ignore_errors=True),
                task("Groups", src=src, groups={"mll": {"end_user": {"name": "Mll"}}}, ignore_errors=True),
                task("Check", src=src, fail_on="never", sarif_path=str(player.folder / "c"), check_mode=True),
                task(
                    "Typed", content_from="answer", vars={"answer": "number,zip\n+12175230143,2134\n"}, fail_on="never"
                ),
            ],
            sort_keys=False,
        ),
        env=NO_CREDENTIALS,
        verbosity=3,
        module_defaults={"group/sinch.porting.porting": {"retries": 1}},
    )
    results = run.results
    errors = [(one["rule"], one["line"]) for one in results["Wrong"]["findings"] if one["severity"] == "error"]
    assert ("csv-zero-lost", 4) in errors
    assert ("number-damaged", 5) in errors
    assert ("group-unknown", 6) in errors
    assert results["Wrong"]["failure"]["kind"] == "validation"
    assert results["Wrong"]["checked"] == 4
    assert run.statuses["Told only"] == "ok"
    assert results["Told only"]["findings"] == results["Wrong"]["findings"]
    # Only the failure differs, so only the report with the failure changes.
    assert results["Told only"]["changed"]
    assert (results["Some"]["checked"], results["Right"]["checked"], results["Typed"]["checked"]) == (1, 1, 1)
    assert [one["rule"] for one in results["Typed"]["findings"] if one["rule"].startswith("csv")] == ["csv-zero-lost"]
    assert "absent.csv is not there" in results["Absent"]["msg"]
    assert "group-unknown" not in str(results["Groups"]["findings"])
    assert results["Check"]["changed"]
    assert not (player.folder / "c").exists()
    log = json.loads((player.folder / "r.sarif").read_text())
    assert len(log["runs"][0]["results"]) == results["Wrong"]["findings_total"]
    assert simulator.requests == []
    # Eight tasks have used the values of a file, at -vvv.
    assert PIN not in run.written


def test_a_pin_that_expires_before_the_port_date_causes_a_warning(play, player):
    given = player.folder / "given"
    given.mkdir()
    (given / "numbers.csv").write_text(f"number,pin,pin_valid_until\n+12175230143,{PIN},2027-03-01\n")
    late, early = ({"desired_port_date": f"2027-03-0{day}"} for day in (3, 1))
    options = {"src": str(given / "numbers.csv"), "fail_on": "never"}
    tasks = [
        task("Late", desired_port_schedule=late, **options),
        task("Early", desired_port_schedule=early, **options),
    ]
    run = play(yaml.safe_dump(tasks, sort_keys=False), env=NO_CREDENTIALS)
    found = {
        name: [(one["rule"], one["line"]) for one in result["findings"] if "valid_until" in one["path"]]
        for name, result in run.results.items()
    }
    assert found == {"Late": [("pin-expires", 2)], "Early": []}
    assert "unknown-member" not in str(run.results)
    assert PIN not in run.written


def test_ranges_are_accepted_in_files_tasks_and_pasted_text(play, player):
    given = player.folder / "given"
    given.mkdir()
    address = {"name": "Harbor Bakery", "street_num": "12", "street_name": "Harbor", "city": "Springfield"}
    user = {**address, "state": "IL", "zip_code": "62701"}
    entries = [{"phone_number": "+12175230143-0145", "end_user": user}, {"phone_number": "2175230150-49"}]
    (given / "numbers.yml").write_text(yaml.safe_dump({"phone_numbers": entries}))
    (given / "numbers.txt").write_text("2175230143-0145\n+12175230150\n")
    options = {"end_user": user, "fail_on": "never"}
    run = play(
        yaml.safe_dump(
            [
                task("File", src=str(given / "numbers.yml"), **options),
                task("Some of it", src=str(given / "numbers.yml"), only=["+12175230144"], **options),
                task("Task", phone_numbers=[entries[0]], **options),
                task("Text file", src=str(given / "numbers.txt"), **options),
                task("Pasted", content_from="answer", vars={"answer": "2175230143-0145, +12175230150"}, **options),
            ],
            sort_keys=False,
        ),
        env=NO_CREDENTIALS,
    )
    counts = {name: result["checked"] for name, result in run.results.items()}
    assert counts == {"File": 4, "Some of it": 1, "Task": 3, "Text file": 4, "Pasted": 4}
    numbers = [one for one in run.results["File"]["findings"] if one["path"].endswith(".phone_number")]
    assert [(one["rule"], one["path"]) for one in numbers] == [
        ("number-range-invalid", "phone_numbers[1].phone_number")
    ]


def test_an_excel_workbook_can_be_read_by_sheet_and_vaulted(play, player):
    given = player.folder / "given"
    given.mkdir()
    book = openpyxl.Workbook()
    for row in (["Phone Number", "ZIP", "PIN"], [2175230143, 2134, PIN]):
        book.active.append(row)
    book.create_sheet("More").append(["number"])
    book["More"].append(["+12175230150-0159"])
    stream = io.BytesIO()
    book.save(stream)
    (given / "hq.xlsx").write_bytes(stream.getvalue())
    (given / "secret.xlsx").write_bytes(vaulted(stream.getvalue(), "open sesame"))
    (given / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(500))
    (player.folder / "password").write_text("open sesame")
    options = {"fail_on": "never"}
    tasks = [
        task("Both", src=str(given / "hq.xlsx"), ignore_errors=True),
        task("First", src=str(given / "hq.xlsx#Sheet"), **options),
        task("More", src=str(given / "hq.xlsx#More"), **options),
        task("Vaulted", src=str(given / "secret.xlsx#Sheet"), ignore_errors=True, **options),
        task("Old", src=str(given / "old.xls"), ignore_errors=True),
    ]
    run = play(yaml.safe_dump(tasks, sort_keys=False), env=NO_CREDENTIALS)
    assert "several sheets of numbers: 'Sheet' and 'More'" in run.results["Both"]["msg"]
    assert run.results["More"]["checked"] == 10
    assert ("csv-zero-lost", 2) in [(one["rule"], one.get("line")) for one in run.results["First"]["findings"]]
    assert "--ask-vault-pass" in run.results["Vaulted"]["msg"]
    assert "password-protected Excel workbook" in run.results["Old"]["msg"]
    assert PIN not in run.written
    password = {**NO_CREDENTIALS, "ANSIBLE_VAULT_PASSWORD_FILE": str(player.folder / "password")}
    opened = play(yaml.safe_dump(tasks[3:4], sort_keys=False), env=password)
    assert opened.results["Vaulted"]["checked"] == 1
    assert PIN not in opened.written
