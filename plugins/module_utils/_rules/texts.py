# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about names and free text. Carriers compare them letter by letter; no message shows them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import partial

from .._base.findings import OFF, WARN
from .rule import CREATE_PAGE, CUSTOM, Rule, declare
from .subject import Section, Subject, text_of

ODD_CHARACTERS = declare(
    "odd-characters",
    WARN,
    CUSTOM,
    "A text contains typographic quotes, tabs, line breaks, unusual or double spaces, or leading or trailing spaces.",
    remedy="Type it again, as it is in the losing carrier's record.",
    source="Industry practice: names and addresses must match the record exactly",
)
PLACEHOLDER = declare(
    "placeholder-data",
    WARN,
    CUSTOM,
    "A value is a sample or placeholder: John Doe, Anytown, 123 Main St, example.com, YOUR_trunk_id, TODO, None.",
    remedy="Replace it with the real value.",
    source=f"{CREATE_PAGE}, samples",
)
PO_BOX = declare(
    "address-po-box",
    WARN,
    CUSTOM,
    "The address is a post office box, general delivery or a private mailbox, where no service is delivered.",
    remedy="Give the service address.",
    source="Industry practice: Plivo, Twilio, Flowroute",
)
NUMBER_IN_STREET = declare(
    "street-name-with-number",
    WARN,
    CUSTOM,
    "The street name starts with the house number, which has a member of its own.",
    remedy="Put the house number only in street_num.",
    source=f"{CREATE_PAGE}, streetNum and streetName",
)
TYPE_IN_STREET = declare(
    "street-name-with-type",
    WARN,
    CUSTOM,
    "The street name ends with a street type, which street_type repeats or contradicts.",
    remedy="Put the street type only in street_type, as in the losing carrier's record.",
    source=f"{CREATE_PAGE}, streetName and streetType",
)
SUITE_IN_STREET = declare(
    "street-name-with-suite",
    WARN,
    CUSTOM,
    "The street name contains a suite, apartment or unit.",
    remedy="Move it to location_type1 and location_value1.",
    source=f"{CREATE_PAGE}, locationType1 and locationValue1",
)
NAME_VARIANTS = declare(
    "name-variants",
    WARN,
    CUSTOM,
    "Names in the order differ only in capitals, spaces or punctuation.",
    remedy="Write it everywhere as in the losing carrier's record.",
    source="Industry practice: a comma in front of Inc. gets an order rejected",
)
NAME_LONG = declare(
    "name-long",
    OFF,
    CUSTOM,
    "The end user's name has more than 25 characters, which some carriers cut off.",
    remedy="Check how it appears on the losing carrier's bill.",
    source="Industry practice: Bandwidth, errors 7324 and 7357",
)

_ODD = re.compile("[\t\n\r\v\f\u00a0\u2000-\u200f\u2018-\u201f\u2026\u2028-\u202f\u2060\u3000\ufeff]|  |^ | $")
_SAMPLES = frozenset(
    {
        *("john doe", "jane doe", "joe doe", "john q public", "john q. public", "anytown", "anyville"),
        *("your name", "your company", "first last", "todo", "tbd", "tba", "fixme", "changeme", "change me"),
        *("n/a", "none", "null", "unknown", "undefined", "test", "test test", "xxx"),
    }
)
_SAMPLE_PART = re.compile(r"example\.(?:com|org|net)\b|^your[_-]|^<.*>$|\{\{|lorem ipsum", re.IGNORECASE)
# Such addresses exist, but in a list of numbers they are usually placeholders.
_SAMPLE_STREET = re.compile(r"(?:main|any|example|sample|your)(?: (?:st|street|ave|avenue|rd|road)\.?)?", re.IGNORECASE)
_SAMPLE_HOUSES = frozenset({"123", "1234"})
_PO_BOX = re.compile(r"\b(?:p\.? ?o\.? ?box|post office box|general delivery|case postale|pmb)\b", re.IGNORECASE)
_SUITE = re.compile(r"\b(?:suite|ste|apt|apartment|unit|room|floor)\b\.? *#? *[0-9]|#[0-9]", re.IGNORECASE)
_STREET_TYPES = (
    {"street", "st", "str"},
    {"avenue", "ave", "av"},
    {"road", "rd"},
    {"boulevard", "blvd", "boul"},
    {"drive", "dr"},
    {"lane", "ln"},
    {"court", "ct"},
    {"place", "pl"},
    {"parkway", "pkwy"},
    {"highway", "hwy"},
    {"circle", "cir"},
    {"square", "sq"},
)
_SAME_TYPE = {word: min(words) for words in _STREET_TYPES for word in words}
_STREET_KINDS = frozenset(_SAME_TYPE.values())
_A_SAMPLE = "looks like a sample value."
# Longer texts are not names or addresses, and are not searched.
_LONGEST = 200
_CUT_AT = 25
_PLACEHOLDER_FREE = frozenset(
    {"state", "zip_code", "type_of_service", "street_num", "postal_code", "postal_code_plus_four"}
)
_SECTIONS = ("end_user", "port_out_info", "voice_configuration", "sms_configuration")


