# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  wait:
    description:
      - Whether to wait until the order is where it should be. A port takes days or weeks; a task that runs on a
        schedule is often the better way to wait.
    type: bool
    default: false
  wait_timeout:
    description: Seconds after which the wait ends with the failure kind C(timeout).
    type: float
    default: 3600.0
  wait_interval:
    description: The longest pause between two reads, in seconds. Pauses begin short and grow up to it.
    type: float
    default: 60.0
"""
