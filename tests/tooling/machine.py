# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pairings of Python and ansible-core that are tested on this machine, and an environment for each purpose."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import environments
import paths
import processes
import pythons
from environments import Environment
from processes import Ended
from pythons import Pairing


@dataclass(frozen=True)
class Machine:
    newest: Pairing
    oldest: Pairing
    units: list[Pairing]

    @property
    def ends(self) -> list[Pairing]:
        """The oldest and the newest pairing. They are the same if there is only one."""
        return [self.newest] if self.newest == self.oldest else [self.newest, self.oldest]


@functools.cache
def look() -> Machine:
    """Find the Pythons, and choose the pairings."""
    found = pythons.find_interpreters()
    if not found:
        raise SystemExit("No Python from 3.10 to 3.14 was found that can import venv and ensurepip.")
    return Machine(
        newest=pythons.newest_pairing(found),
        oldest=pythons.oldest_pairing(found),
        units=pythons.unit_pairings(found),
    )


def describe() -> str:
    """List the pairings that are tested, and the missing Pythons."""
    machine = look()
    present = {pairing.python.minor for pairing in machine.units}
    absent = [f"3.{minor}" for minor in pythons.SUPPORTED if minor not in present]
    lines = [
        "Everything: " + _name(machine.newest),
        "Unit, integration, sanity: " + " and ".join(_name(pairing) for pairing in machine.ends),
        "Unit: " + ", ".join(_name(pairing) for pairing in machine.units),
    ]
    if absent:
        lines.append("Not on this machine, so not tested: Python " + ", ".join(absent))
    return "\n".join(lines)


def _name(pairing: Pairing) -> str:
    return f"ansible-core {pairing.core} on Python {pairing.python.version}"


def run_environment() -> Environment:
    """The minimum for running the collection and the simulator."""
    return Environment(name="run", pairing=look().newest, requirements=("run.txt", "simulator.txt"))


def letter_environment() -> Environment:
    """The packages for comparing an order with a record and making its letter."""
    return Environment(name="letter", pairing=look().newest, requirements=("run.txt", "letter.txt"))


def test_environment(pairing: Pairing) -> Environment:
    """The packages for pytest, on one pairing."""
    return Environment(name=pairing.name, pairing=pairing, requirements=("run.txt", "simulator.txt", "unit.txt"))


def partner_environment(name: str) -> Environment:
    """The packages for pytest, and another program that runs the collection, on the newest pairing."""
    requirements = ("run.txt", "simulator.txt", "unit.txt", f"{name}.txt")
    return Environment(name=name, pairing=look().newest, requirements=requirements)


def tools_environment() -> Environment:
    """All linters and build tools, on the newest pairing."""
    return Environment(name="tools", pairing=look().newest, requirements=("run.txt", "tools.txt"))


def run_in(environment: Environment, *command: str, **variables: str) -> Ended:
    """Create the environment, and run one of its commands in the checkout."""
    folder = environments.make(environment)
    paths.link_checkout()
    return processes.run([str(folder / command[0]), *command[1:]], environ=processes.make_environ(folder, **variables))
