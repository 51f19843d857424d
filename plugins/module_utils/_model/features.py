# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which features a number will not have, and whether its 911 address is still the one that was asked for.

Source: the contract, ``excludedFeatures[]`` (``featureName``, ``exclusionReason``) and the validated members
``features.e911.enh*``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Number = dict[str, Any]

# USPS Publication 28, appendices B (states), C1 (suffixes) and C2 (units), and directions; Canada Post's provinces.
# The first word of each group is the one that the others become.
_SAME_WORDS = """
aly alley ally | anx annex | ave av aven avenue avn | bch beach | blf bluff | blvd boul boulevard boulv | bnd bend |
br branch brnch | brg bridge brdge | byp bypass byps | cir circ circl circle crcl | clf cliff | cor corner | crk creek |
cres crescent | xing crossing crssng | ct court crt | ctr cen cent center centre cntr | cv cove | cyn canyon |
dr driv drive drv | est estate | expy exp expr express expressway expw | ext extension extn | fld field | fls falls |
frst forest | fwy freeway freewy frway frwy | gdn garden | gdns gardens | gln glen | grn green | grv grove |
hbr harb harbor harbour | hl hill | hls hills | holw hollow | hts heights ht | hvn haven |
hwy highway highwy hiway hiwy hway | is island | jct junction jctn | knl knoll kn | lk lake | lks lakes | ln lane |
lndg landing | mdw meadow | mdws meadows | ml mill | mnr manor | mtn mountain mnt | orch orchard | pk park |
pkwy parkway parkwy pky | pl place | plz plaza plza | pr prairie | pt point | ptn plain | rd road | rdg ridge rdge |
riv river rvr | rte route | shr shore | shrs shores | sq sqr square | spg spring | spgs springs | sta station statn |
st street strt str saint | ter terr terrace | tpke turnpike trnpk | trl trail | tunl tunnel | un union | vis vista |
vl ville | vlg village villag | vly valley | vw view | walk walks | way wy | n north nord | s south sud | e east |
w west ouest | ne northeast | nw northwest | se southeast | sw southwest | apt apartment | bldg building |
dept department | fl floor flr | hngr hanger | lbby lobby | lowr lower | ofc office | ph penthouse | rear rr | rm room |
spc space | ste suite | trlr trailer | uppr upper
"""

_STATE_NAMES = """
AL alabama|AK alaska|AZ arizona|AR arkansas|CA california|CO colorado|CT connecticut|DE delaware
DC district of columbia|FL florida|GA georgia|HI hawaii|ID idaho|IL illinois|IN indiana|IA iowa|KS kansas|KY kentucky
LA louisiana|ME maine|MD maryland|MA massachusetts|MI michigan|MN minnesota|MS mississippi|MO missouri|MT montana
NE nebraska|NV nevada|NH new hampshire|NJ new jersey|NM new mexico|NY new york|NC north carolina|ND north dakota
OH ohio|OK oklahoma|OR oregon|PA pennsylvania|RI rhode island|SC south carolina|SD south dakota|TN tennessee|TX texas
UT utah|VT vermont|VA virginia|WA washington|WV west virginia|WI wisconsin|WY wyoming|PR puerto rico
AB alberta|BC british columbia|MB manitoba|NB new brunswick|NL newfoundland and labrador|NS nova scotia|ON ontario
NT northwest territories|NU nunavut|PE prince edward island|QC quebec|SK saskatchewan|YT yukon
"""


def _canonical_words() -> dict[str, str]:
    words: dict[str, str] = {}
    for group in _SAME_WORDS.split("|"):
        first, *others = group.split() or [""]
        words.update(dict.fromkeys(others, first))
    return words


# Units in front of a number say where to go; ``#`` and ``unit`` say no more than the number itself.
_EMPTY_WORDS = frozenset({"unit", "number", "no"})
_PLACE = ("street_num", "street_info", "location")
_OTHERS = ("city", "state", "postal_code")


