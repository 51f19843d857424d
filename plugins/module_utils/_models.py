# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The members of an order that a client writes: the one place that knows a field by name and type.

Names are the API's in snake case. Whether a value is right is the rules' business (``_rules``); whether a member must
be there, too: every member is optional here, so that all problems of an input can be told at once.
Source: the contract, schemas PortInOrderInput, PortInNumberRequest and the parts they name.
"""

from __future__ import annotations

from typing import Any, Literal, Optional

from ansible_collections.sinch.porting.plugins.module_utils._libraries import Field
from ansible_collections.sinch.porting.plugins.module_utils._types import (
    DateText,
    Flag,
    HouseNumber,
    Integer,
    Number,
    Part,
    PhoneNumberText,
    Text,
    TimeText,
    Word,
)


class DesiredPortSchedule(Part):
    desired_port_date: Optional[DateText] = None
    desired_port_time: Optional[TimeText] = None
    desired_port_time_zone: Optional[Text] = None


class EndUser(Part):
    name: Optional[Text] = None
    street_num: Optional[HouseNumber] = None
    street_name: Optional[Text] = None
    street_pre_dir: Optional[Text] = None
    street_type: Optional[Text] = None
    street_post_dir: Optional[Text] = None
    location_type1: Optional[Text] = None
    location_value1: Optional[HouseNumber] = None
    location_type2: Optional[Text] = None
    location_value2: Optional[HouseNumber] = None
    location_type3: Optional[Text] = None
    location_value3: Optional[HouseNumber] = None
    city: Optional[Text] = None
    state: Optional[Text] = None
    zip_code: Optional[Text] = None
    type_of_service: Optional[Text] = None


class PortOutInfo(Part):
    existing_port_out_pin: Optional[Text] = None
    account_num: Optional[Text] = None
    account_phone_number: Optional[PhoneNumberText] = None
    authorizing_name: Optional[Text] = None
    authorizing_date: Optional[DateText] = None


class VoiceConfiguration(Part):
    """The contract's three forms in one; ``type`` selects which id counts."""

    type: Optional[Text] = None
    app_id: Optional[Text] = None
    trunk_id: Optional[Text] = None
    service_id: Optional[Text] = None


class SmsConfiguration(Part):
    sms_app_id: Optional[Text] = None


class E911Address(Part):
    name: Optional[Text] = None
    street_num: Optional[HouseNumber] = None
    street_info: Optional[Text] = None
    location: Optional[Text] = None
    city: Optional[Text] = None
    state: Optional[Text] = None
    postal_code: Optional[Text] = None
    postal_code_plus_four: Optional[Text] = None


class Features(Part):
    e911: Optional[E911Address] = None


class NumberDefaults(Part):
    """What may be said once for every number of an order."""

    end_user: Optional[EndUser] = None
    port_out_info: Optional[PortOutInfo] = None
    voice_configuration: Optional[VoiceConfiguration] = None
    sms_configuration: Optional[SmsConfiguration] = None
    features: Optional[Features] = None


class PhoneNumber(NumberDefaults):
    phone_number: Optional[PhoneNumberText] = None
    new_port_out_pin: Optional[Text] = None


class OrderMembers(Part):
    """The order's own members, apart from its numbers."""

    customer_order_reference: Optional[Word] = None
    desired_port_schedule: Optional[DesiredPortSchedule] = None
    on_demand_activation: Optional[Flag] = None
    loa_uploaded_by: Optional[Text] = None
    loa_attachment_date: Optional[DateText] = None
    reseller_name: Optional[Text] = None


class OrderInput(OrderMembers, NumberDefaults):
    """An order as a task, or a file named by ``src``, describes it."""

    phone_numbers: Optional[list[PhoneNumber]] = None


ORDER_MEMBERS = tuple(OrderMembers.model_fields) if hasattr(OrderMembers, "model_fields") else ()
NUMBER_MEMBERS = tuple(PhoneNumber.model_fields) if hasattr(PhoneNumber, "model_fields") else ()
# Merged member by member into each number; the number wins.
MERGED_SECTIONS = ("end_user", "port_out_info")
# Taken whole, unless the number has its own.
WHOLE_SECTIONS = ("voice_configuration", "sms_configuration", "features")


class ConnectionOptions(Part):
    """How to reach the API and sign in; the doc fragment ``connection``."""

    project_id: Optional[Word] = None
    key_id: Optional[Word] = None
    key_secret: Optional[Word] = None
    access_token: Optional[Word] = None
    auth_method: Literal["oauth2", "basic"] = "oauth2"
    api_url: Word = "https://porting.api.sinch.com"
    auth_url: Word = "https://auth.sinch.com/oauth2/token"
    validate_certs: Flag = True
    ca_path: Optional[Word] = None
    timeout: Number = Field(default=30.0, gt=0, le=3600)
    retries: Integer = Field(default=4, ge=0, le=20)


class WaitOptions(Part):
    wait: Flag = False
    wait_timeout: Number = Field(default=3600.0, ge=0)
    wait_interval: Number = Field(default=60.0, gt=0)


class PortinOrderOptions(ConnectionOptions, WaitOptions, OrderInput):
    """Every option of ``sinch_portin_order``."""

    state: Literal["present", "absent"] = "present"
    order_id: Optional[Integer] = Field(default=None, ge=0)
    src: Optional[Word] = None
    only: Optional[list[PhoneNumberText]] = None
    plan: Optional[Word] = None
    content_from: Optional[Word] = None
    groups: Optional[dict[str, Any]] = None
    check_portability: Flag = True
    on_unportable: Literal["fail", "exclude"] = "fail"
    rules: Optional[dict[str, Any]] = None
    wait_for: Literal["CONFIRMED", "COMPLETED"] = "CONFIRMED"


# Members that only the service writes (contract: readOnly; notes, section 6). An order that was read from the API is
# legal input without them.
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
