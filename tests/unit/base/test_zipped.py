# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of a module's zip file are compiled once, and imported as before."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from ansible_collections.sinch.porting.tests.unit.loading import run_apart

ROOT = Path(__file__).resolve().parents[3]
MODULES = sorted((ROOT / "plugins" / "modules").glob("*.py"))

# Counts how often Python compiles each file of the zip file, and says where what was imported came from.
IMPORTED = """
import builtins, json, sys
from collections import Counter
from ansible_collections.sinch.porting.plugins.module_utils._base import zipped

compiled = Counter()

def counting(source, filename, *rest, **settings):
    compiled[str(filename)] += 1
    return compile(source, filename, *rest, **settings)

import zipimport
zipimport.compile = counting
sys.path.insert(0, sys.argv[1])
import early
if sys.argv[2] == "once":
    zipped.compile_once()
    zipped.compile_once()
import parcel.one
from parcel import inner
from parcel.inner import two
try:
    import parcel.absent
except ModuleNotFoundError as error:
    absent = error.name
print(json.dumps({
    "compiled": {name[len(sys.argv[1]) + 1:]: count for name, count in compiled.items()},
    "values": [early.VALUE, parcel.one.VALUE, two.VALUE],
    "files": [module.__file__[len(sys.argv[1]) + 1:] for module in (parcel, parcel.one, inner, two)],
    "absent": absent,
    "hooks": sys.path_hooks.count(zipped.CompilingOnce),
}))
"""


def imported(tmp_path: Path, how: str) -> dict[str, object]:
    path = tmp_path / "parcel.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("early.py", "VALUE = 0\n")
        file.writestr("parcel/__init__.py", "")
        file.writestr("parcel/one.py", "from .inner.two import VALUE as TWO\nVALUE = TWO - 1\n")
        file.writestr("parcel/inner/__init__.py", "")
        file.writestr("parcel/inner/two.py", "VALUE = 2\n")
    done = run_apart(IMPORTED, str(path), how)
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    assert found["values"] == [0, 1, 2]
    assert found["files"] == ["parcel/__init__.py", "parcel/one.py", "parcel/inner/__init__.py", "parcel/inner/two.py"]
    assert found["absent"] == "parcel.absent"
    return found


FILES = ("parcel/__init__.py", "parcel/one.py", "parcel/inner/__init__.py", "parcel/inner/two.py")


def test_each_file_is_compiled_once(tmp_path: Path) -> None:
    found = imported(tmp_path, "once")
    assert found["hooks"] == 1
    assert found["compiled"] == {"early.py": 2, **dict.fromkeys(FILES, 1)}


def test_python_itself_compiles_each_file_twice(tmp_path: Path) -> None:
    """When this fails on a new Python, ``zipped`` is not needed there."""
    assert imported(tmp_path, "as always")["compiled"] == {"early.py": 2, **dict.fromkeys(FILES, 2)}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_a_module_asks_for_it_before_it_imports_the_rest(module: Path) -> None:
    before, call, after = module.read_text(encoding="utf-8").partition("\nrefuse_old_python()\ncompile_once()\n")
    assert call
    assert before.count("\nfrom ansible_collections.") == 2  # the two functions
    assert "\nfrom ansible_collections." in after
