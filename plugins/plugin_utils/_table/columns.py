# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The columns of a table of numbers: their names, what they fill, and how a header is read."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...module_utils._base.names import snake
from ...module_utils._base.redaction import is_secret

# Kinds of cells, which spreadsheets damage in different ways.
TEXT = "text"
PHONE = "phone"
CODE = "code"
POSTAL = "postal code"
HOUSE = "house number"
DATE = "date"


@dataclass(frozen=True)
class Column:
    """A column that can be there. ``path`` is the member it fills, ``names`` what it may be called instead."""

    path: str
    names: tuple[str, ...]
    kind: str
    meaning: str

    @property
    def section(self) -> str:
        """The member of a number that holds the path's last member; empty for the number's own."""
        return self.path.rpartition(".")[0]

    @property
    def member(self) -> str:
        return self.path.rpartition(".")[2]

    @property
    def secret(self) -> bool:
        return is_secret(self.member)


def _column(path: str, names: str, meaning: str, kind: str = TEXT) -> Column:
    return Column(path, tuple(names.split()), kind, meaning)


GROUP = "group"
NUMBER = "phone_number"

COLUMNS = (
    _column(NUMBER, "number phone telephone telephone_number tn did", "The number to port, like +12175550143.", PHONE),
    _column(GROUP, "", "Name of a group, from which the row takes what it leaves empty."),
    _column("end_user.name", "name customer customer_name business_name", "Name of the end user, as on the bill."),
    _column("end_user.street_num", "street_number house_number", "House number.", HOUSE),
    _column("end_user.street_pre_dir", "pre_direction", "Direction before the street: N, NE, E, SE, S, SW, W, NW."),
    _column("end_user.street_name", "street", "Street, without house number, kind and suite."),
    _column("end_user.street_type", "", "Kind of street, like Road."),
    _column("end_user.street_post_dir", "post_direction", "Direction after the street."),
    _column("end_user.location_type1", "unit_type", "Kind of the unit, like Suite."),
    _column("end_user.location_value1", "unit suite", "The unit, like 4B.", HOUSE),
    _column("end_user.location_type2", "", "Kind of a second part of the address, like Floor."),
    _column("end_user.location_value2", "", "The second part.", HOUSE),
    _column("end_user.location_type3", "", "Kind of a third part of the address."),
    _column("end_user.location_value3", "", "The third part.", HOUSE),
    _column("end_user.city", "town", "City."),
    _column("end_user.state", "province", "Two-letter code of the state or province."),
    _column("end_user.zip_code", "zip postal_code postcode", "ZIP code, or Canadian postal code.", POSTAL),
    _column("end_user.type_of_service", "service_type", "B for business, R for residence."),
    _column(
        "port_out_info.existing_port_out_pin", "pin port_out_pin passcode", "The losing carrier's port-out PIN.", CODE
    ),
    _column(
        "port_out_info.account_num",
        "account account_number carrier_account",
        "Number of the account at the losing carrier.",
        CODE,
    ),
    _column("port_out_info.account_phone_number", "btn billing_number", "Telephone number of the account.", PHONE),
    _column(
        "port_out_info.authorizing_name", "authorizer authorized_by", "Who authorizes the port: first and last name."
    ),
    _column("port_out_info.authorizing_date", "authorized_on authorization_date", "When, like 2027-02-26.", DATE),
    _column("voice_configuration.type", "voice_type", "How calls arrive: EST, RTC or FAX."),
    _column("voice_configuration.trunk_id", "trunk", "Trunk, for EST."),
    _column("voice_configuration.app_id", "voice_app", "Voice application, for RTC."),
    _column("voice_configuration.service_id", "fax_service", "Fax service, for FAX."),
    _column("sms_configuration.sms_app_id", "sms_app", "Messaging application."),
    _column("features.e911.name", "", "Emergency address: name."),
    _column("features.e911.street_num", "", "Emergency address: house number.", HOUSE),
    _column("features.e911.street_info", "e911_street", "Emergency address: street."),
    _column("features.e911.location", "", "Emergency address: location within, like V(Apt 5)."),
    _column("features.e911.city", "", "Emergency address: city."),
    _column("features.e911.state", "", "Emergency address: state or province."),
    _column("features.e911.postal_code", "e911_zip", "Emergency address: postal code.", POSTAL),
    _column("features.e911.postal_code_plus_four", "", "Emergency address: its addition of four digits.", CODE),
    _column("new_port_out_pin", "new_pin", "By its name the PIN that protects the number at Sinch.", CODE),
)


def names_of(column: Column) -> list[str]:
    """Every name of a column, the path first. A member's own name stands for it; that of E911 with its prefix."""
    own = column.path if "." not in column.path else column.member
    if column.path.startswith("features.e911."):
        own = f"e911_{column.member}"
    return list(dict.fromkeys([column.path, own, *column.names]))


def _by_name() -> Iterator[tuple[str, Column]]:
    for column in COLUMNS:
        for name in names_of(column):
            yield name, column


BY_NAME = dict(_by_name())

_BETWEEN_WORDS = re.compile(r"[\s\u00a0_-]+")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_. -]{0,60}")


def find_column(title: str) -> Column | None:
    """The column of a title, however it is spelled: ``Zip Code``, ``zip-code``, ``zipCode``, ``end_user.zip_code``."""
    words = _BETWEEN_WORDS.sub("_", title.strip())
    return BY_NAME.get(snake(words)) or BY_NAME.get(words.lower())


def is_remark(title: str) -> bool:
    return title.lstrip().startswith("#")


def shown_title(title: str, place: int) -> str:
    """A title for a message; what does not look like one may be data, and stays unshown."""
    return repr(title.strip()) if _NAME.fullmatch(title.strip()) else f"number {place + 1}"


def close_names(title: str) -> list[str]:
    return difflib.get_close_matches(snake(_BETWEEN_WORDS.sub("_", title.strip()))[:60], list(BY_NAME), n=3)


def is_header(titles: Sequence[str]) -> bool:
    return any(find_column(title) for title in titles)
