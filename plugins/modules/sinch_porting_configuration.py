#!/usr/bin/python
# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: sinch_porting_configuration
short_description: Set the porting defaults of a project
version_added: 1.0.0
description:
  - Manages the porting defaults of a Sinch project. A project has one such configuration.
  - Values that the task does not set stay as they are. An empty string clears a value.
author:
  - The sinch.porting maintainers (@sinch-porting)
extends_documentation_fragment:
  - sinch.porting.connection
  - sinch.porting.state
  - sinch.porting.attributes
options:
  contact:
    description: The default contact for the project's orders. Merged member by member.
    type: dict
    suboptions:
      email:
        description: Mail address.
        type: str
      name:
        description: Name of the person.
        type: str
      phone:
        description: Phone number.
        type: str
  webhook_url:
    description:
      - URL for Sinch's webhooks. Their origin cannot be verified, so the receiver should read the order before it acts.
    type: str
    aliases: [webhookUrl]
  default_port_time:
    description: The time of day for orders without one, for example V(09:00:00). Write it in quotes.
    type: str
    aliases: [defaultPortTime]
  default_port_time_zone:
    description: The zone of that time. V(GMT) exists only in the later edition of the API, and causes a warning.
    type: str
    choices: [US/Eastern, US/Central, US/Mountain, US/Pacific, GMT]
    aliases: [defaultPortTimeZone]
seealso:
  - module: sinch.porting.sinch_porting_configuration_info
"""

EXAMPLES = r"""
- name: Set contact, webhook and default time
  sinch.porting.sinch_porting_configuration:
    contact:
      name: Ada Baker
      email: ports@example.com
      phone: "+12025550143"
    webhook_url: https://hooks.example.com/sinch
    default_port_time: "09:00:00"
    default_port_time_zone: US/Eastern

- name: Change only the webhook
  sinch.porting.sinch_porting_configuration:
    webhook_url: https://hooks.example.com/other
"""

RETURN = r"""
configuration:
  description:
    - The whole configuration as it is now, or in check mode would be, in snake case. Unknown members are passed
      through.
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
      sample: time-format
    severity:
      description: C(error) or C(warn).
      type: str
      returned: always
      sample: error
    path:
      description: Location in the options.
      type: str
      returned: always
      sample: default_port_time
    message:
      description: What is wrong.
      type: str
      returned: always
      sample: is '25:00', which is not a time of day.
    remedy:
      description: How to fix it.
      type: str
      returned: always
      sample: Write hours and minutes in quotes.
guard:
  description:
    - What protected this write from being repeated by another run. C(shared) is a configured store whose locks work,
      C(local) the default directory of this machine, and C(none) only the search before the write.
    - In check mode, what would protect it.
  returned: always
  type: str
  sample: shared
diff:
  description: The configuration before and after. Both are empty outside diff mode.
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
        - C(validation), C(api), C(connection), C(unknown_outcome), C(unguarded), or C(internal) for a bug in this
          collection.
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
        - field: webhookUrl
          description: Not valid.
    method:
      description: Method of the request.
      type: str
      returned: when a request failed
      sample: PUT
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
from ansible_collections.sinch.porting.plugins.module_utils._tasks.porting_configuration import TASK


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
