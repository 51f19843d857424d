# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of ``sinch_portin_order``, with a desk that can behave in all ways the service may."""

from __future__ import annotations

import datetime
import threading
from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_order import TASK
from ansible_collections.sinch.porting.tests.unit.desk import PIN, Desk, perform
from ansible_collections.sinch.porting.tests.unit.loopback import FakeClock, Reply, Seen

A, B, C = "+12175231201", "+12175231202", "+12175231203"
SCHEDULE = {
    "desired_port_date": "2027-03-02",
    "desired_port_time": "09:00:00",
    "desired_port_time_zone": "US/Eastern",
}
OPTIONS: dict[str, Any] = {
    "customer_order_reference": "hq",
    "desired_port_schedule": SCHEDULE,
    "end_user": {
        "name": "Harbor Bakery",
        "street_num": "12",
        "street_name": "Harbor",
        "city": "Springfield",
        "state": "IL",
        "zip_code": "62701",
    },
    "port_out_info": {"existing_port_out_pin": PIN, "authorizing_name": "Ada Baker"},
    "voice_configuration": {"type": "EST", "trunk_id": "t-1"},
    "phone_numbers": [{"phone_number": A}, {"phone_number": B}],
}
NO_REFERENCE = {name: value for name, value in OPTIONS.items() if name != "customer_order_reference"}
BEFORE = datetime.datetime(2027, 2, 15, 12, tzinfo=datetime.timezone.utc)
AFTER = datetime.datetime(2027, 3, 2, 14, 0, 1, tzinfo=datetime.timezone.utc)  # one second after 09:00 in New York


def at(moment: datetime.datetime) -> FakeClock:
    return FakeClock(moment.timestamp())


def ordered(options: dict[str, Any] | None = None, **desk: Any) -> Desk:
    """A desk with the order of these options, created before its port date."""
    options = options or OPTIONS
    found = Desk(**desk)
    result = perform(TASK, found, options, clock=at(BEFORE))
    assert result["operation"] == "create", result
    found.requests.clear()
    return found


def moved(desk: Desk, order_status: str, number_status: str) -> None:
    for order in desk.orders.values():
        order["status"] = order_status
        for number in order["phoneNumbers"]:
            number["status"] = number_status


def rules_of(result: dict[str, Any], severity: str) -> list[str]:
    return [finding["rule"] for finding in result["findings"] if finding["severity"] == severity]


# ---- a port date in the past -------------------------------------------------


@pytest.mark.parametrize("check", [False, True])
@pytest.mark.parametrize("options", [OPTIONS, NO_REFERENCE], ids=["reference", "numbers"])
@pytest.mark.parametrize(
    ("order_status", "number_status", "warned"),
    [("PENDING", "PENDING", True), ("CONFIRMED", "CONFIRMED", False), ("COMPLETED", "ACTIVATED", False)],
)
def test_the_port_date_of_an_existing_order_may_have_passed(
    options: dict[str, Any], order_status: str, number_status: str, warned: bool, check: bool
) -> None:
    desk = ordered(options)
    moved(desk, order_status, number_status)
    result = perform(TASK, desk, options, clock=at(AFTER), check=check)
    assert (result["changed"], result["operation"], result["order_status"]) == (False, "none", order_status)
    assert "failed" not in result
    assert desk.writes == []
    assert rules_of(result, "error") == []
    assert ("port-date-passed" in rules_of(result, "warn")) is warned
    assert any("port-date-passed" in warning for warning in result.get("warnings", [])) is warned


@pytest.mark.parametrize("check", [False, True])
@pytest.mark.parametrize("options", [OPTIONS, NO_REFERENCE], ids=["reference", "numbers"])
def test_a_new_order_with_a_past_port_date_is_refused(options: dict[str, Any], check: bool) -> None:
    desk = Desk()
    result = perform(TASK, desk, options, clock=at(AFTER), check=check)
    assert result["failure"]["kind"] == "validation"
    assert rules_of(result, "error") == ["port-date-passed"]
    assert "desired_port_schedule.desired_port_date" in result["msg"]
    assert "Nothing was written" in result["msg"]
    assert result["order"] is None
    assert desk.writes == []
    assert desk.orders == {}


def test_a_cancelled_order_counts_as_missing() -> None:
    desk = ordered()
    moved(desk, "CANCELED", "CANCELED")
    result = perform(TASK, desk, OPTIONS, clock=at(AFTER))
    assert rules_of(result, "error") == ["port-date-passed"]
    assert desk.writes == []


