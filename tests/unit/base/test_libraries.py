# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every file loads without the libraries, and a missing library is named."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._base import libraries

PROGRAM = """
import importlib, pathlib, sys
sys.modules.update(dict.fromkeys(("pydantic", "pydantic_core", "requests", "urllib3", "phonenumbers", "holidays")))
from ansible_collections.sinch.porting.plugins.module_utils._base import libraries
core = pathlib.Path(libraries.__file__).parents[1]
names = sorted(f"{path.parent.name}.{path.stem}" for path in core.glob("_*/[!_]*.py"))
for name in names:
    importlib.import_module("ansible_collections.sinch.porting.plugins.module_utils." + name)
print(len(names), *(requirement for requirement, traceback in libraries.missing()))
"""


def test_every_file_of_the_core_loads_without_any_library() -> None:
    environ = {**os.environ, "PYTHONPATH": ":".join(sys.path)}
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, check=True, encoding="utf-8", env=environ
    )
    count, *missing = ran.stdout.split()
    assert int(count) > 100
    assert missing == ["pydantic>=2", "requests"]
    assert libraries.missing() == []


def test_an_optional_library_is_loaded_or_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert libraries.library("json") is sys.modules["json"]
    monkeypatch.setitem(sys.modules, "phonenumbers", None)
    assert libraries.library("phonenumbers") is None
