# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a reject text means: its cause, who must act, and which member to change. Pure.

Sinch does not document a list of texts (docs/api-notes.md, "Statuses"), so texts are recognized by common words of the
industry. Source of the causes: the reject reasons that carriers and resellers publish (Bandwidth port-in errors 7300
to 7424, Allstream and Flowroute reject FAQs). An unknown text has the cause ``other``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .._model.data import Explanation


@dataclass(frozen=True)
class Cause:
    """``change`` names columns of a table, which have the same names as members of the input; ``words`` ignores case.

    ``members`` are those whose change can lead to acceptance, including sections; none if the cause lies with the
    carrier or the end user, and no change of the data shows that it is fixed.
    """

    cause: str
    title: str
    meaning: str
    who: str
    change: str
    words: str
    members: tuple[str, ...] = ()


_YOU = "You, with the end user"
_ADDRESS = tuple(
    f"end_user.{name}"
    for name in (
        *("street_num", "street_name", "street_pre_dir", "street_type", "street_post_dir"),
        *("location_type1", "location_value1", "location_type2", "location_value2", "location_type3"),
        *("location_value3", "city", "state", "zip_code"),
    )
)

# The first match counts, so the specific ones come first.
CAUSES = (
    Cause(
        "pin",
        "The PIN or passcode is wrong",
        "The losing carrier compared the PIN with its records, and it is missing, wrong or no longer valid.",
        _YOU,
        "pin (existing_port_out_pin). Ask for a new PIN: some are valid for a few days only.",
        r"\bpins?\b|pass ?code|\bptn pin|port.?out pin|number transfer",
        ("port_out_info.existing_port_out_pin",),
    ),
    Cause(
        "account-number",
        "The account number is wrong",
        "The account number is missing, or is not the one the losing carrier has for this number.",
        _YOU,
        "account_num, as it appears on the latest bill.",
        r"account\W*(number|num|no\b|#)|\bacct\b|\bban\b",
        ("port_out_info.account_num",),
    ),
    Cause(
        "address",
        "The address differs",
        "The service address is not the one in the losing carrier's record. It need not be the billing address.",
        _YOU,
        "street_num, street_name, city, state, zip_code. Ask the losing carrier for its record.",
        r"address|\bzip\b|postal|street|\bcity\b|\bstate\b",
        _ADDRESS,
    ),
    Cause(
        "authorizer",
        "The person may not authorize the port",
        "The losing carrier does not know the person who authorized the port, or the signature or letter is missing.",
        _YOU,
        "authorizing_name and authorizing_date, and the letter of authorization.",
        r"authori[sz]|\bloa\b|signature|signer|unauthori[sz]ed",
        ("port_out_info.authorizing_name", "port_out_info.authorizing_date"),
    ),
    Cause(
        "billing-number",
        "The billing number is missing or being ported",
        "The account's main number (BTN) is wrong, or is being ported while other numbers stay.",
        _YOU,
        "account_phone_number (btn), or port all numbers of the account, or give the rest a new one.",
        r"\bbtn\b|billing (telephone|phone|number)|main number|pilot",
        ("port_out_info.account_phone_number",),
    ),
    Cause(
        "name",
        "The name differs",
        "The name of the end user is not the one in the losing carrier's record.",
        _YOU,
        "name, letter by letter as on the latest bill.",
        r"\bnames?\b|end.?user|customer (info|data|record)|subscriber",
        ("end_user.name", "end_user.type_of_service"),
    ),
    Cause(
        "pending-order",
        "The line has another order, or is frozen",
        "Another change or port is in progress at the losing carrier, or the line is protected from porting.",
        "The end user, at the losing carrier",
        "Nothing here. Have the other order completed or the freeze lifted, and order the numbers again.",
        r"pending|freeze|frozen|locked|in progress|duplicate|other order|conflict|protect",
    ),
    Cause(
        "inactive",
        "The number is not in service",
        "The number was disconnected or suspended, and only a number in service can be ported.",
        "The end user, at the losing carrier",
        "Have the number put into service again, or remove it from phone_numbers.",
        r"disconnect|inactive|not active|suspend|not in service|cancel+ed|no longer|delinquent|past due",
    ),
    Cause(
        "wrong-carrier",
        "The number is not with that carrier",
        "The carrier that was asked does not have the number; it may have moved, or belong to a reseller.",
        "You",
        "Check it again with sinch_portability_info, and leave it out if it is not portable.",
        r"not (our|with|found|owned|belong)|wrong (carrier|provider)|does not belong|not portable|unportable|reseller",
    ),
    Cause(
        "partial",
        "It is open what happens to the rest of the account",
        "Only some numbers of an account leave, and the losing carrier needs to know what happens to the rest.",
        _YOU,
        "Explain in a note (sinch_portin_order_note) which lines stay, and what depends on the ported ones.",
        r"partial|remaining|hunt|\bdsl\b|distinctive|feature|alarm",
    ),
    Cause(
        "date",
        "The date cannot be kept",
        "The losing carrier does not release the numbers on the desired date.",
        "You",
        "desired_port_date: a later business day.",
        r"\bdates?\b|\bfoc\b|due|interval|holiday|weekend|too soon",
        ("desired_port_schedule",),
    ),
)

OTHER = Cause(
    "other",
    "Another reason",
    "The reason is not one that this collection knows.",
    "You",
    "Read the reason below, and ask Sinch with sinch_portin_order_note.",
    "",
    ("end_user", "port_out_info", "desired_port_schedule"),
)

_PATTERNS = tuple((cause, re.compile(cause.words, re.IGNORECASE)) for cause in CAUSES)


@lru_cache(maxsize=4096)
def cause_of(text: str) -> Cause:
    return next((cause for cause, pattern in _PATTERNS if pattern.search(text)), OTHER)


@lru_cache(maxsize=4096)
def members_of(text: str) -> tuple[str, ...]:
    """The members that a text is about: those of all causes whose words it contains."""
    causes = [cause for cause, pattern in _PATTERNS if pattern.search(text)] or [OTHER]
    return tuple(member for cause in causes for member in cause.members)


def explain(text: str) -> Explanation:
    """What a reject or exclusion text means."""
    found = cause_of(text)
    return {
        "cause": found.cause,
        "title": found.title,
        "meaning": found.meaning,
        "who": found.who,
        "change": found.change,
    }
