# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the total time of a play's tasks, each from its start to its last result, to task_seconds.txt."""

from __future__ import annotations

import time
from pathlib import Path

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: task_seconds
type: aggregate
short_description: Writes how long the tasks took
description: To task_seconds.txt in the working directory.
"""


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "aggregate"
    CALLBACK_NAME = "task_seconds"

    def __init__(self):
        super().__init__()
        self.started = self.ended = time.monotonic()
        self.seconds = 0.0

    def v2_playbook_on_task_start(self, task, is_conditional):
        self._close()
        self.started = self.ended = time.monotonic()

    def v2_runner_on_ok(self, result):
        self.ended = time.monotonic()

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self.ended = time.monotonic()

    def v2_playbook_on_stats(self, stats):
        self._close()
        Path("task_seconds.txt").write_text(str(self.seconds))

    def _close(self):
        self.seconds += self.ended - self.started
        self.started = self.ended
