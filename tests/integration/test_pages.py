# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documentation pages mention only existing options, variables, playbooks, roles and tags."""

from __future__ import annotations

import importlib
import json
import re
import shlex
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import pytest
import yaml
from documented import COLLECTION, MODULES, blocks, walk
from harness import ROOT

from ansible_collections.sinch.porting.plugins.module_utils._run.argument_spec import argument_spec

PAGES = sorted(
    str(page.relative_to(ROOT))
    for pattern in ("*.md", "docs/*.md", "docs/guides/*.md", "docs/examples/*/*.md", "roles/*/*.md")
    for page in ROOT.glob(pattern)
)
ROLE = ROOT / "roles" / "port_in"
# The first is a text that is never templated, so it is not an option of the role. The shares belong to hosts.
OTHER_VARIABLES = {"port_in_numbers_csv", "port_in_share", "port_in_share_count"}
VARIABLES = OTHER_VARIABLES | set(
    yaml.safe_load((ROLE / "meta" / "argument_specs.yml").read_text())["argument_specs"]["main"]["options"]
)
AWX_VARIABLES = set(yaml.safe_load((ROOT / "extensions" / "awx" / "data" / "settings.yml").read_text()))
PLAYBOOKS = {path.stem: yaml.safe_load(path.read_text()) for path in sorted((ROOT / "playbooks").glob("*.yml"))}
COMMAND = re.compile(r"\bansible-playbook ([^`\n]+)")


def spec_of(module: str) -> dict[str, Any]:
    action = importlib.import_module(f"ansible_collections.{COLLECTION}.plugins.action.{module}")
    return argument_spec(action.ActionModule.task.model)


def unknown_options(given: Any, spec: Mapping[str, Any], place: str) -> Iterator[str]:
    """The members of a task's options, in either spelling, that its argument spec does not allow."""
    known = {alias: option for name, option in spec.items() for alias in (name, *option.get("aliases", ()))}
    for name, value in given.items() if isinstance(given, dict) else ():
        option = known.get(name)
        if option is None:
            yield f"{place}: {name} is no option"
            continue
        for one in value if isinstance(value, list) else [value]:
            if one not in option.get("choices", [one]) and "{{" not in str(one):
                yield f"{place}: {name} cannot be {one}"
            if "options" in option:
                yield from unknown_options(one, option["options"], f"{place}: {name}")


def unknown_names(part: Mapping[str, Any]) -> Iterator[str]:
    """The names in a dictionary of a YAML block that do not exist in this collection."""
    for name, value in part.items():
        if name == f"group/{COLLECTION}.porting":
            yield from unknown_options(value, spec_of("sinch_porting_configuration_info"), name)
        elif str(name).startswith(f"{COLLECTION}."):
            module = name.removeprefix(f"{COLLECTION}.")
            yield from unknown_options(value, spec_of(module), name) if module in MODULES else [f"no module {name}"]
        elif str(name).startswith("port_in_") and "hosts" not in (value if isinstance(value, dict) else ()):
            yield from () if name in VARIABLES else [f"the role knows no {name}"]
        elif name in ("role", "import_playbook") and str(value).startswith(f"{COLLECTION}."):
            there = [ROLE.name] if name == "role" else PLAYBOOKS
            yield from () if value.removeprefix(f"{COLLECTION}.") in there else [f"no {name} {value}"]


def commands(text: str) -> Iterator[list[str]]:
    """The arguments of each ansible-playbook that is given a playbook."""
    for found in COMMAND.findall(re.sub(r"\\\n\s*", "", text)):
        words = shlex.split(found, comments=True)
        if any(word.startswith(f"{COLLECTION}.") or word.endswith(".yml") for word in words):
            yield words


def variables(words: list[str]) -> Iterator[str]:
    """The names of the extra variables in a command line."""
    for flag, value in pairwise(words):
        if flag in ("-e", "--extra-vars") and not value.startswith("@"):
            yield from json.loads(value) if value.startswith("{") else [one.split("=")[0] for one in value.split()]


def tags_of(tasks: Any) -> Iterator[str]:
    """The tags of tasks, and of the role's task files that they import."""
    for part in walk(tasks):
        yield from part.get("tags", ())
        file = part.get("ansible.builtin.import_tasks") or part.get("ansible.builtin.import_role", {}).get("tasks_from")
        if file:
            yield from tags_of(yaml.safe_load((ROLE / "tasks" / file).with_suffix(".yml").read_text()))


