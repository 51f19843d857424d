# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The members of an order that a client writes: the only place that defines a field's name and type.

Names are the API's in snake case. The rules (``_rules/``) check whether a value is right and whether a member is
required: all members are optional here, so that all problems of an input can be reported together.
Source: the contract, schemas PortInOrderInput, PortInNumberRequest and those they refer to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from .._base.names import document, snake
from .types import ApiPart, DateText, Flag, HouseNumber, PhoneNumberText, Text, TimeText


class DesiredPortSchedule(ApiPart):
    desired_port_date: DateText | None = None
    desired_port_time: TimeText | None = None
    desired_port_time_zone: Text | None = None


class EndUser(ApiPart):
    name: Text | None = None
    street_num: HouseNumber | None = None
    street_name: Text | None = None
    street_pre_dir: Text | None = None
    street_type: Text | None = None
    street_post_dir: Text | None = None
    location_type1: Text | None = None
    location_value1: HouseNumber | None = None
    location_type2: Text | None = None
    location_value2: HouseNumber | None = None
    location_type3: Text | None = None
    location_value3: HouseNumber | None = None
    city: Text | None = None
    state: Text | None = None
    zip_code: Text | None = None
    type_of_service: Text | None = None


class PortOutInfo(ApiPart):
    existing_port_out_pin: Text | None = None
    account_num: Text | None = None
    account_phone_number: PhoneNumberText | None = None
    authorizing_name: Text | None = None
    authorizing_date: DateText | None = None


class VoiceConfiguration(ApiPart):
    """The contract's three forms in one; ``type`` selects the id."""

    type: Text | None = None
    app_id: Text | None = None
    trunk_id: Text | None = None
    service_id: Text | None = None


class SmsConfiguration(ApiPart):
    sms_app_id: Text | None = None


class E911Address(ApiPart):
    name: Text | None = None
    street_num: HouseNumber | None = None
    street_info: Text | None = None
    location: Text | None = None
    city: Text | None = None
    state: Text | None = None
    postal_code: Text | None = None
    postal_code_plus_four: Text | None = None


class Features(ApiPart):
    e911: E911Address | None = None


class NumberDefaults(ApiPart):
    """Values that may be given once for all numbers of an order."""

    end_user: EndUser | None = None
    port_out_info: PortOutInfo | None = None
    voice_configuration: VoiceConfiguration | None = None
    sms_configuration: SmsConfiguration | None = None
    features: Features | None = None


class PhoneNumber(NumberDefaults, ApiPart):
    required: ClassVar[tuple[str, ...]] = ("phone_number",)

    phone_number: PhoneNumberText | None = None
    new_port_out_pin: Text | None = None


class OrderMembers(ApiPart):
    """The order's own members, apart from its numbers."""

    other_names: ClassVar[dict[str, str]] = {"reference": "customer_order_reference"}

    customer_order_reference: Text | None = None
    desired_port_schedule: DesiredPortSchedule | None = None
    on_demand_activation: Flag | None = None
    loa_uploaded_by: Text | None = None
    loa_attachment_date: DateText | None = None
    reseller_name: Text | None = None


def numbers_of_text(text: str) -> list[str]:
    return [part for part in map(str.strip, re.split(r"[\n\r,;]", text)) if part]


def number_entries(value: Any) -> Any:
    """The numbers of an order as a list of dictionaries; anything unexpected stays as it is.

    A plain string is a number without other members; text has one number per line, or several separated by commas.
    """
    return _entries(value, lambda entry: {"phone_number": entry} if _is_number(entry) else entry)


def number_texts(value: Any) -> Any:
    """The same as a list of strings, for tasks that need only the numbers."""
    return _entries(value, lambda entry: _phone_number(entry) if isinstance(entry, Mapping) else entry)


def _entries(value: Any, entry_of: Callable[[Any], Any]) -> Any:
    entries = numbers_of_text(value) if isinstance(value, str) else value
    return [entry_of(entry) for entry in entries] if isinstance(entries, (list, tuple)) else value


def _is_number(entry: Any) -> bool:
    return isinstance(entry, (int, str)) and not isinstance(entry, bool)


def _phone_number(members: Mapping[Any, Any]) -> Any:
    return next((value for name, value in members.items() if snake(str(name)) == "phone_number"), None)


# Members that only the service writes (contract: readOnly).
READ_ONLY_MEMBERS = frozenset(
    {
        "id",
        "status",
        "created_date",
        "notes",
        "documents",
        "exclusion_reason",
        "exclusion_time",
        "exclusion_date",
        "country_code",
        "activate_time",
        "activated_date",
        "activate_user",
        "confirmed_date",
        "reject_reason",
        "excluded_features",
        "phone_number_group",
        "foc_date",
        "enh_street_num",
        "enh_street_info",
        "enh_location",
        "enh_city",
        "enh_state",
        "enh_postal_code",
        "enh_postal_code_plus_four",
    }
)
document(READ_ONLY_MEMBERS)


class OrderInput(OrderMembers, NumberDefaults, ApiPart):
    """An order as a task, or a file named by ``src``, describes it. One that was read from the API is legal, too."""

    read_only: ClassVar[frozenset[str]] = READ_ONLY_MEMBERS
    lists: ClassVar[dict[str, Callable[[Any], Any]]] = {"phone_numbers": number_entries}

    phone_numbers: list[PhoneNumber] | None = None


ORDER_MEMBERS = tuple(OrderMembers.model_fields) if hasattr(OrderMembers, "model_fields") else ()
NUMBER_MEMBERS = tuple(PhoneNumber.model_fields) if hasattr(PhoneNumber, "model_fields") else ()
NUMBERS = "phone_numbers"
# Merged into each number member by member; the number wins.
MERGED_SECTIONS = ("end_user", "port_out_info")
# Not merged: used unless the number has its own.
WHOLE_SECTIONS = ("voice_configuration", "sms_configuration", "features")
