# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two countries are loaded alone, and have the same holidays as with the library's own loading."""

from __future__ import annotations

import pytest

from ansible_collections.sinch.porting.tests.unit.loading import answer_of

# In a new process, because imports stay.
PROGRAM = """
import holidays, json, sys
if {before!r} == "library":
    holidays.country_holidays("US", years=[2026])
if {before!r} == "other library":
    import importlib.util
    importlib.util.find_spec = lambda name: None
from ansible_collections.sinch.porting.plugins.module_utils._rules import holidays as ours
regions = [("US", None), ("CA", None), ("CA", "QC"), ("CA", "NL")]
told = ours.holiday_names(holidays, range(2024, 2040), regions)
count = sum(name.startswith("holidays.countries.") for name in sys.modules)
by_library = {{}}
for country, province in regions:
    for day, name in holidays.country_holidays(country, subdiv=province, years=range(2024, 2040)).items():
        by_library.setdefault(day, f"{{name}}, {{country}}")
import holidays.countries
others = len(holidays.country_holidays("FR", years=[2027])), hasattr(holidays.countries, "FR")
print(json.dumps([count, told == by_library, len(told), others]))
"""


@pytest.mark.parametrize(
    ("before", "alone"), [("", True), ("library", False), ("other library", False)], ids=["", "loaded", "unlike"]
)
def test_both_ways_to_load_give_the_same(before: str, alone: bool) -> None:
    modules, same, days, others = answer_of(PROGRAM.format(before=before))
    assert same
    assert days > 16 * 11
    assert (modules == 2) is alone
    assert others == [11, True]  # other code still has the complete library
