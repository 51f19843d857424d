# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The meaning of statuses."""

from __future__ import annotations

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._model import statuses


@pytest.mark.parametrize(
    "status", ["PENDING", "CONFIRMED", "ACTIVATED", "COMPLETED", "ORDER_BUILDING", "UNHEARD_OF", None]
)
def test_a_number_without_a_final_status_is_not_refused(status: str | None) -> None:
    assert not statuses.is_refused({"status": status})
    assert not statuses.is_refused({})


@pytest.mark.parametrize("status", ["REJECTED", "EXCLUDED", "CANCELED"])
def test_a_number_with_a_final_status_is_refused(status: str) -> None:
    assert statuses.is_refused({"status": status})


def test_an_order_that_is_being_cancelled_still_holds_its_numbers() -> None:
    assert "PENDING_CANCELATION" in statuses.CANCELLED_STATUSES - statuses.CLOSED_STATUSES
