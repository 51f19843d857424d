# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What comes next: which numbers move when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from .._model.statuses import CONFIRMED, PENDING
from .digest import Data


def coming(orders: Iterable[Data], *, today: str) -> list[Data]:
    """The days from ``today`` on, each with what happens: ``date``, ``kind``, ``numbers``, ``orders``, ``foc_at``.

    ``kind`` is ``foc`` for numbers whose date the losing carrier has confirmed and that go live automatically,
    ``activate`` for those that can be activated from that day on, and ``wanted`` for numbers without a FOC date, on
    their desired date. ``foc_at`` is the earliest time on that day, if the hour is known.
    """
    found: dict[tuple[str, str], tuple[set[str], list[Data]]] = {}
    for order in orders:
        for row in order["numbers"]:
            day, kind = _next_step(order, row)
            if day and day >= today and row["superseded_by"] is None:
                names, rows = found.setdefault((day, kind), (set(), []))
                names.add(str(order["reference"] or order["order_id"]))
                rows.append(row)
    return [
        {
            "date": day,
            "kind": kind,
            "numbers": len(rows),
            "orders": sorted(names),
            "foc_at": min((row["foc_at"] for row in rows if row["foc_at"]), key=moment_of, default=None),
        }
        for (day, kind), (names, rows) in sorted(found.items())
    ]


def _next_step(order: Data, row: Data) -> tuple[str | None, str]:
    if row["status"] == CONFIRMED:
        return row["foc_date"], "activate" if order["on_demand_activation"] else "foc"
    if row["status"] == PENDING:
        return row["foc_date"] or row["desired_port_date"], "foc" if row["foc_date"] else "wanted"
    return None, ""


def moment_of(text: str) -> datetime:
    """The time of a ``foc_at``, so that times in several zones can be compared."""
    return datetime.fromisoformat(text.replace("Z", "+00:00"))
