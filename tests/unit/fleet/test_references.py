# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which orders belong to a job, and which variables to the role."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible.errors import AnsibleFilterError
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.sinch.porting.plugins.filter import portin_misspelled, portin_own_orders
from ansible_collections.sinch.porting.plugins.module_utils._fleet.references import belongs

ROOT = Path(__file__).resolve().parents[3]
SPEC = yaml.safe_load((ROOT / "roles" / "port_in" / "meta" / "argument_specs.yml").read_text())
KNOWN = list(SPEC["argument_specs"]["main"]["options"])

OWN = ["hq", "hq-001", "hq-999999999", "hq-001-r1", "hq-042-r12", "hq-r1"]
OTHERS = [
    "", "h", "HQ-001", "hq-", "hq-1", "hq-01", "hq-0000000001", "hq-001-", "hq-001-r", "hq-001-r0", "hq-001-x",
    "hq_001", "hq.001", "hq/001", "hq:001", "hq#1", "hq-east-001", "hq-east", "hq-move", "hq-001-002", "hq-001-r1-r1",
    "hq-001\n", "hq-\u0660\u0660\u0661", "x-hq-001", "hqs-001", "hq-001-R1",
]  # fmt: skip


@pytest.mark.parametrize("reference", OWN)
def test_references_of_plans_and_resubmissions_belong_to_the_job(reference: str) -> None:
    assert belongs(reference, "hq")


@pytest.mark.parametrize("reference", OTHERS)
def test_references_that_only_look_similar_belong_to_other_jobs(reference: str) -> None:
    assert not belongs(reference, "hq")


def test_listed_references_are_compared_exactly() -> None:
    named = {"legacy-order"}
    assert belongs("legacy-order", "", named=named)
    assert not belongs("legacy-order-001", "hq", named=named)
    assert not belongs("legacy-order-r1", "hq", named=named)
    assert not belongs("", "", named=named)


def test_orders_in_the_plan_file_and_their_resubmissions_belong_to_the_job() -> None:
    planned = {"first-batch"}
    assert belongs("first-batch", "hq", planned=planned)
    assert belongs("first-batch-r2", "hq", planned=planned)
    assert not belongs("first-batch-001", "hq", planned=planned)


BASES = st.text("abAB.-_/", min_size=1, max_size=6)


@given(ours=BASES, theirs=BASES, number=st.integers(0, 10**9 - 1), again=st.integers(0, 99))
def test_no_order_belongs_to_two_jobs(ours: str, theirs: str, number: int, again: int) -> None:
    made = f"{theirs}-{number:03d}" + (f"-r{again}" if again else "")
    assert belongs(made, theirs)
    assert belongs(made, ours) is (ours == theirs)


ORDERS = [{"id": index, "customer_order_reference": name} for index, name in enumerate([*OTHERS, *OWN])]


def own(*arguments: Any, **options: Any) -> Any:
    chosen = portin_own_orders.FilterModule().filters()["portin_own_orders"](*arguments, **options)
    return [order["customer_order_reference"] for order in chosen]


def test_the_filter_uses_the_same_rule() -> None:
    assert own([*ORDERS, {"id": 99}, {"id": 98, "customer_order_reference": None}], "hq") == sorted(OWN)
    assert own(ORDERS, "hq", references=["hq-east"]) == sorted([*OWN, "hq-east"])
    assert own(ORDERS, "", references=["hq-east"]) == ["hq-east"]
    assert own(ORDERS, 7) == []
    assert own([], "hq") == []


def a_plan(reference: str, *orders: str) -> str:
    return json.dumps(
        {
            "version": 1, "reference": reference, "order": {}, "summary": {}, "fingerprint": "", "members": {},
            "orders": [
                {"reference": name, "country": "US", "carrier": "", "group": "", "numbers": {}} for name in orders
            ],
            "unportable": {}, "removed": {},
        }
    )  # fmt: skip


def test_the_filter_selects_the_orders_in_the_plan(tmp_path: Path) -> None:
    plan = tmp_path / "hq.plan.json"
    assert own(ORDERS, "hq", plan=str(plan)) == sorted(OWN)
    plan.write_text(a_plan("hq", "hq-001", "hq-move"))
    assert own(ORDERS, "hq", plan=str(plan)) == sorted([*OWN, "hq-move"])
    assert own(ORDERS, "", references=["hq"], plan=str(plan)) == ["hq"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (a_plan("hq-east", "hq-east-001"), "a plan of the base reference 'hq-east', not of 'hq'"),
        ("{", "is not a plan"),
    ],
)
def test_a_plan_of_another_job_is_refused(tmp_path: Path, content: str, message: str) -> None:
    plan = tmp_path / "hq.plan.json"
    plan.write_text(content)
    with pytest.raises(AnsibleFilterError, match=message):
        own(ORDERS, "hq", plan=str(plan))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (({"id": 1}, "hq"), "something else than a list of orders"),
        ((["hq-001"], "hq"), "something else than a list of orders"),
        ((ORDERS,), "neither a reference nor references"),
        ((ORDERS, "hq", "hq-east"), "references that are not a list"),
    ],
)
def test_the_filter_refuses_ambiguous_input(arguments: tuple[Any, ...], message: str) -> None:
    with pytest.raises(AnsibleFilterError, match=message):
        own(*arguments)


def misspelled(*names: str) -> Any:
    return portin_misspelled.FilterModule().filters()["portin_misspelled"](list(names), KNOWN)


@pytest.mark.parametrize(
    ("typed", "meant"),
    {
        "port_in_on_demand": "port_in_on_demand_activation",
        "port_in_enduser": "port_in_end_user",
        "port_in_refrence": "port_in_reference",
        "port_in_port_date": "port_in_desired_port_date",
        "port_in_voice_config": "port_in_voice_configuration",
        "port_in_document": "port_in_documents",
        "port_in_numbers_files": "port_in_numbers_file",
        "port_in_phone_numbers": "port_in_numbers",
        "port_in_src": "port_in_numbers_file",
        "port_in_cancel_confirm": "port_in_cancel_confirmed",
        "port_in_really": "",
    }.items(),
)
def test_a_misspelled_variable_is_reported_with_the_correct_name(typed: str, meant: str) -> None:
    hint = f" Did you mean {meant}?" if meant else ""
    assert misspelled("port_in_reference", typed) == [f"{typed} is not a variable of the role.{hint}"]


def test_the_variables_of_the_role_are_all_known() -> None:
    assert misspelled(*KNOWN) == []
    assert misspelled() == []


def test_names_that_are_not_lists_are_refused() -> None:
    with pytest.raises(AnsibleFilterError, match="two lists of names"):
        portin_misspelled.FilterModule().filters()["portin_misspelled"]("port_in_reference", KNOWN)
