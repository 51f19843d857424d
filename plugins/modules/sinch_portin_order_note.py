#!/usr/bin/python
# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: sinch_portin_order_note
short_description: Add a note to a port-in order, once
version_added: 1.0.0
description:
  - Adds a note to an order, unless it has a note with the same text. Sinch asks for missing information in notes, and
    you answer in notes.
  - Texts are compared without leading and trailing whitespace.
  - Notes cannot be changed or removed.
author:
  - The sinch.porting maintainers (@sinch-porting)
extends_documentation_fragment:
  - sinch.porting.connection
  - sinch.porting.state
  - sinch.porting.attributes
options:
  order_id:
    description: Id of the order. One of O(order_id) and O(customer_order_reference) is required; with both, the id is
      used.
    type: int
    aliases: [orderId]
  customer_order_reference:
    description:
      - The order's reference, compared exactly. An order that is not cancelled is preferred; if there are several, the
        task fails with the kind C(conflict).
    type: str
    aliases: [customerOrderReference, reference]
  note:
    description: The text. Required. People at Sinch, and maybe at a carrier, read it; keep PINs out of it.
    type: str
    required: true
seealso:
  - module: sinch.porting.sinch_portin_order
  - module: sinch.porting.sinch_portin_order_document
"""

EXAMPLES = r"""
- name: Answer a question from Sinch
  sinch.porting.sinch_portin_order_note:
    customer_order_reference: branch-17-move
    note: The letter of authorization is attached. The remaining lines stay with the losing carrier.

- name: Add a note with several lines
  sinch.porting.sinch_portin_order_note:
    order_id: 890192331
    note: |
      Please call Ada Baker before the port.
      She is in the office from 9 to 5 Eastern.
"""

RETURN = r"""
order_id:
  description: Id of the order. Null when it was not found.
  returned: always
  type: int
  sample: 890192331
note:
  description: The text of the note on the order, or in check mode of the note to add. Null when the task failed.
  returned: always
  type: str
  sample: The letter of authorization is attached.
notes:
  description: All notes of the order, including those from Sinch. In check mode with the one that would be added.
  returned: always
  type: list
  elements: dict
  contains:
    note:
      description: The text.
      type: str
      returned: always
      sample: The letter of authorization is attached.
    created_time:
      description: When it was written. Null until the service shows it.
      type: str
      returned: always
      sample: "2027-02-01T12:00:00Z"
    created_by:
      description: Who wrote it. Null until the service shows it.
      type: str
      returned: always
      sample: customer
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
      sample: note
    message:
      description: What is wrong.
      type: str
      returned: always
      sample: is blank.
    remedy:
      description: How to fix it.
      type: str
      returned: always
      sample: Give the text of the note.
guard:
  description:
    - What protected this write from being repeated by another run. C(shared) is a configured store whose locks work,
      C(local) the default directory of this machine, and C(none) only the search before the write.
    - In check mode, what would protect it.
  returned: always
  type: str
  sample: shared
diff:
  description: The notes of the order before and after. Both are empty outside diff mode.
  returned: always
  type: dict
  sample:
    before: {}
    after: {}
failure:
  description: Why the task failed, for use in a C(rescue) block.
  returned: failure
  type: dict
  contains:
    kind:
      description:
        - C(validation), C(conflict), C(api), C(connection), C(unknown_outcome), C(unguarded), or C(internal) for a
          bug in this collection.
      type: str
      returned: failure
      sample: unknown_outcome
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
        - field: note
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
      sample: /v1/projects/p-1/orders/portIns/890192331/notes
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
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_order_note import TASK


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
