# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A task as an Ansible module: on another connection, with async, or if the controller lacks the libraries."""

from __future__ import annotations

import os
import sys

from ansible.module_utils.basic import AnsibleModule, missing_required_lib

from .._base import libraries
from .._base.context import Options, Result
from .._tasks.base import Task
from .argument_spec import Spec, module_arguments
from .run import refuse, run


class PortingModule(AnsibleModule):  # type: ignore[misc]  # ansible-core ships no types
    """Uses AnsibleModule only for its protocol: it never sees the arguments.

    It would turn an unquoted ZIP code into a string before we could object, stop at the first problem, take a
    millisecond per number, and mask each PIN wherever its digits occur in the result. So the arguments go to the task
    unchanged, and nothing that AnsibleModule logs, masks or returns can contain one of them.
    """

    def _load_params(self) -> None:
        super()._load_params()
        given: Options = self.params
        internal = {name: value for name, value in given.items() if name.startswith("_ansible_")}
        self.arguments = {name: value for name, value in given.items() if name not in internal}
        self.params: Options = internal
        self.argument_spec: Spec = {}
        self.mutually_exclusive = self.required_one_of = self.required_if = None

    def add_path_info(self, kwargs: Result) -> Result:
        """Adds nothing: owner and mode of a file named in a result are not part of it."""
        return kwargs


def without_libraries(task: Task, requirements: list[str]) -> Result:
    """The result of a task whose Python lacks libraries: a message with the command that installs them."""
    words = missing_required_lib(" and ".join(requirements))
    names = " ".join(f"'{requirement}'" for requirement in requirements)
    remedy = f"To install it there: {sys.executable} -m pip install {names}"
    return {**refuse(task, f"{words} {remedy}"), "failure": {"kind": "requirement", "missing": requirements}}


def run_module(task: Task) -> None:
    """The main function of every module."""
    module = PortingModule(**module_arguments(task.model), supports_check_mode=True)
    absent = libraries.missing()
    if absent:
        module.fail_json(
            **without_libraries(task, [requirement for requirement, dummy in absent]), exception=absent[0][1]
        )
    result = run(
        task,
        module.arguments,
        check_mode=module.check_mode,
        diff=module._diff,
        environ=os.environ,
        say=lambda dummy: None,
    )
    for warning in result.pop("warnings", ()):
        module.warn(warning)
    if result.get("failed"):
        module.fail_json(**result)
    module.exit_json(**result)
