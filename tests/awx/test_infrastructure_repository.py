# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The example infrastructure repository, cloned by itself, with the artifact: reviewed, merged, followed."""

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
# They contain letters, because times and the names of temporary folders contain digits.
PIN = "pin729106"


@pytest.fixture(scope="session")
def artifact(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The collection's artifact, built from the files of the checkout that git tracks."""
    copy, built = tmp_path_factory.mktemp("copy"), tmp_path_factory.mktemp("built")
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    for name in subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0"):
        if name and (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, copy / name)
    build = ["ansible-galaxy", "collection", "build", "--output-path", str(built)]
    subprocess.run(build, cwd=copy, env={**os.environ, "HOME": str(built)}, capture_output=True, check=True)
    (archive,) = built.glob("*.tar.gz")
    return archive


class Repository:
    """A clone of the example with an encrypted vault, on a machine with the credentials and no other collection."""

    def __init__(self, folder: Path, credential: dict[str, str]) -> None:
        self.folder = folder / "repository"
        self.environ = {
            **credential,
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "GIT_CONFIG_GLOBAL": "/dev/null",
            "ANSIBLE_VAULT_PASSWORD_FILE": ".vault-password",
        }
        for name in ("AUTHOR", "COMMITTER"):
            self.environ |= {f"GIT_{name}_NAME": "Ada", f"GIT_{name}_EMAIL": "ada@example.com"}

    def prepare(self, artifact: Path) -> None:
        """Clone the example, and follow its README."""
        origin = self.folder.parent / "origin"
        shutil.copytree(EXAMPLE, origin, ignore=shutil.ignore_patterns("__pycache__"))
        for words in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", "The example"]):
            self.run("git", *words, place=origin)
        self.run("git", "clone", "-q", str(origin), str(self.folder), place=origin.parent)
        (self.folder / ".vault-password").write_text("only for this test")
        self.run("ansible-galaxy", "collection", "install", "--offline", str(artifact), "-p", "collections")
        self.replace("hq-move.yml", "2027-03-02", port_date())
        self.replace("hq-move.vault.yml", "729106", PIN)
        self.run("ansible-vault", "encrypt", "moves/hq-move.vault.yml")

    def run(self, *words: str, expect: int = 0, place: Path | None = None) -> str:
        ended = subprocess.run(
            words, cwd=place or self.folder, env=self.environ, capture_output=True, text=True, check=False, timeout=240
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


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory, artifact: Path) -> Path:
    """The folder of a clone that is ready for the first plan."""
    folder = tmp_path_factory.mktemp("prepared")
    Repository(folder, {}).prepare(artifact)
    return folder


@pytest.fixture
def repository(tmp_path: Path, credential: dict[str, str], prepared: Path) -> Repository:
    folder = tmp_path / "machine"
    shutil.copytree(prepared, folder, symlinks=True)
    made = Repository(folder, credential)
    made.run("git", "remote", "set-url", "origin", str(folder / "origin"))
    return made


def test_a_move_is_reviewed_merged_and_followed(repository, simulator):
    repository.run("git", "switch", "-q", "-c", "hq-move")
    repository.run("./port-in", "lint", "hq-move")
    repository.run("./port-in", "plan", "hq-move")
    repository.commit("Move the headquarters")
    tracked = repository.run("git", "grep", "-l", "", "HEAD")
    assert "plans/hq-move.plan.json" in tracked
    assert ".vault-password" not in tracked
    assert "ansible_collections" not in tracked
    described = repository.run("./port-in", "describe", "hq-move")
    assert "## Plan of hq-move: 2 orders, 3 numbers" in described
    assert "| first plan |" in described

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


MORE = "+12175230149,Harbor Bakery,12,Harbor,Road,Springfield,IL,62701\n"


def test_the_description_lists_changes_since_the_previous_plan(repository, simulator):
    repository.run("./port-in", "plan", "hq-move")
    repository.commit("Move the headquarters")
    repository.run("git", "push", "-q", "origin", "HEAD:refs/heads/before")
    repository.environ["PLAN_BASE"] = "origin/before"
    assert "- Nothing has changed." in repository.run("./port-in", "describe", "hq-move")

    numbers = repository.folder / "moves" / "hq-move.csv"
    kept = numbers.read_text().replace("+12175230144,Harbor Bakery,12", "+12175230144,Harbor Bakery,14")
    numbers.write_text("".join(line for line in kept.splitlines(True) if "+13125230145" not in line) + MORE)
    simulator.settings.update({"unportable": {"+12175230149": "Not in <service> | here"}})
    repository.run("./port-in", "plan", "hq-move")
    described = repository.run("./port-in", "describe", "hq-move")
    for words in (
        "**1 number cannot be ported**",
        "1 with other data",
        "<details><summary>1 number no longer in an order</summary>",
        "Not in &#60;service&#62; &#124; here",
    ):
        assert words in described
    assert "Harbor" not in described


def test_a_plan_that_cannot_be_described_is_reported_as_an_error(repository):
    unknown = repository.run("./port-in", "describe", "hq-move", expect=1)
    assert "plans/hq-move.plan.json cannot be described" in unknown
    assert "./port-in plan" in unknown
    repository.environ["PLAN_BASE"] = "origin/gone"
    assert "origin/gone is not here to compare with" in repository.run("./port-in", "describe", "hq-move", expect=2)


def test_numbers_that_differ_from_the_plan_fail_the_review(repository, simulator):
    repository.run("./port-in", "plan", "hq-move")
    numbers = repository.folder / "moves" / "hq-move.csv"
    numbers.write_text(numbers.read_text() + MORE)
    assert "+12175230149" in repository.run("./port-in", "preview", "hq-move", expect=2)
    assert simulator.writes == []


def test_the_commands_of_the_pipelines_exist():
    for name in (".github/workflows/port-in.yml", ".gitlab-ci.yml"):
        text = (EXAMPLE / name).read_text()
        assert yaml.safe_load(text)
        for step in ("lint", "describe", "preview", "apply", "drift"):
            assert f"./port-in {step} " in text
