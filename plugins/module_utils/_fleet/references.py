# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which orders belong to a job: the rule that every step, the inventory and the report use. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection

# The suffixes that a plan and a resubmission append to the base reference: hq, hq-001, hq-001-r1.
_ENDING = re.compile(r"(?:-[0-9]{3,9})?(?:-r[1-9][0-9]*)?")
_AGAIN = re.compile(r"-r[1-9][0-9]*\Z")


def belongs(reference: str, base: str, *, planned: Collection[str] = (), named: Collection[str] = ()) -> bool:
    """Whether the order with this reference belongs to the job with the base reference ``base``; empty for none.

    ``planned`` are the references in the job's plan file, ``named`` those that the user gave. A prefix is not enough:
    ``hq-east-001`` belongs to the job ``hq-east``, not to ``hq``.
    """
    if reference in named or (planned and _AGAIN.sub("", reference) in planned):
        return True
    return bool(base) and reference.startswith(base) and _ENDING.fullmatch(reference[len(base) :]) is not None
