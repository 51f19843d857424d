# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documented types, choices, defaults and aliases of options are those of the models."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from ansible_collections.sinch.porting.tests.unit.loading import load

tool = load("tests/tooling/option_keys.py")
FILES = tool.documented_files()
KEY = re.compile(rf"^ +({'|'.join(tool.KEYS)}): .*\n", re.MULTILINE)


def test_all_files_are_found() -> None:
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
def test_removed_keys_are_written_again(path: Path) -> None:
    """Lines of descriptions, and options with the name of a key, are not changed."""
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


def test_keys_are_corrected_and_other_lines_kept() -> None:
    assert tool.rewrite(WRITTEN, SPEC, {}) == MADE
    assert tool.rewrite(MADE, SPEC, {}) == MADE


def test_a_module_repeats_only_keys_that_differ_from_the_fragment() -> None:
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
def test_missing_descriptions_are_reported(block: str, words: str) -> None:
    with pytest.raises(tool.StaleError, match=words):
        tool.rewrite(block, SPEC, {})
