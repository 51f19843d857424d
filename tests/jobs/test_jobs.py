# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from ansible_collections.sinch.porting.tests.jobs.project import Count, Project
from ansible_collections.sinch.porting.tests.simulator import Simulator

COUNT = int(os.environ.get("SINCH_JOBS") or 300)
SEED = os.environ.get("SINCH_JOBS_SEED")
# A part of thirty jobs, however many there are: a test that takes minutes counts as one that hangs.
CHUNKS = max(10, -(-COUNT // 30))


@pytest.fixture(scope="module")
def simulator() -> Iterator[Simulator]:
    with Simulator(validate=False) as running:
        yield running


@pytest.fixture(scope="module")
def whole() -> Count:
    """All parts together."""
    return Count()


@pytest.mark.parametrize("chunk", [0] if SEED else range(CHUNKS))
def test_no_number_is_lost_and_no_other_job_is_touched(
    chunk, simulator, whole, tmp_path, monkeypatch, record_property, capsys
):
    total = Count()
    for seed in [int(SEED)] if SEED else range(chunk, COUNT, CHUNKS):
        with monkeypatch.context() as patch:
            total.add(Project(seed, simulator, tmp_path / str(seed), patch).walk())
    for name, count in total.figures().items():
        record_property(name, count)
    with capsys.disabled():
        print(f"\njobs, part {chunk}: {total.figures()}, violations {len(total.violations)}")
    assert total.walks > 0
    assert not total.violations, "\n\n".join(total.violations[:3])
    whole.add(total)


def test_the_walks_took_steps_of_each_kind(whole):
    """Runs after the parts above. Fewer walks than 300, or a single repeated one, need not take each step."""
    if whole.walks >= 300:
        assert [name for name, count in whole.figures().items() if not count] == []
