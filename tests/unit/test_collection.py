# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Facts about the collection that must be the same in several files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.sinch.porting.tests.tooling import pythons

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(path.stem for path in (ROOT / "plugins" / "modules").glob("[!_]*.py"))


def read(path: str) -> Any:
    return yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))


def requirements(path: str) -> set[str]:
    lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
    return {line.strip() for line in lines if line.strip() and not line.startswith("#")}


def test_action_group_lists_every_module() -> None:
    assert read("meta/runtime.yml")["action_groups"] == {"porting": MODULES}


def test_every_action_plugin_has_a_module() -> None:
    actions = {path.stem for path in (ROOT / "plugins" / "action").glob("[!_]*.py")}
    assert actions <= set(MODULES)


def test_execution_environment_has_everything_that_a_run_needs() -> None:
    definition = read("meta/execution-environment.yml")
    assert definition["version"] == 1
    assert requirements("requirements.txt") <= requirements(definition["dependencies"]["python"])


@pytest.mark.parametrize(
    "path",
    [
        "extensions/awx/execution-environment.yml",
        "docs/examples/infrastructure-repository/.github/workflows/port-in.yml",
        "docs/examples/infrastructure-repository/.gitlab-ci.yml",
    ],
)
def test_examples_install_the_newest_tested_ansible_core(path: str) -> None:
    (version,) = re.findall(r"ansible-core~=([0-9]+\.[0-9]+)\.0", (ROOT / path).read_text(encoding="utf-8"))
    assert version == max(pythons.CORES, key=lambda name: [int(part) for part in name.split(".")])


def test_the_artifact_leaves_out_the_settings_of_contributors() -> None:
    assert {".ansible-lint", ".gitignore", ".github", "Makefile"} <= set(read("galaxy.yml")["build_ignore"])


def test_changelog_has_this_version() -> None:
    version = read("galaxy.yml")["version"]
    release = read("changelogs/changelog.yaml")["releases"][version]
    announced = {plugin["name"] for plugin in release.get("modules", [])}
    added = {name: version_added(name) for name in MODULES}
    assert announced == {name for name, since in added.items() if since <= version}


def version_added(module: str) -> str:
    text = (ROOT / "plugins" / "modules" / f"{module}.py").read_text(encoding="utf-8")
    return re.findall(r"^version_added: ([0-9.]+)$", text, re.MULTILINE)[0]


