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
  - Reads one order by its id, or all orders that match the API's filters, across all pages.
  - Finding no order is not an error. The list is then empty, even if O(order_id) does not exist.
author:
  - The sinch.porting maintainers (@sinch-porting)
extends_documentation_fragment:
  - sinch.porting.connection
  - sinch.porting.attributes.info
  - sinch.porting.attributes
options:
  order_id:
    description: Id of one order, which is read with all details. Excludes the filters.
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
    description: Only orders with this number, in E.164 format.
    type: str
    aliases: [phoneNumber]
  created_date_start:
    description:
      - Only orders created at this time or later, as an ISO date such as V(2027-03-02) or a date-time such as
        V(2027-03-02T12:00:00Z). A date means its first second in UTC.
    type: str
    aliases: [createdDateStart]
  created_date_end:
    description: Only orders created at this time or earlier. A date means its last second in UTC.
    type: str
    aliases: [createdDateEnd]
  foc_start_date:
    description: Only orders whose firm order confirmation is for this time or later. A date means its first second
      in UTC.
    type: str
    aliases: [focStartDate, foc_date_start, focDateStart]
  foc_end_date:
    description: Only orders whose firm order confirmation is for this time or earlier. A date means its last second
      in UTC.
    type: str
    aliases: [focEndDate, foc_date_end, focDateEnd]
  details:
    description:
      - Whether to read each order in full, with its schedule, numbers, notes and documents. The API's list has only
        summaries.
      - This takes one request per order, four at a time.
    type: bool
    default: false
  limit:
    description:
      - Maximum number of orders to return. If there are more, RV(truncated) is true, and a warning is shown.
      - The default is V(10000), or V(500) with O(details), because a full order may take megabytes.
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

- name: Read all pending orders of a month with all details
  sinch.porting.sinch_portin_order_info:
    order_status: PENDING
    created_date_start: "2027-03-01"
    created_date_end: "2027-03-31"
    details: true

- name: Find the order with a number
  sinch.porting.sinch_portin_order_info:
    phone_number: "+12025550143"
"""

RETURN = r"""
orders:
  description:
    - The orders as the API returns them, each once, in snake case and without secrets. Unknown members are passed
      through.
    - Without O(details) and O(order_id) these are the API's summaries, which have no numbers and no schedule.
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
  description: Whether more orders match than O(limit) allows.
  returned: always
  type: bool
  sample: false
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
      sample: number-not-e164
    severity:
      description: C(error) or C(warn).
      type: str
      returned: always
      sample: error
    path:
      description: Location in the options.
      type: str
      returned: always
      sample: phone_number
    message:
      description: What is wrong.
      type: str
      returned: always
      sample: is '12025550143', which is not a number in E.164 format.
    remedy:
      description: How to fix it.
      type: str
      returned: always
      sample: Write it like +12025550143, in quotes.
failure:
  description: Why the task failed, for use in a C(rescue) block.
  returned: failure
  type: dict
  contains:
    kind:
      description:
        - C(validation), C(api), C(connection), or C(internal) for a bug in this collection.
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
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_order_info import TASK


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
