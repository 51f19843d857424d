# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The event filter: what it keeps of a webhook, and what it drops."""

from __future__ import annotations

import copy
import json
import runpy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

PATH = Path(__file__).resolve().parents[2] / "extensions" / "eda" / "plugins" / "event_filter" / "portin_event.py"
# ansible-rulebook loads filters in the same way.
FILTER = runpy.run_path(str(PATH))
reduce_event = FILTER["main"]
TYPES = ("ORDER_UPDATED", "NUMBERS_ACTIVATED", "NUMBERS_CONFIRMED", "NUMBERS_REJECTED", "NEW_ORDER_NOTE")
PIN = "planted-pin-8351"
META = {"endpoint": f"hook/{PIN}", "headers": {"X-Secret": PIN}}

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text() | st.sampled_from(TYPES),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["orderId", "type", "event", "order"]), inner),
    max_leaves=8,
)


def wrap(payload: Any) -> dict[str, Any]:
    return {"payload": payload, "meta": copy.deepcopy(META)}


@pytest.mark.parametrize("name", ["type", "event"])
@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("order_id", ["890192331", 890192331])
def test_keeps_only_id_and_type(name: str, kind: str, order_id: str | int) -> None:
    body = {
        name: kind,
        "orderId": order_id,
        "order": {"id": 1, "phoneNumbers": [{"portOutInfo": {"existingPortOutPin": PIN}}]},
        "note": PIN,
    }
    assert reduce_event(wrap(body)) == {"order_id": "890192331", "type": kind}


def test_prefers_type_to_event() -> None:
    body = {"type": "NEW_ORDER_NOTE", "event": "ORDER_UPDATED", "orderId": "7"}
    assert reduce_event(wrap(body)) == {"order_id": "7", "type": "NEW_ORDER_NOTE"}


@pytest.mark.parametrize(
    "body",
    [
        {"type": "ORDER_DELETED", "orderId": "7"},
        {"type": "order_updated", "orderId": "7"},
        {"type": "ORDER_UPDATED\n", "orderId": "7"},
        {"type": ["ORDER_UPDATED"], "orderId": "7"},
        {"type": {"a": 1}, "orderId": "7"},
        {"type": None, "orderId": "7"},
        {"orderId": "7"},
        {"type": "ORDER_UPDATED"},
        *({"type": "ORDER_UPDATED", "orderId": order_id} for order_id in (
            "", "7a", " 7", "7\n", "-7", "+7", "7.0", "7/activate", "../7", "{{ 7 }}", "\u0667", "\u00b2", "1" * 20,
            -7, 7.0, 10**19, True, False, None, [7], {"id": 7},
        )),
        [{"type": "ORDER_UPDATED", "orderId": "7"}],
        "ORDER_UPDATED",
        7,
        None,
        {},
    ],
    ids=lambda body: repr(body)[:60],
)  # fmt: skip
def test_drops_bodies_that_are_not_events(body: Any) -> None:
    assert reduce_event(wrap(body)) == []


@pytest.mark.parametrize("event", [None, [], "text", 7, {}, {"meta": {}}])
def test_drops_events_that_are_not_from_a_webhook_source(event: Any) -> None:
    assert reduce_event(event) == []


@given(JSON)
def test_any_body_is_reduced_or_dropped_without_being_changed(body: Any) -> None:
    event = wrap(body)
    before = json.dumps(event)
    left = reduce_event(event)
    assert json.dumps(event) == before
    if left != []:
        assert set(left) == {"order_id", "type"}
        assert left["type"] in TYPES
        assert left["order_id"].isascii()
        assert left["order_id"].isdecimal()


def test_knows_the_events_of_the_rulebook() -> None:
    rulebook = PATH.parents[2] / "rulebooks" / "portin_events.yml"
    assert FILTER["TYPES"] == TYPES
    assert all(f'"{kind}"' in rulebook.read_text() for kind in TYPES)


def test_an_empty_type_does_not_hide_the_event() -> None:
    payload = {"type": None, "event": "ORDER_UPDATED", "orderId": "890192331"}
    assert reduce_event(wrap(payload)) == {"order_id": "890192331", "type": "ORDER_UPDATED"}
