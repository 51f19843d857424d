#!/usr/bin/python
# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: sinch_portin_plan
short_description: Plan orders for a large set of numbers
version_added: 1.0.0
description:
  - Checks any number of phone numbers offline, asks which can be ported, and groups those into orders by country,
    losing carrier and account, at most 500 numbers each. The plan is a file for review, version control and approval.
  - The same numbers result in the same orders. Added numbers go into orders that do not exist yet, or into new
    ones; planned numbers stay where they are. Numbers that cannot be ported are set aside with the reason.
    Numbers that were removed from the file are listed.
  - If the account, authorizer or country of a number is corrected, it moves to another order, even if its order exists.
    A number that was ordered again after a rejection stays in its newest order, which is then part of the plan.
  - M(sinch.porting.sinch_portin_order) with its option C(plan) creates one order of a plan, and refuses if the
    numbers have changed since.
  - The plan contains no PINs or account numbers, not even as a digest. A changed PIN therefore does not change a plan.
author:
  - The sinch.porting maintainers (@sinch-porting)
extends_documentation_fragment:
  - sinch.porting.connection
  - sinch.porting.attributes
  - sinch.porting.order
options:
  state:
    description:
      - V(present) makes the plan, or updates it to the numbers.
      - V(checked) only compares the plan with the numbers. It sends no requests, and fails with a list of what has
        changed.
    type: str
    choices: [present, checked]
    default: present
  customer_order_reference:
    required: true
    aliases: [customerOrderReference, reference, base_reference, baseReference]
  dest:
    description:
      - The plan file, in JSON. If it exists, its orders are kept.
      - It is written atomically on the machine where the task runs.
    type: path
    required: true
  group_by:
    description:
      - What the numbers of an order have in common. V(account) is the account number and its telephone number, or
        the end user's name if neither is given; V(authorizer) is who authorizes the port.
      - The default is all four.
    type: list
    elements: str
    choices: [country, carrier, account, authorizer]
  max_numbers:
    description: Maximum number of phone numbers in an order.
    type: int
    default: 500
  on_unportable:
    description:
      - What to do when numbers cannot be ported. V(exclude) sets them aside and plans the others; V(fail) fails with a
        list of them and leaves the plan file as it is. With O(state=checked) V(fail) fails if the plan has set numbers
        aside.
    type: str
    choices: [fail, exclude]
    default: exclude
    version_added: 1.1.0
notes:
  - O(customer_order_reference) is the base reference. The orders' references add a running number, as in C(move-001).
  - If O(dest) does not exist, existing orders with such references keep their numbers.
  - To group all numbers again from scratch, delete O(dest) before any order is created.
  - The service is not asked about numbers that stay in an existing order. If its response lacks one of the others, the
    task fails and names it.
seealso:
  - module: sinch.porting.sinch_portin_lint
  - module: sinch.porting.sinch_portin_order
  - module: sinch.porting.sinch_portability_info
"""

EXAMPLES = r"""
- name: Plan the orders of a file
  sinch.porting.sinch_portin_plan:
    src: numbers.csv
    customer_order_reference: move-2027
    desired_port_schedule:
      desired_port_date: "2027-03-02"
    dest: plans/move-2027.json
  register: plan

- name: Fail if the numbers no longer match the plan
  sinch.porting.sinch_portin_plan:
    state: checked
    src: numbers.csv
    customer_order_reference: move-2027
    desired_port_schedule:
      desired_port_date: "2027-03-02"
    dest: plans/move-2027.json

- name: Create the orders of the plan
  sinch.porting.sinch_portin_order:
    src: numbers.csv
    plan: plans/move-2027.json
    customer_order_reference: "{{ item }}"
    desired_port_schedule:
      desired_port_date: "2027-03-02"
  loop: "{{ plan.orders | map(attribute='reference') }}"
"""

RETURN = r"""
path:
  description: The plan file. Null when the task failed before it was read.
  returned: always
  type: str
  sample: /home/ops/plans/move-2027.json
fingerprint:
  description:
    - Fingerprint of the plan and its numbers, without their secrets. The same numbers with the same portability
      results have the same fingerprint. Null when the task failed before there was a plan.
  returned: always
  type: str
  sample: 0c8d6b2f5fb36d1c8e5b1f7a3f0f7d11
orders:
  description: The orders, without their numbers.
  returned: always
  type: list
  elements: dict
  contains:
    reference:
      description: The order's reference.
      type: str
      returned: always
      sample: move-2027-001
    country:
      description: C(US) or C(CA).
      type: str
      returned: always
      sample: US
    carrier:
      description: The losing carrier.
      type: str
      returned: always
      sample: Verizon
    group:
      description: Name of the group. Orders of one account have the same group.
      type: str
      returned: always
      sample: US Verizon 1
    count:
      description: How many numbers it has.
      type: int
      returned: always
      sample: 500
