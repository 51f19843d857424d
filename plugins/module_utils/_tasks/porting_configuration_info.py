# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of ``sinch_porting_configuration_info``: the defaults of a project."""

from __future__ import annotations

from .._base.context import Result
from .._model.options import ConnectionOptions
from .._order.context import Context, Service
from .base import Plan, Task


def _empty() -> Result:
    return {"configuration": {}}


def _prepare(context: Context) -> Plan:
    return Plan(changed=False, result={"configuration": context.client.get_configuration() or {}})


TASK = Task("sinch_porting_configuration_info", ConnectionOptions, _empty, _prepare, writes=False, service=Service())
