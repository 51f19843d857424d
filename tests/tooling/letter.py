# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An order compared with the losing carrier's record, corrected, and its letter of authorization; all of it offline."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path

import environments
import machine
import paths
import processes

SAMPLE = paths.ROOT / "tests" / "demo" / "letter"
FOLDER = paths.BUILD / "letter"
TABLE = FOLDER / "hq.csv"
LETTER = FOLDER / "letters" / "hq.pdf"
SETTINGS = FOLDER / "environment"

# As the order is typed, and as the record has it.
WRONG, RIGHT = "Avenue", "Road"

LINT = ("ansible-playbook", "sinch.porting.lint", "-e", "@hq.yml")
MAKE = ("ansible-playbook", "letter.yml", "-e", "@hq.yml")

VARIABLES = {
    "ANSIBLE_LOCALHOST_WARNING": "false",
    "ANSIBLE_INVENTORY_UNPARSED_WARNING": "false",
    "ANSIBLE_DISPLAY_SKIPPED_HOSTS": "false",
    # The readable form of results on every core: 2.17 and 2.18 would print them as JSON on one line.
    "ANSIBLE_CALLBACK_RESULT_FORMAT": "yaml",
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
    """Run the three commands in a folder that is made anew, and return the exit code of the first that failed."""
    environment = machine.letter_environment()
    print(
        f"Making the environment: ansible-core {environment.pairing.core} and a few packages. "
        "The first time pip fetches them.",
        flush=True,
    )
    commands = environments.make(environment)
    paths.link_checkout()
    shutil.rmtree(FOLDER, ignore_errors=True)
    shutil.copytree(SAMPLE, FOLDER)
    _write_settings(commands)
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
    environ = processes.make_environ(commands, **VARIABLES)
    if sys.stdout.isatty():
        environ = {name: value for name, value in environ.items() if name not in ("NO_COLOR", "ANSIBLE_NOCOLOR")}
    return processes.show([str(commands / command[0]), *command[1:]], environ=environ, cwd=FOLDER)


def _correct() -> None:
    TABLE.write_text(TABLE.read_text(encoding="utf-8").replace(f",{WRONG},", f",{RIGHT},"), encoding="utf-8")


def _write_settings(commands: Path) -> None:
    variables = {**VARIABLES, "ANSIBLE_COLLECTIONS_PATH": str(paths.TREE)}
    lines = [f"export {name}={shlex.quote(value)}" for name, value in variables.items()]
    lines.append(f"export PATH={shlex.quote(str(commands))}:$PATH")
    SETTINGS.write_text("\n".join(lines) + "\n", encoding="utf-8")