def check(subject: Subject) -> None:
    for member in ("reseller_name", "loa_uploaded_by"):
        _check_text(subject, member, text_of(subject.options, member), path=member)
    for section_name in _SECTIONS:
        subject.check_sections(section_name, partial(_check_texts, section_name=section_name))
    subject.check_sections("end_user", _check_end_user)
    subject.check_sections("features", _check_e911)
    _check_variants(subject, "end_user", "name")
    _check_variants(subject, "port_out_info", "authorizing_name")


def _check_texts(subject: Subject, index: int, section: Section, *, section_name: str) -> None:
    for member, text in section.items():
        if isinstance(text, str) and _is_suspect(text):
            _check_text(subject, member, text, path=subject.place(index, section_name, member))


def _is_suspect(text: str) -> bool:
    if text.isascii() and text.isalnum():
        return text.casefold() in _SAMPLES  # the only pattern of letters and digits alone
    return bool(text) and (_ODD.search(text[:_LONGEST]) is not None or _is_sample(text))


def _check_text(subject: Subject, member: str, text: str, *, path: str) -> None:
    if _ODD.search(text[:_LONGEST]) and not text.isspace():
        subject.find(ODD_CHARACTERS, path, "contains unusual characters or spaces.")
    if member not in _PLACEHOLDER_FREE and _is_sample(text):
        subject.find(PLACEHOLDER, path, _A_SAMPLE)


def _is_sample(text: str) -> bool:
    return text.strip().casefold() in _SAMPLES or _SAMPLE_PART.search(text[:_LONGEST]) is not None


def _check_end_user(subject: Subject, index: int, end_user: Section) -> None:
    _check_street(subject, index, end_user)
    _check_delivery(subject, index, end_user)
    if len(text_of(end_user, "name")) > _CUT_AT:
        message = f"has more than {_CUT_AT} characters."
        subject.find(NAME_LONG, subject.place(index, "end_user", "name"), message)


def _check_e911(subject: Subject, index: int, features: Section) -> None:
    """Checks the texts of an emergency address, which is validated similarly to the end user's address."""
    address = features.get("e911")
    if not isinstance(address, dict):
        return
    path = subject.place(index, "features", "e911")
    for member, text in address.items():
        if isinstance(text, str):
            _check_text(subject, member, text, path=f"{path}.{member}")
    if _is_sample_address(text_of(address, "street_num"), text_of(address, "street_info").strip()[:_LONGEST]):
        subject.find(PLACEHOLDER, f"{path}.street_info", _A_SAMPLE)
    for member in ("street_info", "location"):
        if _PO_BOX.search(text_of(address, member)[:_LONGEST]):
            subject.find(PO_BOX, f"{path}.{member}", "is not an address that emergency services can reach.")


def _is_sample_address(house: str, street: str) -> bool:
    return house.strip() in _SAMPLE_HOUSES and _SAMPLE_STREET.fullmatch(street) is not None


def _check_street(subject: Subject, index: int, end_user: Section) -> None:
    street = text_of(end_user, "street_name").strip()[:_LONGEST]
    if _is_sample_address(text_of(end_user, "street_num"), street):
        subject.find(PLACEHOLDER, subject.place(index, "end_user", "street_name"), _A_SAMPLE)
    for rule, message in _street_problems(street, text_of(end_user, "street_num"), text_of(end_user, "street_type")):
        subject.find(rule, subject.place(index, "end_user", "street_name"), message)


def _street_problems(street: str, house: str, kind: str) -> Iterator[tuple[Rule, str]]:
    if house.strip() and street.startswith(f"{house.strip()} "):
        yield NUMBER_IN_STREET, "starts with the house number of street_num."
    if _SUITE.search(street):
        yield SUITE_IN_STREET, "contains a suite, apartment or unit."
    if kind and " " in street:
        last = _street_type(street.rpartition(" ")[2])
        if last == _street_type(kind):
            yield TYPE_IN_STREET, "ends with the street type that street_type repeats."
        elif last in _STREET_KINDS:
            yield TYPE_IN_STREET, "ends with a street type, and street_type has a different one."


def _check_delivery(subject: Subject, index: int, end_user: Section) -> None:
    for member in ("street_name", "location_type1", "location_type2", "location_type3"):
        if _PO_BOX.search(text_of(end_user, member)[:_LONGEST]):
            path = subject.place(index, "end_user", member)
            subject.find(PO_BOX, path, "is not a service address.")


def _street_type(word: str) -> str:
    """The canonical form of a street type."""
    word = word.strip(" .").casefold()
    return _SAME_TYPE.get(word, word)


def _check_variants(subject: Subject, section_name: str, member: str) -> None:
    """Finds names that differ from the most common form of the same name."""
    counts: Counter[str] = Counter()
    for section, count in subject.different_sections(section_name):
        name = text_of(section, member)
        if name and len(name) <= _LONGEST:
            counts[name] += count
    forms: dict[str, list[str]] = {}
    for name in counts:
        forms.setdefault("".join(filter(str.isalnum, name.casefold())), []).append(name)
    rarer = {name for names in forms.values() for name in names if name != max(names, key=counts.__getitem__)}
    for index, section in subject.sections(section_name) if rarer else ():
        if text_of(section, member) in rarer:
            path = subject.place(index, section_name, member)
            subject.find(NAME_VARIANTS, path, "is written differently from the same name elsewhere in the order.")
