#!/usr/bin/python
# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: sinch_portin_export
short_description: Write port-in orders that exist to files that describe them
version_added: 1.1.0
description:
  - Takes over orders that were made elsewhere, in the dashboard for instance. Each order becomes a YAML file that
    O(sinch.porting.sinch_portin_order#module:src) reads. The next run with it changes nothing.
  - A file holds no PIN and no account number. Its first lines, and RV(files[].missing), say which ones to add before
    the order can be changed.
  - The same order gives the same bytes, so a second run changes nothing. A file is replaced only while it is
    as an export left it. One that somebody has edited, or encrypted, is left alone unless O(force) is given.
author:
  - The sinch.porting maintainers (@sinch-porting)
extends_documentation_fragment:
  - sinch.porting.connection
  - sinch.porting.attributes
options:
  dest:
    description:
      - The folder of the files, which must be there. A file is named after the order's reference. The id is added
        where the reference has characters that a file name should not have, where there is none, and where another
        order has the name.
      - Files that are new can be read by their owner only, since they hold names and addresses.
    type: path
    required: true
  order_ids:
    description:
      - The ids of the orders. Excludes O(references) and the filters. Without any of them, all orders that are
        not over are written.
    type: list
    elements: int
  references:
    description: Only orders with one of these references, compared exactly.
    type: list
    elements: str
  order_status:
    description:
      - Only orders in this status. Orders that are complete are written only with V(COMPLETED), or by O(order_ids).
        Cancelled ones are never written, since they cannot be held to anything.
    type: str
    choices: [PENDING, CONFIRMED, COMPLETED]
    aliases: [orderStatus]
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
  force:
    description:
      - Whether a file that somebody has edited is replaced as well. What was added to it is lost, PINs for instance.
    type: bool
    default: false
notes:
  - Each file has the C(order_id) of its order. So a task with it never makes a new order, also in another project or
    when the order is gone. To order the same again, take C(order_id) out.
  - A file is about the order as Sinch shows it. Where an order breaks a rule of M(sinch.porting.sinch_portin_order),
    the next task says so, and O(sinch.porting.sinch_portin_order#module:rules) lowers the rule.
seealso:
  - module: sinch.porting.sinch_portin_order
  - module: sinch.porting.sinch_portin_order_info
"""

EXAMPLES = r"""
- name: Make a folder for the orders
  ansible.builtin.file:
    path: orders
    state: directory
    mode: "0700"

- name: Write every order that is on its way
  sinch.porting.sinch_portin_export:
    dest: orders
  register: exported

- name: Show what has to be added
  ansible.builtin.debug:
    msg: "{{ item.path | basename }}: {{ item.missing | map(attribute='member') | join(', ') }}"
  loop: "{{ exported.files }}"
  loop_control:
    label: "{{ item.reference }}"

- name: Hold the orders to their files from now on
  sinch.porting.sinch_portin_order:
    src: "{{ item }}"
  loop: "{{ exported.files | map(attribute='path') }}"

- name: Write two orders, and show how their files would change
  sinch.porting.sinch_portin_export:
    references: [branch-17-move, branch-18-move]
    dest: orders
  check_mode: true
  diff: true
"""

RETURN = r"""
files:
  description: The files, by the orders' ids.
  returned: always
  type: list
  elements: dict
  contains:
    path:
      description: The file.
      type: str
      returned: always
      sample: /srv/ports/orders/branch-17-move.yml
    state:
      description:
        - C(created), C(replaced) or C(same). C(kept) is one that differs and was left alone, since somebody has edited
          it.
      type: str
      returned: always
      sample: created
    order_id:
      description: Id of the order.
      type: int
      returned: always
      sample: 890192331
    reference:
      description: Its reference; empty when it has none.
      type: str
      returned: always
      sample: branch-17-move
    order_status:
      description: Its status.
      type: str
      returned: always
      sample: PENDING
    phone_number_count:
      description: How many numbers it has.
      type: int
      returned: always
      sample: 42
    missing:
      description: What a file never holds, and somebody must add before the order can be changed.
      type: list
      elements: dict
      returned: always
      contains:
        member:
          description: The member of a number.
          type: str
          returned: always
          sample: port_out_info.existing_port_out_pin
        phone_number_count:
          description: How many numbers are concerned.
          type: int
          returned: always
          sample: 42
        certain:
          description: Whether the order has it. False where Sinch shows no secret of the order, not even masked.
          type: bool
          returned: always
          sample: true
left_out:
  description: Orders that match and got no file, since they are over, or have no numbers yet.
  returned: always
  type: list
  elements: dict
  contains:
    order_id:
      description: Id of the order.
      type: int
      returned: always
      sample: 890192330
    reference:
      description: Its reference; empty when it has none.
      type: str
      returned: always
      sample: branch-16-move
    order_status:
      description: Its status.
      type: str
      returned: always
      sample: CANCELED
not_found:
  description: Those of O(order_ids) or O(references) that no order has.
  returned: always
  type: list
  elements: raw
  sample: [branch-19-move]
diff:
  description:
    - The files before and after, by path, in diff mode. A file that somebody has edited is not shown.
  returned: always
  type: dict
  sample:
    before: {}
    after:
      /srv/ports/orders/branch-17-move.yml: "--- ..."
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
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_export import TASK


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
