# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a losing carrier's records from various formats into one form.

CSV, YAML and JSON with the members of ``Record``; the JSON of Telnyx's customer service record API; the XML of
Bandwidth's; text, and PDF with a text layer. The ``source`` of each record says where it comes from.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ...module_utils._base.libraries import library
from ...module_utils._base.names import snake
from ...module_utils._base.plain import plain
from ...module_utils._base.text import listed, shown
from ...module_utils._model.record import FIELDS, e164
from .._yaml_or_json import DocumentError, parse
from . import csv_file, pdf_file, xml_file
from .problem import RecordsError

Record = dict[str, Any]

# Other names of the members, used by people and carriers.
OTHER_NAMES = {
    "customer_name": "name",
    "company_name": "name",
    "end_user_name": "name",
    "service_address": "address",
    "street_address": "address",
    "address_line1": "address",
    "street": "address",
    "locality": "city",
    "administrative_area": "state",
    "province": "state",
    "zip_code": "zip",
    "postal_code": "zip",
    "zip_postal_code": "zip",
    "account": "account_number",
    "account_num": "account_number",
    "account_no": "account_number",
    "acct": "account_number",
    "btn": "billing_phone_number",
    "billing_number": "billing_phone_number",
    "billing_telephone_number": "billing_phone_number",
    "account_phone_number": "billing_phone_number",
    "authorized_name": "authorized_names",
    "authorized_person_name": "authorized_names",
    "authorizing_name": "authorized_names",
    "number": "phone_numbers",
    "numbers": "phone_numbers",
    "phone_number": "phone_numbers",
    "telephone_number": "phone_numbers",
    "associated_phone_numbers": "phone_numbers",
}
_TELNYX = "customer_service_record"
# Numbers as bills print them, for when phonenumbers is not installed.
_PRINTED = re.compile(r"(?<![0-9])(?:\+?1[-. ]?)?\(?([2-9][0-9]{2})\)?[-. ]?([2-9][0-9]{2})[-. ]?([0-9]{4})(?![0-9])")


def read_records(content: bytes, *, name: str, decrypt: Callable[[bytes], bytes] | None = None) -> list[Record]:
    """The records of a file. The extension of ``name`` gives the format, ``decrypt`` decrypts single vaulted values.

    Raises RecordsError.
    """
    ending = name.rpartition(".")[2].lower()
    if content.startswith(b"%PDF-") or ending == "pdf":
        return [in_text(pdf_file.text_of(content), name)]
    if ending == "xml" or content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml"):
        return _checked(xml_file.records_of(content), name)
    if ending in ("csv", "tsv"):
        return _checked(csv_file.records_of(content, known), name)
    if ending in ("yml", "yaml", "json"):
        try:
            return _checked(_entries(plain(parse(content, name=name, decrypt=decrypt))), name)
        except DocumentError as error:
            raise RecordsError(str(error).removeprefix(name).strip()) from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RecordsError(
            "is neither text nor PDF, CSV, YAML, JSON or XML. Save it as one of these, or copy its text into a .txt "
            "file."
        ) from None
    return [in_text(text, name)]


def given_records(value: list[Any]) -> list[Record]:
    """Records given in the task itself. Raises RecordsError."""
    return _checked(_entries(plain(value)), "")


def known(header: str) -> str | None:
    """The member of a column or key; None if it is unknown."""
    name = re.sub(r"[^0-9a-z]+", "_", snake(header.strip()).lower()).strip("_")
    name = OTHER_NAMES.get(name, name)
    return name if name in FIELDS and name not in ("text", "source") else None


def _entries(data: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each record with its location, from a list, from a dictionary that contains a list, or from a single record."""
    if isinstance(data, Mapping) and isinstance(data.get("records"), list):
        data = data["records"]
    if isinstance(data, Mapping) and isinstance(data.get("data"), (list, Mapping)):
        data = data["data"]
    entries = data if isinstance(data, list) else [data]
    for index, entry in enumerate(entries):
        if not isinstance(entry, Mapping):
            raise RecordsError(f"has an entry {index + 1} that is not a record. A record is a dictionary.")
        place = f"entry {index + 1}" if len(entries) > 1 else ""
        yield place, _telnyx(entry) if entry.get("record_type") == _TELNYX else entry


def _telnyx(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """A record of Telnyx's customer service record API, in our members."""
    result = entry.get("result")
    if not isinstance(result, Mapping):
        raise RecordsError(f"contains a record that is {shown(str(entry.get('status')))}, so it has no result yet.")
    address = result.get("address") or {}
    admin = result.get("admin") or {}
    numbers = [*(result.get("associated_phone_numbers") or ()), entry.get("phone_number")]
    return {
        "name": admin.get("name"),
        "address": address.get("street_address") or address.get("full_address"),
        "city": address.get("locality"),
        "state": address.get("administrative_area"),
        "zip": address.get("postal_code"),
        "account_number": admin.get("account_number"),
        "billing_phone_number": admin.get("billing_phone_number"),
        "authorized_names": admin.get("authorized_person_name"),
        "phone_numbers": [number for number in numbers if number],
        "date": entry.get("updated_at") or entry.get("created_at"),
    }


def _checked(entries: Iterator[tuple[str, Mapping[str, Any]]], name: str) -> list[Record]:
    found: list[Record] = []
    for place, entry in entries:
        record = _members(entry, place)
        if not record:
            raise RecordsError(f"has an empty record{_where(place)}. Fill it in, or remove it.")
        source = ", ".join(part for part in (name, place) if part)
        found.append({**record, **({"source": source} if source and "source" not in record else {})})
    if not found:
        raise RecordsError("contains no record.")
    return found


def _members(entry: Mapping[str, Any], place: str) -> Record:
    """The members of a record that have a value, by their canonical names."""
    record: Record = {}
    for key, value in entry.items():
        member = known(str(key))
        if key == "source":
            record["source"] = str(value)
        elif member is None:
            raise RecordsError(f"has the unknown member {shown(str(key))}{_where(place)}. {_remedy(str(key))}")
        elif value is not None and value != "":
            if member in record and record[member] != value:
                raise RecordsError(f"gives {member} twice{_where(place)}, in two spellings. Give it once.")
            record[member] = value
    return record


def _where(place: str) -> str:
    return f" in {place}" if place else ""


def _remedy(key: str) -> str:
    names = [name for name in FIELDS if name not in ("text", "source")]
    close = difflib.get_close_matches(snake(key), names, n=1)
    return f"Did you mean {close[0]}?" if close else f"A record has {listed(names)}."


def in_text(text: str, name: str) -> Record:
    """A document's text as a record, with the numbers that occur in it. Raises RecordsError."""
    if not text.strip():
        raise RecordsError("is empty.")
    return {"text": text, "phone_numbers": sorted(set(_numbers_in(text))), "source": name}


def _numbers_in(text: str) -> Iterator[str]:
    phonenumbers = library("phonenumbers")
    if phonenumbers is None:
        for match in _PRINTED.finditer(text):
            yield e164("".join(match.groups()))
        return
    for match in phonenumbers.PhoneNumberMatcher(text, "US"):
        yield phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
