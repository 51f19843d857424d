# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Selection of an order by id or by reference."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._base.errors import ApiError
from ansible_collections.sinch.porting.plugins.module_utils._order.address import check_address, the_order
from ansible_collections.sinch.porting.tests.unit.contexts import stand_in


class Orders:
    """A client of a project with one order."""

    def get_order(self, order_id: Any) -> dict[str, Any]:
        if order_id != 7:
            raise ApiError("no such order", status=404)
        return {"id": 7, "customer_order_reference": "move"}

    def list_orders(self, **filters: Any) -> list[dict[str, Any]]:
        # The service may match only part of a reference.
        return [self.get_order(7)] if filters["customer_order_reference"] in "move" else []


def context(order_id: int | None, reference: str | None) -> Any:
    return stand_in(Orders(), order_id=order_id, customer_order_reference=reference)


@pytest.mark.parametrize(("order_id", "reference"), [(7, None), (7, "another"), (None, "move")])
def test_the_id_takes_precedence_over_the_reference(order_id: int | None, reference: str | None) -> None:
    assert the_order(context(order_id, reference))["id"] == 7


@pytest.mark.parametrize(("order_id", "reference", "named"), [(8, None, "order 8"), (None, "mov", "'mov'")])
def test_a_missing_order_is_reported_with_a_remedy(order_id: Any, reference: Any, named: str) -> None:
    with pytest.raises(ApiError, match=rf"{named} .*Check the id or the reference, and the project") as caught:
        the_order(context(order_id, reference))
    assert caught.value.failure() == {"kind": "api", "status": 404, **({"order_id": 8} if order_id else {})}


def test_one_of_both_is_needed() -> None:
    for options, count in (({}, 1), ({"order_id": 0}, 0), ({"customer_order_reference": "a"}, 0)):
        given = {"order_id": None, "customer_order_reference": None, **options}
        assert len(list(check_address(stand_in(**given)))) == count
