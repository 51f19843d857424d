# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Generates the README's pictures in docs/images from real output of playbooks, report and simulator."""

from __future__ import annotations

import datetime
import importlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
TREE = ROOT / ".build" / "tree"
IMAGES = ROOT / "docs" / "images"
PREFIXES = ("+1217523", "+1312523", "+1415523", "+1206523")
JOB = """\
port_in_numbers_file: hq.csv
port_in_reference: hq
port_in_desired_port_date: "{day}"
port_in_end_user:
  name: Harbor Bakery
  street_num: "12"
  street_name: Harbor
  street_type: Road
  city: Springfield
  state: IL
  zip_code: "62701"
port_in_port_out_info:
  authorizing_name: Ada Baker
port_in_voice_configuration:
  type: EST
  trunk_id: 01EXAMPLETRUNKID
"""


def tuesday(weeks: int) -> str:
    """The Tuesday of a week this many weeks away, because port dates are working days."""
    today = datetime.date.today()
    return str(today + datetime.timedelta(days=1 - today.weekday(), weeks=weeks))


def prepare(folder: Path) -> None:
    rows = [f"{prefix}{4100 + place},{204811 + 731 * place}" for prefix in PREFIXES for place in range(12)]
    (folder / "hq.csv").write_text("\n".join(["phone_number,pin", *rows]) + "\n", encoding="utf-8")
    (folder / "hq.yml").write_text(JOB.format(day=tuesday(4)), encoding="utf-8")


def play(name: str, folder: Path, simulator: Any) -> str:
    """Run a playbook of the collection, and return its output."""
    environ = {
        **{key: value for key, value in os.environ.items() if not key.startswith(("ANSIBLE_", "SINCH_", "NO_COLOR"))},
        "ANSIBLE_COLLECTIONS_PATH": str(TREE),
        "ANSIBLE_FORCE_COLOR": "1",
        "ANSIBLE_CALLBACK_RESULT_FORMAT": "yaml",
        "ANSIBLE_LOCALHOST_WARNING": "false",
        "ANSIBLE_INVENTORY_UNPARSED_WARNING": "false",
        "HOME": str(folder),
        "SINCH_PROJECT_ID": "demonstration",
        "SINCH_KEY_ID": "demonstration-key",
        "SINCH_KEY_SECRET": "demonstration-secret",
        "SINCH_PORTING_API_URL": simulator.url,
        "SINCH_AUTH_URL": simulator.auth_url,
    }
    command = ["-m", "ansible.cli.playbook", f"sinch.porting.{name}", "-e", "@hq.yml"]
    ran = subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env=environ,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    if ran.returncode:
        raise SystemExit(f"the playbook {name} failed:\n{ran.stdout}{ran.stderr}")
    return ran.stdout


def live(simulator: Any) -> None:
    """Three weeks of the carriers: some orders are live, some confirmed, one is pending, two numbers are rejected."""
    first, second, third, *dummy = simulator.orders
    today = datetime.date.today()
    simulator.confirm(first.id, foc_date=f"{today}T00:00:00Z")
    simulator.complete(first.id, only=[number.phone_number for number in first.numbers[:9]])
    simulator.confirm(second.id, foc_date=f"{tuesday(4)}T00:00:00Z")
    rejected = [number.phone_number for number in third.numbers[:2]]
    simulator.reject(third.id, only=rejected, reason="Service address does not match the customer service record.")


def main() -> int:
    sys.path.insert(0, str(TREE))
    tests = "ansible_collections.sinch.porting.tests"
    browsers = importlib.import_module(f"{tests}.browser.browser")
    simulators = importlib.import_module(f"{tests}.simulator")
    terminal = importlib.import_module(f"{tests}.pictures.terminal")
    program = browsers.find_browser()
    if program is None:
        print(f"The pictures need a browser: one of {', '.join(browsers.NAMES)}.", file=sys.stderr)
        return 1
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, simulators.Simulator() as simulator:
        folder = Path(name)
        prepare(folder)
        shown = play("plan", folder, simulator).replace(name, "/home/ada/hq")
        plan = shown[shown.index("TASK [sinch.porting.port_in : Show the plan]") :].partition("\n\n")[0]
        picture = terminal.draw(
            f"$ ansible-playbook sinch.porting.plan -e @hq.yml\n…\n{plan}", title="The plan of a job, in a terminal"
        )
        (IMAGES / "plan.svg").write_text(picture, encoding="utf-8")
        play("apply", folder, simulator)
        live(simulator)
        play("report", folder, simulator)
        with browsers.Browser(program, profile=folder / "profile") as browser:
            browser.show(width=1000, height=860)
            browser.open(folder / "hq-report.html")
            browser.screenshot(IMAGES / "report.png", whole=False)
            browser.show(width=1000, height=620)
            browser.open(f"{simulator.url}/")
            browser.wait_for("document.querySelectorAll('details').length > 0")
            browser.screenshot(IMAGES / "simulator.png", whole=False)
    for path in sorted(IMAGES.iterdir()):
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
