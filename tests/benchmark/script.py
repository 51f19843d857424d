# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The floor: a script that only sends what the tasks send, on a kept connection for each thread.

python script.py API TOKEN FOLDER ORDERS THREADS
"""

from __future__ import annotations

import json
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import requests

_own = threading.local()


def send(api: str, token: str, folder: Path, index: int) -> None:
    """The three requests of a new order."""
    if not hasattr(_own, "session"):
        _own.session = requests.Session()
    root = f"{api}/v1/projects/project-1"
    order = json.loads((folder / f"order-{index}.json").read_text())
    numbers = {"phoneNumbers": [number["phoneNumber"] for number in order["phoneNumbers"]]}
    reference = {"customerOrderReference": order["customerOrderReference"], "pageSize": "1000"}
    for method, path, body, query in (
        ("GET", "/orders/portIns", None, reference),
        ("POST", "/portabilityChecks", numbers, None),
        ("POST", "/orders/portIns", order, None),
    ):
        answer = _own.session.request(
            method,
            root + path,
            json=body,
            params=query,
            headers={"Authorization": f"Bearer {token}"},
            timeout=60,
        )
        answer.raise_for_status()
        answer.json()


def main() -> None:
    api, token, folder, orders, threads = sys.argv[1:]
    with ThreadPoolExecutor(int(threads)) as pool:
        list(pool.map(lambda index: send(api, token, Path(folder), index), range(int(orders))))


if __name__ == "__main__":
    main()
