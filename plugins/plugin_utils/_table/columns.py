# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The columns of a table of numbers: their names, the members they fill, and how a header is read."""

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
    """A possible column. ``path`` is the member it fills, ``names`` are alternative titles."""

    path: str
    names: tuple[str, ...]
    kind: str
    meaning: str

    @property
    def section(self) -> str:
        """The section of a number that the path is in; empty for a member of the number itself."""
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
# Not a member of a number: it stays on the controller.
VALID_UNTIL = "pin_valid_until"
NUMBER = "phone_number"

COLUMNS = (
    _column(
        NUMBER,
        "number phone telephone telephone_number tn did phone_numbers numbers phone_no telephone_no number_to_port "
        "mobile mobile_number cell cell_phone mdn ctn",
        "The number to port, like +12175550143.",
        PHONE,
    ),
    _column(GROUP, "", "Name of a group, which fills the row's empty cells."),
    _column(
        "end_user.name",
        "name customer customer_name business_name company company_name business end_user_name account_name",
        "Name of the end user, as on the bill.",
    ),
    _column("end_user.street_num", "street_number house_number house_no street_no house_num", "House number.", HOUSE),
    _column(
        "end_user.street_pre_dir", "pre_direction pre_dir", "Direction before the street: N, NE, E, SE, S, SW, W, NW."
    ),
    _column("end_user.street_name", "street", "Street, without house number, type and suite."),
    _column("end_user.street_type", "street_suffix", "Street type, like Road."),
    _column("end_user.street_post_dir", "post_direction post_dir", "Direction after the street."),
    _column("end_user.location_type1", "unit_type", "Kind of the unit, like Suite."),
    _column(
        "end_user.location_value1",
        "unit suite unit_number suite_number apt apt_number apartment ste",
        "The unit, like 4B.",
        HOUSE,
    ),
    _column("end_user.location_type2", "", "Kind of a second part of the address, like Floor."),
    _column("end_user.location_value2", "", "The second part.", HOUSE),
    _column("end_user.location_type3", "", "Kind of a third part of the address."),
    _column("end_user.location_value3", "", "The third part.", HOUSE),
    _column("end_user.city", "town city_town", "City."),
    _column(
        "end_user.state",
        "province st state_code state_province province_state",
        "Two-letter code of the state or province.",
    ),
    _column(
        "end_user.zip_code",
        "zip postal_code postcode zipcode zip_postal_code postal_zip_code postal",
        "ZIP code, or Canadian postal code.",
        POSTAL,
    ),
    _column("end_user.type_of_service", "service_type", "B for business, R for residence."),
    _column(
        "port_out_info.existing_port_out_pin",
        "pin port_out_pin passcode pin_code pin_number account_pin port_pin transfer_pin",
        "The losing carrier's port-out PIN.",
        CODE,
    ),
    _column(
        VALID_UNTIL,
        "pin_expires pin_expiry pin_expiration",
        "The last day on which that PIN is valid, like 2027-03-31. It is not sent; lint warns if it is too early.",
        DATE,
    ),
    _column(
        "port_out_info.account_num",
        "account account_number carrier_account account_no acct acct_no acct_num acct_number",
        "Number of the account at the losing carrier.",
        CODE,
    ),
    _column(
        "port_out_info.account_phone_number",
        "btn billing_number billing_phone billing_phone_number billing_telephone_number",
        "Telephone number of the account.",
        PHONE,
    ),
    _column(
        "port_out_info.authorizing_name",
        "authorizer authorized_by authorized_person authorized_name authorized_signer",
        "Who authorizes the port: first and last name.",
    ),
    _column(
        "port_out_info.authorizing_date",
        "authorized_on authorization_date authorized_date loa_date",
        "When, like 2027-02-26.",
        DATE,
    ),
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
    """All names of a column, the path first. A member's own name is one of them, for E911 with its prefix."""
    own = column.path if "." not in column.path else column.member
    if column.path.startswith("features.e911."):
        own = f"e911_{column.member}"
    return list(dict.fromkeys([column.path, own, *column.names]))


def _by_name() -> Iterator[tuple[str, Column]]:
    for column in COLUMNS:
        for name in names_of(column):
            yield name, column


BY_NAME = dict(_by_name())

_BETWEEN_WORDS = re.compile(r"[\s\u00a0_/-]+")
_ABBREVIATED = re.compile(r"\.(?=\s|$)")
_REMARK_BEHIND = re.compile(r"\s*\([^()]*\)$")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_. #/&()'-]{0,60}")
_WHOLE_JOB = (
    "A reference belongs to a whole order or job: set reference in the task, or port_in_reference in the role. "
    "Leave the column out, or begin its name with #."
)
# Frequent titles without a column, and what to do about them.
_WHOLE_ADDRESS = (
    "It seems to contain a complete address, which must be split: street_num, street_name, street_type, location_type1 "
    "and location_value1 for a suite, city, state and zip_code have a column each."
)
_OR_REMARK = "or begin the name with # if it is a comment."
_ADVICE = {
    **dict.fromkeys(("address", "address_1", "address1", "address_line_1", "address_line1"), _WHOLE_ADDRESS),
    **dict.fromkeys(("street_address", "service_address", "full_address"), _WHOLE_ADDRESS),
    **dict.fromkeys(
        ("reference", "order_reference", "customer_order_reference", "base_reference", "port_in_reference"), _WHOLE_JOB
    ),
    **dict.fromkeys(
        ("contact", "contact_name", "contact_person"),
        f"Name it authorizing_name if this person authorizes the port, {_OR_REMARK}",
    ),
}
# Names that differ only by a typo.
_CLOSE = 0.8
SOME_NAMES = "phone_number, name, street_num, street_name, street_type, city, state, zip_code, pin, account_num"


def _words(title: str) -> str:
    """A title in the form of a name. ``#`` after a word means number; text in brackets is ignored."""
    text = _ABBREVIATED.sub("", _REMARK_BEHIND.sub("", title.strip())).rstrip(":")
    return _BETWEEN_WORDS.sub("_", text[:1] + text[1:].replace("#", " number")).strip("_")


def find_column(title: str) -> Column | None:
    """The column of a title, however it is spelled: ``Zip Code``, ``zip-code``, ``zipCode``, ``end_user.zip_code``."""
    words = _words(title)
    return BY_NAME.get(snake(words)) or BY_NAME.get(words.lower())


def is_remark(title: str) -> bool:
    return title.lstrip().startswith("#")


def shown_title(title: str, place: int) -> str:
    """A title for a message; a text that does not look like one may be data and is not shown."""
    return repr(title.strip()) if _NAME.fullmatch(title.strip()) else f"number {place + 1}"


def advice(title: str) -> str:
    """What to do about an unknown title; empty if the rule's remedy is enough."""
    words = snake(_words(title))[:60].lower()
    if words in _ADVICE:
        return _ADVICE[words]
    # A short title is not enough for a guess: a site is not a suite.
    close = difflib.get_close_matches(words, list(BY_NAME), n=1, cutoff=_CLOSE) if len(words) > 4 else []
    return f"Did you mean {close[0]}? Correct it, {_OR_REMARK}" if close else ""


def is_remark_row(cells: Sequence[str]) -> bool:
    """Whether a row is a comment: its first cell begins with ``#`` and a space. ``#REF!`` and ``#####`` are not."""
    return bool(cells) and cells[0][:2] == "# "


def is_header(titles: Sequence[str]) -> bool:
    return any(find_column(title) for title in titles)
