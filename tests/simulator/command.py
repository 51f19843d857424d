# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line."""

from __future__ import annotations

import argparse
import json
import os
import signal
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .settings import CHECKS
from .simulator import Simulator


def main(arguments: Sequence[str] | None = None) -> int:
    parser = _make_parser()
    given = parser.parse_args(arguments)
    try:
        simulator = Simulator(host=given.host, port=given.port, **_read_settings(given))
    except (ValueError, OSError) as error:
        parser.error(str(error))
    stopped = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda _signal, _frame: stopped.set())
    with simulator:
        if given.port_file:
            _write_whole(given.port_file, f"{simulator.port}\n")
        if not given.quiet:
            print(f"The simulator of the Sinch Porting API listens at {simulator.url}/", flush=True)
        stopped.wait()
    return 0


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="simulator", description="A simulated Sinch Porting API on this machine.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen at (default: %(default)s)")
    parser.add_argument("--port", type=int, default=0, help="port to listen at (default: any free one)")
    parser.add_argument("--port-file", type=Path, metavar="FILE", help="write the port here once it listens")
    parser.add_argument("--pace", type=float, metavar="SECONDS", help="let orders move by themselves, a step each time")
    parser.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help=f"a setting: {', '.join(CHECKS)}"
    )
    parser.add_argument("--quiet", action="store_true", help="print nothing")
    return parser


def _read_settings(given: argparse.Namespace) -> dict[str, Any]:
    settings = {} if given.pace is None else {"pace": given.pace}
    for entry in given.set:
        name, equals, text = entry.partition("=")
        if not equals:
            raise ValueError(f"--set {entry}: write it as name=value")
        if name not in CHECKS:
            raise ValueError(f"--set {entry}: there is no setting {name}; there are {', '.join(CHECKS)}")
        try:
            settings[name] = json.loads(text)
        except ValueError:
            settings[name] = text
    return settings


def _write_whole(path: Path, text: str) -> None:
    """Writes a file atomically, so that no reader sees part of it."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)
