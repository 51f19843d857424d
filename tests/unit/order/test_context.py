# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The client of a task: with the task's redactor and clock, and without writes in check mode."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._order import context
from ansible_collections.sinch.porting.tests.unit.contexts import unconnected
from ansible_collections.sinch.porting.tests.unit.loopback import TOKEN_PATH, Server, reply


def test_a_client_reads_and_in_check_mode_cannot_write(tmp_path: Path) -> None:
    with Server(reply(200, {"id": 7, "phoneNumbers": []})) as server, ExitStack() as stack:
        place = {"api_url": server.url, "auth_url": server.url + TOKEN_PATH, "timeout": 5.0}
        connected = context.Service().connect(unconnected(tmp_path, stack, read_only=True, **place))
        assert server.seen == []
        assert connected.client.get_order(7)["id"] == 7
        with pytest.raises(AssertionError, match="a write during check mode"):
            connected.client.cancel_order(7)
        assert len(server.calls) == 1
