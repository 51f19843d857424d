# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers that are accepted without 911, or with a different 911 address: real playbooks, both ways."""

from __future__ import annotations

import json

import pytest
import yaml

EXCLUDED, MOVED, EQUAL = "+12175230143", "+12175230144", "+12175230145"
SENT = {
    "name": "Harbor Bakery",
    "streetNum": "12",
    "streetInfo": "Harbor Road",
    "city": "Springfield",
    "state": "IL",
    "postalCode": "62701",
}
OPTIONS = {
    "customer_order_reference": "branch-17",
    "desired_port_schedule": {"desired_port_date": "2027-03-02", "desired_port_time": "09:00"},
    "end_user": {
        "name": "Harbor Bakery",
        "street_num": "12",
        "street_name": "Harbor",
        "street_type": "Road",
        "city": "Springfield",
        "state": "IL",
        "zip_code": "62701",
    },
    "port_out_info": {"existing_port_out_pin": "881234", "authorizing_name": "Ada Baker"},
    "features": {"e911": SENT},
    "phone_numbers": [{"phone_number": number} for number in (EXCLUDED, MOVED, EQUAL)],
}


def validated(**changes):
    same = {"enhStreetNum": "12", "enhStreetInfo": "HARBOR RD", "enhCity": "SPRINGFIELD", "enhState": "IL"}
    return {
        "features": {"e911": {**SENT, **same, "enhPostalCode": "62701", "enhPostalCodePlusFour": "1234", **changes}}
    }


@pytest.fixture
def order(simulator, play):
    """An order with three numbers: one without 911, one with a different address, one as requested."""
    play(yaml.safe_dump([task("Create", on_excluded_feature="fail")]))
    (made,) = simulator.orders
    reason = "Address of Harbor Bakery not found, PIN 881234"
    simulator.change(
        made.id,
        numbers={
            EXCLUDED: {"excludedFeatures": [{"featureName": "E911", "exclusionReason": reason}]},
            MOVED: {"extra": validated(enhStreetNum="1200")},
            EQUAL: {"extra": validated()},
        },
    )
    return made


def task(name, **options):
    return {"name": name, "sinch.porting.sinch_portin_order": {**OPTIONS, **options}, "register": "portin"}


def test_exactly_two_of_three_numbers_are_reported(order, play, simulator):
    kinds = "{{ portin | sinch.porting.portin_attention(today='2027-02-01') | map(attribute='kind') }}"
    run = play(
        yaml.safe_dump(
            [
                task("Warn"),
                task("Ignore", on_excluded_feature="ignore"),
                {"name": "Facts", "ansible.builtin.debug": {"var": "ansible_facts.sinch_portin_order.phone_numbers"}},
                {
                    "name": "Attention",
                    "ansible.builtin.debug": {"msg": kinds},
                },
            ]
        )
    )
    warnings = " ".join(run.results["Warn"].get("warnings", []))
    assert EXCLUDED in warnings
    assert MOVED in warnings
    assert EQUAL not in warnings
    assert "street_num" in warnings
    assert run.results["Warn"]["changed"] is False
    assert not [text for text in run.results["Ignore"].get("warnings", []) if "911" in text]
    facts = run.results["Facts"]["ansible_facts.sinch_portin_order.phone_numbers"]
    assert [(number["excluded_features"], number["e911_changed"]) for number in facts] == [
        (["E911"], False),
        ([], True),
        ([], False),
    ]
    assert {number["foc_at"] for number in facts} == {None}
    assert "Harbor" not in json.dumps(facts)
    assert run.results["Attention"]["msg"][:2] == ["feature-excluded", "e911-changed"]
    assert "881234" not in run.written


@pytest.mark.parametrize("check", [False, True])
def test_a_task_can_fail_for_an_excluded_feature(order, play, simulator, check):
    run = play(yaml.safe_dump([task("Fail", on_excluded_feature="fail")]), check=check, expect=2)
    result = run.results["Fail"]
    assert result["failure"] == {"kind": "feature_excluded", "order_id": order.id}
    assert (result["changed"], result["order_status"]) == (False, "PENDING")
    assert EXCLUDED in result["msg"]
    assert MOVED in result["msg"]
    assert EQUAL not in result["msg"]
    assert "881234" not in run.written


def test_waiting_reports_it_and_returns_the_hour_of_the_foc_date(order, play, simulator, way):
    simulator.confirm(order.id, foc_date="2027-03-02T14:00:00Z")
    run = play(yaml.safe_dump([task("Wait", wait=True, wait_timeout=5, wait_interval=1)]))
    # A module cannot write to the console while it runs. In both cases the result has the warnings.
    assert ("features left out of 1, 911 address changed for 1" in run.output) is (way == "action")
    assert len([text for text in run.results["Wait"]["warnings"] if "911" in text]) == 2
    facts = run.results["Wait"]["ansible_facts"]["sinch_portin_order"]["phone_numbers"]
    assert {number["foc_at"] for number in facts} == {"2027-03-02T14:00:00Z"}


@pytest.mark.parametrize("way", ["action"], indirect=True)
def test_an_event_of_any_type_leads_to_a_report_of_them(order, player):
    event = {"ansible_eda": {"event": {"order_id": str(order.id), "type": "NUMBERS_CONFIRMED"}}}
    own = player.folder / "own.yml"
    own.write_text(
        yaml.safe_dump(
            [{"name": "Own", "ansible.builtin.debug": {"msg": "{{ portin_event_attention | map(attribute='kind') }}"}}]
        )
    )
    run = player.run(["sinch.porting.on_event", "-e", json.dumps({**event, "portin_event_tasks": str(own)})])
    assert run.results["Own"]["msg"][:2] == ["feature-excluded", "e911-changed"]
    assert "e911-changed: The validated 911 address of 1 number" in run.output
    assert "881234" not in run.written
