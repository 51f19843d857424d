# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_lint import TASK
from ansible_collections.sinch.porting.plugins.plugin_utils._action import PortingAction
from ansible_collections.sinch.porting.plugins.plugin_utils._source import load_readers

load_readers()


class ActionModule(PortingAction):
    task = TASK
