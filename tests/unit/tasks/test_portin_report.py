# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of ``sinch_portin_report``: the selection of orders, and the result."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_report import LISTED, TASK
from ansible_collections.sinch.porting.tests.unit.desk import PIN, Desk, number, order, perform


def desk(count: int = 2) -> Desk:
    orders = {
        index: order(index, customerOrderReference=f"hq-{index:03}", phoneNumbers=[number(f"+1202555{index:04}")])
        for index in range(1, count + 1)
    }
    return Desk({**orders, 900: order(900, customerOrderReference="other")})


@pytest.mark.parametrize(
    ("options", "orders"),
    [
        ({"reference": "hq"}, 2),
        ({"references": ["hq-001", "other"]}, 2),
        ({"order_ids": [900]}, 1),
        ({"reference": "h"}, 0),
    ],
)
def test_orders_are_selected_by_reference_or_by_id(options: dict[str, Any], orders: int) -> None:
    result = perform(TASK, desk(), options)
    assert "failed" not in result
    assert result["totals"]["orders"] == orders
    assert not result["changed"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "Specify the orders"),
        ({"reference": "hq", "order_ids": [1]}, "by reference or by id"),
        ({"reference": "hq", "date": "2027-02-30"}, "is not a date"),
        ({"reference": "hq", "dest": "/tmp/x", "formats": []}, "there is nothing to write"),
        ({"reference": "hq", "dest": "/no/such/folder"}, "dest"),
        ({"reference": "hq", "plan": "/no/such/plan.json"}, "cannot be read"),
    ],
)
def test_wrong_options_are_reported_before_anything_is_sent(options: dict[str, Any], words: str) -> None:
    service = desk()
    result = perform(TASK, service, options)
    assert words in result["msg"]
    assert service.requests == []


def test_files_are_written_once_and_contain_no_secret(tmp_path: Path) -> None:
    options = {"reference": "hq", "dest": str(tmp_path), "date": "2027-03-02", "formats": ["html", "csv", "json"]}
    assert perform(TASK, desk(), options, check=True)["changed"]
    assert list(tmp_path.iterdir()) == []
    assert perform(TASK, desk(), options)["changed"]
    assert not perform(TASK, desk(), options)["changed"]
    files = list(tmp_path.iterdir())
    assert sorted(path.suffix for path in files) == [".csv", ".html", ".json"]
    assert not [path for path in files if PIN in path.read_text(encoding="utf-8")]


def test_a_result_is_bounded() -> None:
    service = desk(LISTED + 5)
    for entry in service.orders.values():
        entry["phoneNumbers"][0].update(status="REJECTED", rejectReason="Wrong PIN")
    result = perform(TASK, service, {"reference": "hq"})
    assert (len(result["attention"]), result["attention_count"]) == (LISTED, LISTED + 5)


def test_a_missing_order_is_named() -> None:
    assert perform(TASK, desk(), {"order_ids": [1, 77]})["missing"] == [77]
