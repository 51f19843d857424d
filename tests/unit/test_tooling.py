# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The driver of ``make``: finding Pythons, pairing them with ansible-core, and counting tests."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

from ansible_collections.sinch.porting.tests.tooling import outcomes, pythons

# Minor versions on a machine; the oldest and the newest pairing; the pairings of the unit tests.
MACHINES = [
    (
        [10, 11, 12, 13, 14],
        ("2.16", 10),
        ("2.21", 14),
        [(10, "2.16"), (11, "2.19"), (12, "2.21"), (13, "2.21"), (14, "2.21")],
    ),
    ([10, 11, 12, 13], ("2.16", 10), ("2.21", 13), [(10, "2.16"), (11, "2.19"), (12, "2.21"), (13, "2.21")]),
    ([12, 13], ("2.16", 12), ("2.21", 13), [(12, "2.16"), (13, "2.21")]),
    ([10], ("2.16", 10), ("2.17", 10), [(10, "2.16"), (10, "2.17")]),
    ([11], ("2.16", 11), ("2.19", 11), [(11, "2.16"), (11, "2.19")]),
    ([12], ("2.16", 12), ("2.21", 12), [(12, "2.16"), (12, "2.21")]),
    ([13], ("2.18", 13), ("2.21", 13), [(13, "2.18"), (13, "2.21")]),
    ([14], ("2.20", 14), ("2.21", 14), [(14, "2.20"), (14, "2.21")]),
]


@pytest.mark.parametrize(("minors", "oldest", "newest", "units"), MACHINES)
def test_pairings_use_the_available_pythons(
    minors: list[int], oldest: tuple[str, int], newest: tuple[str, int], units: list[tuple[int, str]]
) -> None:
    found = {minor: pythons.Interpreter(minor=minor, path=f"python3.{minor}") for minor in minors}
    ends = [pythons.oldest_pairing(found), pythons.newest_pairing(found)]
    assert [(pairing.core, pairing.python.minor) for pairing in ends] == [oldest, newest]
    assert [(pairing.python.minor, pairing.core) for pairing in pythons.unit_pairings(found)] == units


def put_command(folder: Path, name: str, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    command = folder / name
    command.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    command.chmod(0o755)


def test_failing_shims_are_skipped_and_neighboring_versions_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shims, versions = tmp_path / "shims", tmp_path / "versions"
    put_command(shims, "python3.12", "echo 'no such version' >&2; exit 127")
    put_command(shims, "python3.13", "echo nonsense")
    put_command(shims, "python3", f"echo 11; echo {versions / '3.11.7'}; echo 3")
    put_command(versions / "3.11.7" / "bin", "python3.11", "exit 1")
    put_command(versions / "3.10.1" / "bin", "python3.10", f"echo 10; echo {versions / '3.10.1'}; echo 3")
    monkeypatch.setenv("PATH", str(shims))
    found = pythons.find_interpreters()
    assert {minor: python.path for minor, python in found.items()} == {
        10: str(versions / "3.10.1" / "bin" / "python3.10"),
        11: str(shims / "python3"),
    }


def test_this_python_is_found() -> None:
    assert sys.version_info.minor in pythons.find_interpreters()


REPORTS = [
    ('<testsuite tests="3" failures="1"/>', 1, (2, 1, 0)),
    ('<testsuite tests="2"><testcase><skipped message="no tty"/></testcase></testsuite>', 0, (1, 0, 1)),
    ('<testsuite tests="0" errors="0"/>', 5, (0, 1, 0)),
    ("", 2, (0, 1, 0)),
]


@pytest.mark.parametrize(("suites", "code", "counts"), REPORTS)
def test_a_pytest_report_is_counted(tmp_path: Path, suites: str, code: int, counts: tuple[int, int, int]) -> None:
    report = tmp_path / "report.xml"
    if suites:
        report.write_text(f"<testsuites>{suites}</testsuites>", encoding="utf-8")
    outcome = outcomes.judge_pytest(Ended(code), report)
    assert (outcome.passed, outcome.failed, outcome.skipped) == counts


class Ended:
    """A process that ended with this exit code."""

    output = ""

    def __init__(self, code: int) -> None:
        self.code = code


NO_BROWSER = Counter({"no browser": 2})
RUNS = [
    ([outcomes.Outcome(3, 0, ""), outcomes.Outcome(1, 0, "")], ("4 passed, 0 failed, 0 skipped", 0)),
    ([outcomes.Outcome(3, 0, "", NO_BROWSER), outcomes.Outcome(1, 0, "")], ("4 passed, 0 failed, 2 skipped", 0)),
    ([outcomes.Outcome(3, 1, "", NO_BROWSER)], ("3 passed, 1 failed, 2 skipped", 1)),
    ([outcomes.Outcome(0, 0, "", NO_BROWSER)], ("0 passed, 0 failed, 2 skipped", 1)),
]


@pytest.mark.parametrize(("steps", "expected"), RUNS)
def test_the_last_line_also_counts_skips(steps: list[outcomes.Outcome], expected: tuple[str, int]) -> None:
    assert outcomes.sum_up(steps) == expected


def test_figures_of_tests_are_added_up(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    case = '<testcase><properties><property name="{}" value="{}"/></properties></testcase>'
    cases = case.format("duplicates", 0) + case.format("schedules", 50) + case.format("schedules", 51)
    report.write_text(f'<testsuites><testsuite tests="3">{cases}</testsuite></testsuites>', encoding="utf-8")
    assert outcomes.judge_pytest(Ended(0), report).figures == {"duplicates": 0, "schedules": 101}


def test_steps_are_counted_in_singular_and_plural() -> None:
    one = outcomes.Outcome(passed=1, failed=0, output="")
    assert [outcomes.counted([one] * count) for count in (1, 2)] == ["1 step", "2 steps"]
