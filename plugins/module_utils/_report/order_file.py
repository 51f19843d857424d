# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An existing order as a file for ``src`` of ``sinch_portin_order``: the same order gives the same bytes.

The file is YAML, formatted here because a module may run without PyYAML. It contains the documented members of a
description and no secrets. Values shared by all numbers appear once. The first lines say which order it is, what must
be added, and a fingerprint of the rest, by which edited files are recognized.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .._base.redaction import is_secret
from .._model.order import (
    MERGED_SECTIONS,
    WHOLE_SECTIONS,
    DesiredPortSchedule,
    E911Address,
    EndUser,
    Features,
    OrderMembers,
    PhoneNumber,
    PortOutInfo,
    SmsConfiguration,
    VoiceConfiguration,
)
from .._model.types import Part, members

Data = dict[str, Any]

_SECTIONS: dict[str, type[Part]] = {
    "desired_port_schedule": DesiredPortSchedule,
    "end_user": EndUser,
    "port_out_info": PortOutInfo,
    "voice_configuration": VoiceConfiguration,
    "sms_configuration": SmsConfiguration,
    "features": Features,
    "e911": E911Address,
}
_SECRETS = ("port_out_info.existing_port_out_pin", "port_out_info.account_num", "new_port_out_pin")
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)[Tt]00:00(?::00(?:\.0+)?)?(?:[Zz]|[+-]00:?00)?")
_FINGERPRINT = re.compile(rb"^# Fingerprint: ([0-9a-f]{16})\n", re.MULTILINE)
_ORDER = re.compile(rb"^order_id: \"?([^\s\"]+)", re.MULTILINE)
# Everything but the characters that YAML accepts; these are escaped.
_SPECIAL = re.compile("[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Missing:
    """A secret that a file lacks: its member, how many numbers of the order need it, and whether the order certainly
    has it, which is unknown if a read shows no secrets at all.
    """

    member: str
    phone_number_count: int
    certain: bool

    def as_result(self) -> Data:
        return {"member": self.member, "phone_number_count": self.phone_number_count, "certain": self.certain}

    def __str__(self) -> str:
        certainty = "" if self.certain else ", if the order has one"
        numbers = "1 number" if self.phone_number_count == 1 else f"{self.phone_number_count} numbers"
        return f"{self.member}, of {numbers}{certainty}"


def described(order: Mapping[str, Any]) -> Data:
    """The members of an order that a client writes, without secrets and empty ones; numbers in their order."""
    numbers = [_kept(PhoneNumber, number) for number in order.get("phone_numbers") or ()]
    numbers.sort(key=lambda number: str(number.get("phone_number")))
    shared = _shared(numbers) if len(numbers) > 1 else {}
    return {
        "order_id": order["id"],
        **_kept(OrderMembers, order),
        **shared,
        "phone_numbers": [_without(number, shared) for number in numbers],
    }


def missing(order: Mapping[str, Any]) -> list[Missing]:
    """The secrets that somebody has to add before the order can be changed by its file."""
    numbers = order.get("phone_numbers") or []
    counts = {path: sum(bool(_at(number, path)) for number in numbers) for path in _SECRETS}
    if any(counts.values()):
        return [Missing(path, count, True) for path, count in counts.items() if count]
    return [Missing(path, len(numbers), False) for path in _SECRETS]


def order_file(order: Mapping[str, Any]) -> bytes:
    """The complete file."""
    head = [
        f"# The description of port-in order {order['id']}, as it was read from Sinch.",
        "# A PIN or account number is never written here. Before you change the order, add:",
        *(f"# - {one}" for one in missing(order)),
        "# Then encrypt the file with ansible-vault.",
    ]
    rest = "\n".join([*head, *_yaml(described(order), "")]) + "\n"
    fingerprint = _digest(f"---\n{rest}".encode())
    return f"---\n# Fingerprint: {fingerprint}\n{rest}".encode()


def is_untouched(content: bytes) -> bool:
    """Whether a file is unchanged since its export."""
    found = _FINGERPRINT.search(content)
    if found is None:
        return False
    return _digest(content[: found.start()] + content[found.end() :]) == found[1].decode()


def order_of(content: bytes) -> str | None:
    """The id of a file's order; None if it has none, or is encrypted."""
    found = _ORDER.search(content)
    return found[1].decode("utf-8", "replace") if found else None


def file_names(order: Mapping[str, Any]) -> tuple[str, str]:
    """The name of an order's file, and the alternative if another order's file has the first."""
    reference = str(order.get("customer_order_reference") or "")
    stem = re.sub(r"[^A-Za-z0-9._-]+", "-", reference).strip("-.")[:100] or "order"
    long = f"{stem}-{order['id']}.yml"
    return (f"{stem}.yml" if stem == reference else long), long


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def _at(number: Mapping[str, Any], path: str) -> Any:
    value: Any = number
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _kept(model: type[Part], data: Mapping[str, Any]) -> Data:
    kept: Data = {}
    for name in members(model):
        value = data.get(name)
        if name in _SECTIONS:
            value = _kept(_SECTIONS[name], value) if isinstance(value, dict) else None
        elif is_secret(name) or isinstance(value, (dict, list)):
            continue
        elif value is not None and not isinstance(value, bool):
            value = _plain(name, str(value))
        if value not in (None, "", {}):
            kept[name] = value
    return kept


def _plain(name: str, text: str) -> str:
    """A date instead of its midnight, and a time without the Z of some responses, as a person would write them."""
    if name in ("authorizing_date", "desired_port_date"):
        found = _MIDNIGHT.fullmatch(text.strip())
        return found[1] if found else text
    return text.strip().rstrip("Zz") if name == "desired_port_time" else text


def _shared(numbers: list[Data]) -> Data:
    """The values that all numbers share."""
    first, *others = numbers
    shared: Data = {}
    for name in MERGED_SECTIONS:
        alike = {
            member: value
            for member, value in first.get(name, {}).items()
            if all(other.get(name, {}).get(member) == value for other in others)
        }
        if alike:
            shared[name] = alike
    for name in WHOLE_SECTIONS:
        if name in first and all(other.get(name) == first[name] for other in others):
            shared[name] = first[name]
    return shared


def _without(number: Data, shared: Data) -> Data:
    own: Data = {}
    for name, value in number.items():
        if name not in shared:
            own[name] = value
        elif name in MERGED_SECTIONS:
            rest = {member: each for member, each in value.items() if member not in shared[name]}
            own |= {name: rest} if rest else {}
    return own


def _yaml(data: Data, indent: str) -> Iterator[str]:
    for name, value in data.items():
        if isinstance(value, dict):
            yield f"{indent}{name}:"
            yield from _yaml(value, indent + "  ")
        elif isinstance(value, list):
            yield f"{indent}{name}:"
            for entry in value:
                first, *rest = _yaml(entry, indent + "    ")
                yield f"{indent}  - {first.lstrip(' ')}"
                yield from rest
        else:
            yield f"{indent}{name}: {_scalar(value)}"


def _scalar(value: Any) -> str:
    """A string in quotes, in a form that JSON and YAML both read; a number or boolean unchanged."""
    return _SPECIAL.sub(_escaped, json.dumps(value, ensure_ascii=False))


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
