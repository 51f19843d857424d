#!/usr/bin/python
# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: sinch_portin_order_document
short_description: Attach a document to a port-in order once, or download one
version_added: 1.0.0
description:
  - Uploads a document such as a letter of authorization, unless the order has one with the same name and content.
  - Or downloads a document to a file, unless the file already has its content.
  - Documents are compared by their content, which is downloaded for this. It never appears in a result, diff or log.
  - Documents cannot be replaced or removed. A document with the same name and different content is added beside the
    first, with a warning.
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
  state:
    description:
      - V(present) makes sure that the order has the document.
      - V(downloaded) makes sure that the file O(path) has the document's content.
    type: str
    choices: [present, downloaded]
    default: present
  path:
    description:
      - With O(state=present) the file to upload, at most 20 MB.
      - With O(state=downloaded) the file to write. Its directory must exist. The file is written atomically.
      - An absolute path, or one that begins with C(~), on the machine where the task runs.
    type: path
    aliases: [dest]
  content:
    description: The text to upload, instead of a file. Requires O(document_name).
    type: str
  content_base64:
    description: The content to upload in Base64, instead of a file. Requires O(document_name).
    type: str
    aliases: [file_content, fileContent]
  document_name:
    description:
      - Name of the document. With O(state=present) the default is the name of the file.
      - With O(state=downloaded) it selects the document, the latest if several have this name.
    type: str
    aliases: [documentName]
  document_id:
    description: Id of the document to download.
    type: int
    aliases: [documentId]
  description:
    description: What the document contains. It is set when the document is added, and not compared.
    type: str
  mode:
    description:
      - Mode of the downloaded file, for example V('0640'). Write it in quotes.
      - The default for a new or changed file is V('0600').
    type: raw
seealso:
  - module: sinch.porting.sinch_portin_order
  - module: sinch.porting.sinch_portin_order_note
"""

EXAMPLES = r"""
- name: Attach the letter of authorization
  sinch.porting.sinch_portin_order_document:
    customer_order_reference: branch-17-move
    path: /srv/letters/branch-17.pdf
    description: Letter of authorization

- name: Keep a copy of it
  sinch.porting.sinch_portin_order_document:
    order_id: 890192331
    state: downloaded
    document_name: branch-17.pdf
    path: /srv/archive/890192331-letter.pdf
    mode: "0640"
"""

RETURN = r"""
order_id:
  description: Id of the order. Null when it was not found.
  returned: always
  type: int
  sample: 890192331
document_id:
  description: Id of the document. Null for an upload predicted by check mode, and when the task failed.
  returned: always
  type: int
  sample: 4711
document_name:
  description: Name of the document. Null when the task failed.
  returned: always
  type: str
  sample: branch-17.pdf
description:
  description: The document's description at the service. Null when it has none, and when the task failed.
  returned: always
  type: str
  sample: Letter of authorization
content_type:
  description: Media type according to the service. Null with O(state=present).
  returned: always
  type: str
  sample: application/pdf
path:
  description: The file that was uploaded or written. Null for content that is not a file.
  returned: always
  type: str
  sample: /srv/letters/branch-17.pdf
mode:
  description: Mode of the file that was written. Null with O(state=present).
  returned: always
  type: str
  sample: "0600"
size:
  description: Size of the content in bytes. Null when the task failed.
  returned: always
  type: int
  sample: 48211
checksum:
  description: SHA-256 of the content. Null when the task failed.
  returned: always
  type: str
  sample: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
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
      sample: document-kind
    severity:
      description: C(error) or C(warn).
      type: str
      returned: always
      sample: warn
    path:
      description: Location in the options.
      type: str
      returned: always
      sample: path
    message:
      description: What is wrong.
      type: str
      returned: always
      sample: begins like none of PDF, TIFF, JPEG and PNG, and carriers may refuse other kinds.
    remedy:
      description: How to fix it.
      type: str
      returned: always
      sample: Convert it to PDF.
guard:
  description:
    - What protected this write from being repeated by another run. C(shared) is a configured store whose locks work,
      C(local) the default directory of this machine, and C(none) only the search before the write.
    - In check mode, what would protect it.
  returned: always
  type: str
  sample: shared
diff:
  description: Name, size and checksum of the document, or of the file, before and after. The content is not shown.
    Both are empty outside diff mode.
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
        - field: fileContent
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
      sample: /v1/projects/p-1/orders/portIns/890192331/documents
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
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_order_document import TASK


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
