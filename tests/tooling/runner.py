# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs as many steps in parallel as there are cores, and reports their outcomes."""

from __future__ import annotations

import os
import time
import traceback
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from typing import TYPE_CHECKING

import processes
from environments import BrokenEnvironmentError
from outcomes import Outcome, counted, sum_up

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Step:
    name: str
    run: Callable[[], Outcome]


def run_all(steps: list[Step], *, verbose: bool = False) -> int:
    """Run every step, even if others fail. Print the sum at the end, and return the exit code."""
    outcomes: list[Outcome] = []
    began = time.monotonic()
    executor = ThreadPoolExecutor(max_workers=max(1, os.cpu_count() or 1))
    try:
        waiting = {executor.submit(_time, step): step for step in steps}
        for future in as_completed(waiting):
            outcome, seconds = future.result()
            outcomes.append(outcome)
            _tell(waiting[future], outcome, seconds, verbose=verbose)
    except KeyboardInterrupt:
        print("interrupted", flush=True)
        return 130
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
        processes.stop_all()
    line, code = sum_up(outcomes)
    print(f"{counted(outcomes)} in {time.monotonic() - began:.0f} seconds\n{line}", flush=True)
    return code


def _time(step: Step) -> tuple[Outcome, float]:
    began = time.monotonic()
    try:
        outcome = step.run()
    except BrokenEnvironmentError as failure:
        outcome = Outcome(passed=0, failed=1, output=f"its environment could not be made: {failure}")
    except Exception:  # the other steps continue; the traceback becomes the output of this one
        outcome = Outcome(passed=0, failed=1, output=traceback.format_exc())
    return outcome, time.monotonic() - began


def _tell(step: Step, outcome: Outcome, seconds: float, *, verbose: bool) -> None:
    counts = f"{outcome.passed} passed, {outcome.failed} failed, {outcome.skipped} skipped"
    word = "FAILED" if outcome.failed else "ok"
    print(f"{word:<6}  {step.name:<32} {seconds:6.1f} s   {counts}", flush=True)
    if outcome.figures:
        print(f"        {', '.join(f'{count} {name}' for name, count in outcome.figures.items())}", flush=True)
    for reason, count in sorted(outcome.skips.items()):
        print(f"        skipped {count}: {reason}", flush=True)
    if outcome.failed or verbose:
        print(f"---- output of {step.name}\n{outcome.output.rstrip()}\n---- end of {step.name}", flush=True)
