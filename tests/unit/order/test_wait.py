# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting for a status: until it is reached, can no longer be reached, or the time is over."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._base.errors import (
    ApiError,
    ConnectionFailed,
    Locked,
    OutOfTime,
)
from ansible_collections.sinch.porting.plugins.module_utils._order.wait import dead_end, describe, wait_for_order
from ansible_collections.sinch.porting.tests.unit.contexts import in_turn
from ansible_collections.sinch.porting.tests.unit.loopback import FakeClock


def order(status: str, *numbers: str, **members: Any) -> dict[str, Any]:
    entries = [{"phone_number": f"+1{index}", "status": each} for index, each in enumerate(numbers)]
    return {"id": 7, "status": status, "phone_numbers": entries, **members}


def wait(*answers: Any, goal: str = "CONFIRMED", clock: FakeClock | None = None, say: Any = print) -> Any:
    context: Any = SimpleNamespace(  # a minimal context for waiting
        client=SimpleNamespace(get_order=in_turn(*answers)),
        options={"wait_timeout": 100.0, "wait_interval": 20.0},
        clock=clock or FakeClock(),
        say=say,
    )
    return wait_for_order(context, order("PENDING", "PENDING"), goal=goal)


def test_reads_become_less_frequent_and_each_change_is_reported_once() -> None:
    clock, messages = FakeClock(), []
    there = order("CONFIRMED", "CONFIRMED")
    assert wait(*[order("PENDING", "PENDING")] * 5, there, clock=clock, say=messages.append) == there
    assert clock.slept == pytest.approx([1.0, 1.6, 2.56, 4.096, 6.5536, 10.48576])
    assert messages == ["waiting for CONFIRMED: PENDING (1 PENDING)", "waiting for CONFIRMED: CONFIRMED (1 CONFIRMED)"]


@pytest.mark.parametrize(
    "trouble", [ConnectionFailed("reset"), ApiError("busy", status=503), ApiError("x", status=429)]
)
def test_waiting_survives_temporary_read_errors(trouble: Exception) -> None:
    assert wait(trouble, trouble, order("COMPLETED"))["status"] == "COMPLETED"
    with pytest.raises(OutOfTime, match=f"was not CONFIRMED after 100 seconds.*The last read failed: {trouble}"):
        wait(trouble)


def test_a_client_error_ends_the_wait() -> None:
    with pytest.raises(ApiError):
        wait(ApiError("forbidden", status=403))


def test_a_missing_order_counts_only_as_cancelled() -> None:
    gone = ApiError("no such order", status=404)
    assert wait(gone, goal="CANCELED")["status"] == "CANCELED"
    with pytest.raises(ApiError):
        wait(gone, goal="CONFIRMED")


def test_an_unreachable_status_is_reported_with_its_reasons() -> None:
    rejected = order("PENDING", "REJECTED", notes=[{"note": "Call us."}])
    rejected["phone_numbers"][0]["reject_reason"] = "Wrong PIN"
    with pytest.raises(
        Locked, match=r"none of its numbers will be ported\. Reasons: \+10: Wrong PIN\. Last note: Call us"
    ) as caught:
        wait(rejected)
    assert (caught.value.written, caught.value.result) == (True, {"order": rejected})


@pytest.mark.parametrize(
    ("entry", "goal", "is_dead"),
    [
        (order("CANCELED"), "CONFIRMED", True),
        (order("PENDING_CANCELATION"), "COMPLETED", True),
        (order("COMPLETED"), "CANCELED", True),
        (order("PENDING_CANCELATION"), "CANCELED", False),
        (order("PENDING", "REJECTED", "PENDING"), "CONFIRMED", False),
        (order("PENDING", "REJECTED", "EXCLUDED"), "CONFIRMED", True),
        (order("PENDING"), "CONFIRMED", False),
        (order("UNHEARD_OF", "UNHEARD_OF"), "CONFIRMED", False),
    ],
)
def test_only_documented_final_statuses_end_the_wait(entry: dict[str, Any], goal: str, is_dead: bool) -> None:
    assert bool(dead_end(entry, goal)) is is_dead


def test_an_order_is_described_by_its_numbers() -> None:
    assert describe(order("PENDING", "PENDING", "REJECTED", "PENDING")) == "PENDING (2 PENDING, 1 REJECTED)"
    assert describe(order("ORDER_BUILDING")) == "ORDER_BUILDING (no numbers)"
