# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory plugin as people run it: ansible-inventory and real plays against the simulator."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from harness import ROOT, Player

from ansible_collections.sinch.porting.tests.simulator import Simulator

PIN, ACCOUNT = "pin736154", "planted-account-77"
NUMBERS = ["+12175231234", "+13125231234", "+12175235230"]
PLUGIN = "sinch.porting.sinch_portin_orders"


def body(reference: str | None, *, first: int = 0) -> dict[str, Any]:
    end_user = {"name": "Planted Bakery", "streetNum": "12", "streetName": "Planted Harbor", "city": "Springfield"}
    return {
        **({"customerOrderReference": reference} if reference else {}),
        "desiredPortSchedule": {"desiredPortDate": "2027-03-02"},
        "onDemandActivation": True,
        "phoneNumbers": [
            {
                "phoneNumber": f"{number[:-2]}{first:02d}",
                "endUser": {**end_user, "state": "IL", "zipCode": "62701"},
                "portOutInfo": {"existingPortOutPin": PIN, "accountNum": ACCOUNT},
            }
            for number in NUMBERS
        ],
    }


@pytest.fixture
def orders(simulator: Simulator) -> dict[str, int | str]:
    """Five orders: confirmed, partly rejected, pending, without a reference, and one whose reference is a template."""
    made = {
        name: simulator.create(body(reference, first=index)).id
        for index, (name, reference) in enumerate(
            [
                ("confirmed", "hq-001"),
                ("rejected", "hq-002"),
                ("pending", "branch 17"),
                ("bare", None),
                ("hostile", "{{ lookup('pipe', 'touch pwned') }}"),
            ]
        )
    }
    simulator.confirm(made["confirmed"], foc_date="2027-03-04")
    simulator.reject(made["rejected"], only=[simulator.order(made["rejected"]).numbers[0].phone_number])
    simulator.clear_requests()
    return made


