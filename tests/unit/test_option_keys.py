# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Types, choices, defaults and aliases of documented options are those of the models."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from ansible_collections.sinch.porting.tests.unit.loading import load

tool = load("tests/tooling/option_keys.py")
FILES = tool.documented_files()
KEY = re.compile(rf"^ +({'|'.join(tool.KEYS)}): .*\n", re.MULTILINE)


def test_all_files_are_seen() -> None:
    names = {path.stem for path in FILES}
    assert {"connection", "order", "state", "wait", "sinch_portin_order", "sinch_portin_report"} <= names
    assert len(FILES) > 15


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_documentation_is_up_to_date(path: Path) -> None:
    assert tool.render(path) == path.read_text(encoding="utf-8"), "run python tests/tooling/option_keys.py"


def options_of(text: str) -> str:
    found = tool._OPTIONS.search(tool._TEXT.search(text)[2])
    assert found is not None
    return str(found[1])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_taken_out_comes_back(path: Path) -> None:
    """A line that looks like a key may be a description's or an option's of that name; those stay as they are."""
    block = options_of(path.read_text(encoding="utf-8"))
    spec, known = tool.spec_of(path), tool._documented_by_fragments(path)
    bare = KEY.sub("", block)
    assert bare.count("\n") < block.count("\n")
    assert yaml.safe_load(tool.rewrite(bare, spec, known)) == yaml.safe_load(block)


SPEC = {
    "name": {"type": "str", "default": "on", "aliases": ["itsName"]},
    "parts": {"type": "list", "elements": "dict", "options": {"size": {"type": "int", "choices": [1, 2]}}},
}
WRITTEN = """\
  name:
    description: >-
      Its name.
      required: this is text.
    type: int
    required: true
    version_added: 1.1.0
  parts:
    description: [Its parts.]
    suboptions:
      size:
        description: How large.
        default: 7
"""
MADE = """\
  name:
    description: >-
      Its name.
      required: this is text.
    type: str
    default: "on"
    aliases: [itsName]
    version_added: 1.1.0
  parts:
    description: [Its parts.]
    type: list
    elements: dict
    suboptions:
      size:
        description: How large.
        type: int
        choices: [1, 2]
"""


def test_keys_are_put_right_and_the_rest_stays() -> None:
    assert tool.rewrite(WRITTEN, SPEC, {}) == MADE
    assert tool.rewrite(MADE, SPEC, {}) == MADE


def test_an_option_of_a_fragment_repeats_only_what_is_its_own() -> None:
    known = {"name": {"type": "str", "default": "on"}}
    assert tool.rewrite("  name:\n    type: int\n", SPEC, known) == "  name:\n    aliases: [itsName]\n"


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ("  nobody:\n    description: x\n", "no model has the option nobody"),
        ("  name:\n    type: str\n", "describe name"),
        ("  parts:\n    description: x\n", "describe parts.size"),
    ],
)
def test_what_a_person_must_write_is_named(block: str, words: str) -> None:
    with pytest.raises(tool.StaleError, match=words):
        tool.rewrite(block, SPEC, {})
