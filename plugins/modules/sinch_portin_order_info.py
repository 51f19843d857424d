#!/usr/bin/python
# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: sinch_portin_order_info
short_description: Read port-in orders
version_added: 1.0.0
description:
  - Reads one order by its id, or every order that matches the API's filters, over all pages.
  - Finding no order is not an error. The list is then empty, also when O(order_id) names an order that is not there.
author:
  - The sinch.porting maintainers (@sinch-porting)
extends_documentation_fragment:
  - sinch.porting.connection
  - sinch.porting.attributes.info
  - sinch.porting.attributes
options:
  order_id:
    description: Id of one order, which is read whole. Excludes the filters.
    type: int
    aliases: [orderId]
  order_status:
    description: Only orders in this status.
    type: str
    choices: [PENDING, CONFIRMED, COMPLETED, CANCELED]
    aliases: [orderStatus]
  customer_order_reference:
    description: Only orders with this reference, compared exactly.
    type: str
    aliases: [customerOrderReference, reference]
  phone_number:
    description: Only orders that hold this number, in E.164 form.
    type: str
    aliases: [phoneNumber]
  created_date_start:
    description:
      - Only orders created at this moment or later, as an ISO date such as V(2027-03-02) or a date-time such as
        V(2027-03-02T12:00:00Z). A date means its first second in UTC.
    type: str
    aliases: [createdDateStart]
  created_date_end:
    description: Only orders created at this moment or earlier. A date means its last second in UTC.
    type: str
    aliases: [createdDateEnd]
  foc_start_date:
    description: Only orders whose firm order confirmation is for this moment or later. A date means its first second
      in UTC.
    type: str
    aliases: [focStartDate, foc_date_start, focDateStart]
  foc_end_date:
    description: Only orders whose firm order confirmation is for this moment or earlier. A date means its last second
      in UTC.
    type: str
    aliases: [focEndDate, foc_date_end, focDateEnd]
  details:
    description:
      - Whether each order is read whole, with its schedule, numbers, notes and documents. The API's list has short
        entries only.
      - It takes one request for each order, four at a time.
    type: bool
    default: false
  limit:
    description:
      - How many orders are returned at most. If there are more, RV(truncated) is true, and there is a warning.
      - V(10000) if it is not given, and V(500) with O(details), since a whole order may take megabytes.
    type: int
seealso:
  - module: sinch.porting.sinch_portin_order
"""

EXAMPLES = r"""
- name: Read one order
  sinch.porting.sinch_portin_order_info:
    order_id: 890192331
  register: found

- name: Show the statuses of its numbers
  ansible.builtin.debug:
    msg: "{{ found.orders[0].phone_numbers | items2dict(key_name='phone_number', value_name='status') }}"
  when: found.orders | length > 0

- name: Find the order of a reference
  sinch.porting.sinch_portin_order_info:
    customer_order_reference: branch-17-move

- name: Read all pending orders of a month, whole
  sinch.porting.sinch_portin_order_info:
    order_status: PENDING
    created_date_start: "2027-03-01"
    created_date_end: "2027-03-31"
    details: true

- name: Find the order that holds a number
  sinch.porting.sinch_portin_order_info:
    phone_number: "+12025550143"
"""

RETURN = r"""
orders:
  description:
    - The orders as the API returns them, each once, in snake case and without secrets. Members that the API adds
      later pass through.
    - Without O(details) and O(order_id) these are the API's short entries, which have no numbers and no schedule.
  returned: always
  type: list
  elements: dict
  sample:
    - id: 890192331
      status: PENDING
      customer_order_reference: branch-17-move
      created_date: "2027-02-01"
      phone_number_quantity: 2
      foc_quantity: 0
      activated_quantity: 0
      rejected_quantity: 0
      excluded_quantity: 0
truncated:
  description: Whether more orders match than O(limit) lets through.
  returned: always
  type: bool
  sample: false
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
      sample: number-not-e164
    severity:
      description: C(error) or C(warn).
      type: str
      returned: always
      sample: error
    path:
      description: The place in the options.
      type: str
      returned: always
      sample: phone_number
    message:
      description: What is wrong.
      type: str
      returned: always
      sample: is '12025550143', which is not a number in E.164 form.
    remedy:
      description: What to do about it.
      type: str
      returned: always
      sample: Write it like +12025550143, in quotes.
failure:
  description: Why the task failed, for a C(rescue) to decide on.
  returned: failure
  type: dict
  contains:
    kind:
      description:
        - C(validation), C(api), C(connection), or C(internal) for a fault of this collection.
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
        - field: createdDateStart
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
      sample: /v1/projects/p-1/orders/portIns
    request_id:
      description: The service's id of the request.
      type: str
      returned: when the API gave one
      sample: 6f1c2a
"""

from ansible_collections.sinch.porting.plugins.module_utils._base.old_python import refuse_old_python

refuse_old_python()

from ansible_collections.sinch.porting.plugins.module_utils._run.module import run_module
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_order_info import TASK


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
