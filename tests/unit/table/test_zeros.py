# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Detection of codes that lost their leading zeros, by statistics."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import pytest

from ansible_collections.sinch.porting.plugins.plugin_utils._table.zeros import short_widths

LISTS = 1000


def pins(dice: random.Random, *widths: int, shares: Sequence[float] = (), count: int = 0) -> list[str]:
    """Random PINs. Each carrier uses one width."""
    count = count or dice.randrange(40, 400)
    chosen = dice.choices(widths, shares or None, k=count)
    return ["".join(dice.choices("0123456789", k=width)) for width in chosen]


def accounts(dice: random.Random, *widths: int, shares: Sequence[float] = ()) -> list[str]:
    """Running account numbers, which do not begin with 0. Each is in several rows."""
    different = [
        str(dice.randrange(10 ** (width - 1), 10**width)) for width in dice.choices(widths, shares or None, k=60)
    ]
    return dice.choices(different, k=dice.randrange(60, 300))


def damaged(codes: list[str]) -> list[str]:
    """The codes after a spreadsheet has removed leading zeros."""
    return [str(int(code)) for code in codes]


def rate(make: Callable[[random.Random], list[str]]) -> float:
    """The share of lists in which zeros appear to be lost."""
    return sum(bool(short_widths(make(random.Random(seed)))) for seed in range(LISTS)) / LISTS


@pytest.mark.parametrize(
    ("make", "least"),
    [
        (lambda dice: pins(dice, 4), 0.98),
        (lambda dice: pins(dice, 6), 0.98),
        (lambda dice: pins(dice, 4, 6, 8), 0.98),
        (lambda dice: pins(dice, 4, 6, 8, count=90), 0.98),
        (lambda dice: pins(dice, 6, count=500), 0.99),
        (lambda dice: pins(dice, 4, 5), 0.9),
        (lambda dice: pins(dice, 6, count=30), 0.9),
    ],
    ids=["4 digits", "6 digits", "three carriers", "90 of three carriers", "500", "neighbors", "30"],
)
def test_damaged_lists_are_reported(make: Callable[[random.Random], list[str]], least: float) -> None:
    assert rate(lambda dice: damaged(make(dice))) >= least


@pytest.mark.parametrize(
    ("make", "limit"),
    [
        (lambda dice: pins(dice, 6), 0),
        (lambda dice: pins(dice, 4, 6, 8), 0),
        (lambda dice: pins(dice, 4, 5, count=40), 0.01),
        (lambda dice: pins(dice, 5, 6, shares=(1, 9), count=40), 0.03),
        (lambda dice: pins(dice, 5, 6, shares=(1, 9)), 0.01),
        (lambda dice: accounts(dice, 9), 0),
        (lambda dice: accounts(dice, 8, 10, 12), 0),
        (lambda dice: accounts(dice, 9, 10), 0.01),
    ],
    ids=["6", "three", "even", "40 uneven", "uneven", "accounts", "carriers' accounts", "even accounts"],
)
def test_lists_without_damage_are_not_reported(make: Callable[[random.Random], list[str]], limit: float) -> None:
    assert rate(make) <= limit


def test_running_numbers_of_two_neighboring_widths_look_like_damage() -> None:
    """A limit of the statistics, which docs/intake.md describes."""
    assert rate(lambda dice: accounts(dice, 9, 10, shares=(1, 9))) > 0.9


def some(count: int, width: int) -> list[str]:
    """Different codes of one width that do not begin with 0."""
    return [str(10 ** (width - 1) + 7 * index) for index in range(count)]


@pytest.mark.parametrize(
    ("counts", "short"),
    [
        ({6: 173, 5: 26, 4: 1}, {5: 6, 4: 6}),
        ({4: 27, 3: 3, 6: 26, 5: 4, 8: 27, 7: 3}, {7: 8, 5: 6, 3: 4}),
        ({6: 51, 5: 6, 4: 3}, {5: 6, 4: 6}),
        ({6: 45, 5: 50, 4: 5}, {4: 5}),
        ({6: 90, 4: 1}, {}),
        ({6: 19}, {}),
        ({6: 17, 5: 2}, {}),
        ({6: 60}, {}),
        ({}, {}),
    ],
    ids=str,
)
def test_short_codes_are_found_by_their_width(counts: dict[int, int], short: dict[int, int]) -> None:
    codes = [code for width, count in counts.items() for code in some(count, width)]
    assert short_widths(codes) == short
    assert short_widths([*codes, *codes, "", "A-1", None]) == short


def test_one_code_with_a_zero_changes_nothing_and_many_do() -> None:
    codes = [*some(180, 6), *some(20, 5)]
    assert short_widths([*codes, "004711"]) == {5: 6}
    assert short_widths([*codes, *(f"0{code}" for code in some(5, 5))]) == {}
