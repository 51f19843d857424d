# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What changed between two reports.

An entry has ``phone_number`` (None if it is about the order), ``order_id``, ``reference``, ``kind``, ``before`` and
``after``. The kinds: ``order`` (a new order, or its status), ``status`` (of a number), ``foc_set`` and ``foc_moved``,
``note`` and ``document`` (``after`` is its text or name).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from .._base.errors import ValidationFailed
from .._base.files import expanded
from .digest import Data
from .parts import amount, day_text, status_words

KINDS = ("order", "status", "foc_set", "foc_moved", "note", "document")
# Statuses that a summary counts by name; the service may add new ones, and a summary has to stay small.
_STATUSES_COUNTED = 20


def read_previous(path: str) -> Data:
    """An earlier report, of which ``today``, ``orders`` and ``numbers`` are used. Raises ValidationFailed."""
    path = expanded(path)
    try:
        with open(path, encoding="utf-8") as stream:
            found = json.load(stream)
    except OSError as error:
        raise ValidationFailed(f"previous names {path}, which cannot be read: {error.strerror}.") from None
    except ValueError:
        raise ValidationFailed(f"previous names {path}, which is not JSON. Name the JSON file of a report.") from None
    if not is_report(found):
        raise ValidationFailed(f"previous names {path}, which is not a report. Name the JSON file of a report.")
    return dict(found)


def is_report(found: Any) -> bool:
    return (
        isinstance(found, dict)
        and isinstance(found.get("today"), str)
        and all(
            isinstance(found.get(name), list) and all(isinstance(entry, dict) for entry in found[name])
            for name in ("orders", "numbers")
        )
    )


def news_between(previous: Data, current: Data) -> list[Data]:
    """What changed, order by order."""
    before = {str(order.get("order_id")): order for order in previous["orders"]}
    numbers = _numbers_by_order(previous)
    held = _numbers_by_order(current)
    found: list[Data] = []
    for order in current["orders"]:
        order_id = str(order["order_id"])
        old = before.get(order_id)
        about = {"order_id": order["order_id"], "reference": order["reference"]}
        found += [{"phone_number": None, **about, **change} for change in _of_order(old, order)]
        known = numbers.get(order_id, {})
        for phone_number, row in sorted(held.get(order_id, {}).items()):
            changes = _of_number(known.get(phone_number), row, is_new=old is None)
            found += [{"phone_number": phone_number, **about, **change} for change in changes]
    return found


def _numbers_by_order(report: Data) -> dict[str, dict[str, Data]]:
    orders: dict[str, dict[str, Data]] = {}
    for row in report["numbers"]:
        if row.get("order_id") is not None:
            orders.setdefault(str(row["order_id"]), {})[str(row.get("phone_number"))] = row
    return orders


def _of_order(old: Data | None, order: Data) -> Iterator[Data]:
    status = old.get("status") if old else None
    if status != order["status"]:
        yield _change("order", status, order["status"])
    # Reports of version 1.0 have neither notes nor documents, so existing ones are not news.
    for kind, member in (("note", "notes"), ("document", "documents")):
        listed = old.get(member) if old else []
        if not isinstance(listed, list):
            continue
        left = Counter(json.dumps(entry, sort_keys=True) for entry in listed)
        for entry in order[member]:
            text = json.dumps(entry, sort_keys=True)
            left[text] -= 1
            if left[text] < 0:
                yield _change(kind, None, entry["text"] if kind == "note" else entry)


def _of_number(old: Data | None, row: Data, *, is_new: bool) -> Iterator[Data]:
    """Numbers of a new order are not news themselves, only the carrier's reactions to them."""
    status = old.get("status") if old else ("PENDING" if is_new else None)
    if status != row["status"]:
        yield _change("status", status, row["status"])
    before, after = (_foc(old) if old else None), _foc(row)
    if before == after or (old and old.get("foc_date") == row["foc_date"] and "foc_at" not in old):
        return
    if after is None and row["status"] in _WITHOUT_DATE:
        return
    yield _change("foc_moved" if before else "foc_set", before, after)


# In these statuses the date no longer matters.
_WITHOUT_DATE = frozenset({"REJECTED", "EXCLUDED", "CANCELED", "PENDING_CANCELATION"})


def _foc(row: Data) -> str | None:
    return row.get("foc_at") or row.get("foc_date") or None


def _change(kind: str, before: Any, after: Any) -> Data:
    return {"kind": kind, "before": before, "after": after}


def with_news(report: Data, previous: Data | None) -> tuple[Data, list[Data]]:
    """The report including its news, and what changed since ``previous``.

    A report that is made again on the same day keeps the news of that day, so that the second file equals the first.
    """
    if previous is None:
        return report, []
    changed = news_between(previous, report)
    if previous["today"] != report["today"]:
        return {**report, "news": changed, "news_since": previous["today"]}, changed
    kept = previous.get("news")
    kept = [entry for entry in kept if isinstance(entry, dict)] if isinstance(kept, list) else []
    return {**report, "news": [*kept, *changed], "news_since": previous.get("news_since")}, changed


def summary(news: list[Data], *, since: str | None) -> Data:
    """Counts of the news and a sentence with them: small, whatever the size of the move, and without names.

    ``since``, ``count``, ``kinds`` {kind: count}, ``statuses`` {status: count of numbers that are now in it}, ``text``.
    """
    kinds = Counter(str(entry.get("kind")) for entry in news)
    statuses = Counter(str(entry.get("after"))[:40] for entry in news if entry.get("kind") == "status")
    created = sum(entry.get("kind") == "order" and entry.get("before") is None for entry in news)
    parts = [
        *([amount(created, "new order")] if created else []),
        *(
            f"{amount(count, 'number')} {status_words(status)}"
            for status, count in sorted(statuses.items(), key=lambda pair: (-pair[1], pair[0]))[:_STATUSES_COUNTED]
        ),
        *([f"{amount(kinds['foc_set'], 'FOC date')} set"] if kinds["foc_set"] else []),
        *([f"{amount(kinds['foc_moved'], 'FOC date')} moved"] if kinds["foc_moved"] else []),
        *([amount(kinds["note"], "note")] if kinds["note"] else []),
        *([amount(kinds["document"], "document")] if kinds["document"] else []),
    ]
    begin = f"Since {day_text(since)}: " if since else ""
    text = ", ".join(parts) or ("nothing new" if not news else amount(len(news), "change"))
    sentence = f"{begin}{text}."
    return {
        "since": since,
        "count": len(news),
        "kinds": {kind: kinds[kind] for kind in KINDS if kinds[kind]},
        "statuses": dict(statuses.most_common(_STATUSES_COUNTED)),
        "text": sentence[:1].upper() + sentence[1:],
    }
