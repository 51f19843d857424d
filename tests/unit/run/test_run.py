# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The entry point: every result has the same keys, and there are no exceptions and no secrets in it."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.sinch.porting.plugins.module_utils._base.errors import ApiError, PortingError
from ansible_collections.sinch.porting.plugins.module_utils._base.findings import Finding
from ansible_collections.sinch.porting.plugins.module_utils._model.types import Flag, Part, Text
from ansible_collections.sinch.porting.plugins.module_utils._run.run import refuse, run
from ansible_collections.sinch.porting.plugins.module_utils._tasks.base import Plan, Task
from ansible_collections.sinch.porting.tests.unit.loopback import FakeClock

SECRET = "planted-secret-0123"


class Options(Part):
    name: Text | None = None
    existing_port_out_pin: Text | None = None
    fail: Flag = False


def task(prepare: Any, *, check: Any = lambda *dummy: [], writes: bool = True) -> Task:
    return Task("sinch_test", Options, lambda: {"count": 0}, prepare, check, writes=writes)


def perform(
    each: Task, arguments: dict[str, Any] | None = None, *, check_mode: bool = False, diff: bool = False
) -> Any:
    return run(
        each,
        {"existing_port_out_pin": SECRET, **(arguments or {})},
        check_mode=check_mode,
        diff=diff,
        environ={},
        say=print,
        clock=FakeClock(),
    )


def raising(error: Exception) -> Any:
    def fail(*dummy: Any) -> Any:
        raise error

    return fail


DONE = Plan(changed=True, result={"count": 1}, sides=lambda: ({"count": 0}, {"count": 1}), act=lambda: {"count": 2})


def test_a_task_returns_its_result_and_check_mode_the_predicted_one() -> None:
    acted, checked = (perform(task(lambda context: DONE), check_mode=mode, diff=True) for mode in (False, True))
    assert (acted["count"], checked["count"]) == (2, 1)
    assert acted["changed"] is checked["changed"] is True
    assert acted["diff"] == checked["diff"] == {"before": {"count": 0}, "after": {"count": 1}}
    assert acted.keys() == checked.keys()
    assert "diff" not in perform(task(lambda context: DONE, writes=False), diff=True)


@pytest.mark.parametrize("written", [False, True])
def test_a_failed_write_discards_the_predicted_result_unless_it_was_done(written: bool) -> None:
    plan = dataclasses.replace(
        DONE, act=raising(ApiError("no", status=422, written=written)), observed=lambda: {"count": 7}
    )
    result = perform(task(lambda context: plan))
    assert (result["changed"], result["count"]) == ((True, 1) if written else (False, 7))
    assert (result["failed"], result["failure"]) == (True, {"kind": "api", "status": 422})


@pytest.mark.parametrize(
    "error", [ValueError(SECRET), KeyError(SECRET), RecursionError(), PortingError(f"It was {SECRET}.")]
)
@pytest.mark.parametrize("where", ["check", "prepare", "act"])
def test_exceptions_become_failures_without_secrets(error: Exception, where: str) -> None:
    plans: dict[str, Any] = {
        "check": task(lambda context: DONE, check=raising(error)),
        "prepare": task(raising(error)),
        "act": task(lambda context: dataclasses.replace(DONE, act=raising(error))),
    }
    result = perform(plans[where])
    assert SECRET not in str(result)
    assert (result["failed"], result["failure"]["kind"]) == (True, "internal")
    if not isinstance(error, PortingError):
        assert f"{type(error).__name__} in sinch_test at test_run.py:" in result["msg"]
        assert "This is a bug in sinch.porting" in result["msg"]


def test_secrets_are_removed_from_members_and_sentences() -> None:
    result = {
        "order": {"existing_port_out_pin": SECRET, "note": f"PIN {SECRET}", "id": 7},
        "ansible_facts": {"new_pin": SECRET},
    }
    plan = Plan(changed=False, result=result, warnings=[f"It is {SECRET}."])
    found = perform(task(lambda context: plan))
    assert found["order"] == {"note": "PIN ********", "id": 7}
    assert found["ansible_facts"] == {}
    assert found["warnings"] == ["It is ********."]


def problems(*findings: Finding) -> Any:
    return lambda *dummy: list(findings)


ERROR, WARNING = Finding("r", "error", "name", "is wrong."), Finding("w", "warn", "name", "is odd.")


def test_input_errors_end_the_task_before_it_starts_and_warnings_do_not() -> None:
    ended = perform(task(raising(AssertionError("it must not start")), check=problems(WARNING, ERROR)))
    assert ended["msg"].startswith("The input has 1 problem, and nothing was sent:\n- name: is wrong. [r]")
    assert [finding["rule"] for finding in ended["findings"]] == ["w", "r"]
    went_on = perform(task(lambda context: DONE, check=problems(WARNING)))
    assert (went_on["count"], went_on["warnings"]) == (2, ["name: is odd. [w]"])


def test_findings_that_only_follow_from_a_wrong_type_are_not_reported() -> None:
    missing = [Finding("missing-member", "error", path, "is missing.") for path in ("name", "name.first", "other")]
    result = perform(task(lambda context: DONE, check=problems(*missing)), {"name": ["a"]})
    assert [(one["rule"], one["path"]) for one in result["findings"]] == [
        ("wrong-type", "name"),
        ("missing-member", "other"),
    ]


def test_module_defaults_of_the_group_are_ignored_by_tasks_without_such_options() -> None:
    assert perform(task(lambda context: DONE), {"project_id": "p", "state_store": "/srv", "timeout": 5})["count"] == 2
    assert "failed" in perform(task(lambda context: DONE), {"unheard_of": 1})


def test_a_plan_may_fail_after_everything_is_done() -> None:
    plan = dataclasses.replace(DONE, failure=ApiError("too late", status=409))
    for check_mode, count in ((False, 2), (True, 1)):
        result = perform(task(lambda context: plan), check_mode=check_mode)
        assert (result["count"], result["failed"], result["msg"]) == (count, True, "too late")


def test_unreadable_arguments_have_a_complete_result() -> None:
    result = refuse(task(raising(AssertionError())), "src cannot be read.")
    assert (result["msg"], result["failure"], result["count"]) == ("src cannot be read.", {"kind": "validation"}, 0)
    assert result.keys() >= perform(task(lambda context: Plan(changed=False, result={}))).keys()


VALUES = st.none() | st.integers() | st.text(max_size=9) | st.lists(st.text(), max_size=2)


@given(st.dictionaries(st.text(max_size=9), VALUES, max_size=4))
def test_any_arguments_lead_to_a_result(arguments: dict[str, Any]) -> None:
    result = perform(task(lambda context: DONE), arguments)
    assert result.keys() >= {"changed", "count", "findings", "diff"}
