#!/usr/bin/python
# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: sinch_portin_activation_info
short_description: List groups of numbers that are live, and the waves in which the others go live
version_added: 1.1.0
description:
  - Reads on-demand orders, and plans the waves in which their activation groups go live. Nothing is changed at Sinch;
    use M(sinch.porting.sinch_portin_order_activation) to activate each wave.
  - A name such as V(GW Verizon Grp1) selects the groups of this name in all orders. With the reference of an order,
    as in V(hq-move-001/GW Verizon Grp1), it selects the group of that order.
  - Each group that the service offers is in one wave. The others are listed with the reason.
  - The role P(sinch.porting.port_in#role) uses this module in its step C(activate).
author:
  - The sinch.porting maintainers (@sinch-porting)
extends_documentation_fragment:
  - sinch.porting.connection
  - sinch.porting.attributes.info
  - sinch.porting.attributes
options:
  order_ids:
    description: Ids of the orders. Cancelled orders have no groups.
    type: list
    elements: int
    required: true
  groups:
    description:
      - The groups that may go live. The default is all groups.
      - The task fails with the kind C(validation) if no group has such a name, and with C(locked) if one of them cannot
        go live now.
    type: list
    elements: str
  first:
    description:
      - The groups of the first wave, or V(smallest) for the group with the fewest numbers.
      - If one of the named groups cannot go live, no waves are returned and the task fails with the kind C(locked).
      - With V(smallest) the first wave is complete once a group has gone live since the others became ready.
    type: list
    elements: str
  wave_size:
    description: How many groups go live at a time after the first wave. V(0) means all.
    type: int
    default: 0
  wait:
    description:
      - Whether to wait for groups that may be going live, because they were activated, or because their FOC date has
        come but the service does not offer them. In the second case their numbers may also not be in routing yet, so
        the task does not fail when the wait ends.
    type: bool
    default: false
  wait_for:
    description:
      - Groups that were just activated. With O(wait) the task ends when they are live, or fails with the kind
        C(timeout).
    type: list
    elements: str
  wait_timeout:
    description: Seconds after which the wait ends.
    type: float
    default: 600.0
  wait_interval:
    description: Maximum number of seconds between two reads. The interval starts short and grows to this value.
    type: float
    default: 30.0
seealso:
  - module: sinch.porting.sinch_portin_order_activation
"""

EXAMPLES = r"""
- name: List what would go live, the smallest group first
  sinch.porting.sinch_portin_activation_info:
    order_ids: [890192331]
    first: [smallest]
    wave_size: 1
  register: activation

- name: Show the list
  ansible.builtin.debug:
    msg: "{{ activation.lines }}"

- name: Activate the first wave
  sinch.porting.sinch_portin_order_activation:
    order_id: "{{ item.order_id }}"
    groups: "{{ item.groups }}"
  loop: "{{ activation.waves[0].orders }}"
  loop_control:
    label: "{{ item.reference }}"
"""

RETURN = r"""
waves:
  description: What goes live, wave by wave. Empty when nothing is ready.
  returned: always
  type: list
  elements: dict
  contains:
    first:
      description: Whether this is the first wave of O(first).
      type: bool
      returned: always
      sample: true
    groups:
      description: The groups of the wave.
      type: list
      elements: str
      returned: always
      sample: [hq-move-001/GW Verizon Grp1]
    orders:
      description:
        - The options C(order_id) and C(groups) for M(sinch.porting.sinch_portin_order_activation), and the
          C(reference). C(whole) is true if these are all groups of the order, so that C(groups) can be omitted.
      type: list
      elements: dict
      returned: always
      sample:
        - order_id: 890192331
          reference: hq-move-001
          groups: [GW Verizon Grp1]
          whole: true
    phone_numbers:
      description: The numbers that go live with it.
      type: list
      elements: str
      returned: always
      sample: ["+12025550143"]
went_live_last:
  description:
    - The O(wave_size) groups that went live last, with all groups of O(first) if one of those is among them. If the
      service does not show the days on which groups went live, all that are live.
    - Entries are as in RV(groups), and have the live C(phone_numbers).
  returned: always
  type: list
  elements: dict
  sample: []
groups:
  description: Each group of the orders.
  returned: always
  type: list
  elements: dict
  contains:
    name:
      description: The reference of the order, or its id if it has none, and the group.
      type: str
      returned: always
      sample: hq-move-001/GW Verizon Grp1
    reference:
      description: Reference of the order.
      type: str
      returned: always
      sample: hq-move-001
    order_id:
      description: Id of the order.
      type: int
      returned: always
      sample: 890192331
    group:
      description: The group's name in its order.
      type: str
      returned: always
      sample: GW Verizon Grp1
    state:
      description:
        - C(live), C(ready), C(going) (activated but not live yet), C(open) (its FOC date has come, but the service does
          not offer it), C(waiting), or C(ended) (none of its numbers will be ported).
      type: str
      returned: always
      sample: ready
    count:
      description: How many numbers are live or may go live.
      type: int
      returned: always
      sample: 12
    live_count:
      description: How many numbers are live.
      type: int
      returned: always
      sample: 0
    foc_date:
      description: The latest FOC date of its numbers. Null if they have none.
      type: str
      returned: always
      sample: "2027-03-02"
    reason:
      description: Why it cannot go live now. Null when it is live or ready.
      type: str
      returned: always
      sample: CONFIRMED, FOC date 2027-03-09
live:
  description: The groups that are live.
  returned: always
  type: list
  elements: str
  sample: []
next:
  description: The groups of RV(waves).
  returned: always
  type: list
  elements: str
  sample: [hq-move-001/GW Verizon Grp1]
not_ready:
  description: The groups that are neither live nor ready, except those that were rejected.
  returned: always
  type: list
  elements: str
  sample: []
lines:
  description: The same in readable form, at most 100 lines.
  returned: always
  type: list
  elements: str
  sample:
    - "Wave 1, the first: hq-move-001/GW Verizon Grp1 (12 numbers)"
findings:
  description: All problems with the options, errors and warnings.
  returned: always
  type: list
  elements: dict
  contains:
    rule:
      description: Id of the rule.
      type: str
      returned: always
      sample: missing-option
    severity:
      description: C(error) or C(warn).
      type: str
      returned: always
      sample: error
    path:
      description: Location in the options.
      type: str
      returned: always
      sample: order_ids
    message:
      description: What is wrong.
      type: str
      returned: always
      sample: is not given.
    remedy:
      description: How to fix it.
      type: str
      returned: always
      sample: Specify the orders.
failure:
  description: Why the task failed, for use in a C(rescue) block.
  returned: failure
  type: dict
  contains:
    kind:
      description:
        - C(validation) for an unknown group, C(locked) for a named group that cannot go live now, C(timeout),
          C(api), C(connection), or C(internal) for a bug in this collection.
      type: str
      returned: failure
      sample: api
    status:
      description: HTTP status of the API's response.
      type: int
      returned: when the API responded
      sample: 422
    code:
      description: Code of the API's error.
      type: str
      returned: when the API gave one
      sample: "422"
    field_violations:
      description: The members that the API rejected, each with C(field) and C(description).
      type: list
      elements: dict
      returned: when the API gave them
      sample:
        - field: orderId
          description: Not valid.
    method:
      description: Method of the request.
      type: str
      returned: when a request failed
      sample: GET
    path:
      description: Path of the request.
      type: str
      returned: when a request failed
      sample: /v1/projects/p-1/orders/portIns/890192331
    request_id:
      description: The service's request id.
      type: str
      returned: when the API gave one
      sample: 6f1c2a
"""

from ansible_collections.sinch.porting.plugins.module_utils._base.old_python import refuse_old_python
from ansible_collections.sinch.porting.plugins.module_utils._base.zipped import compile_once

refuse_old_python()
compile_once()

from ansible_collections.sinch.porting.plugins.module_utils._run.module import run_module
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_activation_info import TASK


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
