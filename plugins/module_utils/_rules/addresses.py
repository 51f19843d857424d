# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about the end user's address: state, postal code, directions, type of service."""

from __future__ import annotations

import re

from .._base.findings import ERROR, WARN
from .._base.text import shown
from .postal import FORMER, MILITARY, PROVINCES, STATES, fits, postal_country, state_country
from .rule import CREATE_PAGE, CUSTOM, SINCH, STANDARD, Rule, declare
from .subject import Section, Subject, text_of

STATE_UNKNOWN = declare(
    "state-unknown",
    ERROR,
    SINCH,
    "The state is not the two-letter code of a state, territory or province.",
    remedy="Write its two-letter code in capitals, like NY.",
    source=f"{CREATE_PAGE}; codes: USPS Publication 28, appendix B; Canada Post",
)
STATE_LOWERCASE = declare(
    "state-lowercase",
    WARN,
    CUSTOM,
    "The code of the state is not in capitals.",
    remedy="Write it in capitals.",
    source="USPS Publication 28, appendix B; Canada Post",
)
STATE_MILITARY = declare(
    "state-military",
    WARN,
    CUSTOM,
    "The state is a code of military mail (AA, AE, AP), where there are no telephone lines.",
    remedy="Give the service address.",
    source="USPS Publication 28, appendix B",
)
STATE_FORMER = declare(
    "state-former",
    WARN,
    CUSTOM,
    "The state is a code that Canada Post no longer uses (PQ, NF) or that stands for islands outside the states "
    "(FM, MH, PW, UM), which carriers' records may still have.",
    remedy="Compare it with the losing carrier's record.",
    source="USPS Publication 28, appendix B; Canada Post",
)
POSTAL_CODE_INVALID = declare(
    "postal-code-invalid",
    ERROR,
    STANDARD,
    "The postal code is neither a ZIP code (five digits, or nine) nor a Canadian postal code.",
    remedy="Write it like 62701, 62701-1234 or K1A 0B1; restore a lost leading zero.",
    source="USPS Publication 28; Canada Post, Addressing Guidelines",
)
POSTAL_CODE_MISMATCH = declare(
    "postal-code-mismatch",
    WARN,
    CUSTOM,
    "The postal code does not fit its state or province.",
    remedy="Compare both with the losing carrier's record.",
    source="USPS Labeling List L002; Canada Post, Addressing Guidelines",
)
ADDRESS_ABROAD = declare(
    "address-country-mismatch",
    WARN,
    CUSTOM,
    "A US number has a Canadian address, or a Canadian number a US address.",
    remedy="Compare number and address with the losing carrier's record.",
    source="This collection; such lines exist, but are rare",
)
DIRECTION_UNKNOWN = declare(
    "street-direction-unknown",
    WARN,
    CUSTOM,
    "A direction of the street is not one of N, NE, E, SE, S, SW, W, NW, or in Canada their French forms.",
    remedy="Abbreviate it, or make it part of street_name.",
    source="USPS Publication 28, section 233; Bandwidth, errors 7329 and 7330",
)
SERVICE_UNKNOWN = declare(
    "type-of-service-unknown",
    ERROR,
    SINCH,
    "The type of service is neither B (business) nor R (residence).",
    remedy="Write B or R, or leave it out, which means B.",
    source=CREATE_PAGE,
)
SERVICE_OF_COMPANY = declare(
    "type-of-service-company",
    WARN,
    CUSTOM,
    "The type of service is R (residence), but the name is a company's.",
    remedy="Write B, if the losing carrier's record is of a business.",
    source="Industry practice: Bandwidth, errors 7211 and 7422",
)

HALF_OF_ANOTHER = declare(
    "address-half-default",
    WARN,
    CUSTOM,
    "A number has its own value for one part of an address, such as the street, and another part, such as the street "
    "type, comes from its group or from the order's default.",
    remedy="Give the number its complete address. In a table, a cell with - stays empty.",
)

COMPANY_WORD = re.compile(
    r"\b(?:inc|incorporated|llc|l\.l\.c|ltd|ltée|limited|corp|corporation|llp|plc)\b", re.IGNORECASE
)
_DIRECTIONS = frozenset({"N", "NE", "E", "SE", "S", "SW", "W", "NW"})
# East is Est, west is Ouest.
_FRENCH_DIRECTIONS = frozenset({"O", "NO", "SO"})
_LONGEST_NAME = 200
_UNITS = tuple(f"location_value{place}" for place in (1, 2, 3))
# A number's own members, with those that another address must not fill. A number's own house number in the default's
# street is common, its own street with the rest of the default's address is not.
_STREET_PARTS = (
    ("street_name", ("street_num", "street_pre_dir", "street_type", "street_post_dir", *_UNITS)),
    ("street_type", ("street_name",)),
)
# Here a number may complete a default that lacks the member; only replacing its value mixes two addresses.
_TOWN_PARTS = (("city", ("zip_code",)), ("zip_code", ("city",)), ("state", ("city", "zip_code")))


