# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Records from the XML of Bandwidth's customer service record API (``CsrResponse``, ``CsrData``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree import ElementTree

from .problem import RecordsError

# Elements of ServiceAddress in the usual order of an address, used if UnparsedAddress is missing.
_STREET = ("HouseNumber", "PreDirectional", "StreetName", "StreetSuffix", "PostDirectional", "AddressLine2")
_MEMBERS = {
    "CustomerName": "name",
    "AccountNumber": "account_number",
    "BillingTelephoneNumber": "billing_phone_number",
    "AuthorizingUserName": "authorized_names",
}


def records_of(content: bytes) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each ``CsrData`` of the document. Raises RecordsError."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise RecordsError("declares a document type, which is not allowed in a record. Remove the declaration.")
    try:
        root = ElementTree.fromstring(content)
    except ElementTree.ParseError as error:
        line = error.position[0]
        raise RecordsError(f"is not well-formed XML, see line {line}. Download it again.") from None
    found = [root] if _name(root) == "CsrData" else [each for each in root.iter() if _name(each) == "CsrData"]
    created = _text(_child(root, "OrderCreateDate"))
    usable = [
        each for each in found if _child(each, "CustomerName") is not None or _child(each, "ServiceAddress") is not None
    ]
    if not usable:
        raise RecordsError("contains no customer service record (CsrData with a name or an address).")
    for index, each in enumerate(usable):
        yield f"record {index + 1}" if len(usable) > 1 else "", {**_record(each), "date": created}


def _record(data: ElementTree.Element) -> dict[str, Any]:
    record: dict[str, Any] = {ours: _text(_child(data, theirs)) for theirs, ours in _MEMBERS.items()}
    address = _child(data, "ServiceAddress")
    if address is not None:
        street = " ".join(filter(None, (_text(_child(address, name)) for name in _STREET)))
        record |= {
            "address": street or _text(_child(address, "UnparsedAddress")),
            "city": _text(_child(address, "City")),
            "state": _text(_child(address, "State")) or _text(_child(address, "StateCode")),
            "zip": _text(_child(address, "Zip")),
        }
    record["phone_numbers"] = list(
        dict.fromkeys(
            _text(each)
            for each in data.iter()
            if _name(each) in ("TelephoneNumber", "WorkingTelephoneNumber") and _text(each)
        )
    )
    return record


def _name(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _child(element: ElementTree.Element, name: str) -> ElementTree.Element | None:
    return next((child for child in element if _name(child) == name), None)


def _text(element: ElementTree.Element | None) -> str:
    return (element.text or "").strip() if element is not None else ""
