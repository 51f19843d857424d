# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The READMEs' examples: saved, run with the documented command lines, and with the documented outcome."""

from __future__ import annotations

import datetime
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from documented import Block, blocks, dates, in_future
from example_cases import PIN, TODAY, api_order, write_orders, write_table
from harness import ROOT, Player

README = blocks(ROOT / "README.md", "yaml", "console", "text")
NO_CREDENTIALS = dict.fromkeys(("SINCH_PROJECT_ID", "SINCH_KEY_ID", "SINCH_KEY_SECRET"), "")


def block(words: str) -> Block:
    """The YAML block whose first entry has this name."""
    return next(one for one in README if one.language == "yaml" and words in one.text.partition("\n")[0])


def as_of_today(text: str) -> str:
    """The same text, with later dates if its own have passed."""
    for day in set(dates(yaml.safe_load(text))):
        text = text.replace(day, in_future(day, TODAY))
    return text


@pytest.fixture
def player(simulator, tmp_path: Path) -> Player:
    return Player(tmp_path, api_url=simulator.url, auth_url=simulator.auth_url)


def test_the_first_example_prints_what_the_readme_shows(player, simulator):
    example, command, printed = README[:3]
    assert [one.language for one in (example, command, printed)] == ["yaml", "console", "text"]
    (player.folder / "port.yml").write_text(as_of_today(example.text))
    pin = {"BAKERY_PIN": PIN}

    looked = player.run(["port.yml", "--check", "--diff"], env=pin)  # as in the section "Look before you order"
    assert simulator.writes == []
    assert {"getPortInOrders", "checkPortingAvailability"} <= set(simulator.operations)
    assert '+    "customer_order_reference": "branch-17-move"' in looked.stdout

    line = command.text.strip().removeprefix("$ ").replace("BAKERY_PIN=...", f"BAKERY_PIN={PIN}")
    typed = subprocess.run(
        ["bash", "-c", line], cwd=player.folder, env=player.environ, capture_output=True, text=True, check=False
    )
    assert typed.returncode == 0, typed.stdout + typed.stderr
    assert f"\n{printed.text}" in typed.stdout
    assert [one["result"]["findings"] for one in results(player) if "findings" in one["result"]] == [[], []]
    assert PIN not in looked.written + typed.stdout + typed.stderr + player.left_behind()


def test_the_first_example_again_changed_and_with_mistakes_behaves_as_described(player, simulator):
    text = as_of_today(README[0].text)
    (day,) = dates(yaml.safe_load(text))
    later = (datetime.date.fromisoformat(day) + datetime.timedelta(days=7)).isoformat()
    versions = {
        "first": text,
        "again": text,
        "later": text.replace(day, later),
        "wrong": text.replace(day, "2020-03-03").replace('"62701"', "02134").replace("street_type", "stret_type"),
    }
    for name, version in versions.items():
        (player.folder / f"{name}.yml").write_text(version.replace("Port a number to Sinch", name))
    run = player.run([f"{name}.yml" for name in versions], env={"BAKERY_PIN": PIN}, expect=2)
    assert [record.operation for record in simulator.writes] == ["orderPortIn", "updatePortInOrder"]
    assert [one["result"]["changed"] for one in results(player) if one["task"] == "Create the port-in order"] == [
        True,
        False,
        True,
        False,
    ]
    message = run.results["Create the port-in order"]["msg"]
    for words in ("3 problems, and nothing was sent", "2020-03-03", "stret_type: is not a member", "zip_code: is"):
        assert words in message
    assert PIN not in run.written


def results(player: Player) -> list[dict[str, Any]]:
    """All results of the last run, including those of tasks with the same name."""
    return [json.loads(line) for line in Path(player.environ["RESULTS_FILE"]).read_text().splitlines()]


def test_the_other_examples_work(player, simulator):
    """Credentials only in module defaults, a vaulted file, and the order that it describes in other projects."""
    simulator.settings.update({"projects": ["mine", "taken"], "unportable": {"+13125230145": "Not in service"}})
    simulator.create(api_order("of somebody else", "+12175230146"), project="taken")
    write_orders(player.folder)
    defaults = block("module_defaults").content
    (credentials,) = defaults["module_defaults"].values()
    rescue = block("Create the order, and tolerate a conflict").content

    def of_project(project: str) -> dict[str, Any]:
        here = {"module_defaults": {"group/sinch.porting.porting": {**credentials, "project_id": project}}}
        return {"name": f"In {project}", "block": rescue, **here}

    tasks = [block(words).text for words in ("Port the headquarters", "Show the team", "Port the numbers of")]
    tasks.append(yaml.safe_dump([of_project("mine"), of_project("taken"), of_project("refused")], sort_keys=False))
    run = player.play(
        as_of_today("".join(tasks)),
        extra_vars={
            "vault_sinch_project_id": "mine",
            "vault_sinch_key_id": "key-1",
            "vault_sinch_key_secret": "secret-1",
            "vault_headquarters_pin": PIN,
        },
        env=NO_CREDENTIALS,
        arguments=("--vault-password-file", str(player.folder / "password")),
        expect=2,
        **defaults,
    )
    ends = [(one["task"], one["status"], one["result"].get("failure", {}).get("kind")) for one in results(player)]
    assert ends == [
        ("Port the headquarters", "ok", None),
        ("Show the team the status and FOC date of each number", "ok", None),
        ("Port the numbers of a vaulted file", "ok", None),
        ("Create the order", "ok", None),
        ("Create the order", "failed", "conflict"),
        ("Fail on anything but a conflict", "skipped", None),
        ("Create the order", "failed", "api"),
        ("Fail on anything but a conflict", "failed", None),
    ]
    assert run.results["Port the headquarters"]["excluded_numbers"] == ["+13125230145"]
    messages = [item["msg"] for item in run.results["Show the team the status and FOC date of each number"]["results"]]
    assert messages == [f"+1312523014{digit}: PENDING, FOC not yet" for digit in (3, 4)]
    assert [record.operation for record in simulator.writes] == ["orderPortIn", "orderPortIn"]
    assert PIN not in run.written


def test_the_example_of_the_role_works(player, simulator):
    """The playbook in the role's README, with the file that it names, and the PIN from the environment."""
    playbook, pin = blocks(ROOT / "roles" / "port_in" / "README.md", "yaml")
    (player.folder / "site.yml").write_text(as_of_today(playbook.text))
    (player.folder / "pin.yml").write_text(pin.text)
    row = {"pin": "", "voice_type": "", "trunk": ""}
    write_table(player.folder / "hq-move.csv", {"+12175230141": row, "+13125230142": row})
    run = player.run(["site.yml", "-e", "@pin.yml"], env={"HQ_PIN": PIN})
    assert {order.reference for order in simulator.orders} == {"hq-move-001", "hq-move-002"}
    numbers = [number.given for order in simulator.orders for number in order.numbers]
    assert {number["portOutInfo"]["existingPortOutPin"] for number in numbers} == {PIN}
    assert {number["voiceConfiguration"]["trunkId"] for number in numbers} == {"01EXAMPLETRUNKID"}
    assert (player.folder / "hq-move-report.html").exists()
    assert PIN not in run.written
