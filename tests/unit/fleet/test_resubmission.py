# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Selection of rejected numbers that can be ordered again."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._fleet.resubmission import by_cause, decide, next_reference

NUMBER = "+12025550117"
OTHER = "+12025550118"


def test_changes_other_than_the_rejected_data_are_reported() -> None:
    then = stored(reason="Invalid PIN", existing_port_out_pin="1111")
    (refusal,) = decide([order(7, then)], [wanted(zip_code="62702", existing_port_out_pin="1111")]).refused
    assert "what has changed (end_user.zip_code) is not what the carrier rejected" in refusal["why"]


def test_numbers_with_one_cause_are_reported_together() -> None:
    numbers = [f"+1202555{index:04d}" for index in range(100, 125)]
    stays = [stored(number) for number in numbers[:22]] + [
        stored(number, reason="Wrong PIN") for number in numbers[22:]
    ]
    found = decide([order(7, *stays)], [wanted(number) for number in numbers])
    address, pin = by_cause(found.refused)
    assert (address["cause"], address["phone_numbers"]) == ("address", numbers[:22])
    assert (pin["cause"], pin["phone_numbers"]) == ("pin", numbers[22:])
    assert address["message"].count("The service address is not the one") == 1
    assert f"{numbers[19]} and 2 more." in address["message"]
    assert numbers[20] not in address["message"]


def test_numbers_of_two_accounts_get_separate_orders() -> None:
    wrong = "Account number is wrong"
    order_then = order(7, stored(reason=wrong, account_num="1"), stored(OTHER, reason=wrong, account_num="1"))
    found = decide([order_then], [wanted(account_num="2"), wanted(OTHER, account_num="3")])
    assert [(entry["reference"], entry["phone_numbers"]) for entry in found.orders] == [
        ("hq-001-r1", [NUMBER]),
        ("hq-001-r2", [OTHER]),
    ]


def wanted(phone_number: str = NUMBER, *, zip_code: str = "62701", **port_out_info: Any) -> dict[str, Any]:
    return {
        "phone_number": phone_number,
        "end_user": {"name": "Harbor Bakery", "zip_code": zip_code},
        "port_out_info": {"authorizing_name": "Ada Baker", **port_out_info},
        "voice_configuration": {"type": "EST", "trunk_id": "trunk-2"},
    }


def stored(
    phone_number: str = NUMBER, *, status: str = "REJECTED", reason: str = "Bad zip", **info: Any
) -> dict[str, Any]:
    # Members that the service adds are not changes.
    number = {**wanted(phone_number, **info), "status": status, "reject_reason": reason}
    number["end_user"] = {**number["end_user"], "type_of_service": "B"}
    number["voice_configuration"] = {"type": "EST", "trunk_id": "trunk-1"}
    return number


def order(order_id: int, *numbers: dict[str, Any], reference: str = "hq-001", **members: Any) -> dict[str, Any]:
    return {
        "id": order_id,
        "status": "CONFIRMED",
        "customer_order_reference": reference,
        "desired_port_schedule": {"desired_port_date": "2027-03-02"},
        "phone_numbers": list(numbers),
        **members,
    }


CHANGES = {
    "nothing": (wanted(), stored(), False),
    "routing, which no carrier compares": (wanted(), stored(reason="Wrong PIN"), False),
    "the address": (wanted(zip_code="62702"), stored(), True),
    "the name, for a reason that nobody knows": (
        {**wanted(), "end_user": {"name": "Bakery"}},
        stored(reason="Code 17"),
        True,
    ),
    "the PIN, which Sinch shows": (
        wanted(existing_port_out_pin="2222"),
        stored(reason="Wrong PIN", existing_port_out_pin="1111"),
        True,
    ),
    "the PIN, which nobody objected to": (
        wanted(existing_port_out_pin="2222"),
        stored(existing_port_out_pin="1111"),
        False,
    ),
    "the house alone, for a wrong PIN": (
        wanted(zip_code="62702", existing_port_out_pin="1111"),
        stored(reason="Invalid PIN", existing_port_out_pin="1111"),
        False,
    ),
    "the name, for a wrong address": ({**wanted(), "end_user": {"name": "Bakery"}}, stored(), False),
    "the account, for a wrong account number": (
        wanted(account_num="78"),
        stored(reason="Account number is wrong", account_num="77"),
        True,
    ),
    "the address, for a line that is frozen": (wanted(zip_code="62702"), stored(reason="Line is frozen"), False),
    "not the PIN, which Sinch shows": (
        wanted(existing_port_out_pin="1111"),
        stored(existing_port_out_pin="1111"),
        False,
    ),
    "perhaps the PIN, which Sinch masks": (
        wanted(existing_port_out_pin="2222"),
        stored(existing_port_out_pin="****"),
        False,
    ),
    "perhaps the account, which Sinch leaves out": (wanted(account_num="77"), stored(), False),
    "the address, and perhaps the PIN": (
        wanted(zip_code="62702", existing_port_out_pin="2222"),
        stored(existing_port_out_pin="****"),
        True,
    ),
    "an exclusion's data": (wanted(zip_code="62702"), stored(status="EXCLUDED", reason=""), True),
}


