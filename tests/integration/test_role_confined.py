# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files outside the job's folder, also through a link, are refused before anything is read or sent."""

from __future__ import annotations

import pytest
import yaml

pytestmark = pytest.mark.once

TABLE = """number,name,street_num,street,street_type,city,state,zip,pin,authorized_by,voice_type,trunk
+12175280143,Harbor Bakery Inc,12,Old Mill,Road,Springfield,IL,62701,739152,Ada Baker,EST,01HQ7V4T0K
"""
PLANTED = "planted-key-60217"


@pytest.mark.parametrize(
    ("variable", "inside", "outside"),
    [
        ("port_in_records", "bill.txt", "{outside}/bill.txt"),
        ("port_in_records", "bill.txt", "../outside/bill.txt"),
        ("port_in_records", "bill.txt", "link.txt"),
        ("port_in_letters", "letters", "{outside}"),
        ("port_in_letter_logo", "bill.txt", "link.txt"),
        ("port_in_documents", [{"path": "bill.txt"}], [{"path": "{outside}/bill.txt"}]),
        ("port_in_documents", [{"path": "bill.txt"}], [{"path": "bill.txt"}, {"path": "link.txt"}]),
    ],
)
def test_a_file_outside_the_folder_is_refused(player, simulator, variable, inside, outside):
    folder, other = player.folder / "job", player.folder / "outside"
    for each, text in ((folder, "HARBOR BAKERY INC\n12 OLD MILL RD SPRINGFIELD IL 62701"), (other, PLANTED)):
        each.mkdir()
        (each / "bill.txt").write_text(text)
    (folder / "hq.csv").write_text(TABLE)
    (folder / "link.txt").symlink_to(other / "bill.txt")

    def lint(value, expect):
        job = {
            "port_in_reference": "hq",
            "port_in_folder": str(folder),
            "port_in_numbers_file": "hq.csv",
            "port_in_confine_files": True,
            variable: value,
        }
        (player.folder / "job.yml").write_text(yaml.safe_dump(job))
        return player.run(["sinch.porting.lint", "-e", "@job.yml"], expect=expect)

    lint(inside, 0)
    refused = lint(yaml.safe_load(yaml.safe_dump(outside).replace("{outside}", str(other))), 2)
    output = " ".join(refused.output.split())
    assert f"{variable}: " in output
    assert "With port_in_confine_files only files in that folder are read." in output
    assert PLANTED not in refused.output
    assert simulator.writes == []
