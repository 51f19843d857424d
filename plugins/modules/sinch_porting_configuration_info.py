#!/usr/bin/python
# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: sinch_porting_configuration_info
short_description: Read the porting defaults of a project
version_added: 1.0.0
description:
  - Reads the porting defaults of a Sinch project.
author:
  - The sinch.porting maintainers (@sinch-porting)
extends_documentation_fragment:
  - sinch.porting.connection
  - sinch.porting.attributes.info
  - sinch.porting.attributes
options: {}
seealso:
  - module: sinch.porting.sinch_porting_configuration
"""

EXAMPLES = r"""
- name: Read the defaults
  sinch.porting.sinch_porting_configuration_info:
  register: defaults

- name: Show where webhooks go
  ansible.builtin.debug:
    msg: "{{ defaults.configuration.webhook_url | default('nowhere') }}"
"""

RETURN = r"""
configuration:
  description: The configuration in snake case. Empty when there is none yet.
  returned: always
  type: dict
  sample:
    contact:
      email: ports@example.com
      name: Ada Baker
      phone: "+12025550143"
    webhook_url: https://hooks.example.com/sinch
    default_port_time: "09:00:00"
    default_port_time_zone: US/Eastern
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
      sample: connection-option
    severity:
      description: C(error) or C(warn).
      type: str
      returned: always
      sample: error
    path:
      description: Location in the options.
      type: str
      returned: always
      sample: project_id
    message:
      description: What is wrong.
      type: str
      returned: always
      sample: is not given.
    remedy:
      description: How to fix it.
      type: str
      returned: always
      sample: Set it in the task, in module_defaults, or in the environment as SINCH_PROJECT_ID.
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
        - field: projectId
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
      sample: /v1/projects/p-1/configuration
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
from ansible_collections.sinch.porting.plugins.module_utils._tasks.porting_configuration_info import TASK


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
