# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Activations with random failures: no group goes live twice, and none before the checks of the last wave."""

from __future__ import annotations

import os

import pytest

from ansible_collections.sinch.porting.tests.walk.waves import Night, Tally

COUNT = int(os.environ.get("SINCH_WALK_SCHEDULES") or 500) // 10
SEED = os.environ.get("SINCH_WALK_SEED")
CHUNKS = 5


@pytest.mark.parametrize("chunk", [0] if SEED else range(CHUNKS))
def test_each_group_goes_live_once_and_after_the_checks(
    chunk, simulator, tmp_path, monkeypatch, record_property, capsys
):
    total = Tally()
    for seed in [int(SEED)] if SEED else range(chunk, COUNT, CHUNKS):
        folder = tmp_path / str(seed)
        with monkeypatch.context() as patch:
            total.add(Night(seed, simulator, folder, patch).walk())
    for name, count in total.figures().items():
        record_property(name, count)
    with capsys.disabled():
        print(f"\nwaves, part {chunk}: {total.figures()}")
    assert total.schedules > 0
    assert total.twice == total.forgotten == total.unchecked == 0, "\n".join(total.stories[:5])
    if not SEED and COUNT >= 50:  # a few schedules may have neither
        assert total.kills > 0
        assert total.failed_checks > 0
