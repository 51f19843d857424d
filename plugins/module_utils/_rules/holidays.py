# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The public holidays of the two countries with porting, from the library ``holidays`` if it is installed.

The library imports the modules of all its 279 countries to load one of them (0.1 s and 9 MB, measured with 0.109).
Only the modules of our two are loaded, before the library searches for them.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from typing import Any

_PACKAGE = "holidays.countries"
_MODULES = ("united_states", "canada")


def holiday_names(holidays: Any, years: Iterable[int], regions: Iterable[tuple[str, str | None]]) -> dict[date, str]:
    """The holidays of some years in the regions, pairs of a country and a province or None, with their names.

    ``holidays`` is the library with that name; None returns no holidays.
    """
    names: dict[date, str] = {}
    if holidays is not None:
        _load_countries_alone()
        for country, province in regions:
            for day, name in holidays.country_holidays(country, subdiv=province, years=list(years)).items():
                names.setdefault(day, f"{name}, {country}")
    return names


def _load_countries_alone() -> None:
    """If anything is not as expected, the library loads them itself, with all the others."""
    if _PACKAGE in sys.modules or f"{_PACKAGE}.{_MODULES[0]}" in sys.modules:
        return
    with suppress(Exception):
        specification = importlib.util.find_spec(_PACKAGE)
        if specification is not None:
            # A stand-in for the package while the two are loaded, with its path but without its imports.
            sys.modules[_PACKAGE] = importlib.util.module_from_spec(specification)
            for name in _MODULES:
                importlib.import_module(f"{_PACKAGE}.{name}")
    sys.modules.pop(_PACKAGE, None)
