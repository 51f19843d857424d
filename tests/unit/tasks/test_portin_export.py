# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of ``sinch_portin_export``: which orders get a file, its name, and existing files."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_export import TASK
from ansible_collections.sinch.porting.tests.unit.desk import PIN, Desk, desk_of, number, perform


def export(desk: Desk, folder: Path, **options: Any) -> dict[str, Any]:
    settings = {name: options.pop(name) for name in ("check", "diff") if name in options}
    result = perform(TASK, desk, {"dest": str(folder), **options}, **settings)
    assert desk.writes == []
    for path in folder.iterdir():
        assert PIN not in path.read_text("utf-8", "replace") or "mine" in path.name
    return result


def states(result: dict[str, Any]) -> list[str]:
    return [f"{Path(entry['path']).name} {entry['state']}" for entry in result["files"]]


def content_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_every_open_order_gets_a_file_that_only_its_owner_can_read(tmp_path: Path) -> None:
    desk = desk_of(3)
    result = export(desk, tmp_path)
    assert result["changed"]
    assert states(result) == ["ref-1.yml created", "ref-2.yml created", "ref-3.yml created"]
    assert result["files"][0] == {
        "path": str(tmp_path / "ref-1.yml"),
        "state": "created",
        "order_id": 1,
        "reference": "ref-1",
        "order_status": "PENDING",
        "phone_number_count": 2,
        "missing": [{"member": "port_out_info.existing_port_out_pin", "phone_number_count": 2, "certain": True}],
    }
    assert stat.S_IMODE((tmp_path / "ref-1.yml").stat().st_mode) == 0o600


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    desk = desk_of(3)
    export(desk, tmp_path)
    before = content_of(tmp_path)
    result = export(desk, tmp_path, diff=True)
    assert not result["changed"]
    assert {entry["state"] for entry in result["files"]} == {"same"}
    assert result["diff"] == {"before": {}, "after": {}}
    assert content_of(tmp_path) == before


def test_check_mode_writes_nothing_and_returns_the_same(tmp_path: Path) -> None:
    desk = desk_of(2)
    checked = export(desk, tmp_path, check=True, diff=True)
    assert list(tmp_path.iterdir()) == []
    done = export(desk, tmp_path, diff=True)
    assert checked == done
    assert set(done["diff"]["after"]) == {str(tmp_path / "ref-1.yml"), str(tmp_path / "ref-2.yml")}
    assert "+12025550117" in done["diff"]["after"][str(tmp_path / "ref-1.yml")]


def test_an_unedited_file_is_updated_from_its_order(tmp_path: Path) -> None:
    desk = desk_of(1)
    export(desk, tmp_path)
    (tmp_path / "ref-1.yml").chmod(0o640)
    desk.orders[1]["phoneNumbers"].append(number("+12025550119"))
    result = export(desk, tmp_path, diff=True)
    assert states(result) == ["ref-1.yml replaced"]
    path = str(tmp_path / "ref-1.yml")
    assert "+12025550119" not in result["diff"]["before"][path]
    assert "+12025550119" in result["diff"]["after"][path]
    assert stat.S_IMODE((tmp_path / "ref-1.yml").stat().st_mode) == 0o640


@pytest.mark.parametrize("encrypted", [False, True])
def test_an_edited_file_is_kept_unless_forced(tmp_path: Path, encrypted: bool) -> None:
    desk = desk_of(1)
    export(desk, tmp_path)
    path = tmp_path / "ref-1.yml"
    edited = b"$ANSIBLE_VAULT;1.1;AES256\n3132\n" if encrypted else path.read_bytes() + b"# pin: typed-pin-81\n"
    path.write_bytes(edited)
    result = export(desk, tmp_path, diff=True)
    assert (result["changed"], states(result)) == (False, ["ref-1.yml kept"])
    assert "somebody has edited them" in result["warnings"][0]
    assert path.read_bytes() == edited
    forced = export(desk, tmp_path, force=True, diff=True)
    assert (forced["changed"], states(forced)) == (True, ["ref-1.yml replaced"])
    assert "typed-pin-81" not in str(forced)
    assert not export(desk, tmp_path)["changed"]


def test_a_file_that_was_not_exported_is_kept(tmp_path: Path) -> None:
    (tmp_path / "ref-1.yml").write_text("customer_order_reference: ref-1\n")
    assert states(export(desk_of(1), tmp_path)) == ["ref-1.yml kept"]


