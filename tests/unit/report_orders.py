# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Orders as the report reads them, for its tests."""

from __future__ import annotations

from typing import Any

from ansible_collections.sinch.porting.plugins.module_utils._report.digest import order_digest
from ansible_collections.sinch.porting.plugins.module_utils._report.figures import report

Data = dict[str, Any]

TODAY = "2027-03-03"
PIN = "4711-planted"
ACCOUNT = "acc-99-planted"
NAME = "Planted Bakery"
AUTHORIZER = "Ada Planted"
STREET = "Planted Harbor"


def number(phone_number: str, status: str | None = "PENDING", **members: Any) -> Data:
    return {
        "phone_number": phone_number,
        "status": status,
        "end_user": {"name": NAME, "street_name": STREET, "city": "Springfield", "zip_code": "62701"},
        "port_out_info": {
            "existing_port_out_pin": PIN,
            "account_num": ACCOUNT,
            "authorizing_name": AUTHORIZER,
        },
        **members,
    }


def confirmed(phone_number: str, foc_date: str | None = "2027-03-09T14:00:00Z", **members: Any) -> Data:
    return number(phone_number, "CONFIRMED", foc_date=foc_date, **members)


def order(order_id: int, *numbers: Data, status: str = "PENDING", reference: str = "move-1", **members: Any) -> Data:
    return {
        "id": order_id,
        "status": status,
        "customer_order_reference": reference,
        "created_date": "2027-02-01T12:00:00Z",
        "desired_port_schedule": {"desired_port_date": "2027-03-09"},
        "phone_numbers": list(numbers),
        **members,
    }


def explain(text: str) -> Data:
    """Simple meanings of reject reasons, in place of the collection's."""
    cause = "wrong-pin" if "PIN" in text else "other"
    return {
        "cause": cause,
        "title": f"Title of {cause}",
        "meaning": f"Meaning of {cause}",
        "who": "You",
        "change": "port_out_info",
    }


def report_of(*orders: Data, include_names: bool = False, **settings: Any) -> Data:
    return report(
        [order_digest(order, include_names=include_names) for order in orders],
        names=include_names,
        **{"today": TODAY, "title": "Moving", "explain": explain, **settings},
    )


def fleet(orders: int, size: int) -> list[Data]:
    """Orders with several statuses, and every tenth number rejected."""
    statuses = ("COMPLETED", "CONFIRMED", "PENDING")
    of_numbers = {"COMPLETED": "ACTIVATED", "CONFIRMED": "CONFIRMED", "PENDING": "PENDING"}
    made = []
    for place in range(orders):
        status = statuses[place % 3]
        numbers = [
            number(
                f"+1{202 + place // 800}{2000000 + (place % 800) * 1000 + index}",
                of_numbers[status],
                phone_number_group=f"GW Carrier {place % 5} Grp1",
                foc_date=None if status == "PENDING" else f"2027-{2 + (status == 'CONFIRMED'):02}-{1 + place % 28:02}",
            )
            for index in range(size)
        ]
        for index in range(0, size, 10):
            numbers[index].update(status="REJECTED", reject_reason=("Invalid PIN", "Name differs")[index // 10 % 2])
        made.append(order(1000 + place, *numbers, status=status, reference=f"move-{place:03}"))
    return made
