# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pairs of an order's and a record's text, judged as a clerk who knows postal abbreviations would.

The pairs in ``SAME`` are two spellings of one thing. Those in ``DIFFERENT`` are two things, or differ in a way that
causes rejections.
"""

from __future__ import annotations

Fields = dict[str, str]


def street(number: str, name: str, kind: str = "", *units: str, pre: str = "", post: str = "") -> Fields:
    """Members of an end user. ``units`` are pairs of a kind and a value."""
    fields = {"street_num": number, "street_name": name}
    optional = {"street_type": kind, "street_pre_dir": pre, "street_post_dir": post}
    for index, (unit, value) in enumerate(zip(units[::2], units[1::2], strict=True), 1):
        optional |= {f"location_type{index}": unit, f"location_value{index}": value}
    return fields | {name: value for name, value in optional.items() if value}


MAIN = street("500", "Clark", "Street")

SAME_STREETS: list[tuple[Fields, str]] = [
    (MAIN, "500 Clark Street"),
    (MAIN, "500 Clark St"),
    (MAIN, "500 CLARK ST."),
    (MAIN, " 500  clark   str "),
    (street("500", "Clark Street"), "500 Clark St"),
    (street("500", "Clark", "St", pre="N"), "500 North Clark Street"),
    (street("500", "Clark", "St", post="NW"), "500 Clark Street Northwest"),
    (street("500", "Clark", "St", pre="N."), "500 N Clark St"),
    (street("500", "Clark", "Avenue"), "500 Clark Ave"),
    (street("500", "Clark", "Blvd"), "500 Clark Boulevard"),
    (street("500", "Clark", "Parkway"), "500 Clark Pkwy"),
    (street("500", "Clark", "Hwy"), "500 Clark Highway"),
    (street("12", "Harbor", "Rd", "Suite", "4"), "12 Harbor Road Ste 4"),
    (street("12", "Harbor", "Rd", "Suite", "4"), "12 Harbor Rd, Suite #4"),
    (street("12", "Harbor", "Rd", "Suite", "4"), "12 Harbor Rd # 4"),
    (street("12", "Harbor", "Rd", "Unit", "4"), "12 Harbor Rd #4"),
    (street("12", "Harbor", "Rd", "Suite", "4B"), "12 Harbor Road, Ste. 4b"),
    (street("12", "Harbor", "Rd", "Apartment", "C"), "12 Harbor Rd Apt C"),
    (street("12", "Harbor", "Rd", "Floor", "3"), "12 Harbor Rd Fl 3"),
    (street("12", "Harbor", "Rd", "Floor", "3"), "12 Harbor Road 3 Floor"),
    (street("12", "Harbor", "Rd", "Building", "2", "Suite", "10"), "12 Harbor Rd Bldg 2 Ste 10"),
    (street("12", "Harbor", "Rd", "Building", "2", "Suite", "10"), "12 Harbor Rd Ste 10 Bldg 2"),
    (street("12", "Harbour", "Rd"), "12 Harbor Rd"),
    (street("77", "First", "Ave"), "77 1st Avenue"),
    (street("77", "2nd", "Ave"), "77 Second Ave"),
    (street("77", "St. James", "Pl"), "77 Saint James Place"),
    (street("77", "Mount Vernon", "Rd"), "77 Mt Vernon Road"),
    (street("77", "O'Brien", "Ct"), "77 OBrien Court"),
    (street("77", "O\u2019Brien", "Ct"), "77 O'Brien Ct"),
    (street("77", "Winston-Salem", "Way"), "77 Winston Salem Wy"),
    (street("37-21", "80th", "Street"), "3721 80th St"),
    (street("3721", "80th", "St"), "37-21 80th Street"),
    (street("12A", "Mill", "Lane"), "12a Mill Ln"),
    (street("4711", "US Highway 41"), "4711 US Hwy 41"),
    (street("500", "Clark", "St", "Unit", "4"), "4-500 Clark Street"),
    (street("500", "de la Montagne", "Rue"), "500 de la Montagne Rue"),
    (
        street("1250", "Ren\u00e9-L\u00e9vesque", "Boulevard", post="Ouest"),
        "1250 Rene Levesque Boul O".replace(" O", " W"),
    ),
    (street("1250", "Ren\u00e9-L\u00e9vesque", "Boul", post="O"), "1250 RENE LEVESQUE BLVD O"),
    (street("88", "Ste-Catherine", "Rue", post="Est"), "88 Sainte-Catherine Rue E"),
    (street("90", "du Lac", "Chemin"), "90 du Lac Ch"),
    (street("500", "Clark", "Street"), "500 Clark St, Chicago, IL 60654"),
]

DIFFERENT_STREETS: list[tuple[Fields, str]] = [
    (MAIN, "501 Clark Street"),
    (MAIN, "5000 Clark Street"),
    (MAIN, "500 Clarke Street"),
    (MAIN, "500 Clark Avenue"),
    (MAIN, "500 Clark"),
    (MAIN, "500 North Clark Street"),
    (MAIN, "500 Clark Street Suite 4"),
    (MAIN, "PO Box 500"),
    (MAIN, "P.O. Box 12"),
    (MAIN, "Clark Street"),
    (street("500", "Clark", "St", pre="N"), "500 S Clark St"),
    (street("500", "Clark", "St", pre="N"), "500 Clark St"),
    (street("500", "Clark", "St", post="NW"), "500 Clark St NE"),
    (street("12", "Harbor", "Rd", "Suite", "4"), "12 Harbor Rd"),
    (street("12", "Harbor", "Rd", "Suite", "4"), "12 Harbor Rd Suite 5"),
    (street("12", "Harbor", "Rd", "Suite", "4"), "12 Harbor Rd Floor 4"),
    (street("12", "Harbor", "Rd", "Building", "2"), "12 Harbor Rd Bldg 3"),
    (street("77", "First", "Ave"), "77 2nd Ave"),
    (street("77", "Park", "Place"), "77 Park Plaza"),
    (street("154", "Mill", "Lane"), "145 Mill Lane"),
    (street("12A", "Mill", "Lane"), "12B Mill Lane"),
    (street("12A", "Mill", "Lane"), "12 Mill Lane"),
    (street("500", "Clark", "St", "Unit", "4"), "5-500 Clark Street"),
    (street("88", "Ste-Catherine", "Rue", post="Est"), "88 Sainte-Catherine Rue O"),
]

SAME_NAMES: list[tuple[str, str]] = [
    ("Harbor Bakery, Inc.", "HARBOR BAKERY INC"),
    ("Harbor Bakery Inc", "Harbor Bakery Incorporated"),
    ("Smith & Sons Ltd.", "Smith and Sons Limited"),
    ("Caf\u00e9 Montr\u00e9al Lt\u00e9e", "CAFE MONTREAL LTEE"),
    ("O'Brien Co.", "OBrien Company"),
    ("Ada Baker", "ada  baker"),
]
DIFFERENT_NAMES: list[tuple[str, str]] = [
    ("Harbor Bakery", "Harbor Bakery Inc"),
    ("Harbor Bakery LLC", "Harbor Bakery Inc"),
    ("Harbor Bakery Inc", "Harbour Bread Inc"),
    ("Ada Baker", "Ada M Baker"),
    ("Ada Baker", "Baker Ada"),
    ("Harbor Bakery", "Harbor Bakeries"),
    ("Harbor Bakery", "Harbour Bakery"),
    ("Mount Sinai Church", "Mt Sinai Church"),
]

SAME_PLACES: list[tuple[str, str, str]] = [
    ("zip", "60654", "60654-1234"),
    ("zip", "K1A 0B1", "k1a0b1"),
    ("state", "IL", "Illinois"),
    ("state", "QC", "qu\u00e9bec"),
    ("city", "St. Louis", "Saint Louis"),
    ("city", "Fort Worth", "FT WORTH"),
    ("city", "Montr\u00e9al", "MONTREAL"),
]
DIFFERENT_PLACES: list[tuple[str, str, str]] = [
    ("zip", "60654", "60645"),
    ("zip", "K1A 0B1", "K1A 0B7"),
    ("state", "IL", "IN"),
    ("city", "Springfield", "Springfield Park"),
]

COUNT = sum(
    len(pairs)
    for pairs in (
        *(SAME_STREETS, DIFFERENT_STREETS, SAME_NAMES, DIFFERENT_NAMES),
        *(SAME_PLACES, DIFFERENT_PLACES),
    )
)
