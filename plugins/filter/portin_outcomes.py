# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: portin_outcomes
short_description: Sum up a loop over port-in orders
version_added: 1.1.0
author:
  - The sinch.porting maintainers (@sinch-porting)
description:
  - Turns the results of a task that loops over orders into one outcome for each order.
  - If an order has several results, for example one for each document, its outcome is that of all of them.
options:
  _input:
    description: The C(results) of the task's registered variable.
    type: list
    elements: dict
    required: true
  loop_var:
    description: The loop variable. It is the reference of an order, or a dictionary with the reference as C(reference).
    type: str
    default: item
  references:
    description: The references of all orders that should have a result. One without has failed.
    type: list
    elements: str
    default: []
  check_mode:
    description: Whether the task ran in check mode, so that the messages say what would be done.
    type: bool
    default: false
seealso:
  - plugin: sinch.porting.portin_own_orders
    plugin_type: filter
"""

EXAMPLES = r"""
- name: Cancel orders
  sinch.porting.sinch_portin_order:
    customer_order_reference: "{{ item }}"
    state: absent
  loop: [move-berlin-001, move-berlin-009]
  register: cancelled
  ignore_errors: true

- name: Show what became of them
  ansible.builtin.debug:
    msg: "{{ cancelled.results | sinch.porting.portin_outcomes | map(attribute='message') }}"
  # ["move-berlin-001: order 890190001, PENDING_CANCELATION, cancelled", "move-berlin-009: unchanged"]
"""

RETURN = r"""
_value:
  description: The outcome of each order, in the sequence of O(references) and then of the results.
  type: list
  elements: dict
  contains:
    reference:
      description: The order's reference.
      type: str
    failed:
      description: Whether one of its results failed, or it has none.
      type: bool
    changed:
      description: Whether one of its results changed something. Missing if it failed.
      type: bool
    waits:
      description:
        - Whether the order was left alone because of its state, which the task did not count as a failure. Missing if
          it failed.
      type: bool
    kind:
      description:
        - The kind of the failure, as in C(failure) of M(sinch.porting.sinch_portin_order). Missing if it did not fail.
      type: str
    order_id:
      description: The order's id, V(null) if unknown.
      type: int
    status:
      description: The order's status, V(null) if unknown. Missing if it failed.
      type: str
    message:
      description: The reference and what became of the order, in a line.
      type: str
  sample:
    - reference: move-berlin-001
      failed: false
      changed: true
      waits: false
      order_id: 890190001
      status: PENDING_CANCELATION
      message: "move-berlin-001: order 890190001, PENDING_CANCELATION, cancelled"
"""

from collections.abc import Mapping
from typing import Any

from ansible_collections.sinch.porting.plugins.module_utils._base.plain import plain
from ansible_collections.sinch.porting.plugins.plugin_utils._orders import FilterInputError, as_filter

_VERBS = {"create": "created", "update": "updated", "cancel": "cancelled"}
_UNREACHED = "the run did not reach it. Was it left out by --limit, or by a relaunch on failed hosts?"

Result = dict[str, Any]


def outcomes(
    results: Any, loop_var: Any = "item", references: Any = (), check_mode: Any = False
) -> list[dict[str, Any]]:
    listed = plain(results)
    if not isinstance(listed, list) or not all(isinstance(result, dict) for result in listed):
        raise FilterInputError("something else than the results of a loop")
    by_reference: dict[str, list[Result]] = {str(reference): [] for reference in plain(references)}
    for result in listed:
        by_reference.setdefault(_reference(result, str(loop_var)), []).append(result)
    return [
        {"reference": reference, **outcome, "message": f"{reference}: {outcome['message']}"}
        for reference, own in by_reference.items()
        for outcome in [_failure(own) or _success(own, is_planned=bool(check_mode))]
    ]


def _reference(result: Result, loop_var: str) -> str:
    if loop_var not in result:
        raise FilterInputError(f"a result without the loop variable {loop_var}")
    item = result[loop_var]
    return str(item.get("reference") if isinstance(item, dict) else item)


def _failure(results: list[Result]) -> dict[str, Any] | None:
    """The outcome of an order that failed or has no result, otherwise None."""
    failed = [result for result in results if result.get("failed")]
    if results and not failed:
        return None
    failure = failed[0].get("failure") or {} if failed else {}
    return {
        "failed": True,
        "kind": failure.get("kind") or "other",
        "order_id": failure.get("order_id"),
        "message": " ".join(str(result.get("msg") or "") for result in failed) or _UNREACHED,
    }


def _success(results: list[Result], *, is_planned: bool) -> dict[str, Any]:
    one = next((result for result in results if "order_id" in result), {})  # a skipped result has none
    waiting = next((result for result in results if result.get("failure")), None)
    changed = any(result.get("changed") for result in results)
    return {
        "failed": False,
        "changed": changed,
        "waits": waiting is not None,
        "order_id": one.get("order_id"),
        "status": one.get("order_status"),
        "message": waiting.get("msg") if waiting else _done(one, changed=changed, is_planned=is_planned),
    }


def _done(result: Result, *, changed: bool, is_planned: bool) -> str:
    verb = _VERBS.get(str(result.get("operation")), "changed") if changed else "unchanged"
    parts = [
        f"order {result['order_id']}" if result.get("order_id") else "",
        result.get("order_status") or "",
        f"would be {verb}" if is_planned and changed else verb,
    ]
    return ", ".join(part for part in parts if part)


class FilterModule:
    def filters(self) -> Mapping[str, Any]:
        return {"portin_outcomes": as_filter("portin_outcomes", outcomes)}
