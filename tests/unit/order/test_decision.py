# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The decision from the wanted and the current order: none, create, update, cancel, or locked."""

from __future__ import annotations

import copy

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ansible_collections.sinch.porting.plugins.module_utils._order import decision as decision_module

END_USER = {
    "name": "Bakery",
    "street_num": "12",
    "street_name": "Harbor",
    "city": "X",
    "state": "IL",
    "zip_code": "62701",
}


def order(*numbers, **members):
    return {"desired_port_schedule": {"desired_port_date": "2027-03-02"}, "phone_numbers": list(numbers), **members}


def number(last="143", **members):
    return {"phone_number": f"+12175230{last}", "end_user": dict(END_USER), "port_out_info": {}, **members}


def stored(wanted, **members):
    """The order as the service stores it."""
    current = copy.deepcopy(wanted)
    current.update(
        {"id": 1, "status": "PENDING", "created_date": "2026-11-01", "notes": [], "documents": []}, **members
    )
    for entry in current["phone_numbers"]:
        entry.update({"status": "PENDING", "phone_number_group": "Grp1", "country_code": "US"})
    return current


def test_no_order_means_create():
    wanted = order(number())
    assert decision_module.decide_present(wanted, None) == decision_module.Decision("create", body=wanted)


def test_an_order_as_described_is_left_alone():
    wanted = order(number(), number("144"))
    current = stored(wanted)
    current["phone_numbers"].reverse()
    assert decision_module.decide_present(wanted, current).operation == "none"


def test_only_given_members_are_compared():
    current = stored(order(number()), reseller_name="R", on_demand_activation=True)
    assert decision_module.decide_present(order(number()), current).operation == "none"


CHANGES = [
    (
        lambda wanted: wanted["desired_port_schedule"].update(desired_port_date="2027-03-03"),
        "desired_port_schedule.desired_port_date",
    ),
    (lambda wanted: wanted.update(on_demand_activation=True), "on_demand_activation"),
    (
        lambda wanted: wanted["phone_numbers"][0]["end_user"].update(zip_code="62702"),
        "phone_numbers[+12175230143].end_user.zip_code",
    ),
    (lambda wanted: wanted["phone_numbers"].append(number("150")), "phone_numbers[+12175230150]"),
    (lambda wanted: wanted["phone_numbers"].pop(), "phone_numbers[+12175230144]"),
    (
        lambda wanted: wanted["phone_numbers"][0].update(voice_configuration={"type": "RTC", "app_id": "a"}),
        "phone_numbers[+12175230143].voice_configuration.type",
    ),
]


@pytest.mark.parametrize(("change", "path"), CHANGES)
def test_a_difference_means_update_while_pending_and_locked_later(change, path):
    wanted = order(number(), number("144"))
    current = stored(wanted)
    wanted = copy.deepcopy(wanted)
    change(wanted)
    decision = decision_module.decide_present(wanted, current)
    assert decision.operation == "update"
    assert path in [difference.path for difference in decision.differences]
    assert not decision.locked
    for status in ("CONFIRMED", "COMPLETED", "PENDING_CANCELATION", "ORDER_BUILDING", None):
        assert decision_module.decide_present(wanted, {**current, "status": status}).locked


def corrected(wanted, index):
    numbers = wanted["phone_numbers"]
    numbers[index] = {**numbers[index], "end_user": {**numbers[index]["end_user"], "zip_code": "62702"}}


@pytest.mark.parametrize("refused", ["REJECTED", "EXCLUDED"])
@pytest.mark.parametrize(
    ("change", "paths"),
    [
        (lambda wanted: corrected(wanted, 1), []),
        (lambda wanted: wanted["phone_numbers"].pop(), []),
        (lambda wanted: corrected(wanted, 0), ["phone_numbers[+12175230143].end_user.zip_code"]),
        (lambda wanted: wanted["phone_numbers"].pop(0), ["phone_numbers[+12175230143]"]),
    ],
)
def test_data_of_an_ended_number_do_not_lock_its_order(refused, change, paths):
    """The number was corrected for its next order, or removed from the task."""
    wanted = order(number(), number("144"))
    current = {**stored(wanted), "status": "CONFIRMED"}
    for entry, status in zip(current["phone_numbers"], ("CONFIRMED", refused), strict=True):
        entry["status"] = status
    change(wanted)
    decision = decision_module.decide_present(wanted, current)
    assert ([difference.path for difference in decision.differences], decision.locked) == (paths, bool(paths))
    pending = decision_module.decide_present(wanted, {**current, "status": "PENDING"})
    assert (pending.operation, pending.locked) == ("update", False)


