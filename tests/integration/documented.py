# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documentation as data: modules as ansible-doc shows them, and the fenced blocks of pages."""

from __future__ import annotations

import datetime
import json
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from harness import ROOT

COLLECTION = "sinch.porting"
MODULES = sorted(path.stem for path in (ROOT / "plugins" / "modules").glob("[!_]*.py"))
FILTERS = sorted(path.stem for path in (ROOT / "plugins" / "filter").glob("[!_]*.py"))
FENCE = re.compile(r"^(?P<indent> *)```(?P<language>\w+)\n(?P<text>.*?)^ *```$", re.MULTILINE | re.DOTALL)
ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
PYTHON_TYPES: dict[str, tuple[type, ...]] = {
    "bool": (bool,),
    "dict": (dict,),
    "float": (float, int),
    "int": (int,),
    "list": (list,),
    "str": (str,),
}


@cache
def documentation(kind: str) -> dict[str, Any]:
    """The data of ansible-doc for all modules or filters by short name: ``doc``, ``examples`` (text) and ``return``."""
    names = {"module": MODULES, "filter": FILTERS}[kind]
    command = [sys.executable, "-m", "ansible.cli.doc", "--json", "--type", kind]
    shown = subprocess.run(
        [*command, *(f"{COLLECTION}.{name}" for name in names)], capture_output=True, text=True, check=True
    )
    return {name: json.loads(shown.stdout)[f"{COLLECTION}.{name}"] for name in names}


def examples(kind: str, name: str) -> list[dict[str, Any]]:
    """The tasks in its EXAMPLES."""
    tasks = yaml.safe_load(documentation(kind)[name]["examples"])
    assert isinstance(tasks, list)
    return tasks


@dataclass(frozen=True)
class Block:
    """A fenced block of a page: its language, its text without the fence's indentation, and its first line number."""

    page: Path
    language: str
    text: str
    line: int

    @property
    def content(self) -> Any:
        """The data of a YAML block."""
        return yaml.safe_load(self.text)


def blocks(page: Path, *languages: str) -> list[Block]:
    """The fenced blocks of a page in these languages."""
    text = page.read_text(encoding="utf-8")
    return [
        Block(page, found["language"], textwrap.dedent(found["text"]), text.count("\n", 0, found.start()) + 1)
        for found in FENCE.finditer(text)
        if found["language"] in languages
    ]


def walk(value: Any) -> Iterator[dict[str, Any]]:
    """All dictionaries in a value, the outer ones first."""
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from walk(part)


def in_future(day: str, today: datetime.date) -> str:
    """The date, or if necessary a later one on the same day of the week, moved by half years.

    It is at least a month from now, and a moved date at most seven: neither too soon nor too late for an order.
    Half years from dates in March are never holidays.
    """
    moved = datetime.date.fromisoformat(day)
    while moved <= today + datetime.timedelta(days=30):
        moved += datetime.timedelta(weeks=26)
    return moved.isoformat()


def dates(value: Any) -> Iterator[str]:
    """All texts in a value that are ISO dates."""
    if isinstance(value, str) and ISO_DATE.fullmatch(value):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from dates(part)


def undocumented(value: Mapping[str, Any], returned: Mapping[str, Any], place: str = "") -> list[str]:
    """The differences between a result and RETURN, as deep as ``contains`` describes it, as lines of text."""
    found = [f"{place}{name}: is not documented" for name in sorted(value.keys() - returned.keys())]
    for name, entry in returned.items():
        if name in value:
            found += _differences(value[name], entry, f"{place}{name}")
        elif entry["returned"] == "always":
            found.append(f"{place}{name}: is documented as always returned, and is not there")
    return found


def _differences(value: Any, entry: Mapping[str, Any], place: str) -> list[str]:
    if value is None:
        return [] if "null" in json.dumps(entry).lower() else [f"{place}: is null, which nothing says"]
    if not isinstance(value, PYTHON_TYPES[entry["type"]]):
        return [f"{place}: is a {type(value).__name__}, and documented as {entry['type']}"]
    if "contains" not in entry:
        return []
    parts = value if isinstance(value, list) else [value]
    return [line for part in parts for line in undocumented(part, entry["contains"], f"{place}.")]


def stale_samples(results: list[dict[str, Any]], returned: Mapping[str, Any]) -> list[str]:
    """The members in samples of lists of dictionaries that no entry of these results has, as lines of text."""
    found = []
    for name, entry in returned.items():
        sample = entry.get("sample")
        if isinstance(sample, list) and sample and isinstance(sample[0], dict):
            there = [set(part) for result in results for part in result.get(name, ())]
            found += [f"{name}: {member}" for member in sorted(set(sample[0]) - set().union(*there)) if there]
    return found


def without_sample(returned: Mapping[str, Any], place: str = "") -> list[str]:
    """The documented keys without a type, a description, or (if they contain no others) a sample."""
    found = []
    for name, entry in returned.items():
        below = entry.get("contains", {})
        wanted = {"description", "returned", "type"} | (set() if below else {"sample"})
        found += [f"{place}{name}: no {part}" for part in sorted(wanted - entry.keys())]
        found += without_sample(below, f"{place}{name}.")
    return found


def unexplained(options: Mapping[str, Any], place: str = "") -> list[str]:
    """The options without a type, a description, or the type of their elements."""
    found = []
    for name, option in options.items():
        wanted = {"description", "type"} | ({"elements"} if option.get("type") == "list" else set())
        found += [f"{place}{name}: no {part}" for part in sorted(wanted - option.keys())]
        found += unexplained(option.get("suboptions") or {}, f"{place}{name}.")
    return found
