# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Postal codes and their states."""

from __future__ import annotations

import re

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._rules import postal

# The postal code of each capital of a state, territory or province.
_CAPITALS = """
AL 36104  AK 99801  AZ 85007  AR 72201  CA 95814  CO 80203  CT 06106  DE 19901  DC 20001  FL 32399  GA 30334  HI 96813
ID 83702  IL 62706  IN 46204  IA 50319  KS 66612  KY 40601  LA 70802  ME 04333  MD 21401  MA 02133  MI 48933  MN 55155
MS 39201  MO 65101  MT 59601  NE 68508  NV 89701  NH 03301  NJ 08608  NM 87501  NY 12224  NC 27601  ND 58505  OH 43215
OK 73105  OR 97301  PA 17120  RI 02903  SC 29201  SD 57501  TN 37243  TX 78701  UT 84103  VT 05633  VA 23219  WA 98501
WV 25305  WI 53703  WY 82001  PR 00901  VI 00802  GU 96910  AS 96799  MP 96950
AB T5K2B6  BC V8V1X4  MB R3C0V8  NB E3B1C5  NL A1B4J6  NS B3J1T3  NT X1A1P1  NU X0A0H0  ON M7A1A1  PE C1A7K2  QC G1A1A3
SK S4S0B3  YT Y1A1B2
"""
CAPITALS = re.findall(r"([A-Z]{2}) (\w+)", _CAPITALS)


@pytest.mark.parametrize(("state", "code"), CAPITALS)
def test_the_postal_code_of_a_capital_belongs_only_to_its_state(state: str, code: str) -> None:
    others = {other for other in postal.STATES | postal.PROVINCES if postal.fits(code, other)}
    neighbors = {"GU": {"MP"}, "MP": {"GU"}, "NT": {"NU"}, "NU": {"NT"}, "VI": {"PR"}, "AS": {"HI"}}
    assert others - neighbors.get(state, set()) == {state}


def test_every_state_and_province_has_a_capital_in_this_test() -> None:
    assert {state for state, _code in CAPITALS} == postal.STATES | postal.PROVINCES
