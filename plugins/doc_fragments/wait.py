# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  wait:
    description:
      - Whether to wait until the order reaches the desired status. A port takes days or weeks; it is often better to
        run the task on a schedule.
    type: bool
    default: false
  wait_timeout:
    description: Seconds after which the task fails with the kind C(timeout).
    type: float
    default: 3600.0
  wait_interval:
    description: Maximum number of seconds between two reads. The interval starts short and grows to this value.
    type: float
    default: 60.0
"""
