# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups of options that several modules share."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from .._base.libraries import Field
from .environment import URLS
from .types import ApiPart, FilePath, Flag, Integer, Number, Part, PhoneNumberText, Records, Text, Word


class ConnectionOptions(Part):
    """How to reach the API and sign in; the doc fragment ``connection``."""

    required: ClassVar[tuple[str, ...]] = ("project_id",)

    project_id: Word | None = None
    key_id: Word | None = None
    key_secret: Word | None = None
    access_token: Word | None = None
    auth_method: Literal["oauth2", "basic"] = "oauth2"
    api_url: Word = URLS["api_url"]
    auth_url: Word = URLS["auth_url"]
    validate_certs: Flag = True
    ca_path: FilePath | None = None
    timeout: Number = Field(default=30.0, gt=0, le=3600)
    retries: Integer = Field(default=4, ge=0, le=20)


class StateOptions(Part):
    """Where marks of unfinished writes are kept; the doc fragment ``state``."""

    state_store: Word | None = None
    require_shared_state: Flag = False


class AddressOptions(ApiPart):
    """The options of a task about one order. With both given, the id counts."""

    other_names: ClassVar[dict[str, str]] = {"reference": "customer_order_reference"}
    required_one_of: ClassVar[list[tuple[str, ...]]] = [("order_id", "customer_order_reference")]

    order_id: Integer | None = Field(default=None, ge=0)
    customer_order_reference: Text | None = None


class WaitOptions(Part):
    wait: Flag = False
    wait_timeout: Number = Field(default=3600.0, ge=0)
    wait_interval: Number = Field(default=60.0, gt=0)


class SourceOptions(Part):
    """Sources of numbers other than the task itself."""

    src: FilePath | None = None
    only: list[PhoneNumberText] | None = None
    content_from: Word | None = None


class OrderSourceOptions(SourceOptions):
    """The same for numbers of an order, with shared values, remaining numbers of their account, and severities."""

    groups: dict[str, Any] | None = None
    remaining_numbers: list[PhoneNumberText] | None = None
    new_billing_number: PhoneNumberText | None = None
    rules: dict[str, Any] | None = None
    records: Records | None = None