def test_other_problems_are_reported_with_the_date_before_anything_is_sent() -> None:
    desk = ordered()
    wrong = {**OPTIONS, "end_user": {**OPTIONS["end_user"], "zip_code": "1"}}
    result = perform(TASK, desk, wrong, clock=at(AFTER))
    assert set(rules_of(result, "error")) == {"port-date-passed", "postal-code-invalid"}
    assert desk.requests == []


def test_a_pending_order_can_be_corrected_after_its_port_date() -> None:
    desk = ordered()
    corrected = {**OPTIONS, "end_user": {**OPTIONS["end_user"], "street_num": "14"}}
    result = perform(TASK, desk, corrected, clock=at(AFTER))
    assert (result["operation"], len(desk.writes)) == ("update", 1)
    assert "port-date-passed" in rules_of(result, "warn")


@pytest.mark.parametrize("check", [False, True])
def test_a_pending_order_is_not_moved_to_a_past_date(check: bool) -> None:
    desk = ordered({**OPTIONS, "desired_port_schedule": {**SCHEDULE, "desired_port_date": "2027-03-09"}})
    result = perform(TASK, desk, OPTIONS, clock=at(AFTER), check=check)
    assert rules_of(result, "error") == ["port-date-passed"]
    assert result["failure"]["kind"] == "validation"
    assert desk.writes == []


@pytest.mark.parametrize("severity", ["warn", "off"])
def test_with_a_lowered_rule_an_order_with_a_past_date_is_created(severity: str) -> None:
    desk = Desk()
    result = perform(TASK, desk, {**OPTIONS, "rules": {"port-date-passed": severity}}, clock=at(AFTER))
    assert result["operation"] == "create"


# ---- finding the order -------------------------------------------------------


@pytest.mark.parametrize("check", [False, True])
def test_an_order_with_the_reference_is_found_by_its_numbers(check: bool) -> None:
    """The list by reference does not show the order yet, but the list by number does."""
    desk = ordered()
    desk.unlisted = set(desk.orders)
    result = perform(TASK, desk, OPTIONS, clock=at(BEFORE), check=check)
    assert (result["changed"], result["order_id"]) == (False, *desk.orders)
    assert desk.writes == []


def test_an_order_with_another_reference_is_still_a_conflict() -> None:
    desk = ordered()
    result = perform(TASK, desk, {**OPTIONS, "customer_order_reference": "hq-2"}, clock=at(BEFORE))
    assert result["failure"]["kind"] == "conflict"
    assert desk.writes == []


# ---- changes that would lose secrets or do not show --------------------------

MOVED = {**OPTIONS, "end_user": {**OPTIONS["end_user"], "street_num": "14"}}


def without_secrets(order: dict[str, Any]) -> dict[str, Any]:
    """The order as a service that never shows secrets returns it."""
    numbers = [
        {
            **{name: value for name, value in number.items() if name != "newPortOutPin"},
            "portOutInfo": {
                name: value
                for name, value in number.get("portOutInfo", {}).items()
                if name not in ("existingPortOutPin", "accountNum")
            },
        }
        for number in order["phoneNumbers"]
    ]
    return {**order, "phoneNumbers": numbers}


def giving(**secrets: str) -> dict[str, Any]:
    return {**MOVED, "port_out_info": {"authorizing_name": "Ada Baker", **secrets}}


@pytest.mark.parametrize("check", [False, True])
@pytest.mark.parametrize(
    ("secrets", "refused", "warned"),
    [
        ({}, True, ""),
        ({"existing_port_out_pin": PIN}, False, "account_num and new_port_out_pin"),
        ({"existing_port_out_pin": ""}, False, "account_num and new_port_out_pin"),
        ({"existing_port_out_pin": PIN, "account_num": ""}, False, "new_port_out_pin"),
    ],
    ids=["none", "PIN", "no PIN", "PIN, no account"],
)
def test_a_secret_that_reads_never_show_is_not_lost_silently(
    secrets: dict[str, str], refused: bool, warned: str, check: bool
) -> None:
    desk = ordered(show=without_secrets)
    result = perform(TASK, desk, giving(**secrets), clock=at(BEFORE), check=check)
    if refused:
        assert result["failure"]["kind"] == "validation"
        assert "would be lost" in result["msg"]
        assert A in result["msg"]
        assert result["order_id"] in desk.orders
    else:
        assert result["operation"] == "update"
        assert any(warned in warning and "cleared" in warning for warning in result["warnings"])
    assert len(desk.writes) == (not refused and not check)