class Desk:
    """A folder with an inventory file, and its own home folder."""

    def __init__(self, folder: Path, simulator: Simulator) -> None:
        self.player = Player(folder, api_url=simulator.url, auth_url=simulator.auth_url)
        (folder / "given").mkdir()
        self.file = folder / "given" / "sinch_portin_orders.yml"
        self.write()

    def write(self, **options: Any) -> None:
        self.file.write_text(yaml.safe_dump({"plugin": PLUGIN, **options}, sort_keys=False))

    def inventory(self, *arguments: str, expect: int = 0, **environ: str) -> subprocess.CompletedProcess[str]:
        strict = {"ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED": "true"}
        ended = subprocess.run(
            [sys.executable, "-m", "ansible.cli.inventory", "-i", str(self.file), *arguments],
            cwd=self.player.folder,
            env={**self.player.environ, **strict, **environ},
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        assert (ended.returncode == 0) is (expect == 0), ended.stdout + ended.stderr
        assert "Traceback" not in ended.stdout + ended.stderr, ended.stderr
        written = ended.stdout + ended.stderr + self.player.left_behind()
        for secret in (PIN, ACCOUNT, "Planted", "planted-key-secret-4f1d"):
            assert secret not in written
        return ended

    def list(self, **environ: str) -> Any:
        return read(self.inventory("--list", **environ).stdout)


def read(text: str) -> Any:
    """The inventory as a list. Newer versions of ansible-core mark each text in it that is not a template."""
    return json.loads(text, object_hook=lambda found: found.get("__ansible_unsafe", found))


@pytest.fixture
def desk(tmp_path: Path, simulator: Simulator) -> Desk:
    return Desk(tmp_path, simulator)


def hosts(listed: Any, group: str) -> list[str]:
    return sorted(listed[group].get("hosts", []))


def test_orders_are_hosts_in_groups(desk: Desk, orders: dict[str, Any], simulator: Simulator) -> None:
    desk.write(
        keyed_groups=[{"prefix": "foc", "key": "sinch_portin_order.foc_dates"}],
        groups={"without_foc": "not sinch_portin_order.foc_dates"},
        compose={"rejected": "sinch_portin_order.status_counts.REJECTED | default(0)"},
    )
    listed = desk.list()
    variables = listed["_meta"]["hostvars"]
    bare, hostile = str(orders["bare"]), "___lookup__pipe____touch_pwned_____"
    assert set(variables) == {"hq-001", "hq-002", "branch_17", bare, hostile}
    assert hosts(listed, "portin_status_confirmed") == hosts(listed, "foc_2027_03_04") == ["hq-001"]
    assert hosts(listed, "portin_numbers_rejected") == ["hq-002"]
    assert len(hosts(listed, "portin_status_pending")) == 4
    assert len(hosts(listed, "without_foc")) == 4
    assert any(name.startswith("portin_group_") for name in listed)
    assert int(variables["hq-002"]["rejected"]) == 1
    reported = variables["hq-001"]["sinch_portin_order"]
    assert (reported["id"], reported["foc_dates"], reported["status_counts"]) == (
        orders["confirmed"],
        ["2027-03-04"],
        {"CONFIRMED": 3},
    )
    assert "phone_numbers" not in reported
    assert simulator.writes == []


def test_filters_select_orders_and_without_details_fewer_requests_are_sent(
    desk: Desk, orders: dict[str, Any], simulator: Simulator
) -> None:
    desk.write(base_reference="hq", order_status=[], details=False)
    assert set(desk.list()["_meta"]["hostvars"]) == {"hq-001", "hq-002"}
    assert [request.operation for request in simulator.requests if request.operation != "token"] == ["getPortInOrders"]
    desk.write(customer_order_reference="hq-001", with_numbers=True)
    reported = desk.list()["_meta"]["hostvars"]["hq-001"]["sinch_portin_order"]
    assert set(reported["number_statuses"].values()) == {"CONFIRMED"}
    desk.write(order_status=["COMPLETED"])
    assert "hostvars" not in desk.list()["_meta"] or desk.list()["_meta"]["hostvars"] == {}


def test_a_play_works_on_orders_in_parallel(desk: Desk, orders: dict[str, Any], simulator: Simulator) -> None:
    tasks = [
        {
            "name": "Ask",
            "sinch.porting.sinch_portin_order_note": {
                "order_id": "{{ sinch_portin_order.id }}",
                "note": "Order {{ sinch_portin_order.customer_order_reference | default('?', true) }} waits.",
            },
        },
        {"name": "Name", "ansible.builtin.debug": {"var": "sinch_portin_order.customer_order_reference"}},
    ]
    play = [{"name": "Orders", "hosts": "portin_status_pending", "gather_facts": False, "tasks": tasks}]
    path = desk.player.folder / "play.yml"
    path.write_text(yaml.safe_dump(play, width=1000))
    run = desk.player.run(["-i", str(desk.file), str(path), "--forks", "4"])
    assert "failed=0" in run.output
    assert [request.operation for request in simulator.writes] == ["addOrderNote"] * 4
    assert simulator.order(orders["hostile"]).notes[0]["note"] == "Order {{ lookup('pipe', 'touch pwned') }} waits."
    assert simulator.order(orders["confirmed"]).notes == []
    assert not list(desk.player.folder.rglob("pwned"))
    assert PIN not in run.written


def test_the_cache_is_used_until_it_is_refreshed(desk: Desk, orders: dict[str, Any], simulator: Simulator) -> None:
    cache = {
        "cache": True,
        "cache_plugin": "ansible.builtin.jsonfile",
        "cache_connection": str(desk.player.folder / "cache"),
    }
    desk.write(**cache)
    first = desk.list()
    simulator.clear_requests()
    assert desk.list() == first
    assert simulator.requests == []
    shutil.rmtree(desk.player.folder / "cache")
    assert desk.list() == first
    assert simulator.requests != []
    simulator.clear_requests()
    desk.write(base_reference="hq", **cache)  # different filters
    assert set(desk.list()["_meta"]["hostvars"]) == {"hq-001", "hq-002"}
    assert simulator.requests != []


@pytest.mark.parametrize(
    ("options", "environ", "words"),
    [
        ({"refference": "x"}, {}, "refference is not an option"),
        ({"base_refrence": "x"}, {}, "Did you mean base_reference?"),
        ({"order_status": ["DONE"]}, {}, "order_status"),
        ({"created_date_start": "soon"}, {}, "created_date_start"),
        ({"project_id": "{{ nowhere }}"}, {}, "nowhere"),
        ({"access_token": "run-out"}, {}, "access_token was refused"),
        ({"api_url": "http://api.example.com"}, {}, "https"),
        ({}, {"SINCH_PROJECT_ID": ""}, "SINCH_PROJECT_ID"),
        ({"strict": True, "compose": {"x": "nothing.here"}}, {}, "nothing"),
    ],
    ids=["unknown", "misspelled", "status", "date", "template", "token", "http", "no project", "compose"],
)
def test_a_wrong_file_is_refused_with_a_message(
    desk: Desk, orders: dict[str, Any], options: dict[str, Any], environ: dict[str, str], words: str
) -> None:
    desk.write(**options)
    ended = desk.inventory("--list", expect=1, **environ)
    reported = " ".join(ended.stderr.split())  # older versions of ansible-core wrap lines
    assert words in reported
    assert "sinch_portin_orders.yml" in reported


def test_faults_are_reported_and_transient_ones_are_retried(
    desk: Desk, orders: dict[str, Any], simulator: Simulator
) -> None:
    simulator.fault("status", "getPortInOrders", times=1, status=503)
    assert len(desk.list()["_meta"]["hostvars"]) == 5
    desk.write(retries=0)
    simulator.fault("status", "getOrderDetails", times=99, status=500)
    ended = desk.inventory("--list", "-vvv", expect=1)
    assert "500" in ended.stderr


def test_the_inventory_file_for_awx_works_unchanged(desk: Desk, orders: dict[str, Any]) -> None:
    desk.file = ROOT / "extensions" / "awx" / "inventory" / "sinch_portin_orders.yml"
    assert len(hosts(desk.list(), "portin_status_pending")) == 4


def test_a_vaulted_key_works(desk: Desk, orders: dict[str, Any]) -> None:
    password = desk.player.folder / "given" / "password"
    password.write_text("open sesame\n")
    secret = subprocess.run(
        [sys.executable, "-m", "ansible.cli.vault", "encrypt_string", "--vault-password-file", str(password)],
        input=desk.player.environ["SINCH_KEY_SECRET"],
        env=desk.player.environ,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    desk.file.write_text(f"plugin: {PLUGIN}\nkey_id: key-1\nkey_secret: {secret}")
    listed = read(desk.inventory("--list", "--vault-password-file", str(password), SINCH_KEY_SECRET="").stdout)
    assert len(listed["_meta"]["hostvars"]) == 5
