# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The data of an order in a report, and what is never included."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.sinch.porting.plugins.module_utils._report.digest import order_digest
from ansible_collections.sinch.porting.plugins.module_utils._report.export import as_csv, as_json
from ansible_collections.sinch.porting.plugins.module_utils._report.page import page
from ansible_collections.sinch.porting.tests.unit.report_orders import (
    ACCOUNT,
    AUTHORIZER,
    NAME,
    PIN,
    STREET,
    TODAY,
    number,
    order,
    report_of,
)

A, B, C, D = "+12025550101", "+12025550102", "+12025550103", "+12025550104"


@pytest.mark.parametrize(
    ("order_status", "status", "reported"),
    [
        ("PENDING", "PENDING", "PENDING"),
        ("PENDING", None, "PENDING"),
        ("CONFIRMED", "Activated", "ACTIVATED"),
        ("CONFIRMED", "SOMETHING_NEW", "SOMETHING_NEW"),
        ("CANCELED", "PENDING", "CANCELED"),
        ("CANCELED", "REJECTED", "CANCELED"),
        ("CANCELED", "ACTIVATED", "ACTIVATED"),
        ("PENDING_CANCELATION", "CONFIRMED", "PENDING_CANCELATION"),
    ],
)
def test_numbers_end_with_their_order(order_status: str, status: str | None, reported: str) -> None:
    made = report_of(order(1, number(A, status), status=order_status))
    assert made["numbers"][0]["status"] == reported


@pytest.mark.parametrize(
    ("date", "reported"),
    [
        ("2027-03-09", "2027-03-09"),
        ("2027-03-09T12:00:00Z", "2027-03-09"),
        ("14:00", None),
        ("tomorrow, or so", None),
        ("", None),
        (None, None),
        (20270309, None),
    ],
)
def test_dates_become_days(date: Any, reported: str | None) -> None:
    assert order_digest(order(1, number(A, foc_date=date)))["numbers"][0]["foc_date"] == reported


PLANTED = f"Refused for {NAME} ({AUTHORIZER.upper()}), PIN {PIN}, account {ACCOUNT}"


@pytest.mark.parametrize("include_names", [False, True])
def test_secrets_and_addresses_are_never_included_and_names_only_on_request(include_names: bool) -> None:
    made = report_of(order(1, number(A, "REJECTED", reject_reason=PLANTED)), include_names=include_names)
    for text in (page(made), as_csv(made), as_json(made)):
        assert not [secret for secret in (PIN, ACCOUNT, STREET) if secret in text]
        assert (NAME in text) is include_names
        assert (AUTHORIZER.lower() in text.lower()) is include_names


def test_undocumented_members_with_names_are_not_included() -> None:
    extra: dict[str, Any] = {
        "billing_contact": NAME,
        "passcode": PIN,
        "notes": [{"note": NAME, "created_by": AUTHORIZER}],
    }
    made = report_of(order(1, number(A, **extra), notes=extra["notes"], loa_uploaded_by=AUTHORIZER))
    text = page(made) + as_json(made)
    assert not [planted for planted in (PIN, NAME, AUTHORIZER) if planted in text]


odd = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=12)
    | st.dictionaries(st.text(max_size=3), st.text(max_size=3))
)
ODD = ("phone_number", "status", "foc_date", "phone_number_group", "reject_reason", "end_user", "port_out_info")
odd_members = st.fixed_dictionaries({}, optional=dict.fromkeys(ODD, odd))
odd_orders = st.fixed_dictionaries(
    {"id": st.integers(min_value=0) | st.text(max_size=5)},
    optional={
        "status": odd,
        "customer_order_reference": odd,
        "created_date": odd,
        "desired_port_schedule": odd,
        "phone_numbers": odd | st.lists(odd | odd_members, max_size=4),
    },
)


@given(st.lists(odd_orders, max_size=4))
def test_any_response_can_be_reported(orders: list[dict[str, Any]]) -> None:
    made = report_of(*orders)
    current = [row for row in made["numbers"] if row["superseded_by"] is None]
    assert made["totals"]["numbers"] == len({row["phone_number"] for row in made["numbers"]}) == len(current)
    assert sum(entry["numbers"] for entry in made["carriers"]) == len(current)
    assert sum(entry["numbers"] for entry in made["statuses"]) == len(current)
    assert 0 <= made["totals"]["percent"] <= 100
    assert json.loads(as_json(made)) == made
    assert page(made).endswith("</html>\n")
    assert TODAY in page(made)
