# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbooks as AWX runs them."""

from __future__ import annotations

import datetime
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import (
    PINS,
    credential_for,
    injected,
    job_maker,
    make_answers,
    make_numbers,
    port_date,
    simulated_sinch,
)
from jobs import SECRET, Job

from ansible_collections.sinch.porting.tests.store.postgresql import PASSWORD, Postgresql

WRITES = {"orderPortIn", "updatePortInOrder", "deleteOrder", "activatePortIn", "addOrderDocuments", "addOrderNote"}


def writes(simulator) -> list[str]:
    return [request.operation for request in simulator.requests if request.operation in WRITES]


def assert_secret_free(*jobs) -> None:
    """Assert that nothing the controller stores contains the key secret or a PIN."""
    for job in jobs:
        assert [secret for secret in (SECRET, *PINS) if secret in job.written] == []


@dataclass
class Move:
    """The jobs of a move, and the state of the simulated Sinch after each."""

    planned: Job
    another: Job  # apply with numbers that were not approved
    applied: Job
    followed: Job
    waited: Job
    reported: Job  # after a rejection
    kept: Path  # the folder of the node that AWX mounts into the jobs
    written_before: list[str]  # the operations before the approved plan is applied
    ids: dict[str, str]  # order ids by reference
    rejected: str  # the reference of an order


@pytest.fixture(scope="module")
def move(tmp_path_factory) -> Move:
    """A move from its plan to a report, by jobs that know only what a workflow passes on."""
    place = tmp_path_factory.mktemp("move")
    kept = place / "kept"
    kept.mkdir()
    by_reference = {"port_in_reference": "hq"}
    with simulated_sinch() as simulator:
        job = job_maker(place, credential_for(simulator))
        planned = job("plan", answers=make_answers()).run()
        assert planned.status == "successful", planned.output
        another = job("apply", answers=make_answers(4) | planned.stats).run()
        written_before = writes(simulator)
        applied = job("apply", answers=make_answers() | planned.stats).run()
        assert applied.status == "successful", applied.output
        followed = job("follow", answers=by_reference | applied.stats).run()
        # If it paused for a whole interval, this job would exceed the test's time limit.
        waiting = {"port_in_wait": "true", "port_in_wait_timeout": 2, "port_in_wait_interval": 3600}
        waited = job("follow", answers=by_reference | waiting).run()
        order = simulator.orders[0]
        simulator.reject(order.id, only=[order.numbers[0].phone_number], reason="Invalid PIN")
        reported = job("report", answers=by_reference, template={"port_in_report_folder": str(kept)}).run()
        return Move(
            planned=planned,
            another=another,
            applied=applied,
            followed=followed,
            waited=waited,
            reported=reported,
            kept=kept,
            written_before=written_before,
            ids={each.reference: str(each.id) for each in simulator.orders},
            rejected=order.reference,
        )


def test_a_workflow_passes_on_the_fingerprint_the_ids_and_the_statuses(move):
    assert len(move.planned.stats["port_in_plan_fingerprint"]) > 10
    passed = move.applied.stats["port_in_order_ids"]
    assert {name: str(found) for name, found in passed.items()} == move.ids
    assert len(move.ids) == 3
    assert move.followed.status == "successful", move.followed.output
    assert sum(move.followed.stats["port_in_statuses"].values()) == 3


def test_no_job_of_a_move_shows_a_secret(move):
    assert_secret_free(move.planned, move.another, move.applied, move.followed, move.waited, move.reported)


def test_only_the_approved_plan_creates_orders(move):
    assert move.another.status == "failed"
    assert "approved" in move.another.output
    assert move.written_before == []


def test_a_count_is_passed_on_as_a_number(move):
    assert move.followed.stats["port_in_attention"] == 0
    assert move.followed.stats["port_in_attention"] is not False


def test_a_wait_shorter_than_its_interval_ends_in_time(move):
    assert move.waited.status == "failed"
    assert "After 2 seconds" in move.waited.output