def excluded_features(number: Number) -> list[str]:
    """The names of the features that the service left out of a number, as it wrote them, each once."""
    names = [name for name, dummy in _exclusions(number)]
    return list(dict.fromkeys(names))


def exclusion_reasons(number: Number) -> dict[str, str]:
    """Why each excluded feature was left out; empty texts for no reason."""
    return dict(_exclusions(number))


def _exclusions(number: Number) -> Iterator[tuple[str, str]]:
    given = number.get("excluded_features")
    for entry in given if isinstance(given, list) else ():
        # Facts and results hold plain names.
        name = entry.get("feature_name") if isinstance(entry, dict) else entry
        if isinstance(name, str) and name.strip():
            reason = entry.get("exclusion_reason") if isinstance(entry, dict) else None
            yield name.strip(), reason.strip() if isinstance(reason, str) else ""


def e911_changes(number: Number) -> list[str]:
    """The members of the 911 address that the service validated as something else than was sent.

    Case, spaces, punctuation, the abbreviations of USPS Publication 28 and an added ZIP+4 are no difference. Nothing
    was asked for, or nothing is validated yet: no difference either.
    """
    features = number.get("features")
    address = features.get("e911") if isinstance(features, dict) else None
    if not isinstance(address, dict):
        return []
    validated = {name.removeprefix("enh_"): value for name, value in address.items() if name.startswith("enh_")}
    if not any(_text(value) for value in validated.values()):
        return []
    changes = [
        name
        for name in (*_PLACE, *_OTHERS)
        if _text(address.get(name)) and not _same(name, _text(address[name]), _text(validated.get(name)))
    ]
    # House number, street and unit may have been put into other members of the three.
    if all(not _text(address.get(name)) for name in _PLACE) or _joined(address) == _joined(validated):
        changes = [name for name in changes if name not in _PLACE]
    elif not any(name in _PLACE for name in changes):
        # What was sent is there, and a unit that nobody asked for was added.
        changes.append("location")
    return changes + _plus_four(address, validated)


def e911_changed(number: Number) -> bool:
    """Whether the validated 911 address differs. Facts, which hold no address, hold the answer itself."""
    known = number.get("e911_changed")
    return known if isinstance(known, bool) else bool(e911_changes(number))


def _plus_four(address: Number, validated: Number) -> list[str]:
    sent, found = _text(address.get("postal_code_plus_four")), _text(validated.get("postal_code_plus_four"))
    return ["postal_code_plus_four"] if sent and found and sent != found else []


def _same(member: str, sent: str, validated: str) -> bool:
    if member == "postal_code":
        return _code(sent) == _code(validated)
    if member == "state":
        return _state(sent) == _state(validated)
    return _tokens(sent) == _tokens(validated)


def _code(text: str) -> str:
    """A ZIP code without its four further digits, a Canadian code without its space."""
    letters = re.sub(r"[^0-9A-Za-z]", "", text).upper()
    return letters[:5] if letters[:5].isdigit() else letters


def _state(text: str) -> str:
    name = " ".join(re.findall(r"[^\W_]+", text.casefold()))
    return _STATES.get(name, name.upper())


def _joined(address: Number) -> list[str]:
    return sorted(token for name in _PLACE for token in _tokens(_text(address.get(name))))


def _tokens(text: str) -> list[str]:
    words = re.sub(r"[.'\N{RIGHT SINGLE QUOTATION MARK}]", "", text.casefold())
    tokens = re.findall(r"[^\W_]+", words)
    return [_SAME.get(token, token) for token in tokens if token not in _EMPTY_WORDS]


def _text(value: Any) -> str:
    return str(value).strip() if isinstance(value, (str, int)) and not isinstance(value, bool) else ""


_SAME = _canonical_words()
_STATES = {name: code for code, dummy, name in (row.partition(" ") for row in re.split(r"\||\n", _STATE_NAMES))}
