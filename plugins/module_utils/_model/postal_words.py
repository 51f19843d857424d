# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The words of addresses and names, so that different spellings compare equal. What is sent is never rewritten.

Sources: USPS Publication 28, appendices B (states), C1 (suffixes) and C2 (units), and directions; Canada Post's list
of street types and provinces, English and French.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# The other words of each group are replaced by the first.
_SAME_WORDS = """
aly alley ally allee | anx annex annx anex | arc arcade | ave av aven avenue avn avenu avnue | byu bayou bayoo |
bch beach | bnd bend | blf bluff bluf | blfs bluffs | btm bottom bottm bot |
blvd boul boulevard boulv bd | br branch brnch | brg bridge brdge | brk brook | brks brooks | bg burg | bgs burgs |
byp bypass byps bypa bypas | cp camp cmp | cyn canyon canyn cnyn | cpe cape | cswy causeway causwa |
ctr cen cent center centre cntr centr cnter centr | ctrs centers | cir circ circl circle crcl crcle cercle |
cirs circles | clf cliff | clfs cliffs | clb club | cmn common | cmns commons | cor corner | cors corners |
crse course | ct court crt | cts courts | cv cove | cvs coves | crk creek | cres crescent crsent crsnt croissant |
crst crest | xing crossing crssng | xrd crossroad | xrds crossroads | curv curve | dl dale | dm dam | dv divide div |
dr driv drive drv promenade prom | drs drives | est estate | ests estates | expy exp expr express expressway expw |
ext extension extn extnsn | exts extensions | fls falls | fry ferry frry | fld field | flds fields | flt flat |
flts flats | frd ford | frds fords | frst forest forests | frg forge forg | frgs forges | frk fork | frks forks |
ft fort frt | fwy freeway freewy frway frwy autoroute aut | gdn garden gardn grden | gdns gardens grdns |
gtwy gateway gatewy gatway gtway | gln glen | glns glens | grn green | grns greens | grv grove grov | grvs groves |
hbr harb harbor harbour harbr hrbor | hbrs harbors | hvn haven | hts heights ht |
hwy highway highwy hiway hiwy hway | hl hill | hls hills | holw hollow hllw hollows holws | inlt inlet inlt |
is island islnd ile | iss islands islnds | isle isles | jct junction jction jctn junctn juncton |
jcts junctions jctns | ky key | kys keys | knl knoll knol | knls knolls | lk lake lac | lks lakes | lndg landing lndng |
ln lane | lgt light | lgts lights | lf loaf | lck lock | lcks locks | ldg lodge lodg ldge | mall | mnr manor |
mnrs manors | mdw meadow | mdws meadows medows | ml mill | mls mills | msn mission missn mssn | mtwy motorway |
mt mount mnt | mtn mountain mntain mntn montagne | mtns mountains mntns | nck neck | orch orchard orchrd |
oval ovl | opas overpass | pk park parc prk | pkwy parkway parkwy pky pkway | pkwys parkways | psge passage |
pne pine | pnes pines | pl place | pln plain | plns plains | plz plaza plza | pt point pointe | pts points |
prt port | prts ports | pr prairie prr | radl radial rad radiel | rnch ranch ranches rnchs | rpd rapid | rpds rapids |
rst rest | rdg ridge rdge | rdgs ridges | riv river rvr rivr | rd road | rds roads | rte route rt | rg rang |
ch chemin | apt apartment apartement appartement app | rm room |
shl shoal | shls shoals | shr shore shoar | shrs shores shoars | skwy skyway | spg spring spng sprng |
spgs springs spngs sprngs | sq sqr square sqre squ carre | sqs squares | sta station statn stn |
stra stravenue strav straven stravn strvnue | strm stream streme | st street strt str saint | sts streets |
ste suite sainte | smt summit sumit sumitt | ter terr terrace terrasse tsse | trwy throughway | trce trace traces |
trak track trk trks | trfy trafficway | trl trail trails trls | trlr trailer | tunl tunnel tunel | tpke turnpike trnpk |
upas underpass | un union | vly valley vally vlly | vlys valleys | via viaduct viadct vdct | vw view | vws views |
vlg village villag villg villge | vlgs villages | vl ville | vis vista vist vst vsta | walk walks | way wy |
wl well | wls wells | n north nord | s south sud | e east est. | w west ouest | ne northeast | nw northwest |
se southeast | sw southwest | bldg building batiment bat edifice | dept department | fl floor flr etage |
hngr hanger hangar | lbby lobby | lowr lower | ofc office bureau bur | ph penthouse | rear rr | spc space | uppr upper |
1st first | 2nd second | 3rd third | 4th fourth | 5th fifth | 6th sixth | 7th seventh | 8th eighth | 9th ninth |
10th tenth
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

# Units of a building, in their canonical form: which of these words precedes a number does not matter.
UNIT_WORDS = frozenset(
    {"#", "unit", "apt", "apartment", "apartement", "app", "appartement", "suite", "ste", "room", "rm"}
)


# Companies' legal forms and the like, for names.
_NAME_WORDS = """
inc incorporated | co company | corp corporation | ltd limited | ltee limitee | assn association assoc
"""


def _canonical(groups: str) -> dict[str, str]:
    words: dict[str, str] = {}
    for group in groups.split("|"):
        first, *others = group.replace(".", "").split() or [""]
        for other in others:
            words.setdefault(other, first)
    return words


_SAME = _canonical(_SAME_WORDS)
_SAME_IN_NAMES = _canonical(_NAME_WORDS)
_STATES = {name: code for code, dummy, name in (row.partition(" ") for row in re.split(r"\||\n", _STATE_NAMES)) if code}
_WORD = re.compile(r"[0-9]+(?:-[0-9]+)+|[^\W_]+|#")
_QUOTES = re.compile("[.'`\u2018\u2019]")


@lru_cache(maxsize=65536)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text without case, accents and punctuation; ``#`` is a word, and so is ``12-34``."""
    # Case is last: the plain letters of styled capitals, as some pages have them, are capitals.
    letters = unicodedata.normalize("NFKD", text)
    plain = "".join(character for character in letters if not unicodedata.combining(character)).casefold()
    return tuple(_WORD.findall(_QUOTES.sub("", plain).replace("&", " and ")))


@lru_cache(maxsize=65536)
def canonical_words(text: str) -> tuple[str, ...]:
    """The words, each in the canonical form of its abbreviations."""
    return tuple(_SAME.get(word, word) for word in words_of(text))


@lru_cache(maxsize=65536)
def name_words(text: str) -> tuple[str, ...]:
    """The words of a name, with canonical legal forms; ``Harbor`` and ``Harbour`` are different names."""
    return tuple(_SAME_IN_NAMES.get(word, word) for word in words_of(text))


def postal_code_of(text: str) -> str:
    """A ZIP code without its +4, a Canadian code without its space."""
    letters = re.sub(r"[^0-9A-Za-z]", "", text).upper()
    return letters[:5] if letters[:5].isdigit() else letters


def state_of(text: str) -> str:
    """The two-letter code of a state or province, by code or name; the text in capitals if it is neither."""
    name = " ".join(words_of(text))
    return _STATES.get(name, name.upper())
