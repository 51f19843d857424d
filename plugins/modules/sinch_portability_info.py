#!/usr/bin/python
# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: sinch_portability_info
short_description: Check which numbers can be ported to Sinch
version_added: 1.0.0
description:
  - Asks the service whether numbers can be ported, and for their current carriers. Nothing is ordered or stored.
  - Takes any number of phone numbers, and sends them in batches of 500.
author:
  - The sinch.porting maintainers (@sinch-porting)
extends_documentation_fragment:
  - sinch.porting.connection
  - sinch.porting.attributes.info
  - sinch.porting.attributes
options:
  phone_numbers:
    description:
      - The numbers in E.164 format, for example V(+12025550143). Required, here or in O(src). Duplicates are checked
        once.
      - Text with one number per line is also accepted, and so are entries as in M(sinch.porting.sinch_portin_order).
      - For an empty list no request is sent.
    type: list
    elements: str
    aliases: [phoneNumbers]
  reference:
    description:
      - The base reference of a job. RV(ordered) then lists those unportable numbers that an open order of this job
        already ports; Sinch may no longer report them as portable.
      - The orders are read only if there are numbers that cannot be ported.
    type: str
    aliases: [customer_order_reference, customerOrderReference, base_reference, baseReference]
    version_added: 1.1.0
  src:
    description:
      - A file with the numbers, in JSON (C(.json)), YAML (C(.yml), C(.yaml)) or CSV (C(.csv)). The files for
        M(sinch.porting.sinch_portin_order) work too; everything but the numbers is ignored.
      - It is searched for like the files of other tasks, and read on the controller. A vaulted file is decrypted only
        in memory.
    type: path
  only:
    description: Use only these numbers of the file in O(src).
    type: list
    elements: str
  content_from:
    description:
      - Name of a variable that contains a CSV table like the file of O(src), for example the answer to a survey. It is
        used if O(src) is not given.
      - The text is used as it is, without templating.
    type: str
seealso:
  - module: sinch.porting.sinch_portin_order
"""

EXAMPLES = r"""
- name: Check a few numbers
  sinch.porting.sinch_portability_info:
    phone_numbers:
      - "+12025550143"
      - "+13125550144"
  register: check

- name: Show why some cannot be ported
  ansible.builtin.debug:
    msg: "{{ check.phone_numbers | selectattr('portable', 'false') | map(attribute='reason') }}"
  when: check.unportable | length > 0

- name: Check all numbers of an order before it is sent
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
      description: Whether it can be ported. Also false if the service's response did not include this number.
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
  description: Those of RV(unportable) that an open order of the job in O(reference) ports. Empty without O(reference).
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
      sample: phone_numbers[3]
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
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portability_info import TASK


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
