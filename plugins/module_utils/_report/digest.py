# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The digest of an order for a report: a short row for each of its numbers.

A fleet has 100,000 numbers, and a complete order takes five times the memory of its digest. So each order is reduced as
soon as it has been read. Secrets and addresses are not kept, and names only on request.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from .._base.dates import read_date
from .._base.plain import dicts
from .._base.redaction import Redactor, secret_values
from .._model.features import e911_changed, e911_changes, excluded_features, exclusion_reasons
from .._model.foc import foc_at
from .._model.statuses import ACTIVATED, CANCELLED_STATUSES, PENDING

Data = dict[str, Any]

# Not from the API: numbers of a plan that are not in any order yet, and those that it set aside as not portable.
NOT_ORDERED = "NOT_ORDERED"
SET_ASIDE = "SET_ASIDE"

# The members of a number in a report, in the order of the CSV file's columns.
COLUMNS = (
    "phone_number",
    "status",
    "carrier",
    "phone_number_group",
    "foc_date",
    "foc_at",
    "desired_port_date",
    "activated_date",
    "reason",
    "cause",
    "excluded_features",
    "e911_changed",
    "reference",
    "order_id",
    "order_status",
    "superseded_by",
)
NAME_COLUMNS = ("end_user_name", "authorizing_name")


# Who wrote a note is not documented. The service's notes must never be missed, so a note is ours only if its author is
# called customer, or is the key or project that the task signs in with.
CUSTOMER = frozenset({"customer", "client"})

_LONGEST_NOTE = 600
_NOTES_KEPT = 20


def order_digest(order: Mapping[str, Any], *, include_names: bool = False, ours: Collection[str] = ()) -> Data:
    """A summary of an order: ``order_id``, ``reference``, ``status``, dates, and its ``numbers`` with COLUMNS.

    ``ours`` are further authors whose notes are our own. ``notes`` has the others' (``time``, ``text``), without
    secrets, and without names unless requested; ``documents`` the names of the order's documents.
    """
    redactor = _redactor(order, include_names=include_names)
    schedule = _dict(order.get("desired_port_schedule"))
    head = {
        "order_id": order.get("id"),
        "reference": _text(order.get("customer_order_reference")),
        "status": _status(order),
        "created_date": _day(order.get("created_date")),
        "desired_port_date": _day(schedule.get("desired_port_date")),
        "on_demand_activation": bool(order.get("on_demand_activation")),
        "notes": _notes(order, redactor, CUSTOMER | {name.casefold() for name in ours if name}),
        "documents": [
            redactor.clean(_text(document.get("document_name")) or _text(document.get("id")))
            for document in dicts(order.get("documents"))
        ],
    }
    numbers = [
        _number_digest(number, head, schedule, redactor=redactor, include_names=include_names)
        for number in dicts(order.get("phone_numbers"))
    ]
    return {**head, "numbers": numbers}


def _notes(order: Mapping[str, Any], redactor: Redactor, ours: Collection[str]) -> list[Data]:
    """The newest notes from others, oldest first."""
    notes = [
        {"time": _text(note.get("created_time")) or None, "text": redactor.clean(text)[:_LONGEST_NOTE]}
        for note in dicts(order.get("notes"))
        if (text := _text(note.get("note"))) and _text(note.get("created_by")).casefold() not in ours
    ]
    return sorted(notes, key=lambda note: note["time"] or "")[-_NOTES_KEPT:]


def number_row(phone_number: str, **members: Any) -> Data:
    """A number of a report, with all members."""
    return {**dict.fromkeys(COLUMNS), "phone_number": phone_number, **members}


def _number_digest(number: Data, head: Data, schedule: Data, *, redactor: Redactor, include_names: bool) -> Data:
    reason = _text(number.get("reject_reason")) or _text(number.get("exclusion_reason"))
    reasons = exclusion_reasons(number)
    row = number_row(
        _text(number.get("phone_number")),
        status=_number_status(number, head["status"]),
        phone_number_group=_text(number.get("phone_number_group")) or None,
        foc_date=_day(number.get("foc_date")),
        foc_at=foc_at(number.get("foc_date"), schedule),
        desired_port_date=head["desired_port_date"],
        activated_date=_day(number.get("activated_date")),
        reason=sys.intern(redactor.clean(reason)) if reason else None,
        excluded_features=[sys.intern(redactor.clean(name)) for name in excluded_features(number)],
        e911_changed=e911_changed(number),
        reference=head["reference"],
        order_id=head["order_id"],
        order_status=head["status"],
    )
    if row["excluded_features"]:
        row["feature_reasons"] = [redactor.clean(reason) for reason in reasons.values() if reason]
    if row["e911_changed"]:
        row["e911_members"] = e911_changes(number)
    if include_names:
        row["end_user_name"] = _text(_dict(number.get("end_user")).get("name")) or None
        row["authorizing_name"] = _text(_dict(number.get("port_out_info")).get("authorizing_name")) or None
    return row


def _number_status(number: Data, order_status: str) -> str:
    """The status of a number; if its order has ended, that of the order."""
    status = _status(number)
    if order_status in CANCELLED_STATUSES and status != ACTIVATED:
        return order_status
    return status


def _redactor(order: Mapping[str, Any], *, include_names: bool) -> Redactor:
    """Cleans others' texts, which may quote a PIN, an address, or a name that was not requested."""
    redactor = Redactor(dict.fromkeys(secret_values(order)))
    # Most numbers of an order share their address.
    addresses = {address for number in dicts(order.get("phone_numbers")) for address in _addresses(number)}
    redactor.learn(*{text for house, street in addresses for text in _streets(house, street)})
    if not include_names:
        for name in {name for number in dicts(order.get("phone_numbers")) for name in _names(number)}:
            redactor.learn(name, name.upper(), name.lower(), name.title())
    return redactor


def _addresses(number: Data) -> Iterator[tuple[str, str]]:
    """House number and street of each of a number's addresses."""
    end_user = number.get("end_user")
    if isinstance(end_user, dict):
        yield _text(end_user.get("street_num")), _text(end_user.get("street_name"))
    e911 = _dict(number.get("features")).get("e911")
    if isinstance(e911, dict):
        yield _text(e911.get("street_num")), _text(e911.get("street_info"))
        yield _text(e911.get("enh_street_num")), _text(e911.get("enh_street_info"))


def _streets(house: str, street: str) -> Iterator[str]:
    """The forms in which an address may be quoted; the street alone only if it is unlikely to be another word."""
    found = [f"{house} {street}"] if house and street else []
    found += [street] if " " in street or len(street) >= _TELLING else []
    for text in found:
        yield from (text, text.upper(), text.lower())


_TELLING = 8


def _names(number: Data) -> list[str]:
    found = [_dict(number.get("end_user")).get("name"), _dict(number.get("port_out_info")).get("authorizing_name")]
    return [name.strip() for name in found if isinstance(name, str) and len(name.strip()) > 1]


def _status(thing: Mapping[str, Any]) -> str:
    # Contract: a missing status is PENDING; some examples of the earlier edition are not in capitals.
    return sys.intern(_text(thing.get("status")).upper() or PENDING)


def _day(value: Any) -> str | None:
    """The date of a date or date-time; None for anything else, for example ``14:00``."""
    text = _text(value)[:10]
    return sys.intern(text) if read_date(text) else None


def _text(value: Any) -> str:
    return sys.intern(str(value).strip()) if isinstance(value, (str, int, float)) else ""


def _dict(value: Any) -> Data:
    return value if isinstance(value, dict) else {}
