# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A client that validates every response of the simulator against the contract, and orders to send."""

from __future__ import annotations

from typing import Any

import requests

from ansible_collections.sinch.porting.tests.simulator import Simulator
from ansible_collections.sinch.porting.tests.simulator.validation import load_contract

NUMBERS = ("+12025550101", "+12025550102", "+13035550103")


class Client:
    """A client of a simulator. ``send`` fails if the response violates the contract."""

    def __init__(self, simulator: Simulator, project: str = "project-1") -> None:
        self.simulator = simulator
        self.project = project
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.headers["Authorization"] = f"Bearer {simulator.issue_token()}"

    def url(self, path: str) -> str:
        return f"{self.simulator.url}/v1/projects/{self.project}{path}"

    def send(
        self, method: str, path: str, json: Any = None, *, check: bool = True, **options: Any
    ) -> requests.Response:
        options = {"timeout": 10, "allow_redirects": False, **options}
        answer = self.session.request(method, self.url(path), json=json, **options)
        if check:
            contract = load_contract()
            found = contract.find(method, f"/v1/projects/{self.project}{path}".partition("?")[0])
            assert found, path
            is_json = answer.headers.get("Content-Type") == "application/json"
            problems = contract.check_response(found[0], answer.status_code, answer.json() if is_json else None)
            assert problems == []
        return answer

    def get(self, path: str, **options: Any) -> Any:
        answer = self.send("GET", path, **options)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def create(self, **members: Any) -> dict[str, Any]:
        answer = self.send("POST", "/orders/portIns", make_order(**members))
        assert answer.status_code == 201, answer.text
        created: dict[str, Any] = answer.json()
        return created

    def ids(self, **query: str) -> list[int]:
        return [entry["id"] for entry in self.get("/orders/portIns", params=query)["orders"]]


def make_number(phone_number: str = NUMBERS[0], **members: Any) -> dict[str, Any]:
    return {
        "phoneNumber": phone_number,
        "endUser": {
            "name": "Example Bakery",
            "streetNum": "12",
            "streetName": "Harbor",
            "city": "Springfield",
            "state": "il",
            "zipCode": "62701",
        },
        "portOutInfo": {"existingPortOutPin": "pin-7741", "accountNum": "account-9", "authorizingDate": "2026-01-31"},
        "newPortOutPin": "new-pin-5",
        **members,
    }


def make_order(**members: Any) -> dict[str, Any]:
    return {
        "desiredPortSchedule": {"desiredPortDate": "2027-03-01"},
        "customerOrderReference": "branch-17",
        "phoneNumbers": [make_number(phone_number) for phone_number in NUMBERS],
        **members,
    }
