# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Comparison of orders with the losing carrier's records, by playbooks, both ways."""

from __future__ import annotations

import json

import yaml
from ansible.parsing.vault import VaultLib, VaultSecret

ACCOUNT = "ZX8190417733"
RECORD = {
    "name": "Harbour Bakery Inc",
    "address": "12 Old Mill Avenue",
    "city": "Springfield",
    "state": "IL",
    "zip": "62701",
    "account_number": "QW5561230988",
    "phone_numbers": ["2175230143", "2175230144"],
}
ORDER = {
    "customer_order_reference": "harbor",
    "desired_port_schedule": {"desired_port_date": "2099-03-03"},
    "end_user": {
        "name": "Harbor Bakery, Inc.",
        "street_num": "12",
        "street_name": "Old Mill",
        "street_type": "Road",
        "city": "Springfield",
        "state": "IL",
        "zip_code": "62701",
    },
    "port_out_info": {"account_num": ACCOUNT, "authorizing_name": "Ada Baker"},
    "voice_configuration": {"type": "EST", "trunk_id": "01HQ7V4T0K"},
    "phone_numbers": [{"phone_number": "+12175230143"}],
}
DIFFERENCES = ["record-account-differs", "record-address-differs", "record-name-differs", "record-number-left"]


def rules(result):
    return sorted(one["rule"] for one in result["findings"] if one["rule"].startswith("record-"))


def test_each_module_compares_records_and_never_sends_them(play, player, simulator):
    secret = VaultSecret(b"open sesame")
    vaulted = VaultLib([("default", secret)]).encrypt(json.dumps([RECORD]).encode(), secret=secret)
    (player.folder / "csr.json").write_bytes(vaulted)
    (player.folder / "broken.xml").write_text("<CsrResponse>")
    (player.folder / "password").write_text("open sesame")
    tasks = [
        ("Lint", "sinch_portin_lint", {"fail_on": "never"}),
        ("Plan", "sinch_portin_plan", {"dest": str(player.folder / "plan.json")}),
        ("Order", "sinch_portin_order", {}),
        ("Again", "sinch_portin_order", {}),
        ("Strict", "sinch_portin_order", {"rules": {"record-address-differs": "error"}}),
        ("Broken", "sinch_portin_order", {"records": str(player.folder / "broken.xml")}),
        ("List", "sinch_portin_lint", {"records": [RECORD], "fail_on": "never"}),
    ]
    run = play(
        yaml.safe_dump(
            [
                {
                    "name": name,
                    f"sinch.porting.{module}": {**ORDER, "records": str(player.folder / "csr.json"), **options},
                    "ignore_errors": True,
                }
                for name, module, options in tasks
            ],
            sort_keys=False,
        ),
        env={"ANSIBLE_VAULT_PASSWORD_FILE": str(player.folder / "password")},
        verbosity=3,
    )
    for name in ("Lint", "Plan", "Order", "Again", "Strict", "List"):
        assert rules(run.results[name]) == DIFFERENCES, name
    assert run.results["Order"]["operation"] == "create"
    assert run.statuses["Again"] == "ok"
    assert run.results["Strict"]["failure"]["kind"] == "validation"
    assert "'12 Old Mill Road'; the record csr.json has '12 Old Mill Avenue'" in run.results["Strict"]["msg"]
    assert "broken.xml is not well-formed XML, see line 1" in run.results["Broken"]["msg"]
    assert len([one for one in simulator.requests if one.method == "POST" and one.path.endswith("portIns")]) == 1
    assert "Avenue" not in str([one.body for one in simulator.requests])
    for value in (ACCOUNT, str(RECORD["account_number"])):
        assert value not in run.output
        assert value not in str(run.results)
