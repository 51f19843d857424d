# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The order of a task, found by its id or by its reference."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .._base.context import TaskContext
from .._base.errors import ApiError
from .._base.findings import ERROR, Finding
from . import lookup
from .context import Context

if TYPE_CHECKING:
    from .._model.data import Order


def check_address(context: TaskContext) -> Iterator[Finding]:
    if context.options["order_id"] is None and not context.options["customer_order_reference"]:
        message = "is not given, nor is customer_order_reference."
        yield Finding("missing-option", ERROR, "order_id", message, "Specify the order.")


def the_order(context: Context) -> Order:
    """The complete order. Raises ApiError with status 404 if there is none, and Conflict if there are several."""
    order_id, reference = context.options["order_id"], context.options["customer_order_reference"]
    if order_id is not None:
        order = lookup.order_by_id(context.client, order_id)
        words = f"There is no order {order_id} in this project."
    else:
        order = lookup.order_by_reference(context.client, reference)
        words = f"There is no order with the reference {reference!r} in this project."
    if order is None:
        raise ApiError(f"{words} Check the id or the reference, and the project.", status=404, order_id=order_id)
    return order
