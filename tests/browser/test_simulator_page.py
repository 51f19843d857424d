# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The simulator's page in a real browser: its buttons, its filter, and its layout on a desktop and a phone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.sinch.porting.tests.browser.browser import Browser
from ansible_collections.sinch.porting.tests.simulator import Simulator
from ansible_collections.sinch.porting.tests.unit.simulator.client import NUMBERS, make_number, make_order

MEASURE = (Path(__file__).resolve().parent / "measure.js").read_text(encoding="utf-8")
SCREENS: dict[str, dict[str, Any]] = {"desk": {"width": 1100}, "phone": {"width": 390, "height": 800}}
LONG = "a-reference-as-long-as-the-service-allows-" * 2


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    with Simulator() as running:
        yield running


def create(simulator: Simulator, reference: str, *numbers: str, **members: Any) -> int:
    body = make_order(customerOrderReference=reference, **members)
    if numbers:
        body["phoneNumbers"] = [make_number(number) for number in numbers]
    return simulator.create(body, project="project-1").id


def many(simulator: Simulator, count: int = 83) -> list[int]:
    """Orders with every status, and with long words where the service allows them."""
    ids = [create(simulator, f"hq-{place:03}", f"+1217523{place:04}") for place in range(count - 1)]
    simulator.confirm(ids[-1])
    simulator.complete(ids[-2])
    simulator.reject(ids[-3], reason="No such account " * 12)
    simulator.change(ids[-4], status="CANCELED", note="Please send the letter of authorization. " * 5)
    return [*ids, create(simulator, LONG)]


def show(
    browser: Browser, simulator: Simulator, *, width: int = 1100, height: int = 900, scheme: str = "light"
) -> None:
    browser.show(width=width, height=height, scheme=scheme)
    browser.open(f"{simulator.url}/")
    browser.wait_for("!document.getElementById('state').textContent.startsWith('connecting')")


def click(browser: Browser, order_id: int, label: str) -> None:
    buttons = f"document.querySelectorAll('button[formaction$=\"/{order_id}\"]')"
    clicked = (
        f"[...{buttons}].filter((button) => button.textContent === '{label}').map((button) => button.click()).length"
    )
    assert browser.value(clicked) == 1


def statuses(simulator: Simulator, order_id: int) -> list[str]:
    order = simulator.order(order_id)
    return [order.status, *(number.status for number in order.numbers)]


def test_buttons_act_like_the_carriers(browser: Browser, simulator: Simulator) -> None:
    order_id = create(simulator, "branch-17")
    show(browser, simulator)
    shown = "[...document.querySelectorAll('details .status')].map((status) => status.textContent).join(' ')"
    browser.value(f"document.querySelector('input[value=\"{NUMBERS[0]}\"]').checked = true")
    browser.value("document.querySelector('input[name=reason]').value = 'The address differs.'")
    click(browser, order_id, "Reject")
    browser.wait_for(f"{shown} === 'PENDING REJECTED PENDING PENDING'")
    assert "The address differs." in browser.value("document.querySelector('details').textContent")
    click(browser, order_id, "Confirm")
    browser.wait_for(f"{shown} === 'CONFIRMED REJECTED CONFIRMED CONFIRMED'")
    click(browser, order_id, "Complete")
    browser.wait_for(f"{shown} === 'COMPLETED REJECTED ACTIVATED ACTIVATED'")
    assert statuses(simulator, order_id) == ["COMPLETED", "REJECTED", "ACTIVATED", "ACTIVATED"]
    assert browser.value("document.querySelectorAll('button').length") == 0
    assert browser.complaints == []


def test_forms_work_without_the_script(browser: Browser, simulator: Simulator) -> None:
    """Without the script the form sends the same, and the response redirects to the page."""
    order_id = create(simulator, "branch-17")
    show(browser, simulator)
    browser.value("document.getElementById('orders').addEventListener('submit', (one) => one.stopPropagation(), true)")
    browser.value("window.before = true")
    click(browser, order_id, "Confirm")
    browser.wait_for(f"!window.before && location.href === {json.dumps(simulator.url + '/')}")
    assert statuses(simulator, order_id)[0] == "CONFIRMED"


def test_newest_orders_are_first_and_the_others_are_collapsed(browser: Browser, simulator: Simulator) -> None:
    ids = many(simulator)
    show(browser, simulator)
    cards = browser.value(
        "[...document.querySelectorAll('details')].map((card) => [card.querySelector('strong').textContent, card.open])"
    )
    assert [title for title, dummy in cards] == [f"Order {order_id}" for order_id in reversed(ids)]
    assert [is_open for dummy, is_open in cards] == [True] * 3 + [False] * (len(ids) - 3)
    assert browser.value("document.documentElement.scrollHeight") < 6500


def test_a_search_and_a_status_filter_the_orders(browser: Browser, simulator: Simulator) -> None:
    ids = many(simulator)
    show(browser, simulator)

    def left(words: str, status: str = "") -> list[str]:
        browser.value(
            f"document.getElementById('words').value = {json.dumps(words)};"
            f"document.getElementById('wanted').value = {json.dumps(status)};"
            "document.getElementById('finder').dispatchEvent(new Event('input'))"
        )
        shown: list[str] = browser.value(
            "[...document.querySelectorAll('details')].filter((card) => card.offsetHeight)"
            ".map((card) => card.querySelector('strong').textContent)"
        )
        return shown

    assert left("HQ-007") == [f"Order {ids[7]}"]
    assert left("+12175230012") == [f"Order {ids[12]}"]
    assert left(str(ids[20])) == [f"Order {ids[20]}"]
    assert left("", "CONFIRMED") == [f"Order {ids[-2]}"]
    assert left("hq-000", "COMPLETED") == []
    assert browser.value("document.getElementById('found').textContent") == "0 of 83 orders"
    assert len(left("")) == 83


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_page_can_be_read(browser: Browser, simulator: Simulator, screen: str, scheme: str) -> None:
    many(simulator, 12)
    show(browser, simulator, scheme=scheme, **SCREENS[screen])
    browser.value("document.querySelectorAll('details').forEach((card) => { card.open = true; })")
    found = browser.value(MEASURE)
    assert len(found["texts"]) > 50
    assert found["page"] <= found["window"] == SCREENS[screen]["width"]
    assert [text for text in found["texts"] if text["left"] < 0 or text["right"] > found["window"] + 0.5] == []
    wide = "[...document.querySelectorAll('.scroll')].filter((part) => part.scrollWidth > part.clientWidth).length"
    assert browser.value(wide) == 0


def test_no_text_of_an_order_becomes_markup(browser: Browser, simulator: Simulator) -> None:
    order_id = create(simulator, "<img src=x onerror=alert(1)>")
    simulator.reject(order_id, reason="<script>document.title = 'run'</script>")
    show(browser, simulator)
    assert browser.value("document.querySelectorAll('img, details script').length") == 0
    assert "<img src=x" in browser.value("document.querySelector('summary').textContent")
