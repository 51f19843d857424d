#!/usr/bin/python
# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: sinch_portability_info
short_description: Ask which numbers can be ported to Sinch
version_added: 1.0.0
description:
  - Asks the service whether numbers can be ported, and which carriers they are with now. Nothing is ordered or
    stored.
  - Any count of numbers is asked for, in batches of 500.
author:
  - The sinch.porting maintainers (@sinch-porting)
extends_documentation_fragment:
  - sinch.porting.connection
  - sinch.porting.attributes.info
  - sinch.porting.attributes
options:
  phone_numbers:
    description:
      - The numbers in E.164 form, for example V(+12025550143). Required, here or in O(src). A number given twice is
        asked for once.
      - Text with a number in each line is taken, too, and entries as M(sinch.porting.sinch_portin_order) has them.
      - An empty list is answered without asking.
    type: list
    elements: str
    aliases: [phoneNumbers]
  reference:
    description:
      - The base reference of a job. Of the numbers that cannot be ported, RV(ordered) names those that an open order
        of this job ports already; Sinch need not call them portable any more.
      - The orders are read only if there are numbers that cannot be ported.
    type: str
    aliases: [customer_order_reference, customerOrderReference, base_reference, baseReference]
    version_added: 1.1.0
  src:
    description:
      - A file with the numbers, in JSON (C(.json)), YAML (C(.yml), C(.yaml)) or CSV (C(.csv)). The files that
        M(sinch.porting.sinch_portin_order) takes will do; all but the numbers is left aside.
      - It is looked for like the files of other tasks, and read on the controller. A vaulted file is opened in memory
        alone.
    type: path
  only:
    description: Take just these numbers out of the file that O(src) names.
    type: list
    elements: str
  content_from:
    description:
      - Name of a variable whose text is a CSV table like the file of O(src), for example the answer to a survey. It
        counts where O(src) is not given.
      - The text is taken as it stands. Nothing in it is treated as a template.
    type: str
seealso:
  - module: sinch.porting.sinch_portin_order
"""

EXAMPLES = r"""
- name: Ask for a few numbers
  sinch.porting.sinch_portability_info:
    phone_numbers:
      - "+12025550143"
      - "+13125550144"
  register: check

- name: Tell which ones cannot be ported
  ansible.builtin.debug:
    msg: "{{ check.phone_numbers | selectattr('portable', 'false') | map(attribute='reason') }}"
  when: check.unportable | length > 0

- name: Ask for all numbers of an order that is yet to be sent
  sinch.porting.sinch_portability_info:
    src: orders/headquarters.yml
"""

RETURN = r"""
phone_numbers:
  description: One entry for each number, in the order in which they were given.
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
      description: Whether it can be ported. False, too, when the service did not answer for this number.
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
portable:
  description: The numbers that can be ported.
  returned: always
  type: list
  elements: str
  sample: ["+12025550143"]
unportable:
  description: The numbers that cannot be ported.
  returned: always
  type: list
  elements: str
  sample: ["+13125550144"]
ordered:
  description: Those of RV(unportable) that an open order of the job O(reference) ports. Empty without O(reference).
  returned: always
  type: list
  elements: str
  sample: []
  version_added: 1.1.0
carriers:
  description: The carrier of each number.
  returned: always
  type: dict
  sample:
    "+12025550143": Verizon
    "+13125550144": T-Mobile
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
      sample: phone_numbers[3]
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
        - field: phoneNumbers[0]
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
      sample: /v1/projects/p-1/portabilityChecks
    request_id:
      description: The service's id of the request.
      type: str
      returned: when the API gave one
      sample: 6f1c2a
"""

from ansible_collections.sinch.porting.plugins.module_utils._base.old_python import refuse_old_python

refuse_old_python()

from ansible_collections.sinch.porting.plugins.module_utils._run.module import run_module
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portability_info import TASK


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