def test_a_secret_missing_for_one_number_is_named() -> None:
    desk = ordered(show=without_secrets)
    own = {"phone_number": A, "port_out_info": {"existing_port_out_pin": PIN}}
    result = perform(TASK, desk, {**giving(), "phone_numbers": [own, {"phone_number": B}]}, clock=at(BEFORE))
    assert result["failure"]["kind"] == "validation"
    assert f"gives none for {B}:" in result["msg"]
    assert desk.writes == []


def test_if_reads_show_secrets_a_change_keeps_them() -> None:
    desk = ordered()
    result = perform(TASK, desk, giving(), clock=at(BEFORE))
    assert result["operation"] == "update"
    stored = next(iter(desk.orders.values()))
    assert [number["portOutInfo"]["existingPortOutPin"] for number in stored["phoneNumbers"]] == [PIN, PIN]
    assert not any("cleared" in warning for warning in result.get("warnings", []))


def test_a_change_that_the_service_accepts_but_does_not_make_causes_a_warning() -> None:
    desk = ordered(replace=lambda entry, body: entry)
    result = perform(TASK, desk, MOVED, clock=at(BEFORE))
    assert (result["operation"], result["changed"], "failed" in result) == ("update", True, False)
    assert any("reads do not show it yet" in warning and "street_num" in warning for warning in result["warnings"])


def test_a_change_that_reads_show_causes_no_warning() -> None:
    result = perform(TASK, ordered(), MOVED, clock=at(BEFORE))
    assert not any("reads do not show" in warning for warning in result.get("warnings", []))


# ---- numbers that their order no longer ports --------------------------------


@pytest.mark.parametrize("status", ["REJECTED", "EXCLUDED", "CANCELED"])
def test_a_number_that_its_order_no_longer_ports_can_be_ordered_again(status: str) -> None:
    desk = ordered()
    order = next(iter(desk.orders.values()))
    order["status"] = "CONFIRMED"
    order["phoneNumbers"][1]["status"] = status
    fresh = {**OPTIONS, "customer_order_reference": "hq-2", "phone_numbers": [{"phone_number": B}]}
    assert perform(TASK, desk, fresh, clock=at(BEFORE))["operation"] == "create"
    rest = {**OPTIONS, "phone_numbers": [{"phone_number": A}]}
    assert perform(TASK, desk, rest, clock=at(BEFORE))["operation"] == "none"


@pytest.mark.parametrize("check", [False, True])
@pytest.mark.parametrize("status", ["ACTIVATED", "REJECTED"])
@pytest.mark.parametrize("operation", ["create", "update"])
def test_a_number_that_another_order_made_live_is_warned_about(operation: str, status: str, check: bool) -> None:
    """The service calls it portable, so it may have left Sinch since."""
    desk = ordered()
    moved(desk, "COMPLETED", status)
    order_id = next(iter(desk.orders))
    again = {**OPTIONS, "customer_order_reference": "hq-2", "phone_numbers": [{"phone_number": B}]}
    if operation == "update":
        other = {**again, "phone_numbers": [{"phone_number": C}]}
        assert perform(TASK, desk, other, clock=at(BEFORE))["operation"] == "create"
        again["phone_numbers"] = [{"phone_number": B}, {"phone_number": C}]
    result = perform(TASK, desk, again, clock=at(BEFORE), check=check)
    assert result["operation"] == operation
    warned = [warning for warning in result.get("warnings", []) if f"Order {order_id} has already ported" in warning]
    assert len(warned) == (status == "ACTIVATED")
    assert all(B in warning and A not in warning for warning in warned)


def test_an_order_that_is_live_is_found_without_a_warning() -> None:
    desk = ordered()
    moved(desk, "COMPLETED", "ACTIVATED")
    result = perform(TASK, desk, OPTIONS, clock=at(BEFORE))
    assert (result["operation"], result.get("warnings", [])) == ("none", [])


# ---- the reference -----------------------------------------------------------


@pytest.mark.parametrize("reference", [10, 42798, 1.1, 45000, 1000, True])
def test_an_unquoted_reference_that_yaml_changes_is_refused(reference: Any) -> None:
    desk = Desk()
    result = perform(TASK, desk, {**OPTIONS, "customer_order_reference": reference}, clock=at(BEFORE))
    assert rules_of(result, "error")[0] in ("text-from-number", "text-from-boolean")
    assert result["findings"][0]["path"] == "customer_order_reference"
    assert desk.requests == []


