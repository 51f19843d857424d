# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`make demo` as users run it: its output, examples run at the same time, and its end."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from documented import blocks, dates, in_future
from example_cases import TODAY
from harness import ROOT
from typed import environ


@contextmanager
def demo(*words: str, stdin: int = subprocess.DEVNULL) -> Iterator[subprocess.Popen[str]]:
    """Run `make demo` in its own session, which ends with the block."""
    process = subprocess.Popen(
        ["make", "--no-print-directory", "demo", *words],
        cwd=ROOT,
        env=environ(),
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            process.communicate(timeout=60)
        if process.stdout:
            process.stdout.close()


def read_until(process: subprocess.Popen[str], words: str) -> str:
    """The output up to the first line with these words. Fails if they do not appear."""
    assert process.stdout
    printed = ""
    for line in process.stdout:
        printed += line
        if words in line:
            return printed
    raise AssertionError(f"{words!r} is not in:\n{printed}")


def get(url: str) -> Any:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(url, timeout=10) as answer:
        return json.load(answer)


def simulator_of(printed: str) -> str:
    found = re.search(r"http://127\.0\.0\.1:\d+", printed)
    assert found
    return found[0]


def test_it_shows_the_life_of_an_order_and_the_next_steps() -> None:
    with demo() as process:
        printed, dummy = process.communicate(timeout=300)
    assert process.returncode == 0, printed
    life = [
        "The first time pip fetches them",
        "A simulated Sinch is up",
        "3 of 3 can be ported",
        "is PENDING",
        "is rejected: The service address does not match",
        "2 ACTIVATED, 1 REJECTED",
        "2 of 3 numbers are live",
        "The simulator is stopped. The report stays at .build/demo/report.html",
        "make demo HOLD=1",
    ]
    places = [printed.find(words) for words in life]
    assert -1 not in places, printed
    assert places == sorted(places)
    report = ROOT / ".build" / "demo" / "report.html"
    assert "+13125230173" in report.read_text(encoding="utf-8")
    named = [ROOT / words.split()[1] for words in printed.splitlines() if words.startswith("  less ")]
    assert len(named) == 2
    assert [path for path in named if not path.is_file()] == []


def test_the_first_example_works_at_the_same_time_and_ctrl_c_ends_it(tmp_path: Path) -> None:
    example, command = blocks(ROOT / "README.md", "yaml", "console")[:2]
    text = example.text
    for day in set(dates(yaml.safe_load(text))):
        text = text.replace(day, in_future(day, TODAY))
    (tmp_path / "port.yml").write_text(text)
    with demo("HOLD=1") as process:
        printed = read_until(process, "Press Ctrl-C")
        source, typed = (
            line.strip() for line in printed.splitlines() if line.startswith(("  source ", "  BAKERY_PIN="))
        )
        assert typed.split("ansible-playbook")[1] == command.text.split("ansible-playbook")[1].rstrip()
        plain = {"PATH": os.defpath, "HOME": str(tmp_path), "LANG": "C.UTF-8"}
        ran = subprocess.run(
            ["bash", "-c", f"{source} && {typed}"], cwd=tmp_path, env=plain, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
        assert "is PENDING: {'+12175230143': 'PENDING'}" in ran.stdout
        url = simulator_of(printed)
        assert get(f"{url}/_simulator/settings")["pace"] == 10
        assert [order["reference"] for order in get(f"{url}/_simulator/state")["orders"]] == [
            "branch-17-move",
            "quickstart",
        ]
        os.killpg(process.pid, signal.SIGINT)
        rest, dummy = process.communicate(timeout=60)
    assert "The simulator is stopped." in rest
    assert "Traceback" not in printed + rest
    assert not Path(source.split()[1]).exists()
    with pytest.raises(urllib.error.URLError):
        get(f"{url}/_simulator/settings")


def test_enter_ends_it_at_a_terminal() -> None:
    keyboard, terminal = pty.openpty()
    try:
        with demo("HOLD=1", stdin=terminal) as process:
            printed = read_until(process, "port.yml is the first example")
            os.write(keyboard, b"\n")
            rest, dummy = process.communicate(timeout=60)
    finally:
        os.close(keyboard)
        os.close(terminal)
    assert process.returncode == 0
    assert rest.replace("Press Enter to stop the simulator. ", "").strip() == "The simulator is stopped."
    with pytest.raises(urllib.error.URLError):
        get(f"{simulator_of(printed)}/_simulator/settings")
