# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options: {}
attributes:
  check_mode:
    support: full
    description: Can run in check mode and report what it would do, without sending a request that changes anything.
  diff_mode:
    support: full
    description: Shows in diff mode what has changed, or would change, without secrets.
  action_group:
    support: full
    description: Use the group with C(module_defaults) to set connection options once.
    membership:
      - sinch.porting.porting
  async:
    support: full
    description: Supports the C(async) keyword. The task then runs as a module.
  action:
    support: full
    description:
      - With a local connection and the libraries installed, it runs inside Ansible's own process, without writing to
        disk or starting an interpreter. Otherwise it runs as a module. Both give the same result.
"""

    # For modules that change nothing.
    INFO = r"""
options: {}
attributes:
  check_mode:
    support: full
    description: Changes nothing, in check mode or outside it.
  diff_mode:
    support: none
    description: Changes nothing, so there is no difference to show.
"""

    # For modules that change something which has no two sides to show.
    NO_DIFF = r"""
options: {}
attributes:
  diff_mode:
    support: none
    description: There is nothing to compare.
"""
