# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filters of the API's list of orders. ``test_portin_order_info.py`` tests what each of them sends."""

from __future__ import annotations

from itertools import islice
from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._api.client import Client
from ansible_collections.sinch.porting.plugins.module_utils._order.filters import FILTERS, matching, problems
from ansible_collections.sinch.porting.tests.unit.desk import Desk, order
from ansible_collections.sinch.porting.tests.unit.loopback import connect

NOTHING = dict.fromkeys(FILTERS)


@pytest.mark.parametrize(
    ("options", "rules"),
    [
        ({}, []),
        ({"created_date_start": "2027-03-01", "created_date_end": "2027-03-01"}, []),
        ({"phone_number": "2025550117"}, ["number-not-e164"]),
        ({"created_date_start": "soon", "foc_end_date": "2027-13-01"}, ["date-format", "date-format"]),
        ({"foc_start_date": "2027-03-02", "foc_end_date": "2027-03-01T23:59:59Z"}, ["period-reversed"]),
    ],
)
def test_wrong_filters_are_reported(options: dict[str, Any], rules: list[str]) -> None:
    assert [finding.rule for finding in problems({**NOTHING, **options})] == rules


def test_pages_are_read_when_they_are_needed() -> None:
    desk = Desk({order_id: order(order_id) for order_id in range(1, 31)}, page_size=10)
    with desk.open():
        entries = matching(Client(connect(desk.url, project_id="p")), NOTHING, limit=4)
        assert [entry["id"] for entry in islice(entries, 5)] == [1, 2, 3, 4, 5]
    assert len(desk.queries()) == 1


def test_a_reference_is_compared_exactly_whatever_the_service_does() -> None:
    desk = Desk({order_id: order(order_id) for order_id in range(1, 13)})
    with desk.open():
        client = Client(connect(desk.url, project_id="p"))
        found = matching(client, {"customer_order_reference": "ref-1"}, limit=100)
        assert [entry["id"] for entry in found] == [1]
