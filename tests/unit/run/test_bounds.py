# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The time and memory of a task are bounded for any response, and the bound is reported."""

from __future__ import annotations

import time
import tracemalloc
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from ansible_collections.sinch.porting.plugins.module_utils._run.run import run
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_order import TASK
from ansible_collections.sinch.porting.tests.unit.loopback import Reply, Seen, Server, drip, reply

MIB = 1024 * 1024


def cancel(url: str, directory: Path, *, traced: bool = True, **options: Any) -> tuple[dict[str, Any], float, float]:
    """Run a task that searches by reference; return its result, its seconds, and if traced its peak memory in MiB."""
    arguments = {
        "state": "absent",
        "customer_order_reference": "bounds",
        "project_id": "p",
        "access_token": "token-0123456789",
        "api_url": url,
        "retries": 0,
        **options,
    }
    if traced:
        tracemalloc.start()
    started = time.monotonic()
    try:
        result = run(
            TASK, arguments, check_mode=False, diff=False, environ={}, say=lambda text: None, directory=directory
        )
        return result, time.monotonic() - started, tracemalloc.get_traced_memory()[1] / MIB
    finally:
        tracemalloc.stop()


def test_a_response_of_50_mb_is_not_read_to_its_end(tmp_path: Path) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % (50 * MIB)
    with Server(lambda seen: Reply(head, [b" " * MIB] * 50, end="close")) as server:
        result, seconds, peak = cancel(server.url, tmp_path)
        sent = server.bytes_sent
    assert result["failed"]
    assert "more than 32 MiB" in result["msg"]
    assert sent < 50 * MIB
    assert peak < 80
    assert seconds < 10


class List:
    """A service with ``count`` orders, none of which has the reference."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.asked: list[int] = []

    def __call__(self, seen: Seen) -> Reply:
        query = parse_qs(urlsplit(seen.path).query)
        number, size = int(query.get("page", ["1"])[0]), int(query["pageSize"][0])
        self.asked.append(number)
        ids = range((number - 1) * size, min(number * size, self.count))
        entry = '{{"id":{0},"status":"PENDING","customerOrderReference":"other-{0}"}}'.format
        orders = ",".join(map(entry, ids))
        figures = f'"page":{number},"totalPages":{-(-self.count // size)},"pageSize":{size},"totalItems":{self.count}'
        return reply(200, f'{{"orders":[{orders}],{figures}}}'.encode())


def test_a_list_of_100_000_orders_is_read_to_its_end(tmp_path: Path) -> None:
    orders = List(100_000)
    with Server(orders) as server:
        result, seconds, dummy = cancel(server.url, tmp_path, traced=False)
    assert not result.get("failed"), result
    assert not result["changed"]
    assert orders.asked == list(range(1, 101))
    assert seconds < 60


def test_only_the_ids_of_a_list_are_kept_in_memory(tmp_path: Path) -> None:
    orders = List(10_000)
    with Server(orders) as server:
        result, dummy, peak = cancel(server.url, tmp_path)
    assert not result.get("failed"), result
    assert len(orders.asked) == 10
    assert peak < 12


def test_a_response_byte_by_byte_ends_with_the_timeout(tmp_path: Path) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n"
    with Server(lambda seen: Reply(head, drip(b" " * 5000), pause=0.05)) as server:
        result, seconds, dummy = cancel(server.url, tmp_path, timeout=0.4)
    assert result["failed"]
    assert "within 0.4 s" in result["msg"]
    assert 0.3 < seconds < 4
