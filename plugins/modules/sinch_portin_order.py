#!/usr/bin/python
# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: sinch_portin_order
short_description: Port phone numbers from another carrier to Sinch
version_added: 1.0.0
description:
  - Creates a port-in order, keeps it as described, or cancels it.
  - All problems that can be detected offline are reported together, before anything is sent.
  - Running it again creates no second order, even if the earlier run was killed or its response was lost. The order is
    found by O(order_id), else by O(customer_order_reference), else by its exact set of numbers.
  - A pending order that differs from the task is updated. Only what the task sets is compared.
author:
  - The sinch.porting maintainers (@sinch-porting)
extends_documentation_fragment:
  - sinch.porting.connection
  - sinch.porting.state
  - sinch.porting.attributes
  - sinch.porting.wait
  - sinch.porting.order
options:
  state:
    description:
      - V(present) creates the order, or updates it while it is pending.
      - V(absent) cancels a pending order. If the order is cancelled or missing, nothing changes; a confirmed or
        completed one can no longer be cancelled, and the task fails with the kind C(locked).
    type: str
    choices: [present, absent]
    default: present
  order_id:
    description: Id of an order. If it is not given, the order is found by its reference, else by its numbers.
    type: int
    aliases: [orderId]
  plan:
    description:
      - A plan file written by M(sinch.porting.sinch_portin_plan). From the file in O(src) the order gets only the
        numbers that the plan assigns to its O(customer_order_reference).
      - If the data of these numbers or of the order has changed since the plan was made, nothing is sent and the task
        fails with the finding C(plan-outdated).
    type: path
  check_portability:
    description: Whether to ask the service if the numbers can be ported before creating an order.
    type: bool
    default: true
  on_unportable:
    description:
      - What to do when some numbers cannot be ported. A single one fails a whole order.
      - V(fail) creates nothing. V(exclude) orders the others, and lists those left out in RV(excluded_numbers).
    type: str
    choices: [fail, exclude]
    default: fail
  on_excluded_feature:
    description:
      - What to do when the service accepts a number without a requested feature, such as 911 or messaging, or has
        changed its 911 address. Capitalization, abbreviations and an added ZIP+4 do not count as changes.
      - V(warn) warns, V(ignore) does not. V(fail) fails with the kind C(feature_excluded); the order stays as
        it is. The facts always include the features.
    type: str
    choices: [ignore, warn, fail]
    default: warn
    version_added: 1.1.0
  details:
    description:
      - Whether the result and the facts include every number. With V(false) RV(order) comes without C(phone_numbers),
        and RV(number_statuses), RV(portability) and the numbers of the facts are empty.
      - Use V(false) for the orders of a fleet, where results with 500 numbers each would slow Ansible down.
    type: bool
    default: true
  wait_for:
    description: The order status that O(wait) waits for. With O(state=absent) it waits until the order is cancelled.
    type: str
    choices: [CONFIRMED, COMPLETED]
    default: CONFIRMED
notes:
  - Ansible prints a failed loop item in full, including the PIN. Loop over references or files instead.
  - Keep secrets in a vaulted file or in the environment. Ansible prints the source lines of a failed task.
  - Without the Python libraries C(phonenumbers) and C(holidays) the rules that need them do not run, and a finding says
    so.
  - The numbers in the examples are reserved for documentation, so they cause the warning C(number-fictional).
seealso:
  - module: sinch.porting.sinch_portin_lint
    description: The same checks offline, for any number of phone numbers.
  - module: sinch.porting.sinch_portin_plan
    description: Plans orders for more numbers than fit into one order.
  - module: sinch.porting.sinch_portin_order_info
    description: Reads existing orders.
  - module: sinch.porting.sinch_portin_order_activation
    description: Activates the numbers of an on-demand order.
  - module: sinch.porting.sinch_portin_rejection_info
    description: Finds out which rejected numbers can be ordered again.
"""

EXAMPLES = r"""
- name: Port one number
  sinch.porting.sinch_portin_order:
    customer_order_reference: branch-17-move
    desired_port_schedule:
      desired_port_date: "2027-03-02"
      desired_port_time: "09:00:00"
      desired_port_time_zone: US/Eastern
    phone_numbers:
      - phone_number: "+12025550143"
        end_user:
          name: Example Bakery
          street_num: "12"
          street_name: Harbor
          street_type: Road
          city: Springfield
          state: IL
          zip_code: "62701"
        port_out_info:
          existing_port_out_pin: "{{ lookup('ansible.builtin.env', 'BAKERY_PIN') }}"
          authorizing_name: Ada Baker
        voice_configuration:
          type: EST
          trunk_id: 01EXAMPLETRUNKID
  register: portin

- name: Use its id and the statuses of its numbers later
  ansible.builtin.debug:
    msg: "Order {{ portin.order_id }} is {{ portin.order_status }}: {{ portin.number_statuses }}"

- name: Port many numbers of one end user, and leave out those that cannot be ported
  sinch.porting.sinch_portin_order:
    customer_order_reference: headquarters
    desired_port_schedule:
      desired_port_date: "2027-03-02"
    end_user: "{{ headquarters_address }}"
    port_out_info:
      existing_port_out_pin: "{{ vault_headquarters_pin }}"
    voice_configuration:
      type: EST
      trunk_id: 01EXAMPLETRUNKID
    phone_numbers:
      - "+13125550143"
      - "+13125550144"
      - "+13125550145"
    on_unportable: exclude

