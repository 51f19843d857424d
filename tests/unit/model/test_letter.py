# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The letters that an order needs."""

from __future__ import annotations

from ansible_collections.sinch.porting.plugins.module_utils._model.letter import letters_of
from ansible_collections.sinch.porting.tests.unit.letter_numbers import number


def test_there_is_one_letter_for_each_party() -> None:
    numbers = [
        number(1),
        number(2, end_user={"name": "Mill"}),
        number(3, end_user={"street_num": "13"}),
        number(4, port_out_info={"account_num": "B"}),
        number(5, port_out_info={"account_phone_number": "+12175230000"}),
        number(6, port_out_info={"authorizing_name": "Bo Miller"}),
        number(7),
    ]
    letters = letters_of(numbers, reference="hq", carrier="C")
    assert [letter.name for letter in letters] == [f"hq.{index}" for index in range(1, 7)]
    assert letters[0].phone_numbers == ("+12175230001", "+12175230007")
    assert len({letter.fingerprint for letter in letters}) == len(letters)
    assert sum(len(letter.phone_numbers) for letter in letters) == len(numbers)
