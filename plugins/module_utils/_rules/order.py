# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about the order as a whole."""

from __future__ import annotations

from .._base.dates import is_full_moment
from .._base.findings import ERROR, OFF, WARN
from .._base.text import shown
from .._model.limits import LONGEST_REFERENCE
from .rule import CREATE_PAGE, CUSTOM, LOGIC, SINCH, SKILL, declare
from .subject import Subject, text_of

REFERENCE_TOO_LONG = declare(
    "reference-too-long",
    ERROR,
    SINCH,
    "The reference has more than 100 characters.",
    remedy="Shorten it.",
    source=SKILL,
)
RESELLER_NAME_MISSING = declare(
    "reseller-name-missing",
    ERROR,
    SINCH,
    "The order has Canadian numbers and no reseller name.",
    remedy="Give reseller_name, the name of the company that resells the numbers. Sinch does not document more.",
    source=f"{SKILL}; Sinch: OpenAPI description",
)
LOA_DATE_INVALID = declare(
    "loa-date-invalid",
    ERROR,
    SINCH,
    "The date of the letter of authorization's upload is not a date and time with a zone in ISO form, or there is no "
    "such day.",
    remedy='Write it like "2026-09-24T12:00:00Z".',
    source=CREATE_PAGE,
)
SEVERAL_ACCOUNTS = declare(
    "several-accounts",
    OFF,
    CUSTOM,
    "The numbers of the order belong to several accounts, end users or authorizing persons.",
    remedy="Create one order for each account.",
    source="Industry practice: Bandwidth, Flowroute; Sinch recommends one order for each losing carrier",
)
ON_DEMAND = declare(
    "on-demand",
    OFF,
    CUSTOM,
    "The order is activated on demand: its numbers go live only when the customer activates them.",
    remedy="Plan who activates it and when, or leave on_demand_activation out.",
    source="Sinch: Advanced porting, which recommends a scheduled port",
)
LIBRARY_MISSING = declare(
    "library-missing",
    WARN,
    LOGIC,
    "An optional Python library is not installed where the task runs, so that some rules could not run.",
    remedy="Install it.",
)

# What cannot be checked without a library, and the member concerned.
LIBRARIES = {
    "phonenumbers": (
        "phone_numbers",
        "whether area codes exist, which numbers are local ones of the US or Canada, and what Canadian numbers need",
    ),
    "holidays": (
        "desired_port_schedule.desired_port_date",
        "whether the day is a holiday; business days are counted as if there were no holidays",
    ),
}


def check(subject: Subject) -> None:
    _check_reference(subject)
    _check_reseller(subject)
    _check_letter(subject)
    _check_accounts(subject)
    if subject.options.get("on_demand_activation") is True:
        subject.find(ON_DEMAND, "on_demand_activation", "is true: the numbers wait for someone to activate them.")


def _check_reference(subject: Subject) -> None:
    length = len(text_of(subject.options, "customer_order_reference"))
    if length > LONGEST_REFERENCE:
        message = f"has {length} characters; {LONGEST_REFERENCE} are allowed."
        subject.find(REFERENCE_TOO_LONG, "customer_order_reference", message)


def _check_reseller(subject: Subject) -> None:
    if "CA" in subject.countries and not text_of(subject.options, "reseller_name").strip():
        index = subject.countries.index("CA")
        message = f"is missing, and phone_numbers[{index}] is a Canadian number."
        subject.find(RESELLER_NAME_MISSING, "reseller_name", message)


def _check_letter(subject: Subject) -> None:
    text = text_of(subject.options, "loa_attachment_date")
    if text and not is_full_moment(text):
        message = f"is {shown(text)}, which is not an ISO date and time with a zone."
        subject.find(LOA_DATE_INVALID, "loa_attachment_date", message)


def _check_accounts(subject: Subject) -> None:
    if not subject.wants(SEVERAL_ACCOUNTS):
        return
    for section, member, what in _ONE_OF_EACH:
        values = {text_of(number.get(section) or {}, member) for number in subject.numbers} - {""}
        if len(values) > 1:
            subject.find(SEVERAL_ACCOUNTS, f"{section}.{member}", f"has {len(values)} different {what}.")


_ONE_OF_EACH = (
    ("end_user", "name", "names"),
    ("port_out_info", "account_num", "values"),
    ("port_out_info", "account_phone_number", "numbers"),
    ("port_out_info", "authorizing_name", "names"),
)


def check_libraries(subject: Subject, missing: tuple[str, ...]) -> None:
    for name in missing:
        path, unchecked = LIBRARIES[name]
        message = f"cannot be checked in full without the Python library {name}. Not checked: {unchecked}."
        subject.find(LIBRARY_MISSING, path, message, remedy=f"Install it where the task runs: pip install {name}.")
