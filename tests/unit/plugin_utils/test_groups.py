# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Merging the fields of groups into their numbers."""

from __future__ import annotations

from typing import Any

from ansible_collections.sinch.porting.plugins.plugin_utils._groups import Groups

Number = dict[str, Any]

DESCRIBED = {
    "mill": {"endUser": {"name": "Mill", "zipCode": "97301"}, "voice_configuration": {"type": "EST", "trunk_id": "t"}},
}


def inherit(
    *numbers: dict[str, Any], groups: Groups | None = None
) -> tuple[list[dict[str, Any]], list[tuple[str, str]]]:
    found: list[tuple[str, str]] = []
    merged = (groups or Groups(DESCRIBED)).inherited(numbers, lambda rule, path, message: found.append((rule.id, path)))
    return merged, found


def test_sections_are_merged_or_replaced_like_defaults() -> None:
    own = {"phone_number": "+1", "group": "mill", "end_user": {"name": "Own"}, "voice_configuration": {"type": "RTC"}}
    (number,), found = inherit(own)
    assert number["end_user"] == {"name": "Own", "zip_code": "97301"}
    assert number["voice_configuration"] == {"type": "RTC"}
    assert "group" not in number
    assert found == []
    assert own["end_user"] == {"name": "Own"}


def test_numbers_of_a_group_share_equal_sections() -> None:
    shared = {"name": "Own"}
    numbers, dummy = inherit(
        *({"phone_number": f"+{index}", "group": "mill", "end_user": shared} for index in range(2))
    )
    assert numbers[0]["end_user"] is numbers[1]["end_user"]
    numbers, dummy = inherit(*({"phone_number": f"+{index}", "group": "mill"} for index in range(2)))
    assert numbers[0]["end_user"] is numbers[1]["end_user"]


def test_unknown_and_unused_groups_are_reported() -> None:
    groups = Groups({**DESCRIBED, "empty": {}})
    assert not groups.describe("mill", {"name": "again"})
    assert groups.describe("new", {})
    numbers, found = inherit({"phone_number": "+1", "group": "mil"}, {"phone_number": "+2"}, groups=groups)
    assert found == [("group-unknown", "phone_numbers[0].group")]
    assert numbers == [{"phone_number": "+1"}, {"phone_number": "+2"}]
    assert groups.unused() == ["mill", "empty", "new"]


def test_an_address_with_parts_of_two_places_is_reported() -> None:
    street = {"street_num": "500", "street_name": "Clark"}
    groups = Groups({"mill": {"end_user": {"street_num": "12", "street_name": "Harbor", "street_type": "Road"}}})
    dummy, found = inherit({"phone_number": "+1", "group": "mill", "end_user": street}, groups=groups)
    assert found == [("address-half-default", "phone_numbers[0].end_user.street_name")]


def test_entries_that_are_not_numbers_are_left_for_the_reader() -> None:
    odd: list[Any] = ["+1", None, {"group": ""}]
    assert Groups(DESCRIBED).inherited(odd, lambda *dummy: None) == odd
