#!/usr/bin/python
# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: sinch_portin_export
short_description: Write existing port-in orders to files
version_added: 1.1.0
description:
  - For orders that were created elsewhere, for example in the dashboard. Each order becomes a YAML file that
    O(sinch.porting.sinch_portin_order#module:src) reads. The next run with it changes nothing.
  - The files contain no PINs or account numbers. The first lines of a file, and RV(files[].missing), say which ones to
    add before the order can be changed.
  - The same order results in the same bytes, so a second run changes nothing. A file is replaced only if it is
    unchanged since its export. A file that somebody has edited or encrypted is left alone, except with O(force).
author:
  - The sinch.porting maintainers (@sinch-porting)
extends_documentation_fragment:
  - sinch.porting.connection
  - sinch.porting.attributes
options:
  dest:
    description:
      - An existing directory for the files. A file is named after the order's reference. The id is added if the
        reference is empty, is used by another order, or has characters that are unsuitable for a file name.
      - New files are readable only by their owner, because they contain names and addresses.
    type: path
    required: true
  order_ids:
    description:
      - The ids of the orders. Excludes O(references) and the filters. Without any of these, all pending and confirmed
        orders are written.
    type: list
    elements: int
  references:
    description: Only orders with one of these references, compared exactly.
    type: list
    elements: str
  order_status:
    description:
      - Only orders in this status. Completed orders are written only with V(COMPLETED), or by O(order_ids).
        Cancelled orders are never written, because they cannot be managed.
    type: str
    choices: [PENDING, CONFIRMED, COMPLETED]
    aliases: [orderStatus]
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
  force:
    description:
      - Whether to replace edited files too. Additions such as PINs are lost.
    type: bool
    default: false
notes:
  - Each file has the C(order_id) of its order. So a task with it never creates a new order, not even in another project
    or when the order no longer exists. To order the same numbers again, remove C(order_id).
  - A file describes the order as Sinch shows it. If an order breaks a rule of M(sinch.porting.sinch_portin_order),
    the next task says so; O(sinch.porting.sinch_portin_order#module:rules) can lower the rule's severity.
seealso:
  - module: sinch.porting.sinch_portin_order
  - module: sinch.porting.sinch_portin_order_info
"""

EXAMPLES = r"""
- name: Create a directory for the orders
  ansible.builtin.file:
    path: orders
    state: directory
    mode: "0700"

- name: Write all pending and confirmed orders
  sinch.porting.sinch_portin_export:
    dest: orders
  register: exported

- name: Show what has to be added
  ansible.builtin.debug:
    msg: "{{ item.path | basename }}: {{ item.missing | map(attribute='member') | join(', ') }}"
  loop: "{{ exported.files }}"
  loop_control:
    label: "{{ item.reference }}"

- name: Keep the orders as their files describe them from now on
  sinch.porting.sinch_portin_order:
    src: "{{ item }}"
  loop: "{{ exported.files | map(attribute='path') }}"

- name: Show how the files of two orders would change
  sinch.porting.sinch_portin_export:
    references: [branch-17-move, branch-18-move]
    dest: orders
  check_mode: true
  diff: true
"""

RETURN = r"""
files:
  description: The files, sorted by order id.
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
        - C(created), C(replaced) or C(same). C(kept) means that the file differs but was left alone, because somebody
          has edited it.
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
      description: Secrets that are never in a file, and must be added before the order can be changed.
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
          description: How many numbers need it.
          type: int
          returned: always
          sample: 42
        certain:
          description: Whether the order is known to have it. False if Sinch shows no secrets, not even masked.
          type: bool
          returned: always
          sample: true
left_out:
  description: Orders that match but got no file, because they are completed or cancelled, or have no numbers yet.
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
  description: Those of O(order_ids) or O(references) for which there is no order.
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
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_export import TASK


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
