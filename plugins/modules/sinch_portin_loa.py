#!/usr/bin/python
# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: sinch_portin_loa
short_description: Make letters of authorization for numbers to port
version_added: 1.1.0
description:
  - Makes the letters with which end users authorize the port, as PDF, from an order or from a plan. Nothing is sent
    and no credentials are needed.
  - There is one letter for each end user, account, billing number, authorizing person and losing carrier of an order,
    with all its numbers. The same data results in the same bytes, so a second run changes nothing.
  - PINs and account numbers are not printed. There is a line for writing the account number by hand.
author:
  - The sinch.porting maintainers (@sinch-porting)
extends_documentation_fragment:
  - sinch.porting.attributes.no_diff
  - sinch.porting.attributes
  - sinch.porting.order
requirements:
  - python >= 3.10
  - pydantic >= 2
  - reportlab (for O(state=present))
options:
  state:
    description:
      - V(present) makes the letters.
      - V(checked) makes none, and fails with the rule C(loa-stale) if a letter differs from the order as it is now, or
        is missing.
    type: str
    choices: [present, checked]
    default: present
  plan:
    description:
      - A plan file from M(sinch.porting.sinch_portin_plan). It assigns the numbers to orders, and has their carriers.
    type: path
  dest:
    description:
      - The directory for the letters. Each is named after its order's reference, followed by a number if the order has
        several. C(manifest.json) beside them lists their contents.
      - A signed copy beside its letter, such as C(move-001-signed.pdf), is found and returned. It counts as out of date
        if it is older than the last change of the letter.
    type: path
    required: true
  carrier:
    description:
      - The losing carrier, for the letters of one order. A plan already has it.
    type: str
    default: ""
  text:
    description:
      - Paragraphs that replace the collection's text. They should state the decision to move the numbers.
    type: list
    elements: str
    default: []
  logo:
    description:
      - A PNG or JPEG to put above the title.
    type: path
notes:
  - C(/sig1/), C(/name1/) and C(/date1/) are printed in small type beside the lines to fill in. Electronic signature
    services place their fields at these words.
  - The text is a suggestion, not legal advice.
seealso:
  - module: sinch.porting.sinch_portin_plan
  - module: sinch.porting.sinch_portin_order_document
"""

EXAMPLES = r"""
- name: Make the letters of a plan's orders
  sinch.porting.sinch_portin_loa:
    src: numbers.csv
    plan: plans/letters.json
    dest: letters
  register: made

- name: Show who has to sign
  ansible.builtin.debug:
    msg: "{{ made.letters | map(attribute='end_user_name') | unique }}"

- name: Make the letter of one order, with your own text
  sinch.porting.sinch_portin_loa:
    customer_order_reference: branch-17-move
    end_user: "{{ headquarters_address }}"
    phone_numbers:
      - phone_number: "+12175230143"
    carrier: Prairie Telephone
    text:
      - I decide that the numbers listed here are moved to Sinch.
    dest: letters

- name: Fail if letters are out of date
  sinch.porting.sinch_portin_loa:
    state: checked
    src: numbers.csv
    plan: plans/letters.json
    dest: letters
"""

RETURN = r"""
letters:
  description: The letters.
  returned: always
  type: list
  elements: dict
  contains:
    path:
      description: The letter's file.
      type: str
      returned: always
      sample: /srv/hq/letters/move-2027-001.pdf
    signed_path:
      description: The signed copy beside it. Null when there is none.
      type: str
      returned: always
      sample: /srv/hq/letters/move-2027-001-signed.pdf
    reference:
      description: Reference of the order.
      type: str
      returned: always
      sample: move-2027-001
    end_user_name:
      description: Who has to sign.
      type: str
      returned: always
      sample: Harbor Bakery, Inc.
    carrier:
      description: The losing carrier, if known.
      type: str
      returned: always
      sample: Prairie Telephone
    phone_number_count:
      description: How many numbers the letter lists.
      type: int
      returned: always
      sample: 42
    fingerprint:
      description: Changes when any printed text changes. It is also in the letter's footer.
      type: str
      returned: always
      sample: 4be1907ac0d2
manifest:
  description: The file that lists the letters. Null when the task failed before it was written.
  returned: always
  type: str
  sample: /srv/hq/letters/manifest.json
findings:
  description: What is wrong with the letters or the input.
  returned: always
  type: list
  elements: dict
  contains:
    rule:
      description: Id of the rule.
      type: str
      returned: always
      sample: loa-stale
    severity:
      description: C(error) or C(warn).
      type: str
      returned: always
      sample: error
    path:
      description: Location in the input.
      type: str
      returned: always
      sample: dest
    message:
      description: What is wrong.
      type: str
      returned: always
      sample: has move-2027-001.pdf, which differs from the order as it is now.
    remedy:
      description: How to fix it.
      type: str
      returned: always
      sample: Make a new letter, and have it signed.
failure:
  description: Why the task failed, for use in a C(rescue) block.
  returned: failure
  type: dict
  contains:
    kind:
      description: C(validation), or C(internal) for a bug in this collection.
      type: str
      returned: failure
      sample: validation
"""

from ansible_collections.sinch.porting.plugins.module_utils._base.old_python import refuse_old_python
from ansible_collections.sinch.porting.plugins.module_utils._base.zipped import compile_once

refuse_old_python()
compile_once()

from ansible_collections.sinch.porting.plugins.module_utils._run.module import run_module
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_loa import TASK


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
