# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of the modules as Ansible's tests and documentation want them.

At run time the models read the options; a unit test holds these two against each other.
"""

from __future__ import annotations

from typing import Any

from ansible.module_utils.basic import env_fallback

from .._api.connection import ENVIRONMENT
from .._base.names import camel

Spec = dict[str, Any]


def _text(**settings: Any) -> Spec:
    return {"type": "str", **settings}


def _secret(**settings: Any) -> Spec:
    return {"type": "str", "no_log": True, **settings}


def _dict(options: Spec, **settings: Any) -> Spec:
    return {"type": "dict", "options": options, **settings}


def as_in_the_api(options: Spec) -> Spec:
    """The options with the API's spelling of each name as the first of their aliases."""
    return {
        name: {**settings, "aliases": [camel(name), *settings.get("aliases", [])]} if camel(name) != name else settings
        for name, settings in options.items()
    }


def connection_spec() -> Spec:
    def fallback(name: str) -> Any:
        return (env_fallback, [ENVIRONMENT[name]])

    return {
        "project_id": _text(required=True, fallback=fallback("project_id")),
        "key_id": _text(fallback=fallback("key_id")),
        "key_secret": _secret(fallback=fallback("key_secret")),
        "access_token": _secret(fallback=fallback("access_token")),
        "auth_method": _text(choices=["oauth2", "basic"], default="oauth2"),
        "api_url": _text(default="https://porting.api.sinch.com", fallback=fallback("api_url")),
        "auth_url": _text(default="https://auth.sinch.com/oauth2/token", fallback=fallback("auth_url")),
        "validate_certs": {"type": "bool", "default": True},
        "ca_path": {"type": "path"},
        "timeout": {"type": "float", "default": 30.0},
        "retries": {"type": "int", "default": 4},
    }


def wait_spec(*, wait: bool = False, timeout: float = 3600.0, interval: float = 60.0) -> Spec:
    return {
        "wait": {"type": "bool", "default": wait},
        "wait_timeout": {"type": "float", "default": timeout},
        "wait_interval": {"type": "float", "default": interval},
    }


def address_spec() -> Spec:
    """Which order a task is about."""
    return as_in_the_api({"order_id": {"type": "int"}, "customer_order_reference": _text()})


def order_spec() -> Spec:
    """What describes an order: its own members, the defaults of its numbers, its numbers, and where they are read."""
    return {
        **_order_members(),
        **_number_sections(),
        **as_in_the_api(
            {
                "phone_numbers": {
                    "type": "list",
                    "elements": "dict",
                    "options": {
                        **as_in_the_api({"phone_number": _text(required=True)}),
                        **_number_sections(),
                        **as_in_the_api({"new_port_out_pin": _secret()}),
                    },
                }
            }
        ),
        "src": {"type": "path"},
        "only": {"type": "list", "elements": "str"},
        "content_from": {"type": "str"},
        "groups": {"type": "dict"},
        "rules": {"type": "dict"},
    }


def _order_members() -> Spec:
    schedule = as_in_the_api(
        {"desired_port_date": _text(), "desired_port_time": _text(), "desired_port_time_zone": _text()}
    )
    return as_in_the_api(
        {
            "customer_order_reference": _text(),
            "desired_port_schedule": _dict(schedule),
            "on_demand_activation": {"type": "bool"},
            "loa_uploaded_by": _text(),
            "loa_attachment_date": _text(),
            "reseller_name": _text(),
        }
    )


def _number_sections() -> Spec:
    end_user = {
        name: _text()
        for name in (
            "name",
            "street_num",
            "street_name",
            "street_pre_dir",
            "street_type",
            "street_post_dir",
            "location_type1",
            "location_value1",
            "location_type2",
            "location_value2",
            "location_type3",
            "location_value3",
            "city",
            "state",
            "zip_code",
            "type_of_service",
        )
    }
    port_out_info = {
        "existing_port_out_pin": _secret(),
        "account_num": _secret(),
        "account_phone_number": _text(),
        "authorizing_name": _text(),
        "authorizing_date": _text(),
    }
    voice = {name: _text() for name in ("type", "app_id", "trunk_id", "service_id")}
    e911 = {
        name: _text()
        for name in (
            "name",
            "street_num",
            "street_info",
            "location",
            "city",
            "state",
            "postal_code",
            "postal_code_plus_four",
        )
    }
    return as_in_the_api(
        {
            "end_user": _dict(as_in_the_api(end_user)),
            "port_out_info": _dict(as_in_the_api(port_out_info)),
            "voice_configuration": _dict(as_in_the_api(voice)),
            "sms_configuration": _dict(as_in_the_api({"sms_app_id": _text()})),
            "features": _dict({"e911": _dict(as_in_the_api(e911))}),
        }
    )
