# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: portin_own_orders
short_description: Select the port-in orders of one job
version_added: 1.1.0
author:
  - The sinch.porting maintainers (@sinch-porting)
description:
  - Selects the orders that belong to a base reference. With V(hq-move) these are the orders whose reference is
    V(hq-move), V(hq-move-001) and so on from a plan, or V(hq-move-001-r1) and so on from a resubmission.
    V(hq-move-east-001) belongs to another job.
options:
  _input:
    description: Orders, for example those of M(sinch.porting.sinch_portin_order_info).
    type: list
    elements: dict
    required: true
  reference:
    description: The base reference. Without it, only O(references) are used.
    type: str
  references:
    description: Exact references of further orders.
    type: list
    elements: str
  plan:
    description:
      - The plan file of the job, written by M(sinch.porting.sinch_portin_plan). Its orders also belong to the job. A
        missing file is ignored.
    type: path
seealso:
  - module: sinch.porting.sinch_portin_order_info
  - plugin: sinch.porting.portin_attention
    plugin_type: filter
"""

EXAMPLES = r"""
- name: List all orders
  sinch.porting.sinch_portin_order_info:
  register: found

- name: Show the orders of one move
  ansible.builtin.debug:
    msg: "{{ found.orders | sinch.porting.portin_own_orders('move-berlin') | map(attribute='id') }}"
  # [890190001, 890190002, 890190007]
"""

RETURN = r"""
_value:
  description: The orders that belong to the job, sorted by reference.
  type: list
  elements: dict
  sample:
    - id: 890190001
      status: PENDING
      customer_order_reference: move-berlin-001
"""

import os
from collections.abc import Mapping
from typing import Any

from ansible_collections.sinch.porting.plugins.module_utils._base.errors import ValidationFailed
from ansible_collections.sinch.porting.plugins.module_utils._base.files import expanded
from ansible_collections.sinch.porting.plugins.module_utils._base.plain import plain
from ansible_collections.sinch.porting.plugins.module_utils._fleet.plan_file import read_plan
from ansible_collections.sinch.porting.plugins.module_utils._fleet.references import belongs
from ansible_collections.sinch.porting.plugins.plugin_utils._orders import FilterInputError, as_filter


def own_orders(orders: Any, reference: Any = None, references: Any = None, plan: Any = None) -> list[dict[str, Any]]:
    listed = plain(orders)
    if not isinstance(listed, list) or not all(isinstance(order, dict) for order in listed):
        raise FilterInputError("something else than a list of orders")
    base, named = str(plain(reference) or ""), plain(references) or []
    if not isinstance(named, list):
        raise FilterInputError("references that are not a list")
    if not base and not named:
        raise FilterInputError("neither a reference nor references, so it is open which orders are meant")
    names = {str(name) for name in named}
    planned = _planned(str(plain(plan)), base) if base and plan else set()
    return sorted(
        (order for order in listed if belongs(_reference(order), base, planned=planned, named=names)), key=_reference
    )


def _reference(order: dict[str, Any]) -> str:
    return str(order.get("customer_order_reference") or "")


def _planned(path: str, base: str) -> set[str]:
    if not os.path.exists(expanded(path)):
        return set()
    try:
        return {str(order["reference"]) for order in read_plan(path, base)["orders"]}
    except ValidationFailed as error:
        raise FilterInputError(f"a plan file that cannot be used: {error.message.rstrip('.')}") from None


class FilterModule:
    def filters(self) -> Mapping[str, Any]:
        return {"portin_own_orders": as_filter("portin_own_orders", own_orders)}
