# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An order's defaults merged into its numbers."""

from __future__ import annotations

from ansible_collections.sinch.porting.plugins.module_utils._model import merging

END_USER = {
    "name": "Bakery",
    "street_num": "12",
    "street_name": "Harbor",
    "city": "X",
    "state": "IL",
    "zip_code": "62701",
}


def test_defaults_are_merged_member_by_member_and_the_number_wins():
    options = {
        "end_user": END_USER,
        "port_out_info": {"authorizing_name": "Ada", "existing_port_out_pin": "1"},
        "voice_configuration": {"type": "EST", "trunk_id": "t"},
        "phone_numbers": [
            {"phone_number": "a"},
            {
                "phone_number": "b",
                "end_user": {"name": "Other"},
                "port_out_info": {"existing_port_out_pin": "2"},
                "voice_configuration": {"type": "FAX", "service_id": "s"},
            },
        ],
    }
    first, second = merging.merged_numbers(options)
    assert first["end_user"] is END_USER
    assert second["end_user"] == {**END_USER, "name": "Other"}
    assert second["port_out_info"] == {"authorizing_name": "Ada", "existing_port_out_pin": "2"}
    assert second["voice_configuration"] == {"type": "FAX", "service_id": "s"}


def test_a_number_to_which_nothing_is_added_is_not_copied() -> None:
    whole, bare = {"phone_number": "+12175230143", "port_out_info": {}}, {"phone_number": "+12175230144"}
    first, second = merging.merged_numbers({"phone_numbers": [whole, bare], "end_user": None})
    assert first is whole
    assert second == {**bare, "port_out_info": {}}
    assert "port_out_info" not in bare