def test_the_body_of_a_put_keeps_other_members_without_read_only_ones():
    current = stored(order(number(new_member="kept")), reseller_name="R", unheard_of={"a": 1})
    wanted = order(number("143", end_user={**END_USER, "city": "Y"}))
    body = decision_module.decide_present(wanted, current).body
    assert body["reseller_name"] == "R"
    assert body["unheard_of"] == {"a": 1}
    assert body["phone_numbers"][0]["new_member"] == "kept"
    assert body["phone_numbers"][0]["end_user"]["city"] == "Y"
    assert body["phone_numbers"][0]["end_user"]["state"] == "IL"
    for member in ("id", "status", "created_date", "notes", "documents"):
        assert member not in body
    for member in ("status", "phone_number_group", "country_code"):
        assert member not in body["phone_numbers"][0]


@pytest.mark.parametrize("echo", ["9876", "****", None])
def test_given_secrets_are_sent_however_reads_show_them(echo):
    current = stored(order(number(port_out_info={"existing_port_out_pin": echo} if echo else {})))
    wanted = order(number(port_out_info={"existing_port_out_pin": "9876"}), on_demand_activation=True)
    decision = decision_module.decide_present(wanted, current)
    assert [change.path for change in decision.differences] == ["on_demand_activation"]
    assert decision.body["phone_numbers"][0]["port_out_info"] == {"existing_port_out_pin": "9876"}
    assert decision.masked == []


def test_a_masked_secret_that_was_not_given_stops_the_update():
    current = stored(order(number(port_out_info={"existing_port_out_pin": "****", "account_num": "123"})))
    decision = decision_module.decide_present(order(number(), on_demand_activation=True), current)
    assert decision.masked == ["phone_numbers[+12175230143].port_out_info.existing_port_out_pin"]
    assert decision.body["phone_numbers"][0]["port_out_info"] == {"account_num": "123"}


def test_no_mask_is_in_a_body():
    current = stored(
        order(number(port_out_info={"existing_port_out_pin": "****"}), number("144", new_port_out_pin="**12"))
    )
    decision = decision_module.decide_present(order(number(), number("144"), on_demand_activation=True), current)
    assert "*" not in repr(decision.body)


def test_a_diff_names_changed_secrets_without_their_values():
    current = stored(order(number(port_out_info={"existing_port_out_pin": "1111"})))
    wanted = order(number(port_out_info={"existing_port_out_pin": "2222"}))
    before, after = decision_module.sides(wanted, current, decision_module.decide_present(wanted, current))
    assert "1111" not in repr(before)
    assert "2222" not in repr(after)
    assert before != after


def test_absent_cancels_only_pending_orders():
    current = stored(order(number()))
    assert decision_module.decide_absent(None).operation == "none"
    for status in ("CANCELED", "PENDING_CANCELATION"):
        assert decision_module.decide_absent({**current, "status": status}).operation == "none"
    assert decision_module.decide_absent(current) == decision_module.Decision("cancel")
    for status in ("CONFIRMED", "COMPLETED", "ORDER_BUILDING"):
        assert decision_module.decide_absent({**current, "status": status}).locked


numbers = st.lists(
    st.builds(
        lambda last, city, pin: number(f"{last:03}", end_user={**END_USER, "city": city}, port_out_info=pin),
        st.integers(0, 30),
        st.sampled_from(["X", "Y"]),
        st.sampled_from([{}, {"existing_port_out_pin": "1"}, {"existing_port_out_pin": "2"}]),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda entry: entry["phone_number"],
)


@given(numbers, numbers, st.booleans())
def test_an_order_that_was_updated_needs_no_update(given, held, on_demand):
    wanted = order(*given, on_demand_activation=on_demand)
    current = stored(order(*held))
    decision = decision_module.decide_present(wanted, current)
    assume(decision.operation == "update")
    assert decision_module.decide_present(wanted, stored(decision.body)).operation == "none"
    predicted = decision_module.predicted(wanted, current, decision)
    assert [n["phone_number"] for n in predicted["phone_numbers"]] == [n["phone_number"] for n in given]
