# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Division of groups into waves."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.sinch.porting.plugins.module_utils._fleet.waves import (
    ENDED,
    GOING,
    LIVE,
    OPEN,
    READY,
    WAITING,
    Group,
    Waves,
    decide,
    groups_of,
    overview,
)

TODAY = datetime.date(2027, 3, 2)
V, L = "GW Verizon Grp1", "GW Lumen Grp1"


def moment(hour: int, day: int = 2) -> datetime.datetime:
    return datetime.datetime(2027, 3, day, hour, tzinfo=datetime.timezone.utc)


def group(order: int, name: str, state: str, count: int = 1, *, at: int | None = None, **members: Any) -> Group:
    """A group of the order ``hq-00N``. A live one went live at this hour, or at an unknown time."""
    numbers = tuple(f"+1217523{order}{index:03}" for index in range(count))
    live = numbers if state == LIVE else ()
    when = None if at is None else moment(at)
    members = {"foc_day": TODAY, **members}
    return Group(f"hq-00{order}", order, name, state, numbers, live, when, **members)


def labels(wave: list[Group]) -> list[str]:
    return [each.label for each in wave]


def waves(decided: Waves) -> list[list[str]]:
    return [labels(wave) for wave in [decided.first] * bool(decided.first) + decided.rest]


ONE, TWO, THREE = f"hq-001/{V}", f"hq-002/{V}", f"hq-003/{L}"
READY_ONES = [group(1, V, READY, 3), group(2, V, READY, 2), group(3, L, READY, 4)]


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ({}, [[ONE, TWO, THREE]]),
        ({"size": 1}, [[ONE], [TWO], [THREE]]),
        ({"size": 2}, [[ONE, TWO], [THREE]]),
        ({"size": 9}, [[ONE, TWO, THREE]]),
        ({"first": ["smallest"]}, [[TWO], [ONE, THREE]]),
        ({"first": ["smallest"], "size": 1}, [[TWO], [ONE], [THREE]]),
        ({"first": [V], "size": 1}, [[ONE, TWO], [THREE]]),
        ({"first": [THREE], "size": 1}, [[THREE], [ONE], [TWO]]),
        ({"first": [L, TWO]}, [[TWO, THREE], [ONE]]),
        ({"first": [f"{L}, {ONE}"]}, [[ONE, THREE], [TWO]]),
        ({"first": [V, L], "size": 1}, [[ONE, TWO, THREE]]),
        ({"only": [V]}, [[ONE, TWO]]),
        ({"only": [TWO, L], "size": 1}, [[TWO], [THREE]]),
        ({"only": [V], "first": ["smallest"], "size": 1}, [[TWO], [ONE]]),
        ({"only": [V], "first": [ONE], "size": 1}, [[ONE], [TWO]]),
    ],
)
def test_ready_groups_are_divided_into_waves(wish: dict[str, Any], expected: list[list[str]]) -> None:
    assert waves(decide(READY_ONES, **wish)) == expected


def test_a_name_with_a_comma_is_one_name() -> None:
    groups = [group(1, "GW Lumen, Inc. Grp1", READY), group(2, V, READY)]
    assert waves(decide(groups, first=["GW Lumen, Inc. Grp1"])) == [["hq-001/GW Lumen, Inc. Grp1"], [TWO]]


@pytest.mark.parametrize(
    ("option", "names", "says"),
    [
        ("first", ["GW Verison Grp1"], "first: no order of this job has a group 'GW Verison Grp1'. Did you mean 'GW "),
        ("only", ["hq-01/GW Lumen Grp1"], "groups: no order of this job has a group 'hq-01/GW Lumen Grp1'. Did you me"),
        ("first", ["smalest"], "Did you mean 'smallest'?"),
        ("only", ["smallest"], "groups: no order of this job has a group 'smallest'. The groups: 'hq-001/GW Verizon"),
        ("first", ["qqq"], f"has a group 'qqq'. The groups: {ONE!r}, {TWO!r}, {THREE!r}."),
        ("first", [V, ""], "first holds an empty name."),
        ("first", [" "], "first holds an empty name."),
        ("only", [f"{V},"], "groups holds an empty name."),
        ("first", [], "first names no group."),
        ("only", [], "groups names no group."),
        ("first", ["smallest", "nope"], "'smallest'"),
    ],
)
def test_an_unknown_name_prevents_any_activation(option: str, names: list[str], says: str) -> None:
    decided = decide(READY_ONES, **{option: names})
    assert says in " ".join(decided.unknown)
    assert waves(decided) == []


