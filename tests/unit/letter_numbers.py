# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers for letters of authorization, with secrets that no letter may contain."""

from __future__ import annotations

from typing import Any

PIN, ACCOUNT = "7391526480", "ACC-88120467"


def number(index: int, **changes: Any) -> dict[str, Any]:
    end_user = {
        "name": "Harbor Bakery, Inc.",
        "street_num": "12",
        "street_name": "Old Mill",
        "street_type": "Road",
        "city": "Springfield",
        "state": "IL",
        "zip_code": "62701",
    }
    info = {
        "existing_port_out_pin": PIN,
        "account_num": ACCOUNT,
        "account_phone_number": "+12175239999",
        "authorizing_name": "Ada Baker",
    }
    return {
        "phone_number": f"+1217523{index:04d}",
        "end_user": {**end_user, **changes.get("end_user", {})},
        "port_out_info": {**info, **changes.get("port_out_info", {})},
    }
