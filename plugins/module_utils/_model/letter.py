# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The letters of authorization that an order or a plan needs, and their content.

There is one letter for each end user, account, billing number, authorizing person and losing carrier of an order: a
carrier wants a letter about its own customer only. Letters contain no PINs or account numbers; a fingerprint of the
printed content shows whether a letter still matches the order.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from .record import address_line

if TYPE_CHECKING:
    from .data import Number

_UNSAFE = re.compile(r"[^0-9A-Za-z._-]+")


@dataclass(frozen=True)
class Letter:
    """The printed content. ``place`` is city, state and postal code; ``name`` the file name without extension."""

    name: str
    reference: str
    end_user_name: str
    address: str
    place: str
    carrier: str
    billing_number: str
    authorizing_name: str
    phone_numbers: tuple[str, ...]
    text: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Twelve digits that change with any printed content; the file name does not count."""
        data = {name: value for name, value in asdict(self).items() if name != "name"}
        return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:12]


def letters_of(numbers: Iterable[Number], *, reference: str, carrier: str, text: Iterable[str] = ()) -> list[Letter]:
    """The letters of one order, in the order of ``numbers``, which are merged with its defaults."""
    groups: dict[tuple[str, ...], list[Number]] = {}
    for number in numbers:
        groups.setdefault(_key(number), []).append(number)
    stem = _UNSAFE.sub("-", reference) or "order"
    found = []
    for members in groups.values():
        end_user, info = _section(members[0], "end_user"), _section(members[0], "port_out_info")
        found.append(
            Letter(
                name=stem,
                reference=reference,
                end_user_name=_text(end_user, "name"),
                address=address_line(end_user),
                place=" ".join(filter(None, (_text(end_user, name) for name in ("city", "state", "zip_code")))),
                carrier=carrier,
                billing_number=_text(info, "account_phone_number"),
                authorizing_name=_text(info, "authorizing_name"),
                phone_numbers=tuple(sorted(str(number["phone_number"]) for number in members)),
                text=tuple(text),
            )
        )
    if len(found) > 1:
        found = [replace(letter, name=f"{stem}.{index}") for index, letter in enumerate(found, 1)]
    return found


def _key(number: Number) -> tuple[str, ...]:
    """What the numbers of a letter share, including the account, which is never printed."""
    end_user, info = _section(number, "end_user"), _section(number, "port_out_info")
    address = (_text(end_user, name) for name in ("name", "city", "state", "zip_code"))
    account = (_text(info, name) for name in ("account_num", "account_phone_number", "authorizing_name"))
    return (*address, address_line(end_user), *account)


def _section(number: Number, name: str) -> Mapping[str, Any]:
    section = number.get(name)
    return section if isinstance(section, dict) else {}


def _text(section: Mapping[str, Any], name: str) -> str:
    return str(section.get(name) or "").strip()