def test_without_any_group_a_name_is_still_unknown() -> None:
    assert "The groups: none yet." in decide([], first=[V]).unknown[0]
    assert decide([], first=["smallest"]) == Waves()
    assert decide([]) == Waves()


@pytest.mark.parametrize("state", [WAITING, OPEN, ENDED])
@pytest.mark.parametrize("option", ["first", "only"])
def test_a_named_group_that_cannot_go_live_prevents_any_activation(option: str, state: str) -> None:
    groups = [group(1, V, READY), group(2, L, state, why="FOC date 2027-03-09")]
    decided = decide(groups, **{option: [L]})
    assert waves(decided) == []
    (sentence,) = decided.closed
    name = "first" if option == "first" else "groups"
    assert sentence.startswith(f"{name} names groups that cannot go live now: hq-002/{L} (FOC date 2027-03-09).")


def test_a_name_with_only_some_ready_groups_is_reported_with_their_labels() -> None:
    groups = [group(1, V, READY), group(2, V, WAITING, why="PENDING, no FOC date yet"), group(3, L, READY)]
    (sentence,) = decide(groups, first=[V]).closed
    assert sentence.endswith(f"{TWO} (PENDING, no FOC date yet). To go on with what is ready, name {ONE}.")
    assert waves(decide(groups, first=[ONE], size=1)) == [[ONE], [THREE]]
    # A completely rejected group does not stop the others.
    refused = [group(1, V, READY), group(2, V, ENDED), group(3, L, READY)]
    assert waves(decide(refused, first=[V])) == [[ONE], [THREE]]


def test_the_first_wave_must_be_among_those_that_may_go_live() -> None:
    (sentence,) = decide(READY_ONES, first=[THREE], only=[V]).closed
    assert sentence == f"first names {THREE}, which groups leaves out. Name it in both."
    begun = [*READY_ONES[:2], group(3, L, LIVE, at=1)]
    assert waves(decide(begun, first=[THREE], only=[V], size=1)) == [[ONE], [TWO]]


def test_a_group_that_is_going_live_is_waited_for() -> None:
    groups = [group(1, V, READY), group(2, V, GOING, why="it was activated, but is not live yet")]
    decided = decide(groups, size=1)
    assert (waves(decided), decided.closed) == ([], [f"{TWO}: it was activated, but is not live yet."])
    assert waves(decide(groups, only=[ONE])) == [[ONE]]


# ---- the next run ----------------------------------------------------------------


def test_the_first_wave_is_not_repeated() -> None:
    groups = [group(1, V, READY, 3), group(2, V, LIVE, 2, at=1), group(3, L, READY, 4)]
    for first in (["smallest"], [TWO]):
        decided = decide(groups, first=first, size=1)
        assert decided.first == []
        assert waves(decided) == [[ONE], [THREE]]
        assert labels(decided.went_live_last) == [TWO]


def test_a_first_wave_of_which_a_part_is_live_is_finished_first() -> None:
    groups = [group(1, V, LIVE, at=1), group(2, V, READY), group(3, L, READY)]
    decided = decide(groups, first=[V], size=1)
    assert (labels(decided.first), labels(decided.went_live_last)) == ([TWO], [ONE])


@pytest.mark.parametrize(
    ("live_at", "foc_day", "is_over"),
    [
        (moment(1, day=1), TODAY, False),  # live since the night before, when these were not ready
        (moment(1), TODAY, True),
        (moment(1, day=4), TODAY, True),  # they could have gone live with it
        (moment(1), None, True),
        (None, TODAY, True),  # unknown time, so another first wave would not help
    ],
)
def test_the_smallest_group_goes_first_once_each_night(live_at: Any, foc_day: Any, is_over: bool) -> None:
    live = Group("hq-001", 1, V, LIVE, ("+12175230001",), ("+12175230001",), live_at, TODAY)
    groups = [live, group(2, V, READY, 2, foc_day=foc_day), group(3, L, READY, 1, foc_day=foc_day)]
    assert labels(decide(groups, first=["smallest"], size=1).first) == ([] if is_over else [THREE])


