# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes to an order: a creation is never repeated, a change only if a read shows the order unchanged."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._base.errors import ApiError, LostAnswer, UnknownOutcome
from ansible_collections.sinch.porting.plugins.module_utils._order import writes
from ansible_collections.sinch.porting.tests.unit.contexts import stand_in

BODY = {"customer_order_reference": "move", "phone_numbers": [{"phone_number": "+12175230143"}]}


class Service:
    """A service with one order. Each write has the next fault: ``lost`` after it was done, ``dropped`` before."""

    def __init__(self, *faults: Any, **order: Any) -> None:
        self.order: dict[str, Any] | None = {"id": 7, "status": "PENDING", **BODY, **order}
        self.faults = iter(faults)
        self.written: list[Any] = []

    def _write(self, body: Any) -> None:
        self.written.append(body)
        fault = next(self.faults, None)
        if isinstance(fault, ApiError):
            raise fault
        if fault != "dropped":
            self.order = None if body is None else {**(self.order or {}), **body}
        if fault:
            raise LostAnswer("it broke off")

    def get_order(self, order_id: int) -> Any:
        if self.order is None or order_id != 7:
            raise ApiError("no such order", status=404)
        return self.order

    def replace_order(self, order_id: int, body: dict[str, Any]) -> Any:
        self._write(body)
        return self.order

    def cancel_order(self, order_id: int) -> None:
        self._write(None)


def context(service: Service) -> Any:
    return stand_in(service, retries=2)


WANTED = {**BODY, "customer_order_reference": "new"}


def replace(service: Service, **members: Any) -> Any:
    return writes.replace(context(service), 7, {**WANTED, **members}, wanted=WANTED)


@pytest.mark.parametrize(("faults", "count"), [((), 1), (("lost",), 1), (("dropped",), 2), (("dropped", "lost"), 2)])
def test_a_change_is_repeated_only_if_reads_do_not_show_it(faults: tuple[str, ...], count: int) -> None:
    service = Service(*faults)
    order, unseen = replace(service)
    assert (order["customer_order_reference"], unseen) == ("new", [])
    assert len(service.written) == count


def test_a_change_is_not_repeated_over_one_of_somebody_else() -> None:
    service = Service("dropped", status="CONFIRMED")
    with pytest.raises(UnknownOutcome, match=r"The change of order 7 was sent, .*does not show") as caught:
        replace(service)
    assert len(service.written) == 1
    assert caught.value.details["order_id"] == 7


def test_undocumented_members_are_left_out_if_they_are_rejected() -> None:
    service = Service(ApiError("unknown member", status=422))
    replace(service, new_member=1)
    assert service.written == [{**WANTED, "new_member": 1}, WANTED]
    with pytest.raises(ApiError):
        replace(Service(ApiError("wrong", status=422)))


@pytest.mark.parametrize("faults", [(), ("lost",), ("dropped",), (ApiError("already", status=409),)])
def test_a_cancellation_ends_with_a_cancelled_order(faults: tuple[Any, ...]) -> None:
    service = Service(*faults, status="CANCELED" if faults and faults[0] not in ("lost", "dropped") else "PENDING")
    order = writes.cancel(context(service), {"id": 7})
    assert order["status"] == "CANCELED"


def test_a_refused_cancellation_of_an_order_that_stays_is_an_error() -> None:
    with pytest.raises(ApiError):
        writes.cancel(context(Service(ApiError("no", status=409))), {"id": 7})