def test_a_report_sets_its_counts_as_artifacts(move):
    assert move.reported.status == "successful", move.reported.output
    assert move.reported.stats["port_in_totals"]["numbers"] == 3
    assert move.reported.stats["port_in_attention"] == 1
    (entry,) = move.reported.stats["port_in_attention_list"]
    assert entry["kind"] == "rejected"
    assert entry["reference"] == move.rejected
    assert set(entry) == {"kind", "what", "since", "reference", "numbers"}
    assert entry["what"] in move.reported.output


def test_a_report_is_kept_in_a_folder_outside_the_job(move):
    assert {path.name for path in move.kept.iterdir()} == {"hq-report.html", "hq-report.csv", "hq-report.json"}


def test_check_mode_writes_nothing(job, simulator):
    playbooks = ("port_in", "check_portability", "activate", "cancel", "report")
    done = job(*playbooks, answers=make_answers(), options="--check --diff -vvv").run()
    assert done.status == "successful", done.output
    assert writes(simulator) == []
    assert simulator.orders == []
    assert_secret_free(done)


def test_a_failed_job_says_why_without_a_secret(job, simulator):
    done = job("port_in", answers=make_answers(3, port_in_desired_port_date="2020-01-07"), options="-vvv").run()
    assert done.status == "failed"
    assert "port-date-passed" in done.output
    assert simulator.orders == []
    assert_secret_free(done)


def test_launching_a_cancelled_job_again_finishes_it(job, simulator):
    simulator.settings.latency = 0.7  # the runner checks for a cancellation about once a second
    answers = make_answers(9, port_in_max_numbers=1)
    first = job("port_in", answers=answers, options="--forks 1")
    process = first.start()
    until = time.monotonic() + 120
    while not simulator.orders and process.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=60)
    simulator.settings.latency = 0
    assert first.status == "canceled"
    assert 1 <= len(simulator.orders) < 9

    again = job("port_in", answers=answers).run()
    assert again.status == "successful", again.output
    references = [order.reference for order in simulator.orders]
    assert sorted(set(references)) == sorted(references)
    numbers = [number.phone_number for order in simulator.orders for number in order.numbers]
    assert len(references) == len(set(numbers)) == len(numbers) == 9
    assert_secret_free(first, again)


def test_slices_create_each_order_once(job, simulator):
    """The plan is in the project, like one that was merged, so all slices share it."""
    count = 6
    answers = make_answers(36, port_in_max_numbers=2)
    planning = job("plan", answers=answers)
    planning.start().wait(timeout=240)
    assert planning.status == "successful", planning.output
    plan = (planning.folder / "project" / "hq.plan.json").read_text()
    jobs = []
    for share in range(1, count + 1):
        host = {f"share-{share}": {"port_in_share": share, "port_in_share_count": count}}
        inventory = {"all": {"children": {"port_in_shares": {"hosts": host}}}}
        jobs.append(job("apply", answers=answers | planning.stats, inventory=inventory))
        (jobs[-1].folder / "project" / "hq.plan.json").write_text(plan)
    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(lambda each: each.run(), jobs))
    failed = [each.output[-2000:] for each in done if each.status != "successful"]
    assert not failed, failed[0]
    references = [order.reference for order in simulator.orders]
    assert len(references) == len(set(references)) == 18
    numbers = [number.phone_number for order in simulator.orders for number in order.numbers]
    assert len(numbers) == len(set(numbers)) == 36
    assert_secret_free(*done)


@pytest.mark.parametrize("playbook", ["plan", "apply"])
def test_on_unportable_fail_stops_a_job(job, simulator, move, playbook):
    """The survey answer applies to both nodes of the workflow, and nothing is created."""
    simulator.settings.unportable = {"+13125230001": "not our number"}
    answers = make_answers(3, port_in_on_unportable="fail") | move.planned.stats
    done = job(playbook, answers=answers).run()
    assert done.status == "failed"
    assert "1 of 3 numbers cannot be ported: +13125230001." in " ".join(done.output.split())
    assert writes(simulator) == []


