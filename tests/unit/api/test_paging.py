# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists with several pages, however the service numbers them, and lists that do not end."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.sinch.porting.plugins.module_utils._api import paging
from ansible_collections.sinch.porting.plugins.module_utils._api.client import Client
from ansible_collections.sinch.porting.plugins.module_utils._base.errors import ApiError
from ansible_collections.sinch.porting.tests.unit.loopback import Reply, Seen, Server, connect, reply


class Book:
    """A list of ``entries`` entries. ``figures`` are those in its responses, ``first`` is the first page's number."""

    def __init__(self, entries: int, *, size: int, first: int, figures: set[str], clamps: bool = False) -> None:
        self.ids = list(range(100, 100 + entries))
        self.size, self.first, self.figures, self.clamps = size, first, figures, clamps
        self.asked: list[int | None] = []

    def __call__(self, page: int | None) -> dict[str, Any]:
        self.asked.append(page)
        number = self.first if page is None else page
        count = -(-len(self.ids) // self.size)
        if self.clamps:
            number = min(number, self.first + max(count - 1, 0))
        start = (number - self.first) * self.size
        reported = {"page": number, "total_pages": count, "page_size": self.size, "total_items": len(self.ids)}
        orders = [{"id": order} for order in self.ids[start : start + self.size]]
        return {"orders": orders, **{name: reported[name] for name in self.figures}}


def read_all(read: Any) -> list[int]:
    return [order["id"] for page in paging.pages(read, fail=ValueError) for order in page]


ALL = {"page", "total_pages", "page_size", "total_items"}


@pytest.mark.parametrize("first", [0, 1, 5])
@pytest.mark.parametrize(("entries", "requests"), [(0, 1), (1, 1), (9, 1), (10, 1), (11, 2), (20, 2), (21, 3)])
def test_a_list_is_read_completely_with_the_fewest_requests(entries: int, requests: int, first: int) -> None:
    book = Book(entries, size=10, first=first, figures=ALL)
    assert read_all(book) == book.ids
    assert book.asked == [None, *range(first + 1, first + requests)]


@given(
    entries=st.integers(0, 60),
    size=st.integers(1, 20),
    first=st.integers(0, 2),
    figures=st.sets(st.sampled_from(["total_pages", "page_size", "total_items"])),
    clamps=st.booleans(),
)
def test_a_list_with_page_numbers_is_read_completely(
    entries: int, size: int, first: int, figures: set[str], clamps: bool
) -> None:
    book = Book(entries, size=size, first=first, figures={"page", *figures}, clamps=clamps)
    assert read_all(book) == book.ids
    assert len(book.asked) <= entries // size + 2


@given(
    entries=st.integers(0, 60),
    size=st.integers(1, 20),
    first=st.integers(0, 2),
    figures=st.sets(st.sampled_from(sorted(ALL))),
    clamps=st.booleans(),
)
def test_a_list_is_read_completely_or_fails_whatever_its_figures(
    entries: int, size: int, first: int, figures: set[str], clamps: bool
) -> None:
    book = Book(entries, size=size, first=first, figures=figures, clamps=clamps)
    try:
        read: object = read_all(book)
    except ValueError as error:
        read = str(error)
    # Without figures it is impossible to know that there is more than one page.
    first_page = book.ids[:size] if not figures else book.ids
    assert read in (book.ids, first_page, "with one page of several, without its number")


def test_a_service_that_ignores_the_page_does_not_lead_to_half_a_list() -> None:
    page = {"orders": [{"id": 1}, {"id": 2}], "page": 1, "total_pages": 2, "total_items": 3}
    with pytest.raises(ValueError, match="the same page again, though 3 entries"):
        read_all(lambda _page: page)


def test_a_page_that_repeats_ends_a_list_without_a_total() -> None:
    assert read_all(lambda _page: {"orders": [{"id": 1}], "page": 1}) == [1]


def test_figures_may_be_text_and_a_total_may_be_wrong() -> None:
    pages = {None: ([1, 2], "0"), 1: ([3], "1"), 2: ([], "2")}

    def read(page: int | None) -> dict[str, Any]:
        ids, number = pages[page]
        return {"orders": [{"id": order} for order in ids], "page": number, "totalPages": None, "total_items": "99"}

    assert read_all(read) == [1, 2, 3]


def test_an_order_that_moves_to_the_next_page_is_returned_once() -> None:
    pages = {None: [1, 2], 2: [2, 3]}
    assert read_all(
        lambda page: {"orders": [{"id": order} for order in pages[page]], "page": page or 1, "total_pages": 2}
    ) == [1, 2, 3]


def test_a_list_that_does_not_end_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "MAX_PAGES", 30)

    def endless(seen: Seen) -> Reply:
        page = int(parse_qs(urlsplit(seen.path).query).get("page", ["1"])[0])
        return reply(200, {"orders": [{"id": page}], "page": page, "totalPages": page + 1})

    with Server(endless) as server:
        orders = Client(connect(server.url)).list_orders()
        assert next(orders) == {"id": 1}
        assert len(server.calls) == 1  # pages are read when they are needed
        with pytest.raises(ApiError, match="GET /v1/projects/p/orders/portIns: it answered with more than 30 pages"):
            list(orders)
        assert len(server.calls) == 30


def test_pages_are_requested_by_number() -> None:
    def script(seen: Seen) -> Reply:
        page = int(parse_qs(urlsplit(seen.path).query).get("page", ["0"])[0])
        return reply(200, {"orders": [{"id": str(page)}], "page": page, "totalPages": 3, "totalItems": 3})

    with Server(script) as server:
        orders = list(Client(connect(server.url)).list_orders(order_status="PENDING"))
        queries = [parse_qs(urlsplit(seen.path).query) for seen in server.calls]
    assert orders == [{"id": 0}, {"id": 1}, {"id": 2}]
    assert [query.get("page") for query in queries] == [None, ["1"], ["2"]]
    assert all(query["orderStatus"] == ["PENDING"] and query["pageSize"] == ["1000"] for query in queries)
