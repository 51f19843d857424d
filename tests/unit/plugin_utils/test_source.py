# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which action plugins load what reads tables and records, before Ansible forks.

How a source is read is tested with Ansible around it, in ``tests/integration/test_order.py``.
"""

from __future__ import annotations

import pytest

from ansible_collections.sinch.porting.tests.unit.loading import answer_of

LOADED = """
import importlib, json, sys
importlib.import_module("ansible_collections.sinch.porting.plugins.action.{name}")
parts = ("_table.", "_records.reader")
print(json.dumps(sorted({{part for part in parts for name in sys.modules if f"plugin_utils.{{part}}" in name}})))
"""


def test_an_order_is_spared_what_reads_tables_and_records() -> None:
    assert answer_of(LOADED.format(name="sinch_portin_order")) == []


@pytest.mark.parametrize("name", ["sinch_portin_lint", "sinch_portin_plan"])
def test_the_steps_before_a_fleets_orders_load_it_for_them(name: str) -> None:
    """The role runs one of them before it creates orders, in the process that forks the orders' workers."""
    assert answer_of(LOADED.format(name=name)) == ["_records.reader", "_table."]
