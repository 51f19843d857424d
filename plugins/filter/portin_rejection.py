# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: portin_rejection
short_description: Explain a rejection, and what to change
version_added: 1.0.0
author:
  - The sinch.porting maintainers (@sinch-porting)
description:
  - Derives from a carrier's text the cause of a rejection, who must act, and which columns of the table to change.
    Sinch does not document a list of such texts; an unknown text has the cause C(other).
options:
  _input:
    description: A number of an order, with its C(reject_reason) or C(exclusion_reason), or just that text.
    type: raw
    required: true
seealso:
  - module: sinch.porting.sinch_portin_rejection_info
  - plugin: sinch.porting.portin_attention
    plugin_type: filter
"""

EXAMPLES = r"""
- name: Show what to change
  ansible.builtin.debug:
    msg: "{{ item.phone_number }}: {{ rejection.title }}. {{ rejection.change }}"
  vars:
    rejection: "{{ item | sinch.porting.portin_rejection }}"
  loop: "{{ ansible_facts.sinch_portin_order.phone_numbers | selectattr('status', 'eq', 'REJECTED') }}"
  loop_control:
    label: "{{ item.phone_number }}"
  # +12175230144: The address differs. street_num, street_name, city, state, zip_code. Ask the losing ...
"""

RETURN = r"""
_value:
  description:
    - C(cause) (a word), C(title), C(meaning), C(who) (who must act), and C(change) (the columns of a table to change,
      which have the same names as the members of an order).
  type: dict
  sample:
    cause: address
    title: The address differs
    meaning: The service address is not the one in the losing carrier's record. It need not be the billing address.
    who: You, with the end user
    change: "street_num, street_name, city, state, zip_code. Ask the losing carrier for its record."
"""

from collections.abc import Mapping
from typing import Any

from ansible_collections.sinch.porting.plugins.module_utils._base.names import from_api
from ansible_collections.sinch.porting.plugins.module_utils._base.plain import plain
from ansible_collections.sinch.porting.plugins.module_utils._order.causes import explain
from ansible_collections.sinch.porting.plugins.plugin_utils._orders import FilterInputError, as_filter


def rejection(rejected: Any) -> dict[str, str]:
    data = from_api(plain(rejected))
    if isinstance(data, dict):
        data = data.get("reject_reason") or data.get("exclusion_reason")
        if not data:
            raise FilterInputError(
                "a number without a reject_reason and an exclusion_reason; choose those that are REJECTED"
            )
    if not isinstance(data, str) or not data.strip():
        raise FilterInputError("neither a number of an order nor the text of a rejection")
    return explain(data)


class FilterModule:
    def filters(self) -> Mapping[str, Any]:
        return {"portin_rejection": as_filter("portin_rejection", rejection)}