@pytest.mark.parametrize(
    ("hours", "size", "first", "expected"),
    [
        ((1, 2, 3), 1, None, [3]),
        ((3, 2, 1), 1, None, [1]),
        ((1, 2, 3), 2, None, [2, 3]),
        ((1, 2, 3), 0, None, [1, 2, 3]),
        ((1, 2, 3), 9, None, [1, 2, 3]),
        ((1, 3, 3), 1, None, [2, 3]),
        ((1, None, 3), 1, None, [1, 2, 3]),
        ((1, 2, 3), 1, [ONE, THREE], [1, 3]),
        ((1, 3, 2), 1, [ONE, THREE], [2]),
    ],
)
def test_the_groups_that_went_live_last_are_found(hours: Any, size: int, first: Any, expected: list[int]) -> None:
    names = {1: V, 2: V, 3: L}
    groups = [group(order, names[order], LIVE, at=hour) for order, hour in enumerate(hours, 1)]
    decided = decide([*groups, group(4, L, READY)], first=first, size=size)
    assert sorted(each.order_id for each in decided.went_live_last) == expected


# ---- reading an order ------------------------------------------------------------


def number(index: int, status: str, **members: Any) -> dict[str, Any]:
    return {"phone_number": f"+1217523{index:04}", "phone_number_group": V, "status": status, **members}


CONFIRMED = {"status": "CONFIRMED", "foc_date": "2027-03-02T00:00:00Z"}


@pytest.mark.parametrize(
    ("numbers", "offered", "state", "why"),
    [
        ([number(1, "ACTIVATED"), number(2, "ACTIVATED")], [], LIVE, ""),
        ([number(1, "ACTIVATED"), number(2, "REJECTED")], [], LIVE, ""),
        ([number(1, "REJECTED"), number(2, "CANCELED")], [], ENDED, "none of its numbers"),
        ([number(1, **CONFIRMED)], [V], READY, ""),
        ([number(1, **CONFIRMED), number(2, "PENDING")], [V], READY, ""),
        ([number(1, **CONFIRMED)], [], OPEN, "CONFIRMED, FOC date 2027-03-02, but not offered"),
        ([number(1, **CONFIRMED), number(2, "ACTIVATED")], [], OPEN, "ACTIVATED and CONFIRMED"),
        ([number(1, **CONFIRMED, activate_user="ada")], [], GOING, "it was activated"),
        ([number(1, **CONFIRMED), number(2, "ACTIVATED", activate_user="ada")], [], OPEN, "not offered"),
        ([number(1, "CONFIRMED", foc_date="2027-03-03")], [], WAITING, "CONFIRMED, FOC date 2027-03-03"),
        ([number(1, "CONFIRMED")], [], WAITING, "CONFIRMED, no FOC date yet"),
        ([number(1, **CONFIRMED), number(2, "PENDING")], [], WAITING, "CONFIRMED and PENDING"),
        ([number(1, "THINKING", foc_date="2027-03-02")], [], WAITING, "THINKING"),
        ([number(1, "CONFIRMED", phone_number_group="")], [], WAITING, "no group yet"),
        ([number(1, **CONFIRMED)], ["GW Other Grp1"], OPEN, ""),
    ],
)
def test_a_group_has_its_state(numbers: list[dict[str, Any]], offered: list[str], state: str, why: str) -> None:
    order = {"id": 7, "customer_order_reference": "hq", "on_demand_activation": True, "phone_numbers": numbers}
    (found,) = groups_of(order, offered, today=TODAY)
    assert found.state == state
    assert why in found.why
    assert bool(found.why) == (state not in (LIVE, READY))


def test_an_order_that_goes_live_by_itself_is_in_no_wave() -> None:
    order = {"id": 7, "phone_numbers": [number(1, **CONFIRMED)]}
    (found,) = groups_of(order, [V], today=TODAY)
    assert (found.state, found.label) == (WAITING, f"7/{V}")
    assert "by themselves" in found.why


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["2027-03-02T01:00:00Z", "2027-03-02T02:00:00Z"], moment(2)),
        (["2027-03-02T01:00:00Z", "02:00"], None),
        (["14:00"], None),
        (["2027-03-02"], None),
        ([None], None),
    ],
)
def test_the_time_of_going_live_is_that_of_the_last_number(dates: list[Any], expected: Any) -> None:
    numbers = [number(index, "ACTIVATED", activated_date=date) for index, date in enumerate(dates)]
    (found,) = groups_of({"id": 7, "phone_numbers": numbers}, (), today=TODAY)
    assert found.moment == expected


