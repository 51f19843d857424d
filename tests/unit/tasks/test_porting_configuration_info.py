# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of ``sinch_porting_configuration_info``."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._tasks.porting_configuration_info import TASK as INFO_TASK
from ansible_collections.sinch.porting.tests.unit.desk import Desk, perform

STORED = {
    "contact": {"email": "ports@example.com", "name": "Ada Baker", "phone": "+12025550143"},
    "webhookUrl": "https://hooks.example.com/sinch",
    "defaultPortTime": "09:00:00Z",
    "defaultPortTimeZone": "US/Eastern",
}


@pytest.mark.parametrize("stored", [None, STORED])
def test_the_info_reads_and_changes_nothing(stored: dict[str, Any] | None) -> None:
    desk = Desk(configuration=stored)
    result = perform(INFO_TASK, desk, {}, check=True)
    assert result == perform(INFO_TASK, desk, {})
    assert result["configuration"].get("webhook_url") == (stored or {}).get("webhookUrl")
    assert result.keys() == {"changed", "configuration", "findings"}
    assert desk.writes == []
