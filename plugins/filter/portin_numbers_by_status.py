# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: portin_numbers_by_status
short_description: Group the numbers of port-in orders by status
version_added: 1.0.0
author:
  - The sinch.porting maintainers (@sinch-porting)
description:
  - Turns one or more port-in orders into lists of phone numbers, one for each status.
options:
  _input:
    description:
      - An order, a list of orders, a result of M(sinch.porting.sinch_portin_order), a result of
        M(sinch.porting.sinch_portin_order_info) with details, or the fact C(sinch_portin_order).
    type: raw
    required: true
seealso:
  - plugin: sinch.porting.portin_attention
    plugin_type: filter
  - plugin: sinch.porting.portin_rejection
    plugin_type: filter
"""

EXAMPLES = r"""
- name: Show the numbers by status
  ansible.builtin.debug:
    msg: "{{ ansible_facts.sinch_portin_order | sinch.porting.portin_numbers_by_status }}"
  # {"CONFIRMED": ["+12175230143"], "REJECTED": ["+12175230144"]}

- name: Fail if a number is rejected
  ansible.builtin.assert:
    that: "'REJECTED' not in (found.orders | sinch.porting.portin_numbers_by_status)"
    quiet: true
"""

RETURN = r"""
_value:
  description:
    - The phone numbers by status, in their original order. Statuses without numbers are omitted; undocumented statuses
      are passed through.
  type: dict
  sample:
    CONFIRMED:
      - "+12175230143"
    REJECTED:
      - "+12175230144"
"""

from collections.abc import Mapping
from typing import Any

from ansible_collections.sinch.porting.plugins.plugin_utils._orders import as_filter, numbers_of, orders_in


def numbers_by_status(orders: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for order in orders_in(orders):
        for number in numbers_of(order):
            # docs/api-notes.md, "Statuses": a status that is left out is PENDING.
            found.setdefault(str(number.get("status") or "PENDING"), []).append(number["phone_number"])
    return found


class FilterModule:
    def filters(self) -> Mapping[str, Any]:
        return {"portin_numbers_by_status": as_filter("portin_numbers_by_status", numbers_by_status)}
