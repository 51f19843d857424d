# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Loads files that are not in a package (filters, programs of the tests), and runs programs in other processes."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def run_apart(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs a program in a new process, in which nothing of the collection is imported yet."""
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env={**os.environ, "PYTHONPATH": os.environ["ANSIBLE_COLLECTIONS_PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )


def answer_of(program: str) -> Any:
    """The JSON that such a program prints."""
    ended = run_apart(program)
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def load(path: str) -> Any:
    """Loads a file as a module, by its path from the root."""
    name = path.replace("/", "_").removesuffix(".py")
    specification = importlib.util.spec_from_file_location(name, ROOT / path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules[name] = module  # dataclasses look up their module there
    specification.loader.exec_module(module)
    return module
