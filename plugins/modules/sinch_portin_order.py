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
  - Running it again makes no second order, also after a run that was killed or whose answer was lost. The order is
    looked for by O(order_id), else by O(customer_order_reference), else by the exact set of its numbers.
  - A pending order that differs from the task is updated. Only what the task says is compared.
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
      - V(absent) cancels a pending order. A cancelled or missing order stays as it is; a confirmed or completed one can
        no longer be cancelled, and the task fails with the kind C(locked).
    type: str
    choices: [present, absent]
    default: present
  order_id:
    description: Id of an order. If it is not given, the order is found by its reference, else by its numbers.
    type: int
    aliases: [orderId]
  plan:
    description:
      - A plan that M(sinch.porting.sinch_portin_plan) has written. The order gets just the numbers that the plan gives
        to its O(customer_order_reference), out of the file that O(src) names.
      - When these numbers' data, or the members of the order, are no longer what the plan was made with, nothing is
        sent and the task fails with the finding C(plan-outdated).
    type: path
  check_portability:
    description: Whether to ask the service if the numbers can be ported before an order is created.
    type: bool
    default: true
  on_unportable:
    description:
      - What to do when some numbers cannot be ported. One of them is enough to fail a whole order.
      - V(fail) creates nothing. V(exclude) orders the rest, and names those left out in RV(excluded_numbers).
    type: str
    choices: [fail, exclude]
    default: fail
  on_excluded_feature:
    description:
      - What to do when the service lets a number through without a feature that was asked for, such as 911 or
        messaging, or has changed its 911 address. Capital letters, abbreviations and an added ZIP+4 are no change.
      - V(warn) warns, and V(ignore) says nothing. V(fail) fails with the kind C(feature_excluded); the order stays as
        it is. The facts name the features in every case.
    type: str
    choices: [ignore, warn, fail]
    default: warn
    version_added: 1.1.0
  details:
    description:
      - Whether the result and the facts include every number. With V(false) RV(order) comes without C(phone_numbers),
        and RV(number_statuses), RV(portability) and the numbers of the facts are empty.
      - For the orders of a fleet, of which 500 numbers each would cost Ansible more than the orders cost the service.
    type: bool
    default: true
  wait_for:
    description: The order status that O(wait) waits for. With O(state=absent) it waits for the end of the cancellation.
    type: str
    choices: [CONFIRMED, COMPLETED]
    default: CONFIRMED
notes:
  - A failed item of a loop is printed whole by Ansible, with the PIN in it. Loop over references or files
    instead.
  - Secrets belong in a vaulted file or in the environment. Ansible prints the source lines of a task that failed.
  - Without the Python libraries C(phonenumbers) and C(holidays) the rules that need them do not run, and a finding says
    so.
  - The numbers of the examples are kept for documentation, so the examples get the warning C(number-fictional).
seealso:
  - module: sinch.porting.sinch_portin_lint
    description: The same checks offline, for any count of numbers.
  - module: sinch.porting.sinch_portin_plan
    description: Orders for more numbers than one order takes.
  - module: sinch.porting.sinch_portin_order_info
    description: Orders that exist.
  - module: sinch.porting.sinch_portin_order_activation
    description: What makes the numbers of an on-demand order live.
  - module: sinch.porting.sinch_portin_rejection_info
    description: What to do about numbers that were rejected.
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

- name: Port one number of an account, and say in a note which ones stay
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

- name: Port what a file describes, here a vaulted one
  sinch.porting.sinch_portin_order:
    src: orders/headquarters.yml

- name: Wait until the losing carrier has confirmed
  sinch.porting.sinch_portin_order:
    src: orders/headquarters.yml
    wait: true
    wait_for: CONFIRMED
    wait_timeout: 604800
    wait_interval: 900

- name: Make a finding fail, and silence another
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
  description: What was done, or would be done in check mode. One of C(create), C(update), C(cancel), C(none).
  returned: always
  type: str
  sample: create
order:
  description:
    - The whole order as the API returns it, in snake case and without secrets. Null when there is none.
    - Members that the API adds later pass through.
    - The two editions of the API have two names for two members of a number. Either is returned as C(activated_date),
      which may be a time alone (C(activateTime)), and as C(exclusion_date) (C(exclusionTime)).
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
    - Status of the order. C(PENDING), C(CONFIRMED), C(COMPLETED), C(PENDING_CANCELATION), C(CANCELED), or what the API
      adds. Null when there is none.
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
  description: The answers to the portability check. Empty when none was asked for or needed.
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
      description: The carrier it is with now.
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
  description: Every problem of the input, errors and warnings.
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
      description: The place in the options.
      type: str
      returned: always
      sample: desired_port_schedule.desired_port_date
    message:
      description: What is wrong.
      type: str
      returned: always
      sample: 2027-03-06 is a Saturday.
    remedy:
      description: What to do about it.
      type: str
      returned: always
      sample: Choose a business day.
    file:
      description: The file of O(src).
      type: str
      returned: when it is about a row of a CSV file
      sample: numbers.csv
    line:
      description: The line in which the row begins.
      type: int
      returned: when it is about a row of a CSV file
      sample: 5
guard:
  description:
    - What kept this write from being repeated by another run. C(shared) is a store that was named and whose locks were
      seen to work, C(local) the default directory of this machine, and C(none) nothing but looking first.
    - In check mode, what would.
  returned: always
  type: str
  sample: shared
diff:
  description: The order before and after, without secrets. Both are empty out of diff mode.
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
      description: The order in short.
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
  description: Why the task failed, for a C(rescue) to decide on.
  returned: failure
  type: dict
  contains:
    kind:
      description:
        - C(validation), C(unportable), C(conflict), C(locked), C(feature_excluded), C(api), C(connection), C(timeout),
          C(unknown_outcome), C(unguarded), C(requirement) where Python is too old or a library is missing, or
          C(internal) for a fault of this collection.
      type: str
      returned: failure
      sample: conflict
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
      description: The service's id of the request.
      type: str
      returned: when the API gave one
      sample: 6f1c2a
    order_id:
      description: Id of the order that is concerned.
      type: int
      returned: when one is
      sample: 890192331
"""

from ansible_collections.sinch.porting.plugins.module_utils._base.old_python import refuse_old_python

refuse_old_python()

from ansible_collections.sinch.porting.plugins.module_utils._run.module import run_module
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_order import TASK


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
