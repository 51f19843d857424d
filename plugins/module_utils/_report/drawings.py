# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The drawings of a report: bars and a time line, as SVG that grows with the page.

Places across are percentages and sizes are pixels, so that nothing gets too small to read on a phone. Colors come
from the page's style; each drawing says in words what it shows.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from itertools import pairwise

from .._base.html import Markup, join, tag
from .digest import Data
from .parts import amount, day_text, status_class

_DAY = datetime.timedelta(days=1)

# Pixels.
_BASE = 132
_TALLEST = 88
_HEIGHT = 162
# Bars closer than this, in percent of the width, leave no room for a figure above each.
_ROOM = 10.0
_MOST_BARS = 62


def status_bar(counts: Mapping[str, int], *, description: str, height: int = 10) -> Markup:
    """A bar of parts, one for each status, as wide as its share."""
    whole = sum(counts.values())
    parts, start = [], 0.0
    for status, count in counts.items():
        share = 100 * count / whole
        parts.append(
            tag("rect", x=_percent(start), width=_percent(share), height="100%", class_=f"fill {status_class(status)}")
        )
        start += share
    return tag(
        "svg",
        tag("title", description),
        *parts,
        role="img",
        aria_label=description,
        class_="bar",
        width="100%",
        height=height,
    )


def time_line(days: list[Data], *, today: str) -> Markup:
    """FOC dates across, numbers upward; the line of today parts what was from what comes.

    ``days`` have ``date``, ``numbers`` and ``activated``. Over a long time each bar is a week, or four.
    """
    now = datetime.date.fromisoformat(today)
    dated = [(datetime.date.fromisoformat(day["date"]), day) for day in days]
    first = min([now, *(date for date, dummy in dated)]) - _DAY
    last = max([now, *(date for date, dummy in dated)]) + _DAY
    step = next((step for step in (1, 7, 28) if (last - first).days / step <= _MOST_BARS), 91)
    span = max((last - first).days, 13) + step

    def place(date: datetime.date) -> float:
        return 100 * ((date - first).days + step / 2) / span

    bars = _bars(dated, first=first, step=step)
    width = min(80 * step / span, 6.0)
    places = [place(date) for date, dummy, dummy_too in bars]
    numbered = all(after - before >= _ROOM for before, after in pairwise(places))
    tallest = max((numbers for dummy, numbers, dummy_too in bars), default=1)
    drawn = [
        _bar_of_days(
            date, numbers, activated, at=place(date), width=width, tallest=tallest, step=step, numbered=numbered
        )
        for date, numbers, activated in bars
    ]
    return tag(
        "svg",
        tag("title", "Time line of FOC dates", id="time-line-title"),
        tag("desc", _told(days, today), id="time-line-description"),
        tag("line", x1="0", x2="100%", y1=_BASE, y2=_BASE, class_="axis"),
        *drawn,
        _today(place(now)),
        _scale(first, span=span, step=step),
        role="img",
        aria_labelledby="time-line-title time-line-description",
        class_="time-line",
        width="100%",
        height=_HEIGHT,
    )


_Bar = tuple[datetime.date, int, int]


def _bars(dated: list[tuple[datetime.date, Data]], *, first: datetime.date, step: int) -> list[_Bar]:
    """The days put together: the first day of each bar, its numbers, and those activated."""
    bars: dict[datetime.date, tuple[int, int]] = {}
    for date, day in dated:
        start = first + _DAY * ((date - first).days // step * step)
        numbers, activated = bars.get(start, (0, 0))
        bars[start] = (numbers + day["numbers"], activated + day["activated"])
    return [(date, *counts) for date, counts in sorted(bars.items())]


def _bar_of_days(
    date: datetime.date,
    numbers: int,
    activated: int,
    *,
    at: float,
    width: float,
    tallest: int,
    step: int,
    numbered: bool,
) -> Markup:
    height = max(3.0, _TALLEST * numbers / tallest)
    done = height * activated / numbers
    left = _percent(at - width / 2)
    when = day_text(date) if step == 1 else f"{day_text(date)} to {day_text(date + _DAY * (step - 1))}"
    return tag(
        "g",
        tag("title", f"{when}: {amount(numbers, 'number')}, {activated:,} activated"),
        _rect(left, width, y=_BASE - height, height=height - done, class_="fill is-confirmed"),
        _rect(left, width, y=_BASE - done, height=done, class_="fill is-activated"),
        tag(
            "text", f"{numbers:,}", x=_percent(at), y=_pixels(_BASE - height - 6), text_anchor="middle", class_="figure"
        )
        if numbered
        else None,
    )


def _rect(left: str, width: float, *, y: float, height: float, class_: str) -> Markup | None:
    if height <= 0:
        return None
    return tag("rect", x=left, y=_pixels(y), width=_percent(width), height=_pixels(height), class_=class_)


def _today(at: float) -> Markup:
    anchor = "start" if at < 15 else "end" if at > 85 else "middle"
    return tag(
        "g",
        tag("line", x1=_percent(at), x2=_percent(at), y1=20, y2=_BASE, class_="today"),
        tag("text", "today", x=_percent(at), y=13, text_anchor=anchor, class_="today-label"),
    )


def _scale(first: datetime.date, *, span: int, step: int) -> Markup:
    """Four dates along the axis, as many as fit on a phone."""
    ticks = []
    for share in (8, 36, 64, 92):
        date = first + _DAY * int(span * share / 100 - step / 2 + 0.5)
        at = 100 * ((date - first).days + step / 2) / span
        ticks.append(tag("line", x1=_percent(at), x2=_percent(at), y1=_BASE, y2=_BASE + 5, class_="axis"))
        ticks.append(
            tag(
                "text",
                day_text(date, form="{day} {month:.3}"),
                x=_percent(at),
                y=_BASE + 20,
                text_anchor="middle",
                class_="tick",
            )
        )
    return join(*ticks)


def _told(days: list[Data], today: str) -> str:
    if not days:
        return "No number has a FOC date yet."
    whole = sum(day["numbers"] for day in days)
    coming = sum(day["numbers"] - day["activated"] for day in days if day["date"] >= today)
    return (
        f"{amount(whole, 'number')} on {amount(len(days), 'date')} from {day_text(days[0]['date'])} to "
        f"{day_text(days[-1]['date'])}; {coming:,} still to come. The list below has each date."
    )


def _percent(value: float) -> str:
    return f"{value:.2f}%"


def _pixels(value: float) -> str:
    return f"{value:.1f}"