counts:
  description: Counts.
  returned: always
  type: dict
  contains:
    numbers:
      description: Numbers in the input.
      type: int
      returned: always
      sample: 4000
    orders:
      description: Orders.
      type: int
      returned: always
      sample: 11
    planned:
      description: Numbers in orders.
      type: int
      returned: always
      sample: 3960
    added:
      description: Numbers in orders that the last plan did not have.
      type: int
      returned: always
      sample: 3960
    unportable:
      description: Numbers set aside.
      type: int
      returned: always
      sample: 40
    removed:
      description: Numbers that were planned and are no longer in the input.
      type: int
      returned: always
      sample: 0
unportable:
  description: The first 100 numbers that cannot be ported. The file lists all.
  returned: always
  type: list
  elements: dict
  contains:
    phone_number:
      description: The number.
      type: str
      returned: always
      sample: "+13125550144"
    carrier:
      description: Its current carrier.
      type: str
      returned: always
      sample: Verizon
    reason:
      description: Why it cannot be ported.
      type: str
      returned: always
      sample: Not in service
removed:
  description: The first 100 numbers that were planned and are no longer in the input.
  returned: always
  type: list
  elements: dict
  contains:
    phone_number:
      description: The number.
      type: str
      returned: always
      sample: "+13125550145"
    customer_order_reference:
      description: Reference of the order it was planned in.
      type: str
      returned: always
      sample: move-2027-001
changes:
  description:
    - What has changed since the plan was made; empty when there was no plan.
    - C(order) lists members of the orders; C(added), C(removed) and C(changed) list numbers; C(members) lists the
      members in which numbers changed; C(regrouped) lists orders whose numbers no longer belong to one account. At most
      100 of each.
  returned: always
  type: dict
  sample:
    order: []
    added: []
    removed: []
    changed: ["+13125550143"]
    members: [end_user.zip_code]
    regrouped: []
left_over:
  description:
    - A sentence for each open order of this job at the service that has none of the input's numbers any more. Each is
      also shown as a warning. Empty with O(state=checked).
  returned: always
  type: list
  elements: str
  sample: []
  version_added: 1.1.0
overview:
  description: The plan in readable lines. The first 50 orders, each with its carrier and account, and advice.
  returned: always
  type: list
  elements: str
  sample: ["move-2027-001: 500 numbers, US Verizon 1"]
  version_added: 1.1.0
summary:
  description: How many findings there are, by severity and rule.
  returned: always
  type: dict
  sample:
    errors: 0
    warnings: 1
    rules:
      placeholder-data: 1
findings_total:
  description: How many findings there are in all.
  returned: always
  type: int
  sample: 1
findings:
  description: The first findings, errors first, at most 100.
  returned: always
  type: list
  elements: dict
  contains:
    rule:
      description: Id of the rule.
      type: str
      returned: always
      sample: placeholder-data
    severity:
      description: C(error) or C(warn).
      type: str
      returned: always
      sample: warn
    path:
      description: Location in the numbers, counted from 0.
      type: str
      returned: always
      sample: phone_numbers[3].end_user.name
    message:
      description: What is wrong.
      type: str
      returned: always
      sample: looks like a sample value.
    remedy:
      description: How to fix it.
      type: str
      returned: always
      sample: Replace it with the real value.
    source:
      description: Where the rule comes from.
      type: str
      returned: when the finding is about the numbers
      sample: This collection
    file:
      description: The file.
      type: str
      returned: when the finding is about a row of a CSV file
      sample: numbers.csv
    line:
      description: The line where the row begins.
      type: int
      returned: when the finding is about a row of a CSV file
      sample: 5
diff:
  description: The plan file before and after. Both are empty outside diff mode.
  returned: always
  type: dict
  sample:
    before: ""
    after: ""
failure:
  description: Why the task failed, for use in a C(rescue) block.
  returned: failure
  type: dict
  contains:
    kind:
      description:
        - C(validation), C(unportable), C(api), C(connection), or C(internal) for a bug in this collection.
      type: str
      returned: failure
      sample: validation
    phone_numbers:
      description: The numbers that cannot be ported, or that the service's response lacked, at most 100.
      type: list
      elements: str
      returned: when numbers could not be planned
      sample: ["+13125550144"]
    status:
      description: HTTP status of the API's response.
      type: int
      returned: when the API responded
      sample: 401
    code:
      description: Code of the API's error.
      type: str
      returned: when the API gave one
      sample: "401"
    field_violations:
      description: The members that the API rejected, each with C(field) and C(description).
      type: list
      elements: dict
      returned: when the API gave them
      sample: []
    method:
      description: Method of the request.
      type: str
      returned: when a request failed
      sample: POST
    path:
      description: Path of the request.
      type: str
      returned: when a request failed
      sample: /v1/projects/p-1/portabilityChecks
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
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_plan import TASK


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