# ---- orders as the service returns them --------------------------------------


def test_an_order_as_the_service_returns_it_is_valid_input() -> None:
    desk = Desk()
    pasted = {
        **{name: value for name, value in OPTIONS.items() if name not in ("end_user", "port_out_info")},
        "id": 890192331,
        "status": "PENDING",
        "createdDate": "2027-02-01",
        "notes": [],
        "documents": [],
    }
    defaults = {name: OPTIONS[name] for name in ("end_user", "port_out_info")}
    result = perform(TASK, desk, {**pasted, **defaults}, clock=at(BEFORE))
    assert result["operation"] == "create"
    assert rules_of(result, "warn").count("read-only-member") == 5
    ((dummy, path, body),) = desk.writes
    assert path == "/orders/portIns"
    assert not {"id", "status", "createdDate", "notes", "documents"} & body.keys()


def test_a_misspelled_state_is_not_taken_for_the_status_of_an_order() -> None:
    desk = ordered()
    result = perform(TASK, desk, {**OPTIONS, "status": "absent"}, clock=at(BEFORE))
    assert rules_of(result, "error") == ["unknown-member"]
    assert "Did you mean state?" in result["msg"]
    assert desk.requests == []


def test_an_undocumented_member_is_sent_back_unchanged() -> None:
    desk = ordered()
    stored = next(iter(desk.orders.values()))
    stored["testURL"] = "https://example.com"
    stored["phoneNumbers"][0]["A2PLC"] = {"campaignID": "c"}
    perform(TASK, desk, MOVED, clock=at(BEFORE))
    body = desk.writes[0][2]
    assert body["testURL"] == "https://example.com"
    assert body["phoneNumbers"][0]["A2PLC"] == {"campaignID": "c"}


# ---- messages ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"phone_numbers": [[A]]}, '- phone_number: "+12025550143"'),
        ({"phone_numbers": {"phone_number": A}}, '- phone_number: "+12025550143"'),
        ({"state": "cancelled"}, "absent cancels the order"),
        ({"referense": "hq"}, "Did you mean reference?"),
        ({"phone_numbers": [{"phone_number": f"+1217523{index:04}"} for index in range(501)]}, "support team"),
        ({"end_user": {**OPTIONS["end_user"], "street_num": ""}}, "rural route"),
        ({"key_id": ""}, "key_id: is not given"),
    ],
)
def test_a_finding_says_how_to_fix_it(options: dict[str, Any], words: str) -> None:
    result = perform(TASK, Desk(), {**OPTIONS, **options}, clock=at(BEFORE))
    assert words in result["msg"]


@pytest.mark.parametrize(
    ("status", "words"), [("ORDER_BUILDING", "cannot yet change"), ("CONFIRMED", "can no longer change")]
)
def test_an_order_that_is_being_built_cannot_change_yet(status: str, words: str) -> None:
    desk = ordered()
    moved(desk, status, "PENDING")
    result = perform(TASK, desk, MOVED, clock=at(BEFORE))
    assert result["failure"]["kind"] == "locked"
    assert words in result["msg"]


def test_a_number_missing_in_a_confirmed_order_is_named_with_a_remedy() -> None:
    desk = ordered()
    moved(desk, "CONFIRMED", "PENDING")
    more = [*OPTIONS["phone_numbers"], {**OPTIONS["phone_numbers"][0], "phone_number": "+12175230999"}]
    result = perform(TASK, desk, {**OPTIONS, "phone_numbers": more}, clock=at(BEFORE))
    assert result["failure"]["kind"] == "locked"
    assert "The order does not have +12175230999: port them in a separate task" in result["msg"]
    assert "make the plan again" in result["msg"]
    assert "does not have" not in perform(TASK, desk, MOVED, clock=at(BEFORE))["msg"]


@pytest.mark.parametrize(("status", "cancel"), [("PENDING", True), ("CONFIRMED", False)])
def test_only_for_a_pending_order_a_conflict_suggests_cancelling_it(status: str, cancel: bool) -> None:
    desk = ordered()
    moved(desk, status, status)
    result = perform(TASK, desk, {**OPTIONS, "customer_order_reference": "hq-2"}, clock=at(BEFORE))
    assert result["failure"]["kind"] == "conflict"
    assert ("Cancel that order" in result["msg"]) is cancel


