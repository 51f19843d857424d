# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixtures: a simulated Sinch that jobs can reach, an AWX configured as in the guide, and its users."""

from __future__ import annotations

import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from client import Awx, given
from lab import ADDRESS, PASSWORD, SECRET, Lab, Webhook, changes

from ansible_collections.sinch.porting.tests.simulator import Simulator


@pytest.fixture(scope="session")
def simulator() -> Iterator[Simulator]:
    carriers = {"+1217": "Verizon", "+1312": "Lumen", "+1773": "Bandwidth"}
    with Simulator(host=ADDRESS, carriers=carriers) as running:
        yield running


@pytest.fixture(autouse=True)
def fresh(simulator: Simulator) -> None:
    """Start each test without orders."""
    simulator.reset()
    simulator.settings.unportable = {}
    simulator.clear_requests()


@pytest.fixture(scope="session")
def lab(simulator: Simulator) -> Iterator[Lab]:
    """A new organization, configured twice with the guide's playbook, with one user in each of its teams."""
    admin = Awx()
    name = f"Lab {uuid.uuid4().hex[:6]}"
    webhook = Webhook()
    environ = {
        "SINCH_PROJECT_ID": "project-1",
        "SINCH_KEY_ID": "key-1",
        "SINCH_KEY_SECRET": SECRET,
        "SINCH_PORTING_API_URL": simulator.url,
        "SINCH_AUTH_URL": simulator.auth_url,
    }
    people = {right: f"{right}-{name[4:]}" for right in ("planner", "approver", "reader", "stranger")}
    for username in people.values():
        admin.post("users/", {"username": username, "password": PASSWORD})
    made = Lab(
        admin=admin,
        organization=name,
        webhook=webhook,
        environ=environ,
        settings={
            "sinch_portin_planners": [people["planner"]],
            "sinch_portin_approvers": [people["approver"]],
            "sinch_portin_readers": [people["reader"]],
            "sinch_portin_webhook_url": webhook.url,
            "sinch_portin_followed_reference": "hq-move",
            "sinch_portin_report_folder": given("AWX_LAB_REPORT_FOLDER"),
        },
        users={right: Awx(username, PASSWORD) for right, username in people.items()},
    )
    made.outputs += [made.configure(), made.configure()]
    yield made
    webhook.shutdown()


@pytest.fixture(scope="session")
def vault(lab: Lab) -> str:
    """A Vault credential, assigned to the templates by a setting, and its password."""
    password = "lab-vault-password"
    admin = lab.admin
    admin.post(
        "credentials/",
        {
            "name": "Lab vault",
            "organization": admin.find("organizations", lab.organization)["id"],
            "credential_type": admin.find("credential_types", "Vault")["id"],
            "inputs": {"vault_password": password},
        },
    )
    named = f"Lab vault++Vault+vault++{lab.organization}"
    lab.settings["sinch_portin_more_credentials"] = [named]
    lab.configure()
    assert changes(lab.configure()) == 0
    for template in admin.get("job_templates/", organization__name=lab.organization)["results"]:
        assert {each["name"] for each in template["summary_fields"]["credentials"]} == {"Sinch Porting", "Lab vault"}
    return password
