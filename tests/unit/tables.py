# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of numbers as text, for the tests of the reader's parts."""

from __future__ import annotations

from typing import Any

from ansible_collections.sinch.porting.plugins.plugin_utils._table.reader import Intake, Request, read_csv

FIRST, SECOND = "+12175230143", "+12175230144"


def read(text: str, **settings: Any) -> Intake:
    return read_csv(text.encode("utf-8"), Request("numbers.csv", **settings))