def test_the_message_about_a_rejected_key_names_project_and_host_once() -> None:
    desk = Desk(faults=[("GET /orders/portIns", 401), ("GET /orders/portIns", 401)])
    message = perform(TASK, desk, OPTIONS, clock=at(BEFORE))["msg"]
    assert message.count("key_id and key_secret") == 1
    assert "project 'p' at 127.0.0.1:" in message


def test_a_diff_names_new_and_changed_secrets_and_shows_none() -> None:
    desk = Desk()
    created = perform(TASK, desk, OPTIONS, clock=at(BEFORE), diff=True)
    assert created["diff"]["after"]["given, not shown"] == ["port_out_info.existing_port_out_pin (2 of 2 numbers)"]
    other = {**OPTIONS, "port_out_info": {**OPTIONS["port_out_info"], "existing_port_out_pin": "planted-4471"}}
    changed = perform(TASK, desk, other, clock=at(BEFORE), diff=True)
    assert changed["diff"]["after"]["changed, not shown"] == [
        f"phone_numbers[{number}].port_out_info.existing_port_out_pin" for number in (A, B)
    ]
    assert "planted-4471" not in str(changed)


# ---- conflicts and portability in parallel -----------------------------------

CHECK = ("POST", "/portabilityChecks")


def asked_about_numbers(desk: Desk) -> list[tuple[str, str]]:
    """The requests about conflicts and portability, in any sequence."""
    return sorted({(method, path.split("?")[0]) for method, path, dummy in desk.requests if "Reference=" not in path})


def test_conflicts_and_portability_are_checked_in_parallel() -> None:
    """Each request waits until the other has arrived."""
    meeting = threading.Barrier(2)

    class Meeting(Desk):
        def __call__(self, seen: Seen) -> Reply:
            if "phoneNumber=" in seen.path or seen.path.endswith("/portabilityChecks"):
                meeting.wait(10)
            return super().__call__(seen)

    result = perform(TASK, Meeting(), {**OPTIONS, "phone_numbers": [{"phone_number": A}]}, clock=at(BEFORE))
    assert result["operation"] == "create"
    assert [entry["phone_number"] for entry in result["portability"]] == [A]


@pytest.mark.parametrize("answer", [{"unportable": {A: "no"}}, {"faults": [("POST /portabilityChecks", 403)]}])
def test_a_conflict_takes_precedence_over_portability(answer: dict[str, Any]) -> None:
    desk = ordered({**OPTIONS, "customer_order_reference": "other"})
    for name, value in answer.items():
        setattr(desk, name, value)
    result = perform(TASK, desk, OPTIONS, clock=at(BEFORE))
    assert result["failure"]["kind"] == "conflict"
    assert result["portability"] == []
    assert desk.writes == []


@pytest.mark.parametrize("answer", [{"unportable": {A: "no"}}, {"faults": [("POST /portabilityChecks", 403)]}])
def test_an_order_that_is_found_after_all_is_not_checked_for_portability(answer: dict[str, Any]) -> None:
    desk = ordered(unlisted={101})
    for name, value in answer.items():
        setattr(desk, name, value)
    result = perform(TASK, desk, OPTIONS, clock=at(BEFORE))
    assert (result["operation"], result["order_id"], result["portability"]) == ("none", 101, [])
    assert "failed" not in result


def test_a_failed_portability_check_fails_a_creation() -> None:
    desk = Desk(faults=[("POST /portabilityChecks", 403)])
    result = perform(TASK, desk, OPTIONS, clock=at(BEFORE))
    assert (result["failure"]["kind"], result["failure"]["status"]) == ("api", 403)
    assert result["failure"]["phone_numbers"] == [A, B]
    assert desk.writes == []


def test_portability_is_not_checked_without_a_creation_or_if_it_is_off() -> None:
    late = Desk()
    assert perform(TASK, late, OPTIONS, clock=at(AFTER))["failure"]["kind"] == "validation"
    assert CHECK not in asked_about_numbers(late)
    unasked = Desk()
    assert perform(TASK, unasked, {**OPTIONS, "check_portability": False}, clock=at(BEFORE))["changed"]
    assert CHECK not in asked_about_numbers(unasked)
    asked = Desk()
    assert perform(TASK, asked, OPTIONS, clock=at(BEFORE))["changed"]
    assert asked_about_numbers(asked).count(CHECK) == 1
