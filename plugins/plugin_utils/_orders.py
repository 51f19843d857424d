# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Converts a playbook's orders for a filter: results, facts, single orders and lists of them."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from ansible.errors import AnsibleFilterError
from ansible.utils.unsafe_proxy import wrap_var

from ..module_utils._base.names import from_api
from ..module_utils._base.plain import dicts, plain

if TYPE_CHECKING:
    from ..module_utils._model.data import Number, Order


class FilterInputError(Exception):
    """A filter got invalid input; the text completes the sentence "it was given ..."."""


def orders_in(value: Any) -> list[Order]:
    """The orders of a task's result, of its facts, of one order or of a list of these, in snake case.

    Raises FilterInputError with what is wrong.
    """
    data = from_api(plain(value))
    if isinstance(data, dict):
        if isinstance(data.get("orders"), list):
            return orders_in(data["orders"])
        order = data["order"] if "order" in data and "phone_numbers" not in data else data
        if order is None:  # the task found none, or cancelled the order
            return []
        if isinstance(order, dict) and isinstance(order.get("phone_numbers"), list):
            return [cast("Order", order)]
        if isinstance(order, dict) and "status" in order:
            raise FilterInputError("an order without its numbers; read it with details: true")
        raise FilterInputError("a dictionary that is neither an order nor a result with one")
    if isinstance(data, list):
        return [order for entry in data for order in orders_in(entry)]
    raise FilterInputError(f"{type(data).__name__}, where an order, a list of orders or a task's result is expected")


def numbers_of(order: Order) -> list[Number]:
    return [number for number in dicts(order["phone_numbers"]) if isinstance(number.get("phone_number"), str)]


def as_filter(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """The function as a filter: wrong input raises one sentence, and carriers' texts are never templates.

    Any other error is a bug of ours, and is raised unchanged.
    """
    signature = inspect.signature(function)

    def call(value: Any, *arguments: Any, **options: Any) -> Any:
        try:
            signature.bind(value, *arguments, **options)
        except TypeError as error:  # an argument that the filter does not have
            raise AnsibleFilterError(f"sinch.porting.{name}: {error}.") from None
        try:
            return wrap_var(function(value, *arguments, **options))
        except FilterInputError as error:
            raise AnsibleFilterError(f"sinch.porting.{name}: it was given {error}.") from None

    return call
