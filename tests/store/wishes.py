# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The order in the tests of the state store."""

from __future__ import annotations

from typing import Any

SECRET = "planted-pin-60217"
NAME = "Harbor Bakery"
REFERENCE = "kept-once"
NUMBERS = ("+12175230143", "+12175230144")
ORDER: dict[str, Any] = {
    "customer_order_reference": REFERENCE,
    "desired_port_schedule": {"desired_port_date": "2027-03-02"},
    "end_user": {
        "name": NAME,
        "street_num": "12",
        "street_name": "Harbor",
        "city": "Springfield",
        "state": "IL",
        "zip_code": "62701",
    },
    "port_out_info": {"existing_port_out_pin": SECRET, "authorizing_name": "Ada Baker"},
    "voice_configuration": {"type": "EST", "trunk_id": "t"},
    "phone_numbers": [{"phone_number": number} for number in NUMBERS],
}
