# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about a number's services at Sinch: voice, messaging, emergency calls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._base.findings import ERROR, OFF, WARN
from .._base.text import listed, shown
from .addresses import check_state, postal_problem
from .required import check_required
from .rule import CREATE_PAGE, CUSTOM, LOGIC, SINCH, SKILL, declare
from .subject import Section, Subject, text_of

VOICE_IDS = {"RTC": "app_id", "EST": "trunk_id", "FAX": "service_id"}

VOICE_TYPE_UNKNOWN = declare(
    "voice-type-unknown",
    ERROR,
    SINCH,
    "The type of a voice configuration is not RTC, EST or FAX.",
    remedy=f"Use {listed(list(VOICE_IDS))}.",
    source=CREATE_PAGE,
)
VOICE_ID_MISSING = declare(
    "voice-id-missing",
    WARN,
    SINCH,
    "A voice configuration lacks the id of its type: app_id for RTC, trunk_id for EST, service_id for FAX.",
    remedy="Give the id, or leave the voice configuration out.",
    source=SKILL,
)
VOICE_ID_UNUSED = declare(
    "voice-id-unused",
    WARN,
    LOGIC,
    "A voice configuration has an id of another type than its own.",
    remedy="Leave it out, or change the type.",
    source=CREATE_PAGE,
)
VOICE_MISSING = declare(
    "voice-configuration-missing",
    WARN,
    CUSTOM,
    "Numbers have no voice configuration: they are ported, but calls to them go nowhere.",
    remedy="Give the order a voice_configuration for all its numbers.",
    source="Industry practice; in the API it is optional",
)
SMS_ID_MISSING = declare(
    "sms-id-missing",
    WARN,
    LOGIC,
    "A messaging configuration has no sms_app_id, without which it has no effect.",
    remedy="Give the id, or leave the messaging configuration out.",
    source=CREATE_PAGE,
)
E911_MISSING = declare(
    "e911-missing",
    OFF,
    CUSTOM,
    "Numbers with a voice configuration have no address for emergency calls.",
    remedy="Give features.e911, or handle it elsewhere.",
    source="Industry practice; in the API it is optional",
)
E911_INCOMPLETE = declare(
    "e911-incomplete",
    WARN,
    CUSTOM,
    "An address for emergency calls lacks house number, street, city, state or postal code.",
    remedy="Complete it, so that it can be validated.",
    source="Industry practice: a dispatchable address; in the API each member is optional",
)
PLUS_FOUR_INVALID = declare(
    "postal-code-plus-four-invalid",
    WARN,
    CUSTOM,
    "The ZIP+4 addition is not four digits.",
    remedy="Give only the four digits, or leave them out.",
    source="USPS Publication 28",
)

_E911_MEMBERS = ("street_num", "street_info", "city", "state", "postal_code")


def check(subject: Subject) -> None:
    subject.check_sections("voice_configuration", _check_voice)
    subject.check_sections("sms_configuration", _check_messaging)
    subject.check_sections("features", _check_features)
    routed = [number.get("voice_configuration") is not None for number in subject.numbers]
    subject.find_lacking(VOICE_MISSING, "voice_configuration", routed, "is missing")
    protected = [not voice or _has_e911(number) for number, voice in zip(subject.numbers, routed, strict=True)]
    subject.find_lacking(E911_MISSING, "features", protected, "has no e911")


def _check_voice(subject: Subject, index: int, voice: Section) -> None:
    kind = text_of(voice, "type")
    path = subject.place(index, "voice_configuration", "type")
    if not kind or kind.isspace():
        check_required(subject, voice, "type", path)
        return
    if kind not in VOICE_IDS:
        subject.find(VOICE_TYPE_UNKNOWN, path, f"is {shown(kind)}, which is not a type of voice configuration.")
        return
    for other, member in VOICE_IDS.items():
        given = bool(text_of(voice, member).strip())
        if other == kind and not given:
            place = subject.place(index, "voice_configuration", member)
            subject.find(VOICE_ID_MISSING, place, f"is missing; a voice configuration of type {kind} needs it.")
        elif other != kind and given:
            place = subject.place(index, "voice_configuration", member)
            subject.find(VOICE_ID_UNUSED, place, f"is given, and the type is {kind}, which takes {VOICE_IDS[kind]}.")


def _check_messaging(subject: Subject, index: int, messaging: Section) -> None:
    if not text_of(messaging, "sms_app_id").strip():
        subject.find(SMS_ID_MISSING, subject.place(index, "sms_configuration", "sms_app_id"), "is missing.")


def _check_features(subject: Subject, index: int, features: Section) -> None:
    if isinstance(features.get("e911"), dict):
        _check_e911(subject, subject.place(index, "features", "e911"), features["e911"])


def _check_e911(subject: Subject, path: str, address: Section) -> None:
    for member in _E911_MEMBERS:
        if not text_of(address, member).strip():
            subject.find(E911_INCOMPLETE, f"{path}.{member}", "is missing.")
    check_state(subject, f"{path}.state", text_of(address, "state"))
    problem = postal_problem(text_of(address, "postal_code"), text_of(address, "state"))
    if problem:
        subject.find(problem[0], f"{path}.postal_code", problem[1])
    addition = text_of(address, "postal_code_plus_four")
    if addition and not (len(addition) == 4 and addition.isascii() and addition.isdigit()):
        message = f"is {shown(addition)}, which is not four digits."
        subject.find(PLUS_FOUR_INVALID, f"{path}.postal_code_plus_four", message)


def _has_e911(number: Mapping[str, Any]) -> bool:
    return bool((number.get("features") or {}).get("e911"))
