# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Demonstration, offline: compare an order with the losing carrier's record, correct it, and make its letter."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

import machine
import paths
import showing

SAMPLE = paths.ROOT / "tests" / "demo" / "letter"
FOLDER = paths.BUILD / "letter"
TABLE = FOLDER / "hq.csv"
LETTER = FOLDER / "letters" / "hq.pdf"
SETTINGS = FOLDER / "environment"

# The address in the order, and in the record.
WRONG, RIGHT = "Avenue", "Road"

LINT = ("ansible-playbook", "sinch.porting.lint", "-e", "@hq.yml")
MAKE = ("ansible-playbook", "letter.yml", "-e", "@hq.yml")

VARIABLES = {
    "ANSIBLE_LOCALHOST_WARNING": "false",
    "ANSIBLE_INVENTORY_UNPARSED_WARNING": "false",
    "ANSIBLE_DISPLAY_SKIPPED_HOSTS": "false",
    **showing.READABLE,
}

NEXT = """
The letter is at {letter}
Nothing was sent to any service.

What to do next:
  cd {folder} && source environment
  {lint}
  {make}
  less {guide}

Change hq.csv or csr.yml between the commands, and see what is found. The guide does it with your own bill,
up to the signed letter that is attached to its order.
"""


def show() -> int:
    """Run the three commands in a new folder. Return the exit code of the first that fails, else 0."""
    commands = showing.make(machine.letter_environment())
    shutil.rmtree(FOLDER, ignore_errors=True)
    shutil.copytree(SAMPLE, FOLDER)
    showing.write_settings(SETTINGS, commands, VARIABLES)
    print("\nThe order is in hq.csv, the losing carrier's record in csr.yml. Do they agree?\n", flush=True)
    code = _run(commands, LINT)
    if code:
        return code
    _correct()
    print(f"\nThe record is right, so {WRONG} becomes {RIGHT} in hq.csv. Once more:\n", flush=True)
    code = _run(commands, LINT) or _run(commands, MAKE)
    if code:
        return code
    folder, letter = (path.relative_to(paths.ROOT) for path in (FOLDER, LETTER))
    guide = "../../docs/guides/before-the-order.md"
    print(NEXT.format(letter=letter, folder=folder, lint=shlex.join(LINT), make=shlex.join(MAKE), guide=guide))
    return 0


def _run(commands: Path, command: tuple[str, ...]) -> int:
    print(f"$ {shlex.join(command)}", flush=True)
    return showing.run(commands, *command, variables=VARIABLES, cwd=FOLDER)


def _correct() -> None:
    TABLE.write_text(TABLE.read_text(encoding="utf-8").replace(f",{WRONG},", f",{RIGHT},"), encoding="utf-8")
