# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports as metrics, read by a Prometheus library."""

from __future__ import annotations

import datetime
from typing import Any

from prometheus_client.parser import text_string_to_metric_families

from ansible_collections.sinch.porting.plugins.module_utils._report.attention import KINDS
from ansible_collections.sinch.porting.plugins.module_utils._report.metrics import as_prom
from ansible_collections.sinch.porting.tests.unit.report_orders import (
    AUTHORIZER,
    NAME,
    PIN,
    confirmed,
    number,
    order,
    report_of,
)

A, B, C = "+12025550101", "+12025550102", "+12025550103"


Data = dict[str, Any]


def samples(text: str) -> dict[str, dict[tuple[str, ...], float]]:
    found: dict[str, dict[tuple[str, ...], float]] = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            labels = tuple(value for name, value in sorted(sample.labels.items()) if name != "report")
            found.setdefault(sample.name.removeprefix("sinch_portin_"), {})[labels] = sample.value
    return found


def test_metrics_equal_the_figures_of_the_report() -> None:
    made = report_of(
        order(1, number(A, "ACTIVATED"), confirmed(B), number(C, "REJECTED"), reference="hq-001"),
        order(2, number("+12025550104"), reference="hq-002", created_date="2027-01-02"),
        reference="hq",
    )
    found = samples(as_prom(made, now=1_800_000_000.0))
    assert found["numbers"] == {
        ("hq-001", "ACTIVATED"): 1,
        ("hq-001", "CONFIRMED"): 1,
        ("hq-001", "REJECTED"): 1,
        ("hq-002", "PENDING"): 1,
    }
    assert {kind: count for kind, count in found["attention"].items() if count} == {("no-foc",): 1, ("rejected",): 1}
    assert {kind for (kind,) in found["attention"]} == set(KINDS)
    assert found["oldest_pending_days"] == {(): 60}
    moment = datetime.datetime(2027, 3, 9, 14, tzinfo=datetime.timezone.utc)
    assert found["next_foc_timestamp_seconds"] == {(): moment.timestamp()}
    assert found["report_timestamp_seconds"] == {(): 1_800_000_000}
    assert (found["wanted_numbers"], found["live_numbers"]) == ({(): 4}, {(): 1})


def test_no_label_contains_a_phone_number_or_a_name() -> None:
    made = report_of(
        order(1, number(A, "CONFIRMED", foc_date="2027-03-09", phone_number_group=NAME), reference=A),
        order(2, number(B, "SOMETHING NEW"), reference="+1 202-555-0102 move"),
        include_names=True,
        reference="hq",
    )
    text = as_prom(made, now=0.0)
    assert "order-1" in text
    assert not [planted for planted in ("2025550", "202-555", NAME, AUTHORIZER, PIN) if planted in text]
    samples(text)


def test_an_empty_report_has_metrics() -> None:
    assert samples(as_prom(report_of(), now=0.0))["wanted_numbers"] == {(): 0}
