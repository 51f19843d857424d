# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demonstration: the quickstart playbook against a simulated Sinch."""

from __future__ import annotations

import environments
import machine
import paths
import processes
from simulation import Simulator, run_simulator


def show(*, hold: bool) -> int:
    """Run the playbook and return its exit code; ``hold`` leaves the simulator up, for playbooks run by hand."""
    environment = machine.run_environment()
    print(f"Making the environment: ansible-core {environment.pairing.core}, requests, pydantic", flush=True)
    folder = environments.make(environment)
    paths.link_checkout()
    with run_simulator(folder, "demo") as simulator:
        print(f"A simulated Sinch is up; watch its orders at {simulator.url}/\n", flush=True)
        command = [
            str(folder / "ansible-playbook"),
            "-i",
            "localhost,",
            str(paths.ROOT / "playbooks" / "quickstart.yml"),
        ]
        environ = processes.make_environ(folder, **simulator.variables)
        code = processes.show(command, environ=environ)
        if hold:
            print(_how_to_connect(simulator))
            input(f"The page stays at {simulator.url}/ until you press Enter. ")
    print("The simulator is stopped." + ("" if hold else " To leave it up: make demo HOLD=1"))
    return code


def _how_to_connect(simulator: Simulator) -> str:
    settings = " ".join(f"{name}={value}" for name, value in simulator.variables.items())
    return f"\nTo port numbers by hand there, in another shell:\n\nexport {settings}\n"
