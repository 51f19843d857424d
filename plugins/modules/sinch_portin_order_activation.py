#!/usr/bin/python
# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: sinch_portin_order_activation
short_description: Activate numbers of an on-demand port-in order
version_added: 1.0.0
description:
  - Activates groups of an order that was placed with C(on_demand_activation), and waits until their numbers are
    active.
  - A group can go live once the losing carrier has confirmed it, its FOC date has come, and its numbers are in
    routing at Sinch. Before that the task fails with the kind C(locked) and says what is missing; nothing is sent.
  - Single numbers cannot be activated. The C(phone_number_group) of a number names its group.
author:
  - The sinch.porting maintainers (@sinch-porting)
extends_documentation_fragment:
  - sinch.porting.connection
  - sinch.porting.state
  - sinch.porting.attributes
  - sinch.porting.wait
options:
  order_id:
    description: Id of the order. One of O(order_id) and O(customer_order_reference) is required; with both, the id is
      used.
    type: int
    aliases: [orderId]
  customer_order_reference:
    description:
      - The order's reference, compared exactly. An order that is not cancelled is preferred; if there are several, the
        task fails with the kind C(conflict).
    type: str
    aliases: [customerOrderReference, reference]
  groups:
    description:
      - The groups to activate. All of them must be ready.
      - By default all groups that are ready go live, and a warning names the others. The task fails only if no group
        is ready or live.
    type: list
    elements: str
    aliases: [phone_number_groups, phoneNumberGroups]
  wait:
    description: Whether to wait until the numbers are active. The wait ends early when one of them is rejected.
    type: bool
    default: true
  wait_timeout:
    description: Seconds after which the task fails with the kind C(timeout).
    type: float
    default: 600.0
  wait_interval:
    description: Maximum number of seconds between two reads. The interval starts short and grows to this value.
    type: float
    default: 30.0
seealso:
  - module: sinch.porting.sinch_portin_order
  - module: sinch.porting.sinch_portin_order_info
"""

EXAMPLES = r"""
- name: Activate all groups that are ready
  sinch.porting.sinch_portin_order_activation:
    customer_order_reference: branch-17-move

- name: Show in check mode which groups would go live
  sinch.porting.sinch_portin_order_activation:
    customer_order_reference: branch-17-move
  check_mode: true
  register: ready

- name: Activate one group and go on without waiting
  sinch.porting.sinch_portin_order_activation:
    order_id: 890192331
    groups:
      - GW Verizon Grp1
    wait: false
"""

RETURN = r"""
groups:
  description: The groups that were activated, or in check mode would be. Empty when there was nothing to do.
  returned: always
  type: list
  elements: str
  sample: [GW Verizon Grp1]
order_id:
  description: Id of the order. Null when it was not found.
  returned: always
  type: int
  sample: 890192331
order_status:
  description: Status of the order. Null when it was not found.
  returned: always
  type: str
  sample: CONFIRMED
number_statuses:
  description: Status of each number of the order.
  returned: always
  type: dict
  sample:
    "+12025550143": ACTIVATED
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
      sample: order_id
    message:
      description: What is wrong.
      type: str
      returned: always
      sample: is not given, nor is customer_order_reference.
    remedy:
      description: How to fix it.
      type: str
      returned: always
      sample: Specify the order.
guard:
  description:
    - What protected this write from being repeated by another run. C(shared) is a configured store whose locks work,
      C(local) the default directory of this machine, and C(none) only the search before the write.
    - In check mode, what would protect it.
  returned: always
  type: str
  sample: shared
diff:
  description: The groups and the statuses of their numbers before and after. Both are empty outside diff mode.
  returned: always
  type: dict
  sample:
    before: {}
    after: {}
failure:
  description: Why the task failed, for use in a C(rescue) block.
  returned: failure
  type: dict
  contains:
    kind:
      description:
        - C(validation), C(conflict), C(locked), C(api), C(connection), C(timeout), C(unknown_outcome), C(unguarded),
          or C(internal) for a bug in this collection.
      type: str
      returned: failure
      sample: locked
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
        - field: phoneNumberGroups[0]
          description: Not valid.
    method:
      description: Method of the request.
      type: str
      returned: when a request failed
      sample: POST
    path:
      description: Path of the request.
      type: str
      returned: when a request failed
      sample: /v1/projects/p-1/orders/portIns/890192331/activate
    request_id:
      description: The service's request id.
      type: str
      returned: when the API gave one
      sample: 6f1c2a
    order_id:
      description: Id of the order in question.
      type: int
      returned: when the failure is about an order
      sample: 890192331
"""

from ansible_collections.sinch.porting.plugins.module_utils._base.old_python import refuse_old_python
from ansible_collections.sinch.porting.plugins.module_utils._base.zipped import compile_once

refuse_old_python()
compile_once()

from ansible_collections.sinch.porting.plugins.module_utils._run.module import run_module
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_order_activation import TASK


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
