# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pauses between reads, and transient errors."""

from __future__ import annotations

from itertools import islice

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._base.errors import ApiError, ConnectionFailed, NotShownYet
from ansible_collections.sinch.porting.plugins.module_utils._order.polling import is_transient, pauses


@pytest.mark.parametrize(
    ("status", "passes"),
    [(400, False), (401, False), (404, False), (429, True), (500, True), (503, True)],
)
def test_client_errors_are_final_and_server_errors_transient(status: int, passes: bool) -> None:
    assert is_transient(ApiError("no", status=status)) is passes


@pytest.mark.parametrize("kind", [ConnectionFailed, NotShownYet])
def test_a_lost_connection_is_transient(kind: type[ConnectionFailed]) -> None:
    assert is_transient(kind("it broke off"))


@pytest.mark.parametrize("longest", [0.01, 1.0, 2.0, 30.0])
def test_pauses_grow_and_never_exceed_the_longest(longest: float) -> None:
    found = list(islice(pauses(longest), 20))
    assert found == sorted(found)
    assert found[0] == min(1.0, longest)
    assert found[-1] == longest
