# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Detects by statistics whether the codes of a column, such as PINs, have lost their leading zeros.

One in ten random codes begins with 0. A spreadsheet that reads codes as numbers removes these zeros: nine in a hundred
codes become one digit shorter, nine in a thousand two digits, and so on. Zeros were probably lost if

1. at most one in fifty of the different codes begins with 0 (perhaps typed again), which happens by chance in less than
   one list in eight (none of 20 codes begins with 0 in 12 % of the lists, none of 40 in 1.5 %), and
2. there are codes shorter than a usual width, but no more than lost zeros explain: as many as in 999 of 1,000 such
   lists by chance; one digit shorter also up to a fifth, because people choose PINs such as 0704.

This cannot detect codes that never begin with 0 and have two neighboring widths, the shorter one rare. Account numbers
may be like that, so the finding is only a warning. The unit tests measure how often that happens.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

_BEGINS_WITH_ZERO = 0.1
_ZEROS_LEFT = 50
_TOO_FEW_ZEROS = 1 / 8
_TOO_MANY_SHORT = 1 / 1000
# A width that fewer codes have is not a usual one.
_USUAL = 8


def short_widths(codes: Iterable[str | None]) -> dict[int, int]:
    """Widths of codes that seem to have lost zeros, each with the usual width that it falls short of.

    Equal codes count once: an account number in a hundred rows is one case. Codes that are not of digits do not count.
    """
    digits = {code for code in codes if code and code.isascii() and code.isdigit()}
    zeros = sum(code[0] == "0" for code in digits)
    if zeros > len(digits) / _ZEROS_LEFT or _at_most(zeros, len(digits), _BEGINS_WITH_ZERO) > _TOO_FEW_ZEROS:
        return {}
    counts = Counter(map(len, digits))
    short: dict[int, int] = {}
    for usual in sorted(counts, reverse=True):
        if usual in short or counts[usual] < _USUAL:
            continue
        for missing in range(1, usual):
            count = counts[usual - missing]
            if not count or not _is_explained(count, count + counts[usual], missing):
                break
            short[usual - missing] = usual
    return short


def _is_explained(short: int, total: int, missing: int) -> bool:
    """Whether so many of the codes can have lost so many zeros."""
    if missing == 1 and short <= total / 5:
        return True
    return 1 - _at_most(short - 1, total, _BEGINS_WITH_ZERO**missing) >= _TOO_MANY_SHORT


def _at_most(count: int, total: int, chance: float) -> float:
    """The odds that of so many codes at most ``count`` have what each has by this chance (binomial distribution)."""
    yes, no = math.log(chance), math.log1p(-chance)
    ways = math.lgamma(total + 1)
    return sum(
        math.exp(ways - math.lgamma(one + 1) - math.lgamma(total - one + 1) + one * yes + (total - one) * no)
        for one in range(count + 1)
    )
