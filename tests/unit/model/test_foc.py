# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times of FOC dates."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._model.foc import foc_at

NINE_EASTERN = {"desired_port_time": "09:00:00", "desired_port_time_zone": "US/Eastern"}


@pytest.mark.parametrize(
    ("foc_date", "schedule", "moment"),
    [
        ("2027-03-09T14:00:00Z", {}, "2027-03-09T14:00:00Z"),
        ("2027-03-09T09:00:00-05:00", {}, "2027-03-09T09:00:00-05:00"),
        ("2027-03-09T14:00:00.123Z", NINE_EASTERN, "2027-03-09T14:00:00Z"),
        ("2027-03-09", NINE_EASTERN, "2027-03-09T09:00:00-05:00"),
        ("2027-03-09T00:00:00Z", NINE_EASTERN, "2027-03-09T09:00:00-05:00"),
        ("2027-03-09", {"desired_port_time": "09:00:00"}, "2027-03-09T09:00:00-05:00"),
        ("2027-03-09", {"desired_port_time": "09:00", "desired_port_time_zone": "GMT"}, "2027-03-09T09:00:00Z"),
        ("2027-03-09", {"desired_port_time": "9 o'clock"}, None),
        ("2027-03-09", {"desired_port_time": "09:00", "desired_port_time_zone": "Mars"}, None),
        ("2027-03-09", {}, None),
        ("2027-03-09T00:00:00Z", {}, None),
        ("14:00", NINE_EASTERN, None),
        (None, NINE_EASTERN, None),
        (20270309, None, None),
    ],
)
def test_a_foc_date_has_its_moment(foc_date: Any, schedule: Any, moment: str | None) -> None:
    assert foc_at(foc_date, schedule) == moment


@pytest.mark.parametrize(
    ("zone", "before", "after", "autumn"),
    [
        ("US/Eastern", "-05:00", "-04:00", "-05:00"),
        ("US/Central", "-06:00", "-05:00", "-06:00"),
        ("US/Mountain", "-07:00", "-06:00", "-07:00"),
        ("US/Pacific", "-08:00", "-07:00", "-08:00"),
    ],
)
def test_moments_follow_the_clocks_of_their_zone(zone: str, before: str, after: str, autumn: str) -> None:
    """In 2027 daylight saving time begins on 14 March and ends on 7 November."""
    schedule = {"desired_port_time": "09:00:00", "desired_port_time_zone": zone}
    for day, offset in (("2027-03-13", before), ("2027-03-14", after), ("2027-11-06", after), ("2027-11-07", autumn)):
        assert foc_at(day, schedule) == f"{day}T09:00:00{offset}"