CONFINED = {"port_in_confine_files": True}
# These contain the key: the process environment, AWX's own files beside the project, and a link to one of them.
PRIVATE_FILES = ["/proc/self/environ", "../env/envvars", "link"]
# Each playbook, and each variable with each kind of path.
OUTSIDE = [
    ("check_portability", "port_in_numbers_file", PRIVATE_FILES[0]),
    ("lint", "port_in_plan_file", PRIVATE_FILES[0]),
    ("plan", "port_in_numbers_file", PRIVATE_FILES[1]),
    ("apply", "port_in_plan_file", PRIVATE_FILES[1]),
    ("port_in", "port_in_numbers_file", PRIVATE_FILES[2]),
    ("report", "port_in_plan_file", PRIVATE_FILES[2]),
    # The message does not reveal whether the file exists.
    ("check_portability", "port_in_numbers_file", "../env/no-such-file"),
]


@pytest.mark.parametrize(("playbook", "variable", "path"), OUTSIDE)
def test_a_survey_answer_cannot_name_a_file_outside_the_project(job, simulator, playbook, variable, path):
    """A link in the project to a file outside it is refused as well."""
    hostile = job(playbook, answers=make_answers() | {variable: path}, template=CONFINED, options="-vvv")
    (hostile.folder / "project" / "link").symlink_to("/proc/self/environ")
    hostile.run()
    assert hostile.status == "failed"
    assert f"{variable}: " in hostile.output
    assert "is outside" in hostile.output
    assert_secret_free(hostile)
    assert writes(simulator) == []


def test_a_survey_answer_can_name_a_file_of_the_project(job, simulator):
    numbers = job("port_in", answers={**make_answers(), "port_in_numbers_file": "moves/hq.csv"}, template=CONFINED)
    text = numbers.folder / "project" / "moves" / "hq.csv"
    text.parent.mkdir()
    text.write_text(make_numbers(3))
    assert numbers.run().status == "successful", numbers.output
    assert len(simulator.orders) == 3


def test_a_plan_of_many_orders_says_how_many_it_does_not_show(job, simulator):
    simulator.settings.unportable = {f"523{index:04}": "not our number" for index in range(52)}
    planned = job("plan", answers=make_answers(104, port_in_max_numbers=1)).run()
    assert planned.status == "successful", planned.output
    assert planned.output.count("and 2 more") == 2


@pytest.fixture(params=["directory", "postgresql"])
def store(request, tmp_path):
    """The environment variables of a job with the credential of a state store."""
    if request.param == "directory":
        (tmp_path / "volume").mkdir()
        yield injected("Sinch Porting state store", state_store=str(tmp_path / "volume"), password="")
    else:
        with Postgresql() as server:
            yield injected("Sinch Porting state store", state_store=server.bare_url, password=PASSWORD)


def guarded(job):
    """The ``guard`` of the last result that has one."""
    results = [event.get("event_data", {}).get("res", {}) for event in job.events]
    return [result for result in results if "guard" in result][-1]


def test_a_job_finds_an_order_of_another_job_through_the_state_store(job, simulator, credential, store):
    """Sinch's list does not show the order yet, and the container of the first job is gone."""
    simulator.settings.update({"list_lag_reads": 1000})
    credential.update(store)
    first = job("port_in", answers=make_answers(1), options="--tags plan,create").run()
    second = job("port_in", answers=make_answers(1), options="--tags plan,create -vvv").run()
    assert (first.status, second.status) == ("successful", "successful"), first.output + second.output
    assert len(simulator.orders) == 1
    created, found = guarded(first), guarded(second)
    assert (created["operation"], found["operation"]) == ("create", "none")
    assert {created["guard"], found["guard"]} == {"shared"}
    assert_secret_free(first, second)
    assert PASSWORD not in first.written + second.written


def test_a_job_writes_nothing_if_its_state_store_is_missing(job, simulator, credential, tmp_path):
    credential.update(injected("Sinch Porting state store", state_store=str(tmp_path / "absent"), password=PASSWORD))
    done = job("port_in", answers=make_answers(1), options="--tags plan,create -vvv").run()
    assert done.status == "failed"
    assert "not an existing directory" in done.output
    assert writes(simulator) == []
    assert PASSWORD not in done.written


def test_a_job_writes_nothing_if_its_credential_has_an_empty_state_store(job, simulator, credential):
    """If the field is cleared in AWX, the credential still requires a store."""
    credential.update(injected("Sinch Porting state store", state_store="", password=""))
    done = job("port_in", answers=make_answers(1), options="--tags plan,create").run()
    assert done.status == "failed"
    assert "state_store is not set" in done.output
    assert writes(simulator) == []


