# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demonstration: the quickstart playbook against a simulated Sinch whose orders progress automatically."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import machine
import paths
import showing
from simulation import Simulator, run_simulator

FOLDER = paths.BUILD / "demo"
REPORT = FOLDER / "report"
SETTINGS = FOLDER / "environment"

# Seconds between two statuses of an order: of those in the quickstart, and of those that a user creates afterwards.
QUICK, STEADY = 3, 10
REJECTIONS = {"+13125230173": "The service address does not match the customer service record."}

LATER = """
The simulator is stopped. The report stays at {report}

What to do next:
  make demo HOLD=1                       leave the simulator up, and port numbers there with your own playbooks
  less README.md                         the collection, and the first example to try there
  less docs/guides/life-of-an-order.md   every step of a port, task by task
"""

NOW = """
The report is at {report}
The simulator stays up at {url}/
Orders made now are confirmed after {pace} seconds and live after {twice}; the buttons of its page do what carriers do.

What to do next, in another shell:
  source {settings}
  BAKERY_PIN=2468 ansible-playbook port.yml

The first line sets the simulator's address, a key and PATH; port.yml is the first example of README.md.
"""


def show(*, hold: bool) -> int:
    """Run the playbook and return its exit code. With ``hold`` the simulator keeps running for the user's playbooks."""
    folder = showing.make(machine.run_environment())
    FOLDER.mkdir(parents=True, exist_ok=True)
    with run_simulator(folder, "demo", pace=QUICK, rejections=REJECTIONS) as simulator:
        print(f"A simulated Sinch is up; watch its orders at {simulator.url}/\n", flush=True)
        code = _run_quickstart(folder, simulator)
        if hold:
            _hold(folder, simulator)
    print("The simulator is stopped." if hold or code else LATER.format(report=_report()), flush=True)
    return code


def _run_quickstart(folder: Path, simulator: Simulator) -> int:
    return showing.run(
        folder,
        *("ansible-playbook", "-i", "localhost,", str(paths.ROOT / "playbooks" / "quickstart.yml")),
        *("-e", f"quickstart_report={REPORT}"),
        variables={**showing.READABLE, **simulator.variables},
    )


def _hold(folder: Path, simulator: Simulator) -> None:
    """Wait for Enter or Ctrl-C, or without standard input for a signal that ends the program."""
    simulator.set(pace=STEADY)
    showing.write_settings(SETTINGS, folder, simulator.variables)
    print(NOW.format(report=_report(), url=simulator.url, pace=STEADY, twice=2 * STEADY, settings=SETTINGS))
    try:
        if sys.stdin is not None and sys.stdin.isatty():
            input("Press Enter to stop the simulator. ")
        else:
            print("Press Ctrl-C to stop the simulator.", flush=True)
            while True:
                signal.pause()
    except (KeyboardInterrupt, EOFError):
        print()
    finally:
        SETTINGS.unlink(missing_ok=True)


def _report() -> str:
    """The path of the report, relative to the checkout."""
    return f"{REPORT.relative_to(paths.ROOT)}.html"
