# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets are planted in every possible place, and searched for in everything that a run has written."""

from __future__ import annotations

import json

import pytest
import yaml

PLANTED = {
    "existing_port_out_pin": "planted-existing-pin-1",
    "account_num": "planted-account-2",
    "new_port_out_pin": "planted-new-pin-3",
    "key_secret": "planted-key-secret-4",
    "access_token": "planted-access-token-5",
    "own_existing_port_out_pin": "planted-own-pin-6",
    "own_account_num": "planted-own-account-7",
}
OPTIONS = {
    "key_secret": "{{ secrets.key_secret }}",
    "customer_order_reference": "secrets",
    "desired_port_schedule": {"desired_port_date": "2027-03-02"},
    "end_user": {
        "name": "Harbor Bakery",
        "street_num": "12",
        "street_name": "Harbor",
        "city": "Springfield",
        "state": "IL",
        "zip_code": "62701",
    },
    "port_out_info": {
        "existing_port_out_pin": "{{ secrets.existing_port_out_pin }}",
        "account_num": "{{ secrets.account_num }}",
        "authorizing_name": "Ada Baker",
    },
    "voice_configuration": {"type": "EST", "trunk_id": "t"},
    "phone_numbers": [
        {
            "phone_number": "+12175230143",
            "port_out_info": {
                "existing_port_out_pin": "{{ secrets.own_existing_port_out_pin }}",
                "account_num": "{{ secrets.own_account_num }}",
            },
            "new_port_out_pin": "{{ secrets.new_port_out_pin }}",
        },
        {"phone_number": "+12175230144"},
    ],
}
# Makes the core fail where it decides, with a secret in the exception's text. No input can cause this.
CRASH = """
import builtins
import sys

NAME = "ansible_collections.sinch.porting.plugins.module_utils._order.decision"
load = builtins.__import__

def crash(wanted, current):
    raise RuntimeError("fault with " + repr(wanted))

def load_and_spoil(*arguments, **settings):
    module = load(*arguments, **settings)
    if hasattr(sys.modules.get(NAME), "decide_absent"):
        sys.modules[NAME].decide_present = crash
    return module

builtins.__import__ = load_and_spoil
"""


def tasks(options):
    entry = {"name": "Order", "sinch.porting.sinch_portin_order": options, "register": "portin", "ignore_errors": True}
    shown = {"name": "Show", "ansible.builtin.debug": {"var": "portin"}}
    facts = {"name": "Facts", "ansible.builtin.debug": {"var": "ansible_facts"}}
    return yaml.safe_dump([entry, shown, facts], sort_keys=False, width=1000)


@pytest.fixture
def secrets_file(player):
    """The secrets come from a file, as recommended, so they are in no playbook."""
    given = player.folder / "given"
    given.mkdir()
    (given / "secrets.json").write_text(json.dumps({"secrets": PLANTED}))
    return ("--extra-vars", f"@{given / 'secrets.json'}")


def search(run):
    found = {name for name, value in PLANTED.items() if value in run.written}
    assert not found, f"{found} were written: " + run.written


@pytest.mark.parametrize("verbosity", [0, 5])
def test_a_successful_run_writes_no_secret(verbosity, play, secrets_file, simulator):
    run = play(tasks(OPTIONS), arguments=secrets_file, diff=True, verbosity=verbosity)
    assert run.results["Order"]["operation"] == "create"
    search(run)
    sent = json.dumps(next(record.body for record in simulator.requests if record.operation == "orderPortIn"))
    assert sum(value in sent for value in PLANTED.values()) == 5


def test_a_validation_failure_writes_no_secret(play, secrets_file):
    options = json.loads(json.dumps(OPTIONS))
    options["phone_numbers"][0]["port_out_info"]["existing_prot_out_pin"] = "{{ secrets.new_port_out_pin }}"
    options["phone_numbers"][1]["port_out_info"] = "{{ secrets.account_num }}"
    options["port_out_info"]["existing_port_out_pin"] = ["{{ secrets.existing_port_out_pin }}"]
    options["rules"] = "{{ secrets.key_secret }}"
    options["end_user"]["name"] = {"{{ secrets.account_num }}": "{{ secrets.account_num }}"}
    run = play(tasks(options), arguments=secrets_file, verbosity=3)
    assert run.results["Order"]["failure"]["kind"] == "validation"
    search(run)


def test_error_responses_that_quote_secrets_lead_to_no_secret(play, secrets_file, simulator):
    simulator.settings.error_quotes = True
    for form in ("example", "object", "text"):
        text = " and ".join(f"'{value}'" for name, value in PLANTED.items() if name != "access_token")
        simulator.fault("status", "orderPortIn", status=422, form=form, message=f"We do not like {text}.")
        run = play(tasks(OPTIONS), arguments=secrets_file, verbosity=3)
        assert run.results["Order"]["failure"]["kind"] == "api"
        assert run.results["Order"]["order"] is None
        assert "We do not like" in run.results["Order"]["msg"]
        search(run)


def test_a_given_token_is_written_nowhere(play, secrets_file, simulator):
    simulator.settings.access_tokens = ["another"]
    options = {**OPTIONS, "access_token": "{{ secrets.access_token }}"}
    run = play(tasks(options), arguments=secrets_file, verbosity=3)
    assert run.results["Order"]["failure"]["status"] == 401
    search(run)


def test_a_crash_writes_no_secret(play, player, secrets_file):
    folder = player.folder / "given" / "crash"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(CRASH)
    run = play(tasks(OPTIONS), arguments=secrets_file, verbosity=3, env={"PYTHONPATH": str(folder)})
    result = run.results["Order"]
    assert result["failure"]["kind"] == "internal", result
    assert "RuntimeError" in result["msg"]
    assert "fault with" not in run.written
    search(run)
