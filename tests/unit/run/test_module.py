# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The message of a module without a library."""

from __future__ import annotations

import sys

from ansible_collections.sinch.porting.plugins.module_utils._run.module import without_libraries
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_order import TASK


def test_a_missing_library_is_reported_with_the_command_that_installs_it() -> None:
    result = without_libraries(TASK, ["pydantic>=2", "requests"])
    assert result["failed"]
    assert result["failure"] == {"kind": "requirement", "missing": ["pydantic>=2", "requests"]}
    assert f"{sys.executable} -m pip install 'pydantic>=2' 'requests'" in result["msg"]
    assert result["operation"] == "none"
    assert result["findings"] == []