def test_cancelled_orders_and_those_without_numbers_get_no_file(tmp_path: Path) -> None:
    desk = desk_of(5)
    for order_id, status in ((1, "CANCELED"), (2, "PENDING_CANCELATION"), (3, "COMPLETED")):
        desk.orders[order_id]["status"] = status
    desk.orders[4] |= {"status": "ORDER_BUILDING", "phoneNumbers": []}
    result = export(desk, tmp_path)
    assert states(result) == ["ref-5.yml created"]
    assert [entry["order_id"] for entry in result["left_out"]] == [1, 2, 3, 4]
    assert "warnings" not in result
    complete = export(desk, tmp_path, order_status="COMPLETED")
    assert states(complete) == ["ref-3.yml created"]
    named = export(desk, tmp_path, order_ids=[1, 3, 99])
    assert states(named) == ["ref-3.yml same"]
    assert named["not_found"] == [99]
    assert named["left_out"] == [{"order_id": 1, "reference": "ref-1", "order_status": "CANCELED"}]
    assert len(named["warnings"]) == 2


def test_references_are_compared_exactly(tmp_path: Path) -> None:
    result = export(desk_of(12), tmp_path, references=["ref-1", "ref-12", "nobody's"])
    assert states(result) == ["ref-1.yml created", "ref-12.yml created"]
    assert result["not_found"] == ["nobody's"]
    assert export(desk_of(3), tmp_path, references=[])["files"] == []


def test_equal_names_stay_with_their_orders(tmp_path: Path) -> None:
    desk = desk_of(4)
    for order_id, reference in ((1, "hq"), (2, "HQ"), (3, "a/b"), (4, "")):
        desk.orders[order_id]["customerOrderReference"] = reference
    # The second of two orders is exported first, and keeps its name when the other is exported.
    assert states(export(desk, tmp_path, order_ids=[2])) == ["HQ.yml created"]
    desk.orders[1]["customerOrderReference"] = "HQ"
    result = export(desk, tmp_path)
    assert states(result) == ["HQ-1.yml created", "HQ.yml same", "a-b-3.yml created", "order-4.yml created"]
    assert not export(desk, tmp_path)["changed"]


def test_names_that_differ_only_in_case_get_different_files(tmp_path: Path) -> None:
    desk = desk_of(2)
    desk.orders[1]["customerOrderReference"], desk.orders[2]["customerOrderReference"] = "hq", "HQ"
    assert states(export(desk, tmp_path)) == ["hq.yml created", "HQ-2.yml created"]


def test_several_hundred_orders_are_exported(tmp_path: Path) -> None:
    desk = desk_of(350, page_size=100)
    result = export(desk, tmp_path)
    assert len(result["files"]) == len(list(tmp_path.iterdir())) == 350
    assert [entry["order_id"] for entry in result["files"]] == list(range(1, 351))


def test_a_file_of_another_order_fails_the_task_before_it_writes(tmp_path: Path) -> None:
    desk = desk_of(2)
    desk.orders[2]["customerOrderReference"] = "a/b"
    (tmp_path / "a-b-2.yml").write_text("order_id: 77\n")
    result = export(desk, tmp_path)
    assert result["failure"]["kind"] == "validation"
    assert "describes another order than 2" in result["msg"]
    assert not (tmp_path / "ref-1.yml").exists()


@pytest.mark.parametrize(
    ("options", "rule", "path"),
    [
        ({"order_ids": [1], "references": ["hq"]}, "options-exclude", "order_ids"),
        ({"order_ids": [1], "order_status": "PENDING"}, "options-exclude", "order_ids"),
        ({"order_status": "CANCELED"}, "wrong-type", "order_status"),
        ({"phone_number": "555"}, "number-not-e164", "phone_number"),
        ({"foc_start_date": "soon"}, "date-format", "foc_start_date"),
        ({"dest": "/nowhere/at/all"}, "export-path", "dest"),
        ({"dest": None}, "missing-option", "dest"),
        ({"details": True}, "unknown-member", "details"),
    ],
)
def test_wrong_options_are_reported_before_anything_is_sent(
    tmp_path: Path, options: dict[str, Any], rule: str, path: str
) -> None:
    desk = desk_of(1)
    result = export(desk, tmp_path, **options)
    assert result["failure"]["kind"] == "validation"
    assert (rule, path) in {(finding["rule"], finding["path"]) for finding in result["findings"]}
    assert desk.requests == []


def test_a_service_that_fails_leaves_no_file(tmp_path: Path) -> None:
    result = export(desk_of(20, faults=[("GET /13", 403)]), tmp_path)
    assert result["failure"]["kind"] == "api"
    assert result["files"] == []
    assert list(tmp_path.iterdir()) == []
