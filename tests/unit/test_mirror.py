# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each file of the core with a function has a test file with its name.

For example, ``_rules/texts.py`` has ``rules/test_texts.py``.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

UNIT = Path(__file__).resolve().parent
PLUGINS = UNIT.parents[1] / "plugins"
FILES = sorted(
    path
    for folder in ("module_utils", "plugin_utils")
    for path in (PLUGINS / folder).rglob("*.py")
    if path.name != "__init__.py"
)

# Files that are tested under another name, and the reasons.
ELSEWHERE = {
    "_base/context.py": ("order/test_guarded.py", "a property; a context is made where it is connected"),
    "_base/postgresql_store.py": ("../store/test_races.py", "needs a real PostgreSQL"),
    "_report/letter.py": ("tasks/test_portin_loa.py", "the PDF is read back from the files that the task writes"),
    "_report/style.py": ("report/test_page.py", "one text, which is read with its page"),
    "_records/csv_file.py": ("records/test_reader.py", "every form of records must give the same findings"),
    "_records/pdf_file.py": ("records/test_reader.py", "every form of records must give the same findings"),
    "_records/xml_file.py": ("records/test_reader.py", "every form of records must give the same findings"),
}


def does_something(path: Path) -> bool:
    """Whether a file defines a function. The others declare names, types and rules."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return any(isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) for node in ast.walk(tree))


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def mirror_of(path: Path) -> Path:
    return UNIT / path.parent.name.removeprefix("_") / f"test_{path.stem.removeprefix('_')}.py"


@pytest.mark.parametrize("path", [path for path in FILES if does_something(path)], ids=name_of)
def test_a_file_has_a_test_file_with_its_name(path: Path) -> None:
    if name_of(path) in ELSEWHERE:
        assert not mirror_of(path).exists(), "take it out of ELSEWHERE"
        assert (UNIT / ELSEWHERE[name_of(path)][0]).exists()
    else:
        assert mirror_of(path).exists(), f"write {mirror_of(path).relative_to(UNIT)}"


def test_all_files_are_found_and_the_exceptions_are_few() -> None:
    assert len(FILES) > 120
    assert ELSEWHERE.keys() <= {name_of(path) for path in FILES}
    assert len(ELSEWHERE) < 12
