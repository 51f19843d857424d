# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Outcomes of steps, also from pytest's report."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from processes import Ended


@dataclass(frozen=True)
class Outcome:
    """Counts of a step. ``skips`` maps reasons to counts; ``output`` is shown if the step failed.

    ``figures`` are other counts of the tests, by name. They are printed with the step.
    """

    passed: int
    failed: int
    output: str
    skips: Counter[str] = field(default_factory=Counter)
    figures: Counter[str] = field(default_factory=Counter)

    @property
    def skipped(self) -> int:
        return self.skips.total()


def judge_check(ended: Ended) -> Outcome:
    """The outcome of a tool that does not count: one check."""
    return Outcome(passed=int(ended.code == 0), failed=int(ended.code != 0), output=ended.output)


def judge_pytest(ended: Ended, report: Path) -> Outcome:
    """Read pytest's report. A run that failed without a failed test, or that ran no test, counts as one failure."""
    tests = failed = 0
    skips: Counter[str] = Counter()
    figures: Counter[str] = Counter()
    if report.is_file():
        for suite in ElementTree.parse(report).getroot().iter("testsuite"):
            tests += int(suite.get("tests", 0))
            failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            skips.update(skipped.get("message", "no reason given") for skipped in suite.iter("skipped"))
            for kept in suite.iterfind("testcase/properties/property"):
                figures[kept.get("name", "")] += int(kept.get("value", "0"))
    passed = max(0, tests - failed - skips.total())
    if ended.code and not failed:
        failed = 1
    return Outcome(passed=passed, failed=failed, output=ended.output, skips=skips, figures=figures)


def counted(outcomes: Sequence[Outcome]) -> str:
    return "1 step" if len(outcomes) == 1 else f"{len(outcomes)} steps"


def sum_up(outcomes: Sequence[Outcome]) -> tuple[str, int]:
    """Return the last line of a run and its exit code. A run in which nothing passed fails."""
    passed = sum(outcome.passed for outcome in outcomes)
    failed = sum(outcome.failed for outcome in outcomes)
    skipped = sum(outcome.skipped for outcome in outcomes)
    return f"{passed} passed, {failed} failed, {skipped} skipped", int(bool(failed) or not passed)