def live(simulator) -> list[str]:
    return [order.reference for order in simulator.orders if order.numbers[0].status == "ACTIVATED"]


CHECKED = {"port_in_activation_checks": "checks/call.yml"}
CALL = """
- name: Place a test call
  ansible.builtin.command: "test ! -e {{ port_in_folder }}/no-route"
  changed_when: false
"""


def test_the_activation_workflow_stops_after_the_first_wave_and_goes_on_when_approved(job, simulator):
    """Each of its two jobs has its own container. The second gets what the first has passed on."""
    order = {"desiredPortSchedule": {"desiredPortDate": port_date()}, "onDemandActivation": True}
    for index, prefix in enumerate(("+1217", "+1312", "+1773"), 1):
        numbers = [{"phoneNumber": f"{prefix}5230001", "endUser": {}, "portOutInfo": {"existingPortOutPin": PINS[0]}}]
        made = simulator.create({**order, "customerOrderReference": f"hq-00{index}", "phoneNumbers": numbers})
        simulator.confirm(made.id, foc_date=datetime.date.today().isoformat())
    labels = {order.reference: f"{order.reference}/{order.numbers[0].group}" for order in simulator.orders}
    answers = {"port_in_reference": "hq", "port_in_activation_first": "smallest"}

    def activate(**template):
        done = job("activate", answers=answers, template={**CHECKED, **CONFINED, **template})
        checks = done.folder / "project" / "checks" / "call.yml"
        checks.parent.mkdir()
        checks.write_text(CALL)
        return done

    first = activate(port_in_activation_only_first=True).run()
    assert first.status == "successful", first.output
    (begun,) = live(simulator)
    rest = [label for reference, label in labels.items() if reference != begun]
    assert first.stats["port_in_live_groups"] == [labels[begun]]
    assert first.stats["port_in_next_groups"] == first.stats["port_in_activation_groups"] == rest
    assert first.stats["port_in_waiting_groups"] == []

    # Groups that became ready after the approval are not included.
    numbers = [{"phoneNumber": "+12175239999", "endUser": {}, "portOutInfo": {}}]
    late = simulator.create({**order, "customerOrderReference": "hq-004", "phoneNumbers": numbers})
    simulator.confirm(late.id, foc_date=datetime.date.today().isoformat())
    answers |= {name: value for name, value in first.stats.items() if name.startswith("port_in_")}
    broken = activate()
    (broken.folder / "project" / "no-route").write_text("")
    broken.run()
    assert broken.status == "failed"
    assert live(simulator) == [begun]
    assert broken.stats["port_in_next_groups"] == rest
    assert f"Not live: {', '.join(rest)}." in " ".join(broken.output.split())

    second = activate().run()
    assert second.status == "successful", second.output
    assert sorted(live(simulator)) == sorted(labels)
    assert sorted(second.stats["port_in_live_groups"]) == sorted(labels.values())
    assert_secret_free(first, broken, second)


@pytest.mark.parametrize("path", [*PRIVATE_FILES, "/usr/share/tasks.yml", "../tasks.yml"])
def test_no_launch_runs_a_file_of_tasks_outside_the_project(job, simulator, path):
    """Our surveys do not ask for one, but a user's own template might."""
    hostile = job("activate", answers={"port_in_reference": "hq", "port_in_activation_checks": path}, template=CONFINED)
    (hostile.folder / "project" / "link").symlink_to("/proc/self/environ")
    (hostile.folder / "tasks.yml").write_text("- ansible.builtin.command: env\n")
    hostile.run()
    assert hostile.status == "failed", path
    assert "port_in_activation_checks: " in hostile.output
    assert "is outside" in hostile.output
    assert_secret_free(hostile)
    assert simulator.requests == []


def test_a_first_wave_without_orders_has_nothing_to_do(job, simulator):
    answers = {"port_in_reference": "nowhere", "port_in_activation_first": "smallest"}
    done = job("activate", answers=answers, template={"port_in_activation_only_first": True}).run()
    assert done.status == "successful", done.output
    assert "There is nothing to activate." in done.output
    assert done.stats["port_in_live_groups"] == done.stats["port_in_next_groups"] == []
    assert writes(simulator) == []
