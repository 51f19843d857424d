# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts and stops the simulator of the API."""

from __future__ import annotations

import json
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import paths
import processes

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 30.0  # seconds after which it must be listening


@dataclass(frozen=True)
class Simulator:
    url: str

    @property
    def variables(self) -> dict[str, str]:
        """The environment variables from which the collection reads the connection."""
        return {
            "SINCH_PROJECT_ID": "demonstration",
            "SINCH_KEY_ID": "demonstration-key",
            "SINCH_KEY_SECRET": "demonstration-secret",
            "SINCH_PORTING_API_URL": self.url,
            "SINCH_AUTH_URL": f"{self.url}/oauth2/token",
        }

    def set(self, **settings: Any) -> None:
        """Change settings of the running simulator; tests/simulator/README.md lists them."""
        request = urllib.request.Request(
            f"{self.url}/_simulator/settings",
            data=json.dumps(settings).encode(),
            headers={"Content-Type": "application/json"},
            method="PUT",
        )
        urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=PATIENCE).close()


@contextmanager
def run_simulator(bin_folder: Path, name: str, **settings: Any) -> Iterator[Simulator]:
    """Start the simulator on a free port of the loopback interface, and stop it at the end."""
    folder = paths.BUILD / "simulators" / name
    folder.mkdir(parents=True, exist_ok=True)
    port_file, log = folder / "port", folder / "log"
    port_file.unlink(missing_ok=True)
    command = [str(bin_folder / "python"), str(paths.ROOT / "tests" / "simulator"), "--port-file", str(port_file)]
    command += [word for key, value in settings.items() for word in ("--set", f"{key}={json.dumps(value)}")]
    with (
        log.open("w", encoding="utf-8") as output,
        processes.start(command, environ=processes.make_environ(bin_folder), output=output) as process,
    ):
        deadline = time.monotonic() + PATIENCE
        while not (port_file.is_file() and port_file.read_text(encoding="utf-8").strip()):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the simulator did not start:\n{log.read_text(encoding='utf-8')}")
            time.sleep(0.05)
        yield Simulator(url=f"http://127.0.0.1:{port_file.read_text(encoding='utf-8').strip()}")