@pytest.mark.parametrize(("now", "then", "again"), CHANGES.values(), ids=CHANGES)
def test_a_number_is_ordered_again_if_the_data_that_the_carrier_compares_has_changed(
    now: dict[str, Any], then: dict[str, Any], again: bool
) -> None:
    found = decide([order(7, then, stored(OTHER, status="CONFIRMED"))], [now, wanted(OTHER)])
    assert [entry["phone_numbers"] for entry in found.orders] == ([[NUMBER]] if again else [])
    assert [entry["phone_number"] for entry in found.refused] == ([] if again else [NUMBER])
    assert found.absent == []


@pytest.mark.parametrize("name", CHANGES)
def test_numbers_that_the_user_lists_are_ordered_again_whatever_the_data(name: str) -> None:
    now, then, dummy = CHANGES[name]
    assert decide([order(7, then)], [now], settled=[NUMBER]).refused == []


def test_a_refusal_has_its_reason_and_the_meaning_but_no_pin() -> None:
    then = stored(reason="Wrong port-out PIN.", existing_port_out_pin="****")
    (refusal,) = decide([order(7, then)], [wanted(existing_port_out_pin="736154")]).refused
    assert refusal["cause"] == "pin"
    assert refusal["order_id"] == 7
    assert "Sinch does not show existing_port_out_pin" in refusal["message"]
    assert "pin (existing_port_out_pin)" in refusal["message"]
    assert "736154" not in str(refusal)


@pytest.mark.parametrize(
    ("reason", "date", "again"),
    [
        ("The desired due date cannot be met", "2027-03-09", True),
        ("The desired due date cannot be met", "2027-03-02", False),
        ("Wrong zip", "2027-03-09", False),
    ],
)
def test_a_new_date_is_a_change_if_the_date_was_the_cause(reason: str, date: str, again: bool) -> None:
    found = decide([order(7, stored(reason=reason))], [wanted()], schedule={"desired_port_date": date})
    assert bool(found.orders) is again


@pytest.mark.parametrize("status", ["PENDING", "CONFIRMED", "ACTIVATED", "SOMETHING_NEW"])
def test_a_number_in_another_order_is_not_ordered_again(status: str) -> None:
    newer = order(8, stored(status=status), reference="hq-001-r1")
    assert decide([newer, order(7, stored())], [wanted(zip_code="1")]).orders == []


@pytest.mark.parametrize(
    ("newer", "phone_numbers", "reference"),
    [
        # A cancelled order ports no numbers, but its reference is not reused.
        (order(8, stored(status="PENDING"), reference="hq-001-r1", status="CANCELED"), [NUMBER], "hq-001-r2"),
        # Rejected a second time: the data of the newest order are compared.
        (order(10, stored(zip_code="62702"), reference="hq-001-r1"), [], None),
        (order(10, stored(zip_code="62703"), reference="hq-001-r1"), [NUMBER], "hq-001-r2"),
    ],
)
def test_chains_of_resubmissions_are_followed(
    newer: dict[str, Any], phone_numbers: list[str], reference: str | None
) -> None:
    found = decide([newer, order(9, stored())], [wanted(zip_code="62702")])
    assert [number for entry in found.orders for number in entry["phone_numbers"]] == phone_numbers
    assert [entry["reference"] for entry in found.orders] == ([reference] if reference else [])


def test_each_order_has_its_own_resubmission_and_numbers_missing_in_the_input_are_named() -> None:
    third = "+12025550119"
    orders = [order(7, stored(), stored(third)), order(8, stored(OTHER), reference="hq-002")]
    found = decide(orders, [wanted(zip_code="1"), wanted(OTHER, zip_code="1")])
    assert found.orders == [
        {"reference": "hq-001-r1", "order_id": 7, "phone_numbers": [NUMBER]},
        {"reference": "hq-002-r1", "order_id": 8, "phone_numbers": [OTHER]},
    ]
    assert found.absent == [third]


@pytest.mark.parametrize(
    ("reference", "taken", "following"),
    [
        ("hq", ["hq"], "hq-r1"),
        ("hq-001", ["hq-001", "hq-002-r7"], "hq-001-r1"),
        ("hq-001-r1", ["hq-001", "hq-001-r1"], "hq-001-r2"),
        ("hq-001", ["hq-001-r2", "hq-001-r9"], "hq-001-r10"),
        ("hq-r0", ["hq-r0"], "hq-r0-r1"),
    ],
)
def test_the_next_reference_has_the_next_number(reference: str, taken: list[str], following: str) -> None:
    assert next_reference(reference, taken) == following
