# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which features a number will not have, and whether its 911 address is still the requested one.

Source: the contract, ``excludedFeatures[]`` (``featureName``, ``exclusionReason``) and the validated members
``features.e911.enh*``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .._base.text import scalar
from .postal_words import canonical_words, postal_code_of, state_of

# Unit types that matter before a number; ``#`` and ``unit`` add nothing to the number.
_EMPTY_WORDS = frozenset({"#", "unit", "number", "no"})
_PLACE = ("street_num", "street_info", "location")
_OTHERS = ("city", "state", "postal_code")


def excluded_features(number: Mapping[str, Any]) -> list[str]:
    """The distinct names of the features that the service left out of a number, as it spells them."""
    names = [name for name, dummy in _exclusions(number)]
    return list(dict.fromkeys(names))


def exclusion_reasons(number: Mapping[str, Any]) -> dict[str, str]:
    """Why each excluded feature was left out; an empty string if no reason is given."""
    return dict(_exclusions(number))


def _exclusions(number: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    given = number.get("excluded_features")
    for entry in given if isinstance(given, list) else ():
        # Facts and results contain plain names.
        name = entry.get("feature_name") if isinstance(entry, dict) else entry
        if isinstance(name, str) and name.strip():
            reason = entry.get("exclusion_reason") if isinstance(entry, dict) else None
            yield name.strip(), reason.strip() if isinstance(reason, str) else ""


def e911_changes(number: Mapping[str, Any]) -> list[str]:
    """The members of the 911 address whose validated value differs from the one that was sent.

    Case, spaces, punctuation, the abbreviations of USPS Publication 28 and an added ZIP+4 are not differences. There
    is none either if no address was requested or none is validated yet.
    """
    features = number.get("features")
    address = features.get("e911") if isinstance(features, dict) else None
    if not isinstance(address, dict):
        return []
    validated = {name.removeprefix("enh_"): value for name, value in address.items() if name.startswith("enh_")}
    if not any(scalar(value) for value in validated.values()):
        return []
    changes = [
        name
        for name in (*_PLACE, *_OTHERS)
        if scalar(address.get(name)) and not _same(name, scalar(address[name]), scalar(validated.get(name)))
    ]
    # The service may distribute house number, street and unit differently over the three members.
    if all(not scalar(address.get(name)) for name in _PLACE) or _joined(address) == _joined(validated):
        changes = [name for name in changes if name not in _PLACE]
    elif not any(name in _PLACE for name in changes):
        # Everything sent is present, and a unit was added that was not sent.
        changes.append("location")
    return changes + _plus_four(address, validated)


def e911_changed(number: Mapping[str, Any]) -> bool:
    """Whether the validated 911 address differs. Facts contain this instead of addresses."""
    known = number.get("e911_changed")
    return known if isinstance(known, bool) else bool(e911_changes(number))


def _plus_four(address: Mapping[str, Any], validated: Mapping[str, Any]) -> list[str]:
    sent, found = scalar(address.get("postal_code_plus_four")), scalar(validated.get("postal_code_plus_four"))
    return ["postal_code_plus_four"] if sent and found and sent != found else []


def _same(member: str, sent: str, validated: str) -> bool:
    if member == "postal_code":
        return postal_code_of(sent) == postal_code_of(validated)
    if member == "state":
        return state_of(sent) == state_of(validated)
    return _tokens(sent) == _tokens(validated)


def _joined(address: Mapping[str, Any]) -> list[str]:
    return sorted(token for name in _PLACE for token in _tokens(scalar(address.get(name))))


def _tokens(text: str) -> list[str]:
    return [word for word in canonical_words(text) if word not in _EMPTY_WORDS]
