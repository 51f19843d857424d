# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A note about numbers that stay with the losing carrier, by playbooks, both ways."""

from __future__ import annotations

import yaml

PIN = "739152"
ORDER = {
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
    "port_out_info": {
        "existing_port_out_pin": PIN,
        "account_phone_number": "+12175230143",
        "authorizing_name": "Ada Baker",
    },
    "voice_configuration": {"type": "EST", "trunk_id": "01HQ7V4T0K"},
    "phone_numbers": ["+12175230143-0145"],
    "remaining_numbers": ["+12175230150..0152", "+12175230160"],
}
FILE = {**ORDER, "phone_numbers": [{"phone_number": "+12175230143-0145"}]}
TEXT = (
    "Partial port. These 4 numbers stay with the losing carrier: +12175230150, +12175230151, +12175230152, "
    "+12175230160. If there are several notes on this, the last one counts."
)


def rules(result):
    return {one["rule"] for one in result["findings"]}


def test_one_note_lists_the_remaining_numbers(play, player, simulator):
    (player.folder / "order.yml").write_text(yaml.safe_dump(FILE))
    src = {"src": str(player.folder / "order.yml"), "customer_order_reference": "hq"}
    billed = {**src, "new_billing_number": "+12175230150"}
    plan = str(player.folder / "hq.plan.json")
    tasks = [
        ("Lint", "sinch_portin_lint", src),
        ("Check", "sinch_portin_order", src),
        ("Order", "sinch_portin_order", src),
        ("Again", "sinch_portin_order", src),
        ("Billed", "sinch_portin_order", billed),
        ("Billed again", "sinch_portin_order", billed),
        ("Both", "sinch_portin_order", {**src, "remaining_numbers": ["+12175230144"]}),
        ("Range", "sinch_portin_order", {**src, "remaining_numbers": ["+12175230159-0150"]}),
        ("Plan", "sinch_portin_plan", {**src, "dest": plan}),
        ("Cancel", "sinch_portin_order", {**src, "state": "absent"}),
    ]
    run = play(
        yaml.safe_dump(
            [
                {
                    "name": name,
                    f"sinch.porting.{module}": options,
                    "ignore_errors": True,
                    "check_mode": name == "Check",
                    "diff": True,
                }
                for name, module, options in tasks
            ],
            sort_keys=False,
        ),
        verbosity=3,
    )
    results = run.results
    (order,) = simulator.orders
    last = TEXT.replace("+12175230160. ", "+12175230160. The account's new billing number is +12175230150. ")
    assert [note["note"] for note in order.notes] == [TEXT, last]
    operations = [results[name]["operation"] for name in ("Check", "Order", "Again", "Billed", "Billed again")]
    assert operations == ["create", "create", "none", "update", "none"]
    assert [results[name]["changed"] for name in ("Again", "Billed", "Billed again")] == [False, True, False]
    for name in ("Lint", "Order", "Again"):
        assert "billing-number-ported" in rules(results[name]), name
    assert "billing-number-ported" not in rules(results["Billed"])
    assert results["Check"]["diff"]["after"]["notes"] == [{"note": TEXT}]
    assert results["Billed"]["diff"]["after"]["notes"] == [{"note": TEXT}, {"note": last}]
    for name, place in (("Both", "remaining_numbers[0]"), ("Range", "remaining_numbers[0]")):
        assert results[name]["failure"]["kind"] == "validation"
        assert place in results[name]["msg"]
    assert results["Order"]["guard"] == "local"
    assert results["Cancel"]["operation"] == "cancel"
    assert PIN not in run.output
    assert PIN not in str(results)
