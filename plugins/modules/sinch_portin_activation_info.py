#!/usr/bin/python
# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: sinch_portin_activation_info
short_description: Tell which groups of numbers are live, and in which waves the others go live
version_added: 1.1.0
description:
  - Reads on-demand orders, and plans in which waves their activation groups go live. Nothing is changed at Sinch; each
    wave is activated with M(sinch.porting.sinch_portin_order_activation).
  - A group is called by its name, such as V(GW Verizon Grp1), which means the groups of this name in all the orders. Or
    it is called by the reference of its order and its name, such as V(hq-move-001/GW Verizon Grp1).
  - Only groups that the service offers are in a wave, and each of them is in one wave. The others are named with the
    reason.
  - The role P(sinch.porting.port_in#role) uses this module in its step C(activate).
author:
  - The sinch.porting maintainers (@sinch-porting)
extends_documentation_fragment:
  - sinch.porting.connection
  - sinch.porting.attributes.info
  - sinch.porting.attributes
options:
  order_ids:
    description: Ids of the orders. Cancelled ones have no groups.
    type: list
    elements: int
    required: true
  groups:
    description:
      - The groups that may go live. By default all.
      - The task fails with the kind C(validation) if no group has such a name, and with C(locked) if one of them cannot
        go live now.
    type: list
    elements: str
  first:
    description:
      - The groups of the first wave, or V(smallest) for the one group that has the fewest numbers.
      - As long as one of the groups that are named cannot go live, there are no waves, and the task fails with the kind
        C(locked).
      - With V(smallest) the first wave is over once a group has gone live since the others became ready.
    type: list
    elements: str
  wave_size:
    description: How many groups go live at a time after the first wave. V(0) means all.
    type: int
    default: 0
  wait:
    description:
      - Whether to wait for groups that may be going live. Such a group was activated, or its FOC date has come and the
        service does not offer it. The latter may also mean that its numbers are not in routing yet, so it is no failure
        when the wait ends.
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
    description: The longest pause between two reads, in seconds. Pauses begin short and grow up to it.
    type: float
    default: 30.0
seealso:
  - module: sinch.porting.sinch_portin_order_activation
"""

EXAMPLES = r"""
- name: See what would go live, the smallest group first
  sinch.porting.sinch_portin_activation_info:
    order_ids: [890192331]
    first: [smallest]
    wave_size: 1
  register: activation

- name: Show it
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
        - The same as options of M(sinch.porting.sinch_portin_order_activation), C(order_id) and C(groups), with the
          C(reference). C(whole) is true where these are all groups of the order, so that C(groups) can be left out.
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
    - The last O(wave_size) groups that went live, and with one of the groups of O(first) all of these. Where the
      service does not show on which day each group went live, all that are live.
    - Each is as in RV(groups), with the C(phone_numbers) that are live.
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
        - C(live), C(ready), C(going) (activated and not live yet), C(open) (its FOC date has come, and it is not
          offered), C(waiting), or C(ended) if none of its numbers will be ported.
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
      description: The latest FOC date of its numbers. Null while they have none.
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
  description: The groups that are neither live nor ready, less those that were refused.
  returned: always
  type: list
  elements: str
  sample: []
lines:
  description: All of it for a person to read, at most 100 lines.
  returned: always
  type: list
  elements: str
  sample:
    - "Wave 1, the first: hq-move-001/GW Verizon Grp1 (12 numbers)"
findings:
  description: Every problem of the options, errors and warnings.
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
      description: The place in the options.
      type: str
      returned: always
      sample: order_ids
    message:
      description: What is wrong.
      type: str
      returned: always
      sample: is not given.
    remedy:
      description: What to do about it.
      type: str
      returned: always
      sample: Say which orders are meant.
failure:
  description: Why the task failed, for a C(rescue) to decide on.
  returned: failure
  type: dict
  contains:
    kind:
      description:
        - C(validation) for a name that no group has, C(locked) for a named group that cannot go live now, C(timeout),
          C(api), C(connection), or C(internal) for a fault of this collection.
      type: str
      returned: failure
      sample: api
    status:
      description: HTTP status of the API's answer.
      type: int
      returned: when the API answered
      sample: 422
    code:
      description: Code of the API's error.
      type: str
      returned: when the API gave one
      sample: "422"
    field_violations:
      description: The members the API refused, each with C(field) and C(description).
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
      description: The service's id of the request.
      type: str
      returned: when the API gave one
      sample: 6f1c2a
"""

from ansible_collections.sinch.porting.plugins.module_utils._base.old_python import refuse_old_python

refuse_old_python()

from ansible_collections.sinch.porting.plugins.module_utils._run.module import run_module
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_activation_info import TASK


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
