# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import os

import pytest

from ansible_collections.sinch.porting.tests.walk.walk import Schedule, Tally

COUNT = int(os.environ.get("SINCH_WALK_SCHEDULES") or 500)
SEED = os.environ.get("SINCH_WALK_SEED")
CHUNKS = 10


@pytest.mark.parametrize("chunk", [0] if SEED else range(CHUNKS))
def test_one_order_whatever_happens(chunk, simulator, tmp_path, monkeypatch, record_property, capsys):
    total = Tally()
    for seed in [int(SEED)] if SEED else range(chunk, COUNT, CHUNKS):
        folder = tmp_path / str(seed)
        with monkeypatch.context() as patch:
            total.add(Schedule(seed, simulator, folder, patch).walk())
    for name, count in total.figures().items():
        record_property(name, count)
    with capsys.disabled():
        print(f"\nwalk, part {chunk}: {total}")
    assert total.schedules > 0
    assert total.duplicates == 0, "\n".join(total.stories[:5])
    assert total.wrong_ends == 0, "\n".join(total.stories[:5])
    if not SEED and COUNT >= 500:  # a few schedules may have neither
        assert total.kills > 0
        assert total.faults > total.schedules
