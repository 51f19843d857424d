# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A connection to this machine that is not ``local``, so that tasks run as modules, as on another machine."""

from __future__ import annotations

from ansible.plugins.connection.local import Connection as LocalConnection

DOCUMENTATION = """
name: elsewhere
short_description: This machine under another name
description: Runs on this machine as the local connection does, but is not called local.
author: The sinch.porting maintainers
extends_documentation_fragment: connection_pipelining
"""


class Connection(LocalConnection):
    transport = "elsewhere"
