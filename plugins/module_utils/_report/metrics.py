# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A report as metrics for Prometheus, in the text format of the node exporter's textfile collector.

The library ``prometheus-client`` is loaded only for this format. No label contains a phone number or a name.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from typing import Any

from .._base.libraries import library
from .._model.statuses import PENDING
from .attention import KINDS
from .coming import moment_of
from .digest import Data

# The only line that differs in each run.
RUN_METRIC = "sinch_portin_report_timestamp_seconds"
_NUMBERS = re.compile(r"[0-9](?:[^0-9A-Za-z]?[0-9]){6,}")


def as_prom(report: Data, *, now: float) -> str:
    """The metrics of a report at the time ``now``, in seconds since 1970."""
    client = library("prometheus_client")
    registry = client.CollectorRegistry()

    def gauge(name: str, description: str, *labels: str) -> Any:
        return client.Gauge(f"sinch_portin_{name}", description, ("report", *labels), registry=registry)

    job = _label(report["reference"] or report["title"], "report")
    numbers = gauge("numbers", "Phone numbers of an order by their status.", "reference", "status")
    orders = {order["order_id"]: order for order in report["orders"]}
    for (order_id, reference, status), count in sorted(_counts(report).items(), key=str):
        fallback = f"order-{order_id}" if order_id in orders else "planned"
        numbers.labels(job, _label(reference, fallback), _label(status, "other")).inc(count)
    matters = gauge("attention", "Items that need a person, by kind.", "kind")
    counts = Counter(entry["kind"] for entry in report["attention"])
    for kind in KINDS:  # also those without items: an alert needs a series that falls to 0
        matters.labels(job, kind).set(counts[kind])
    gauge("wanted_numbers", "Numbers to be ported, live or not.").labels(job).set(report["totals"]["wanted"])
    gauge("live_numbers", "Numbers that are live.").labels(job).set(report["totals"]["activated"])
    oldest = gauge("oldest_pending_days", "Age of the oldest order with a number that waits for its carrier.")
    oldest.labels(job).set(_oldest_pending(report))
    moment = _next_foc(report)
    if moment is not None:
        gauge("next_foc_timestamp_seconds", "Time of the next FOC date.").labels(job).set(moment)
    gauge("report_timestamp_seconds", "When the report was made.").labels(job).set(now)
    return bytes(client.generate_latest(registry)).decode("utf-8")


def without_run(text: str) -> str:
    """The metrics without the time at which they were written."""
    return "\n".join(line for line in text.splitlines() if not line.startswith(f"{RUN_METRIC}{{"))


def _counts(report: Data) -> Counter[tuple[Any, str, str]]:
    return Counter(
        (row["order_id"], str(row["reference"] or ""), row["status"])
        for row in report["numbers"]
        if row["superseded_by"] is None
    )


def _label(text: str, fallback: str) -> str:
    """A label's value. A reference may be a phone number itself."""
    return fallback if not text or _NUMBERS.search(text) else text[:100]


def _oldest_pending(report: Data) -> int:
    today = datetime.date.fromisoformat(report["today"])
    days = [
        (today - datetime.date.fromisoformat(order["created_date"])).days
        for order in report["orders"]
        if order["created_date"] and order["statuses"].get(PENDING)
    ]
    return max([0, *days])


def _next_foc(report: Data) -> float | None:
    """The time of the next FOC date; if the hour is unknown, the beginning of the day in UTC."""
    for entry in report["coming"]:
        if entry["kind"] != "wanted":
            moment = entry["foc_at"] or f"{entry['date']}T00:00:00+00:00"
            return moment_of(moment).timestamp()
    return None
