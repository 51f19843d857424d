# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""States and provinces, and their postal codes.

Sources: USPS Publication 28, appendix B, for the codes of states; USPS Labeling List L002 for the first three digits
of their ZIP codes; Canada Post, Addressing Guidelines, for the provinces and the first letters of their codes. The
ranges are generous rather than strict, because a ZIP code may extend into the neighboring state.
"""

from __future__ import annotations

import re

_ZIP_RANGES = """
AK 995-999           AL 350-369           AR 716-729           AZ 850-865           CA 900-961
CO 800-816           CT 060-069           DC 200-205,569,888   DE 197-199           FL 320-349
GA 300-319,398-399   HI 967-968           IA 500-528           ID 832-838           IL 600-629
IN 460-479           KS 660-679           KY 400-427           LA 700-714           MA 010-027,055
MD 205-219           ME 039-049           MI 480-499           MN 550-567           MO 630-658,726
MS 386-397           MT 590-599           NC 270-289           ND 580-588           NE 680-693
NH 030-038           NJ 070-089,099           NM 870-884           NV 889-898           NY 005,063,100-149
OH 430-459           OK 730-749           OR 970-979           PA 150-196           RI 028-029
SC 290-299           SD 570-577           TN 370-385           TX 733,739,750-799,885   UT 840-847
VA 201,205,220-246   VT 050-059           WA 980-994           WI 530-549           WV 247-268
WY 820-831,834       PR 006-009           VI 008               GU 969               AS 967
MP 969
"""
# The capital, on both banks of a provincial border, has codes with K.
_POSTAL_LETTERS = """
AB T   BC V   MB R   NB E   NL A   NS B   NT X   NU X   ON KLMNP   PE C   QC GHJK   SK S   YT Y
"""


def _prefixes(ranges: str) -> frozenset[str]:
    """``005,100-149`` as the set of its three-digit numbers."""
    bounds = [part.partition("-") for part in ranges.split(",")]
    numbers = [number for first, dummy, last in bounds for number in range(int(first), int(last or first) + 1)]
    return frozenset(f"{number:03d}" for number in numbers)


def _pairs(table: str) -> dict[str, str]:
    words = table.split()
    return dict(zip(words[::2], words[1::2], strict=True))


_STARTS = {
    **{state: _prefixes(ranges) for state, ranges in _pairs(_ZIP_RANGES).items()},
    **{province: frozenset(letters) for province, letters in _pairs(_POSTAL_LETTERS).items()},
}
STATES = frozenset(_pairs(_ZIP_RANGES))
PROVINCES = frozenset(_pairs(_POSTAL_LETTERS))
# Post offices of the armed forces abroad, where there are no telephone lines.
MILITARY = frozenset({"AA", "AE", "AP"})

# Former codes that carriers' records may still have, and why they are outdated.
FORMER = {
    "PQ": "Canada Post has replaced with QC",
    "NF": "Canada Post has replaced with NL",
    **dict.fromkeys(("FM", "MH", "PW"), "is that of a state in free association"),
    "UM": "is that of minor outlying islands",
}

_ZIP = re.compile(r"[0-9]{5}(?:-?[0-9]{4})?")
# Canada Post does not use D, F, I, O, Q and U, nor W and Z in the first position.
_CANADIAN = re.compile(r"[ABCEGHJ-NPRSTVXY][0-9][ABCEGHJ-NPRSTV-Z][ -]?[0-9][ABCEGHJ-NPRSTV-Z][0-9]", re.IGNORECASE)


def postal_country(code: str) -> str:
    """The country whose postal codes look like this one: US, CA or none."""
    if _ZIP.fullmatch(code):
        return "US"
    return "CA" if code.isascii() and _CANADIAN.fullmatch(code) else ""


def state_country(state: str) -> str:
    """The country of a state's or province's code: US, CA or none."""
    if state in PROVINCES:
        return "CA"
    return "US" if state in STATES or state in MILITARY else ""


def fits(code: str, state: str) -> bool:
    """Whether a well-formed postal code can belong to the state; also true if that is unknown."""
    country = postal_country(code)
    if country != state_country(state):
        return not state_country(state)
    start = code[:3] if country == "US" else code[:1].upper()
    return state not in _STARTS or start in _STARTS[state]
