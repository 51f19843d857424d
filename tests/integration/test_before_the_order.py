# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guide from a bill to a letter and a plan, with its commands as printed."""

from __future__ import annotations

import datetime
import shlex

import pytest
import yaml
from documented import blocks, in_future
from harness import ROOT
from pypdf import PdfReader

# The role's own tests run it and its modules with the oldest and the newest ansible-core.
pytestmark = pytest.mark.once

GUIDE = ROOT / "docs" / "guides" / "before-the-order.md"
PIN, ACCOUNT = "739152", "A47110042"
# A PNG with one pixel.
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


@pytest.fixture
def typed(player):
    """A folder with the guide's files, and the guide's commands."""
    (table,) = blocks(GUIDE, "csv")
    variables, partial = blocks(GUIDE, "yaml")
    bill = blocks(GUIDE, "text")[0]
    (player.folder / "hq.csv").write_text(table.text)
    (player.folder / "bill.txt").write_text(bill.text)
    job = yaml.safe_load(variables.text)
    job["port_in_desired_port_date"] = in_future(job["port_in_desired_port_date"], datetime.date.today())
    (player.folder / "hq.yml").write_text(yaml.safe_dump(job | yaml.safe_load(partial.text)))
    lines = [line for block in blocks(GUIDE, "console") for line in block.text.splitlines()]
    return [shlex.split(line.removeprefix("$ ansible-playbook ")) for line in lines]


def test_two_jobs_of_one_run_keep_their_letters_apart(player, simulator, typed):
    """The second job has no letters. Those of the first belong to orders that the second does not have.

    The letters have the user's own text, as from a survey, and logo.
    """
    (player.folder / "logo.png").write_bytes(DOT)
    text = "We decide, for each of our branches, to move the numbers below.\n\nThe mill stays.\n"
    words = {"port_in_letter_text": text, "port_in_letter_logo": "logo.png", "port_in_confine_files": True}
    table = player.folder / "hq.csv"
    (player.folder / "mill.csv").write_text(table.read_text().replace("+1217528", "+1312528"))
    job = yaml.safe_load((player.folder / "hq.yml").read_text()) | words
    (player.folder / "hq.yml").write_text(yaml.safe_dump(job))
    mill = {**job, "port_in_reference": "mill", "port_in_numbers_file": "mill.csv", "port_in_letters": ""}
    (player.folder / "two.yml").write_text(
        yaml.safe_dump(
            [
                {
                    "name": "Two jobs",
                    "hosts": "localhost",
                    "gather_facts": False,
                    "tasks": [
                        {
                            "name": f"{step} of {one['port_in_reference']}",
                            "ansible.builtin.include_role": {"name": "sinch.porting.port_in", "tasks_from": step},
                            "vars": one,
                        }
                        for one, steps in (
                            (job, ("plan", "letters", "create", "document")),
                            (mill, ("plan", "create", "document")),
                        )
                        for step in steps
                    ],
                }
            ],
            sort_keys=False,
        )
    )
    folder = player.folder / "letters"
    player.run(["sinch.porting.plan", "-e", "@hq.yml"])
    player.run(["sinch.porting.letters", "-e", "@hq.yml"])
    (folder / "hq-001-signed.pdf").write_bytes((folder / "hq-001.pdf").read_bytes())
    (page,) = PdfReader(folder / "hq-001.pdf").pages
    printed = " ".join(page.extract_text().split())
    assert "We decide, for each of our branches, to move the numbers below. The mill stays." in printed
    assert len(page.images) == 1
    player.run(["two.yml"])
    assert [record for record in simulator.writes if record.method == "PUT"] == []
    documents = {order.reference: len(order.documents) for order in simulator.orders}
    assert documents == {"hq-001": 1, "mill-001": 0}


def test_the_guide_leads_from_a_bill_to_an_attached_letter(player, simulator, typed):
    lint, plan, letters, apply = typed
    run = player.run(lint)
    output = " ".join(run.output.split())
    assert "is '12 Old Mill Avenue', which the record bill.txt does not contain" in output
    assert "hq.csv, line 2" in output
    assert simulator.writes == []

    table = player.folder / "hq.csv"
    table.write_text(table.read_text().replace(",Avenue,", ",Road,"))
    assert "does not contain" not in player.run(lint).output

    player.run(plan)
    run = player.run(letters)
    folder = player.folder / "letters"
    assert "hq-001.pdf, to be signed by Harbor Bakery Inc" in " ".join(run.output.split())
    assert sorted(path.name for path in folder.iterdir()) == ["hq-001.pdf", "manifest.json"]

    run = player.run(apply)
    assert "hq-001.pdf" in run.output
    (order,) = simulator.orders
    assert order.documents == []

    (folder / "hq-001-signed.pdf").write_bytes((folder / "hq-001.pdf").read_bytes())
    job = yaml.safe_load((player.folder / "hq.yml").read_text())
    given = {"loaUploadedBy": "Grace Hopper", "loaAttachmentDate": "2027-02-26T12:00:00Z"}
    job |= {"port_in_loa_uploaded_by": "Grace Hopper", "port_in_loa_attachment_date": "2027-02-26T12:00:00Z"}
    (player.folder / "hq.yml").write_text(yaml.safe_dump(job))
    player.run(plan)
    for dummy in range(2):
        player.run(apply)
    assert [record.method for record in simulator.writes].count("PUT") == 1
    assert given.items() <= order.given.items()
    assert {number.given["portOutInfo"]["existingPortOutPin"] for number in order.numbers} == {PIN}
    assert [document.given["documentName"] for document in order.documents] == ["hq-001-signed.pdf"]
    (note,) = order.notes
    assert "These 10 numbers stay" in note["note"]
    assert "+12175280159. The account's new billing number is +12175280150." in note["note"]

    table.write_text(table.read_text().replace("Springfield", "Shelbyville"))
    stale = player.run([*apply[:1], "-e", "@hq.yml", "--check"], expect=None)
    assert "loa-stale" in stale.output or "The plan" in stale.output
    assert PIN not in run.output
    assert ACCOUNT not in run.output
