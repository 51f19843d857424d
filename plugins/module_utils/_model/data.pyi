# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The types of orders as plain data, for readers and for mypy.

Names are the API's in snake case. Every member may be absent, and the service may send further members and other
values, so code must still check what a response contains. Source: the contract.

This file is only for type checkers. Ansible would send a ``.py`` file to each target, whether it is used there or not.
"""

from typing import Any, TypedDict

class EndUserData(TypedDict, total=False):
    name: str
    street_num: str
    street_pre_dir: str
    street_name: str
    street_type: str
    street_post_dir: str
    location_type1: str
    location_value1: str
    location_type2: str
    location_value2: str
    location_type3: str
    location_value3: str
    city: str
    state: str
    zip_code: str
    type_of_service: str

class PortOutData(TypedDict, total=False):
    """The first two are secrets."""

    existing_port_out_pin: str
    account_num: str
    account_phone_number: str
    authorizing_name: str
    authorizing_date: str

class Voice(TypedDict, total=False):
    type: str
    app_id: str
    trunk_id: str
    service_id: str

class Messaging(TypedDict, total=False):
    sms_app_id: str

class E911Data(TypedDict, total=False):
    """The service adds what it has validated, with the prefix ``enh_``."""

    name: str
    street_num: str
    street_info: str
    location: str
    city: str
    state: str
    postal_code: str
    postal_code_plus_four: str

class FeaturesData(TypedDict, total=False):
    e911: E911Data

class Schedule(TypedDict, total=False):
    desired_port_date: str
    desired_port_time: str
    desired_port_time_zone: str

class Number(TypedDict, total=False):
    """A number of an order; as it is wanted or as the service shows it."""

    phone_number: str
    end_user: EndUserData
    port_out_info: PortOutData
    voice_configuration: Voice
    sms_configuration: Messaging
    features: FeaturesData
    new_port_out_pin: str
    # The service's alone.
    status: str
    country_code: str
    phone_number_group: str
    foc_date: str
    confirmed_date: str
    activated_date: str
    activate_user: str
    reject_reason: str
    exclusion_reason: str
    exclusion_date: str
    excluded_features: list[Any]

class Note(TypedDict, total=False):
    """Without an id when it is read: a note is known by its text."""

    note: str
    created_time: str | None
    created_by: str | None

class Document(TypedDict, total=False):
    """``file_content`` is Base64, in a download alone."""

    id: int | str
    document_id: int | str
    document_name: str
    description: str
    file_content: str
    content_type: str

class Order(TypedDict, total=False):
    """An order; as it is wanted or as the service shows it. A list shows it without numbers, notes and documents."""

    customer_order_reference: str
    desired_port_schedule: Schedule
    on_demand_activation: bool
    loa_uploaded_by: str
    loa_attachment_date: str
    reseller_name: str
    phone_numbers: list[Number]
    # The service's alone.
    id: int
    status: str
    created_date: str
    notes: list[Note]
    documents: list[Document]

class PortabilityAnswer(TypedDict, total=False):
    phone_number: str
    portable: bool
    carrier: str | None
    reason: str | None

class ActivationGroup(TypedDict, total=False):
    """A group that can be activated; the porting skill's form has ``group_id``, see ``_api/client.py``."""

    phone_number_group: str | None
    group_id: str
    status: str
    foc_date: str
    phone_numbers: list[Any]

class ContactData(TypedDict, total=False):
    email: str
    name: str
    phone: str

class Configuration(TypedDict, total=False):
    """The defaults of a project."""

    contact: ContactData
    webhook_url: str
    default_port_time: str
    default_port_time_zone: str

class PlannedMembers(TypedDict, total=False):
    """The members of every order of a plan, and the content of its note."""

    desired_port_schedule: Schedule
    on_demand_activation: bool
    loa_uploaded_by: str
    loa_attachment_date: str
    reseller_name: str
    remaining_numbers: list[str]
    new_billing_number: str

class PlannedOrder(TypedDict):
    """An order of a plan. ``numbers`` has for each number a digest of its data."""

    reference: str
    country: str
    carrier: str
    group: str
    count: int
    numbers: dict[str, str]

class CarrierCount(TypedDict):
    orders: int
    numbers: int

class PlanSummary(TypedDict):
    numbers: int
    orders: int
    planned: int
    unportable: int
    removed: int
    carriers: dict[str, CarrierCount]

class SetAside(TypedDict):
    """Why a number is in no order."""

    carrier: str
    reason: str

class FleetPlan(TypedDict):
    """A plan file, explained in ``_fleet/plan_file.py``."""

    version: int
    reference: str
    order: PlannedMembers
    summary: PlanSummary
    fingerprint: str
    members: dict[str, str]
    orders: list[PlannedOrder]
    unportable: dict[str, SetAside]
    removed: dict[str, str]

class PlannedPart(TypedDict):
    """What a plan says of one order: the digests of its numbers, and the members of every order."""

    numbers: dict[str, str]
    order: PlannedMembers

class JobOrder(TypedDict):
    reference: str
    carrier: str | None
    phone_numbers: list[str]

class SetAsideNumber(TypedDict):
    phone_number: str
    carrier: str | None
    reason: str | None

class JobPlan(TypedDict):
    """What a report needs of a plan."""

    orders: list[JobOrder]
    set_aside: list[SetAsideNumber]

class NewOrder(TypedDict):
    """Numbers of an order that are to be ordered again, under another reference."""

    reference: str
    order_id: int | None
    phone_numbers: list[str]

class Explanation(TypedDict):
    """What is known of a reject or exclusion text, see ``_order/causes.py``."""

    cause: str
    title: str
    meaning: str
    who: str
    change: str

class Refusal(Explanation):
    """A rejected number that is not ordered again."""

    phone_number: str
    order_id: int | None
    reference: str | None
    reject_reason: str | None
    why: str
    message: str

class RefusalGroup(Explanation):
    """Numbers of which a person has to do the same."""

    phone_numbers: list[str]
    why: str
    message: str