def check(subject: Subject) -> None:
    subject.check_sections("end_user", _check_end_user)
    _check_halves(subject)
    _check_countries(subject)


def _check_end_user(subject: Subject, index: int, end_user: Section) -> None:
    check_state(subject, subject.place(index, "end_user", "state"), text_of(end_user, "state"))
    _check_directions(subject, index, end_user)
    _check_service(subject, index, end_user)
    problem = postal_problem(text_of(end_user, "zip_code"), text_of(end_user, "state"))
    if problem:
        members = ("zip_code", "state") if problem[0] is POSTAL_CODE_MISMATCH else ("zip_code",)
        subject.find(problem[0], subject.place(index, "end_user", *members), problem[1])


def postal_problem(code: str, state: str) -> tuple[Rule, str] | None:
    """The problem of a postal code, by itself or together with its state."""
    if not code or code.isspace():
        return None
    if not postal_country(code):
        return POSTAL_CODE_INVALID, f"is {shown(code)}, which is not a postal code."
    if not fits(code, state.upper()):
        return POSTAL_CODE_MISMATCH, f"does not fit: postal code {shown(code)}, state {shown(state)}."
    return None


def check_state(subject: Subject, path: str, state: str) -> None:
    """Checks the code of a state in the input."""
    if state in STATES or state in PROVINCES or not state or state.isspace():
        return
    if state in FORMER:
        subject.find(STATE_FORMER, path, f"is {state}, a code that {FORMER[state]}.")
    elif state in MILITARY:
        subject.find(STATE_MILITARY, path, f"is {state}, a code of military mail.")
    elif len(state) == 2 and state_country(state.upper()):
        subject.find(STATE_LOWERCASE, path, f"is {shown(state)}.", remedy=f"Write {state.upper()}.")
    else:
        subject.find(STATE_UNKNOWN, path, f"is {shown(state)}, which is not the code of a state or province.")


def _check_directions(subject: Subject, index: int, end_user: Section) -> None:
    for member in ("street_pre_dir", "street_post_dir"):
        direction = text_of(end_user, member)
        if not direction or direction in _DIRECTIONS:
            continue
        if direction in _FRENCH_DIRECTIONS and text_of(end_user, "state").upper() in PROVINCES:
            continue
        subject.find(DIRECTION_UNKNOWN, subject.place(index, "end_user", member), "is not an abbreviated direction.")


def _check_service(subject: Subject, index: int, end_user: Section) -> None:
    service = text_of(end_user, "type_of_service")
    if not service or service == "B":
        return
    path = subject.place(index, "end_user", "type_of_service")
    if service != "R":
        subject.find(SERVICE_UNKNOWN, path, f"is {shown(service)}, which is neither B nor R.")
    elif COMPANY_WORD.search(text_of(end_user, "name")[:_LONGEST_NAME]):
        subject.find(SERVICE_OF_COMPANY, path, "is R, a residence, but the name is a company's.")


def halves(own: Section, default: Section) -> tuple[str, str] | None:
    """The names of a number's own member of an address, and of one that the default would fill."""
    for member, others in (*_STREET_PARTS, *_TOWN_PARTS):
        if text_of(own, member) and (member in _STREET_MEMBERS or text_of(default, member)):
            filled = [other for other in others if text_of(default, other) and own.get(other) is None]
            if filled:
                return member, filled[0]
    return None


_STREET_MEMBERS = frozenset(member for member, dummy in _STREET_PARTS)


def _check_halves(subject: Subject) -> None:
    default = subject.options.get("end_user")
    if not default or not subject.wants(HALF_OF_ANOTHER):
        return
    for index, number in enumerate(subject.options.get("phone_numbers") or ()):
        own = number.get("end_user")
        if own and (found := halves(own, default)):
            path = f"phone_numbers[{index}].end_user.{found[0]}"
            subject.find(HALF_OF_ANOTHER, path, f"is the number's own, and {found[1]} is the order's default.")


def _check_countries(subject: Subject) -> None:
    for index, (number, country) in enumerate(zip(subject.numbers, subject.countries, strict=True)):
        if country:
            abroad = state_country(text_of(number.get("end_user") or {}, "state").upper())
            if abroad and abroad != country:
                path = f"phone_numbers[{index}].phone_number"
                subject.find(ADDRESS_ABROAD, path, f"belongs to {country}, and the end user's address to {abroad}.")