- name: Port one number of an account, and list the remaining ones in a note
  sinch.porting.sinch_portin_order:
    customer_order_reference: mill
    desired_port_schedule:
      desired_port_date: "2027-03-02"
    end_user: "{{ headquarters_address }}"
    port_out_info:
      existing_port_out_pin: "{{ vault_headquarters_pin }}"
      account_phone_number: "+13125550147"
    voice_configuration:
      type: EST
      trunk_id: 01EXAMPLETRUNKID
    phone_numbers:
      - phone_number: "+13125550147"
    remaining_numbers:
      - "+13125550148"
      - "+13125550160-0169"
    new_billing_number: "+13125550148"

- name: Port the numbers of a file, here a vaulted one
  sinch.porting.sinch_portin_order:
    src: orders/headquarters.yml

- name: Wait until the losing carrier has confirmed
  sinch.porting.sinch_portin_order:
    src: orders/headquarters.yml
    wait: true
    wait_for: CONFIRMED
    wait_timeout: 604800
    wait_interval: 900

- name: Make one rule an error, and turn another off
  sinch.porting.sinch_portin_order:
    src: orders/headquarters.yml
    rules:
      port-date-weekend: error
      placeholder-data: "off"

- name: Cancel an order while it is pending
  sinch.porting.sinch_portin_order:
    customer_order_reference: branch-17-move
    state: absent
"""

RETURN = r"""
operation:
  description: What was done, or in check mode what would be done. One of C(create), C(update), C(cancel), C(none).
  returned: always
  type: str
  sample: create
order:
  description:
    - The whole order as the API returns it, in snake case and without secrets. Null when there is none.
    - Unknown members are passed through.
    - Two members of a number have different names in the two editions of the API. C(activateTime) is returned as
      C(activated_date), which may then be a time without a date, and C(exclusionTime) as C(exclusion_date).
  returned: always
  type: dict
  sample:
    id: 890192331
    status: PENDING
    customer_order_reference: branch-17-move
    desired_port_schedule:
      desired_port_date: "2027-03-02"
      desired_port_time: "09:00:00"
      desired_port_time_zone: US/Eastern
    on_demand_activation: false
    created_date: "2027-02-01T12:00:00Z"
    phone_numbers:
      - phone_number: "+12025550143"
        status: PENDING
        phone_number_group: GW Verizon Grp1
order_id:
  description: Id of the order. Null when there is none, and for a creation that check mode predicts.
  returned: always
  type: int
  sample: 890192331
order_status:
  description:
    - Status of the order. C(PENDING), C(CONFIRMED), C(COMPLETED), C(PENDING_CANCELATION), C(CANCELED), or a status that
      the API adds later. Null when there is no order.
  returned: always
  type: str
  sample: PENDING
number_statuses:
  description: Status of each number.
  returned: always
  type: dict
  sample:
    "+12025550143": PENDING
portability:
  description: The results of the portability check. Empty when it was turned off or not needed.
  returned: always
  type: list
  elements: dict
  contains:
    phone_number:
      description: The number.
      type: str
      returned: always
      sample: "+12025550143"
    portable:
      description: Whether it can be ported.
      type: bool
      returned: always
      sample: true
    carrier:
      description: Its current carrier.
      type: str
      returned: always
      sample: Verizon
    reason:
      description: Why it cannot be ported.
      type: str
      returned: always
      sample: ""
excluded_numbers:
  description: Numbers that O(on_unportable=exclude) left out.
  returned: always
  type: list
  elements: str
  sample: ["+13125550145"]
findings:
  description: All problems with the input, errors and warnings.
  returned: always
  type: list
  elements: dict
  contains:
    rule:
      description: Id of the rule.
      type: str
      returned: always
      sample: port-date-weekend
    severity:
      description: C(error) or C(warn).
      type: str
      returned: always
      sample: warn
    path:
      description: Location in the options.
      type: str
      returned: always
      sample: desired_port_schedule.desired_port_date
    message:
      description: What is wrong.
      type: str
      returned: always
      sample: 2027-03-06 is a Saturday.
    remedy:
      description: How to fix it.
      type: str
      returned: always
      sample: Choose a business day.
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
guard:
  description:
    - What protected this write from being repeated by another run. C(shared) is a configured store whose locks work,
      C(local) the default directory of this machine, and C(none) only the search before the write.
    - In check mode, what would protect it.
  returned: always
  type: str
  sample: shared
diff:
  description: The order before and after, without secrets. Both are empty outside diff mode.
  returned: always
  type: dict
  sample:
    before: {}
    after: {}
ansible_facts:
  description: Facts for later tasks, without names and addresses.
  returned: always
  type: dict
  contains:
    sinch_portin_order:
      description: A summary of the order.
      type: dict
      returned: always
      sample:
        id: 890192331
        status: PENDING
        customer_order_reference: branch-17-move
        desired_port_schedule:
          desired_port_date: "2027-03-02"
        on_demand_activation: false
        created_date: "2027-02-01T12:00:00Z"
        number_statuses:
          "+12025550143": PENDING
        phone_numbers:
          - phone_number: "+12025550143"
            status: PENDING
            foc_date: null
            phone_number_group: GW Verizon Grp1
            reject_reason: null
            exclusion_reason: null
            foc_at: null
            excluded_features: []
            e911_changed: false
failure:
  description: Why the task failed, for use in a C(rescue) block.
  returned: failure
  type: dict
  contains:
    kind:
      description:
        - C(validation), C(unportable), C(conflict), C(locked), C(feature_excluded), C(api), C(connection), C(timeout),
          C(unknown_outcome), C(unguarded), C(requirement) where Python is too old or a library is missing, or
          C(internal) for a bug in this collection.
      type: str
      returned: failure
      sample: conflict
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
        - field: phoneNumbers[0].phoneNumber
          description: Not a valid phone number.
    method:
      description: Method of the request.
      type: str
      returned: when a request failed
      sample: POST
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
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_order import TASK


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
