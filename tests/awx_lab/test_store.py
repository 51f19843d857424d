# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A state store that outlives the jobs' containers."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from client import given
from lab import Lab, changes, make_answers

CREDENTIAL = "Sinch Porting state store"


@pytest.fixture
def store(lab: Lab) -> Iterator[Path]:
    """A folder on the nodes that a setting of the playbook gives to the templates; the test removes it again."""
    folder = Path(given("AWX_LAB_REPORT_FOLDER")) / f"state-{uuid.uuid4().hex[:6]}"
    folder.mkdir()
    wanted = {"sinch_portin_state_store_credential": CREDENTIAL}
    environ = lab.environ | {"SINCH_PORTING_STATE_STORE": str(folder)}
    lab.configure(environ=environ, **wanted)
    assert changes(lab.configure(environ=environ, **wanted)) == 0
    yield folder
    assert changes(lab.configure()) >= 1
    names = {each["name"] for each in lab.template("Port in: apply")["summary_fields"]["credentials"]}
    assert CREDENTIAL not in names


def guard(lab: Lab, job: dict[str, str]) -> set[str]:
    """Return the ``guard`` of a job's results: what protected its writes."""
    events = lab.admin.get(f"{job['url']}job_events/", page_size=200)["results"]
    results = [event["event_data"].get("res", {}) for event in events]
    return {result["guard"] for result in results if "guard" in result}


def test_a_job_finds_an_order_of_another_job_before_sinch_lists_it(lab, simulator, store):
    simulator.settings.list_lag_reads = 1000
    template = lab.template("Port in: port in")
    for dummy in range(2):
        job = lab.admin.wait(lab.users["approver"].launch(template, **make_answers(1)))
        assert job["status"] == "successful", lab.admin.output(job)
        assert guard(lab, job) == {"shared"}
    assert len(simulator.orders) == 1
    assert any(store.rglob("*"))
