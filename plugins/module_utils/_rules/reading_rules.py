# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules that are applied while the input is read (``reading``): names, types, characters."""

from __future__ import annotations

from .._base.findings import ERROR, WARN
from .rule import CREATE_PAGE, CUSTOM, LOGIC, OURS, SINCH, declare

_YAML = "YAML: how a value without quotes is read"

UNKNOWN_RULE = declare(
    "unknown-rule",
    ERROR,
    LOGIC,
    "The option `rules` names a rule or a severity that does not exist.",
    remedy="The rules are listed in the collection's documentation; severities are error, warn and off.",
    source=OURS,
)
declare(
    "wrong-type",
    ERROR,
    LOGIC,
    "A value has another type than the API takes: a list for a text, a text for a dictionary.",
    remedy="Give a value of the documented type.",
    source=CREATE_PAGE,
    fixed=True,
)
declare(
    "unknown-member",
    ERROR,
    SINCH,
    "A member is not one that the API knows at its place, most often because of a slip in its name.",
    remedy="Correct the name, or leave the member out.",
    source=CREATE_PAGE,
)
declare(
    "given-twice",
    ERROR,
    LOGIC,
    "A member is given twice, once in snake case and once in the API's own spelling.",
    remedy="Give it once.",
    source=OURS,
)
declare(
    "read-only-member",
    WARN,
    SINCH,
    "A member that only the service writes (status, foc_date and others) is given; it is left out.",
    remedy="Leave it out.",
    source="Sinch: OpenAPI description, readOnly",
)
declare(
    "text-from-number",
    ERROR,
    LOGIC,
    "A text was written without quotes and read as a number, so that leading zeros may be lost.",
    remedy="Write the value in quotes.",
    source=_YAML,
)
declare(
    "text-from-boolean",
    ERROR,
    LOGIC,
    "A text was written without quotes and read as a boolean, as happens to `state: ON`.",
    remedy='Write the value in quotes: state: "ON".',
    source=_YAML,
)
declare(
    "house-number-unquoted",
    WARN,
    CUSTOM,
    "A house or suite number was written without quotes; it is taken as text.",
    remedy="Write the value in quotes.",
    source=_YAML,
)
CONTROL_CHARACTERS = declare(
    "control-characters",
    ERROR,
    LOGIC,
    "A text holds control characters or half a surrogate pair, which no record of a carrier has.",
    remedy="Type the value anew; it was probably copied from another program.",
    source=OURS,
)