@pytest.mark.parametrize(
    "path",
    # Ansible requires an empty __init__.py.
    [path for path in sorted(ROOT.glob("plugins/**/*.py")) if path.name != "__init__.py"],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_every_plugin_names_its_license(path: Path) -> None:
    head = "\n".join(path.read_text(encoding="utf-8").splitlines()[:20])
    assert "GNU General Public License v3.0+" in head
    assert "SPDX-License-Identifier: GPL-3.0-or-later" in head


# Markdown links and pictures: a text, a target, and optionally a title.
LINK = re.compile(r"(?P<picture>!?)\[(?P<text>[^\]]*)\]\((?P<place>[^)\s]+)[^)]*\)")


def anchors(text: str) -> set[str]:
    """The anchors of a page's headings."""
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def wrong_links(page: str, repository: str) -> list[str]:
    """The wrong links of a page that is also read outside the checkout, on Galaxy and Automation Hub."""
    own = re.compile(rf"{re.escape(repository.replace('github.com', 'raw.githubusercontent.com'))}/main/(.+)")
    shown = re.compile(rf"{re.escape(repository)}/(?:blob|tree)/main/(.+)")
    problems = []
    for link in LINK.finditer(page):
        place = link["place"]
        path, dummy, anchor = place.partition("#")
        inside = (own if link["picture"] else shown).fullmatch(path)
        if place.startswith("#"):
            problems += [] if anchor in anchors(page) else [f"{place}: no such heading"]
        elif not place.startswith("https://"):
            problems.append(f"{place}: is not a full address")
        elif inside and not (ROOT / inside[1]).exists():
            problems.append(f"{place}: is not in the repository")
        elif inside and anchor and anchor not in anchors((ROOT / inside[1]).read_text(encoding="utf-8")):
            problems.append(f"{place}: no such heading")
        elif link["picture"] and not (inside and len(link["text"]) > 20):
            problems.append(f"{place}: a picture is in the repository and says in words what it shows")
    return problems


def test_links_of_the_readme_work_outside_the_checkout() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(LINK.findall(text)) > 20
    assert wrong_links(text, read("galaxy.yml")["repository"]) == []


@pytest.mark.parametrize(
    ("link", "problem"),
    [
        ("[Rules](docs/rules.md)", "docs/rules.md: is not a full address"),
        ("[x](https://h.example/o/r/blob/main/docs/rulez.md)", "is not in the repository"),
        ("[x](https://h.example/o/r/blob/main/docs/design.md#dessign)", "no such heading"),
        ("[x](#installation)", "#installation: no such heading"),
        ("![short](https://h.example/o/r/main/docs/design.md)", "a picture is in the repository and says"),
    ],
)
def test_a_wrong_link_is_found(link: str, problem: str) -> None:
    (found,) = wrong_links(link, "https://h.example/o/r")
    assert problem in found
    fine = (
        "# A page\n[y](#a-page) [x](https://h.example/o/r/blob/main/docs/design.md#secrets) [z](https://h.example/o/)"
    )
    assert wrong_links(fine, "https://h.example/o/r") == []


def test_the_readme_has_the_sections_of_certified_content() -> None:
    """The sections of Red Hat's template, and those that the Ansible community requires."""
    titles = re.findall(r"^## (.+)$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    wanted = [
        *("Description", "Requirements", "Installation", "Use Cases", "Testing", "Contributing", "Support"),
        *("Communication", "Versioning", "Code of Conduct", "Release Notes", "Related Information"),
        "License Information",
    ]
    assert [title for title in titles if title in wanted] == wanted


def test_pointers_for_coding_agents_are_few_and_exist() -> None:
    text = (ROOT / "AGENTS.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 40
    named = {link["place"] for link in LINK.finditer(text)}
    assert len(named) > 5
    assert [place for place in named if not (ROOT / place).exists()] == []
    targets = set(re.findall(r"^(\w+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make (\w+)", text)) <= targets


WORKFLOWS = sorted(path.name for path in (ROOT / ".github" / "workflows").glob("*.yml"))


def test_workflows_run_targets_and_have_write_permissions_only_to_publish() -> None:
    targets = set(re.findall(r"^(\w+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    run, called, writers = set(), set(), set()
    for name in WORKFLOWS:
        workflow = read(f".github/workflows/{name}")
        assert workflow["permissions"] == {"contents": "read"}, name
        for title, job in workflow["jobs"].items():
            writers |= {(name, title)} if "write" in str(job.get("permissions", "")) else set()
            called |= {job["uses"].partition("@")[0]} if "uses" in job else set()
            run |= {step["run"] for step in job.get("steps", ()) if "run" in step}
    assert run == {"make test", "make docs"}
    assert {command.split()[1] for command in run} <= targets
    assert [path.rpartition("/")[2] for path in called] == ["certification-reusable.yml"]
    assert writers == {("docs.yml", "publish")}


def test_no_file_is_excluded_from_sanity_tests() -> None:
    assert list(ROOT.glob("tests/sanity/ignore*")) == []


def test_the_notes_on_the_api_have_every_section_that_a_comment_cites() -> None:
    headings = set(re.findall(r"^## (.+)$", (ROOT / "docs" / "api-notes.md").read_text(encoding="utf-8"), re.MULTILINE))
    cited = {
        name
        for path in ROOT.glob("plugins/**/*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "docs/api-notes.md" in line
        for name in re.findall(r'"([^"]+)"', line.split("docs/api-notes.md", 1)[1])
    }
    assert len(cited) > 5
    assert cited <= headings
