# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of an order: all of them by id, their severities, and the check of an order against them.

Everything here works offline, on data from ``reading``. The libraries ``phonenumbers`` and ``holidays`` are used if
they are installed; otherwise a finding says what could not be checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone

from .._base.findings import Finding
from .._base.libraries import library
from . import (
    addresses,
    authorization,
    holidays,
    letters,
    numbers,
    partial_port,
    reading,
    records,
    required,
    routing,
    schedule,
    severities,
    tables,
    texts,
)
from . import order as order_rules
from .subject import OrderInput, Subject

# The numbers come first: the others use the countries that they find.
_CHECKS = (
    numbers.check,
    required.check,
    order_rules.check,
    schedule.check,
    addresses.check,
    authorization.check,
    texts.check,
    routing.check,
    records.check,
    # Uses what the records say about remaining numbers.
    partial_port.check,
)


def check(order: OrderInput, *, now: datetime, severities: Mapping[str, str]) -> list[Finding]:
    """All problems of an order, in the order of the input. ``now`` is aware; ``severities`` maps rule ids."""
    subject = Subject(order, now=now, severities=severities)
    order_rules.check_libraries(subject, libraries_missing())
    for check_part in _CHECKS:
        check_part(subject)
    return subject.findings()


def libraries_missing() -> tuple[str, ...]:
    """The optional libraries that cannot be imported here, by their pip names."""
    return tuple(name for name in order_rules.LIBRARIES if library(name) is None)


def load_libraries() -> None:
    """Preload lazily imported libraries before Ansible forks."""
    libraries_missing()
    holidays.holiday_names(library("holidays"), [datetime.now(timezone.utc).year], [("US", None)])


# These rules are applied while the input is read; here they only need to be declared.
_DECLARED_ALONE = (letters, reading, severities, tables)
