# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lower bound: a script that only sends the tasks' requests, sequentially, with one connection for each thread.

python script.py API TOKEN FOLDER ORDERS THREADS REQUESTS

REQUESTS is "all" for the requests of the collection's task: the search by reference, the lists of open orders, the
searches for eight of the numbers, the portability check and the creation. It is "three" for those of the uri tasks,
which do not search for existing orders with the numbers.
"""

from __future__ import annotations

import json
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import requests

PROBES = 8
_own = threading.local()


def send(api: str, token: str, path: Path, *, everything: bool) -> None:
    """Send the requests for a new order of more than eight numbers."""
    order = json.loads(path.read_text())
    numbers = [number["phoneNumber"] for number in order["phoneNumbers"]]

    def request(method: str, path: str, body: Any = None, **query: str) -> Any:
        if not hasattr(_own, "session"):
            _own.session = requests.Session()
        url = f"{api}/v1/projects/project-1{path}"
        headers = {"Authorization": f"Bearer {token}"}
        answer = _own.session.request(method, url, json=body, params=query, headers=headers, timeout=60)
        answer.raise_for_status()
        return answer.json()

    def listed(page_size: int = 1000, **query: str) -> Any:
        return request("GET", "/orders/portIns", **query, pageSize=str(page_size))["orders"]

    listed(customerOrderReference=order["customerOrderReference"])
    if everything:
        there = listed(PROBES + 1, orderStatus="PENDING") + listed(PROBES + 1, orderStatus="CONFIRMED")
        few = len(there) <= PROBES
        last = len(numbers) - 1
        for number in [numbers[0], numbers[-1]] if few else [numbers[i * last // (PROBES - 1)] for i in range(PROBES)]:
            listed(phoneNumber=number)
        for entry in there if few else ():
            request("GET", f"/orders/portIns/{entry['id']}")
    request("POST", "/portabilityChecks", {"phoneNumbers": numbers})
    request("POST", "/orders/portIns", order)


def main() -> None:
    api, token, folder, orders, threads, kind = sys.argv[1:]
    with ThreadPoolExecutor(int(threads)) as pool:
        paths = [Path(folder) / f"order-{index}.json" for index in range(int(orders))]
        list(pool.map(lambda path: send(api, token, path, everything=kind == "all"), paths))


if __name__ == "__main__":
    main()
