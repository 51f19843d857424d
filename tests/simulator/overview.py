# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The data of the page: orders, numbers and the latest requests, without secrets and without personal data."""

from __future__ import annotations

from typing import Any

from .application import Application
from .calls import Record
from .clock import write_time
from .state import Number, Order

MOST_ORDERS = 100
MAX_NUMBERS = 500
MOST_REQUESTS = 30


def show_state(application: Application) -> dict[str, Any]:
    orders = sorted(application.state.orders(), key=lambda order: order.id, reverse=True)
    records = list(application.log)[-MOST_REQUESTS:]
    return {
        "now": write_time(application.clock.now()),
        "count": len(orders),
        "orders": [_show_order(order) for order in orders[:MOST_ORDERS]],
        "requests": [_show_record(record) for record in reversed(records)],
        "faults": len(application.faults.waiting) + (application.faults.plan is not None),
    }


def _show_order(order: Order) -> dict[str, Any]:
    return {
        "id": order.id,
        "project": order.project,
        "status": order.status,
        "reference": order.reference,
        "onDemand": order.on_demand,
        "created": write_time(order.created_at),
        "schedule": order.given["desiredPortSchedule"],
        "numbers": [_show_number(number) for number in order.numbers[:MAX_NUMBERS]],
        "notes": order.notes,
        "documents": [document.metadata.get("documentName", "") for document in order.documents],
    }


def _show_number(number: Number) -> dict[str, Any]:
    return {
        "number": number.phone_number,
        "status": number.status,
        "group": number.group,
        "foc": number.foc_date,
        "reason": number.reject_reason or number.exclusion_reason,
    }


def _show_record(record: Record) -> dict[str, Any]:
    return {
        "at": write_time(record.at),
        "method": record.method,
        "path": record.path,
        "operation": record.operation,
        "status": record.status,
        "fault": record.fault,
    }
