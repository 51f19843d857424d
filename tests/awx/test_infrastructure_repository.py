# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The example of an infrastructure repository, as a git repository: reviewed, merged, and watched at night."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from conftest import port_date
from jobs import ROOT, SECRET

EXAMPLE = ROOT / "docs" / "examples" / "infrastructure-repository"
# With letters: clocks and temporary folders are full of digits.
PIN = "pin729106"


class Repository:
    """A clone of the example, its vault locked, on a machine with the credentials."""

    def __init__(self, folder: Path, credential: dict[str, str]) -> None:
        self.folder = folder / "repository"
        shutil.copytree(EXAMPLE, self.folder)
        (self.folder / ".vault-password").write_text("only for this test")
        self.environ = {
            **credential,
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "ANSIBLE_COLLECTIONS_PATH": os.environ["ANSIBLE_COLLECTIONS_PATH"],
            "ANSIBLE_VAULT_PASSWORD_FILE": str(self.folder / ".vault-password"),
        }
        for words in (
            ["git", "init", "-q", "-b", "main"],
            ["git", "config", "user.email", "ada@example.com"],
            ["git", "config", "user.name", "Ada"],
        ):
            self.run(*words)
        self.replace("hq-move.yml", "2027-03-02", port_date())
        self.replace("hq-move.vault.yml", "729106", PIN)
        self.run("ansible-vault", "encrypt", "moves/hq-move.vault.yml")

    def run(self, *words: str, expect: int = 0) -> str:
        ended = subprocess.run(
            words, cwd=self.folder, env=self.environ, capture_output=True, text=True, check=False, timeout=240
        )
        output = ended.stdout + ended.stderr
        assert ended.returncode == expect, output
        assert PIN not in output
        assert SECRET not in output
        return output

    def replace(self, name: str, old: str, new: str) -> None:
        path = self.folder / "moves" / name
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))

    def commit(self, message: str) -> None:
        self.run("git", "add", "-A")
        self.run("git", "commit", "-q", "-m", message)


@pytest.fixture
def repository(tmp_path: Path, credential: dict[str, str]) -> Repository:
    return Repository(tmp_path, credential)


def test_a_move_is_reviewed_merged_and_watched(repository, simulator):
    repository.run("git", "switch", "-q", "-c", "hq-move")
    repository.run("./port-in", "lint", "hq-move")
    repository.run("./port-in", "plan", "hq-move")
    repository.commit("Move the headquarters")
    tracked = repository.run("git", "grep", "-l", "", "HEAD")
    assert "plans/hq-move.plan.json" in tracked
    assert ".vault-password" not in tracked

    assert "+12175230143" in repository.run("./port-in", "preview", "hq-move")
    assert simulator.orders == []

    repository.run("git", "checkout", "-q", "-b", "merged")
    repository.run("./port-in", "apply", "hq-move")
    assert len(simulator.orders) == 2
    assert all(PIN in str(number.given) for order in simulator.orders for number in order.numbers)
    assert repository.run("git", "status", "--porcelain") == ""

    simulator.clear_requests()
    repository.run("./port-in", "apply", "hq-move")
    repository.run("./port-in", "drift", "hq-move")
    assert simulator.writes == []

    order = simulator.orders[0]
    schedule = {**order.given["desiredPortSchedule"], "desiredPortTime": "11:00:00"}
    simulator.change(order.id, extra={"desiredPortSchedule": schedule})
    drift = " ".join(repository.run("./port-in", "drift", "hq-move", expect=2).split())
    assert f"Sinch differs from the repository in {order.reference}." in drift
    assert simulator.writes == []


def test_numbers_that_are_not_those_of_the_plan_fail_the_review(repository, simulator):
    repository.run("./port-in", "plan", "hq-move")
    numbers = repository.folder / "moves" / "hq-move.csv"
    numbers.write_text(numbers.read_text() + "+12175230149,Harbor Bakery,12,Harbor,Road,Springfield,IL,62701\n")
    assert "+12175230149" in repository.run("./port-in", "preview", "hq-move", expect=2)
    assert simulator.writes == []


def test_the_pipelines_run_commands_that_exist():
    for name in (".github/workflows/port-in.yml", ".gitlab-ci.yml"):
        text = (EXAMPLE / name).read_text()
        assert yaml.safe_load(text)
        for step in ("lint", "preview", "apply", "drift"):
            assert f"./port-in {step} " in text
