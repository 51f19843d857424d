# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.sinch.porting.plugins.module_utils._model.compare import is_mask, same

SAME = [
    ("customer_order_reference", "", None),
    ("street_type", "", None),
    ("street_type", "Road", "Road"),
    ("on_demand_activation", False, None),
    ("type_of_service", "B", None),
    ("type_of_service", "b", "B"),
    ("desired_port_date", "2027-03-02", "2027-03-02T00:00:00Z"),
    ("desired_port_time", "09:00", "09:00:00"),
    ("desired_port_time", "9:00", "09:00:00Z"),
    ("authorizing_date", "2026-09-24", "2026-09-24T12:00:00Z"),
    ("authorizing_date", "2026-09-24T12:00:00Z", "2026-09-24"),
    ("authorizing_date", "2026-09-24T12:00:00Z", "2026-09-24T14:00:00+02:00"),
    ("loa_attachment_date", "2026-09-24T12:00:00", "2026-09-24T12:00:00Z"),
    ("state", "il", "IL"),
    ("zip_code", "k1a 0b1", "K1A0B1"),
    ("existing_port_out_pin", "1234", None),
    ("existing_port_out_pin", "1234", ""),
    ("existing_port_out_pin", "1234", "****"),
    ("existing_port_out_pin", "1234", "**34"),
    ("account_num", "77", "XXXX"),
    ("account_num", "77", "<hidden>"),
    ("new_port_out_pin", "77", "77"),
]

DIFFERENT = [
    ("street_type", "Road", None),
    ("street_type", "", "Road"),
    ("street_type", "Road", "Street"),
    ("on_demand_activation", True, None),
    ("on_demand_activation", True, False),
    ("type_of_service", "R", None),
    ("desired_port_date", "2027-03-02", "2027-03-03"),
    ("desired_port_time", "09:00", "10:00:00"),
    ("desired_port_time", "soon", "09:00:00"),
    ("authorizing_date", "2026-09-24", "2026-09-25T00:00:00Z"),
    ("authorizing_date", "2026-09-24T12:00:00Z", "2026-09-24T12:00:01Z"),
    ("authorizing_date", "yesterday", "2026-09-24T12:00:00Z"),
    ("zip_code", "62701", "62702"),
    ("name", "ACME", "Acme"),
    ("existing_port_out_pin", "1234", "4321"),
]


@pytest.mark.parametrize(("member", "wanted", "current"), SAME)
def test_values_that_mean_the_same_are_equal(member, wanted, current):
    assert same(member, wanted, current)


@pytest.mark.parametrize(("member", "wanted", "current"), DIFFERENT)
def test_different_values_are_not_equal(member, wanted, current):
    assert not same(member, wanted, current)


@pytest.mark.parametrize(
    "value", ["****", "**34", "1***", "XXXX", "xxxx", "####", "<hidden>", "[masked]", "redacted", "••••"]
)
def test_masks_are_recognized(value):
    assert is_mask(value)


@pytest.mark.parametrize("value", ["1234", "", None, "A1B2C3", "0000", "x1", 1234])
def test_other_texts_are_not_masks(value):
    assert not is_mask(value)


@given(st.sampled_from(sorted({member for member, *dummy in SAME})), st.text(min_size=1))
def test_a_value_is_equal_to_itself(member, value):
    assert same(member, value, value)
