# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Orders in responses: edition, secrets, formats of values."""

from __future__ import annotations

from typing import Any

from .carriers import country_of
from .clock import write_date, write_time
from .settings import Settings
from .state import Number, Order

END_USER_DEFAULTS = {
    "streetPreDir": "",
    "streetType": "",
    "streetPostDir": "",
    "locationType2": "",
    "locationValue2": "",
    "locationType3": "",
    "locationValue3": "",
    "typeOfService": "B",
}
SECRETS = ("existingPortOutPin", "accountNum")
UNDOCUMENTED = {"xUndocumented": {"since": "tomorrow", "values": [1, "two", None]}}


def show_order(order: Order, settings: Settings) -> dict[str, Any]:
    """The whole order, as create, read and update return it."""
    given = order.given
    shown: dict[str, Any] = {
        "id": _id(order, settings),
        "status": order.status,
        "customerOrderReference": order.reference,
        "onDemandActivation": order.on_demand,
        "desiredPortSchedule": _schedule(given["desiredPortSchedule"], settings),
        "resellerName": given.get("resellerName", ""),
    }
    shown.update({name: given[name] for name in ("loaUploadedBy", "loaAttachmentDate") if name in given})
    shown["phoneNumbers"] = [show_number(number, settings) for number in order.numbers]
    shown["notes"] = list(order.notes)
    shown["documents"] = [document.metadata for document in order.documents]
    earlier = settings.edition == "earlier"
    shown["createdDate"] = write_time(order.created_at) if earlier else write_date(order.created_at)
    return _with_extra(shown, order.extra, settings)


def show_entry(order: Order, settings: Settings) -> dict[str, Any]:
    """The short form in lists."""
    statuses = [number.status for number in order.numbers]
    long = settings.list_created_date == "date-time"
    shown = {
        "id": _id(order, settings),
        "status": order.status,
        "customerOrderReference": order.reference,
        "createdDate": write_time(order.created_at) if long else write_date(order.created_at),
        "phoneNumberQuantity": len(statuses),
        "focQuantity": statuses.count("CONFIRMED"),
        "activatedQuantity": statuses.count("ACTIVATED"),
        "rejectedQuantity": statuses.count("REJECTED"),
        "excludedQuantity": statuses.count("EXCLUDED"),
    }
    return _with_extra(shown, order.extra, settings)


def show_number(number: Number, settings: Settings) -> dict[str, Any]:
    given = number.given
    shown: dict[str, Any] = {
        "phoneNumber": number.phone_number,
        "status": number.status,
        "endUser": _end_user(given["endUser"], settings),
        "portOutInfo": _port_out_info(given["portOutInfo"], settings),
        "exclusionReason": number.exclusion_reason,
    }
    for name in ("voiceConfiguration", "smsConfiguration", "features"):
        if name in given:
            shown[name] = given[name]
    if "newPortOutPin" in given and settings.secrets_echo != "omitted":
        shown["newPortOutPin"] = _secret(given["newPortOutPin"], settings)
    country = country_of(number.phone_number)
    optional = {
        "countryCode": country,
        "phoneNumberGroup": number.group or None,
        "focDate": number.foc_date,
        "rejectReason": number.reject_reason,
        "activateUser": number.activate_user,
        "excludedFeatures": number.excluded_features or None,
        **_moments(number, settings),
    }
    shown.update({name: value for name, value in optional.items() if value is not None})
    return _with_extra(shown, number.extra, settings)


def _moments(number: Number, settings: Settings) -> dict[str, str | None]:
    """The times of a number's events, with the edition's names and formats."""
    excluded = None if number.excluded_at is None else write_time(number.excluded_at)
    activated = None if number.activated_at is None else write_time(number.activated_at)
    if settings.edition == "earlier":
        return {"exclusionTime": excluded, "activateTime": activated and activated[11:16]}
    confirmed = None if number.confirmed_at is None else write_time(number.confirmed_at)
    return {"exclusionDate": excluded, "activatedDate": activated, "confirmedDate": confirmed}


def _id(order: Order, settings: Settings) -> int | str:
    return order.id if settings.id_type == "number" else str(order.id)


def _schedule(given: dict[str, Any], settings: Settings) -> dict[str, Any]:
    time = given.get("desiredPortTime")
    if settings.normalise and time and not time.endswith("Z"):
        return {**given, "desiredPortTime": f"{time}Z"}
    return given


def _end_user(given: dict[str, Any], settings: Settings) -> dict[str, Any]:
    shown = {**END_USER_DEFAULTS, **given}
    if settings.normalise:
        shown["state"] = shown["state"].upper()
    return shown


def _port_out_info(given: dict[str, Any], settings: Settings) -> dict[str, Any]:
    omit = settings.secrets_echo == "omitted"
    shown = {name: value for name, value in given.items() if not (omit and name in SECRETS)}
    for name in SECRETS:
        if name in shown:
            shown[name] = _secret(shown[name], settings)
    date = shown.get("authorizingDate", "")
    if settings.normalise and len(date) == len("2027-03-01"):
        shown["authorizingDate"] = f"{date}T00:00:00Z"
    return shown


def _secret(value: str, settings: Settings) -> str:
    return settings.mask if settings.secrets_echo == "masked" else value


def _with_extra(shown: dict[str, Any], extra: dict[str, Any], settings: Settings) -> dict[str, Any]:
    return {**shown, **extra, **(UNDOCUMENTED if settings.extra_members else {})}
