# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The quickstart playbook: it orders only at a simulator, and shows the life of an order there."""

from __future__ import annotations

import re

import pytest
import yaml
from harness import HERE, ROOT, Player, Run

from ansible_collections.sinch.porting.tests.simulator import Simulator

QUICKSTART = ROOT / "playbooks" / "quickstart.yml"
ORDER = ROOT / "playbooks" / "files" / "quickstart_order.yml"
LIFE = HERE / "life"
REFUSAL = "Refuse any service that is not on this machine"
NUMBER = re.compile(r"\+1\d{10}")

# A closed port, so that nothing sent by mistake arrives.
NOWHERE = dict.fromkeys(("HTTPS_PROXY", "https_proxy"), "http://127.0.0.1:9") | {"NO_PROXY": "", "no_proxy": ""}
LOCAL = "http://127.0.0.1:9"
SERVICES = {
    "no address, so Sinch's own": {"SINCH_PORTING_API_URL": ""},
    "Sinch's own address": {"SINCH_PORTING_API_URL": "https://porting.api.sinch.com"},
    "Sinch's own address in capitals": {"SINCH_PORTING_API_URL": "HTTPS://PORTING.API.SINCH.COM"},
    "another host": {"SINCH_PORTING_API_URL": "https://porting.example.invalid"},
    "a name that begins like an address": {"SINCH_PORTING_API_URL": "https://127.0.0.1.example.invalid"},
    "a name that begins like localhost": {"SINCH_PORTING_API_URL": "https://localhost.example.invalid"},
    "a user name that looks like an address": {"SINCH_PORTING_API_URL": "https://127.0.0.1@porting.example.invalid"},
    "a path that looks like an address": {"SINCH_PORTING_API_URL": "https://porting.example.invalid/127.0.0.1"},
    "a line end": {"SINCH_PORTING_API_URL": "https://porting.example.invalid\nhttp://127.0.0.1"},
    "Sinch's sign-in": {"SINCH_PORTING_API_URL": LOCAL, "SINCH_AUTH_URL": ""},
    "another sign-in": {"SINCH_PORTING_API_URL": LOCAL, "SINCH_AUTH_URL": "https://auth.example.invalid/oauth2/token"},
}


@pytest.fixture
def way() -> str:
    """The playbook has its own play on localhost, so there is only one way to run it."""
    return "action"


@pytest.mark.parametrize("service", SERVICES)
def test_every_other_service_is_refused(player: Player, simulator: Simulator, service: str) -> None:
    environ = {"SINCH_AUTH_URL": f"{LOCAL}/oauth2/token", **NOWHERE, **SERVICES[service]}
    run = player.run([str(QUICKSTART)], env=environ, expect=None)
    assert list(run.results) == [REFUSAL], run.output
    assert run.returncode == 2
    for words in ("ports invented numbers", "make demo", "SINCH_PORTING_API_URL", "SINCH_AUTH_URL"):
        assert words in run.results[REFUSAL]["msg"]
    assert simulator.requests == []


def test_extra_variables_cannot_change_the_service(player: Player) -> None:
    other = "https://porting.example.invalid"
    run = player.run([str(QUICKSTART), "-e", f"quickstart_api_url={other}"], env=NOWHERE, expect=2)
    assert list(run.results) == [REFUSAL]


def run_at_a_pace(player: Player, simulator: Simulator) -> Run:
    simulator.settings.update({"pace": 0.5, "rejections": {"+13125230173": "The service address does not match."}})
    return player.run([str(QUICKSTART), "-e", f"quickstart_report={player.folder / 'report'}"])


def test_the_life_of_an_order_is_shown(player: Player, simulator: Simulator) -> None:
    run = run_at_a_pace(player, simulator)
    (order,) = simulator.orders
    assert {number.phone_number: number.status for number in order.numbers} == {
        "+12175230171": "ACTIVATED",
        "+12175230172": "ACTIVATED",
        "+13125230173": "REJECTED",
    }
    assert order.status == "COMPLETED"
    for words in (
        "3 of 3 can be ported, from ",
        f"Order {order.id} is PENDING",
        "+13125230173 is rejected: The service address does not match.",
        "The address differs. Change street_num",
        "2 of 3 numbers are live",
        f"The report: {player.folder / 'report.html'}",
    ):
        assert words in run.stdout
    assert re.search(r"\+12175230171 is (CONFIRMED|ACTIVATED), to be ported on 20\d\d-", run.stdout)
    assert (player.folder / "report.html").read_text().startswith("<!DOCTYPE html>")
    assert "729106" not in run.written
    assert run.results["Create the port-in order"]["findings"] == []
    again = run_at_a_pace(player, simulator)
    assert "changed=0 " in again.stdout
    assert len(simulator.orders) == 1


def test_its_numbers_are_in_no_page() -> None:
    """So users who try examples during the demonstration get no conflict with its orders."""
    ordered = {number["phone_number"] for number in yaml.safe_load(ORDER.read_text())["phone_numbers"]}
    (play,) = yaml.safe_load(QUICKSTART.read_text())
    assert set(play["vars"]["quickstart_numbers"]) == ordered
    places = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *(ROOT / "roles").rglob("*.md"), *LIFE.rglob("*.yml")]
    others = {path: NUMBER.findall(path.read_text(encoding="utf-8")) for path in places}
    assert sum(map(len, others.values())) > 30
    assert {path: numbers for path, numbers in others.items() if ordered & set(numbers)} == {}
