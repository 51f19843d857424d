# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Why an order with valid input is not written: numbers that cannot be ported, statuses that forbid it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from .._api.client import Client
from .._base.context import Result
from .._base.errors import Locked, Unportable, ValidationFailed
from .._base.findings import ERROR, Finding
from .._base.parallel import beside
from .._base.text import enumerated, shown
from .._model.statuses import ORDER_BUILDING
from .._rules.numbers import NOT_E164, PLUS_AND_DIGITS
from .decision import Decision

if TYPE_CHECKING:
    from .._model.data import Order, PortabilityAnswer

# Messages list the first numbers; the result has all of them.
_LISTED = 20


class PortabilityGate:
    """Checks once for each number whether it can be ported, and leaves out or refuses those that cannot.

    ``answers`` and ``excluded`` grow with each check. ``count`` is the number of phone numbers in the task.
    """

    def __init__(self, client: Client, *, asks: bool, excludes: bool, count: int) -> None:
        self._client = client
        self._asks = asks
        self._count = count
        self._ahead: tuple[list[str], Callable[[], list[PortabilityAnswer]]] | None = None
        self.excludes = asks and excludes
        self.answers: list[PortabilityAnswer] = []
        self.excluded: list[str] = []

    def result(self) -> Result:
        """The result keys of the check."""
        return {"portability": self.answers, "excluded_numbers": self.excluded}

    @contextmanager
    def asking(self, numbers: list[str]) -> Iterator[None]:
        """Checks the numbers while the block runs, which saves a round trip before an order is created.

        The results, or the failure to get them, count only if the same numbers are checked later.
        """
        if not self._asks:
            yield
            return
        with beside(lambda: portability(self._client, numbers)) as answers:
            self._ahead = (numbers, answers)
            yield

    def unportable(self, numbers: list[str]) -> list[PortabilityAnswer]:
        """The numbers that the service does not report as portable, including those missing from its response."""
        known = {entry["phone_number"]: entry for entry in self.answers}
        unknown = [number for number in numbers if number not in known]
        if unknown:
            asked, ahead = self._ahead or ([], None)
            answers = ahead() if ahead and asked == unknown else portability(self._client, unknown)
            known.update((entry["phone_number"], entry) for entry in answers)
            self.answers += answers
        return [known[number] for number in numbers if not known[number]["portable"]]

    def check(self, numbers: list[str]) -> None:
        """Leaves out, or fails on, numbers that cannot be ported."""
        unportable = self.unportable(numbers) if self._asks else []
        if not unportable:
            return
        listed = _listed(unportable)
        excluded = [entry["phone_number"] for entry in unportable]
        if not self.excludes:
            raise Unportable(
                f"{len(unportable)} of {len(numbers)} numbers cannot be ported, and a single one fails the whole "
                f"order: {listed}. Remove them, or set on_unportable: exclude.",
                result=self.result(),
                phone_numbers=excluded,
            )
        self.excluded = excluded
        if len(excluded) == self._count:
            raise Unportable(
                f"None of the {len(numbers)} numbers can be ported, so there is nothing to order: {listed}.",
                result=self.result(),
                phone_numbers=excluded,
            )


def _listed(unportable: list[PortabilityAnswer]) -> str:
    reasons = [f" ({entry['reason']})" if entry.get("reason") else "" for entry in unportable]
    numbers = [entry["phone_number"] for entry in unportable]
    return enumerated([number + reason for number, reason in zip(numbers, reasons, strict=True)], _LISTED, "; ")


def refuse(decision: Decision, current: Order, *, result: Callable[[], Result]) -> None:
    """Raises Locked if the status forbids the operation, ValidationFailed if a change would lose a secret.

    ``result`` returns the keys of the task's result for that case.
    """
    order_id, status = current.get("id"), current.get("status")
    if decision.locked and decision.operation == "cancel":
        raise Locked(
            f"Order {order_id} is {status} and {_cannot(status)} be cancelled. Only a PENDING order can; if the port "
            "must be stopped, ask Sinch in a note on the order.",
            order_id=order_id,
            result=result(),
        )
    differences = enumerated([change.path for change in decision.differences], 10)
    if decision.locked:
        raise Locked(
            f"Order {order_id} is {status} and {_cannot(status)} change, but differs from the task in {differences}. "
            + (
                "Run again when it is PENDING."
                if status == ORDER_BUILDING
                else "Change the task to match the order, or port the rest in another order." + _apart(decision)
            ),
            order_id=order_id,
            differences=[change.path for change in decision.differences],
            result=result(),
        )
    if decision.masked:
        raise ValidationFailed(
            f"Order {order_id} differs in {differences}. A change replaces the whole order, and the service shows "
            f"{', '.join(decision.masked[:5])} only masked, so it would be lost. Give it in the task.",
            order_id=order_id,
            result=result(),
        )
    if decision.unseen:
        raise ValidationFailed(
            f"Order {order_id} differs in {differences}. A change replaces the whole order. The service shows no PIN "
            f"and no account number of this order, and the task gives none for {enumerated(decision.unseen, 5)}: what "
            "the order has would be lost. Give port_out_info.existing_port_out_pin or account_num in the task. If "
            'there is none, write existing_port_out_pin: "".',
            order_id=order_id,
            result=result(),
        )


def _apart(decision: Decision) -> str:
    """What to do about numbers that the order lacks and can no longer get."""
    lacking = [str(change.after) for change in decision.differences if _IS_NUMBER(change.path) and not change.before]
    if not lacking:
        return ""
    return (
        f" The order does not have {enumerated(lacking, _LISTED)}: port them in a separate task, with another "
        "customer_order_reference. For an order of a plan, make the plan again, which does that."
    )


_IS_NUMBER = re.compile(r"phone_numbers\[[^\]]*\]").fullmatch


def _cannot(status: Any) -> str:
    return "cannot yet" if status == ORDER_BUILDING else "can no longer"


def portability(client: Client, numbers: list[str]) -> list[PortabilityAnswer]:
    """One entry for each number, in the same order: ``phone_number``, ``portable``, ``carrier``, ``reason``.

    A number that is missing from the service's response is not portable.
    """
    asked = list(dict.fromkeys(numbers))
    answers = {entry["phone_number"]: entry for entry in client.check_portability(asked)}
    return [_entry(number, answers.get(number)) for number in asked]


def _entry(number: str, answer: PortabilityAnswer | None) -> PortabilityAnswer:
    answer = answer or {"reason": "the service's response lacks this number"}
    return {
        **answer,
        "phone_number": number,
        "portable": answer.get("portable") is True,
        "carrier": answer.get("carrier"),
        "reason": answer.get("reason"),
    }


def check_number(number: str, path: str) -> Iterator[Finding]:
    """Checks only the format: the service decides whether a number can be ported."""
    if not PLUS_AND_DIGITS.fullmatch(number):
        message = f"is {shown(number)}, which is not a number in E.164 format."
        yield Finding(NOT_E164.id, ERROR, path, message, NOT_E164.remedy)
