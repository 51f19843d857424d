# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The drawings of a report: bars, a timeline and stages of orders, as SVG that scales with the page.

Horizontal positions are percentages and sizes are pixels, so that everything is readable on a phone. Colors come from
the page's style; each drawing has a text description.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from .._base.html import Markup, join, tag
from .digest import Data
from .parts import amount, day_text, status_class

_DAY = datetime.timedelta(days=1)

# Pixels.
_BASE = 120
_TALLEST = 84
_HEIGHT = 166
# Bars, the labels below them, and the figures above them, as many as fit on a phone.
_MAX_BARS = 31
_MAX_LABELS = 6
_STEPS = (1, 7, 28, 91, 364, 3640)


def status_bar(counts: Mapping[str, int], *, description: str, height: int = 10) -> Markup:
    """A bar with one part for each status, proportional to its share."""
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
    """FOC dates across, numbers upward: a bar for each date, or for each span of dates if there are many.

    ``days`` have ``date``, ``numbers`` and ``activated``. The bars are evenly spaced, each with its date below; a line
    shows today.
    """
    now = datetime.date.fromisoformat(today)
    bars, step = _bars([(datetime.date.fromisoformat(day["date"]), day) for day in days])
    slot = 100 / max(len(bars), 3)
    shift = (100 - slot * len(bars)) / 2
    every = -(-len(bars) // _MAX_LABELS)
    tallest = max((numbers for dummy, numbers, dummy_too in bars), default=1)
    dated = len({date.year for date, dummy, dummy_too in bars} | {now.year}) > 1
    # Today's bar, which is always labelled.
    current = next((place for place, (date, *dummy) in enumerate(bars) if date <= now < date + _DAY * step), None)
    drawn = []
    for place, (date, numbers, activated) in enumerate(bars):
        at = shift + slot * (place + 0.5)
        drawn.append(_bar(date, numbers, activated, at=at, width=min(slot * 0.6, 9.0), tallest=tallest, step=step))
        if place % every == (current or 0) % every:
            drawn.append(_figure(numbers, at=at, height=_height(numbers, tallest)))
            drawn.append(_label(date, at=at, step=step, dated=dated, current=place == current))
    return tag(
        "svg",
        tag("title", "FOC dates", id="time-line-title"),
        tag("desc", _described(days, today), id="time-line-description"),
        tag("line", x1="0", x2="100%", y1=_BASE, y2=_BASE, class_="axis"),
        *drawn,
        None if current is not None else _today(bars, now, slot=slot, shift=shift),
        role="img",
        aria_labelledby="time-line-title time-line-description",
        class_="time-line",
        width="100%",
        height=_HEIGHT,
    )


_Bar = tuple[datetime.date, int, int]


def _bars(dated: list[tuple[datetime.date, Data]]) -> tuple[list[_Bar], int]:
    """The dates combined into few bars: the first day of each bar, its numbers, those activated; and days per bar."""
    for step in _STEPS:
        found: dict[datetime.date, tuple[int, int]] = {}
        for date, day in dated:
            start = date - _DAY * (date.toordinal() % step)
            numbers, activated = found.get(start, (0, 0))
            found[start] = (numbers + day["numbers"], activated + day["activated"])
        if len(found) <= _MAX_BARS:
            break
    return [(date, *counts) for date, counts in sorted(found.items())], step


def _height(numbers: int, tallest: int) -> float:
    return max(3.0, _TALLEST * numbers / tallest)


def _bar(
    date: datetime.date, numbers: int, activated: int, *, at: float, width: float, tallest: int, step: int
) -> Markup:
    height = _height(numbers, tallest)
    done = height * activated / numbers
    left = _percent(at - width / 2)
    return tag(
        "g",
        tag("title", f"{_span(date, step)}: {amount(numbers, 'number')}, {activated:,} activated"),
        _rect(left, width, y=_BASE - height, height=height - done, class_="fill is-confirmed"),
        _rect(left, width, y=_BASE - done, height=done, class_="fill is-activated"),
    )


def _span(date: datetime.date, step: int) -> str:
    return day_text(date) if step == 1 else f"{day_text(date)} to {day_text(date + _DAY * (step - 1))}"


def _figure(numbers: int, *, at: float, height: float) -> Markup:
    return tag(
        "text", f"{numbers:,}", x=_percent(at), y=_pixels(_BASE - height - 6), text_anchor="middle", class_="figure"
    )


def _label(date: datetime.date, *, at: float, step: int, dated: bool, current: bool) -> Markup:
    text = day_text(date, form="{day} {month:.3}")
    below = [str(date.year)] if dated else []
    if step > 1 and not dated:
        below = [f"{step} days"]
    if current:
        below = ["today"]
    lines = [
        tag(
            "text",
            line,
            x=_percent(at),
            y=_BASE + 18 + 16 * place,
            text_anchor="middle",
            class_="today-label" if current and place else "tick",
        )
        for place, line in enumerate([text, *below])
    ]
    return join(*lines)


def _rect(left: str, width: float, *, y: float, height: float, class_: str) -> Markup | None:
    if height <= 0:
        return None
    return tag("rect", x=left, y=_pixels(y), width=_percent(width), height=_pixels(height), class_=class_)


def _today(bars: list[_Bar], now: datetime.date, *, slot: float, shift: float) -> Markup:
    """The line for today, between past and future."""
    at = shift + slot * sum(date < now for date, dummy, dummy_too in bars)
    at = min(max(at, 0.5), 99.5)
    anchor = "start" if at < 12 else "end" if at > 88 else "middle"
    return tag(
        "g",
        tag("line", x1=_percent(at), x2=_percent(at), y1=18, y2=_BASE + 4, class_="today"),
        tag("text", "today", x=_percent(at), y=12, text_anchor=anchor, class_="today-label"),
    )


LIFE = ("ordered", "date set", "live")


def life_line(stage: int, *, broken: bool, description: str) -> Markup:
    """The stage of an order: three dots on a line, reached ones filled; a broken line means that it ended early."""
    places = (6, 50, 94)
    lines = [
        tag(
            "line",
            x1=f"{places[place]}%",
            x2=f"{places[place + 1]}%",
            y1=6,
            y2=6,
            class_="reached" if place + 1 < stage else "open",
        )
        for place in range(2)
    ]
    dots = [
        tag("circle", cx=f"{at}%", cy=6, r=4, class_="reached" if place < stage else "open")
        for place, at in enumerate(places)
    ]
    return tag(
        "svg",
        tag("title", description),
        *lines,
        *dots,
        role="img",
        aria_label=description,
        class_="life broken" if broken else "life",
        width="100%",
        height=12,
    )


def _described(days: list[Data], today: str) -> str:
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