def wrong_in(words: list[str]) -> Iterator[str]:
    """The names in a command line that do not exist in this collection."""
    own = [word.removeprefix(f"{COLLECTION}.") for word in words if word.startswith(f"{COLLECTION}.")]
    yield from (f"no playbook {name}" for name in own if name not in PLAYBOOKS)
    yield from (f"no file {word}" for word in words if word.startswith("extensions/") and not (ROOT / word).exists())
    known = VARIABLES if own else AWX_VARIABLES
    yield from (f"no variable {name}" for name in variables(words) if name not in known)
    tags = {tag for name in own for tag in tags_of(PLAYBOOKS.get(name, []))}
    for flag, value in pairwise(words):
        if flag in ("-t", "--tags"):
            yield from (f"no tag {tag}" for tag in value.split(",") if tag not in tags)


@pytest.mark.parametrize("page", PAGES)
def test_the_yaml_of_a_page_has_only_existing_names(page):
    for block in blocks(ROOT / page, "yaml"):
        problems = [problem for part in walk(block.content) for problem in unknown_names(part)]
        assert problems == [], f"{page}, line {block.line}"


@pytest.mark.parametrize("page", PAGES)
def test_the_command_lines_of_a_page_have_only_existing_names(page):
    for words in commands((ROOT / page).read_text(encoding="utf-8")):
        assert list(wrong_in(words)) == [], f"{page}: ansible-playbook {shlex.join(words)}"


def test_the_pages_have_yaml_and_command_lines():
    """The two tests above would succeed if no page had any, or if none was found."""
    assert sum(len(list(blocks(ROOT / page, "yaml"))) for page in PAGES) > 40
    assert sum(len(list(commands((ROOT / page).read_text(encoding="utf-8")))) for page in PAGES) > 20


# These are not part of a job, or are on the page about letters.
NO_STEPS = ("export", "letters", "quickstart", "on_event")


def test_the_guide_to_fleets_mentions_every_playbook_of_the_role():
    named = {words[0] for words in commands((ROOT / "docs" / "guides" / "fleet.md").read_text(encoding="utf-8"))}
    assert named == {f"{COLLECTION}.{name}" for name in PLAYBOOKS if name not in NO_STEPS}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("sinch.porting.sinch_portin_order: {sate: absent}", "sinch.porting.sinch_portin_order: sate is no option"),
        (
            "sinch.porting.sinch_portin_order: {state: gone}",
            "sinch.porting.sinch_portin_order: state cannot be gone",
        ),
        (
            "sinch.porting.sinch_portin_lint: {phone_numbers: [{end_user: {nmae: x}}]}",
            "sinch.porting.sinch_portin_lint: phone_numbers: end_user: nmae is no option",
        ),
        ("sinch.porting.sinch_portin_oder: {}", "no module sinch.porting.sinch_portin_oder"),
        ("group/sinch.porting.porting: {projectid: x}", "group/sinch.porting.porting: projectid is no option"),
        ("roles: [{role: sinch.porting.port_out}]", "no role sinch.porting.port_out"),
        ("port_in_nubers_file: x.csv", "the role knows no port_in_nubers_file"),
    ],
)
def test_a_wrong_name_in_yaml_is_found(text, problem):
    assert [found for part in walk(yaml.safe_load(text)) for found in unknown_names(part)] == [problem]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("ansible-playbook sinch.porting.lnt -e @hq.yml", "no playbook lnt"),
        ("ansible-playbook sinch.porting.lint -e port_in_fal_on=warn", "no variable port_in_fal_on"),
        ("""ansible-playbook sinch.porting.lint -e '{"port_in_rule": {}}'""", "no variable port_in_rule"),
        ("ansible-playbook sinch.porting.port_in --tags lint,creat", "no tag creat"),
        ("ansible-playbook extensions/awx/configure.yml", "no file extensions/awx/configure.yml"),
    ],
)
def test_a_wrong_name_in_a_command_line_is_found(line, problem):
    (words,) = commands(f"Run `{line}` once.")
    assert list(wrong_in(words)) == [problem]
