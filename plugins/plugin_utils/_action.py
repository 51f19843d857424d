# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The base of the action plugins: a task runs in Ansible's own process if possible, otherwise as a module."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ansible.errors import AnsibleError
from ansible.plugins.action import ActionBase
from ansible.utils.display import Display

from ..module_utils._api import connection
from ..module_utils._api.sign_in import SignIn
from ..module_utils._base import libraries, plain, postgresql_store, store_url
from ..module_utils._base.clock import Clock
from ..module_utils._base.context import Options, Result
from ..module_utils._run.run import refuse, run
from ..module_utils._tasks.base import Task
from . import _source
from ._errors import SourceError
from ._patience import PatientClock
from ._shared_tokens import SharedTokens

Variables = dict[str, Any]

display = Display()
# Ansible's main process reads this file, and forks a worker for each task.
postgresql_store.load_library(os.environ)
SignIn.tokens = SharedTokens()
_spared: set[int] = set()

# A variable of the role port_in.
_PLACE = "__port_in_words_around"


class PortingAction(ActionBase):
    """The action plugin of a module: a subclass names its task, and nothing more."""

    TRANSFERS_FILES = False
    _supports_async = True
    _supports_check_mode = True
    _supports_diff = True

    task: Task

    def __init_subclass__(cls, **settings: Any) -> None:
        super().__init_subclass__(**settings)
        if not libraries.missing():
            cls.task.model.model_rebuild()  # here, in Ansible's main process, and not in each worker that it forks

    def run(self, tmp: Any = None, task_vars: Variables | None = None) -> Result:
        result: Result = super().run(tmp, task_vars)
        del tmp
        self._variables = task_vars or {}
        arguments, problem = self._arguments(self._variables)
        if problem:
            return {**result, **refuse(self.task, problem)}
        reason = self._reason_for_module()
        if reason:
            display.vvv(f"{self.task.name}: runs as a module, because {reason}", host=self._host())
            return {**result, **self._as_module(arguments, task_vars)}
        display.vvv(f"{self.task.name}: runs in Ansible's own process", host=self._host())
        if os.getpid() not in _spared:
            # The forked worker exits with the task; keep the collector out of the inherited heap.
            _spared.add(os.getpid())
            gc.freeze()
        with self._environment() as environ:
            return {
                **result,
                **run(
                    self.task,
                    arguments,
                    check_mode=bool(self._task.check_mode),
                    diff=bool(self._task.diff),
                    environ=environ,
                    say=self._say,
                    clock=PatientClock(Clock(), self._say),
                ),
            }

    def _arguments(self, variables: Variables) -> tuple[Options, str]:
        """The task's arguments with those of its ``src``, and a sentence when the file cannot be read."""
        try:
            # The task returns to Ansible's main process with its result; pickling tagged values costs ten times more.
            self._task.args = plain.plain(self._task.args)
            return _source.with_source(self._task.args, self, task=self.task, variables=variables), ""
        except SourceError as error:
            return {}, str(error)

    def _reason_for_module(self) -> str:
        """Why the task cannot run in this process; empty when it can."""
        missing = [requirement for requirement, dummy in libraries.missing()]
        if missing:
            return f"the Python of ansible-core lacks {' and '.join(missing)}"
        if self._connection.transport != "local":
            return f"its connection is {self._connection.transport}"
        if self._task.async_val:
            return "it is async"
        if self._play_context.become:
            return "it becomes another user"
        return ""

    def _as_module(self, arguments: Options, task_vars: Variables | None) -> Result:
        # The credential of an AWX job is in the controller's environment, and its task may run elsewhere.
        with self._environment() as environ:
            arguments = connection.with_environment(arguments, store_url.environ_without_password(environ))
        result: Result = self._execute_module(
            module_name=f"sinch.porting.{self.task.name}",
            module_args=arguments,
            task_vars=task_vars,
            wrap_async=self._task.async_val,
        )
        # AnsibleModule adds what it was called with; the two ways return the same keys.
        result.pop("invocation", None)
        return result

    @contextmanager
    def _environment(self) -> Iterator[dict[str, str]]:
        """This process's environment with the task's own ``environment``, for as long as the task runs."""
        own: Variables = {}
        self._compute_environment_string(own)
        before = dict(os.environ)
        os.environ.update({str(name): str(value) for name, value in own.items()})
        try:
            yield dict(os.environ)
        finally:
            os.environ.clear()
            os.environ.update(before)

    def _say(self, text: str) -> None:
        if not self._task.no_log:
            before, after = self._place()
            display.display(f"{self.task.name}: {before}{text}{after}")

    def _place(self) -> tuple[str, str]:
        """Where the role is in a long run, in words before and after what a task says; empty for other tasks."""
        try:
            before, after = self._templar.template(self._variables.get(_PLACE, ["", ""]))
        except AnsibleError:  # a line about a task must not end it
            return "", ""
        return str(before), str(after)

    def _host(self) -> str | None:
        host: str | None = self._play_context.remote_addr
        return host
