#!/usr/bin/python
# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: sinch_portin_rejection_info
short_description: Find out which rejected numbers can be ordered again
version_added: 1.0.0
description:
  - Reads all orders of a base reference, and compares their rejected or excluded numbers with the current input.
  - A number can be ordered again when the data that the rejection is about has changed. For a wrong PIN that is only
    the PIN, for an address the members of the address, for a date the desired schedule. For an unknown reason it is any
    member of O(end_user), O(port_out_info) or O(desired_port_schedule). A frozen line or a number out of service shows
    in no member, so list such numbers in O(settled).
  - For the other numbers it reports what the rejection means, who must act, and what to change.
  - Nothing is changed at Sinch. The role P(sinch.porting.port_in#role) creates the new orders with its tag C(resubmit).
author:
  - The sinch.porting maintainers (@sinch-porting)
extends_documentation_fragment:
  - sinch.porting.connection
  - sinch.porting.attributes.info
  - sinch.porting.attributes
  - sinch.porting.order
options:
  customer_order_reference:
    description:
      - The base reference. It selects the orders with exactly this reference, and those that add the running number of
        a plan or of a resubmission.
    type: str
    required: true
    aliases: [customerOrderReference, reference, base_reference, baseReference]
  references:
    description: Exact references of further orders.
    type: list
    elements: str
    version_added: 1.1.0
  settled:
    description:
      - Rejected numbers whose cause is fixed although their data does not show it. A PIN that Sinch does not show
        cannot be compared, and an account that the carrier has unlocked leaves no trace.
    type: list
    elements: str
notes:
  - A number that is in a newer order, and not rejected there, is ignored.
seealso:
  - module: sinch.porting.sinch_portin_order
  - module: sinch.porting.sinch_portin_report
"""

EXAMPLES = r"""
- name: Find out which rejected numbers have new data
  sinch.porting.sinch_portin_rejection_info:
    src: hq-move.csv
    customer_order_reference: hq-move
    desired_port_schedule:
      desired_port_date: "2027-03-09"
  register: rejected

- name: Show what still has to be changed
  ansible.builtin.debug:
    msg: "{{ rejected.causes | map(attribute='message') }}"

- name: Order the others again
  sinch.porting.sinch_portin_order:
    src: hq-move.csv
    only: "{{ item.phone_numbers }}"
    customer_order_reference: "{{ item.reference }}"
    desired_port_schedule:
      desired_port_date: "2027-03-09"
  loop: "{{ rejected.resubmissions }}"
  loop_control:
    label: "{{ item.reference }}"
"""

RETURN = r"""
resubmissions:
  description:
    - The orders to create, one for each account of each order with numbers to order again.
  returned: always
  type: list
  elements: dict
  contains:
    reference:
      description: The reference of the order to create. It stays the same until that order exists.
      type: str
      returned: always
      sample: hq-move-001-r1
    order_id:
      description: Id of the order in which the numbers were rejected.
      type: int
      returned: always
      sample: 890192331
    phone_numbers:
      description: The numbers.
      type: list
      elements: str
      returned: always
      sample: ["+12025550143"]
refused:
  description: The rejected numbers that would be rejected again.
  returned: always
  type: list
  elements: dict
  sample:
    - phone_number: "+12025550144"
      order_id: 890192331
      reference: hq-move-001
      reject_reason: Wrong zip code
      cause: address
      title: The address differs
      meaning: The service address is not the one in the losing carrier's record.
      who: You, with the end user
      change: "street_num, street_name, city, state, zip_code."
      why: its data has not changed since it was rejected
      message: "+12025550144: its data has not changed since it was rejected."
causes:
  description: The same numbers grouped by cause, each with one C(message) for all of its C(phone_numbers).
  returned: always
  type: list
  elements: dict
  sample:
    - cause: address
      title: The address differs
      meaning: The service address is not the one in the losing carrier's record.
      who: You, with the end user
      change: "street_num, street_name, city, state, zip_code."
      why: its data has not changed since it was rejected
      phone_numbers: ["+12025550144"]
      message: "The address differs: +12025550144."
  version_added: 1.1.0
absent:
  description: Rejected numbers that are no longer in the input.
  returned: always
  type: list
  elements: str
  sample: []
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
      sample: customer_order_reference
    message:
      description: What is wrong.
      type: str
      returned: always
      sample: is not given. It is the base reference of the orders.
    remedy:
      description: How to fix it.
      type: str
      returned: always
      sample: ""
    file:
      description: The file of O(src).
      type: str
      returned: when the finding is about a row of a CSV file
      sample: numbers.csv
    line:
      description: The line where the row begins.
      type: int
      returned: when the finding is about a row of a CSV file
      sample: 5
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
        - field: pageSize
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
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_rejection_info import TASK


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