def test_odd_orders_have_no_groups() -> None:
    for numbers in (None, [], ["+12175230001"], [{"status": "CONFIRMED"}]):
        assert groups_of({"id": 7, "phone_numbers": numbers}, [V], today=TODAY) == []


# ---- properties ------------------------------------------------------------------

STATES = st.sampled_from([LIVE, READY, GOING, OPEN, WAITING, ENDED])


@st.composite
def jobs(draw: st.DrawFn) -> list[Group]:
    made = []
    for order in range(1, draw(st.integers(0, 5)) + 1):
        for name in draw(st.lists(st.sampled_from([V, L, "GW Other Grp1"]), unique=True, max_size=3)):
            state = draw(STATES)
            hour = draw(st.one_of(st.none(), st.integers(0, 23))) if state == LIVE else None
            made.append(group(order, name, state, draw(st.integers(1, 4)), at=hour))
    return made


def names_of(groups: list[Group]) -> st.SearchStrategy[Any]:
    there = sorted({each.label for each in groups} | {each.name for each in groups}) or ["smallest"]
    return st.one_of(st.none(), st.just(["smallest"]), st.lists(st.sampled_from(there), min_size=1, max_size=3))


@given(st.data())
def test_each_ready_group_is_in_one_wave_and_nothing_else_is_in_any(data: st.DataObject) -> None:
    groups = data.draw(jobs())
    first, only = data.draw(names_of(groups)), data.draw(names_of(groups))
    size = data.draw(st.integers(0, 4))
    decided = decide(groups, first=first, only=only, size=size)
    planned = [each for wave in [decided.first, *decided.rest] for each in wave]
    keys = [each.key for each in planned]
    assert len(keys) == len(set(keys))
    assert all(each.state == READY for each in planned)
    assert all(wave and (not size or len(wave) <= size) for wave in decided.rest)
    scope = [each for each in groups if only is None or {each.label, each.name} & set(only)]
    if decided.unknown or decided.closed:
        assert planned == []
    else:
        assert set(keys) == {each.key for each in scope if each.state == READY}
        # Named groups come first, all of them, and only these.
        if first and first != ["smallest"]:
            named = [each for each in scope if {each.label, each.name} & set(first) and each.state == READY]
            assert decided.first == named
        assert len(decided.first) <= 1 or first != ["smallest"]
        # An empty first wave that blocks nothing was not requested, or is complete.
        if first == ["smallest"] and planned and not decided.first:
            assert any(each.live for each in groups)
    # The groups that went live last are live. There is at least one if any group is live.
    assert all(each.live for each in decided.went_live_last)
    if not decided.unknown:
        assert bool(decided.went_live_last) == any(each.live for each in groups)
    told = "\n".join(overview(groups, decided))
    assert all(each.label in told for each in groups)


@given(st.data())
def test_continuing_after_each_wave_activates_everything_once(data: st.DataObject) -> None:
    """If a run ends after any wave, the next one continues: each group goes live exactly once."""
    groups = [each for each in data.draw(jobs()) if each.state in (READY, WAITING, ENDED)]
    size = data.draw(st.integers(0, 3))
    wish = {"first": data.draw(st.sampled_from([None, ["smallest"]])), "size": size}
    ready = {each.key for each in groups if each.state == READY}
    went: list[tuple[str, str]] = []
    hour = 0
    while coming := waves(decide(groups, **wish)):
        hour += 1
        # Any part of a wave may be live when the run ends.
        part = coming[0][: data.draw(st.integers(1, len(coming[0])))]
        before = [each for each in groups if each.state == READY]
        groups = [
            group(each.order_id, each.name, LIVE, len(each.numbers), at=hour % 24) if each.label in part else each
            for each in groups
        ]
        went += [each.key for each in before if each.label in part]
        last = {each.label for each in decide(groups, **wish).went_live_last}
        assert hour >= 24 or set(part) <= last
    assert len(went) == len(set(went))
    assert set(went) == ready


def test_the_overview_of_a_large_job_is_short() -> None:
    groups = [group(index % 10, f"GW {index}", READY) for index in range(300)]
    lines = overview(groups, decide(groups, size=1))
    assert len(lines) == 101
    assert lines[-1] == "and 200 more lines"
