# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The message of a module whose Python is too old."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._base import old_python
from ansible_collections.sinch.porting.tests.unit.loading import run_apart

ROOT = Path(__file__).resolve().parents[3]
MODULES = sorted((ROOT / "plugins" / "modules").glob("*.py"))
OLD = """
import runpy, sys
sys.version_info = (3, 9, 18, "final", 0)
runpy.run_path(sys.argv[1], run_name="__main__")
"""


def test_all_modules_are_found() -> None:
    assert len(MODULES) > 10


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_the_message_names_an_old_python(module: Path) -> None:
    """Before anything is imported that an old Python cannot import."""
    done = run_apart(OLD, str(module))
    assert done.returncode == 1, done.stderr
    result = json.loads(done.stdout)
    assert result["failed"]
    assert "needs Python 3.10 or newer" in result["msg"]
    assert "3.9.18" in result["msg"]
    assert result["failure"] == {"kind": "requirement", "missing": ["python>=3.10"]}


def test_a_supported_python_is_not_refused() -> None:
    old_python.refuse_old_python()
