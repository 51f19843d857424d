# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Small changes of a correct order, for the tests of the rules.

The cases of a rule are in the test of its file: ``CASES`` in ``rules/test_numbers.py``, for example.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from ansible_collections.sinch.porting.plugins.module_utils._rules.rule import RULES
from ansible_collections.sinch.porting.tests.unit.rule_orders import ABSENT, changed, findings_of, places

_RULES = Path(__file__).resolve().parents[2] / "plugins" / "module_utils" / "_rules"
_FOLDER = Path(__file__).parent / "rules"
_TESTS = "ansible_collections.sinch.porting.tests.unit.rules"

DATE = "desired_port_schedule.desired_port_date"
TIME = "desired_port_schedule.desired_port_time"
ZONE = "desired_port_schedule.desired_port_time_zone"
NUMBER = "phone_numbers.0.phone_number"
USER = "phone_numbers.0.end_user"
INFO = "phone_numbers.0.port_out_info"
E911 = "phone_numbers.0.features.e911"
UNDATED = {f"phone_numbers.{index}.port_out_info.authorizing_date": ABSENT for index in (0, 1)}
CANADIAN = {
    f"{USER}.state": "ON",
    f"{USER}.zip_code": "K1A 0B1",
    NUMBER: "+16132345678",
    "reseller_name": "Bakery Lines",
}


def path_of(dotted: str) -> str:
    return dotted.replace(".0", "[0]").replace(".1", "[1]")


def all_cases() -> list[tuple[Any, ...]]:
    """The cases of all rules for orders: ``CASES`` in the tests of the files in ``_rules``."""
    tests = [f"test_{path.stem}" for path in sorted(_RULES.glob("[!_]*.py"))]
    modules = [importlib.import_module(f"{_TESTS}.{name}") for name in tests if (_FOLDER / f"{name}.py").exists()]
    return [case for module in modules for case in getattr(module, "CASES", ())]


def check_case(rule: str, changes: dict[str, Any], place: str | None = None) -> None:
    """Assert that only this rule finds the change, at the place, or without one at that of the first change."""
    on = {} if RULES[rule].severity != "off" else {rule: "warn"}
    found = findings_of(changed(changes), on)
    assert places(found) == {(rule, path_of(place or next(iter(changes))))}
    assert all(finding.message and finding.remedy for finding in found)
